"""Days in words, both ways: saying a day as a friend would, and understanding the days people type."""

from relmgr.domain.calendar_words import month_name, short_day, weekday_name
from relmgr.domain.phrases.fields import parse_day, parse_partial
from relmgr.domain.phrases.finding import FoundDate, Precision, find_dates
from relmgr.domain.phrases.saying import (
    ago,
    day,
    due_in,
    how_far,
    late,
    long_day,
    on_day,
    ordinal,
    partial,
    span,
    spoken_day,
    years,
)

__all__ = [
    "FoundDate",
    "Precision",
    "ago",
    "day",
    "due_in",
    "find_dates",
    "how_far",
    "late",
    "long_day",
    "month_name",
    "on_day",
    "ordinal",
    "parse_day",
    "parse_partial",
    "partial",
    "short_day",
    "span",
    "spoken_day",
    "weekday_name",
    "years",
]
