"""Dates of people, reminders and promises as iCalendar (RFC 5545), as calendars that read files take them (ecosystem.md §2.5).

Days stay days: nothing whole-day is ever turned into an instant. Identifiers stay the same from file to file.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import or_, select

from relmgr.domain import milestones as rules
from relmgr.domain.kinds import Direction, MilestoneKind, Status
from relmgr.domain.milestones import ONLY_ONCE, Milestone, kept_in
from relmgr.domain.partial_date import PartialDate
from relmgr.domain.recurrence import ATTENTION_TIME, Rule, Unit, next_occurrence, yearly
from relmgr.domain.rrule import to_rrule
from relmgr.i18n import _
from relmgr.services.reminders.candidates import milestone_of
from relmgr.services.reminders.record import rule_of
from relmgr.store import tables as t
from relmgr.store.store import Session
from relmgr.transfer.vcard.text import escape, escape_parameter
from relmgr.transfer.vcard.writer import fold

FIRST_YEAR = 1970
"""Calendars of telephones know no year before it; the true one stands in the description."""
_FIRST_LEAP_YEAR = 1972
_CLOSED_DAYS = 90
"""How long what is closed stays in the file, so that calendars see it closed."""
_NINE = f"PT{ATTENTION_TIME.hour}H"
_HEAD = ("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Relmgr//Relmgr//EN", "CALSCALE:GREGORIAN")


@dataclass(frozen=True, slots=True)
class Entry:
    """One event or task: its content lines without BEGIN and END, and when it rings."""

    component: str
    lines: tuple[str, ...]
    alarms: tuple[str, ...]
    """TRIGGER values: durations from the start, or from when it is due."""


def written(entries: Iterable[Entry]) -> Iterator[bytes]:
    """The pieces of the file."""
    yield b"".join(fold(line) for line in _HEAD)
    for entry in entries:
        lines = [f"BEGIN:{entry.component}", *entry.lines]
        title = next(line for line in entry.lines if line.startswith("SUMMARY:")).removeprefix("SUMMARY:")
        for trigger in entry.alarms:
            lines += ["BEGIN:VALARM", "ACTION:DISPLAY", f"DESCRIPTION:{title}", trigger, "END:VALARM"]
        lines.append(f"END:{entry.component}")
        yield b"".join(fold(line) for line in lines)
    yield fold("END:VCALENDAR")


def entries(session: Session, ids: Sequence[int], today: date) -> list[Entry]:
    """What these people's dates, reminders and promises make. Of those who have died nothing is reminded of."""
    p, m = t.person.c, t.milestone.c
    dead = set(
        session.execute(
            select(m.person_id).where(m.person_id.in_(ids), m.milestone_kind == MilestoneKind.DEATH)
        ).scalars()
    )
    living = [one for one in ids if one not in dead]
    people = {
        row.id: row
        for row in session.execute(
            select(p.id, p.uid, p.display_name, p.given, p.changed_at, p.leap_day, p.is_light).where(
                p.id.in_(living)
            )
        )
    }
    return [
        *_milestones(session, people),
        *_reminders(session, people),
        *_promises(session, people, today),
    ]


def loose(session: Session) -> list[Entry]:
    """The reminders that are about nobody."""
    r = t.reminder.c
    rows = session.execute(select(t.reminder).where(r.person_id.is_(None), r.ended_on.is_(None)))
    return [made for row in rows if (made := _reminder(row, None)) is not None]


def _stamp(moment: datetime) -> str:
    return f"DTSTAMP:{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _link(person: Any) -> str:
    """RFC 9253 §8.2: whom it is about."""
    return f"LINK;LINKREL=related;VALUE=URI;LABEL={escape_parameter(person.display_name)}:{person.uid}"


