"""The day on which an event begins, as whoever wrote it meant it."""

import re
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo, available_timezones

from relmgr.transfer.vcard.lines import ContentLine

_WRITTEN = re.compile(r"(\d{4})-?(\d\d)-?(\d\d)(?:[T ](\d\d):?(\d\d)(?::?(\d\d))?(Z?))?")
_ZONES = available_timezones()
_MIDDAY = 12


def day_of(line: ContentLine | None, zone: str = "") -> date | None:
    """The day of DTSTART or DUE; None where it is none. All-day items stay on their day (ecosystem.md §2.5).

    An instant in UTC is moved into `zone`, the calendar's own. Where that is not known, an afternoon in UTC is a
    midnight further east, and so the next day.
    """
    found = None if line is None else _WRITTEN.fullmatch(line.value.strip().upper())
    if found is None:
        return None
    year, month, day, hour, minute, _second, is_utc = found.groups()
    try:
        written = datetime(int(year), int(month), int(day), int(hour or 0), int(minute or 0), tzinfo=UTC)
        if not is_utc:
            return written.date()
        if zone in _ZONES:
            return written.astimezone(ZoneInfo(zone)).date()
        return written.date() if written.hour < _MIDDAY else written.date() + timedelta(days=1)
    except (ValueError, OverflowError):
        return None


def has_time(line: ContentLine | None) -> bool:
    """Whether a time stands beside the day, other than midnight."""
    found = None if line is None else _WRITTEN.fullmatch(line.value.strip().upper())
    return found is not None and (found[4] or "00") + (found[5] or "00") != "0000"
