"""What all forms share: saving, errors under fields, and typed text that is never dropped unasked."""

import gc
import weakref
from unittest.mock import MagicMock

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from relmgr.domain.ids import PersonId
from relmgr.domain.kinds import Side
from relmgr.errors import DiskError
from relmgr.services import facts, people
from tests.builders import TODAY, Make
from tests.ui.dialogs.conftest import Host
from ui.context import Context
from ui.dialogs.fact import FactDialog, open_fact
from ui.dialogs.form import PersonField


@pytest.fixture
def megan(make: Make) -> PersonId:
    return make.person("Megan Jacobs")


@pytest.fixture
def dialog(context: Context, host: Host, navigator: MagicMock, megan: PersonId) -> FactDialog:
    return open_fact(context, navigator, host, megan)


def test_ctrl_return_saves_what_was_typed(
    qtbot: QtBot, dialog: FactDialog, context: Context, megan: PersonId
) -> None:
    QTest.keyClicks(dialog.text, "Flat white, oat")
    dialog.side.choose(Side.WORK)
    with qtbot.waitSignal(dialog.accepted):
        QTest.keyClick(dialog.text, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    (fact,) = facts.of(context.store, megan)
    assert (fact.input.text, fact.input.side, fact.input.heard_on) == ("Flat white, oat", Side.WORK, TODAY)
    assert context.store.undo() == "Add fact"
    assert facts.of(context.store, megan) == ()


def test_an_error_stands_under_its_field_and_the_dialog_stays(dialog: FactDialog) -> None:
    dialog.heading.set_text("Coffee")
    dialog.save_button.click()
    assert dialog.row("text").error() == "There is nothing written yet."
    assert dialog.isVisible()
    assert dialog.heading.text() == "Coffee"
    assert dialog.text.hasFocus()
    dialog.text.set_text("Flat white")
    dialog.save_button.click()
    assert not dialog.isVisible()


def test_a_full_disk_is_said_and_the_text_stays(dialog: FactDialog, monkeypatch: pytest.MonkeyPatch) -> None:
    sentence = "The disk is full. Your data is unharmed. Free 2 MB and save again."

    def refuse(*_anything: object) -> None:
        raise DiskError(sentence)

    dialog.text.set_text("Flat white")
    with monkeypatch.context() as patched:
        patched.setattr(facts, "add", refuse)
        dialog.save_button.click()
    assert dialog.problem.label.text() == sentence
    assert dialog.problem.isVisible()
    assert dialog.text.text() == "Flat white"
    dialog.save_button.click()
    assert not dialog.isVisible()


def test_escape_closes_an_untouched_form_at_once(dialog: FactDialog) -> None:
    QTest.keyClick(dialog.text, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_escape_asks_before_dropping_what_was_typed(dialog: FactDialog) -> None:
    QTest.keyClicks(dialog.text, "Flat white")
    QTest.keyClick(dialog.text, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    assert dialog.keep_button.hasFocus()
    assert not dialog.save_button.isVisible()
    QTest.keyClick(dialog.keep_button, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert dialog.isVisible(), "the keys of Save save nothing while the question stands"
    QTest.keyClick(dialog.keep_button, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    assert dialog.save_button.isVisible()
    assert dialog.text.text() == "Flat white"


def test_discard_drops_it(dialog: FactDialog, context: Context, megan: PersonId) -> None:
    QTest.keyClicks(dialog.text, "Flat white")
    dialog.cancel_button.click()
    dialog.discard_button.click()
    assert not dialog.isVisible()
    assert facts.of(context.store, megan) == ()


def test_locking_closes_a_form_without_a_question(dialog: FactDialog) -> None:
    QTest.keyClicks(dialog.text, "Flat white")
    dialog.reject()
    assert not dialog.isVisible()


def test_the_focus_goes_back_and_the_dialog_is_freed(
    context: Context, host: Host, navigator: MagicMock, megan: PersonId
) -> None:
    before = QLineEdit(host.window)
    before.show()
    before.setFocus()
    opened = open_fact(context, navigator, host, megan)
    assert opened.text.hasFocus()
    opened.dismiss()
    assert before.hasFocus()
    gone = weakref.ref(opened)
    del opened
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    QApplication.processEvents()
    gc.collect()
    assert gone() is None


def test_markup_is_shown_literally(context: Context, host: Host, navigator: MagicMock, make: Make) -> None:
    hostile = '<img src="file:///etc/hostname"><b>x</b>'
    person = make.person(given=hostile, family="")
    opened = open_fact(context, navigator, host, person)
    assert hostile in opened.title.text()
    assert opened.title.textFormat() is Qt.TextFormat.PlainText
    opened.text.set_text(hostile)
    assert opened.text.toPlainText() == hostile
    opened.reject()


def test_editing_and_deleting_a_fact(
    context: Context, host: Host, navigator: MagicMock, megan: PersonId
) -> None:
    given = facts.FactInput(side=Side.INTERESTS, label="Coffee", text="Flat white")
    fact_id = facts.add(context.store, megan, given)
    opened = open_fact(context, navigator, host, megan, fact_id)
    assert (opened.heading.text(), opened.text.text()) == ("Coffee", "Flat white")
    opened.text.set_text("Espresso")
    opened.save_button.click()
    assert facts.get(context.store, fact_id).input.text == "Espresso"
    again = open_fact(context, navigator, host, megan, fact_id)
    remove = next(
        button for button in again.findChildren(type(again.save_button)) if button.text() == "Delete"
    )
    remove.click()
    assert facts.of(context.store, megan) == ()
    context.store.undo()
    assert facts.get(context.store, fact_id).input.text == "Espresso"


def test_a_person_is_offered_while_the_name_is_typed(
    qtbot: QtBot, context: Context, make: Make, megan: PersonId
) -> None:
    make.person("Megan Fox", company="Film Ltd")
    field = PersonField(context.store, TODAY)
    qtbot.addWidget(field)
    field.show()
    QTest.keyClicks(field.edit, "meg")
    assert set(field.offered()) == {"Megan Jacobs", "Megan Fox · Film Ltd"}
    assert field.person() is None
    QTest.keyClicks(field.edit, "an Jacobs")
    assert field.person() == megan
    QTest.keyClicks(field.edit, "x")
    assert field.person() is None
    assert people.details(context.store, megan).name == "Megan Jacobs"
