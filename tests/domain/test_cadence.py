"""How often to be in touch."""

from datetime import date

import pytest

from relmgr.domain.cadence import cadence_days, cadence_due
from relmgr.domain.kinds import Circle

SET = date(2026, 11, 1)


@pytest.mark.parametrize(
    ("circle", "own", "days"),
    [
        (Circle.INVEST, None, 30),
        (Circle.KEEP, None, 90),
        (Circle.LIGHT, None, 180),
        (Circle.REST, None, None),
        (Circle.REST, 14, None),
        (Circle.KEEP, 45, 45),
        (None, 45, 45),
        (None, None, None),
    ],
)
def test_the_circle_sets_the_cadence_and_rest_mutes_it(
    circle: Circle | None, own: int | None, days: int | None
) -> None:
    assert cadence_days(circle, own) == days


def test_never_contacted_is_due_from_the_day_it_was_set() -> None:
    assert cadence_due(SET, None, 30) == SET


def test_any_conversation_restarts_the_count() -> None:
    assert cadence_due(SET, date(2026, 11, 13), 30) == date(2026, 12, 13)
    assert cadence_due(SET, date(2026, 10, 20), 30) == date(2026, 11, 19)


def test_nobody_is_late_for_a_time_before_the_cadence() -> None:
    assert cadence_due(SET, date(2020, 1, 1), 30) == SET


def test_ticking_it_off_without_a_conversation_waits_another_round() -> None:
    assert cadence_due(SET, None, 30, decided_on=date(2026, 11, 24)) == date(2026, 12, 24)
    assert cadence_due(SET, date(2026, 11, 28), 30, decided_on=date(2026, 11, 24)) == date(2026, 12, 28)
