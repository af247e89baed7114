"""What is going on in their life: "Her father is home from hospital", "on holiday until 3 Jan", "new job"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from relmgr.domain.capture.scene import Scene, is_about_me, is_denied
from relmgr.domain.capture.values import Life, LifeMode, Span, SpanKind
from relmgr.domain.capture.vocabulary import RELATIVES, words
from relmgr.domain.fold import fold
from relmgr.domain.ids import LifeEventId
from relmgr.domain.phrases import FoundDate, Precision
from relmgr.domain.phrases import short_day as say_short
from relmgr.i18n import _

_SOON = timedelta(14)
_LATER = timedelta(30)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Event:
    """One thing that happens in lives, as a pattern; `title` replaces the user's own words where they do not serve."""

    pattern: str
    title: str = ""
    mode: LifeMode = LifeMode.NONE
    is_over: bool = False
    is_soon: bool = False
    takes_day: bool = False


_POSSESSIVE = r"(?:her|his|their|the|an?)"
_ILL = r"(?:(?:very|quite|seriously|terribly|still|really) )?(?:ill|sick|unwell|poorly|dying)"
_HOSPITAL = (
    r"(?:in (?:the )?hospital|hospitalised|hospitalized|in intensive care|in (?:a |the )?hospice|in rehab)"
)
_HOME = (
    r"(?:(?:back |coming |now |finally )?(?:home|back|out) (?:again )?(?:from|of) (?:the )?hospital"
    r"|out of (?:the )?hospital|home again|back home)"
)
_OPERATION = (
    r"(?:(?:having|had|has|needs|facing|awaiting) (?:an? |another )?(?:\w+ )?"
    r"(?:operation|surgery|stroke|heart attack|accident|bad fall|transplant|replacement|chemo(?:therapy)?|scan|biopsy))"
)
_DIAGNOSED = (
    r"(?:(?:has been |was |been )?diagnosed with [\w’'-]+(?: [\w’'-]+)?"
    r"|(?:has|have|got|with) (?:breast |lung )?(?:cancer|pneumonia|leukaemia))"
)
_LOST = rf"(?:lost (?:her|his|their) {RELATIVES})"
_DIED = r"(?:died|passed away|has died|has passed away)"
_BABY = (
    r"(?:expecting(?: again| twins| triplets| (?:a|their|her|his)(?: \w+)? (?:baby|child)| a (?:boy|girl)"
    r"| their (?:first|second|third))|pregnant(?: again)?|having (?:a baby|twins))"
)
_NEW_BABY = r"(?:(?:has |have )?(?:just )?had (?:a baby|a little (?:girl|boy)|twins)|(?:the )?baby (?:is here|has arrived|was born))"
_MOVING = (
    r"(?:(?:is |are )?moving (?:house|home|flats?|office|offices|in together|abroad|back home|in with [\w’'-]+"
    r"|(?:to|into) (?:an? |the |her |his |their )?(?:new )?[\w’'-]+))"
)
_AWAY = (
    r"(?:on (?:annual |parental |maternity |paternity |study |garden(?:ing)? |family |a |her |his |their )?"
    r"(?:holidays?|leave|vacation|sabbatical|honeymoon|business trip|retreat)"
    r"(?: (?:in|on|to) (?!until|till|the (?:\d|\w+day))(?:the )?[A-Z][\w’'-]+)?)"
)
_OFF = r"(?:(?:away|off(?: work)?|out of (?:the )?office|travelling|abroad)(?= (?:until|till|til|from)\b))"
_OFF_SICK = r"(?:off sick|signed off(?: sick)?|on (?:long-term )?sick leave)"
_NEW_JOB = (
    r"(?:(?:(?:is |are )?(?:starting|starts|started|start|got|gets|getting|has|landed|found|accepted|taken|taking) )?(?:a )?"
    r"new (?:job|role|position|post)|changing jobs|(?:got|been|was|is being) promoted)"
)
_LOST_JOB = r"(?:lost (?:her|his|their) job|(?:been |being |was |is )?(?:laid off|made redundant)|facing redundancy|out of work)"
_MARRYING = r"(?:getting married|(?:got|just) married|got engaged|getting engaged|engaged(?! (?:with|in|by|to me|on))|planning (?:a|the|her|his|their) wedding)"
_PARTING = r"(?:(?:getting|got|going through a) divorced?|divorcing|separat(?:ed|ing) from [\w’'-]+(?: \w+)?|splitting up|split up|broke up)"
_ROOM = r"(?:kitchen|bathroom|house|flat|office|attic|loft|garden|studio|roof|barn|cellar|basement)"
_BUILDING = (
    rf"(?:(?:new |the |her |his |their )?{_ROOM} (?:renovations?|refurbishment|extension|conversion|rebuild|building works?|redesign)"
    rf"|new (?:kitchen|bathroom|roof|extension|studio)|(?:renovating|redoing|doing up|refurbishing|rebuilding) {_POSSESSIVE} (?:old )?{_ROOM}"
    rf"|(?:buying|building|selling|bought|sold) {_POSSESSIVE} (?:new |old |first )?(?:house|flat|home|place|boat|farm|cottage))"
)
_STUDY = (
    r"(?:training for (?:an? |the |her |his |their )?(?:[\w’'-]+ )?(?:marathon|triathlon|ironman|race|ride|climb)"
    r"|learning (?:to [\w’'-]+|[A-Z][\w’'-]+|the [\w’'-]+)"
    r"|writing (?:a|her|his|their) (?:first |second |new )?(?:book|novel|thesis|memoir|dissertation)"
    r"|studying (?:for [\w’'-]+(?: [\w’'-]+)?|[\w’'-]+)|doing an? (?:mba|phd|masters?|degree|course))"
)
_NEW_IN_THE_HOUSE = r"(?:(?:got |has |getting )?(?:a )?new (?:puppy|dog|cat|kitten|grandchild|grandson|granddaughter|flat|house|partner|boyfriend|girlfriend))"
_BACK = (
    r"(?:back (?:from|off) (?:her |his |their |the |an? )?"
    r"(?:holidays?|leave|vacation|sabbatical|honeymoon|trip|parental leave|maternity leave)|back at work|back in the office)"
)

