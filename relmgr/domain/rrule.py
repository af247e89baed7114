"""Rules as RRULE text (RFC 5545 §3.3.10): what the file stores, the calendar exports and the command line takes."""

import re
from datetime import date

from relmgr.domain.calendar_words import clamped
from relmgr.domain.partial_date import LeapDay
from relmgr.domain.recurrence import LAST, LONGEST_FEBRUARY, MAX_COUNT, MAX_EVERY, Rule, Unit
from relmgr.errors import InputError
from relmgr.i18n import _

_MAX_TEXT = 500
_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_UNITS = {"DAILY": Unit.DAY, "WEEKLY": Unit.WEEK, "MONTHLY": Unit.MONTH, "YEARLY": Unit.YEAR}
_FREQUENCIES = {unit: name for name, unit in _UNITS.items()}
_PARTS = frozenset(
    ("FREQ", "INTERVAL", "COUNT", "UNTIL", "BYDAY", "BYMONTHDAY", "BYMONTH", "BYYEARDAY", "BYSETPOS", "WKST")
)
_MARCH_1_OR_LEAP_DAY = "60"
"""The 60th day of a year: 29 February where there is one, else 1 March."""


def to_rrule(rule: Rule) -> str:
    """The rule as RRULE text, exact by the RFC for every reader; time, lead days and grace are not part of it.

    The RFC skips months without a 31st. "The 31st or the month's last day" is therefore written as the last of
    several days (BYSETPOS), and 29 February as the last day of February or the 60th day of the year.
    """
    if rule.unit is Unit.ONCE:
        return "FREQ=DAILY;COUNT=1"
    parts = [f"FREQ={_FREQUENCIES[rule.unit]}"]
    if rule.every != 1:
        parts.append(f"INTERVAL={rule.every}")
    parts += _which_days(rule)
    if rule.count is not None:
        parts.append(f"COUNT={rule.count}")
    if rule.until is not None:
        parts.append(f"UNTIL={rule.until:%Y%m%d}")
    return ";".join(parts)


def _which_days(rule: Rule) -> list[str]:
    if rule.unit is Unit.WEEK:
        return ["BYDAY=" + ",".join(_WEEKDAYS[weekday] for weekday in rule.weekdays)]
    if rule.is_leap_day and rule.leap_day is LeapDay.MARCH_1:
        return [f"BYYEARDAY={_MARCH_1_OR_LEAP_DAY}"]
    month = [f"BYMONTH={rule.month}"] if rule.month is not None else []
    if rule.nth is not None:
        return [*month, f"BYDAY={rule.nth}{_WEEKDAYS[rule.weekdays[0]]}"]
    if rule.day is None:
        return []
    if rule.is_leap_day:
        return [*month, "BYMONTHDAY=-1"]
    if rule.unit is Unit.YEAR or rule.day <= 28:
        return [*month, f"BYMONTHDAY={rule.day}"]
    days = ",".join(str(day) for day in range(28, rule.day + 1))
    return [f"BYMONTHDAY={days}", "BYSETPOS=-1"]


def parse_rrule(text: str, start: date) -> Rule:
    """The rule that `text` says, from `start` on: the subset that `Rule` can hold, with or without "RRULE:".

    Weeks begin on Monday. A plain BYMONTHDAY=31 means the last day in shorter months (R1), which the RFC would skip.
    Raises InputError with a sentence for all else, for COUNT over 3650 and for INTERVAL over 1000.
    """
    parts = _split(text)
    unit = _UNITS.get(parts["FREQ"])
    if unit is None:
        raise InputError(_("FREQ is one of DAILY, WEEKLY, MONTHLY and YEARLY."))
    every = _number(parts, "INTERVAL", MAX_EVERY) or 1
    count = _number(parts, "COUNT", MAX_COUNT)
    until = _until(parts["UNTIL"]) if "UNTIL" in parts else None
    if parts.get("WKST", "MO") != "MO":
        raise InputError(_("Weeks begin on Monday here; leave WKST out."))
    if unit is Unit.DAY:
        _refuse(parts, unit, frozenset())
        if every == 1 and count == 1:
            return Rule(start=start)
        return Rule(start=start, unit=unit, every=every, count=count, until=until)
    if unit is Unit.WEEK:
        _refuse(parts, unit, frozenset({"BYDAY"}))
        weekdays = tuple(_weekday(word) for word in parts["BYDAY"].split(",")) if "BYDAY" in parts else ()
        return Rule(start=start, unit=unit, every=every, weekdays=weekdays, count=count, until=until)
    return _by_month(parts, Rule(start=start, unit=unit, every=every, count=count, until=until))


def _split(text: str) -> dict[str, str]:
    if len(text) > _MAX_TEXT:
        raise InputError(_("This rule is too long to be one."))
    parts: dict[str, str] = {}
    for part in text.strip().upper().removeprefix("RRULE:").rstrip(";").split(";"):
        name, equals, content = (piece.strip() for piece in part.partition("="))
        if not equals or not content:
            raise InputError(_("“{part}” is not NAME=VALUE, such as FREQ=WEEKLY.").format(part=part))
        if name not in _PARTS:
            raise InputError(_("Relmgr does not know {name} in a rule.").format(name=name))
        if name in parts:
            raise InputError(_("{name} is given twice.").format(name=name))
        parts[name] = content
    if "FREQ" not in parts:
        raise InputError(_("The rule does not say how often: FREQ is missing."))
    return parts


