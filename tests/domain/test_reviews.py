"""When looking back is offered."""

from datetime import date, timedelta

import pytest

from relmgr.domain.reviews import friday_of, is_person_due, is_week_due

FRIDAY = date(2026, 11, 27)


@pytest.mark.parametrize(
    ("days", "is_offered"), [(-1, False), (0, True), (1, True), (2, True), (3, True), (4, False)]
)
def test_from_friday_to_monday(days: int, is_offered: bool) -> None:
    day = FRIDAY + timedelta(days=days)
    assert friday_of(day) == (FRIDAY if is_offered else None)
    assert is_week_due(day, None) is is_offered
    assert is_person_due(day, None) is is_offered


def test_once_each_week() -> None:
    assert is_week_due(FRIDAY, FRIDAY - timedelta(days=4))
    for days in range(4):
        assert not is_week_due(FRIDAY + timedelta(days=days), FRIDAY)
    assert is_week_due(FRIDAY + timedelta(days=7), FRIDAY + timedelta(days=3))


def test_a_person_once_a_month() -> None:
    assert not is_person_due(FRIDAY, FRIDAY - timedelta(days=29))
    assert is_person_due(FRIDAY, FRIDAY - timedelta(days=30))
