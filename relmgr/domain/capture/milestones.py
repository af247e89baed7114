"""Dates in their lives: "Tom starts school 3 Sep", "her birthday is 12 April", "turns 40 on Sunday" (P6)."""

import re
from collections.abc import Iterator

from relmgr.domain.capture.scene import Scene, is_denied
from relmgr.domain.capture.values import Milestone, Span, SpanKind
from relmgr.domain.capture.vocabulary import RELATIVES
from relmgr.domain.capture.who import mention_at
from relmgr.domain.ids import PersonId
from relmgr.domain.kinds import MilestoneKind
from relmgr.domain.names import possessive
from relmgr.domain.partial_date import PartialDate
from relmgr.domain.phrases import FoundDate, Precision
from relmgr.domain.phrases import day as say_day
from relmgr.domain.phrases import partial as say_partial
from relmgr.i18n import _

_TENS = {
    "eighteen": 18,
    "twenty": 20,
    "thirty": 30,
    "forty": 40,
    "fifty": 50,
    "sixty": 60,
    "seventy": 70,
    "eighty": 80,
}
_SMALL = {
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
}
_AGES = {**_TENS, **_SMALL, "ninety": 90}
_AGE = r"(?:\d{1,3}|" + "|".join(_AGES) + r")"
_NAME = r"(?!(?:she|he|they|it|the|we|i|and|but|her|his|their|then|also|who)\b)(?-i:[^\W\d_a-z])[\w’-]*"
_WHO = rf"(?:(?:her|his|their|the)\s+)?(?:(?P<relative>{RELATIVES})(?:,?\s+(?P<called>(?!is\b|was\b){_NAME}),?)?|(?P<name>{_NAME})|she|he|they)"
_OWN = rf"(?:(?:(?:her|his|their)\s+)?(?P<whose>{RELATIVES}|{_NAME})['’]s?\s+|her\s+|his\s+|their\s+|the\s+)?"
_IS = r"(?:\s+(?:is|are|was|will be|falls|comes|has|on|due|again|coming up|next|planned|set|for|['’]s)){0,4}"
_SCHOOL = r"(?:school|primary school|big school|nursery|kindergarten|preschool|university|uni|college|(?:grade|year|class)\s\w+|high school)"
_JOB = r"(?:(?:an?\s|her\s|his\s|their\s|the\s)?(?:new\s)?(?:job|role|position|post|work)(?:\sat\s[\w’&-]+)?)"

_STARTS = re.compile(
    rf"(?<![\w’'-]){_WHO}(?:\s+(?:is|will be|also|then))?\s+(?P<verb>starts?|starting|begins?|beginning)\s+(?P<what>{_SCHOOL}|{_JOB})(?!\w)",
    re.IGNORECASE,
)
_BIRTHDAY = re.compile(rf"(?<![\w’'-]){_OWN}birthday(?!\w){_IS}", re.IGNORECASE)
_TURNS = re.compile(
    rf"(?<![\w’'-])(?:{_WHO}\s+)?(?:turns|turned|turning|is turning|will turn|will be)\s+(?P<age>{_AGE})(?:\s+years\s+old)?(?!\w)",
    re.IGNORECASE,
)
_THING = re.compile(
    rf"(?<![\w’'-]){_OWN}(?P<what>wedding(?: anniversary)?|anniversary|graduation|due date|exams?|driving test|recital|baby|baptism|christening|viva)(?!\w)(?P<is>{_IS})",
    re.IGNORECASE,
)
_MARRIES = re.compile(
    rf"(?<![\w’'-])(?:{_WHO}\s+(?:is|are)\s+)?(?:getting married|marrying(?: {_NAME})?)(?!\w)", re.IGNORECASE
)
_OPENS = re.compile(
    rf"(?<![\w’'-]){_OWN}(?P<first>first\s+|new\s+|own\s+)?(?P<what>exhibition|show|shop|restaurant|café|cafe|gallery|play|concert|studio|book|bakery)\s+(?P<verb>opens|starts|launches|is out|comes out|premieres)(?!\w)",
    re.IGNORECASE,
)
_THINGS = {
    "wedding": MilestoneKind.WEDDING,
    "exam": MilestoneKind.EXAM,
    "exams": MilestoneKind.EXAM,
    "driving test": MilestoneKind.EXAM,
    "viva": MilestoneKind.EXAM,
}
_BETWEEN = re.compile(r"[\s,]*(?:(?:on|in|at|from|this|is|was|the|,)\s*)*", re.IGNORECASE)


def _date_after(scene: Scene, end: int, distance: int = 24) -> FoundDate | None:
    """The day said right behind: only small words may stand between."""
    for day in scene.dates_in(end, min(len(scene.text), end + distance + 48)):
        if day.lead_start - end > distance or day.precision is Precision.WEEK:
            return None
        between = scene.text[end : day.lead_start]
        return day if re.fullmatch(r"[^.!?;\n]*", between) and len(between.split()) <= 3 else None
    return None


def _who(found: re.Match[str], *groups: str) -> str:
    named = found.groupdict()
    return next((str(named[group]) for group in groups if named.get(group)), "")


def _person(scene: Scene, found: re.Match[str], who: str) -> PersonId | None:
    """The known person meant, if just one answers to the name inside the words found."""
    if not who:
        return scene.with_person
    mention = mention_at(scene.mentions, found.start(), found.end())
    return mention.people[0] if mention is not None and len(mention.people) == 1 else None


