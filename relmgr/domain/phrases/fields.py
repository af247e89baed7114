"""Reading a field that holds nothing but a date, with a sentence that helps where it cannot be read."""

import calendar
import re
from datetime import date

from relmgr.domain.calendar_words import month_name, short_month
from relmgr.domain.partial_date import PartialDate
from relmgr.domain.phrases.calendar_words import MONTHS, UNITS, any_of
from relmgr.domain.phrases.finding import Precision, day_in_some_year, find_dates, moved
from relmgr.domain.phrases.saying import ordinal
from relmgr.i18n import ENGLISH, _, language

_MONTH = any_of(MONTHS)
_ENGLISH = {number: name for name, number in reversed(MONTHS.items())}
_SHORT_STEP = re.compile(r"\+?(\d{1,3}) ?([dwmy])", re.IGNORECASE)
_BARE_DAY = re.compile(r"(?:the )?(\d{1,2})(?:st|nd|rd|th|\.)?", re.IGNORECASE)
_YEAR = r"(?P<year>\d{4})"
_PARTIAL = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"{_YEAR}-(?P<month>\d{{1,2}})-(?P<day>\d{{1,2}})",
        rf"{_YEAR}-(?P<month>\d{{1,2}})",
        r"--(?P<month>\d{2})-?(?P<day>\d{2})",
        r"--(?P<month>\d{2})",
        r"---(?P<day>\d{2})",
        r"(?P<day>\d{1,2})[./-] ?(?P<month>\d{1,2})[./-] ?(?P<year>\d{2,4})",
        r"(?P<day>\d{1,2})[./] ?(?P<month>\d{1,2})\.?",
        rf"(?:the )?(?P<day>\d{{1,2}})(?:st|nd|rd|th|\.)? (?:of )?(?P<name>{_MONTH})\.?(?:,? {_YEAR})?",
        rf"(?P<name>{_MONTH})\.? (?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:,? {_YEAR})?",
        rf"(?P<name>{_MONTH})\.?(?:,? {_YEAR})?",
        r"(?P<month>\d{1,2})/(?P<year>\d{4})",
        _YEAR,
        r"(?:the )?(?P<day>\d{1,2})(?:st|nd|rd|th)",
    )
)


def _no_such_day(day: int, month: int, last: int) -> ValueError:
    sentence = _("{month} has no {ordinal}. Try {last} {short}, or leave the day out.")
    return ValueError(
        sentence.format(month=month_name(month), ordinal=ordinal(day), last=last, short=short_month(month))
    )


def _checked(year: int | None, month: int | None, day: int | None) -> PartialDate:
    """The partial date, or a ValueError whose text helps."""
    if year == 0:
        raise ValueError(_("There is no year 0. Leave the year out if it is not known."))
    if month is not None and not 1 <= month <= 12:
        raise ValueError(_("There are twelve months. Write the day first, such as 27/11."))
    last = 31 if month is None else calendar.monthrange(year or 2000, month)[1]
    if day is not None and not 1 <= day <= last:
        if month is not None and day > last and day <= 31:
            raise _no_such_day(day, month, 28 if (month, year) == (2, None) else last)
        raise ValueError(_("Days go from 1 to 31. Write a day such as 12 April, or leave the day out."))
    return PartialDate(year, month, day)


def _read_partial(text: str) -> PartialDate | None:
    for pattern in _PARTIAL:
        found = pattern.fullmatch(text)
        if found is None:
            continue
        parts = found.groupdict()
        year, day = parts.get("year"), parts.get("day")
        if year and len(year) < 4:
            raise ValueError(_("Write the year in full, such as 1985, or leave it out."))
        name = parts.get("name")
        month = MONTHS[name.casefold()] if name else int(parts["month"]) if parts.get("month") else None
        return _checked(int(year) if year else None, month, int(day) if day else None)
    return None


def _as_english(text: str) -> str:
    """`text` with the months of the user's language in English, as the patterns have them, and "the 12th" too."""
    if language() == ENGLISH:
        return text
    for day in range(1, 32):
        if text == _("the {ordinal}").format(ordinal=ordinal(day)):
            return f"the {day}th"
    for month in range(1, 13):
        for name in (month_name(month), short_month(month)):
            text = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", _ENGLISH[month], text, flags=re.IGNORECASE)
    return text


def parse_partial(text: str) -> PartialDate:
    """What a field for a birthday holds: "12 April", "April 1985", "1985", "12/4/1985", "--04-12", "the 12th".

    Raises ValueError with a sentence for under the field.
    """
    plain = " ".join(text.split())
    read = _read_partial(_as_english(plain)) if len(plain) <= 60 else None
    if read is None:
        raise ValueError(_("Write what you know of the date, such as 12 April, April 1985 or 1985."))
    return read


def parse_day(text: str, today: date, *, past: bool = False) -> date | None:
    """The day a field names, None if it is empty: "27 Nov", "next Friday", "in 2 weeks", "2w", "2026-11-27", "15".

    Without a year it is the coming one, or with `past` the latest one up to today.
    Raises ValueError with a sentence for under the field.
    """
    plain = " ".join(text.split())
    if not plain:
        return None
    if len(plain) > 60:
        raise _unknown_day()
    plain = _as_english(plain)
    step = _SHORT_STEP.fullmatch(plain)
    if step:
        return _moved(today, int(step[1]) * (-1 if past else 1), UNITS[step[2].casefold()])
    named = _named_day(plain, today, past)
    if named is not None:
        return named
    if _BARE_DAY.fullmatch(plain):
        plain = f"the {int(re.sub(r'[^0-9]', '', plain) or 0)}th"
    for found in find_dates(plain, today, is_strict=False):
        if found.end != len(plain) or 0 not in (found.start, found.lead_start):
            continue
        if found.precision is Precision.MONTH:
            raise ValueError(_("Add the day, such as 12 {month}.").format(month=month_name(found.day.month)))
        return found.past if past else found.day
    raise _unknown_day()


def _named_day(plain: str, today: date, past: bool) -> date | None:
    """The day of what names day and month; None for all else. Raises ValueError for a day that month has not."""
    two_digits = re.fullmatch(r"(\d{1,2}[./-] ?\d{1,2}[./-] ?)(\d{2})", plain)
    read = _read_partial(f"{two_digits[1]}20{two_digits[2]}" if two_digits else plain)
    if read is None or read.day is None or read.month is None:
        return None
    known = read.as_date()
    if known is not None:
        return known
    meaning = day_in_some_year(read.day, read.month, today)
    return (meaning.past if past else meaning.day) if meaning else None


def _moved(today: date, count: int, unit: str) -> date:
    try:
        return moved(today, count, unit)
    except (ValueError, OverflowError) as error:
        raise _unknown_day() from error


def _unknown_day() -> ValueError:
    return ValueError(_("Write a day such as 27 Nov, next Friday or 2026-11-27."))
