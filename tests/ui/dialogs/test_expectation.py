"""The form of an expectation: hoped and agreed at one look, every step of its status kept with a note."""

from datetime import date
from pathlib import Path
from unittest.mock import MagicMock

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from relmgr.domain.ids import PersonId
from relmgr.domain.kinds import Direction, ExpectationKind, Scope, Status, Step
from relmgr.services import expectations, goals
from relmgr.services.expectations import ScopeItemInput
from relmgr.transfer import agreement_text
from tests.builders import TODAY, Make
from tests.ui.dialogs.conftest import Host
from ui.context import Context
from ui.dialogs.expectation import open_expectation, open_known_expectation, open_sheet


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


def test_a_request_holds_what_it_is_really_about_and_when_it_was_answered(
    context: Context, host: Host, navigator: MagicMock, make: Make, megan: PersonId
) -> None:
    asked = make.expectation(megan, "A new price list", kind=ExpectationKind.REQUEST)
    dialog = open_known_expectation(context, navigator, host, asked)
    assert dialog.real.isVisibleTo(dialog)
    dialog.real.set_text("She needs a number for the board on Friday")
    dialog.answered_on.set_value(TODAY)
    dialog.save_button.click()
    found = expectations.get(context.store, asked)
    assert found.input.real_request == "She needs a number for the board on Friday"
    assert found.input.answered_on == TODAY
    assert [step.step for step in found.history[1:]] == [Step.UNDERSTOOD, Step.ANSWERED]
    dialog = open_known_expectation(context, navigator, host, asked)
    dialog.kind.choose(0)
    assert not dialog.real.isVisibleTo(dialog)
    dialog.reject()


def test_a_goal_of_theirs_is_linked_and_let_go(
    context: Context, host: Host, navigator: MagicMock, make: Make, megan: PersonId
) -> None:
    goal = goals.add(context.store, megan, goals.GoalInput(to_text="Two more depots"), TODAY)
    dialog = open_expectation(context, navigator, host, megan)
    dialog.statement.set_text("A rollout plan")
    dialog.goal.choose(goal)
    dialog.save_button.click()
    (kept,) = expectations.of(context.store, megan)
    assert kept.input.goals == (goal,)
    again = open_known_expectation(context, navigator, host, kept.id)
    assert again.goal.value() == goal
    again.goal.choose(None)
    again.save_button.click()
    assert expectations.get(context.store, kept.id).input.goals == ()
    context.store.undo()
    assert expectations.get(context.store, kept.id).input.goals == (goal,)
    goals.remove(context.store, goal)
    assert expectations.get(context.store, kept.id).input.goals == ()


def test_the_sheet_holds_what_was_agreed_and_nothing_that_is_mine_alone(  # noqa: PLR0917  (fixtures)
    context: Context, host: Host, navigator: MagicMock, make: Make, megan: PersonId, tmp_path: Path
) -> None:
    items = (
        ScopeItemInput(text="Two depots", scope=Scope.WILL_DO),
        ScopeItemInput(text="Weekends", scope=Scope.WONT),
        ScopeItemInput(text="Training <b>notes</b>"),
    )
    make.expectation(
        megan,
        "a rollout plan <img src=x>",
        items=items,
        status=Status.AT_RISK,
        risk_reason="Ben is slow.",
        due_on=3,
        worst_case="Three weeks late",
        agreed_how="by phone",
    )
    make.expectation(megan, "Never said", status=Status.UNSPOKEN)
    make.promise(megan, "sends the list", direction=Direction.OF_THEM)
    dialog = open_sheet(context, navigator, host, megan)
    text = agreement_text.text(dialog.sheet)
    assert "A rollout plan <img src=x>" in text
    assert "by Fri 27 Nov 2026" in " ".join(text.split())
    assert "– Two depots" in text
    assert "– Not part of it: Weekends" in text
    assert "Sends the list" in text
    for mine in ("Training", "Ben", "Never said", "Three weeks"):
        assert mine not in text
    assert "<img" not in agreement_text.html(dialog.sheet)
    told: list[str] = []
    context.signals.message.connect(told.append)
    dialog.ask_where = lambda _parent, suggested, _kinds: str(tmp_path / Path(suggested).name)
    dialog.save_page()
    dialog = open_sheet(context, navigator, host, megan)
    dialog.ask_where = lambda _parent, suggested, _kinds: str(tmp_path / Path(suggested).name)
    dialog.save_pdf()
    assert sorted(path.suffix for path in tmp_path.iterdir() if path.is_file()) == [".html", ".pdf"]
    assert (tmp_path / "What we agreed, Megan Jacobs.pdf").read_bytes().startswith(b"%PDF")
    dialog = open_sheet(context, navigator, host, megan)
    dialog.ask_where = lambda *_asked: ""
    dialog.save_pdf()
    dialog.copy_button.click()
    assert "What we agreed" in QGuiApplication.clipboard().text()
    assert told[-1] == "Copied. Paste it into a mail."


def test_a_sheet_without_agreements_says_so(
    context: Context, host: Host, navigator: MagicMock, megan: PersonId
) -> None:
    dialog = open_sheet(context, navigator, host, megan)
    assert dialog.sheet.is_empty
    assert not dialog.copy_button.isEnabled()
    dialog.reject()
