"""When advice is asked about, and what feedback still needs (G3, G4)."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relmgr.domain.giving import (
    FeedbackDays,
    FeedbackStage,
    FeedbackStep,
    advice_asks_on,
    feedback_asks,
    feedback_stage,
)

DAY = date(2026, 11, 3)


def later(days: int) -> date:
    return DAY + timedelta(days=days)


def test_advice_is_asked_about_in_a_month() -> None:
    assert advice_asks_on(DAY) == date(2026, 12, 3)


@pytest.mark.parametrize(
    ("days", "stage", "asks"),
    [
        ({}, FeedbackStage.OPEN, [(FeedbackStep.THANK, DAY), (FeedbackStep.DECIDE, later(7))]),
        ({"thanked_on": DAY}, FeedbackStage.OPEN, [(FeedbackStep.DECIDE, later(7))]),
        (
            {"thanked_on": DAY, "decided_on": later(2), "will_change": True},
            FeedbackStage.DECIDED,
            [(FeedbackStep.CHANGE, later(32))],
        ),
        (
            {"thanked_on": DAY, "decided_on": DAY, "will_change": True, "change_by": later(5)},
            FeedbackStage.DECIDED,
            [(FeedbackStep.CHANGE, later(5))],
        ),
        (
            {"thanked_on": DAY, "decided_on": later(2), "will_change": False},
            FeedbackStage.DECIDED,
            [(FeedbackStep.TELL, later(2))],
        ),
        (
            {"decided_on": DAY, "will_change": True, "changed_on": later(9)},
            FeedbackStage.CHANGED,
            [(FeedbackStep.THANK, DAY), (FeedbackStep.TELL, later(9))],
        ),
        ({"changed_on": later(1), "told_on": later(2)}, FeedbackStage.TOLD, []),
        ({"is_mine": True}, FeedbackStage.OPEN, []),
        ({"is_mine": True, "decided_on": DAY, "will_change": True}, FeedbackStage.DECIDED, []),
        (
            {"is_mine": True, "changed_on": later(4)},
            FeedbackStage.CHANGED,
            [(FeedbackStep.TELL, later(4))],
        ),
    ],
)
def test_what_feedback_asks_for(
    days: dict[str, object], stage: FeedbackStage, asks: list[tuple[FeedbackStep, date]]
) -> None:
    found = FeedbackDays(given_on=DAY, **days)  # type: ignore[arg-type]
    assert feedback_stage(found) is stage
    assert list(feedback_asks(found)) == asks


_day = st.none() | st.integers(0, 60).map(later)


@given(
    thanked=_day,
    decided=_day,
    will=st.none() | st.booleans(),
    by=_day,
    changed=_day,
    told=_day,
    mine=st.booleans(),
)
def test_one_step_of_mine_at_a_time_and_nothing_after_it_was_told(  # noqa: PLR0917
    thanked: date | None,
    decided: date | None,
    will: bool | None,
    by: date | None,
    changed: date | None,
    told: date | None,
    mine: bool,
) -> None:
    days = FeedbackDays(
        is_mine=mine,
        given_on=DAY,
        thanked_on=thanked,
        decided_on=decided,
        will_change=will,
        change_by=by,
        changed_on=changed,
        told_on=told,
    )
    steps = [step for step, day in feedback_asks(days) if day >= DAY]
    assert (
        len([step for step in steps if step is not FeedbackStep.THANK]) == (told is None and not mine) or mine
    )
    assert not (steps and told is not None)
    assert (FeedbackStep.THANK in steps) == (told is None and thanked is None and not mine)
