"""Reads a calendar: a card for each person whose days it tells, reminders for its tasks, a line about all else."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import BinaryIO

from relmgr.domain import names
from relmgr.domain.fold import fold
from relmgr.domain.kinds import MilestoneKind
from relmgr.domain.partial_date import PartialDate
from relmgr.domain.rrule import parse_rrule
from relmgr.errors import InputError
from relmgr.i18n import _, ngettext
from relmgr.transfer.beyond import Beyond, Loose
from relmgr.transfer.calendars import sayings
from relmgr.transfer.calendars.components import Component, components, plain
from relmgr.transfer.calendars.dates import day_of, has_time
from relmgr.transfer.calendars.todo import Todo
from relmgr.transfer.sources.model import Answers, Format, Recognised, Sample
from relmgr.transfer.sources.registry import Entry
from relmgr.transfer.vcard import (
    Card,
    Fate,
    MilestoneValue,
    NameParts,
    Outcome,
    Problem,
    Tally,
    Traced,
)
from relmgr.transfer.vcard.lines import ContentLine, LineReader
from relmgr.transfer.vcard.model import DEFAULT, EXCERPT, Limits
from relmgr.transfer.vcard.source import Source

SOURCE = "ics"
_FIELD_TYPES = {
    "BDAY": MilestoneKind.BIRTHDAY,
    "ANNIVERSARY": MilestoneKind.WEDDING,
    "DEATHDATE": MilestoneKind.DEATH,
}
_STRUCTURAL = frozenset(
    (
        "BEGIN", "END", "UID", "DTSTAMP", "CREATED", "LAST-MODIFIED", "SEQUENCE", "TRANSP", "CLASS", "STATUS", "DTEND",
        "DURATION", "RRULE", "EXDATE", "RDATE", "PRIORITY", "RECURRENCE-ID", "ORGANIZER", "REFRESH-INTERVAL",
        "X-APPLE-TRAVEL-ADVISORY-BEHAVIOR", "X-MICROSOFT-CDO-ALLDAYEVENT", "X-MICROSOFT-CDO-BUSYSTATUS",
        "X-MICROSOFT-CDO-IMPORTANCE", "X-MICROSOFT-CDO-INSTTYPE", "X-MICROSOFT-CDO-INTENDEDSTATUS",
        "X-MICROSOFT-DISALLOW-COUNTER", "X-MOZ-GENERATION", "X-MOZ-LASTACK", "X-MS-OLK-CONFTYPE", "X-APPLE-UNIVERSAL-ID",
        "X-LIC-ERROR", "X-EVOLUTION-CALDAV-ETAG",
    )
)  # fmt: skip
_MAPPED = frozenset(
    (
        "SUMMARY", "DTSTART", "CATEGORIES", "X-NEXTCLOUD-BC-FIELD-TYPE", "X-NEXTCLOUD-BC-YEAR",
        "X-NEXTCLOUD-BC-UNKNOWN-YEAR", "X-FUNAMBOL-ALLDAY", "X-RELMGR-YEAR", "X-RELMGR-OMIT-YEAR",
    )
)  # fmt: skip
_OUR_YEAR, _OUR_YEARLESS = "X-RELMGR-YEAR", "X-RELMGR-OMIT-YEAR"
_OURS = frozenset(("LINK", "DESCRIPTION"))
"""Of an entry that an export from here wrote these say nothing more: whom it is about, and the year once again."""
_NO_YEAR = frozenset((1, 1600, 1604, 1900, 1970, 1972))
"""Years that stand for none: Apple's 1604, Nextcloud's 1970 and 1972, some phones' 1900."""
_OLD_ENOUGH = 2
"""Years between the first occurrence and the making of an entry that make the first a year of birth."""


@dataclass(slots=True)
class _Somebody:
    """A person of the calendar while their entries come in."""

    name: str
    uid: str
    line: int
    milestones: dict[tuple[MilestoneKind, str], PartialDate] = field(default_factory=dict)
    columns: list[tuple[str, str]] = field(default_factory=list)
    traced: list[Traced] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def card(self) -> Card:
        parts = names.split_name(self.name)
        counts = {fate: sum(one.fate is fate for one in self.traced) for fate in Fate}
        return Card(
            uid=self.uid,
            formatted_name=self.name,
            name=NameParts(
                prefix=parts.prefix,
                given=parts.given,
                additional=parts.additional,
                family=parts.family,
                suffix=parts.suffix,
            ),
            milestones=tuple(
                MilestoneValue(kind=kind, date=date, title=title)
                for (kind, title), date in self.milestones.items()
            ),
            columns=tuple(dict.fromkeys(self.columns)),
            source=SOURCE,
            line=self.line,
            problems=tuple(self.problems),
            traced=tuple(self.traced),
            tally=Tally(
                structural=counts[Fate.STRUCTURAL],
                empty=counts[Fate.EMPTY],
                mapped=counts[Fate.MAPPED],
                kept=counts[Fate.KEPT],
                left_out=counts[Fate.LEFT_OUT],
            ),
        )


