"""A promise made in a call on Friday slips, is told, is renegotiated and met; its history reads like a story."""

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from relmgr.domain.expectations import Column
from relmgr.domain.ids import ExpectationId, PersonId
from relmgr.domain.kinds import Status
from relmgr.services import expectations, today
from relmgr.services.card import card
from tests.builders import Make
from tests.journeys.conftest import OnDay
from tests.ui.surfaces import settle
from ui.context import Place
from ui.dialogs.conversation import ConversationDialog
from ui.dialogs.expectation import AgreeDialog, CloseDialog, ExpectationDialog, ToldFirst
from ui.main_window import Shell
from ui.pages.expectations import ExpectationsPage
from ui.pages.expectations.column import CardsView
from ui.widgets.menu import Menu


def board_of(shell: Shell) -> ExpectationsPage:
    shell.go(Place(page="expectations"))
    settle()
    page = shell.page("expectations")
    assert isinstance(page, ExpectationsPage)
    return page


def on_card(page: ExpectationsPage, column: Column) -> CardsView:
    """The keyboard on the one card of a column."""
    view = page.columns[column].view
    view.setFocus()
    view.put_current(0)
    return view


def move_by_keyboard(page: ExpectationsPage, view: CardsView, to: str) -> None:
    QTest.keyClick(view, Qt.Key.Key_M)
    settle()
    next(row for row in page.findChildren(Menu)[-1].rows() if row.text() == to).click()
    settle()


def made_in_a_call(shell: Shell, megan: PersonId) -> ExpectationId:
    """Friday: a sentence about the call, in which the promise is understood."""
    shell.log_conversation(megan, "Rang Megan. I promised the revised plan by Wednesday.")
    settle()
    dialog = shell.dialogs[-1]
    assert isinstance(dialog, ConversationDialog)
    dialog.press_primary()
    settle()
    (promise,) = expectations.of(shell.context.store, megan)
    return promise.id


def test_a_promise_slips_is_told_is_renegotiated_and_met(make: Make, on_day: OnDay) -> None:
    megan = make.person("Megan Jacobs")
    friday, weekend, monday, done = (
        date(2026, 11, 20),
        date(2026, 11, 28),
        date(2026, 11, 30),
        date(2026, 12, 3),
    )
    shell = on_day(friday)
    store = shell.context.store
    promise = made_in_a_call(shell, megan)
    view = card(store, megan, shell.context.now(), shell.context.zone())
    assert view.last_time is not None
    assert any(thread.expectation_id == promise for thread in view.last_time.threads)
    assert board_of(shell).columns[Column.AGREED].model.ids == (promise,)
    shell.end()

    shell = on_day(weekend)
    (row,) = today.today(store, shell.context.now(), shell.context.zone()).at_risk
    assert row.why.startswith("Has Megan been told?")
    page = board_of(shell)
    QTest.keyClick(on_card(page, Column.AT_RISK), Qt.Key.Key_Return)
    settle()
    first = shell.dialogs[-1]
    assert isinstance(first, ToldFirst)
    first.press_primary()
    settle()
    form = shell.dialogs[-1]
    assert isinstance(form, ExpectationDialog)
    form.reject()
    shell.end()

    shell = on_day(monday)
    page = board_of(shell)
    move_by_keyboard(page, on_card(page, Column.AT_RISK), "Agreed")
    agree = shell.dialogs[-1]
    assert isinstance(agree, AgreeDialog)
    agree.due_on.set_value(date(2026, 12, 4))
    agree.note_text.set_text("Megan prefers it whole.")
    agree.press_primary()
    settle()
    assert page.columns[Column.AGREED].model.ids == (promise,)
    assert expectations.get(store, promise).terms.deadline == date(2026, 12, 4)
    shell.end()

    shell = on_day(done)
    page = board_of(shell)
    move_by_keyboard(page, on_card(page, Column.AT_RISK), "Closed")
    close = shell.dialogs[-1]
    assert isinstance(close, CloseDialog)
    close.press_primary()
    settle()
    assert expectations.get(store, promise).status is Status.MET
    assert today.today(store, shell.context.now(), shell.context.zone()).at_risk == ()
    QTest.keyClick(on_card(page, Column.CLOSED), Qt.Key.Key_Return)
    settle()
    form = shell.dialogs[-1]
    assert isinstance(form, ExpectationDialog)
    assert [label.text() for label in form.history.findChildren(QLabel)] == [
        "Fri 20 Nov  You promised Megan, for Wed 25 Nov.",
        "Sat 28 Nov  You told Megan that it may slip.",
        "Mon 30 Nov  Agreed anew, for Fri 4 Dec instead of Wed 25 Nov.  Megan prefers it whole.",
        "Thu 3 Dec  Met, 1 day early.",
    ]
    form.reject()
    shell.end()
