"""Where an expectation stands on a given day, how late it is and how its date reads (E2, E3)."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from relmgr.domain.calendar_words import short_day, weekday_day
from relmgr.domain.kinds import Direction, ExpectationKind, Status
from relmgr.i18n import _, ngettext

LEAD_DAYS = 3
"""How many days before its date an expectation asks for attention, unless it says otherwise."""

MAX_LEAD_DAYS = 366


class Column(StrEnum):
    """The columns of the board, in reading order (E5)."""

    UNSPOKEN = "unspoken"
    AGREED = "agreed"
    AT_RISK = "at_risk"
    CLOSED = "closed"


_COLUMNS = {
    Status.UNSPOKEN: Column.UNSPOKEN,
    Status.SAID: Column.UNSPOKEN,
    Status.AGREED: Column.AGREED,
    Status.AT_RISK: Column.AT_RISK,
}

_NEXT: dict[Status, frozenset[Status]] = {
    Status.UNSPOKEN: frozenset(Status) - {Status.UNSPOKEN},
    Status.SAID: frozenset(Status) - {Status.SAID},
    Status.AGREED: frozenset(Status) - {Status.AGREED},
    Status.AT_RISK: frozenset(Status) - {Status.AT_RISK},
    Status.MET: frozenset({Status.AGREED}),
    Status.EXCEEDED: frozenset({Status.AGREED}),
    Status.MISSED: frozenset({Status.AGREED, Status.MET}),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What the rules of an expectation look at. `lead_days`: 0 to 366 days of attention before the date."""

    status: Status
    due_on: date | None = None
    due_until: date | None = None
    lead_days: int = LEAD_DAYS

    @property
    def deadline(self) -> date | None:
        """The day after which it is late: the end of a range."""
        return self.due_until or self.due_on


def is_near(terms: Terms, today: date) -> bool:
    """Whether an open expectation's date has come within its lead days, or passed (E3)."""
    if terms.status.is_closed or terms.deadline is None:
        return False
    return terms.deadline - timedelta(days=terms.lead_days) <= today


def asks_for_attention(terms: Terms, today: date) -> bool:
    """Whether it belongs on Today: marked at risk, or its date is near or past."""
    return terms.status is Status.AT_RISK or is_near(terms, today)


def shown_status(terms: Terms, today: date) -> Status:
    """The status to show: what was agreed is at risk once its date is near; nobody is called late by the app (E2)."""
    if terms.status is Status.AGREED and is_near(terms, today):
        return Status.AT_RISK
    return terms.status


def late_days(terms: Terms, today: date) -> int:
    """Days past the date of an open expectation; 0 for one that is in time, undated or closed."""
    if terms.status.is_closed or terms.deadline is None:
        return 0
    return max(0, (today - terms.deadline).days)


def late_words(days: int) -> str:
    """ "1 day late", or nothing."""
    return ngettext("{days} day late", "{days} days late", days).format(days=days) if days > 0 else ""


def status_word(status: Status) -> str:
    """The word for the status of an expectation."""
    return {
        Status.UNSPOKEN: _("Unspoken"),
        Status.SAID: _("Said"),
        Status.AGREED: _("Agreed"),
        Status.AT_RISK: _("At risk"),
        Status.MET: _("Met"),
        Status.EXCEEDED: _("Exceeded"),
        Status.MISSED: _("Missed"),
    }[status]


def can_become(from_status: Status, to_status: Status) -> bool:
    """Whether that step makes sense: what is closed can only be agreed anew, or a missed one still be met (E2)."""
    return to_status in _NEXT[from_status]


def due_words(terms: Terms, today: date, own_words: str = "", closed_on: date | None = None) -> str:
    """How its date reads: "Due Fri 27 Nov", "Was due 30 Oct, done 23 Oct", the user's own words, or "No date yet"."""
    if terms.deadline is None:
        return own_words or (
            _("Closed {day}").format(day=short_day(closed_on, today)) if closed_on else _("No date yet")
        )
    if terms.status in (Status.MET, Status.EXCEEDED) and closed_on is not None:
        return _("Was due {day}, done {closed}").format(
            day=short_day(terms.deadline, today), closed=short_day(closed_on, today)
        )
    if terms.status is Status.MISSED or terms.deadline < today:
        return _("Was due {day}").format(day=weekday_day(terms.deadline, today))
    return own_words or _due(terms, terms.deadline, today)


