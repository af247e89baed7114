"""Rules and their occurrences, against a slow and obvious version."""

from collections.abc import Callable
from datetime import date, time, timedelta
from itertools import islice

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relmgr.domain.partial_date import LeapDay, PartialDate
from relmgr.domain.recurrence import (
    ATTENTION_TIME,
    LAST,
    Rule,
    Unit,
    is_occurrence,
    next_occurrence,
    occurrences,
    yearly,
)
from relmgr.errors import InputError
from tests.domain.rules import rules, walked

SPANS = st.integers(0, 3000)


@given(rules(), SPANS, SPANS)
def test_occurrences_are_those_found_by_walking(rule: Rule, begin: int, length: int) -> None:
    first = rule.start + timedelta(days=begin - 500)
    last = first + timedelta(days=length)
    assert list(occurrences(rule, first, last)) == [day for day in walked(rule, last) if day >= first]


@given(rules(), st.integers(-50, 800))
def test_the_next_is_the_first_on_or_after(rule: Rule, days: int) -> None:
    asked = rule.start + timedelta(days=days)
    horizon = asked + timedelta(days=366 * 61)
    found = next_occurrence(rule, asked)
    if found is None:
        assert not list(occurrences(rule, asked, horizon))
    else:
        assert found >= asked
        assert is_occurrence(rule, found)
        assert next(occurrences(rule, rule.start, found), None) is not None
        assert not list(occurrences(rule, asked, found - timedelta(days=1)))


@given(rules())
def test_what_happens_far_from_the_start_is_found_at_once(rule: Rule) -> None:
    far = list(islice(occurrences(rule, date(9000, 1, 1), date.max), 3))
    assert far == sorted(set(far))
    assert all(is_occurrence(rule, day) for day in far)


def test_the_calendar_ends_without_an_error() -> None:
    start = date(9998, 12, 15)
    assert list(occurrences(Rule(start=start, unit=Unit.DAY, every=9), start, date.max)) == [
        start,
        date(9998, 12, 24),
    ]
    assert list(occurrences(Rule(start=start, unit=Unit.MONTH), start, date.max)) == [start]
    assert list(occurrences(Rule(start=start, unit=Unit.YEAR, month=6), start, date.max)) == []


def test_the_31st_stays_the_31st_after_february() -> None:
    rule = Rule(start=date(2026, 1, 31), unit=Unit.MONTH)
    assert list(occurrences(rule, date(2026, 1, 1), date(2026, 5, 31))) == [
        date(2026, 1, 31),
        date(2026, 2, 28),
        date(2026, 3, 31),
        date(2026, 4, 30),
        date(2026, 5, 31),
    ]


def test_the_third_sunday_of_june() -> None:
    rule = Rule(start=date(2026, 1, 1), unit=Unit.YEAR, month=6, nth=3, weekdays=(6,))
    assert list(occurrences(rule, date(2026, 1, 1), date(2028, 12, 31))) == [
        date(2026, 6, 21),
        date(2027, 6, 20),
        date(2028, 6, 18),
    ]


def test_the_last_friday_of_every_second_month() -> None:
    rule = Rule(start=date(2026, 1, 1), unit=Unit.MONTH, every=2, nth=LAST, weekdays=(4,))
    assert list(islice(occurrences(rule, date.min, date.max), 3)) == [
        date(2026, 1, 30),
        date(2026, 3, 27),
        date(2026, 5, 29),
    ]


@pytest.mark.parametrize(
    ("leap_day", "ordinary"),
    [(LeapDay.FEBRUARY_28, date(2027, 2, 28)), (LeapDay.MARCH_1, date(2027, 3, 1))],
)
def test_the_leap_day_is_kept_as_chosen(leap_day: LeapDay, ordinary: date) -> None:
    rule = Rule(start=date(2024, 2, 29), unit=Unit.YEAR, leap_day=leap_day)
    assert next_occurrence(rule, date(2027, 1, 1)) == ordinary
    assert next_occurrence(rule, date(2028, 1, 1)) == date(2028, 2, 29)


def test_a_birthday_without_a_year_comes_round() -> None:
    rule = yearly(PartialDate(month=2, day=21), date(2026, 11, 24))
    assert rule is not None
    assert list(islice(occurrences(rule, date.min, date.max), 2)) == [date(2027, 2, 21), date(2028, 2, 21)]


def test_an_anniversary_is_never_before_the_date_itself() -> None:
    rule = yearly(PartialDate(2027, 1, 13), date(2026, 11, 24))
    assert rule is not None
    assert next_occurrence(rule, date(2026, 1, 1)) == date(2027, 1, 13)
    assert yearly(PartialDate(2027, 1), date(2026, 11, 24)) is None


def test_what_is_left_out_is_filled_in_so_that_equal_rules_are_equal() -> None:
    start = date(2026, 11, 24)
    assert Rule(start=start, unit=Unit.WEEK) == Rule(start=start, unit=Unit.WEEK, weekdays=(1, 1))
    assert Rule(start=start, unit=Unit.YEAR) == Rule(start=start, unit=Unit.YEAR, month=11, day=24)
    assert Rule(start=start, lead_days=(0, 7, 1)).lead_days == (7, 1, 0)
    assert Rule(start=start).attention_time == ATTENTION_TIME
    assert Rule(start=start, at=time(0)).attention_time == time(0)


START = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("field", "build"),
    [
        ("start", lambda: Rule(start=date(1582, 1, 1))),
        ("every", lambda: Rule(start=START, unit=Unit.DAY, every=1001)),
        ("every", lambda: Rule(start=START, unit=Unit.DAY, every=0)),
        ("count", lambda: Rule(start=START, unit=Unit.DAY, count=3651)),
        ("count", lambda: Rule(start=START, unit=Unit.DAY, count=2, until=START)),
        ("until", lambda: Rule(start=START, unit=Unit.DAY, until=date(2026, 11, 23))),
        ("lead_days", lambda: Rule(start=START, lead_days=())),
        ("lead_days", lambda: Rule(start=START, lead_days=(367,))),
        ("grace_days", lambda: Rule(start=START, grace_days=-1)),
        ("weekdays", lambda: Rule(start=START, unit=Unit.WEEK, weekdays=(7,))),
        ("weekdays", lambda: Rule(start=START, unit=Unit.DAY, weekdays=(1,))),
        ("weekdays", lambda: Rule(start=START, unit=Unit.MONTH, nth=3)),
        ("weekdays", lambda: Rule(start=START, unit=Unit.MONTH, weekdays=(3,))),
        ("nth", lambda: Rule(start=START, unit=Unit.MONTH, nth=5, weekdays=(3,))),
        ("nth", lambda: Rule(start=START, unit=Unit.WEEK, nth=1)),
        ("day", lambda: Rule(start=START, unit=Unit.MONTH, day=32)),
        ("day", lambda: Rule(start=START, unit=Unit.WEEK, day=3)),
        ("day", lambda: Rule(start=START, unit=Unit.YEAR, month=4, day=31)),
        ("day", lambda: Rule(start=START, unit=Unit.YEAR, month=2, day=30)),
        ("month", lambda: Rule(start=START, unit=Unit.YEAR, month=13)),
        ("month", lambda: Rule(start=START, unit=Unit.MONTH, month=3)),
        ("unit", lambda: Rule(start=START, count=2)),
    ],
)
def test_what_is_no_rule_is_refused_at_its_field(field: str, build: Callable[[], Rule]) -> None:
    with pytest.raises(InputError) as caught:
        build()
    assert caught.value.field == field
    assert str(caught.value).endswith(".")
