"""Dates of which a part may be unknown."""

import calendar
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relmgr.domain.partial_date import LeapDay, PartialDate

DAYS = st.dates(min_value=date(1000, 1, 1), max_value=date(9000, 12, 31))


@pytest.mark.parametrize(
    ("year", "month", "day"),
    [
        (None, None, None),
        (0, None, None),
        (10000, 1, 1),
        (2026, 13, None),
        (None, 2, 30),
        (2025, 2, 29),
        (None, 4, 31),
        (None, None, 32),
        (None, 0, 1),
        (2026, 1, 0),
        (1985, None, 12),
    ],
)
def test_what_is_no_date_is_refused(year: int | None, month: int | None, day: int | None) -> None:
    with pytest.raises(ValueError, match=r"no such|needs a year|need the month"):
        PartialDate(year, month, day)


@pytest.mark.parametrize(
    ("year", "month", "day"),
    [(1985, None, None), (1985, 4, None), (None, 4, 12), (None, 2, 29), (None, None, 12), (None, 4, None)],
)
def test_unknown_parts_stay_unknown(year: int | None, month: int | None, day: int | None) -> None:
    partial = PartialDate(year, month, day)
    assert (partial.year, partial.month, partial.day) == (year, month, day)
    assert partial.as_date() is None
    assert partial.years_at(date(2026, 11, 24)) is None


@given(DAYS)
def test_a_known_day_is_kept(day: date) -> None:
    assert PartialDate.of(day).as_date() == day


@given(DAYS, DAYS, st.sampled_from(LeapDay))
def test_the_next_anniversary_is_the_first_found_by_walking(
    born: date, today: date, leap_day: LeapDay
) -> None:
    partial = PartialDate.of(born)
    found = partial.next_on(today, leap_day)
    walked = max(today, born)
    while partial.in_year(walked.year, leap_day) != walked:
        walked += timedelta(days=1)
    assert found == walked


@given(DAYS, st.integers(min_value=0, max_value=200), st.sampled_from(LeapDay))
def test_one_turns_older_on_the_day_one_keeps(born: date, years: int, leap_day: LeapDay) -> None:
    partial = PartialDate.of(born)
    kept = partial.in_year(born.year + years, leap_day)
    assert kept is not None
    assert partial.years_at(kept, leap_day) == years
    before = partial.years_at(kept - timedelta(days=1), leap_day)
    assert before == (years - 1 if years else None)


def test_the_leap_day_is_kept_as_chosen() -> None:
    partial = PartialDate(2020, 2, 29)
    assert partial.next_on(date(2026, 1, 1)) == date(2026, 2, 28)
    assert partial.next_on(date(2026, 1, 1), LeapDay.MARCH_1) == date(2026, 3, 1)
    assert partial.next_on(date(2028, 1, 1), LeapDay.MARCH_1) == date(2028, 2, 29)
    assert partial.years_at(date(2026, 2, 28)) == 6
    assert partial.years_at(date(2026, 2, 28), LeapDay.MARCH_1) == 5


def test_there_is_no_age_before_birth_and_no_anniversary_without_a_day() -> None:
    assert PartialDate(2026, 12, 2).years_at(date(2026, 12, 1)) is None
    assert PartialDate(2026, 12).next_on(date(2026, 1, 1)) is None
    assert PartialDate(2026).in_year(2027) is None


def test_the_calendar_ends_without_an_error() -> None:
    assert PartialDate(month=1, day=1).next_on(date.max) is None
    assert PartialDate(month=12, day=31).next_on(date.max) == date.max


@given(st.integers(1, 9999), st.integers(1, 12))
def test_a_month_has_its_own_length(year: int, month: int) -> None:
    last = calendar.monthrange(year, month)[1]
    assert PartialDate(year, month, last).day == last