@dataclass(frozen=True, slots=True)
class _Found:
    """What an event says of somebody."""

    name: str
    kind: MilestoneKind
    date: PartialDate


def recognise(sample: Sample) -> Recognised | None:
    """The file as a calendar, if one begins in its first part."""
    is_one = any(line.strip().upper() == "BEGIN:VCALENDAR" for line in sample.text.splitlines())
    return Recognised(format=Format.ICS, name=sample.name) if is_one else None


def read(
    stream: BinaryIO, _recognised: Recognised, _answers: Answers, limits: Limits = DEFAULT
) -> Iterator[Entry]:
    """The people, the tasks and the rest of a calendar. Raises OSError where the stream does, and nothing on content."""
    source = Source(stream, limits)
    people: dict[str, _Somebody] = {}
    todos: list[Beyond] = []
    zone = ""
    for one in components(LineReader(limits).read(source.batches())):
        if isinstance(one, ContentLine):
            if one.head.name == "X-WR-TIMEZONE":
                zone = one.value.strip()
            elif one.fault:
                yield Problem(line=one.number, reason=one.fault, raw=one.raw[:EXCERPT])
        elif one.name == "VTODO":
            todo = _todo(one, zone)
            if isinstance(todo, Problem):
                yield todo
            else:
                todos.append(todo)
        else:
            found = _found(one, zone) if one.name == "VEVENT" else None
            if found is None:
                yield _reported(one)
            else:
                _take(people, one, found)
    yield from (somebody.card() for somebody in people.values())
    if todos:
        yield Loose(source=SOURCE, beyond=tuple(todos))
    if source.is_cut_off:
        megabytes = limits.file_bytes // (1024 * 1024)
        reason = _("This file is larger than {megabytes} MB; the rest was not read.")
        yield Problem(line=0, reason=reason.format(megabytes=megabytes))


def _found(event: Component, zone: str) -> _Found | None:
    """Whose day the event is; None if it is nobody's."""
    title, year, saying = sayings.read_title(event.text("SUMMARY"))
    flag = _FIELD_TYPES.get(event.text("X-NEXTCLOUD-BC-FIELD-TYPE").upper())
    categories = [word for line in event.each("CATEGORIES") for word in plain(line).split(",")]
    kind = flag or (saying.kind if saying else None) or sayings.kind_of_categories(categories)
    day = day_of(event.first("DTSTART"), zone)
    if kind is None or day is None or not title:
        return None
    if flag is None and saying is None and has_time(event.first("DTSTART")):
        return None  # a party in the category of birthdays
    date_ = _dated(event, day, year)
    return _Found(_whom_it_says(event) or (saying.name if saying else title), kind, date_)


def _whom_it_says(event: Component) -> str:
    """The whole name of whom our own entry is about, else ""."""
    link = _own_link(event)
    return link.head.parameters.get("LABEL", "").strip() if link is not None else ""


def _own_link(event: Component) -> ContentLine | None:
    """The link to the person, as an export from here writes it (RFC 9253 §8.2): its UID begins the entry's."""
    uid = event.text("UID")
    for line in event.each("LINK"):
        if line.value.strip() and uid.startswith(f"{line.value.strip()}-"):
            return line
    return None


def _dated(event: Component, day: date, year: int | None) -> PartialDate:
    """The date with its year only where that is known: never a made-up one (P6)."""
    told = event.text("X-NEXTCLOUD-BC-YEAR") or event.text(_OUR_YEAR)
    if told.isdigit() and len(told) == 4 and int(told) > 1:
        year = int(told)
    yearless = event.text("X-NEXTCLOUD-BC-UNKNOWN-YEAR") or event.text(_OUR_YEARLESS)
    is_yearless = yearless.strip() in ("1", "TRUE", "true")
    if year is None and not is_yearless and day.year not in _NO_YEAR and _comes_yearly(event):
        made = [day_of(line) for line in event.each("CREATED", "DTSTAMP")]
        years = [one.year for one in made if one is not None]
        year = day.year if years and day.year + _OLD_ENOUGH <= min(years) else None
    if is_yearless:
        year = None
    try:
        return PartialDate(year, day.month, day.day)
    except ValueError:
        return PartialDate(None, day.month, day.day)