def _milestones(session: Session, people: dict[int, Any]) -> Iterator[Entry]:
    m, p = t.milestone.c, t.person.c
    rows = session.execute(
        select(t.milestone, p.leap_day)
        .join(t.person, p.id == m.person_id)
        .where(m.person_id.in_(list(people)), m.on_month.is_not(None), m.on_day.is_not(None))
        .order_by(m.person_id, m.id)
    )
    for row in rows:
        person = people[row.person_id]
        milestone = milestone_of(row, person.display_name)
        made = _milestone(row, milestone, person)
        if made is not None:
            yield made


def _milestone(row: Any, milestone: Milestone, person: Any) -> Entry | None:
    began = milestone.date.year
    is_once = milestone.kind in ONLY_ONCE and began is not None
    is_leap_day = (milestone.date.month, milestone.date.day) == (2, 29)
    shown = max(began or 0, _FIRST_LEAP_YEAR if is_leap_day else FIRST_YEAR)
    first = kept_in(milestone, shown)
    if first is None:
        return None
    if is_leap_day and not is_once and began is not None and began > FIRST_YEAR:
        first = milestone.date.as_date() or first
    lines = [
        f"UID:{_milestone_uid(row, person)}",
        _stamp(person.changed_at),
        f"DTSTART;VALUE=DATE:{_day(first)}",
        f"SUMMARY:{escape(_title(milestone, person, first))}",
        "TRANSP:TRANSPARENT",
        "CLASS:PRIVATE",
        _link(person),
    ]
    if not is_once:
        rule = yearly(replace_year(milestone.date, None), first, milestone.leap_day)
        if rule is not None:
            lines.append(f"RRULE:{to_rrule(rule)}")
    if began is None:
        lines.append("X-RELMGR-OMIT-YEAR:TRUE")
    elif began != first.year:
        lines.append(f"X-RELMGR-YEAR:{began}")
        lines.append(f"DESCRIPTION:{escape(_('Since {year}').format(year=began))}")
    return Entry("VEVENT", tuple(lines), (f"TRIGGER:{_NINE}",) if row.remind else ())


def replace_year(day: PartialDate, year: int | None) -> PartialDate:
    """The same day in another year, or in none."""
    return PartialDate(year, day.month, day.day)


def _milestone_uid(row: Any, person: Any) -> str:
    what = "birthday" if row.milestone_kind is MilestoneKind.BIRTHDAY else f"date-{row.id}"
    return f"{person.uid}-{what}"


def _title(milestone: Milestone, person: Any, first: date) -> str:
    """Words that are true in each year: no age, no number of years."""
    if milestone.kind is MilestoneKind.WEDDING and milestone.date.year is not None:
        later = date(min(first.year + 1, 9998), 3, 1)
        return rules.title(replace(milestone, date=PartialDate(milestone.date.year, 1, 1)), later)
    return rules.title(replace(milestone, date=replace_year(milestone.date, None)), first)


def _day(day: date) -> str:
    return f"{day.year:04}{day:%m%d}"


def _reminders(session: Session, people: dict[int, Any]) -> Iterator[Entry]:
    r = t.reminder.c
    query = select(t.reminder).where(r.person_id.in_(list(people)), r.ended_on.is_(None))
    for row in session.execute(query.order_by(r.person_id, r.id)):
        made = _reminder(row, people[row.person_id])
        if made is not None:
            yield made


def _reminder(row: Any, person: Any | None) -> Entry | None:
    rule = rule_of(row)
    first = next_occurrence(rule, rule.start)
    if first is None:
        return None
    title = row.title
    if person is not None and person.given.casefold() not in title.casefold():
        title = _("{name}: {what}").format(name=person.display_name, what=title)
    uid = f"{person.uid if person is not None else 'urn:relmgr'}-reminder-{row.id}"
    lines = [f"UID:{uid}", _stamp(row.set_at), f"SUMMARY:{escape(title)}"]
    if row.why:
        lines.append(f"DESCRIPTION:{escape(row.why)}")
    if person is not None:
        lines.append(_link(person))
    is_once = rule.unit is Unit.ONCE
    lines += _when(rule, first, "DUE" if is_once else "DTSTART")
    if is_once:
        lines.append("STATUS:NEEDS-ACTION")
        return Entry("VTODO", tuple(lines), tuple(_triggers(rule, is_end=True)))
    lines += [f"RRULE:{_rrule(rule)}", "TRANSP:TRANSPARENT", "CLASS:PRIVATE"]
    return Entry("VEVENT", tuple(lines), tuple(_triggers(rule, is_end=False)))


