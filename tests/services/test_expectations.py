"""Expectations: born, edited and stepped through their history, which is never overwritten (E1, E2)."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from relmgr.domain.expectations import shown_status
from relmgr.domain.ids import ExpectationId, PersonId
from relmgr.domain.kinds import Direction, ExpectationKind, Scope, Status
from relmgr.errors import InputError, NotFoundError
from relmgr.services import expectations
from relmgr.services.expectations import ExpectationInput, ScopeItemInput
from relmgr.store import Store
from tests.builders import NOW, TODAY, Make

DAY = timedelta(days=1)


def whole(who: PersonId) -> ExpectationInput:
    return ExpectationInput(
        person_id=who,
        direction=Direction.OF_THEM,
        kind=ExpectationKind.EXPECTATION,
        statement="One person who decides, not three",
        items=(
            ScopeItemInput(text="Megan and finance sign", scope=Scope.WILL_DO),
            ScopeItemInput(text="Megan decides alone"),
        ),
        due_on=date(2026, 12, 1),
        due_until=date(2026, 12, 5),
        due_words="Before peak season, 1 Dec",
        lead_days=7,
        best_case="One call a week.",
        worst_case="Three calls a week.",
        worst_case_told=True,
        agreed_how="by phone",
        agreed_with="Megan",
        status=Status.SAID,
    )


def test_what_was_typed_comes_back(store: Store, make: Make) -> None:
    given = whole(make.person())
    found = expectations.get(store, expectations.add(store, given, NOW, TODAY))
    assert found.input == given
    assert (found.opened_on, found.closed_on, found.told_on) == (TODAY, None, None)
    assert [(step.from_status, step.to_status) for step in found.history] == [(None, Status.SAID)]


@pytest.mark.parametrize(
    ("kind", "born"),
    [
        (ExpectationKind.EXPECTATION, Status.UNSPOKEN),
        (ExpectationKind.REQUEST, Status.SAID),
        (ExpectationKind.PROMISE, Status.AGREED),
    ],
)
def test_how_each_kind_is_born(store: Store, make: Make, kind: ExpectationKind, born: Status) -> None:
    found = expectations.get(store, make.expectation(make.person(), kind=kind))
    assert found.status is born
    assert found.input.agreed_on == (TODAY if born is Status.AGREED else None)


def test_every_step_is_kept_with_its_day_and_note(store: Store, make: Make) -> None:
    plan = make.expectation(make.person())
    steps = [
        (Status.SAID, "By mail"),
        (Status.AGREED, ""),
        (Status.AT_RISK, "The data is late."),
        (Status.MISSED, ""),
        (Status.AGREED, "New date"),
        (Status.EXCEEDED, "A week early"),
    ]
    for number, (status, note) in enumerate(steps):
        expectations.set_status(store, plan, status, note, NOW, TODAY + number * DAY)
    found = expectations.get(store, plan)
    assert [(step.to_status, step.note) for step in found.history[1:]] == steps
    assert [step.from_status for step in found.history] == [None, Status.UNSPOKEN] + [
        s for s, _n in steps[:-1]
    ]
    assert (found.status, found.closed_on) == (Status.EXCEEDED, TODAY + 5 * DAY)
    assert found.input.risk_reason == ""
    assert found.input.agreed_on == TODAY + 4 * DAY


def test_a_note_beside_at_risk_is_its_reason(store: Store, make: Make) -> None:
    plan = make.promise(make.person())
    expectations.set_status(store, plan, Status.AT_RISK, "Ben cancelled.", NOW, TODAY)
    assert expectations.get(store, plan).input.risk_reason == "Ben cancelled."


def test_the_same_status_again_is_no_step(store: Store, make: Make) -> None:
    plan = make.promise(make.person())
    expectations.set_status(store, plan, Status.AGREED, "", NOW, TODAY)
    assert len(expectations.get(store, plan).history) == 1
    assert store.undo_label == "Add promise"


def test_what_is_closed_is_first_agreed_anew(store: Store, make: Make) -> None:
    plan = make.promise(make.person())
    expectations.set_status(store, plan, Status.MET, "", NOW, TODAY)
    with pytest.raises(InputError):
        expectations.set_status(store, plan, Status.AT_RISK, "", NOW, TODAY)
    expectations.set_status(store, plan, Status.AGREED, "Again", NOW, TODAY)
    assert expectations.get(store, plan).closed_on is None


def test_an_edit_changes_the_scope_and_notes_a_step(store: Store, make: Make) -> None:
    plan = expectations.add(store, whole(make.person()), NOW, TODAY)
    given = expectations.get(store, plan).input
    changed = replace(
        given,
        items=(
            ScopeItemInput(text="Megan decides alone", scope=Scope.WILL_DO),
            ScopeItemInput(text=" "),
            ScopeItemInput(text="By 17:00", scope=Scope.WONT),
            ScopeItemInput(text="In writing"),
        ),
        status=Status.AGREED,
    )
    expectations.edit(store, plan, changed, NOW, TODAY)
    found = expectations.get(store, plan)
    assert [item.text for item in found.input.items] == ["Megan decides alone", "By 17:00", "In writing"]
    assert found.history[-1].to_status is Status.AGREED
    expectations.edit(store, plan, replace(found.input, items=()), NOW, TODAY)
    assert expectations.get(store, plan).input.items == ()
    store.undo()
    store.undo()
    assert expectations.get(store, plan).input == given


def test_told_is_noted_and_forgotten_when_agreed_anew(store: Store, make: Make) -> None:
    plan = make.promise(make.person())
    expectations.told(store, plan, NOW, TODAY)
    assert expectations.get(store, plan).told_on == TODAY
    expectations.set_status(store, plan, Status.AT_RISK, "", NOW, TODAY)
    expectations.set_status(store, plan, Status.AGREED, "", NOW, TODAY)
    assert expectations.get(store, plan).told_on is None


def test_removed_it_takes_scope_and_history_along_and_undo_brings_all_back(store: Store, make: Make) -> None:
    plan = expectations.add(store, whole(make.person()), NOW, TODAY)
    before = expectations.get(store, plan)
    expectations.remove(store, plan)
    with pytest.raises(NotFoundError):
        expectations.get(store, plan)
    store.undo()
    assert expectations.get(store, plan) == before


def test_what_belongs_to_a_person_the_newest_first(store: Store, make: Make) -> None:
    megan = make.person()
    first, second = make.promise(megan, "One"), make.promise(megan, "Two")
    make.promise(make.person("Tom Baker"), "Three")
    assert [found.id for found in expectations.of(store, megan)] == [second, first]


def test_what_to_show_follows_from_the_day(store: Store, make: Make) -> None:
    found = expectations.get(store, make.promise(make.person(), due_on=5))
    assert shown_status(found.terms, TODAY) is Status.AGREED
    assert shown_status(found.terms, TODAY + 2 * DAY) is Status.AT_RISK


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"statement": " "}, "statement"),
        ({"lead_days": -1}, "lead_days"),
        ({"lead_days": 367}, "lead_days"),
        ({"due_until": date(2026, 11, 30)}, "due_until"),
        ({"due_on": None}, "due_until"),
    ],
)
def test_a_form_that_cannot_be_kept_names_its_field(
    store: Store, make: Make, changes: dict[str, object], field: str
) -> None:
    given = replace(whole(make.person()), **changes)  # type: ignore[arg-type]
    with pytest.raises(InputError) as caught:
        expectations.add(store, given, NOW, TODAY)
    assert caught.value.field == field


def test_nobody_expects_nothing(store: Store) -> None:
    with pytest.raises(NotFoundError):
        expectations.add(store, whole(PersonId(99)), NOW, TODAY)
    with pytest.raises(NotFoundError):
        expectations.set_status(store, ExpectationId(99), Status.MET, "", NOW, TODAY)
