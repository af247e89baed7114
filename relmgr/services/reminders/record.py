"""Free reminders: setting, changing and removing them, and the rule in a row."""

from datetime import date, datetime, time
from functools import lru_cache
from itertools import pairwise
from typing import Any

from sqlalchemy import select

from relmgr.domain.ids import PersonId, ReminderId
from relmgr.domain.recurrence import DAYS_IN_WEEK, GRACE_DAYS, Rule, Unit
from relmgr.domain.rrule import parse_rrule
from relmgr.domain.rule_words import say
from relmgr.errors import InputError
from relmgr.i18n import _
from relmgr.services import rows
from relmgr.services.reminders.model import ReminderDetails, ReminderInput
from relmgr.store import Store
from relmgr.store import tables as t

MOST_SHOWN = 8
"""How many reminders about one person are listed to choose from."""


def add(store: Store, given: ReminderInput, now: datetime) -> ReminderId:
    """Set a reminder. Raises InputError, naming the field, and NotFoundError for nobody."""
    values = _columns(given)
    with store.change(_("Add reminder")) as session:
        if given.person_id is not None:
            rows.get(session, t.person, given.person_id)
        return ReminderId(rows.add(session, t.reminder, {"set_at": now, **values}))


def edit(store: Store, reminder_id: ReminderId, given: ReminderInput, now: datetime) -> None:
    """Replace it with the form's content; another rule starts to count anew. Raises InputError, NotFoundError."""
    values = _columns(given)
    with store.change(_("Edit reminder")) as session:
        row = rows.get(session, t.reminder, reminder_id)
        if any(getattr(row, name) != values[name] for name in ("start_on", "at_time", "rrule")):
            values |= {"set_at": now, "ended_on": None}
        rows.change(session, t.reminder, reminder_id, values)


def remove(store: Store, reminder_id: ReminderId) -> None:
    """Take it out; undo brings it back. Raises NotFoundError."""
    with store.change(_("Remove reminder")) as session:
        rows.remove(session, t.reminder, reminder_id)


def get(store: Store, reminder_id: ReminderId) -> ReminderDetails:
    """The reminder. Raises NotFoundError."""
    with store.read() as session:
        return _details(rows.get(session, t.reminder, reminder_id))


def of(store: Store, person_id: PersonId) -> tuple[ReminderDetails, ...]:
    """The reminders about somebody that have not ended, by the day they start."""
    r = t.reminder.c
    query = (
        select(t.reminder)
        .where(r.person_id == person_id, r.ended_on.is_(None))
        .order_by(r.start_on, r.id)
        .limit(MOST_SHOWN)
    )
    with store.read() as session:
        return tuple(_details(row) for row in session.execute(query))


def _details(row: Any) -> ReminderDetails:
    return ReminderDetails(
        id=ReminderId(row.id),
        input=ReminderInput(
            person_id=None if row.person_id is None else PersonId(row.person_id),
            title=row.title,
            why=row.why,
            start_on=row.start_on,
            at_time=row.at_time,
            rrule=row.rrule,
            leads=_leads(row.leads),
            grace_days=row.grace_days,
        ),
        set_at=row.set_at,
        ended_on=row.ended_on,
        conversation_id=row.conversation_id,
        rule_words=say(rule_of(row)),
    )


def rule_of(row: Any) -> Rule:
    """The rule in a row of the reminder table."""
    return make_rule(row.start_on, row.at_time, row.rrule, row.leads, row.grace_days)


@lru_cache(maxsize=4096)
def make_rule(start: date, at: time | None, rrule: str, leads: str, grace_days: int | None) -> Rule:
    """The rule that the columns say. Raises InputError for what is no rule."""
    plain = parse_rrule(rrule, start) if rrule.strip() else Rule(start=start)
    grace = _grace(plain) if grace_days is None else grace_days
    return Rule(
        start=start,
        at=at,
        every=plain.every,
        unit=plain.unit,
        weekdays=plain.weekdays,
        nth=plain.nth,
        day=plain.day,
        month=plain.month,
        until=plain.until,
        count=plain.count,
        leap_day=plain.leap_day,
        lead_days=_leads(leads),
        grace_days=grace,
    )


def _grace(rule: Rule) -> int:
    """Until the next occurrence has come, at most a month; then only that one asks (agenda.py)."""
    match rule.unit:
        case Unit.DAY:
            gap = rule.every
        case Unit.WEEK if len(rule.weekdays) == 1:
            gap = rule.every * DAYS_IN_WEEK
        case Unit.WEEK:
            around = (*rule.weekdays, rule.weekdays[0] + DAYS_IN_WEEK)
            gap = (
                rule.every * DAYS_IN_WEEK
                - DAYS_IN_WEEK
                + max(later - earlier for earlier, later in pairwise(around))
            )
        case _:
            gap = GRACE_DAYS + 1
    return min(GRACE_DAYS, gap - 1)


def _leads(text: str) -> tuple[int, ...]:
    return tuple(int(part) for part in text.split(",")) if text.strip() else (0,)


def _columns(given: ReminderInput) -> dict[str, Any]:
    if not given.title.strip():
        raise InputError(_("Say what to be reminded of."), "title")
    if given.at_time is not None and given.at_time.tzinfo is not None:
        raise ValueError("a reminder's time is what the wall clock says")
    leads = ",".join(str(lead) for lead in given.leads)
    rrule = given.rrule.strip()
    make_rule(given.start_on, given.at_time, rrule, leads, given.grace_days)
    return {
        "person_id": given.person_id,
        "title": given.title.strip(),
        "why": given.why.strip(),
        "start_on": given.start_on,
        "at_time": given.at_time,
        "rrule": rrule,
        "leads": leads,
        "grace_days": given.grace_days,
    }