def _as_partial(day: FoundDate, *, is_yearly: bool) -> PartialDate:
    if day.precision is Precision.MONTH:
        return PartialDate(None if is_yearly and not day.has_year else day.day.year, day.day.month)
    if is_yearly and not day.has_year:
        return PartialDate(None, day.day.month, day.day.day)
    return PartialDate.of(day.day)


def _span(
    scene: Scene,
    found: re.Match[str],
    day: FoundDate,
    *,
    kind: MilestoneKind,
    title: str,
    who: str,
    when: PartialDate,
) -> Span:
    known = when.as_date()
    if day.precision is Precision.DAY:
        words = say_day(day.day if known is None or kind is MilestoneKind.BIRTHDAY else known, scene.today)
    else:
        words = say_partial(when)
    if kind is MilestoneKind.BIRTHDAY and not title.startswith(_("Turns")) and when.year is None:
        words = say_partial(when)
    title = title[:1].upper() + title[1:]
    start = found.start() + len(found[0]) - len(found[0].lstrip())
    return Span(
        start=start,
        end=day.end,
        kind=SpanKind.MILESTONE,
        value=Milestone(kind=kind, title=title, who=who, person=_person(scene, found, who), date=when),
        label=_("Date"),
        words=_("{what}, {day}").format(what=title, day=words),
    )


def _starts(scene: Scene) -> Iterator[Span]:
    for found in _STARTS.finditer(scene.text):
        day = _date_after(scene, found.end())
        if day is None or is_denied(scene.before(found.start("verb"))):
            continue
        what = found["what"]
        is_school = bool(re.fullmatch(_SCHOOL, what, re.IGNORECASE))
        kind = MilestoneKind.SCHOOL_START if is_school else MilestoneKind.JOB_START
        who = _who(found, "called", "name", "relative")
        title = (
            _("{name} starts {what}").format(name=who, what=what)
            if who
            else _("Starts {what}").format(what=what)
        )
        yield _span(
            scene, found, day, kind=kind, title=title, who=who, when=_as_partial(day, is_yearly=False)
        )


def _birthdays(scene: Scene) -> Iterator[Span]:
    for found in _BIRTHDAY.finditer(scene.text):
        day = _date_after(scene, found.end(), 8)
        if day is None:
            continue
        who = _who(found, "whose")
        title = _("{whose} birthday").format(whose=possessive(who)) if who else _("Birthday")
        yield _span(
            scene,
            found,
            day,
            kind=MilestoneKind.BIRTHDAY,
            title=title,
            who=who,
            when=_as_partial(day, is_yearly=True),
        )


def _turns(scene: Scene) -> Iterator[Span]:
    for found in _TURNS.finditer(scene.text):
        day = _date_after(scene, found.end(), 8)
        age = _AGES.get(found["age"].casefold()) or int(found["age"])
        has_turned = "turned" in found[0].casefold()
        if day is None or day.precision is not Precision.DAY or not 0 < age <= 120:
            continue
        there = day.past if has_turned else day.day
        if there.year - age < 1:
            continue
        who = _who(found, "called", "name", "relative")
        title = _("{name} turns {age}").format(name=who, age=age) if who else _("Turns {age}").format(age=age)
        born = (
            PartialDate(there.year - age, there.month, there.day)
            if _exists(there.year - age, there.month, there.day)
            else None
        )
        if born is not None:
            yield _span(scene, found, day, kind=MilestoneKind.BIRTHDAY, title=title, who=who, when=born)


def _exists(year: int, month: int, day: int) -> bool:
    try:
        PartialDate(year, month, day)
    except ValueError:
        return False
    return True


def _things(scene: Scene) -> Iterator[Span]:
    for found in _THING.finditer(scene.text):
        what = found["what"].casefold()
        day = _date_after(scene, found.end(), 8)
        is_due = "due" in found["is"].casefold()
        if day is None or (what == "baby" and not is_due):
            continue
        who = _who(found, "whose")
        title = _("Baby due") if what == "baby" else found["what"]
        if who:
            title = f"{possessive(who)} {title[:1].lower()}{title[1:]}"
        yield _span(
            scene,
            found,
            day,
            kind=_THINGS.get(what, MilestoneKind.CUSTOM),
            title=title,
            who=who,
            when=_as_partial(day, is_yearly="anniversary" in what),
        )


def _marriages(scene: Scene) -> Iterator[Span]:
    for found in _MARRIES.finditer(scene.text):
        day = _date_after(scene, found.end(), 8)
        if day is None:
            continue
        who = _who(found, "called", "name", "relative")
        title = _("{whose} wedding").format(whose=possessive(who)) if who else _("Wedding")
        yield _span(
            scene,
            found,
            day,
            kind=MilestoneKind.WEDDING,
            title=title,
            who=who,
            when=_as_partial(day, is_yearly=False),
        )


def _openings(scene: Scene) -> Iterator[Span]:
    for found in _OPENS.finditer(scene.text):
        day = _date_after(scene, found.end(), 8)
        if day is None:
            continue
        title = f"{found['first'] or ''}{found['what']} {found['verb']}"
        who = _who(found, "whose")
        yield _span(
            scene,
            found,
            day,
            kind=MilestoneKind.CUSTOM,
            title=" ".join(title.split()),
            who=who,
            when=_as_partial(day, is_yearly=False),
        )


def read_milestones(scene: Scene) -> Iterator[Span]:
    """The milestones mentioned with a day or month; without one they are left to the other readers."""
    for reader in (_starts, _birthdays, _turns, _things, _marriages, _openings):
        yield from reader(scene)
