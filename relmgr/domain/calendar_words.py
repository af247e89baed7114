"""Days, weekdays and months as they read in the core's sentences; windows format dates by locale themselves."""

import calendar
from datetime import date
from functools import lru_cache

from relmgr.i18n import _, kept, pgettext


@kept
def weekday_name(weekday: int) -> str:
    """The day of the week, 0 for Monday to 6 for Sunday."""
    return (
        _("Monday"),
        _("Tuesday"),
        _("Wednesday"),
        _("Thursday"),
        _("Friday"),
        _("Saturday"),
        _("Sunday"),
    )[weekday]


@kept
def short_weekday(weekday: int) -> str:
    """The day of the week in three letters or so, 0 for Monday to 6 for Sunday."""
    return (_("Mon"), _("Tue"), _("Wed"), _("Thu"), _("Fri"), _("Sat"), _("Sun"))[weekday]


@kept
def month_name(month: int) -> str:
    """The month, 1 to 12."""
    return (
        _("January"),
        _("February"),
        _("March"),
        _("April"),
        _("May"),
        _("June"),
        _("July"),
        _("August"),
        _("September"),
        _("October"),
        _("November"),
        _("December"),
    )[month - 1]


@kept
def short_month(month: int) -> str:
    """The month in three letters or so, 1 to 12."""
    names = (
        _("Jan"),
        _("Feb"),
        _("Mar"),
        _("Apr"),
        pgettext("short month", "May"),
        _("Jun"),
        _("Jul"),
        _("Aug"),
        _("Sep"),
        _("Oct"),
        _("Nov"),
        _("Dec"),
    )
    return names[month - 1]


@kept
def short_day(day: date, today: date) -> str:
    """ "13 Nov" within twelve months of `today` either way, "13 Nov 2024" beyond (DESIGN §9)."""
    if months_before(today, 12) < day < months_after(today, 12):
        return _("{day} {month}").format(day=day.day, month=short_month(day.month))
    return full_day(day)


def weekday_day(day: date, today: date) -> str:
    """ "Fri 27 Nov" within twelve months of `today`, "Fri 27 Nov 2024" beyond."""
    return _("{weekday} {day}").format(weekday=short_weekday(day.weekday()), day=short_day(day, today))


def full_day(day: date) -> str:
    """ "13 Nov 2026": never ambiguous."""
    return _("{day} {month} {year}").format(day=day.day, month=short_month(day.month), year=day.year)


def clamped(year: int, month: int, day: int) -> date:
    """That day of that month, or the month's last where it is shorter; so the 31st stays the 31st (R1)."""
    return date(year, month, min(day, calendar.monthrange(year, month)[1]))


@lru_cache(maxsize=512)
def months_after(day: date, months: int) -> date:
    """The same day `months` later (earlier if negative), clamped to the month and to the calendar's years."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if year > date.max.year:
        return date.max
    return clamped(year, month + 1, day.day) if year >= 1 else date.min


def months_before(day: date, months: int) -> date:
    """The same day `months` earlier, clamped to the month."""
    return months_after(day, -months)
