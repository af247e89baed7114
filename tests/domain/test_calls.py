"""Which reminders are about talking to somebody."""

import pytest

from relmgr.domain.calls import is_about_a_call


@pytest.mark.parametrize(
    "title",
    [
        "Ring Ben about the timetable",
        "call her on Thursday at 14:00",
        "RING BACK",
        "Video call: Misaki",
        "Catch up!",
    ],
)
def test_these_are(title: str) -> None:
    assert is_about_a_call(title)


@pytest.mark.parametrize(
    "title", ["Send the plan", "Recall the van", "Buy rings", "Earrings for Ivy", "", "Callum’s birthday"]
)
def test_these_are_not(title: str) -> None:
    assert not is_about_a_call(title)