def _comes_yearly(event: Component) -> bool:
    return any("FREQ=YEARLY" in line.value.upper() for line in event.each("RRULE"))


def _take(people: dict[str, _Somebody], event: Component, found: _Found) -> None:
    key = fold(found.name)
    link = _own_link(event)
    uid = link.value.strip() if link is not None else event.text("UID") or f"{found.kind}:{key}"
    somebody = people.setdefault(key, _Somebody(found.name, uid, event.line))
    known = somebody.milestones.get((found.kind, ""))
    if known is None or (known.year is None and found.date.year is not None):
        somebody.milestones[found.kind, ""] = found.date
    elif (known.month, known.day) != (found.date.month, found.date.day) and not event.first("RECURRENCE-ID"):
        raw = f"{event.text('SUMMARY')} {event.text('DTSTART')}"[:EXCERPT]
        reason = _("The calendar gives another day for this too; the first was taken.")
        somebody.problems.append(Problem(line=event.line, reason=reason, raw=raw, outcome=Outcome.READ))
    for line in event.lines:
        is_ours = link is not None and line.head.name in _OURS
        fate = Fate.MAPPED if is_ours else _fate(line)
        if fate is Fate.KEPT:
            somebody.columns.append((line.head.name, plain(line)))
        somebody.traced.append(Traced(line.number, fate, line.raw[:EXCERPT]))
    somebody.traced += [Traced(line.number, Fate.STRUCTURAL, line.raw[:EXCERPT]) for line in event.inside]
    _say_what_is_missing(somebody, event)


def _fate(line: ContentLine) -> Fate:
    name = line.head.name
    if name in _STRUCTURAL:
        return Fate.STRUCTURAL
    if not plain(line):
        return Fate.EMPTY
    return Fate.MAPPED if name in _MAPPED else Fate.KEPT


def _say_what_is_missing(somebody: _Somebody, event: Component) -> None:
    if not event.is_whole:
        reason = _("This entry of the calendar has no end.")
        somebody.problems.append(Problem(line=event.line, reason=reason, outcome=Outcome.READ))
    if event.too_many:
        reason = ngettext(
            "This entry is too large; {count} line of it was left out.",
            "This entry is too large; {count} lines of it were left out.",
            event.too_many,
        ).format(count=event.too_many)
        somebody.problems.append(Problem(line=event.line, reason=reason, lines=event.too_many))


def _todo(task: Component, zone: str) -> Todo | Problem:
    """A task with a day is a reminder; one that is done, or has no day, is named."""
    title = task.text("SUMMARY")
    day = day_of(task.first("DUE"), zone) or day_of(task.first("DTSTART"), zone)
    is_done = task.text("STATUS").upper() in ("COMPLETED", "CANCELLED") or task.first("COMPLETED") is not None
    if is_done:
        return _problem(task, _("This task is done, and was left out."))
    if day is None or not title:
        return _problem(task, _("This task has no day to remind of, and was left out."))
    rule = task.text("RRULE")
    try:
        if rule:
            parse_rrule(rule, day)
    except InputError:
        return _problem(
            task, _("This task comes round in a way that Relmgr has no rule for, and was left out.")
        )
    return Todo(
        mark=task.text("UID") or f"{title} {day}",
        line=task.line,
        title=title[:EXCERPT],
        why=task.text("DESCRIPTION"),
        start_on=day,
        rrule=rule,
    )


def _reported(event: Component) -> Problem:
    """An event that is nobody's day; who was there is named, so that one can log it."""
    with_whom = _attendees(event)
    if with_whom:
        reason = _(
            "An event with others is no birthday, and was left out. If it matters, log it as a conversation."
        )
    else:
        reason = _("This entry is neither a birthday nor an anniversary, and was left out.")
    return _problem(event, reason, with_whom)


def _problem(component: Component, reason: str, with_whom: Sequence[str] = ()) -> Problem:
    start = component.first("DTSTART") or component.first("DUE")
    day = "" if start is None else start.value.strip()
    raw = " · ".join(filter(None, (component.text("SUMMARY"), day, ", ".join(with_whom))))
    lines = len(component.lines) + len(component.inside) + component.too_many
    return Problem(line=component.line, reason=reason, raw=raw[:EXCERPT], lines=max(1, lines))


def _attendees(event: Component) -> list[str]:
    named = []
    for line in event.each("ATTENDEE"):
        name = line.head.parameters.get("CN", "").strip()
        address = line.value.strip()
        if address.lower().startswith("mailto:"):
            address = address[7:]
        named.append(f"{name} <{address}>" if name and name != address else address)
    return named
