"""Random programs of steps: the history only grows, every step is one the rules allow, and undo takes all back (E2, S4)."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from relmgr.domain.expectation_story import Subject, story
from relmgr.domain.expectations import Column, can_become, can_move, column_of, shown_status, status_in
from relmgr.domain.ids import ExpectationId
from relmgr.domain.kinds import Scope, Status, Step
from relmgr.errors import InputError
from relmgr.services import expectations
from relmgr.services.expectations import Agreement, ExpectationDetails, ScopeItemInput, board
from relmgr.store import Store
from tests.builders import NOW, TODAY, Make

DAY = timedelta(days=1)
SCOPES = st.lists(
    st.builds(ScopeItemInput, text=st.sampled_from("ABC"), scope=st.sampled_from(Scope)), max_size=3
)
DAYS = st.none() | st.integers(-20, 60).map(lambda days: TODAY + days * DAY)
STEPS = st.one_of(
    st.tuples(st.just("status"), st.sampled_from(Status)),
    st.tuples(st.just("agree"), st.tuples(SCOPES, DAYS)),
    st.tuples(st.just("told"), st.none()),
    st.tuples(st.just("answer"), st.none()),
    st.tuples(st.just("edit"), st.tuples(st.sampled_from(["One", "Two"]), SCOPES, DAYS)),
)


def take(store: Store, plan: ExpectationId, step: tuple[str, Any], number: int) -> None:
    """One step, `number` days after today."""
    name, what = step
    now, today = NOW + number * DAY, TODAY + number * DAY
    if name == "status":
        expectations.move(store, plan, what, f"note {number}", now, today)
    elif name == "agree":
        items, due = what
        expectations.agree(store, plan, Agreement(items=tuple(items), due_on=due), now, today)
    elif name == "told":
        expectations.told(store, plan, now, today)
    elif name == "answer":
        expectations.answer(store, plan, now, today)
    else:
        statement, items, due = what
        known = expectations.get(store, plan).input
        changed = replace(known, statement=statement, items=tuple(items), due_on=due, due_until=None)
        expectations.edit(store, plan, changed, now, today)


def check(before: ExpectationDetails, after: ExpectationDetails) -> None:
    """What was noted stays, in its order; what was added is allowed and dated."""
    kept = after.history[: len(before.history)]
    assert kept == before.history
    for step in after.history[len(before.history) :]:
        if step.step is Step.STATUS:
            assert step.from_status is not None
            assert can_become(step.from_status, step.to_status) or step.from_status is step.to_status
        else:
            assert step.from_status is step.to_status
    assert (after.closed_on is not None) == after.status.is_closed
    lines = story(
        [step.told for step in after.history],
        Subject(kind=after.input.kind, direction=after.input.direction, name="Megan"),
        TODAY,
    )
    assert len(lines) == len(after.history)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(STEPS, min_size=1, max_size=8))
def test_random_programs_keep_their_history_and_undo_takes_all_back(
    store: Store, make: Make, steps: list[tuple[str, Any]]
) -> None:
    plan = make.promise(make.person(), "One", due_on=5)
    states = [expectations.get(store, plan)]
    for number, step in enumerate(steps):
        try:
            take(store, plan, step, number)
        except InputError:
            assert expectations.get(store, plan) == states[-1]
            continue
        found = expectations.get(store, plan)
        check(states[-1], found)
        states.append(found)
    last = states[-1]
    undone = 0
    while expectations.get(store, plan) != states[0]:
        store.undo()
        undone += 1
        assert undone <= len(steps)
    for _again in range(undone):
        store.redo()
    assert expectations.get(store, plan) == last


@pytest.mark.parametrize("status", Status)
@pytest.mark.parametrize("to", Column)
def test_every_move_of_the_board_leads_to_a_step_the_rules_allow(status: Status, to: Column) -> None:
    step = status_in(status, to)
    if can_move(status, to) and step is not None:
        assert step is status or can_become(status, step)
    if to is Column.CLOSED and not status.is_closed:
        assert all(can_become(status, end) for end in Status if end.is_closed)
    if to is Column.AGREED and status is not Status.AGREED:
        assert can_become(status, Status.AGREED)


@pytest.mark.parametrize("before", Status)
@pytest.mark.parametrize("after", Status)
def test_the_service_takes_exactly_the_steps_the_rules_allow(
    store: Store, make: Make, before: Status, after: Status
) -> None:
    plan = make.expectation(make.person(), status=before)
    if before is after or can_become(before, after):
        expectations.set_status(store, plan, after, "", NOW, TODAY)
        assert expectations.get(store, plan).status is after
    else:
        with pytest.raises(InputError):
            expectations.set_status(store, plan, after, "", NOW, TODAY)
        assert expectations.get(store, plan).status is before
    (card,) = board.cards(store, [plan], TODAY)
    found = expectations.get(store, plan)
    assert card.column is column_of(shown_status(found.terms, TODAY))
