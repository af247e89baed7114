"""Dates as tables write them: in every order, with names of months, with nothing where there is none."""

import re
from dataclasses import dataclass, field
from enum import Enum

from relmgr.domain.partial_date import PartialDate
from relmgr.transfer.sources.model import DateOrder
from relmgr.transfer.vcard.dates import NO_YEAR, read_date
from relmgr.transfer.vcard.worded_dates import full_year, of_signs, of_words

_LONGEST = 60
_OUTLOOKS_NO_DATE = 4501
_NUMBERS = re.compile(r"(\d{1,4})\s?([./\-])\s?(\d{1,2})\s?\2\s?(\d{1,4})\.?")
_TWO_NUMBERS = re.compile(r"(\d{1,4})\s?([./])\s?(\d{1,4})\.?")
_TIME = re.compile(
    r"[T ,]+\d{1,2}[:.]\d{2}([:.]\d{2}([.,]\d+)?)?\s*([AaPp]\.?\s?[Mm]\.?)?\s*(Z|UTC|GMT|[+-]\d{2}:?\d{2})?$"
)


class Odd(Enum):
    """What a cell is instead of a date."""

    EMPTY = "empty"
    AMBIGUOUS = "ambiguous"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Found:
    """A date, and whether its year was written in two figures."""

    date: PartialDate
    has_short_year: bool = False


def read(text: str, order: DateOrder | None) -> Found | Odd:
    """The date that a cell holds. `order` settles what the figures leave open; None if nobody knows it."""
    written = text.strip()
    if not written or len(written) > _LONGEST:
        return Odd.NONE if written else Odd.EMPTY
    bare = _TIME.sub("", written).strip()
    if re.fullmatch(r"[0.\-/ ]+", bare):
        return Odd.EMPTY
    numbers = _NUMBERS.fullmatch(bare)
    if numbers is not None:
        return _of_numbers(numbers[1], numbers[3], numbers[4], numbers[2], order)
    two = _TWO_NUMBERS.fullmatch(bare)
    if two is not None:
        return _of_two(two[1], two[3], two[2], order)
    known = read_date(bare)
    if known is not None:
        return Found(known[0])
    asian = of_signs(bare)
    if asian is not None:
        return _made(asian.year, asian.month, asian.day)
    return _of_words(bare)


def order_of(text: str) -> DateOrder | Odd | None:
    """Which order one date of figures shows; None if it can be read in two ways; Odd.NONE if it has no order."""
    bare = _TIME.sub("", text.strip()).strip() if len(text) <= _LONGEST else ""
    found = _NUMBERS.fullmatch(bare)
    if found is None:
        short = _TWO_NUMBERS.fullmatch(bare)
        if short is None or len(short[1]) > 2 or len(short[3]) > 2:
            return Odd.NONE
        first, second, sign = int(short[1]), int(short[3]), short[2]
    else:
        first, second, sign = int(found[1]), int(found[3]), found[2]
        if len(found[1]) > 2 or len(found[4]) == 3:
            return Odd.NONE
    if not first or not second or first == second or max(first, second) > 31:
        return Odd.NONE
    if first > 12 >= second:
        return DateOrder.DMY
    if second > 12 >= first:
        return DateOrder.MDY
    if first > 12:
        return Odd.NONE
    return DateOrder.DMY if sign == "." else None


@dataclass(slots=True)
class Evidence:
    """What all dates of a file together say about their order."""

    day_first: int = 0
    month_first: int = 0
    open: list[str] = field(default_factory=list)
    """Some of those that can be read in two ways."""
    _MOST = 5

    def add(self, text: str) -> None:
        """One more date of the file."""
        order = order_of(text)
        if order is DateOrder.DMY:
            # Dates with full stops always begin with the day, so they say nothing of those with strokes.
            self.day_first += "." not in text
        elif order is DateOrder.MDY:
            self.month_first += 1
        elif order is None and len(self.open) < self._MOST and text not in self.open:
            self.open.append(text)

    @property
    def order(self) -> DateOrder | None:
        """The order that some dates show and none denies."""
        if self.day_first and not self.month_first:
            return DateOrder.DMY
        if self.month_first and not self.day_first:
            return DateOrder.MDY
        return None


def _of_numbers(first: str, second: str, third: str, sign: str, order: DateOrder | None) -> Found | Odd:
    a, b, c = int(first), int(second), int(third)
    if len(first) >= 3:
        return _made(a, b, c)
    if len(third) == 3 or not a or not b:
        return Odd.NONE
    is_short = len(third) < 3
    if order is DateOrder.YMD and is_short:
        return _made(full_year(a), b, c, is_short=True)
    year = full_year(c) if is_short else c
    if a > 12 or a == b or (b <= 12 and (sign == "." or order is DateOrder.DMY)):
        return _made(year, b, a, is_short)
    if b > 12 or order is DateOrder.MDY:
        return _made(year, a, b, is_short)
    return Odd.AMBIGUOUS


def _of_two(first: str, second: str, sign: str, order: DateOrder | None) -> Found | Odd:
    """A day and a month without a year, or a month and a year."""
    a, b = int(first), int(second)
    if len(second) == 4:
        return _made(b, a, None) if len(first) <= 2 else Odd.NONE
    if len(first) == 4:
        return _made(a, b, None) if len(second) <= 2 else Odd.NONE
    if len(first) > 2 or len(second) > 2 or not a or not b:
        return Odd.NONE
    if a > 12 or sign == "." or order is DateOrder.DMY or a == b:
        return _made(None, b, a)
    if b > 12 or order in (DateOrder.MDY, DateOrder.YMD):
        return _made(None, a, b)
    return Odd.AMBIGUOUS


def _of_words(text: str) -> Found | Odd:
    """Dates with the name of a month: 12 Mar 2024, March 12th, 2024, 7-Feb-22, 12. März."""
    worded = of_words(text, words_besides=1)
    return Odd.NONE if worded is None else _made(worded.year, worded.month, worded.day, worded.is_short)


def _made(year: int | None, month: int, day: int | None, is_short: bool = False) -> Found | Odd:
    if year == _OUTLOOKS_NO_DATE:
        return Odd.EMPTY
    try:
        return Found(PartialDate(None if year in (NO_YEAR, 0) else year, month, day), is_short)
    except ValueError:
        return Odd.NONE
