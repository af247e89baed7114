"""Days in words, both ways: saying a day as a friend would, and understanding the days people type.

What understands is imported when it is first asked for: its patterns take longer to compile than a list to paint.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from relmgr.domain.calendar_words import month_name, short_day, weekday_name
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

if TYPE_CHECKING:
    from relmgr.domain.phrases.fields import parse_day, parse_partial
    from relmgr.domain.phrases.finding import FoundDate, Precision, find_dates

_UNDERSTANDING = {
    "FoundDate": "finding",
    "Precision": "finding",
    "find_dates": "finding",
    "parse_day": "fields",
    "parse_partial": "fields",
}

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


def __getattr__(name: str) -> Any:
    if name in _UNDERSTANDING:
        return getattr(import_module(f"{__name__}.{_UNDERSTANDING[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