_OF_RELATIVES: tuple[_Event, ...] = (
    _Event(pattern=_HOME, is_soon=True),
    _Event(pattern=_HOSPITAL, is_soon=True, takes_day=True),
    _Event(pattern=_DIED, mode=LifeMode.GENTLE, is_soon=True),
    _Event(pattern=_ILL, is_soon=True),
    _Event(pattern=_OPERATION, is_soon=True, takes_day=True),
    _Event(pattern=_DIAGNOSED, mode=LifeMode.GENTLE, is_soon=True),
    _Event(pattern=r"(?:recovering|recuperating|getting better|on the mend)(?: well)?", is_soon=True),
    _Event(pattern=rf"{_LOST_JOB}|{_MARRYING}|{_PARTING}|{_BABY}|{_NEW_JOB}|{_MOVING}|{_STUDY}"),
    _Event(pattern=r"(?:moved|moving) (?:out|in|away)|leaving home|teething|sleeping through"),
)
_OF_THEM: tuple[_Event, ...] = (
    _Event(pattern=_LOST, mode=LifeMode.GENTLE, is_soon=True),
    _Event(
        pattern=r"grieving|(?:in )?mourning|(?:at|planning|has) (?:a|the) funeral",
        mode=LifeMode.GENTLE,
        is_soon=True,
    ),
    _Event(pattern=_BACK, is_over=True),
    _Event(pattern=_HOME, is_soon=True),
    _Event(pattern=_OFF_SICK, title="Off sick", mode=LifeMode.AWAY, is_soon=True),
    _Event(pattern=_AWAY, mode=LifeMode.AWAY, takes_day=True),
    _Event(pattern=_OFF, mode=LifeMode.AWAY),
    _Event(pattern=_BABY, title="Expecting a baby", takes_day=True),
    _Event(pattern=_NEW_BABY, title="New baby", is_soon=True),
    _Event(pattern=_LOST_JOB, mode=LifeMode.GENTLE, is_soon=True),
    _Event(pattern=_MOVING, takes_day=True),
    _Event(pattern=_NEW_JOB, title="New job", takes_day=True),
    _Event(pattern=_MARRYING, takes_day=True),
    _Event(pattern=_PARTING, mode=LifeMode.GENTLE),
    _Event(pattern=_BUILDING),
    _Event(pattern=_STUDY),
    _Event(pattern=_NEW_IN_THE_HOUSE),
    _Event(pattern=r"burnt out|burned out|burn-?out|depressed", mode=LifeMode.GENTLE, is_soon=True),
    _Event(pattern=_DIAGNOSED, mode=LifeMode.GENTLE, is_soon=True),
    _Event(pattern=_OPERATION, mode=LifeMode.GENTLE, is_soon=True, takes_day=True),
    _Event(pattern=r"(?:broke|broken|fractured) (?:her|his|their|an?) (?:\w+)|in plaster", is_soon=True),
    _Event(pattern=r"(?:retiring|retires|about to retire|going to retire)", title="Retiring", takes_day=True),
)
_NEEDS_A_SUBJECT: tuple[_Event, ...] = (
    _Event(pattern=_HOSPITAL, mode=LifeMode.GENTLE, is_soon=True, takes_day=True),
    _Event(pattern=_ILL, mode=LifeMode.GENTLE, is_soon=True),
)
_BE = (
    r"(?:(?:\s(?:is|was|are|were|has been|have been|has just|has|have|just|has to|will be|might be))|['’](?:s|re))"
    r"(?:\s(?:now|just|still|already|finally|being|also|been|out))?"
)
_SUBJECT = rf"(?:(?:her|his|their|[\w-]+['’]s)\s)?(?P<relative>{RELATIVES})(?:,? (?!is\b|was\b|has\b|are\b)(?-i:[A-Z])[\w’-]+,?)?"


