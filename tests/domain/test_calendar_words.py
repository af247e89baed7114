"""Days and months in the core's sentences."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relmgr.domain.calendar_words import (
    clamped,
    full_day,
    month_name,
    months_after,
    months_before,
    short_day,
    short_month,
    short_weekday,
    weekday_day,
    weekday_name,
)

TODAY = date(2026, 11, 24)


def test_names_follow_the_calendar() -> None:
    days = [date(2026, 11, 23 + weekday) for weekday in range(7)]
    assert [weekday_name(day.weekday()) for day in days] == [day.strftime("%A") for day in days]
    assert [short_weekday(day.weekday()) for day in days] == [day.strftime("%a") for day in days]
    months = [date(2026, month, 1) for month in range(1, 13)]
    assert [month_name(day.month) for day in months] == [day.strftime("%B") for day in months]
    assert [short_month(day.month) for day in months] == [day.strftime("%b") for day in months]


def test_the_year_is_left_out_within_twelve_months() -> None:
    assert short_day(date(2026, 11, 13), TODAY) == "13 Nov"
    assert short_day(date(2027, 11, 23), TODAY) == "23 Nov"
    assert short_day(date(2027, 11, 24), TODAY) == "24 Nov 2027"
    assert short_day(date(2025, 11, 24), TODAY) == "24 Nov 2025"
    assert weekday_day(date(2026, 11, 27), TODAY) == "Fri 27 Nov"
    assert weekday_day(date(2021, 12, 9), TODAY) == "Thu 9 Dec 2021"
    assert full_day(TODAY) == "24 Nov 2026"


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2026, 11, 24), 12, date(2027, 11, 24)),
        (date(2026, 12, 31), 2, date(2027, 2, 28)),
        (date(9999, 12, 1), 1, date.max),
        (date(1, 1, 1), -1, date.min),
    ],
)
def test_months_are_clamped(day: date, months: int, later: date) -> None:
    assert months_after(day, months) == later


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)), st.integers(0, 500))
def test_months_before_never_lands_later_than_it_should(day: date, months: int) -> None:
    before = months_before(day, months)
    assert (day.year * 12 + day.month) - (before.year * 12 + before.month) == months
    assert before == clamped(before.year, before.month, day.day)
