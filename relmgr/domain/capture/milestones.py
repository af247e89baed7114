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
_OWN = (
    rf"(?:(?:(?:her|his|their)\s+)?(?P<whose>(?:{RELATIVES}|{_NAME}))['’]s?\s+"
    rf"|(?:(?:her|his|their|[A-Z][\w-]*['’]s?)\s+)?(?P<has>{RELATIVES})(?:,?\s+(?P<called>(?!is\b|was\b|has\b){_NAME}),?)?\s+(?:has|sits|takes|is taking|is doing|['’]s got)\s+(?:her|his|their|an?)\s+"
    r"|her\s+|his\s+|their\s+|the\s+)?(?:(?P<count>\d{1,3})(?:st|nd|rd|th)\s+)?"
)
_IS = r"(?:\s+(?:is|are|was|will be|falls|come|comes|out|has|on|due|again|coming up|planned|set|for|['’]s)){0,4}"
_SCHOOL = r"(?:school|primary school|big school|nursery|kindergarten|preschool|sixth form|secondary(?: school)?|reception|playgroup|university|uni|college|(?:grade|year|class)\s\w+|high school)"
_JOB = r"(?:(?:an?\s|her\s|his\s|their\s|the\s)?(?:new\s)?(?:job|role|position|post|work|apprenticeship|internship|course)(?:\sat\s[\w’&-]+)?)"

_STARTS = re.compile(
    rf"(?<![\w’'-]){_WHO}(?:\s+(?:is|will be|will|is going to|is due to|also|then)|['’]ll)?\s+(?P<verb>starts?|starting|begins?|beginning|started)\s+(?P<what>{_SCHOOL}|{_JOB})(?!\w)",
    re.IGNORECASE,
)
_BIRTHDAY = re.compile(
    rf"(?<![\w’'-]){_OWN}(?:birthday|b['’]?day)(?!\w)(?P<of>\s*:\s*{_NAME}(?:\s{_NAME})?)?{_IS}",
    re.IGNORECASE,
)
_TURNS = re.compile(
    rf"(?<![\w’'-])(?:{_WHO}\s*)?(?:turns?|turned|turning|is turning|will turn|will be|is|['’]s|hits|reaches)\s+(?P<age>{_AGE})(?:\s+years\s+old)?(?!\w)",
    re.IGNORECASE,
)
_THING = re.compile(
    rf"(?<![\w’'-]){_OWN}(?P<what>wedding(?: anniversary)?|anniversary|graduation|due date|(?:[\w’-]+\s)?exams?(?: results)?|driving test|recital|baby|baptism|christening|bar mitzvah|bat mitzvah|confirmation|viva|retirement party|leaving do|prom|marathon|finals|operation|funeral)(?!\w)(?P<is>{_IS})",
    re.IGNORECASE,
)
_MARRIES = re.compile(
    rf"(?<![\w’'-])(?:{_WHO}(?:\s+(?:is|are)|['’]s)?\s+)?(?:getting married|marrying(?: {_NAME})?|gets married)(?!\w)",
    re.IGNORECASE,
)
_OPENS = re.compile(
    rf"(?<![\w’'-]){_OWN}(?P<first>first\s+|new\s+|own\s+)?(?P<what>exhibition|show|shop|restaurant|café|cafe|gallery|play|concert|studio|book|bakery)\s+(?P<verb>opens|starts|launches|is out|comes out|premieres)(?!\w)",
    re.IGNORECASE,
)
_GRADUATES = re.compile(
    rf"(?<![\w’'-])(?:{_WHO}(?:\s+is)?\s+)?(?P<verb>graduates|graduated|graduating|qualifies|qualified|retires|defends)(?!\w)",
    re.IGNORECASE,
)
_HAS = re.compile(
    rf"(?<![\w’'-]){_WHO}\s+(?:has|is having|plays|sings|dances|performs|runs|sits|takes)\s+(?:in\s+)?(?:her|his|their|an?|the)\s+"
    r"(?P<what>(?:[\w’-]+\s){0,3}[\w’-]+?)(?=\s+(?:on|in|this|next|at|\d|tomorrow))",
    re.IGNORECASE,
)
_THINGS = {
    "wedding": MilestoneKind.WEDDING,
    "exam": MilestoneKind.EXAM,
    "exams": MilestoneKind.EXAM,
    "driving test": MilestoneKind.EXAM,
    "viva": MilestoneKind.EXAM,
}
_OF_MINE = re.compile(r"\b(?:my|our)\s+$", re.IGNORECASE)
_KIN_GROUPS = ("relative", "has", "whose")
_OWNED = re.compile(r"\s*(?:her|his|their|the|[\w’'-]+['’]s?|wedding)\b", re.IGNORECASE)
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


def _person(scene: Scene, found: re.Match[str], who: str) -> tuple[PersonId | None, bool]:
    """On whose card it belongs, and whether it is of somebody of theirs who has none.

    That is who is named, the relative meant by "her son", else whom the words before tell of. None where only a name
    nobody has is typed: it is then kept with whom one talked to.
    """
    named = found.groupdict()
    relative = next((str(named[one]) for one in _KIN_GROUPS if named.get(one)), "")
    if re.fullmatch(RELATIVES, relative, re.IGNORECASE):
        return _of_relative(scene, found, relative)
    if who:
        mention = mention_at(scene.mentions, found.start(), found.end())
        is_known = mention is not None and len(mention.people) == 1
        return (mention.people[0] if mention and is_known else None), not is_known
    near = scene.named_before(found.start() + 1) or scene.named_before(found.end())
    return (near if near is not None else scene.with_person), False