def _compile(events: tuple[_Event, ...], head: str) -> tuple[tuple[re.Pattern[str], _Event], ...]:
    return tuple(
        (re.compile(rf"(?<![\w-]){head}(?P<what>{event.pattern})(?![\w-])", re.IGNORECASE), event)
        for event in events
    )


_RULES = (
    *_compile(_OF_RELATIVES, rf"{_SUBJECT}(?:{_BE})?\s"),
    *_compile(_OF_THEM, ""),
    *_compile(_NEEDS_A_SUBJECT, rf"(?:she|he|they|[A-Z]\w+){_BE}\s"),
)
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
    for pattern, event in _RULES:
        for found in pattern.finditer(scene.text):
            before = scene.before(found.start())
            if is_denied(before) or is_about_me(before):
                continue
            yield _life(scene, event, found)


def _life(scene: Scene, event: _Event, found: re.Match[str]) -> Span:
    days = list(_days_after(scene, event, found.end()))
    begin = next((day for day in days if day.lead in ("from", "ab")), None)
    until = next((day for day in days if day.lead in ("until", "till", "til", "bis")), None)
    since = next((day for day in days if day.lead in ("since", "seit")), None)
    planned = (
        next((day for day in days if day not in (until, since, begin)), None) if event.takes_day else None
    )
    end = max([found.end(), *(day.end for day in (until, since, begin, planned) if day)])
    title = event.title or _title(found)
    end_day = until or planned
    last = end_day.last if end_day else None
    is_on_a_day = planned is not None and planned.precision is Precision.DAY
    is_away = event.mode is LifeMode.AWAY
    first = begin or (planned if is_away else None)
    start_day = since.past if since else first.day if first else None
    value = Life(
        title=title,
        since=start_day,
        until=last if is_away or not is_on_a_day else None,
        follow_up=_follow_up(max(scene.today, start_day or scene.today), event, last),
        mode=event.mode,
        is_over=event.is_over,
        continues=continued_by(title, scene),
    )
    return Span(
        start=_start(scene, found),
        end=end,
        kind=SpanKind.LIFE,
        value=value,
        label=_("Life"),
        words=_words(value, scene, None if until else begin or planned),
    )


def _words(life: Life, scene: Scene, planned: FoundDate | None) -> str:
    if planned is not None:
        return f"{life.title} {scene.text[planned.lead_start : planned.end]}"
    if life.until:
        return _("{title} until {day}").format(title=life.title, day=say_short(life.until, scene.today))
    if life.since:
        return _("{title} since {day}").format(title=life.title, day=say_short(life.since, scene.today))
    return life.title


def _days_after(scene: Scene, event: _Event, end: int) -> Iterator[FoundDate]:
    """The days that say how long, close behind: "on holiday in Spain until 3 Jan"."""
    near = min(scene.clause_end(end), end + 48)
    for day in scene.dates_in(end, len(scene.text)):
        if day.lead_start >= near:
            break
        if day.lead in _LASTING or (event.takes_day and day.start - end <= 12):
            yield day


def _follow_up(today: date, event: _Event, last: date | None) -> date:
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
