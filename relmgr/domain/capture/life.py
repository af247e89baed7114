"""What is going on in their life: "Her father is home from hospital", "on holiday until 3 Jan", "new job"."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from relmgr.domain.capture.life_rules import OF_RELATIVES, OF_THEM, Event
from relmgr.domain.capture.scene import Scene, is_about_me, is_denied
from relmgr.domain.capture.values import Life, LifeMode, Span, SpanKind
from relmgr.domain.capture.vocabulary import RELATIVES, words
from relmgr.domain.fold import fold
from relmgr.domain.ids import LifeEventId, PersonId
from relmgr.domain.partial_date import PartialDate
from relmgr.domain.phrases import FoundDate, Precision
from relmgr.domain.phrases import partial as say_partial
from relmgr.domain.phrases import short_day as say_short
from relmgr.i18n import _

_SOON = timedelta(14)
_LATER = timedelta(30)

_LASTING = frozenset({"until", "till", "til", "bis", "since", "seit", "from", "ab"})
_LEADING = re.compile(
    r"^(?:is|are|was|been|being|has|have|just|got a|a|the|her|his|their|now|finally|back(?= home))\s+",
    re.IGNORECASE,
)
_BEING = re.compile(r"(?:(?:is|are|was|were|been|being|has|have)\s+)+", re.IGNORECASE)
_SAME: dict[str, str] = {
    **dict.fromkeys(("dad", "daddy", "papa", "pa"), "father"),
    **dict.fromkeys(("mum", "mom", "mam", "mama", "ma"), "mother"),
    **dict.fromkeys(("gran", "granny", "nan", "grandma"), "grandmother"),
    **dict.fromkeys(("vacation", "leave", "sabbatical", "honeymoon", "holidays", "away"), "holiday"),
    **dict.fromkeys(("pregnant", "expecting", "twins"), "baby"),
    **dict.fromkeys(("wedding", "engaged", "marrying"), "married"),
    **dict.fromkeys(("renovation", "extension", "refurbishment"), "renovating"),
}
_EMPTY = words(
    "home back from with their been having getting going again hospital work first since until week month "
    "first second ill sick"
)
_THING_BEFORE = re.compile(
    rf"\b(?:the|a|an|this|that|my|our|your|these|those)\s+(?!{RELATIVES}\b|couple\b|family\b|whole\b)[\w’'-]+(?:\s+of\s+[\w’'-]+)?"
    r"(?:\s+(?:is|are|was|were|has|have|had|will)|['’]s)?\s+$",
    re.IGNORECASE,
)
"""A thing, or somebody of mine, as the subject: "the printer is moving house"."""
_OF_MINE = re.compile(r"\b(?:my|our|your)(?:\s[\w’-]+)?\s+$", re.IGNORECASE)
_OF_MY_PEOPLE = re.compile(
    rf"\b(?:my|our)\s+{RELATIVES}(?:\s[A-Z][\w’-]+)?(?:\s+(?:is|was|has|had|just))?(?:['’]s)?\s*$",
    re.IGNORECASE,
)
_OWNER = re.compile(r"(?:her|his|their)\b", re.IGNORECASE)
_BEGINS = re.compile(
    r"(?:is |are )?(?:start|new |got |landed|taking|opening|launching|setting)", re.IGNORECASE
)
"""What a month behind it says the beginning of: "starting a new job in January"."""
_BARE_WORDS = 8
"""So long may a note be that names nobody: "expecting a baby" is read, a paragraph about nobody is not."""
_RANGE = re.compile(r"(?P<first>\d{1,2})(?:st|nd|rd|th)?\s?(?:-|–|to)", re.IGNORECASE)
_RANGE_BEFORE = re.compile(
    r"(?<!\d)(?P<first>\d{1,2})(?:st|nd|rd|th)?\s?(?:-|–|to|until|till)\s?(?:the\s)?$", re.IGNORECASE
)
_ONLY_A_TOPIC = re.compile(
    r"\b(?:about|of|for|regarding|re|on|over|discussed|with)\s+(?:the |her |his |their |a )?$", re.IGNORECASE
)
_RELATIVE = re.compile(RELATIVES, re.IGNORECASE)


def _subjects(title: str) -> set[str]:
    said = {_SAME.get(word, word) for word in fold(title).split()}
    return {word for word in said if len(word) > 2 and word not in _EMPTY}


def continued_by(title: str, scene: Scene) -> LifeEventId | None:
    """The life event already known that is about the same thing: the same relative, the same kitchen; if just one."""
    subjects = _subjects(title)
    relatives = {word for word in subjects if _RELATIVE.fullmatch(word)}
    same = []
    for event in scene.life_events:
        theirs = _subjects(event.title)
        their_relatives = {word for word in theirs if _RELATIVE.fullmatch(word)}
        if relatives == their_relatives and subjects & theirs:
            same.append(event.id)
    return same[0] if len(same) == 1 else None


def read_life(scene: Scene) -> Iterator[Span]:
    """The life events mentioned; the same stretch of text may be found twice, the longer one is meant."""
    has_relatives = bool(_RELATIVE.search(scene.text))
    if not scene.is_about_somebody and not has_relatives and len(scene.text.split()) > _BARE_WORDS:
        return
    for pattern, event in (*(OF_RELATIVES if has_relatives else ()), *OF_THEM):
        for found in pattern.finditer(scene.text):
            before = scene.before(found.start())
            if is_denied(before) or is_about_me(before) or scene.is_supposed(found.start()):
                continue
            if _is_not_theirs(found, before):
                continue
            yield _life(scene, event, found)


def _is_not_theirs(found: re.Match[str], before: str) -> bool:
    """Whether it is of a thing, of my own people, or only what was talked about."""
    if found.groupdict().get("relative"):
        return bool(_OF_MINE.search(before))
    has_owner = _OWNER.match(found["what"]) is not None
    is_of_mine = _OF_MY_PEOPLE.search(before) or _THING_BEFORE.search(before)
    return bool(is_of_mine) or (not has_owner and bool(_ONLY_A_TOPIC.search(before)))


def _life(scene: Scene, event: Event, found: re.Match[str]) -> Span:
    days = list(_days_after(scene, event, found.end()))
    begin = next((day for day in days if day.lead in ("from", "ab")), None)
    until = next((day for day in days if day.lead in ("until", "till", "til", "bis")), None)
    since = next((day for day in days if day.lead in ("since", "seit")), None)
    rest = [day for day in days if day not in (until, since, begin)]
    was = next(
        (day for day in rest if _is_over(scene, day) or (event.is_past and day.past <= scene.today)), None
    )
    if was is not None or event.is_past:
        since = since or (was if was is not None and was.precision is not Precision.WEEK else None)
        rest = []
    planned = rest[0] if rest and event.takes_day else None
    opening = _opening(scene, planned)
    end = max([found.end(), *(day.end for day in (until, since, begin, planned) if day)])
    end_day = until or planned
    is_on_a_day = planned is not None and planned.precision is Precision.DAY
    is_away = event.mode is LifeMode.AWAY
    begins = is_away or (is_on_a_day and opening is None) or bool(_BEGINS.match(found["what"]))
    first = begin or (planned if begins else None)
    start = opening or (_told(since) if since else _ahead(first, is_start=True) if first else None)
    is_vague = planned is not None and planned.precision is Precision.WEEK and until is None
    last = end_day.last if end_day else None
    person, kin = _whose(scene, found)
    value = Life(
        title=_titled(event.title or _title(found), kin),
        since=start,
        until=_ahead(end_day)
        if end_day and not is_vague and (is_away or until or not (is_on_a_day or begins))
        else None,
        follow_up=_follow_up(max(scene.today, first.day if first else scene.today), event, last),
        person=person,
        mode=event.mode,
        is_over=event.is_over,
        continues=continued_by(event.title or _title(found), scene),
    )
    return Span(
        start=_start(scene, found),
        end=end,
        kind=SpanKind.LIFE,
        value=value,
        label=_("Life"),
        words=_words(value, scene, None if until or opening else begin or planned),
    )


def _is_over(scene: Scene, day: FoundDate) -> bool:
    return day.last < scene.today


def _told(day: FoundDate) -> PartialDate:
    """The past day, or the month where only that was said."""
    return (
        PartialDate(day.past.year, day.past.month)
        if day.precision is Precision.MONTH
        else PartialDate.of(day.past)
    )


def _ahead(day: FoundDate, *, is_start: bool = False) -> PartialDate:
    """The coming day, or the month where only that was said; of a week the last day, or the first as a start."""
    if day.precision is Precision.MONTH:
        return PartialDate(day.day.year, day.day.month)
    return PartialDate.of(day.last if day.precision is Precision.WEEK and not is_start else day.day)


def _opening(scene: Scene, planned: FoundDate | None) -> PartialDate | None:
    """The first day of "1-14 Dec", whose last day was found."""
    if planned is None or planned.precision is not Precision.DAY:
        return None
    near = max(0, planned.start - 24)
    found = _RANGE.match(planned.words) or _RANGE_BEFORE.search(scene.text[near : planned.start])
    if found is None:
        return None
    try:
        first = planned.day.replace(day=int(found["first"]))
    except ValueError:
        return None
    return PartialDate.of(first) if first <= planned.day else None


def _whose(scene: Scene, found: re.Match[str]) -> tuple[PersonId | None, str]:
    """On whose card it belongs, and who of their family it is about where only the name says so.

    What happens to a client's wife is kept with the client, whom one will talk to: "Wife had a baby".
    """
    if found.groupdict().get("relative"):
        owner = scene.named_before(found.start("relative"))
        return owner, ""
    person = scene.named_before(found.start("what"))
    if person is None or not scene.people.is_light(person):
        return person, ""
    owner = scene.people.whom_they_belong_to(person)
    return (owner, scene.people.first_name(person)) if owner is not None else (person, "")


def _titled(title: str, kin: str) -> str:
    return f"{kin}: {title[:1].lower()}{title[1:]}" if kin else title


def _words(life: Life, scene: Scene, planned: FoundDate | None) -> str:
    if planned is not None:
        return f"{life.title} {scene.text[planned.lead_start : planned.end]}"
    if life.until:
        return _("{title} until {day}").format(title=life.title, day=_say(life.until, scene.today))
    if life.since:
        return _("{title} since {day}").format(title=life.title, day=_say(life.since, scene.today))
    return life.title


def _say(day: PartialDate, today: date) -> str:
    whole = day.as_date()
    return say_short(whole, today) if whole else say_partial(day)


def _days_after(scene: Scene, event: Event, end: int) -> Iterator[FoundDate]:
    """The days that say how long, close behind: "on holiday in Spain until 3 Jan"."""
    near = min(scene.clause_end(end), end + 48)
    for day in scene.dates_in(end, len(scene.text)):
        if day.lead_start >= near:
            break
        if day.lead in _LASTING or ((event.takes_day or event.is_past) and day.start - end <= 16):
            yield day


def _follow_up(today: date, event: Event, last: date | None) -> date:
    """When to ask again: the day after it should be over, else in two weeks (health, loss) or a month."""
    if last is not None and last >= today:
        return last + timedelta(1)
    return today + (_SOON if event.is_soon or event.is_over else _LATER)


def _title(found: re.Match[str]) -> str:
    """The user's own words without who and "is": "Father home from hospital"."""
    relative = found.groupdict().get("relative")
    what = found["what"]
    if relative:
        what = _LEADING.sub("", what) or what
        what = f"{relative} {what}"
    else:
        what = _LEADING.sub("", what) or what
    return " ".join((what[:1].upper() + what[1:]).split())


def _start(scene: Scene, found: re.Match[str]) -> int:
    """Where the mark begins: with "her father", else after "is"."""
    if found.groupdict().get("relative"):
        return found.start()
    being = _BEING.match(scene.text, found.start("what"), found.end("what"))
    return being.end() if being else found.start("what")
