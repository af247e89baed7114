"""The Expectations page: opened, dragged, moved by keyboard, sorted and narrowed; nothing moves without being asked."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import QAccessible, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from sqlalchemy import insert

from relmgr.domain.expectations import Column
from relmgr.domain.ids import ExpectationId
from relmgr.domain.kinds import Direction, ExpectationKind, Scope, Status, Step
from relmgr.services import expectations
from relmgr.services.expectations import ScopeItemInput
from relmgr.services.expectations.board import SortBy
from relmgr.store import tables as t
from tests.builders import NOW, TODAY, Make
from tests.ui.surfaces import settle
from ui.context import Context, Place
from ui.dialogs.expectation import (
    AgreeDialog,
    CloseDialog,
    ExpectationDialog,
    QuickForm,
    RiskDialog,
    ToldFirst,
)
from ui.main_window import Shell
from ui.main_window.registry import DOORS, PAGES
from ui.models.expectations import BATCH, MIME
from ui.pages.expectations import ExpectationsPage
from ui.widgets.menu import Menu

OpenShell = Callable[..., Shell]
HOPES = (ScopeItemInput(text="Two depots"), ScopeItemInput(text="Notes"))


def page_of(shell: Shell) -> ExpectationsPage:
    shell.go(Place(page="expectations"))
    settle()
    page = shell.page("expectations")
    assert isinstance(page, ExpectationsPage)
    return page


def ids(page: ExpectationsPage, column: Column) -> tuple[ExpectationId, ...]:
    return page.columns[column].model.ids


def status_of(context: Context, id_: ExpectationId) -> Status:
    return expectations.get(context.store, id_).status


def menu_row(page: ExpectationsPage, words: str) -> None:
    menu = page.findChildren(Menu)[-1]
    next(row for row in menu.rows() if row.text() == words).click()
    settle()


def test_ctrl_3_opens_it_and_the_count_at_risk_is_beside_it(open_shell: OpenShell, make: Make) -> None:
    make.promise(make.person(), due_on=1)
    shell = open_shell(*PAGES, doors=DOORS)
    QTest.keyClick(shell, Qt.Key.Key_3, Qt.KeyboardModifier.ControlModifier)
    settle()
    assert shell.stack.currentWidget() is shell.page("expectations")
    row = next(button for button in shell.navigation.buttons() if button.objectName() == "nav_expectations")
    assert (row.count, row.isChecked()) == (1, True)
    assert row.accessibleName() == "Expectations, 1"


def test_an_empty_file_offers_the_first_and_it_is_written(
    open_shell: OpenShell, make: Make, context: Context
) -> None:
    make.person()
    shell = open_shell(*PAGES, doors=DOORS)
    page = page_of(shell)
    assert page.first.isVisible()
    assert not page.stack.isVisible()
    page.first.click()
    form = shell.dialogs[-1]
    assert isinstance(form, QuickForm)
    form.save_button.click()
    assert form.row("person_id").error() == "Choose who it is."
    QTest.keyClicks(form.person.edit, "Megan Jacobs")
    form.save_button.click()
    assert form.row("statement").error() == "Say what is expected, in a few words."
    form.statement.set_text("the revised plan")
    form.save_button.click()
    settle()
    (promise,) = ids(page, Column.AGREED)
    assert expectations.get(context.store, promise).input.kind is ExpectationKind.PROMISE
    assert page.stack.isVisible()


def test_the_quick_form_leads_to_the_whole_one_with_what_was_typed(open_shell: OpenShell, make: Make) -> None:
    make.person()
    shell = open_shell(*PAGES, doors=DOORS)
    page_of(shell).new.click()
    form = shell.dialogs[-1]
    assert isinstance(form, QuickForm)
    form.way.choose(2)
    QTest.keyClicks(form.person.edit, "Megan Jacobs")
    form.statement.set_text("A quote")
    form.more.click()
    settle()
    whole = shell.dialogs[-1]
    assert isinstance(whole, ExpectationDialog)
    assert whole.statement.text() == "A quote"
    assert whole.content().kind is ExpectationKind.REQUEST


def drop(page: ExpectationsPage, id_: ExpectationId, to: Column) -> None:
    """Let a card go over a column, as a drag from another one does."""
    data = QMimeData()
    data.setData(MIME, str(id_).encode())
    event = QDropEvent(
        QPointF(20, 20),
        Qt.DropAction.MoveAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    page.columns[to].view.dropEvent(event)
    settle()


def test_dragged_to_agreed_it_asks_for_the_agreed_scope(
    open_shell: OpenShell, make: Make, context: Context
) -> None:
    plan = make.expectation(make.person(), "A rollout plan", items=HOPES)
    shell = open_shell(*PAGES, doors=DOORS)
    page = page_of(shell)
    drop(page, plan, Column.AGREED)
    dialog = shell.dialogs[-1]
    assert isinstance(dialog, AgreeDialog)
    assert status_of(context, plan) is Status.UNSPOKEN
    dialog.scope.lines.lines()[0].scope.choose(0)
    dialog.note_text.set_text("By phone, on Tuesday")
    dialog.save_button.click()
    settle()
    found = expectations.get(context.store, plan)
    assert (found.status, found.input.agreed_on) == (Status.AGREED, TODAY)
    assert found.input.items[0].scope is Scope.WILL_DO
    assert (found.history[-1].agreed_words, found.history[-1].note) == ("Two depots", "By phone, on Tuesday")
    assert ids(page, Column.AGREED) == (plan,)
    shell.undo()
    settle()
    assert ids(page, Column.UNSPOKEN) == (plan,)
    assert expectations.get(context.store, plan).input.items == HOPES


def test_dragged_to_at_risk_it_asks_for_the_reason(
    open_shell: OpenShell, make: Make, context: Context
) -> None:
    plan = make.promise(make.person(), "the plan", due_on=30)
    shell = open_shell(*PAGES, doors=DOORS)
    page = page_of(shell)
    drop(page, plan, Column.AT_RISK)
    dialog = shell.dialogs[-1]
    assert isinstance(dialog, RiskDialog)
    dialog.save_button.click()
    assert dialog.row("reason").error() == "Say in a few words why it may slip."
    dialog.reason.set_text("The data is late.")
    dialog.told.click()
    dialog.save_button.click()
    settle()
    found = expectations.get(context.store, plan)
    assert (found.status, found.input.risk_reason, found.told_on) == (
        Status.AT_RISK,
        "The data is late.",
        TODAY,
    )
    assert [step.step for step in found.history] == [Step.STATUS, Step.TOLD, Step.STATUS]
    assert context.store.undo() == "Move to At risk"
    assert expectations.get(context.store, plan).told_on is None


def test_dragged_to_closed_it_asks_how_it_went(open_shell: OpenShell, make: Make, context: Context) -> None:
    plan = make.promise(make.person(), "the plan", due_on=7)
    shell = open_shell(*PAGES, doors=DOORS)
    page = page_of(shell)
    drop(page, plan, Column.CLOSED)
    dialog = shell.dialogs[-1]
    assert isinstance(dialog, CloseDialog)
    dialog.status.choose(1)
    dialog.save_button.click()
    settle()
    assert status_of(context, plan) is Status.EXCEEDED
    card = page.columns[Column.CLOSED].model.card(0)
    assert card is not None
    assert card.due_words == "A week early"


def test_what_slipped_asks_first_whether_they_were_told(
    open_shell: OpenShell, make: Make, context: Context
) -> None:
    plan = make.promise(make.person(), "the plan", due_on=-2)
    shell = open_shell(*PAGES, doors=DOORS)
    page = page_of(shell)
    drop(page, plan, Column.CLOSED)
    first = shell.dialogs[-1]
    assert isinstance(first, ToldFirst)
    assert first.title.text() == "Has Megan been told?"
    first.yes.click()
    settle()
    assert expectations.get(context.store, plan).told_on == TODAY
    then = shell.dialogs[-1]
    assert isinstance(then, CloseDialog)
    then.reject()
    settle()
    page.columns[Column.AT_RISK].view.opened.emit(int(plan))
    settle()
    assert isinstance(shell.dialogs[-1], ExpectationDialog)


def test_not_yet_leads_on_all_the_same(open_shell: OpenShell, make: Make, context: Context) -> None:
    plan = make.promise(make.person(), "the plan", due_on=-2)
    shell = open_shell(*PAGES, doors=DOORS)
    page = page_of(shell)
    page.columns[Column.AT_RISK].view.opened.emit(int(plan))
    settle()
    first = shell.dialogs[-1]
    assert isinstance(first, ToldFirst)
    first.not_yet.click()
    settle()
    assert isinstance(shell.dialogs[-1], ExpectationDialog)
    assert expectations.get(context.store, plan).told_on is None


def test_m_and_a_column_move_a_card_by_keyboard(open_shell: OpenShell, make: Make, context: Context) -> None:
    plan = make.expectation(make.person(), "A rollout plan", status=Status.AGREED)
    shell = open_shell(*PAGES, doors=DOORS)
    page = page_of(shell)
    view = page.columns[Column.AGREED].view
    assert QApplication.focusWidget() is view
    assert view.current() == plan
    QTest.keyClick(view, Qt.Key.Key_M)
    settle()
    menu = page.findChildren(Menu)[-1]
    assert [row.text() for row in menu.rows()] == ["Unspoken", "At risk", "Closed"]
    assert menu.rows()[0].hasFocus()
    QTest.keyClick(menu, Qt.Key.Key_Return)
    settle()
    assert status_of(context, plan) is Status.SAID
    assert expectations.get(context.store, plan).history[-1].from_status is Status.AGREED


def test_letters_turned_off_do_nothing(open_shell: OpenShell, make: Make, context: Context) -> None:
    make.expectation(make.person())
    shell = open_shell(*PAGES, doors=DOORS)
    page = page_of(shell)
    context.preferences.change(single_letter_keys=False)
    context.signals.settings_changed.emit()
    QTest.keyClick(page.columns[Column.UNSPOKEN].view, Qt.Key.Key_M)
    assert page.findChildren(Menu) == []


def test_the_arrows_go_through_the_columns(open_shell: OpenShell, make: Make) -> None:
    megan = make.person()
    make.expectation(megan, "One")
    make.expectation(megan, "Two")
    make.promise(megan, "Near", due_on=1)
    shell = open_shell(*PAGES, doors=DOORS)
    page = page_of(shell)
    unspoken, risky = page.columns[Column.UNSPOKEN].view, page.columns[Column.AT_RISK].view
    QTest.keyClick(unspoken, Qt.Key.Key_Down)
    assert unspoken.currentIndex().row() == 1
    QTest.keyClick(unspoken, Qt.Key.Key_Home)
    assert unspoken.currentIndex().row() == 0
    QTest.keyClick(unspoken, Qt.Key.Key_Right)
    assert QApplication.focusWidget() is risky
    QTest.keyClick(risky, Qt.Key.Key_Left)
    assert QApplication.focusWidget() is unspoken
    QTest.keyClick(unspoken, Qt.Key.Key_Return)
    settle()
    assert isinstance(shell.dialogs[-1], ExpectationDialog)


def test_what_is_closed_is_only_agreed_anew(open_shell: OpenShell, make: Make, context: Context) -> None:
    plan = make.promise(make.person(), "the plan")
    expectations.set_status(context.store, plan, Status.MET, "", NOW, TODAY)
    shell = open_shell(*PAGES, doors=DOORS)
    page = page_of(shell)
    heard: list[str] = []
    context.signals.problem.connect(heard.append)
    drop(page, plan, Column.UNSPOKEN)
    assert heard == ["This is closed. Agree it anew first."]
    view = page.columns[Column.CLOSED].view
    QTest.keyClick(view, Qt.Key.Key_M)
    settle()
    assert [row.text() for row in page.findChildren(Menu)[-1].rows()] == ["Agreed"]
    menu_row(page, "Agreed")
    dialog = shell.dialogs[-1]
    assert isinstance(dialog, AgreeDialog)
    dialog.save_button.click()
    settle()
    assert status_of(context, plan) is Status.AGREED


def test_the_menu_of_a_card_leads_to_the_person(open_shell: OpenShell, make: Make) -> None:
    plan = make.expectation(make.person())
    shell = open_shell(*PAGES, doors=DOORS)
    page = page_of(shell)
    page.columns[Column.UNSPOKEN].view.menu_asked.emit(int(plan), QPoint(300, 300))
    settle()
    menu_row(page, "Show Megan")
    assert shell.place is not None
    assert shell.place.page == "people"


def test_the_table_sorts_by_its_headings_and_opens_a_row(open_shell: OpenShell, make: Make) -> None:
    megan, tom = make.person(), make.person("Tom Baker")
    first = make.expectation(megan, "A plan", items=HOPES, due_on=10)
    second = make.expectation(tom, "Zebra crossings", due_on=5)
    shell = open_shell(*PAGES, doors=DOORS)
    page = page_of(shell)
    page.look.choose(1)
    settle()
    assert page.table.model.ids == (second, first)
    page.table.heads[SortBy.WHAT].click()
    assert page.table.model.ids == (first, second)
    page.table.heads[SortBy.WHAT].click()
    assert page.table.model.ids == (second, first)
    assert page.table.heads[SortBy.WHAT].accessibleName() == "What, sorted downwards"
    cells = [page.table.model.index(1, column).data() for column in range(6)]
    assert cells == ["Megan expects of me", "A plan", "", "Two depots, Notes", "Before Fri 4 Dec", "Unspoken"]
    page.table.view.setFocus()
    QTest.keyClick(page.table.view, Qt.Key.Key_Return)
    settle()
    assert isinstance(shell.dialogs[-1], ExpectationDialog)


def test_filters_narrow_and_are_wiped(open_shell: OpenShell, make: Make) -> None:
    plan = make.expectation(make.person(), "A plan")
    other = make.expectation(make.person("Tom Baker"), "Another")
    shell = open_shell(*PAGES, doors=DOORS)
    page = page_of(shell)
    QTest.keyClick(shell, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    settle()
    assert page.filters.person.hasFocus()
    QTest.keyClicks(page.filters.person, "tom")
    settle()
    assert ids(page, Column.UNSPOKEN) == (other,)
    page.filters.clear.click()
    settle()
    assert set(ids(page, Column.UNSPOKEN)) == {plan, other}
    page.direction.choose(2)
    settle()
    assert page.nothing.isVisible()
    assert not page.first.isVisible()


def test_thousands_are_taken_in_as_one_scrolls(open_shell: OpenShell, make: Make) -> None:
    megan = make.person()
    with make.store.change("Many") as session:
        for number in range(300):
            given = expectations.ExpectationInput(
                person_id=megan, direction=Direction.OF_ME, statement=f"{number}"
            )
            expectations.add_in(session, given, NOW, TODAY)
    shell = open_shell(*PAGES, doors=DOORS)
    page = page_of(shell)
    column = page.columns[Column.UNSPOKEN]
    assert column.model.rowCount() == BATCH
    assert column.view.accessibleName() == "Unspoken, 300"
    for _round in range(12):
        QTest.keyClick(column.view, Qt.Key.Key_End)
        settle()
    assert column.model.rowCount() == 300


def test_of_many_the_first_are_shown_and_the_others_follow_behind_the_paint(
    open_shell: OpenShell, make: Make, context: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    megan = make.person()
    with context.store.note() as session:
        rows = [
            {"uid": f"urn:x:{number}", "person_id": megan, "direction": Direction.OF_ME, "statement": f"{number}",
             "expectation_kind": ExpectationKind.EXPECTATION, "status": Status.UNSPOKEN, "opened_on": TODAY}
            for number in range(300)
        ]  # fmt: skip
        session.execute(insert(t.expectation), rows)
    shell = open_shell(*PAGES, doors=DOORS)
    page = page_of(shell)
    column = page.columns[Column.UNSPOKEN]
    started = []
    monkeypatch.setattr(QTimer, "start", lambda *_given: started.append(1))
    page.make_stale()
    assert started
    monkeypatch.undo()
    assert len(column.model.ids) < 300
    assert column.view.accessibleName() == "Unspoken, 300"  # no number that goes up while one looks
    column.view.put_current(5)
    page.direction.choose(1)
    settle()
    assert (len(column.model.ids), column.view.currentIndex().row()) == (300, 5)
    assert page.sentence.text() == "Nothing is at risk. 300 have never been said out loud."
    page.direction.choose(2)
    settle()
    assert (column.model.ids, page.nothing.isVisible()) == ((), True)


def test_a_card_says_everything_to_assistive_technology(open_shell: OpenShell, make: Make) -> None:
    make.expectation(make.person(), "A plan", items=HOPES, due_on=10)
    shell = open_shell(*PAGES, doors=DOORS)
    page = page_of(shell)
    view = page.columns[Column.UNSPOKEN].view
    face = QAccessible.queryAccessibleInterface(view)
    assert face.child(0).text(QAccessible.Text.Name) == (
        "Megan expects of me, A plan, 0 of 2 agreed, hoped: Two depots, Notes, Before Fri 4 Dec"
    )
