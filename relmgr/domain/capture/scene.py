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

    def sentence(self, position: int) -> tuple[int, int]:
        """Where the sentence around `position` starts and ends."""
        index = bisect_right(self.sentence_starts, position) - 1
        after = self.sentence_starts[index + 1] if index + 1 < len(self.sentence_starts) else len(self.text)
        return self.sentence_starts[index], after

    def before(self, position: int) -> str:
        """The same sentence up to `position`, as far back as a reader needs to look."""
        start, _end = self.sentence(position)
        return self.text[max(start, position - LOOK_BACK) : position]

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


def prepare(
    text: str,
    today: date,
    people: People,
    with_person: PersonId | None,
    life_events: Sequence[KnownLifeEvent],
) -> Scene:
    """The scene of a text."""
    dates = find_dates(text, today)
    return Scene(
        text=text,
        today=today,
        people=people,
        with_person=with_person,
        life_events=life_events,
        dates=dates,
        mentions=people.mentions(text),
        sentence_starts=_sentence_starts(text, dates),
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