def _of_relative(scene: Scene, found: re.Match[str], relative: str) -> tuple[PersonId | None, bool]:
    group = next(one for one in _KIN_GROUPS if found.groupdict().get(one))
    called = found.groupdict().get("called")
    mention = mention_at(scene.mentions, *found.span("called")) if called else None
    if mention is not None and len(mention.people) == 1:
        return mention.people[0], False
    owner = scene.named_before(found.start(group))
    owner = owner if owner is not None else scene.with_person
    known = scene.people.relative(owner, relative) if owner is not None and not called else None
    return (known, False) if known is not None else (owner, True)


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
    person, is_kin = _person(scene, found, who)
    start = found.start() + len(found[0]) - len(found[0].lstrip())
    return Span(
        start=start,
        end=day.end,
        kind=SpanKind.MILESTONE,
        value=Milestone(kind=kind, title=title, who=who, person=person, date=when, is_kin=is_kin),
        label=_("Date"),
        words=_("{what}, {day}").format(what=title, day=words),
    )


def _starts(scene: Scene) -> Iterator[Span]:
    for found in _STARTS.finditer(scene.text):
        day = _date_after(scene, found.end()) if not scene.is_supposed(found.start()) else None
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
        who = _who(found, "whose", "of").strip(" :")
        title = _("{whose} birthday").format(whose=possessive(who)) if who else _("Birthday")
        yield _span(
            scene,
            found,
            day,
            kind=MilestoneKind.BIRTHDAY,
            title=title,
            who=who,
            when=_nth(found, day) or _as_partial(day, is_yearly=True),
        )


def _nth(found: re.Match[str], day: FoundDate) -> PartialDate | None:
    """The day it began, of a 10th anniversary or an 80th birthday on a day to come."""
    count = int(found["count"] or 0)
    if not 0 < count <= 120 or day.precision is not Precision.DAY or day.day.year - count < 1:
        return None
    there = day.day
    if not _exists(there.year - count, there.month, there.day):
        return None
    return PartialDate(there.year - count, there.month, there.day)


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
        is_yearly = "anniversary" in what
        if day is None or (what == "baby" and not is_due):
            continue
        if scene.is_supposed(found.start()) or (what == "wedding" and not _OWNED.match(found[0])):
            continue
        who = _who(found, "called", "whose", "has")
        title = _("Baby due") if what == "baby" else found["what"]
        if who:
            title = f"{possessive(who)} {title[:1].lower()}{title[1:]}"
        yield _span(
            scene,
            found,
            day,
            kind=_thing_kind(what),
            title=title,
            who=who,
            when=(_nth(found, day) if is_yearly else None) or _as_partial(day, is_yearly=is_yearly),
        )


def _thing_kind(what: str) -> MilestoneKind:
    if what == "wedding anniversary":
        return MilestoneKind.WEDDING
    return MilestoneKind.EXAM if "exam" in what else _THINGS.get(what, MilestoneKind.CUSTOM)


def _graduations(scene: Scene) -> Iterator[Span]:
    for found in _GRADUATES.finditer(scene.text):
        day = _date_after(scene, found.end(), 32)
        if day is None or day.precision is Precision.WEEK or scene.is_supposed(found.start()):
            continue
        who = _who(found, "called", "name", "relative")
        verb = found["verb"].casefold()
        title = _("{name} {verb}").format(name=who, verb=verb) if who else verb
        when = PartialDate.of(day.past) if verb.endswith("ed") else _as_partial(day, is_yearly=False)
        yield _span(scene, found, day, kind=MilestoneKind.CUSTOM, title=title, who=who, when=when)


def _occasions(scene: Scene) -> Iterator[Span]:
    """What somebody of theirs has ahead: "Ivy has her first gala on 12 Dec"; a client's "call" is none."""
    for found in _HAS.finditer(scene.text):
        day = _date_after(scene, found.end(), 12)
        relative = found["relative"] or found["called"]
        mention = mention_at(scene.mentions, *found.span("name")) if found["name"] else None
        is_light = mention is not None and all(scene.people.is_light(one) for one in mention.people)
        if day is None or day.precision is Precision.WEEK or not (relative or is_light):
            continue
        if scene.is_supposed(found.start()) or day.last < scene.today:
            continue
        who = _who(found, "called", "name", "relative")
        title = f"{possessive(who)} {found['what']}"
        when = _as_partial(day, is_yearly=False)
        yield _span(
            scene, found, day, kind=_thing_kind(found["what"].casefold()), title=title, who=who, when=when
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


_READERS = tuple(
    (re.compile(hint, re.IGNORECASE), reader)
    for hint, reader in (
        (r"\b(?:start|begin)", _starts),
        (r"day\b", _birthdays),
        (rf"(?:turn(?:s|ed|ing)?|be|is|['’]s|hits|reaches)\s+{_AGE}\b", _turns),
        (
            r"\b(?:wedding|anniversary|graduation|due|exams?|test|recital|baptism|christening|mitzvah|confirmation|viva|party|do"
            r"|prom|marathon|finals|operation|funeral)\b",
            _things,
        ),
        (r"\b(?:has|having|plays|sings|dances|performs|runs|sits|takes)\b", _occasions),
        (r"\b(?:graduat|qualif|retires|defends)", _graduations),
        (r"\b(?:married|marrying)\b", _marriages),
        (r"\b(?:opens|starts|launches|out|premieres)\b", _openings),
    )
)
"""Each reader with a word without which it finds nothing: most notes hold none of them."""


def read_milestones(scene: Scene) -> Iterator[Span]:
    """The milestones mentioned with a day or month; without one they are left to the other readers."""
    if not scene.dates:
        return
    for hint, reader in _READERS:
        if hint.search(scene.text):
            yield from (span for span in reader(scene) if not _OF_MINE.search(scene.before(span.start)))
