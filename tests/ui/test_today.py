"""Today: rows are done, snoozed and opened by mouse and keyboard; what is finished leaves; an empty day is quiet (R6)."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QContextMenuEvent
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import QApplication, QBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from relmgr.domain.kinds import Circle, RelationKind, Status
from relmgr.domain.moments import MomentKind
from relmgr.domain.partial_date import PartialDate
from relmgr.domain.unsaved import Unsaved
from relmgr.errors import DiskError
from relmgr.services import expectations, life_events, people, reminders, updates
from tests.builders import NOW, Make
from tests.ui.surfaces import settle
from ui import theme as themes
from ui.actions import Command
from ui.context import Context
from ui.dialogs.expectation import ToldFirst
from ui.dialogs.reminder import ReminderDialog
from ui.dialogs.review import ReviewDialog
from ui.dialogs.snooze import DayPopup
from ui.dialogs.updates import UpdatesDialog
from ui.main_window import PageEntry, Shell
from ui.main_window.registry import Doors
from ui.models.today import Block
from ui.pages.page import Page
from ui.pages.today import TodayPage
from ui.pages.today.row import TodayRow
from ui.pages.today.section import FIRST_ROWS
from ui.theme import Scheme
from ui.widgets.menu import Menu, MenuRow

TODAY = PageEntry(name="today", make=TodayPage, command=Command.TODAY)


class Elsewhere(Page):
    """Where Open leads."""

    def reload(self) -> None:
        self.setEnabled(True)


PEOPLE = PageEntry(name="people", make=Elsewhere, command=Command.PEOPLE)

OpenToday = Callable[[], TodayPage]


@pytest.fixture(autouse=True)
def still(qapp: QApplication) -> None:
    """Motion is reduced, unless a test wants it."""
    themes.apply(qapp, themes.make(Scheme.LIGHT, reduced_motion=True))


@pytest.fixture
def open_today(open_shell: Callable[..., Shell]) -> OpenToday:
    """The page in its window."""

    def open_it() -> TodayPage:
        page = open_shell(TODAY, PEOPLE).page("today")
        assert isinstance(page, TodayPage)
        return page

    return open_it


def focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def titles(page: TodayPage, block: Block = Block.DUE) -> list[str]:
    return [row.item.title for row in page.sections[block].steady_rows]


def row_of(page: TodayPage, title: str) -> TodayRow:
    return next(row for row in page.rows() if row.item.title == title)


def shell_of(page: TodayPage) -> Shell:
    window = page.window()
    assert isinstance(window, Shell)
    return window


def press(row: TodayRow, action_text: str) -> None:
    action = next(each for each in row.actions_ if each.text() == action_text)
    QTest.mouseClick(action, Qt.MouseButton.LeftButton)


def a_full_day(make: Make) -> None:
    megan = make.person("Megan Jacobs", company="Fernkloof Logistics")
    kwame, ada = make.person("Kwame Boateng"), make.person("Ada Byron")
    make.life_event(megan, "Father in hospital", follow_up_on=0)
    make.reminder(kwame, "Ring Kwame back", on=-1, why="He left a message on Friday.")
    make.promise(ada, "The plan", due_on=2, status=Status.AT_RISK)
    make.referral(kwame, ada, on=-20)
    make.birthday(make.kin(megan, "Ivy", RelationKind.CHILD), PartialDate(year=2020, month=12, day=2))
    make.talks(make.person("Jonas Lindqvist"), last=34, gap=14)
    updates.add_heads_up(make.store, ada, "Prices change in January", make.today)
    ben = make.person("Ben Whitaker")
    make.moment(ben, MomentKind.CANCELLED, -20)
    make.moment(ben, MomentKind.HAGGLING, -4)


def test_it_says_who_waits_and_why(open_today: OpenToday, make: Make) -> None:
    a_full_day(make)
    page = open_today()
    assert page.date.text() == "Tuesday 24 November"
    assert page.sentence.text() == "Two people are waiting to hear from you."
    assert "at risk" in page.second.text()
    shown = [block for block in Block if page.sections[block].isVisible()]
    assert shown == list(Block)
    assert "Ring Kwame back" in titles(page)
    assert titles(page, Block.AT_RISK) == ["The plan"]
    assert titles(page, Block.UNSAID) == ["Tell Ada: Prices change in January"]
    assert titles(page, Block.NOTICES) == ["A word with Ben"]
    assert titles(page, Block.UPCOMING) == ["Ivy turns 6"]
    assert titles(page, Block.QUIET) == ["Jonas Lindqvist"]


def test_a_section_with_nothing_in_it_is_not_shown(open_today: OpenToday, make: Make) -> None:
    make.reminder(make.person(), "Ring back")
    page = open_today()
    assert [block for block in Block if page.sections[block].isVisible()] == [Block.DUE]


def test_done_leaves_and_can_be_undone(open_today: OpenToday, make: Make) -> None:
    a_full_day(make)
    page = open_today()
    press(row_of(page, "Ring Kwame back"), "Done")
    assert "Ring Kwame back" not in titles(page)
    assert page.sentence.text() == "Megan is waiting to hear from you."
    notices = shell_of(page).notices
    assert notices.text == "Marked as done"
    QTest.mouseClick(notices.undo, Qt.MouseButton.LeftButton)
    assert "Ring Kwame back" in titles(page)


def test_what_slipped_asks_first_whether_they_were_told(open_today: OpenToday, make: Make) -> None:
    plan = make.promise(make.person(), "The plan", due_on=-2)
    page = open_today()
    row = row_of(page, "The plan")
    assert row.item.why.startswith("Has Megan been told?")
    press(row, "Done")
    first = shell_of(page).dialogs[-1]
    assert isinstance(first, ToldFirst)
    assert expectations.get(make.store, plan).status is Status.AGREED
    first.yes.click()
    settle()
    found = expectations.get(make.store, plan)
    assert (found.status, found.told_on) == (Status.MET, make.today)
    assert "The plan" not in titles(page)


def test_what_is_to_be_talked_about_opens_itself(open_today: OpenToday, make: Make) -> None:
    megan = make.person()
    updates.add_heads_up(make.store, megan, "Prices change in January", make.today)
    page = open_today()
    press(row_of(page, "Tell Megan: Prices change in January"), "Open")
    dialog = shell_of(page).dialogs[-1]
    assert isinstance(dialog, UpdatesDialog)
    dialog.reject()
    settle()
    press(row_of(page, "Tell Megan: Prices change in January"), "Done")
    assert [one.told_on for one in updates.heads_ups(make.store, megan)] == [make.today]


def test_opening_a_reminder_about_nobody_opens_the_reminder(open_today: OpenToday, make: Make) -> None:
    make.reminder(title="Pay the VAT", on=0)
    page = open_today()
    assert page.sentence.text() == "One reminder is due."
    press(row_of(page, "Pay the VAT"), "Open")
    (dialog,) = shell_of(page).dialogs
    assert isinstance(dialog, ReminderDialog)
    assert dialog.name.text() == "Pay the VAT"


def test_done_on_a_promise_keeps_it(open_today: OpenToday, make: Make) -> None:
    promise = make.promise(make.person(), "The plan", due_on=1)
    page = open_today()
    press(row_of(page, "The plan"), "Done")
    assert expectations.get(make.store, promise).input.status is Status.MET


def test_a_birthday_ahead_is_handled_already(open_today: OpenToday, make: Make) -> None:
    make.birthday(make.person("Priya Raman"), PartialDate(year=1986, month=11, day=29))
    page = open_today()
    press(page.sections[Block.UPCOMING].rows[0], "Done")
    assert not page.sections[Block.UPCOMING].isVisible()
    assert make.store.undo_label == "Handled already"


def test_with_motion_the_check_fills_and_the_row_leaves(
    open_today: OpenToday, make: Make, qapp: QApplication, qtbot: QtBot
) -> None:
    themes.apply(qapp, themes.make(Scheme.LIGHT))
    a_full_day(make)
    page = open_today()
    row = row_of(page, "Ring Kwame back")
    section = page.sections[Block.DUE]
    with qtbot.waitSignal(section.settled, timeout=3000):
        press(row, "Done")
        assert row.is_leaving
        assert row in section.rows
        assert make.store.undo_label == "Marked as done", "what was decided does not wait for the motion"
    assert row not in section.rows


def test_snooze_opens_its_menu_and_the_row_leaves(open_today: OpenToday, make: Make) -> None:
    a_full_day(make)
    page = open_today()
    press(row_of(page, "Ring Kwame back"), "Snooze")
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, Menu)
    words = [row.text() for row in menu.findChildren(MenuRow)]
    assert words == ["In an hour", "This evening", "Tomorrow morning", "Next week", "Pick a date…"]
    next(row for row in menu.rows() if row.text() == "Tomorrow morning").click()
    assert "Ring Kwame back" not in titles(page)
    assert shell_of(page).notices.text == "Snoozed"


def test_a_day_can_be_picked(open_today: OpenToday, make: Make) -> None:
    make.reminder(make.person(), "Ring back")
    page = open_today()
    press(row_of(page, "Ring back"), "Snooze")
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, Menu)
    menu.rows()[-1].click()
    popup = QApplication.activePopupWidget()
    assert isinstance(popup, DayPopup)
    popup.grid.chosen.emit(make.day(0))
    assert popup.isVisible(), "today has begun and cannot be chosen"
    popup.grid.chosen.emit(make.day(3))
    assert page.rows() == []


def test_open_leads_to_the_card(open_today: OpenToday, make: Make) -> None:
    kwame = make.person("Kwame Boateng")
    make.reminder(kwame, "Ring Kwame back")
    page = open_today()
    shell = shell_of(page)
    ways: tuple[Callable[[TodayRow], None], ...] = (
        lambda row: press(row, "Open"),
        lambda row: QTest.mouseClick(row, Qt.MouseButton.LeftButton, pos=QPoint(150, 20)),
        lambda row: QTest.keyClick(row, Qt.Key.Key_Return),
        lambda row: QTest.keyClick(row, Qt.Key.Key_O),
    )
    for way in ways:
        shell.open_today()
        way(row_of(page, "Ring Kwame back"))
        assert shell.place is not None
        assert (shell.place.page, shell.place.person_id) == ("people", kwame)


def test_a_reminder_about_nobody_has_no_card_to_open(open_today: OpenToday, make: Make) -> None:
    make.reminder(None, "Renew the licence")
    page = open_today()
    row = row_of(page, "Renew the licence")
    assert not row.open.isVisible()
    QTest.keyClick(row, Qt.Key.Key_O)
    place = shell_of(page).place
    assert place is not None
    assert place.page == "today"


def test_the_arrows_go_through_all_sections(open_today: OpenToday, make: Make) -> None:
    a_full_day(make)
    page = open_today()
    rows = page.rows()
    assert page.first_focus() is rows[0]
    rows[0].setFocus()
    for expected in [*rows[1:], rows[-1]]:
        QTest.keyClick(focused(), Qt.Key.Key_Down)
        assert focused() is expected
    QTest.keyClick(rows[-1], Qt.Key.Key_Home)
    assert focused() is rows[0]
    QTest.keyClick(rows[0], Qt.Key.Key_End)
    assert focused() is rows[-1]
    QTest.keyClick(rows[-1], Qt.Key.Key_Up)
    assert focused() is rows[-2]


def test_tab_reaches_one_row_of_a_section_and_its_buttons(open_today: OpenToday, make: Make) -> None:
    for number in range(3):
        make.reminder(make.person(f"Person {number}"), f"Thing {number}")
    page = open_today()
    first, second, _third = page.rows()
    assert first.focusPolicy() & Qt.FocusPolicy.TabFocus
    assert not second.focusPolicy() & Qt.FocusPolicy.TabFocus
    first.setFocus(Qt.FocusReason.TabFocusReason)
    for action in first.actions_:
        QTest.keyClick(focused(), Qt.Key.Key_Tab)
        assert focused() is action


def test_keys_on_a_button_of_a_row(open_today: OpenToday, make: Make) -> None:
    a_full_day(make)
    page = open_today()
    first, second = page.rows()[:2]
    first.snooze.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(first.snooze, Qt.Key.Key_Down)
    assert focused() is second
    first.done.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(first.done, Qt.Key.Key_Return)
    assert first not in page.rows()
    assert make.store.undo_label == "Marked as done"


def test_d_is_done_and_the_neighbour_gets_the_focus(open_today: OpenToday, make: Make) -> None:
    a_full_day(make)
    page = open_today()
    first, second = page.rows()[:2]
    first.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(first, Qt.Key.Key_D)
    assert focused() is second


def test_single_letters_can_be_turned_off(open_today: OpenToday, make: Make, context: Context) -> None:
    context.preferences.change(single_letter_keys=False)
    make.reminder(make.person(), "Ring back")
    page = open_today()
    for key in (Qt.Key.Key_D, Qt.Key.Key_S, Qt.Key.Key_O):
        QTest.keyClick(page.rows()[0], key)
    assert titles(page) == ["Ring back"]
    assert QApplication.activePopupWidget() is None


def test_hovered_and_focused_rows_show_words(open_today: OpenToday, make: Make) -> None:
    a_full_day(make)
    page = open_today()
    row = page.rows()[0]
    row.clearFocus()
    row.setFocus(Qt.FocusReason.MouseFocusReason)
    assert not row.done.is_worded
    row.clearFocus()
    row.setFocus(Qt.FocusReason.TabFocusReason)
    assert [action.is_worded for action in row.actions_] == [True, True, True]
    assert row.done.width() > 60
    below = page.rows()[1]
    assert below.above_is_active, "no divider beside it"
    row.clearFocus()
    assert not row.done.is_worded


def test_every_row_and_button_says_what_it_is(open_today: OpenToday, make: Make) -> None:
    a_full_day(make)
    page = open_today()
    row = row_of(page, "Ring Kwame back")
    spoken = QAccessible.queryAccessibleInterface(row)
    assert spoken.text(QAccessible.Text.Name) == (
        "Ring Kwame back, Kwame Boateng, 1 day late. He left a message on Friday."
    )
    assert spoken.role() == QAccessible.Role.Button
    names = [action.accessibleName() for action in row.actions_]
    assert names == ["Done: Ring Kwame back", "Snooze: Ring Kwame back", "Open: Ring Kwame back"]


def test_what_came_while_away_says_so(open_today: OpenToday, make: Make) -> None:
    make.reminder(make.person("Ada Byron"), "Write to Ada", on=-2, set_at=NOW)
    reminders.looked(make.store, NOW - timedelta(days=3))
    page = open_today()
    assert "While you were away." in page.rows()[0].accessibleName()


def test_a_change_elsewhere_keeps_the_rows_that_stay(open_today: OpenToday, make: Make) -> None:
    make.reminder(make.person("Ada Byron"), "Write to Ada")
    page = open_today()
    row = page.rows()[0]
    row.setFocus()
    make.reminder(make.person("Kwame Boateng"), "Ring Kwame back", on=-1)
    assert titles(page) == ["Ring Kwame back", "Write to Ada"]
    assert page.rows()[1] is row
    assert focused() is row


def test_another_day_is_read_anew(open_today: OpenToday, make: Make, context: Context) -> None:
    page = open_today()
    page.date.setText("")
    context.signals.day_changed.emit()
    assert page.date.text() == "Tuesday 24 November"


def test_a_fault_leaves_the_row_and_says_why(
    open_today: OpenToday, make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    make.reminder(make.person(), "Ring back")
    page = open_today()

    def full(*_given: object) -> None:
        raise DiskError("The disk is full.")

    monkeypatch.setattr(reminders, "decide", full)
    press(page.rows()[0], "Done")
    assert titles(page) == ["Ring back"]
    assert shell_of(page).notices.text == "The disk is full."


def test_a_long_list_is_short_until_asked(open_today: OpenToday, make: Make) -> None:
    who = make.person()
    for number in range(FIRST_ROWS + 3):
        make.reminder(who, f"Thing {number}", on=-number)
    page = open_today()
    section = page.sections[Block.DUE]
    assert len(section.rows) == FIRST_ROWS
    assert section.more.text() == "3 more"
    QTest.mouseClick(section.more, Qt.MouseButton.LeftButton)
    assert len(section.rows) == FIRST_ROWS + 3
    assert not section.more.isVisible()


def test_a_quiet_day_offers_people_to_write_to(open_today: OpenToday, make: Make) -> None:
    claire = make.person("Claire Dubois")
    make.life_event(claire, "Leave", since=PartialDate(year=2026, month=12, day=7))
    make.conversation(claire)
    page = open_today()
    assert page.sentence.text() == "Everyone has heard from you."
    assert page.quiet_day.isVisible()
    assert [card.wish.person.name for card in page.quiet_day.cards] == ["Claire Dubois"]
    QTest.mouseClick(page.quiet_day.cards[0].open, Qt.MouseButton.LeftButton)
    place = shell_of(page).place
    assert place is not None
    assert place.person_id == claire


def test_the_last_done_makes_a_quiet_day(open_today: OpenToday, make: Make) -> None:
    make.life_event(make.person("Claire Dubois"), "Leave", since=PartialDate(year=2026, month=12, day=7))
    make.reminder(make.person("Ada Byron"), "Write to Ada")
    page = open_today()
    assert not page.quiet_day.isVisible()
    press(row_of(page, "Write to Ada"), "Done")
    assert page.quiet_day.isVisible()
    assert page.rows() == []


def test_with_nobody_there_yet_it_leads_to_the_first_person(open_today: OpenToday, make: Make) -> None:
    page = open_today()
    assert people.count(make.store) == 0
    assert page.sentence.text() == "Who is on your mind?"
    assert page.rows() == []
    assert not page.week_review.isVisible()
    assert [each.isVisible() for each in (page.first_step.add, page.first_step.log)] == [True, False]
    assert page.first_focus() is page.first_step.add
    QTest.keyClick(page.first_step.add, Qt.Key.Key_Return)
    place = shell_of(page).place
    assert place is not None
    assert place.page == "people"


def test_with_nobody_talked_to_it_leads_to_the_first_conversation(open_today: OpenToday, make: Make) -> None:
    claire = make.person("Claire Dubois")
    page = open_today()
    assert page.sentence.text() == "Whom did you speak to last?"
    assert [each.isVisible() for each in (page.first_step.add, page.first_step.log)] == [False, True]
    asked = QSignalSpy(page.first_step.log_asked)
    QTest.keyClick(page.first_step.log, Qt.Key.Key_Return)
    assert asked.count() == 1
    make.conversation(claire)
    assert not page.first_step.isVisible()


def test_the_side_goes_below_where_there_is_no_room(open_today: OpenToday, make: Make) -> None:
    a_full_day(make)
    page = open_today()
    columns = page.columns
    assert columns.direction() == QBoxLayout.Direction.LeftToRight
    page.window().resize(1000, 700)
    QApplication.processEvents()
    assert columns.direction() == QBoxLayout.Direction.TopToBottom


def test_large_text_is_not_cut(open_today: OpenToday, make: Make, qapp: QApplication) -> None:
    a_full_day(make)
    page = open_today()
    before = page.rows()[0].height()
    themes.apply(qapp, themes.make(Scheme.DARK, text_size=150, reduced_motion=True))
    QApplication.processEvents()
    assert page.rows()[0].height() >= before * 1.4
    page.retheme()
    assert page.columns.direction() == QBoxLayout.Direction.TopToBottom
    assert not page.grab().isNull()


def test_p_the_keys_and_the_rows_menu_prepare_for_a_call(
    open_shell: Callable[..., Shell], make: Make, qtbot: QtBot
) -> None:
    a_full_day(make)
    asked: list[int] = []

    class Prep:
        def open(self, person_id: int) -> None:
            asked.append(person_id)

        def has_notes(self) -> bool:
            return False

        def typed(self) -> tuple[Unsaved, ...]:
            return ()

        def end(self) -> None:
            asked.append(-1)

    shell = open_shell(TODAY, PEOPLE, doors=Doors(prep=lambda *_window: Prep()))
    page = shell.page("today")
    assert isinstance(page, TodayPage)
    row = row_of(page, "Ring Kwame back")
    assert row.item.person is not None
    kwame = row.item.person.id
    row.setFocus()
    QTest.keyClick(row, Qt.Key.Key_P)
    QTest.keyClick(
        shell, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    )
    assert asked == [kwame, kwame]
    middle = row.rect().center()
    row.contextMenuEvent(QContextMenuEvent(QContextMenuEvent.Reason.Mouse, middle, row.mapToGlobal(middle)))
    (menu,) = (each for each in row.findChildren(Menu) if each.isVisible())
    assert [(each.text(), each.note) for each in menu.rows()] == [
        ("Done", "D"),
        ("Snooze", "S"),
        ("Open", "O"),
        ("Prep for a call", "P"),
    ]
    menu.rows()[3].click()
    assert asked == [kwame] * 3
    shell.end()
    assert asked[-1] == -1


def test_with_nobody_to_call_there_is_no_prep(open_shell: Callable[..., Shell], make: Make) -> None:
    make.reminder(None, "Water the plants", on=0)
    shell = open_shell(TODAY, PEOPLE)
    page = shell.page("today")
    assert isinstance(page, TodayPage)
    row = row_of(page, "Water the plants")
    QTest.keyClick(row, Qt.Key.Key_P)
    assert shell.actions_.get(Command.PREP) is None
    assert "P prepares" not in row.accessibleDescription()


def test_looking_back_is_offered_at_the_weekend_and_leaves_when_done(
    open_today: OpenToday, make: Make, context: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    make.person("Megan Jacobs", circle=Circle.INVEST)
    page = open_today()
    assert not page.week_review.isVisible()
    monkeypatch.setattr(type(context), "today", lambda _self: date(2026, 11, 27))
    page.reload()
    assert page.week_review.isVisible()
    assert page.person_review.text() == "Two minutes for Megan"
    for link in (page.week_review, page.person_review):
        QTest.mouseClick(link, Qt.MouseButton.LeftButton)
        dialog = page.window().findChildren(ReviewDialog)[-1]
        dialog.skip_button.click()
        settle()
    assert not page.week_review.isVisible()
    assert not page.person_review.isVisible()


def test_what_has_ended_is_a_question_with_its_own_words(
    open_today: OpenToday, make: Make, context: Context
) -> None:
    megan, ben = make.person("Megan Jacobs"), make.person("Ben Whitaker")
    event = make.life_event(megan, "Papa in hospital", until=PartialDate(2026, 11, 20))
    people.set_away(context.store, ben, None, date(2026, 11, 22), "Holiday")
    page = open_today()
    assert titles(page) == ["Is Megan’s papa home again?", "Is Ben back?"]
    assert page.sentence.text() == "Megan is waiting to hear from you."
    press(row_of(page, "Is Megan’s papa home again?"), "Yes")
    assert life_events.get(context.store, event).ended_on == date(2026, 11, 24)
    row = row_of(page, "Is Ben back?")
    assert [action.text() for action in row.actions_][:2] == ["Yes", "Not yet"]
    assert row.done.accessibleName() == "Yes: Is Ben back?"
    press(row, "Yes")
    assert titles(page) == []
    context.store.undo()
    assert titles(page) == ["Is Ben back?"]


def a_heavy_day(make: Make) -> None:
    """More is due and at risk than the window shows, and something below it."""
    for number in range(FIRST_ROWS):
        who = make.person(f"Person {number}")
        make.reminder(who, f"Ring back {number}", on=-1)
        make.promise(who, f"The plan {number}", due_on=2, status=Status.AT_RISK)
    make.referral(make.person("Ada Byron"), make.person("Kwame Boateng"), on=-20)
    updates.add_heads_up(make.store, make.person("Ben Whitaker"), "Prices change in January", make.today)


def test_what_lies_below_the_window_is_read_and_shown_after_the_paint(
    open_today: OpenToday, make: Make, qtbot: QtBot
) -> None:
    a_heavy_day(make)
    page = open_today()
    page.window().resize(1100, 600)
    page.reload()
    steady, seen = page.sentence.text(), page.rows()
    assert (len(titles(page)), len(titles(page, Block.AT_RISK))) == (FIRST_ROWS, FIRST_ROWS)
    qtbot.waitUntil(lambda: not page.is_reading)
    assert titles(page, Block.THANKS)
    assert titles(page, Block.UNSAID) == ["Tell Ben: Prices change in January"]
    assert page.sentence.text() == steady
    assert page.rows()[: len(seen)] == seen, "rows that stay are the same widgets"


def test_the_first_look_at_a_heavy_day_shows_its_top_alone_and_then_the_rest(
    open_shell: Callable[..., Shell], make: Make, qtbot: QtBot
) -> None:
    a_heavy_day(make)
    shell = open_shell(PEOPLE, TODAY)
    shell.resize(1100, 600)
    shell.open_today()
    page = shell.page("today")
    assert isinstance(page, TodayPage)
    assert page.is_reading
    assert titles(page)
    assert not titles(page, Block.THANKS)
    page.make_stale()  # a change meanwhile: it begins anew
    qtbot.waitUntil(lambda: not page.is_reading)
    assert titles(page, Block.THANKS)
    assert [len(page.sections[block].rows) for block in (Block.DUE, Block.UNSAID)] == [FIRST_ROWS, 1]
