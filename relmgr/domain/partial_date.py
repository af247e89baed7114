"""A date of which year, month or day may be unknown: birthdays as people really know them (P6)."""

import calendar
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

_LEAP_YEAR = 2000


class LeapDay(StrEnum):
    """When somebody born on 29 February celebrates in an ordinary year; their choice (P6)."""

    FEBRUARY_28 = "feb28"
    MARCH_1 = "mar1"


@dataclass(frozen=True, slots=True)
class PartialDate:
    """Year, month and day, each None where it is not known; never a made-up year.

    Year 1 to 9999, month 1 to 12, day 1 to 31 and in that month (29 February where the year is unknown).
    A day alone is legal, as vCard 4.0 writes it (RFC 6350 §4.3.1); a year and a day without the month are not.
    Raises ValueError otherwise.
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None

    def __post_init__(self) -> None:
        if self.year is None and self.month is None and self.day is None:
            raise ValueError("a date needs a year, a month or a day")
        if self.year is not None and self.month is None and self.day is not None:
            raise ValueError("a year and a day need the month between them")
        if self.year is not None and not 1 <= self.year <= 9999:
            raise ValueError(f"no such year: {self.year}")
        if self.month is not None and not 1 <= self.month <= 12:
            raise ValueError(f"no such month: {self.month}")
        if self.day is not None and not 1 <= self.day <= self._last_day():
            raise ValueError(f"no such day: {self.day}")

    def _last_day(self) -> int:
        if self.month is None:
            return 31
        return calendar.monthrange(self.year or _LEAP_YEAR, self.month)[1]

    @classmethod
    def of(cls, day: date) -> "PartialDate":
        """The same day, fully known."""
        return cls(day.year, day.month, day.day)

    def as_date(self) -> date | None:
        """The calendar day, if all of it is known."""
        if self.year is None or self.month is None or self.day is None:
            return None
        return date(self.year, self.month, self.day)

    def earliest(self) -> date | None:
        """The first day it can mean; None where the year is unknown."""
        return None if self.year is None else date(self.year, self.month or 1, self.day or 1)

    def latest(self) -> date | None:
        """The last day it can mean; None where the year is unknown."""
        if self.year is None:
            return None
        month = self.month or 12
        return date(self.year, month, self.day or calendar.monthrange(self.year, month)[1])

    def in_year(self, year: int, leap_day: LeapDay = LeapDay.FEBRUARY_28) -> date | None:
        """The day it is kept in `year`; None where month or day is unknown."""
        if self.month is None or self.day is None:
            return None
        if (self.month, self.day) == (2, 29) and not calendar.isleap(year):
            return date(year, 2, 28) if leap_day is LeapDay.FEBRUARY_28 else date(year, 3, 1)
        return date(year, self.month, self.day)

    def next_on(self, today: date, leap_day: LeapDay = LeapDay.FEBRUARY_28) -> date | None:
        """The first anniversary on or after `today`; never before the date itself."""
        first = max(today.year, self.year or 0)
        for year in (first, first + 1):
            if year > date.max.year:
                return None
            day = self.in_year(year, leap_day)
            if day is not None and day >= today:
                return day
        return None

    def years_at(self, day: date, leap_day: LeapDay = LeapDay.FEBRUARY_28) -> int | None:
        """Whole years from the date to `day`: an age. None before the date, or where part of it is unknown.

        Born on 29 February, one is a year older on the day one keeps in ordinary years (P6).
        """
        born = self.as_date()
        if born is None or day < born:
            return None
        kept = self.in_year(day.year, leap_day)
        return day.year - born.year - (kept is not None and day < kept)
