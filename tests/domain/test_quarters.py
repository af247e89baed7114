"""Quarters and years: when they are offered, and what they are called."""

from datetime import date

import pytest

from relmgr.domain.quarters import (
    is_quarter_due,
    is_year_due,
    next_quarter,
    quarter_before,
    quarter_of,
    quarter_words,
)

FRIDAY, TUESDAY = date(2026, 11, 27), date(2026, 11, 24)


def test_a_quarter_begins_with_its_first_month() -> None:
    assert quarter_of(TUESDAY) == date(2026, 10, 1)
    assert quarter_of(date(2026, 3, 31)) == date(2026, 1, 1)
    assert quarter_before(TUESDAY) == date(2026, 7, 1)
    assert quarter_before(date(2026, 2, 1)) == date(2025, 10, 1)
    assert next_quarter(TUESDAY) == date(2027, 1, 1)
    assert quarter_words(date(2026, 10, 1)) == "the fourth quarter of 2026"


@pytest.mark.parametrize(
    ("today", "last", "due"),
    [
        (FRIDAY, None, True),
        (TUESDAY, None, False),
        (FRIDAY, date(2026, 10, 2), False),
        (FRIDAY, date(2026, 9, 30), True),
    ],
)
def test_the_choice_is_offered_once_a_quarter_at_the_weekend(
    today: date, last: date | None, due: bool
) -> None:
    assert is_quarter_due(today, last) is due


@pytest.mark.parametrize(
    ("today", "last", "due"),
    [
        (date(2026, 12, 18), None, True),
        (date(2026, 12, 11), None, False),
        (date(2027, 1, 29), None, True),
        (date(2027, 1, 27), None, False),
        (date(2027, 1, 29), date(2026, 12, 20), False),
        (date(2027, 12, 17), date(2026, 12, 20), True),
        (FRIDAY, None, False),
    ],
)
def test_the_year_is_offered_around_its_end(today: date, last: date | None, due: bool) -> None:
    assert is_year_due(today, last) is due
