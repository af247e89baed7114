"""Partial dates and instants as vCards write them, of every version and many programs."""

import re
from datetime import UTC, datetime, timedelta

from relmgr.domain.partial_date import PartialDate

NO_YEAR = 1604
"""Apple's year for "unknown"; taken as such even where the parameter is missing (ecosystem.md §2.2)."""

_LONGEST = 40
_FORMS = tuple(
    re.compile(pattern)
    for pattern in (
        r"(?P<y>\d{4})-?(?P<m>\d{2})-?(?P<d>\d{2})",
        r"--(?P<m>\d{1,2})-?(?P<d>\d{2})",
        r"(?P<y>\d{4})-(?P<m>\d{2})",
        r"(?P<y>\d{4})",
        r"--(?P<m>\d{2})",
        r"---(?P<d>\d{2})",
        r"(?P<y>\d{4})[-/.](?P<m>\d{1,2})[-/.](?P<d>\d{1,2})",
        r"(?P<d>\d{1,2})\.\s?(?P<m>\d{1,2})\.\s?(?P<y>\d{4})",
    )
)
_TIME = re.compile(
    r"(?:T(?P<hour>\d{2})?|[T ](?P<time>\d{2}:?\d{2}(:?\d{2})?([.,]\d{1,9})?))? ?(Z|[+-]\d{2}(:?\d{2})?)?"
)
_TIME_BEGINS = re.compile(r"(?<=\d)(?=[TZ ]|\+|-\d{2}:)")
_INSTANT = re.compile(
    r"(?P<date>\d{4}-?\d{2}-?\d{2})([T ](?P<time>\d{2}:?\d{2}(:?\d{2})?)([.,]\d{1,9})?(?P<zone>Z|[+-]\d{2}(:?\d{2})?)?)?"
)


def read_date(text: str, omitted_year: str = "") -> tuple[PartialDate, bool] | None:
    """The date, and whether a time of day went with it that a date cannot hold; None if it is no date.

    `omitted_year` is the value of X-APPLE-OMIT-YEAR. Year 1604 and year 0000 mean that the year is unknown.
    """
    stripped = text.strip()
    if not stripped or len(stripped) > _LONGEST:
        return None
    had_time = False
    beginning = _TIME_BEGINS.search(stripped)
    match = None if beginning is None else _TIME.fullmatch(stripped, beginning.start())
    if match is not None:
        time = match["time"] or match["hour"] or ""
        had_time = time.replace(":", "").strip("0") not in ("", ".", ",")
        stripped = stripped[: match.start()]
    for form in _FORMS:
        found = form.fullmatch(stripped)
        if found is not None:
            date = _date_of(found.groupdict(), omitted_year)
            return None if date is None else (date, had_time)
    return None


def _date_of(found: dict[str, str | None], omitted_year: str) -> PartialDate | None:
    year, month, day = (int(found.get(part) or 0) or None for part in "ymd")
    has_zeros = any(found.get(part) is not None and int(found[part] or 0) == 0 for part in "md")
    # Databases write 1980-12-00 and 1980-00-00 where the rest is not known; 1980-00-25 is a mistake.
    if has_zeros and (year is None or day is not None):
        return None
    if year == NO_YEAR or (year is not None and omitted_year.strip() == f"{year:04}"):
        year = None
    try:
        return PartialDate(year, month, day)
    except ValueError:
        return None


def write_date(date: PartialDate) -> str:
    """The date as vCard 4.0 writes it (RFC 6350 §4.3.1)."""
    year = "" if date.year is None else f"{date.year:04}"
    month = "" if date.month is None else f"{date.month:02}"
    day = "" if date.day is None else f"{date.day:02}"
    if year and month:
        return f"{year}{month}{day}" if day else f"{year}-{month}"
    if year:
        return year
    return f"--{month}{day}" if month else f"---{day}"


def read_instant(text: str) -> datetime | None:
    """A REV or CREATED as an instant in UTC, to the second; without a zone it is taken as UTC. None if it is none."""
    stripped = text.strip()
    match = _INSTANT.fullmatch(stripped) if len(stripped) <= _LONGEST else None
    if match is None:
        return None
    date = match["date"].replace("-", "")
    time = (match["time"] or "").replace(":", "").ljust(6, "0")
    zone = (match["zone"] or "Z").replace(":", "").ljust(5, "0")
    offset = timedelta()
    if zone[0] != "Z":
        offset = timedelta(hours=int(zone[1:3]), minutes=int(zone[3:5])) * (1 if zone[0] == "+" else -1)
    numbers = (date[:4], date[4:6], date[6:], time[:2], time[2:4], time[4:6])
    try:
        year, month, day, hour, minute, second = (int(number) for number in numbers)
        return datetime(year, month, day, hour, minute, min(second, 59), tzinfo=UTC) - offset
    except (ValueError, OverflowError):
        return None


def write_instant(moment: datetime) -> str:
    """An instant as RFC 6350 §4.3.5 writes it, in UTC."""
    aware = moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)
    utc = aware.astimezone(UTC)
    return f"{utc.year:04}{utc:%m%dT%H%M%S}Z"
