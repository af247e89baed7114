"""When something comes round: a rule, and its occurrences computed from it, never stored (R1)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time, timedelta
from enum import StrEnum

from relmgr.domain.calendar_words import clamped, month_name
from relmgr.domain.partial_date import LeapDay, PartialDate
from relmgr.errors import InputError
from relmgr.i18n import _

ATTENTION_TIME = time(9)
"""The local time of day at which a rule without its own asks for attention."""

MAX_EVERY = 1000
MAX_COUNT = 3650
"""Bounds against recurrence bombs (quality §3)."""

MAX_DAYS = 366
"""The most days ahead, and the longest grace."""

MAX_LEADS = 10

GRACE_DAYS = 31
"""A month asleep or on holiday still finds what it missed (R2, quality §3)."""

FIRST_YEAR = 1583
LAST_YEAR = 9998
"""The first whole Gregorian year, and the last whose local times all exist as instants."""

LAST = -1
"""The last weekday of a month, as `Rule.nth`."""

DAYS_IN_WEEK = 7
LONGEST_FEBRUARY = 29


class Unit(StrEnum):
    """What a rule counts in."""

    ONCE = "once"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A rule of reminding (R1). It counts from `start`, never from when it was done, so it does not drift.

    start: no occurrence is before it; 1583 to 9998. at: local time of day, None for `ATTENTION_TIME`.
    every: 1 to 1000 units. weekdays: 0 Monday to 6 Sunday; for weeks any, with `nth` exactly one.
    nth: 1 to 4 or LAST; that weekday of the month. day: 1 to 31, a shorter month uses its last day.
    month: 1 to 12, for years. until: the last day possible. count: 1 to 3650 occurrences in all.
    lead_days: how many days ahead it is shown, 0 for the day itself. grace_days: how many days after its day an
    undecided occurrence stays due; what happens once stays until it is decided. leap_day: for 29 February.

    What is left out is filled in from `start`, so equal rules compare equal. Raises InputError, naming the field.
    """

    start: date
    at: time | None = None
    every: int = 1
    unit: Unit = Unit.ONCE
    weekdays: tuple[int, ...] = ()
    nth: int | None = None
    day: int | None = None
    month: int | None = None
    until: date | None = None
    count: int | None = None
    lead_days: tuple[int, ...] = (0,)
    grace_days: int = GRACE_DAYS
    leap_day: LeapDay = LeapDay.FEBRUARY_28

    def __post_init__(self) -> None:
        _check_bounds(self)
        _check_parts(self)
        object.__setattr__(self, "weekdays", tuple(sorted(set(self.weekdays))))
        object.__setattr__(self, "lead_days", tuple(sorted(set(self.lead_days), reverse=True)))
        self._fill_in()

    def _fill_in(self) -> None:
        if self.unit is Unit.WEEK and not self.weekdays:
            object.__setattr__(self, "weekdays", (self.start.weekday(),))
        if self.unit is Unit.YEAR and self.month is None:
            object.__setattr__(self, "month", self.start.month)
        if self.unit in (Unit.MONTH, Unit.YEAR) and self.nth is None and self.day is None:
            object.__setattr__(self, "day", self.start.day)
        if self.unit is Unit.YEAR and self.month and self.day:
            _check_day_of_month(self.month, self.day)
        if not self.is_leap_day:
            object.__setattr__(self, "leap_day", LeapDay.FEBRUARY_28)

    @property
    def is_leap_day(self) -> bool:
        """Whether it is kept on 29 February."""
        return self.unit is Unit.YEAR and (self.month, self.day) == (2, LONGEST_FEBRUARY)

    @property
    def attention_time(self) -> time:
        """The local time of day at which it is shown."""
        return ATTENTION_TIME if self.at is None else self.at


def _require(holds: bool, field: str, message: str) -> None:
    if not holds:
        raise InputError(message, field)


def _check_bounds(rule: Rule) -> None:
    _require(
        FIRST_YEAR <= rule.start.year <= LAST_YEAR, "start", _("A reminder starts between 1583 and 9998.")
    )
    _require(1 <= rule.every <= MAX_EVERY, "every", _("The interval goes from 1 to 1000."))
    _require(
        rule.count is None or rule.until is None, "count", _("Give either an end day or a count, not both.")
    )
    _require(
        rule.count is None or 1 <= rule.count <= MAX_COUNT,
        "count",
        _("A reminder comes round at most 3650 times."),
    )
    _require(
        rule.until is None or rule.until >= rule.start, "until", _("The reminder would end before it starts.")
    )
    _require(0 < len(rule.lead_days) <= MAX_LEADS, "lead_days", _("Give one to ten numbers of days ahead."))
    _require(
        all(0 <= lead <= MAX_DAYS for lead in rule.lead_days), "lead_days", _("Days ahead go from 0 to 366.")
    )
    _require(0 <= rule.grace_days <= MAX_DAYS, "grace_days", _("Days of grace go from 0 to 366."))


