"""A text prepared for reading: its sentences, the days and the people it names, found once."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from relmgr.domain.capture.values import KnownLifeEvent
from relmgr.domain.capture.who import Mention, People
from relmgr.domain.ids import PersonId
from relmgr.domain.phrases import FoundDate, find_dates

_SENTENCE_END = re.compile(r"[.!?;](?=\s|$)|\n")
_CLAUSE_END = re.compile(
    r"[.!?;](?=\s|$)|[\n,:()]| [–—-] "
    r"|\s(?:but|because|though|although|while|once|when|if|unless)\s"
    r"|\s(?:and|so)\s(?=(?:I|she|he|they|we|it|her|his|their|that|promised|will)\b)"
)
_SUPPOSED = re.compile(
    r"\b(?:if(?! (?:you|I) (?:ask|like))|unless|whether|suppose|supposing|imagine|pretend|what if|wish(?:es|ed)?)\b"
    r"|^\W*(?:had|were|should) (?:she|he|they|we|I|it)\b|^\W*(?:idea|ideas)\b[^:]{0,40}:|\bthe idea of\b",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"[“\"][^“”\"\n]{0,200}[”\"]")
_PRONOUN = re.compile(r"\b(?P<said>she|he|they|her|his|hers|their|him|them)\b", re.IGNORECASE)
_SAME_PRONOUN = {"her": "she", "hers": "she", "his": "he", "him": "he", "their": "they", "them": "they"}
LOOK_BACK = 160
LOOK_AHEAD = 160


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """What every reader looks at."""

    text: str
    today: date
    people: People
    with_person: PersonId | None
    life_events: Sequence[KnownLifeEvent]
    dates: Sequence[FoundDate]
    mentions: Sequence[Mention]
    sentence_starts: Sequence[int]
    is_about_somebody: bool
    """Whether anybody is named, or spoken of as "she", "he" or "they"."""

    def sentence(self, position: int) -> tuple[int, int]:
        """Where the sentence around `position` starts and ends."""
        index = bisect_right(self.sentence_starts, position) - 1
        after = self.sentence_starts[index + 1] if index + 1 < len(self.sentence_starts) else len(self.text)
        return self.sentence_starts[index], after

    def before(self, position: int) -> str:
        """The same sentence up to `position`, as far back as a reader needs to look."""
        start, _end = self.sentence(position)
        return self.text[max(start, position - LOOK_BACK) : position]

    def is_supposed(self, position: int) -> bool:
        """Whether what stands at `position` is asked, supposed or quoted, and not told."""
        start, end = self.sentence(position)
        asked = self.text[position:end].rstrip().endswith("?")
        return (
            asked
            or bool(_SUPPOSED.search(self.text[start:position][-LOOK_BACK:]))
            or self._is_quoted(position)
        )

    def _is_quoted(self, position: int) -> bool:
        near = max(0, position - LOOK_BACK)
        some = _QUOTED.finditer(self.text, near, min(len(self.text), position + LOOK_AHEAD))
        return any(one.start() < position < one.end() for one in some)

    def named_before(self, position: int) -> PersonId | None:
        """Whose life the words at `position` tell of: who is named last before, or whom "she" or "his" can mean."""
        start, _end = self.sentence(position)
        pronouns = list(_PRONOUN.finditer(self.text, max(start, position - LOOK_BACK), position))
        said = pronouns[-1] if pronouns else None
        count = bisect_right(self.mentions, position, key=lambda mention: mention.end)
        before = [one for one in self.mentions[max(0, count - 12) : count] if len(one.people) == 1]
        if before and before[-1].start >= (said.start() if said else start):
            return before[-1].people[0]
        if said is None:
            return before[-1].people[0] if before and before[-1].start >= start else None
        return self._meant_by(said["said"].casefold(), [one.people[0] for one in before])

    def subject_before(self, position: int) -> PersonId | None:
        """Who is named last before in the same sentence, unless "she" or "he" stands behind the name."""
        start, _end = self.sentence(position)
        pronouns = list(_PRONOUN.finditer(self.text, max(start, position - LOOK_BACK), position))
        index = bisect_right(self.mentions, position, key=lambda mention: mention.end) - 1
        if index < 0 or self.mentions[index].start < (pronouns[-1].start() if pronouns else start):
            return None
        people = self.mentions[index].people
        return people[0] if len(people) == 1 else None

    def _meant_by(self, pronoun: str, some: Sequence[PersonId]) -> PersonId | None:
        """The last one named whose pronoun fits; one whose pronoun is known over one of whom nothing is."""
        pronoun = _SAME_PRONOUN.get(pronoun, pronoun)
        known = [one for one in some if self.people.pronoun(one) == pronoun]
        unknown = [one for one in some if not self.people.pronoun(one)]
        for fitting in (known, unknown):
            full = [one for one in fitting if not self.people.is_light(one)]
            if full or fitting:
                return (full or fitting)[-1]
        return None

    def clause_end(self, position: int) -> int:
        """Where the clause after `position` ends; a point inside a date ends nothing."""
        limit = min(len(self.text), position + LOOK_AHEAD)
        for found in _CLAUSE_END.finditer(self.text, position, limit):
            inside = self._date_around(found.start())
            if inside is None:
                return found.start()
        return limit

    def _date_around(self, position: int) -> FoundDate | None:
        index = bisect_right(self.dates, position, key=lambda found: found.start) - 1
        return self.dates[index] if index >= 0 and self.dates[index].end > position else None

    def dates_in(self, start: int, end: int) -> Iterator[FoundDate]:
        """The days named between the two positions."""
        index = bisect_left(self.dates, start, key=lambda found: found.start)
        while index < len(self.dates) and self.dates[index].end <= end:
            yield self.dates[index]
            index += 1


def _sentence_starts(text: str, dates: Sequence[FoundDate]) -> list[int]:
    starts = [0]
    inside = iter(dates)
    current = next(inside, None)
    for found in _SENTENCE_END.finditer(text):
        while current is not None and current.end <= found.start():
            current = next(inside, None)
        if current is not None and current.start <= found.start() and found.end() < current.end:
            continue
        starts.append(found.end())
    return starts


_BARE_WEEKDAY = re.compile(r"[A-Z][a-z]{2,8}")
_GOES_ON_AS_A_NAME = re.compile(
    r" (?-i:[A-Z])[\w’'-]+(?! (?:rang|called|phoned|said|told|came|wants|is|was))"
)
_LEADS_OF_A_DAY = frozenset({"on", "by", "until", "till", "til", "since", "from", "before", "after"})
_NO_DAY_AT_ALL = re.compile(r" (?:down|with|in|on|at|next|there|for|by|around|through|beside)\b")


def _is_a_name(text: str, day: FoundDate, mentions: Sequence[Mention]) -> bool:
    """Whether the day is part of a name, "Friday Studios", or no day at all, "Sat down with Grace"."""
    if day.words.casefold() == "sat" and _NO_DAY_AT_ALL.match(text, day.end):
        return True
    if (
        day.lead in _LEADS_OF_A_DAY
        or not _BARE_WEEKDAY.fullmatch(day.words)
        or not _GOES_ON_AS_A_NAME.match(text, day.end)
    ):
        return False
    return not any(one.start == day.end + 1 for one in mentions)


def _is_in_a_date(mention: Mention, dates: Sequence[FoundDate]) -> bool:
    """Whether the name is the month of a date: "22 May", "in May"."""
    index = bisect_right(dates, mention.start, key=lambda day: day.start) - 1
    if index < 0 or mention.end > dates[index].end:
        return False
    return mention.start > dates[index].start or bool(dates[index].lead)


def prepare(
    text: str,
    today: date,
    people: People,
    with_person: PersonId | None,
    life_events: Sequence[KnownLifeEvent],
) -> Scene:
    """The scene of a text."""
    mentions = people.mentions(text, with_person)
    dates = [day for day in find_dates(text, today) if not _is_a_name(text, day, mentions)]
    mentions = [one for one in mentions if not _is_in_a_date(one, dates)]
    return Scene(
        text=text,
        today=today,
        people=people,
        with_person=with_person,
        life_events=life_events,
        dates=dates,
        mentions=mentions,
        sentence_starts=_sentence_starts(text, dates),
        is_about_somebody=with_person is not None or bool(mentions) or bool(_PRONOUN.search(text)),
    )


def is_about_me(before: str) -> bool:
    """Whether the words just before say that it is I (or we) who does or is something."""
    return bool(re.search(r"(?:^|\W)(?:I|i|we|We)(?:['’](?:m|re|ve|d|ll))?(?:\s+\w+){0,2}\s*$", before[-40:]))


def is_denied(before: str) -> bool:
    """Whether the words just before deny what follows."""
    return bool(
        re.search(
            r"(?:\b(?:not|no|never|neither|nor|without|isn|wasn)|n['’]t)(?:\s+\w+)?\s*$",
            before[-30:],
            re.IGNORECASE,
        )
    )
