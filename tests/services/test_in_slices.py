"""Large changes are done some people at a step: how many, what a stop leaves, and that nothing depends on the steps."""

from operator import itemgetter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relmgr.domain.ids import PersonId
from relmgr.domain.kinds import Circle
from relmgr.services import circles, in_slices, labels, people
from relmgr.services.people import PersonInput
from relmgr.store import Changes, Store
from tests.builders import NOW


@pytest.fixture
def crowd(store: Store) -> tuple[PersonId, ...]:
    return tuple(people.add(store, PersonInput(given=f"Person {number}"), NOW) for number in range(25))


def test_a_step_changes_some_people_only(
    store: Store, crowd: tuple[PersonId, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(in_slices, "SLICE", 4)
    told: list[Changes] = []
    store.on_change(told.append)
    seen: list[int] = []
    for done, total in circles.choose_in_steps(store, crowd, Circle.KEEP, NOW):
        with store.read() as session:
            seen.append(
                session.exec_driver_sql("SELECT count(*) FROM person WHERE circle = 'keep'").scalar_one()
            )
        assert done <= total == 50
    assert seen[:8] == [4, 8, 12, 16, 20, 24, 25, 25]
    assert len(told) == 1, "one change, taken back with one undo"
    store.undo()
    assert {people.details(store, one).input.circle for one in crowd} == {None}


def test_stopping_leaves_nothing(
    store: Store, crowd: tuple[PersonId, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(in_slices, "SLICE", 4)
    before = store.undo_label
    steps = labels.put_on_in_steps(store, crowd, "choir")
    for _count in range(5):
        next(steps)
    steps.close()
    assert labels.all_labels(store) == ()
    assert store.undo_label == before
    labels.put_on(store, crowd, "choir")
    assert [(one.name, one.people) for one in labels.all_labels(store)] == [("choir", 25)]


@given(st.lists(st.tuples(st.integers(0, 5), st.integers())), st.booleans())
def test_sorted_a_step_at_a_time_it_is_the_same(found: list[tuple[int, int]], reverse: bool) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(in_slices, "RUN", 3)
        steps = in_slices.sorting(found, itemgetter(0), reverse=reverse)
        assert in_slices.finished(steps) == sorted(found, key=itemgetter(0), reverse=reverse)