def _check_parts(rule: Rule) -> None:
    unit, by_month = rule.unit, rule.unit in (Unit.MONTH, Unit.YEAR)
    _require(all(0 <= weekday < DAYS_IN_WEEK for weekday in rule.weekdays), "weekdays", _("No such weekday."))
    _require(rule.nth in (None, 1, 2, 3, 4, LAST), "nth", _("Take the first to fourth weekday, or the last."))
    _require(rule.day is None or 1 <= rule.day <= 31, "day", _("A month has no such day."))
    _require(rule.month is None or 1 <= rule.month <= 12, "month", _("A year has no such month."))
    _require(
        not rule.weekdays or unit is Unit.WEEK or by_month, "weekdays", _("Weekdays need weeks or months.")
    )
    _require(rule.nth is None or by_month, "nth", _("A weekday is counted within months or years."))
    _require(
        not by_month or len(rule.weekdays) == (rule.nth is not None),
        "weekdays",
        _("Say which weekday of the month, such as the third Sunday."),
    )
    _require(
        rule.day is None or (by_month and rule.nth is None),
        "day",
        _("A day of the month needs months or years."),
    )
    _require(rule.month is None or unit is Unit.YEAR, "month", _("A month can only be chosen for years."))
    _require(
        unit is not Unit.ONCE or (rule.every == 1 and rule.until is None and rule.count is None),
        "unit",
        _("What happens once has no rhythm and no end."),
    )


def _check_day_of_month(month: int, day: int) -> None:
    longest = LONGEST_FEBRUARY if month == 2 else clamped(2000, month, 31).day
    message = _("{month} has no day {day}.").format(month=month_name(month), day=day)
    _require(day <= longest, "day", message)


def yearly(partial: PartialDate, start: date, leap_day: LeapDay = LeapDay.FEBRUARY_28) -> Rule | None:
    """The rule of an anniversary, its year known or not, from `start` on and never before the date itself.

    None where month or day is unknown: there is nothing to remind of (P6).
    """
    if partial.month is None or partial.day is None:
        return None
    first = max(start, partial.as_date() or start)
    return Rule(start=first, unit=Unit.YEAR, month=partial.month, day=partial.day, leap_day=leap_day)


def occurrences(rule: Rule, first: date, last: date) -> Iterator[date]:
    """The days from `first` to `last`, both included, ascending; computed on demand, without walking from `start`."""
    index = _index_from(rule, max(first, rule.start))
    end = last if rule.until is None else min(last, rule.until)
    past_the_last = None if rule.count is None else (_index_from(rule, rule.start) or 0) + rule.count
    while index is not None and (past_the_last is None or index < past_the_last):
        day = _candidate(rule, index)
        if day is None or day > end:
            return
        yield day
        index += 1


def next_occurrence(rule: Rule, on_or_after: date) -> date | None:
    """The first occurrence on or after that day, if there is one."""
    return next(occurrences(rule, on_or_after, date.max), None)


def is_occurrence(rule: Rule, day: date) -> bool:
    """Whether the rule falls on that day."""
    return next(occurrences(rule, day, day), None) is not None


def _candidate(rule: Rule, index: int) -> date | None:
    """The rule's `index`-th day counted from the period `start` lies in (so maybe before it); None past the end."""
    match rule.unit:
        case Unit.ONCE:
            return rule.start if index == 0 else None
        case Unit.DAY:
            return _days_on(rule.start, index * rule.every)
        case Unit.WEEK:
            week, position = divmod(index, len(rule.weekdays))
            days = week * rule.every * DAYS_IN_WEEK + rule.weekdays[position]
            return _days_on(_monday(rule.start), days)
        case Unit.MONTH:
            year, month = divmod(rule.start.year * 12 + rule.start.month - 1 + index * rule.every, 12)
            return _in_month(rule, year, month + 1)
        case Unit.YEAR:
            return _in_month(rule, rule.start.year + index * rule.every, rule.month or rule.start.month)


def _index_from(rule: Rule, day: date) -> int | None:
    """The index of the first candidate on or after `day`: estimated from below, then at most a few steps."""
    index = max(0, _estimate(rule, day))
    while (found := _candidate(rule, index)) is not None:
        if found >= day:
            return index
        index += 1
    return None


def _estimate(rule: Rule, day: date) -> int:
    match rule.unit:
        case Unit.ONCE:
            return 0
        case Unit.DAY:
            return (day - rule.start).days // rule.every
        case Unit.WEEK:
            return (day - _monday(rule.start)).days // (DAYS_IN_WEEK * rule.every) * len(rule.weekdays)
        case Unit.MONTH:
            return (day.year * 12 + day.month - rule.start.year * 12 - rule.start.month) // rule.every
        case Unit.YEAR:
            return (day.year - rule.start.year) // rule.every


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _days_on(day: date, days: int) -> date | None:
    ordinal = day.toordinal() + days
    return date.fromordinal(ordinal) if ordinal <= date(LAST_YEAR, 12, 31).toordinal() else None


def _in_month(rule: Rule, year: int, month: int) -> date | None:
    if year > LAST_YEAR:
        return None
    if rule.nth is not None:
        return _nth_weekday(year, month, rule.weekdays[0], rule.nth)
    if rule.is_leap_day:
        return PartialDate(month=2, day=LONGEST_FEBRUARY).in_year(year, rule.leap_day)
    return clamped(year, month, rule.day or rule.start.day)


def _nth_weekday(year: int, month: int, weekday: int, nth: int) -> date:
    if nth == LAST:
        end = clamped(year, month, 31)
        return end - timedelta(days=(end.weekday() - weekday) % DAYS_IN_WEEK)
    begin = date(year, month, 1)
    return begin + timedelta(days=(weekday - begin.weekday()) % DAYS_IN_WEEK + DAYS_IN_WEEK * (nth - 1))