def _when(rule: Rule, first: date, name: str) -> list[str]:
    """The day, or the wall clock's time wherever one is: a reminder travels with its owner."""
    if rule.at is None:
        return [f"{name};VALUE=DATE:{_day(first)}"]
    return [f"{name}:{_day(first)}T{rule.at:%H%M%S}"]


def _rrule(rule: Rule) -> str:
    """UNTIL is of the same kind as DTSTART (RFC 5545 §3.3.10)."""
    text = to_rrule(rule)
    if rule.at is None or rule.until is None:
        return text
    day = f"UNTIL={rule.until:%Y%m%d}"
    return text.replace(day, f"{day}T235959")


def _triggers(rule: Rule, *, is_end: bool) -> Iterator[str]:
    # A whole day starts at midnight: the day itself rings at nine, n days ahead at nine of that day.
    related = ";RELATED=END" if is_end else ""
    for lead in rule.lead_days:
        yield f"TRIGGER{related}:{_ahead(lead, is_whole_day=rule.at is None)}"


def _ahead(days: int, *, is_whole_day: bool) -> str:
    if not is_whole_day:
        return f"-P{days}D" if days else "PT0S"
    if days == 0:
        return _NINE
    before = timedelta(days=days) - timedelta(hours=ATTENTION_TIME.hour)
    hours = before.seconds // 3600
    return f"-P{before.days}DT{hours}H"


_STATUS = {
    Status.UNSPOKEN: "NEEDS-ACTION",
    Status.SAID: "NEEDS-ACTION",
    Status.AGREED: "IN-PROCESS",
    Status.AT_RISK: "IN-PROCESS",
    Status.MET: "COMPLETED",
    Status.EXCEEDED: "COMPLETED",
    Status.MISSED: "CANCELLED",
}


def _promises(session: Session, people: dict[int, Any], today: date) -> Iterator[Entry]:
    e = t.expectation.c
    recent = or_(e.closed_on.is_(None), e.closed_on >= today - timedelta(days=_CLOSED_DAYS))
    query = select(t.expectation).where(e.person_id.in_(list(people)), recent)
    for row in session.execute(query.order_by(e.person_id, e.id)):
        yield _promise(row, people[row.person_id])


def _promise(row: Any, person: Any) -> Entry:
    words = (
        _("{name} expects: {what}") if row.direction is Direction.OF_ME else _("I expect of {name}: {what}")
    )
    due = row.due_until or row.due_on
    lines = [
        f"UID:{row.uid}",
        f"DTSTAMP:{_day(row.opened_on)}T000000Z",
        f"SUMMARY:{escape(words.format(name=person.display_name, what=row.statement))}",
        f"STATUS:{_STATUS[row.status]}",
        f"PRIORITY:{1 if row.status is Status.AT_RISK else 5}",
        _link(person),
    ]
    if due is not None:
        lines.append(f"DUE;VALUE=DATE:{_day(due)}")
    if row.closed_on is not None and _STATUS[row.status] == "COMPLETED":
        lines += [f"COMPLETED:{_day(row.closed_on)}T120000Z", "PERCENT-COMPLETE:100"]
    leads = sorted({row.lead_days, 0}, reverse=True)
    rings = due is not None and row.closed_on is None
    triggers = tuple(f"TRIGGER;RELATED=END:{_ahead(lead, is_whole_day=True)}" for lead in leads)
    return Entry("VTODO", tuple(lines), triggers if rings else ())


__all__ = ["Entry", "entries", "loose", "written"]
