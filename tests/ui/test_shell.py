"""The shell of the open file: navigation, keys, the way back, panes, notices and dialogs."""

from collections.abc import Callable, Mapping
from typing import ClassVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from relmgr.domain.kinds import Kind
from relmgr.errors import DiskError
from relmgr.services import people
from tests.builders import Make
from tests.ui.conftest import Desk
from ui.actions import Command
from ui.context import Context, DialogHost, Navigator, Place
from ui.dialogs import replaying
from ui.dialogs.working import WorkingDialog
from ui.main_window import PageEntry, Shell
from ui.main_window.navigation import CountLook
from ui.main_window.registry import Doors
from ui.pages.page import Page
from ui.widgets.dialog import DialogFrame
from ui.widgets.text import TextLabel

OpenShell = Callable[..., Shell]


class Bench(Page):
    """A page that counts how often it read, with two fields as its panes."""

    watches: ClassVar[frozenset[Kind]] = frozenset({Kind.PERSON})

    def __init__(self, context: Context, navigator: Navigator, host: DialogHost) -> None:
        super().__init__(context, navigator, host)
        self.reads = 0
        self.edits = 0
        self.fault: DiskError | None = None
        self.places: list[Place] = []
        self.left, self.right = QLineEdit(), QLineEdit()
        column = QVBoxLayout(self)
        column.addWidget(self.left)
        column.addWidget(self.right)

    def reload(self) -> None:
        self.reads += 1
        if self.fault is not None:
            raise self.fault

    def go_to(self, place: Place) -> None:
        self.places.append(place)

    def panes(self) -> tuple[QWidget, ...]:
        return self.left, self.right

    def first_focus(self) -> QWidget:
        return self.left

    def commands(self) -> Mapping[Command, Callable[[], None]]:
        return {Command.EDIT: self._edit}

    def _edit(self) -> None:
        self.edits += 1


class Other(Bench):
    """Another page, without commands."""

    watches: ClassVar[frozenset[Kind]] = frozenset({Kind.REMINDER})

    def commands(self) -> Mapping[Command, Callable[[], None]]:
        return {}


PEOPLE = PageEntry(
    name="people",
    make=Bench,
    command=Command.PEOPLE,
    count=lambda context: people.count(context.store),
    is_empty=lambda context: people.count(context.store) == 0,
    counts=frozenset({Kind.PERSON}),
)
TODAY = PageEntry(name="today", make=Other, command=Command.TODAY, look=CountLook.FILLED)


def page(shell: Shell, name: str) -> Bench:
    """The page called `name`."""
    found = shell.page(name)
    assert isinstance(found, Bench)
    return found


def press(
    shell: Shell, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.ControlModifier
) -> None:
    """Press a key as the user does: at whatever has the focus."""
    QTest.keyClick(QApplication.focusWidget() or shell, key, modifiers)


def rows(shell: Shell) -> list[str]:
    """The words in the navigation, from the top."""
    return [button.text() for button in shell.navigation.buttons()]


def test_only_what_works_has_a_row(open_shell: OpenShell) -> None:
    assert rows(open_shell(PEOPLE)) == ["Search", "People"]


def test_quick_capture_has_a_row_once_there_is_a_dialog(open_shell: OpenShell) -> None:
    opened: list[tuple[object, str]] = []
    doors = Doors(log_conversation=lambda _c, _n, _h, person, text: opened.append((person, text)))
    shell = open_shell(TODAY, PEOPLE, doors=doors)

    assert rows(shell) == ["Search", "Today", "People", "Quick capture"]
    press(shell, Qt.Key.Key_N)
    assert opened == [(None, "")]


def test_what_has_no_door_has_no_command(open_shell: OpenShell) -> None:
    shell = open_shell(PEOPLE)

    assert shell.actions_.get(Command.NEW_PERSON) is None
    assert shell.actions_.get(Command.QUICK_CAPTURE) is None
    assert shell.actions_.get(Command.TODAY) is None


