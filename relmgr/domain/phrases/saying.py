"""Saying days, distances and ages in words (DESIGN §9): "Fri 27 Nov", "8 days", "4 days late"."""

from datetime import date

from relmgr.domain.calendar_words import (
    month_name,
    months_after,
    months_before,
    short_day,
    weekday_day,
    weekday_name,
)
from relmgr.domain.partial_date import PartialDate
from relmgr.i18n import _, ngettext

_WEEKS_FROM = 28
_MONTHS_FROM = 70
_YEARS_FROM = 548
_DAYS_OF_MONTH = 30.44
_DAYS_OF_YEAR = 365.25


def ordinal(number_of_day: int) -> str:
    """ "1st", "2nd", "13th"."""
    endings = {1: _("{number}st"), 2: _("{number}nd"), 3: _("{number}rd")}
    is_teen = 10 <= number_of_day % 100 <= 20
    ending = _("{number}th") if is_teen else endings.get(number_of_day % 10, _("{number}th"))
    return ending.format(number=number_of_day)


def _is_beyond_a_year(day: date, today: date) -> bool:
    return not months_before(today, 12) < day < months_after(today, 12)


def day(day: date, today: date) -> str:
    """ "Fri 27 Nov"; with the year if it is more than twelve months from `today`."""
    return weekday_day(day, today)


def long_day(day: date, today: date | None = None) -> str:
    """ "Tuesday 24 November"; with the year if `today` is given and more than twelve months away."""
    names = {"weekday": weekday_name(day.weekday()), "day": day.day, "month": month_name(day.month)}
    if today is not None and _is_beyond_a_year(day, today):
        return _("{weekday} {day} {month} {year}").format(**names, year=day.year)
    return _("{weekday} {day} {month}").format(**names)


def _beside_today(day: date, today: date) -> str:
    names = {0: _("today"), 1: _("tomorrow"), -1: _("yesterday")}
    return names.get((day - today).days, "")


def on_day(day: date, today: date) -> str:
    """Inside a sentence, exactly: "today", "tomorrow", "yesterday", else "on 19 Nov"."""
    return _beside_today(day, today) or _("on {day}").format(day=short_day(day, today))


def spoken_day(day: date, today: date) -> str:
    """Inside a sentence, as said aloud: "today", "on Friday", "on Friday the 13th", further off "on 19 Aug"."""
    distance = abs((day - today).days)
    if distance <= 1:
        return _beside_today(day, today)
    weekday = weekday_name(day.weekday())
    if distance < 7:
        return _("on {weekday}").format(weekday=weekday)
    if distance <= 21:
        return _("on {weekday} the {ordinal}").format(weekday=weekday, ordinal=ordinal(day.day))
    return on_day(day, today)


def span(days: int) -> str:
    """A length of time in the unit people would use: "8 days", "7 weeks", "3 months", "2 years"; 0 days or more."""
    if days < _WEEKS_FROM:
        return ngettext("{count} day", "{count} days", days).format(count=days)
    if days < _MONTHS_FROM:
        weeks = round(days / 7)
        return ngettext("{count} week", "{count} weeks", weeks).format(count=weeks)
    if days < _YEARS_FROM:
        months = round(days / _DAYS_OF_MONTH)
        return ngettext("{count} month", "{count} months", months).format(count=months)
    return years(round(days / _DAYS_OF_YEAR))


def years(count: int) -> str:
    """ "1 year", "5 years"."""
    return ngettext("{count} year", "{count} years", count).format(count=count)


def how_far(day: date, today: date) -> str:
    """How far off, at the end of a row: "today", "tomorrow", "8 days"; a past day reads "8 days ago"."""
    distance = (day - today).days
    if distance < 0:
        return ago(day, today)
    return _beside_today(day, today) or span(distance)


def due_in(day: date, today: date) -> str:
    """How far off, inside a sentence: "today", "tomorrow", "in 3 days"; a past day reads "3 days late"."""
    distance = (day - today).days
    if distance < 0:
        return late(day, today)
    return _beside_today(day, today) or _("in {span}").format(span=span(distance))


def ago(day: date, today: date) -> str:
    """How long since: "today", "yesterday", "12 days ago"."""
    distance = (today - day).days
    if distance <= 1:
        return _beside_today(day, today) or how_far(day, today)
    return _("{span} ago").format(span=span(distance))


def late(due: date, today: date) -> str:
    """How late something is, in days up to four weeks: "4 days late"; "" if it is not late."""
    distance = (today - due).days
    return _("{span} late").format(span=span(distance)) if distance > 0 else ""


def partial(date_: PartialDate) -> str:
    """What is known of a date: "12 April 1985", "12 April", "April 1985", "1985", "April", "the 12th"."""
    month = month_name(date_.month) if date_.month else ""
    if date_.day and not date_.month:
        return _("the {ordinal}").format(ordinal=ordinal(date_.day))
    if date_.day and date_.year:
        return _("{day} {month} {year}").format(day=date_.day, month=month, year=date_.year)
    if date_.day:
        return _("{day} {month}").format(day=date_.day, month=month)
    if month and date_.year:
        return _("{month} {year}").format(month=month, year=date_.year)
    return month or (str(date_.year) if date_.year else "")