def _number(parts: dict[str, str], name: str, most: int) -> int | None:
    if name not in parts:
        return None
    found = int(parts[name]) if re.fullmatch("[0-9]{1,9}", parts[name]) else 0
    if not 1 <= found <= most:
        raise InputError(_("{name} is a number from 1 to {most}.").format(name=name, most=most))
    return found


def _until(text: str) -> date:
    match = re.fullmatch(r"([0-9]{4})([0-9]{2})([0-9]{2})(T[0-9]{6}Z?)?", text)
    try:
        if match:
            return date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError as error:
        raise InputError(_("UNTIL names a day that does not exist.")) from error
    raise InputError(_("UNTIL is a day such as 20271231."))


def _refuse(parts: dict[str, str], unit: Unit, allowed: frozenset[str]) -> None:
    for name in sorted(parts):
        if name.startswith("BY") and name not in allowed:
            text = _("Relmgr cannot keep {name} together with FREQ={frequency}.")
            raise InputError(text.format(name=name, frequency=_FREQUENCIES[unit]))


def _weekday(word: str) -> int:
    if word.strip() not in _WEEKDAYS:
        raise InputError(_("BYDAY names weekdays: MO, TU, WE, TH, FR, SA or SU."))
    return _WEEKDAYS.index(word.strip())


def _by_month(parts: dict[str, str], plain: Rule) -> Rule:
    in_year = plain.unit is Unit.YEAR
    if in_year and parts.get("BYYEARDAY") == _MARCH_1_OR_LEAP_DAY:
        _refuse(parts, plain.unit, frozenset({"BYYEARDAY"}))
        return _with(plain, month=2, day=LONGEST_FEBRUARY, leap_day=LeapDay.MARCH_1)
    months = frozenset({"BYMONTH"}) if in_year else frozenset[str]()
    month = _number(parts, "BYMONTH", 12) if in_year else None
    if "BYDAY" in parts:
        _refuse(parts, plain.unit, months | {"BYDAY", "BYSETPOS"})
        if in_year and month is None:
            raise InputError(_("Say in which month with BYMONTH, such as BYMONTH=6;BYDAY=3SU."))
        nth, weekday = _nth_weekday(parts["BYDAY"], parts.get("BYSETPOS"))
        return _with(plain, month=month, nth=nth, weekdays=(weekday,))
    _refuse(parts, plain.unit, months | {"BYMONTHDAY", "BYSETPOS"})
    if "BYMONTHDAY" not in parts:
        if "BYSETPOS" in parts or month is not None:
            raise InputError(_("Say which day with BYMONTHDAY or BYDAY."))
        return plain
    if in_year and month is None:
        raise InputError(_("Say in which month with BYMONTH, such as BYMONTH=6;BYMONTHDAY=21."))
    day = _month_day(parts["BYMONTHDAY"], parts.get("BYSETPOS"))
    if in_year and day == LAST:
        return _with(plain, month=month, day=clamped(2000, month or plain.start.month, 31).day)
    return _with(plain, month=month, day=31 if day == LAST else day)


def _with(
    plain: Rule,
    *,
    month: int | None = None,
    day: int | None = None,
    nth: int | None = None,
    weekdays: tuple[int, ...] = (),
    leap_day: LeapDay = LeapDay.FEBRUARY_28,
) -> Rule:
    return Rule(
        start=plain.start,
        unit=plain.unit,
        every=plain.every,
        count=plain.count,
        until=plain.until,
        month=month,
        day=day,
        nth=nth,
        weekdays=weekdays,
        leap_day=leap_day,
    )


def _nth_weekday(by_day: str, position: str | None) -> tuple[int, int]:
    """ "3SU", or "SU" with BYSETPOS=3, as other programs write it."""
    match = re.fullmatch(r"([+-]?[0-9])?([A-Z]{2})", by_day)
    nth = (match[1] or position) if match and not (match[1] and position) else None
    if match is None or nth not in ("1", "2", "3", "4", "+1", "+2", "+3", "+4", "-1"):
        raise InputError(_("BYDAY names one weekday of the month: 1SU to 4SU, or -1SU for the last Sunday."))
    return int(nth), _weekday(match[2])


def _month_day(by_month_day: str, position: str | None) -> int:
    """ "15", "-1", or the run "28,29,30" with BYSETPOS=-1 that means the 30th or the month's last day."""
    days = by_month_day.split(",")
    if position is not None:
        if position != "-1" or days != [str(day) for day in range(28, 28 + len(days))]:
            raise InputError(_("Relmgr cannot keep BYSETPOS with these days."))
        days = days[-1:]
    if len(days) == 1 and days[0] in {"-1", *(str(day) for day in range(1, 32))}:
        return int(days[0])
    raise InputError(_("BYMONTHDAY is one day from 1 to 31, or -1 for the last."))