def _due(terms: Terms, deadline: date, today: date) -> str:
    if terms.due_on is not None and terms.due_on < deadline:
        return _("Due {first} to {last}").format(
            first=short_day(terms.due_on, today), last=short_day(deadline, today)
        )
    return _("Due {day}").format(day=weekday_day(deadline, today))


def distance_words(terms: Terms, today: date) -> str:
    """How far the date of an open expectation is: "today", "tomorrow", "in 3 days", "1 day late"; else nothing."""
    if terms.status.is_closed or terms.deadline is None:
        return ""
    days = (terms.deadline - today).days
    if days < 0:
        return late_words(-days)
    if days == 0:
        return _("today")
    if days == 1:
        return _("tomorrow")
    return ngettext("in {days} day", "in {days} days", days).format(days=days)


def column_of(shown: Status) -> Column:
    """The column of the board for a status to be shown: what was only said was never agreed, so it waits with the
    unspoken (E5)."""
    return _COLUMNS.get(shown, Column.CLOSED)


def can_move(status: Status, to: Column) -> bool:
    """Whether a card of that stored status may go to the column `to`: what is closed can only be agreed anew (E2)."""
    return to in (Column.AGREED, Column.CLOSED) or not status.is_closed


def status_in(status: Status, to: Column) -> Status | None:
    """The status a card of `status` takes in the column `to` without a question; None where one is to be asked first."""
    if to is Column.UNSPOKEN:
        return Status.UNSPOKEN if status is Status.UNSPOKEN else Status.SAID
    return None


def has_slipped(terms: Terms, today: date) -> bool:
    """Whether its date has passed and it is still open: then the first question is whether they were told (E3)."""
    return late_days(terms, today) > 0


def who_words(kind: ExpectationKind, direction: Direction, name: str) -> str:
    """The direction in words: "Megan expects of me", "I promised Megan", "Megan asked me"."""
    of_me = direction is Direction.OF_ME
    words = {
        ExpectationKind.EXPECTATION: (_("{name} expects of me"), _("I expect of {name}")),
        ExpectationKind.PROMISE: (_("I promised {name}"), _("{name} promised me")),
        ExpectationKind.REQUEST: (_("{name} asked me"), _("I asked {name}")),
    }[kind]
    return words[0 if of_me else 1].format(name=name)


def board_due_words(terms: Terms, today: date, own_words: str = "", closed_on: date | None = None) -> str:
    """The date as a card of the board says it: "Before Mon 7 Dec", "Wed 2 Dec, in 8 days", "4 days early" (E5)."""
    deadline = terms.deadline
    if deadline is None:
        closed = _("Closed {day}").format(day=short_day(closed_on, today)) if closed_on else ""
        return closed or own_words or _("No date")
    if terms.status is Status.MISSED:
        return _("Was due {day}").format(day=short_day(deadline, today))
    if terms.status.is_closed:
        return punctual_words(((closed_on or deadline) - deadline).days)
    if terms.status in (Status.UNSPOKEN, Status.SAID) and deadline > today:
        return _("Before {day}").format(day=weekday_day(deadline, today))
    day = weekday_day(deadline, today)
    if terms.due_on is not None and terms.due_on < deadline:
        day = _("{first} to {last}").format(
            first=short_day(terms.due_on, today), last=short_day(deadline, today)
        )
    return _("{day}, {distance}").format(day=day, distance=distance_words(terms, today))


def punctual_words(days: int) -> str:
    """How it was closed against its date, `days` after it (before it where negative): "A week early", "On the day"."""
    if days == 0:
        return _("On the day")
    if days == -7:
        return _("A week early")
    if days < 0:
        return ngettext("{days} day early", "{days} days early", -days).format(days=-days)
    return late_words(days)
