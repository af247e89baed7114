"""The form of an expectation: hoped and agreed at one look, every step of its status kept with a note."""

from datetime import date
from unittest.mock import MagicMock

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from relmgr.domain.ids import PersonId
from relmgr.domain.kinds import Direction, ExpectationKind, Scope, Status, Step
from relmgr.services import expectations
from relmgr.services.expectations import ScopeItemInput
from tests.builders import TODAY, Make
from tests.ui.dialogs.conftest import Host
from ui.context import Context
from ui.dialogs.expectation import open_expectation, open_known_expectation


@pytest.fixture
def megan(make: Make) -> PersonId:
    return make.person("Megan Jacobs")


def test_a_new_one_with_its_scope_and_the_gap(
    context: Context, host: Host, navigator: MagicMock, megan: PersonId
) -> None:
    dialog = open_expectation(context, navigator, host, megan, Direction.OF_THEM)
    assert dialog.statement.edit.hasFocus()
    assert dialog.statement.edit.placeholderText() == "I hope that …"
    QTest.keyClicks(dialog.statement.edit, "Invoices paid within 14 days")
    for text, scope in (("Two depots", 0), ("All five", 2), ("On Sundays", 1)):
        dialog.scope.lines.add_button.click()
        line = dialog.scope.lines.lines()[-1]
        assert line.text.hasFocus()
        QTest.keyClicks(line.text, text)
        line.scope.choose(scope)
    assert dialog.scope.words.text() == "1 of 3 agreed"
    assert dialog.scope.bar.accessibleName() == "1 of 3 agreed"
    dialog.due_on.set_value(date(2026, 12, 4))
    dialog.worst.set_text("A month late")
    dialog.worst_told.click()
    QTest.keyClick(dialog.worst.edit, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    (found,) = expectations.of(context.store, megan)
    assert found.input.direction is Direction.OF_THEM
    assert found.input.items == (
        ScopeItemInput(text="Two depots", scope=Scope.WILL_DO),
        ScopeItemInput(text="All five", scope=Scope.NOT_SAID),
        ScopeItemInput(text="On Sundays", scope=Scope.WONT),
    )
    assert (found.status, found.input.due_on) == (Status.UNSPOKEN, date(2026, 12, 4))
    assert (found.input.worst_case, found.input.worst_case_told) == ("A month late", True)


def test_the_quick_form_of_a_promise_is_born_agreed(
    context: Context, host: Host, navigator: MagicMock, megan: PersonId
) -> None:
    dialog = open_expectation(context, navigator, host, megan, kind=ExpectationKind.PROMISE)
    assert dialog.statement.edit.placeholderText() == "I promised …"
    dialog.direction.choose(1)
    assert dialog.statement.edit.placeholderText() == "Megan promised …"
    dialog.statement.set_text("The carrier list")
    dialog.save_button.click()
    (found,) = expectations.of(context.store, megan)
    assert (found.status, found.input.agreed_on) == (Status.AGREED, TODAY)


@pytest.mark.parametrize(
    ("field", "sentence"),
    [("statement", "Say what is expected"), ("due_until", "The range ends"), ("lead_days", "Days ahead go")],
)
def test_errors_stand_under_their_fields(  # noqa: PLR0917
    context: Context, host: Host, navigator: MagicMock, megan: PersonId, field: str, sentence: str
) -> None:
    dialog = open_expectation(context, navigator, host, megan)
    if field != "statement":
        dialog.statement.set_text("A plan")
    if field == "due_until":
        dialog.due_until.set_value(TODAY)
    if field == "lead_days":
        dialog.lead.setText("900")
    dialog.save_button.click()
    assert dialog.row(field).error().startswith(sentence)
    assert expectations.of(context.store, megan) == ()


def test_status_changes_with_a_note_and_shows_its_history(
    context: Context, host: Host, navigator: MagicMock, make: Make, megan: PersonId
) -> None:
    known = make.expectation(megan, "A rollout plan", items=(ScopeItemInput(text="Two depots"),))
    dialog = open_known_expectation(context, navigator, host, known)
    assert not dialog.is_changed()
    assert not dialog.status_note.isVisibleTo(dialog)
    dialog.status.choose(Status.AT_RISK)
    assert dialog.status_note.isVisibleTo(dialog)
    dialog.status_note.set_text("The printer is broken")
    dialog.risk.set_text("No printer until Friday")
    dialog.told.click()
    dialog.save_button.click()
    found = expectations.get(context.store, known)
    assert (found.status, found.told_on) == (Status.AT_RISK, TODAY)
    assert found.input.risk_reason == "No printer until Friday"
    assert [(step.step, step.to_status, step.note) for step in found.history] == [
        (Step.STATUS, Status.UNSPOKEN, ""),
        (Step.TOLD, Status.UNSPOKEN, ""),
        (Step.STATUS, Status.AT_RISK, "The printer is broken"),
    ]
    again = open_known_expectation(context, navigator, host, known)
    lines = [label.text() for label in again.history.findChildren(QLabel)]
    assert lines == [
        "Tue 24 Nov  Megan hopes for it, unsaid.",
        "Tue 24 Nov  You told Megan that it may slip.",
        "Tue 24 Nov  It may slip.  The printer is broken",
    ]
    assert not again.told.isEnabled()
    again.reject()
    assert context.store.undo() == "Edit expectation"
    assert expectations.get(context.store, known).status is Status.UNSPOKEN


def test_agreeing_keeps_the_day_that_was_typed(
    context: Context, host: Host, navigator: MagicMock, make: Make, megan: PersonId
) -> None:
    known = make.expectation(megan, "A rollout plan")
    dialog = open_known_expectation(context, navigator, host, known)
    dialog.agreed_on.set_value(date(2026, 11, 20))
    dialog.agreed_how.set_text("by phone")
    dialog.status.choose(Status.AGREED)
    dialog.save_button.click()
    found = expectations.get(context.store, known)
    assert (found.input.agreed_on, found.input.agreed_how) == (date(2026, 11, 20), "by phone")


def test_what_is_closed_can_only_be_agreed_anew(
    context: Context, host: Host, navigator: MagicMock, make: Make, megan: PersonId
) -> None:
    known = make.expectation(megan, "A rollout plan", status=Status.MET)
    dialog = open_known_expectation(context, navigator, host, known)
    words = [dialog.status.itemText(row) for row in range(dialog.status.count())]
    assert words == ["Agreed", "Met"]


def test_deleting_takes_it_out_and_undo_brings_it_back(
    context: Context, host: Host, navigator: MagicMock, make: Make, megan: PersonId
) -> None:
    known = make.expectation(megan, "A rollout plan")
    dialog = open_known_expectation(context, navigator, host, known)
    next(one for one in dialog.findChildren(type(dialog.save_button)) if one.text() == "Delete").click()
    assert expectations.of(context.store, megan) == ()
    context.store.undo()
    assert len(expectations.of(context.store, megan)) == 1
