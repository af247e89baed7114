"""Times of day in a text: "2pm", "at 9.30", "11:00", "at 4", "noon"; never raises."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import time

_CLOCK = re.compile(
    r"(?<![\w.:,/£$€-])(?:(?P<at>(?:at|around|about|from|@)\s?))?(?:"
    r"(?P<hour>\d{1,2})(?:[:.](?P<minute>[0-5]\d))?\s?(?P<half>[ap])(?:m\b|\.m\.)"
    r"|(?P<hour24>[01]?\d|2[0-3]):(?P<minute24>[0-5]\d)(?![:\d])"
    r"|(?P<said>noon|midday|lunchtime)\b)"
    r"|(?<!\w)(?:at|around)\s(?P<bare>1[0-2]|[1-9])(?:[.:](?P<bareminute>[0-5]\d))?(?=\s*(?:[.,;:!?)\n–—-]|$)|\s(?:today|yesterday|on"
    r"|with|re|about|and|this|sharp|o['’]clock|tomorrow|to)\b)",
    re.IGNORECASE,
)
_FIRST_HOUR = 7
"""A bare hour before seven is said of the afternoon: nobody rings at four in the morning."""


@dataclass(frozen=True, slots=True)
class FoundTime:
    """`text[start:end]` names a time of day."""

    start: int
    end: int
    clock: time


def find_times(text: str, start: int = 0, end: int | None = None) -> Iterator[FoundTime]:
    """The times of day between the two positions, in text order."""
    for found in _CLOCK.finditer(text, start, len(text) if end is None else end):
        clock = _clock(found)
        if clock is not None:
            yield FoundTime(found.start(), found.end(), clock)


def _clock(found: re.Match[str]) -> time | None:
    if found["said"]:
        return time(12)
    if found["hour24"]:
        return time(int(found["hour24"]), int(found["minute24"]))
    if found["bare"]:
        hour = int(found["bare"])
        return time(hour + 12 if hour < _FIRST_HOUR else hour, int(found["bareminute"] or 0))
    hour, is_late = int(found["hour"]), found["half"].casefold() == "p"
    if not 1 <= hour <= 12:
        return None
    return time(hour % 12 + 12 * is_late, int(found["minute"] or 0))
