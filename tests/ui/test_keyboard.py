"""Whole ways through the window without a mouse (DESIGN §7)."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTextEdit, QToolTip, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from relmgr import vault
from relmgr.paths import Profile
from relmgr.services.card import card
from tests.ui.conftest import Filled
from tests.ui.surfaces import settle
from ui import theme as themes
from ui.actions import Actions, Command
from ui.main_window import Shell
from ui.main_window.registry import DOORS, PAGES
from ui.pages.people import PeoplePage
from ui.pages.people.card.parts import PressRow
from ui.pages.today import TodayPage
from ui.pages.today.row import TodayRow
from ui.theme import Scheme, make
from ui.widgets.menu import Menu
from ui.widgets.reading import focus_order

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
Key = Qt.Key


@pytest.fixture(scope="module", autouse=True)
def look(qapp: QApplication) -> Iterator[None]:
    """The real theme without motion."""
    themes.apply(qapp, make(Scheme.LIGHT, reduced_motion=True))
    yield
    themes.apply(qapp, make(Scheme.LIGHT))


@pytest.fixture
def made(profile: Profile, filled: Filled) -> vault.Created:
    """The vault of the filled file."""
    return filled.copy_to(profile)


@pytest.fixture
def shell(open_shell: Callable[..., Shell]) -> Shell:
    """The window over the sample people."""
    opened = open_shell(*PAGES, doors=DOORS)
    settle()
    return opened


def focused() -> QWidget:
    """What has the focus: there is always something."""
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def press(*keys: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    for key in keys:
        target = focused()
        QTest.keyPress(target, key, modifier)
        if isValid(target) and target.isVisible():  # a menu closes while the key is still down
            QTest.keyRelease(target, key, modifier)
        settle()


def type_in(text: str) -> None:
    QTest.keyClicks(focused(), text)
    settle()


def people_page(shell: Shell) -> PeoplePage:
    page = shell.page("people")
    assert isinstance(page, PeoplePage)
    return page


def last_words(shell: Shell, filled: Filled) -> str:
    """What the card says of the last conversation with Megan."""
    context = shell.context
    last = card(context.store, filled.people["megan"], context.now(), context.zone()).last_time
    assert last is not None
    return last.text


def today_page(shell: Shell) -> TodayPage:
    page = shell.page("today")
    assert isinstance(page, TodayPage)
    return page


def test_from_the_search_to_a_conversation_and_on_to_today(shell: Shell, filled: Filled) -> None:
    press(Key.Key_K, modifier=CTRL)
    type_in("megan")
    press(Key.Key_Return)
    page = people_page(shell)
    assert page.person_id == filled.people["megan"]
    before = last_words(shell, filled)

    press(Key.Key_L, modifier=CTRL)
    assert isinstance(focused(), QTextEdit)
    type_in("Rang Megan this morning. She sounded tired.")
    press(Key.Key_Return, modifier=CTRL)
    assert not shell.dialogs
    assert focused() is page.list.view
    assert last_words(shell, filled) == "Rang Megan this morning. She sounded tired."

    press(Key.Key_Z, modifier=CTRL)
    assert shell.notices.text == "Undone: Log conversation"
    assert last_words(shell, filled) == before

    press(Key.Key_1, modifier=CTRL)
    row = focused()
    assert isinstance(row, TodayRow)
    waiting, told = len(today_page(shell).rows()), row.item.title
    press(Key.Key_D)
    rows = today_page(shell).rows()
    assert len(rows) < waiting
    assert told not in {each.item.title for each in rows}
    assert focused() in rows
    press(Key.Key_Z, modifier=CTRL)
    assert told in {each.item.title for each in today_page(shell).rows()}


def test_a_row_of_today_is_snoozed_and_opened_by_a_letter(qtbot: QtBot, shell: Shell) -> None:
    shell.open_today()
    row = focused()
    assert isinstance(row, TodayRow)
    told = row.item.title
    QTest.keyPress(row, Key.Key_S)  # the menu opens while the key is still down
    settle()
    assert isinstance(QApplication.activePopupWidget(), Menu)
    press(Key.Key_Down, Key.Key_Return)
    qtbot.waitUntil(lambda: told not in {each.item.title for each in today_page(shell).rows()})
    following = focused()
    assert isinstance(following, TodayRow)
    assert following.item.person is not None
    press(Key.Key_O)
    assert people_page(shell).person_id == following.item.person.id


def test_single_letters_do_nothing_once_turned_off(shell: Shell) -> None:
    shell.context.preferences.change(single_letter_keys=False)
    shell.context.signals.settings_changed.emit()
    shell.open_today()
    before = len(today_page(shell).rows())
    press(Key.Key_D, Key.Key_Question)
    assert len(today_page(shell).rows()) == before
    assert not shell.dialogs


def test_the_list_the_filter_and_the_card_by_keys_alone(shell: Shell, filled: Filled) -> None:
    page = people_page(shell)
    press(Key.Key_2, modifier=CTRL)
    press(Key.Key_End)
    last = page.person_id
    press(Key.Key_Home)
    assert page.person_id not in (None, last)
    press(Key.Key_F, modifier=CTRL)
    assert focused() is page.list.search
    type_in("megan")
    press(Key.Key_Down)
    assert focused() is page.list.view
    assert page.person_id == filled.people["megan"]
    press(Key.Key_Return)
    assert page.card.isAncestorOf(focused())
    press(Key.Key_F, modifier=CTRL)
    press(Key.Key_Escape)
    assert page.list.search.text() == ""


def test_f6_goes_round_the_panes_both_ways(shell: Shell, filled: Filled) -> None:
    shell.open_person(filled.people["megan"])
    page = people_page(shell)

    def pane() -> str:
        parts = {"navigation": shell.navigation, "list": page.list, "card": page.card}
        return next(name for name, part in parts.items() if part.isAncestorOf(focused()))

    shell.context.signals.message.emit("A notice without a button is passed by.")
    settle()
    gone = []
    for _step in range(3):
        press(Key.Key_F6)
        gone.append(pane())
    press(Key.Key_F6, modifier=SHIFT)
    assert gone == ["card", "navigation", "list"]
    assert pane() == "navigation"


def test_tab_goes_through_the_card_in_reading_order_and_on_to_the_navigation(
    shell: Shell, filled: Filled
) -> None:
    shell.open_person(filled.people["megan"])
    page = people_page(shell)
    page.card.finish()
    settle()
    content = page.card.widget()
    assert content is not None
    gone: list[QWidget] = []
    press(Key.Key_Tab)
    while page.card.isAncestorOf(focused()):
        gone.append(focused())
        assert not focused().visibleRegion().isEmpty(), "Tab brings what it focuses into view"
        press(Key.Key_Tab)
    assert gone == [each for each in focus_order(content) if each.isVisibleTo(content)]
    assert shell.navigation.isAncestorOf(focused())
    in_columns = [each for each in gone if isinstance(each, PressRow)]
    heights = [each.mapTo(content, QPoint(0, 0)).y() for each in in_columns[:4]]
    assert heights == sorted(heights)
    press(Key.Key_Backtab)
    assert focused() is gone[-1]


def test_a_row_of_the_card_opens_with_enter_and_space_and_gives_the_focus_back(
    shell: Shell, filled: Filled
) -> None:
    shell.open_person(filled.people["megan"])
    page = people_page(shell)
    rows = (each for each in page.card.findChildren(PressRow) if each.isVisible())
    row = next(each for each in rows if each is not page.card.header.role)  # that one leads to another page
    for key in (Key.Key_Return, Key.Key_Space):
        row.setFocus(Qt.FocusReason.TabFocusReason)
        press(key)
        assert len(shell.dialogs) == 1
        press(Key.Key_Escape)
        assert not shell.dialogs
        assert focused() is row


def test_the_tooltip_of_what_tab_reached_shows_as_under_the_mouse(qtbot: QtBot, shell: Shell) -> None:
    shell.resize(1000, 700)
    shell.open_people()
    settle()
    shell.navigation.buttons()[1].setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(lambda: QToolTip.isVisible() and QToolTip.text().startswith("Today"))
    press(Key.Key_Tab)
    qtbot.waitUntil(lambda: not QToolTip.text().startswith("Today"))


def test_tab_stays_in_a_dialog_and_reaches_everything_in_it(shell: Shell, filled: Filled) -> None:
    shell.edit_person(filled.people["megan"])
    settle()
    dialog = shell.dialogs[-1]
    assert isinstance(dialog, QWidget)
    first, gone = focused(), [focused()]
    press(Key.Key_Tab)
    while focused() is not first:
        assert dialog.isAncestorOf(focused())
        gone.append(focused())
        press(Key.Key_Tab)
    reachable = {each for each in focus_order(dialog) if each.isVisibleTo(dialog) and each.isEnabled()}
    assert set(gone) == reachable
    names = [each.accessibleName() for each in gone if each.accessibleName()]
    assert names.index("Name") < names.index("Role") < names.index("Best hours") < names.index("Notes")


def test_a_form_with_something_typed_asks_before_escape_drops_it(shell: Shell, filled: Filled) -> None:
    shell.open_person(filled.people["megan"])
    press(Key.Key_E, modifier=CTRL)
    press(Key.Key_End)
    type_in("!")
    press(Key.Key_Escape)
    assert len(shell.dialogs) == 1
    assert focused().text() == "Keep writing"  # type: ignore[attr-defined]  # a button
    press(Key.Key_Escape, Key.Key_Escape, Key.Key_Tab, Key.Key_Tab)
    assert len(shell.dialogs) == 1
    shell.dialogs[-1].reject()


def test_the_settings_and_the_keys_open_with_the_focus_in_them(shell: Shell) -> None:
    press(Key.Key_Comma, modifier=CTRL)
    page = shell.page("settings")
    assert page is not None
    assert page.isAncestorOf(focused())
    press(Key.Key_Question)
    dialog = shell.dialogs[-1]
    assert isinstance(dialog, QWidget)
    assert dialog.isAncestorOf(focused())
    press(Key.Key_Escape)
    assert page.isAncestorOf(focused())


def test_a_key_that_is_held_closes_the_window_once_and_undoes_on(qtbot: QtBot) -> None:
    owner = QWidget()
    qtbot.addWidget(owner)
    actions = Actions(owner)
    repeats = {
        command: actions.add(command, owner.update).autoRepeat()
        for command in (Command.CLOSE_WINDOW, Command.QUIT, Command.UNDO)
    }
    assert repeats == {Command.CLOSE_WINDOW: False, Command.QUIT: False, Command.UNDO: True}