def test_rows_and_keys_open_pages(qtbot: QtBot, open_shell: OpenShell, make: Make) -> None:
    make.person("First")
    shell = open_shell(TODAY, PEOPLE)
    row = next(button for button in shell.navigation.buttons() if button.text() == "People")

    QTest.mouseClick(row, Qt.MouseButton.LeftButton)
    assert shell.place == Place(page="people")
    assert row.isChecked()
    press(shell, Qt.Key.Key_1)
    assert shell.place == Place(page="today")
    assert not row.isChecked()


def test_the_way_back(open_shell: OpenShell, make: Make) -> None:
    make.person("First")
    shell = open_shell(TODAY, PEOPLE)
    megan = make.person()
    shell.open_person(megan)
    page(shell, "people").moved.emit(Place(page="people", query="ben"))

    press(shell, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert shell.place == Place(page="people", person_id=megan)
    shell.go_back()
    assert shell.place == Place(page="today")
    shell.go_back()
    assert shell.place == Place(page="today")


def test_a_hidden_page_reads_when_it_is_shown_again(open_shell: OpenShell, make: Make) -> None:
    make.person("First")
    shell = open_shell(TODAY, PEOPLE)
    shell.open_people()
    assert page(shell, "people").reads == 1

    make.person("Ben Whitaker")
    assert page(shell, "people").reads == 2
    shell.open_today()
    make.person("Aroha Ngata")
    make.person("Olena Kovalchuk")
    assert page(shell, "people").reads == 2
    shell.open_people()
    assert page(shell, "people").reads == 3


def test_a_page_reads_only_for_what_it_watches(open_shell: OpenShell, make: Make) -> None:
    make.person("First")
    shell = open_shell(TODAY, PEOPLE)
    make.person()
    assert page(shell, "today").reads == 1


def test_a_new_day_makes_every_page_stale(open_shell: OpenShell, context: Context, make: Make) -> None:
    make.person("First")
    shell = open_shell(TODAY, PEOPLE)
    context.signals.day_changed.emit()
    assert page(shell, "today").reads == 2


def test_counts_follow_the_file(qtbot: QtBot, open_shell: OpenShell, make: Make, context: Context) -> None:
    make.person("First")
    shell = open_shell(TODAY, PEOPLE)
    counts = {button.text(): button for button in shell.navigation.buttons()}
    qtbot.waitUntil(lambda: counts["People"].count == 1)  # the page is painted first

    make.person()
    context.signals.due_changed.emit(3)
    qtbot.waitUntil(lambda: counts["People"].count == 2)
    assert counts["People"].accessibleName() == "People, 2"
    assert counts["Today"].count == 3


def test_a_change_offers_undo(qtbot: QtBot, open_shell: OpenShell, make: Make, context: Context) -> None:
    shell = open_shell(PEOPLE)
    make.person()
    assert shell.notices.text
    assert not shell.notices.undo.isHidden()

    QTest.mouseClick(shell.notices.undo, Qt.MouseButton.LeftButton)
    assert people.count(context.store) == 0
    assert shell.notices.text.startswith("Undone: ")
    shell.navigation.first_focus().setFocus()  # a text field would take the key for its own undo
    press(shell, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    assert people.count(context.store) == 1
    assert shell.notices.text.startswith("Done again: ")


def test_the_focus_stays_on_the_page_when_the_bar_takes_it_away(open_shell: OpenShell, make: Make) -> None:
    shell = open_shell(PEOPLE)
    page = shell.stack.currentWidget()
    assert page is not None
    gone = QPushButton(page)
    gone.show()
    gone.setFocus()
    make.person()
    gone.hide()
    shell.notices.undo.setFocus()
    QTest.mouseClick(shell.notices.undo, Qt.MouseButton.LeftButton)
    focused = QApplication.focusWidget()
    assert focused is not None
    assert page.isAncestorOf(focused)


def test_a_dialog_whose_opener_is_gone_leaves_the_focus_on_the_page(
    open_shell: OpenShell, make: Make
) -> None:
    shell = open_shell(PEOPLE)
    make.person()
    shell.notices.undo.setFocus()
    shell.show_keys()
    shell.notices.hide()
    shell.dialogs[-1].reject()
    page, focused = shell.stack.currentWidget(), QApplication.focusWidget()
    assert page is not None
    assert focused is not None
    assert page.isAncestorOf(focused)


def test_undo_with_nothing_to_undo_says_so(open_shell: OpenShell) -> None:
    shell = open_shell(PEOPLE)
    shell.undo()
    assert shell.notices.text == "There is nothing to undo."
    shell.redo()
    assert shell.notices.text == "There is nothing to redo."


def test_a_notice_leaves_and_a_fault_stays(qtbot: QtBot, open_shell: OpenShell, context: Context) -> None:
    shell = open_shell(PEOPLE)
    shell.notices._timer.setInterval(1)
    context.signals.message.emit("Saved.")
    qtbot.waitUntil(lambda: shell.notices.text == "")

    context.signals.problem.emit("The disk is full.")
    assert not shell.notices._timer.isActive()
    QTest.mouseClick(shell.notices.close_button, Qt.MouseButton.LeftButton)
    assert shell.notices.text == ""


def test_a_notice_waits_while_it_has_the_focus(open_shell: OpenShell, make: Make) -> None:
    shell = open_shell(PEOPLE)
    make.person()
    shell.notices.undo.setFocus()
    shell.notices._maybe_leave()
    assert shell.notices.text
    assert shell.notices._timer.isActive()


def test_the_fault_of_a_page_is_a_sentence_in_the_notice_bar(open_shell: OpenShell, make: Make) -> None:
    shell = open_shell(PEOPLE)
    page(shell, "people").fault = DiskError("The disk answered with an error. Your people are safe.")
    make.person()
    assert shell.notices.text == "The disk answered with an error. Your people are safe."


def test_f6_steps_through_the_panes_and_back(open_shell: OpenShell) -> None:
    shell = open_shell(PEOPLE)
    bench = page(shell, "people")
    none = Qt.KeyboardModifier.NoModifier

    assert QApplication.focusWidget() is bench.left
    press(shell, Qt.Key.Key_F6, none)
    assert QApplication.focusWidget() is bench.right
    press(shell, Qt.Key.Key_F6, none)
    assert shell.navigation.isAncestorOf(QApplication.focusWidget() or shell)
    press(shell, Qt.Key.Key_F6, Qt.KeyboardModifier.ShiftModifier)
    assert QApplication.focusWidget() is bench.right


def test_arrows_move_in_the_navigation(open_shell: OpenShell, make: Make) -> None:
    make.person("First")
    shell = open_shell(TODAY, PEOPLE)
    today, folk = shell.navigation.buttons()[1:3]
    today.setFocus()
    QTest.keyClick(today, Qt.Key.Key_Down)
    assert QApplication.focusWidget() is folk
    QTest.keyClick(folk, Qt.Key.Key_Return)
    assert shell.place == Place(page="people")
    assert QApplication.focusWidget() is folk
    QTest.keyClick(folk, Qt.Key.Key_Up)
    assert QApplication.focusWidget() is today


def test_a_page_answers_its_own_commands_only_while_it_is_shown(open_shell: OpenShell, make: Make) -> None:
    make.person("First")
    shell = open_shell(TODAY, PEOPLE)
    assert shell.actions_.get(Command.EDIT) is None
    shell.open_people()
    press(shell, Qt.Key.Key_E)
    assert page(shell, "people").edits == 1
    shell.open_today()
    assert shell.actions_.get(Command.EDIT) is None


def test_a_dialog_gates_the_commands_and_gives_the_focus_back(qtbot: QtBot, open_shell: OpenShell) -> None:
    shell = open_shell(PEOPLE)
    bench = page(shell, "people")
    bench.right.setFocus()
    dialog = DialogFrame(shell.dialog_parent(), "Edit")
    field = QLineEdit()
    dialog.body.addWidget(field)
    dialog.add_cancel()

    shell.open_dialog(dialog)
    assert QApplication.focusWidget() is field
    edit = shell.actions_.get(Command.EDIT)
    assert edit is not None
    assert not edit.isEnabled()
    QTest.keyClick(field, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not isValid(dialog))
    assert shell.dialogs == ()
    assert edit.isEnabled()
    assert QApplication.focusWidget() is bench.right


def test_the_lock_is_reachable_over_a_dialog(open_shell: OpenShell, desk: Desk) -> None:
    shell = open_shell(PEOPLE)
    dialog = DialogFrame(shell.dialog_parent(), "Edit")
    dialog.add_cancel()
    shell.open_dialog(dialog)
    press(shell, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    assert desk.asked == ["lock"]


def test_ending_closes_dialogs_and_takes_the_commands_away(qtbot: QtBot, open_shell: OpenShell) -> None:
    shell = open_shell(PEOPLE)
    dialog = DialogFrame(shell.dialog_parent(), "Edit")
    shell.open_dialog(dialog)
    bench = page(shell, "people")
    shell.end()
    qtbot.waitUntil(lambda: not isValid(dialog) and not isValid(bench))
    assert shell.actions_.all() == ()


def test_no_page_is_read_anew_while_the_others_go(
    qtbot: QtBot, open_shell: OpenShell, make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    shell = open_shell(TODAY, PEOPLE)
    shell.go(Place(page="today"))
    shell.go(Place(page="people"))
    make.reminder(make.person(), "Ring back")  # what the hidden page would read as soon as it is shown
    today, people_page = page(shell, "today"), page(shell, "people")
    read: list[Bench] = []
    monkeypatch.setattr(Bench, "reload", read.append)
    shell.end()
    qtbot.waitUntil(lambda: not isValid(today) and not isValid(people_page))
    assert read == []


def test_a_file_with_nobody_in_it_opens_at_people(open_shell: OpenShell) -> None:
    assert open_shell(TODAY, PEOPLE).place == Place(page="people")


def test_a_file_with_somebody_in_it_opens_at_the_first_page(open_shell: OpenShell, make: Make) -> None:
    make.person()
    assert open_shell(TODAY, PEOPLE).place == Place(page="today")


@pytest.mark.parametrize(("width", "nav"), [(1280, 208), (1080, 208), (1079, 56), (960, 56)])
def test_under_1080_the_navigation_is_a_rail(open_shell: OpenShell, width: int, nav: int) -> None:
    shell = open_shell(PEOPLE)
    shell.resize(width, 640)
    assert shell.navigation.width() == nav
    row = next(button for button in shell.navigation.buttons() if button.text() == "People")
    assert ("People" in row.toolTip()) == (nav == 56)


def test_single_letter_keys_can_be_turned_off(open_shell: OpenShell, context: Context) -> None:
    shell = open_shell(PEOPLE)
    action = shell.actions_.get(Command.KEYS)
    assert action is not None
    assert "?" in [key.toString() for key in action.shortcuts()]
    context.preferences.change(single_letter_keys=False)
    context.signals.settings_changed.emit()
    assert [key.toString() for key in action.shortcuts()] == ["Ctrl+/"]


def test_the_sheet_of_keys_lists_what_can_be_done(open_shell: OpenShell) -> None:
    shell = open_shell(PEOPLE)
    press(shell, Qt.Key.Key_Slash, Qt.KeyboardModifier.ControlModifier)
    (sheet,) = shell.dialogs
    assert isinstance(sheet, DialogFrame)
    words = {label.text() for label in sheet.findChildren(TextLabel)}
    assert {"People", "Undo", "Lock now", "Edit"} <= words
    assert "Quick capture" not in words


def test_every_row_of_the_navigation_has_a_name(open_shell: OpenShell, make: Make) -> None:
    make.person("First")
    shell = open_shell(TODAY, PEOPLE)
    assert all(button.accessibleName() for button in shell.navigation.buttons())


def test_a_large_step_is_undone_beside_a_window_that_stays_alive(
    qtbot: QtBot, open_shell: OpenShell, context: Context, make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    shell = open_shell(PEOPLE)
    make.person()
    monkeypatch.setattr(replaying, "LARGE", 1)
    shell.undo()
    dialog = shell.dialogs[-1]
    assert isinstance(dialog, WorkingDialog)
    dialog.dismiss()
    assert people.count(context.store) == 1
    shell.undo()
    qtbot.waitUntil(lambda: people.count(context.store) == 0 and not shell.dialogs)
    assert shell.notices.text.startswith("Undone: ")
    shell.redo()
    qtbot.waitUntil(lambda: people.count(context.store) == 1 and not shell.dialogs)
    assert shell.notices.text.startswith("Done again: ")
