"""The tray: panel, popup, notification, and the window's way back (R2, R5)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

import pytest
from PySide6.QtCore import QObject, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid
from sqlalchemy import func, select

from relmgr.domain.ids import ConversationId, PersonId
from relmgr.domain.kinds import MilestoneKind
from relmgr.services import conversations, people, reminders
from relmgr.services.reminders import DueItem
from relmgr.store import tables as t
from tests.builders import LONDON, NOW, Make
from ui import theme as themes
from ui.context import Context
from ui.models import deciding
from ui.models.announcement import announce, tooltip
from ui.notifier import Notifier
from ui.theme import Scheme
from ui.tray import Tray
from ui.tray.panel import Panel
from ui.tray.placing import corner
from ui.tray.reminder import SHOWN_MS, ReminderPopup
from ui.tray.scene import build_scene
from ui.widgets.dialog import DialogFrame
from ui.widgets.menu import Menu

# A screenless Qt has no tray and says so when an icon is shown.
pytestmark = pytest.mark.qt_log_ignore("systemTrayWindowChanged", extend=True)


class Notifications(Notifier):
    """A desktop that only notes what it was to show."""

    def __init__(self, *, works: bool = True) -> None:
        super().__init__()
        self.works = works
        self.sent: list[tuple[str, str, tuple[str, ...], int]] = []
        self.withdrawn: list[int] = []

    def connect_to_desktop(self) -> bool:
        return self.works

    def notify(
        self, title: str, text: str, actions: Sequence[tuple[str, str]], *, replaces: int = 0
    ) -> int | None:
        self.sent.append((title, text, tuple(key for key, _word in actions), replaces))
        return replaces or len(self.sent)

    def withdraw(self, number: int) -> None:
        self.withdrawn.append(number)


class Guide(QObject):
    """A navigator that only notes where it was led, and shows the window when it is raised."""

    def __init__(self, window: QWidget) -> None:
        super().__init__()
        self.window = window
        self.steps: list[tuple[object, ...]] = []

    def raise_window(self) -> None:
        self.steps.append(("raise",))
        self.window.show()

    def open_person(self, person_id: PersonId) -> None:
        self.steps.append(("person", person_id))

    def open_today(self) -> None:
        self.steps.append(("today",))

    def open_settings(self, section: str = "") -> None:
        self.steps.append(("settings", section))

    def log_conversation(self, person_id: PersonId | None = None, text: str = "") -> None:
        self.steps.append(("log", person_id, text))

    def open_prep(self, person_id: PersonId) -> None:
        self.steps.append(("prep", person_id))

    def lock(self) -> None:
        self.steps.append(("lock",))


@dataclass
class Desktop:
    """A desktop with a tray that can go."""

    context: Context
    window: QWidget
    notifications: Notifications = field(default_factory=Notifications)
    has_tray: bool = True
    quits: int = 0

    def __post_init__(self) -> None:
        self.guide = Guide(self.window)
        self.tray: Tray | None = None

    def _quit(self) -> None:
        self.quits += 1

    def start(self) -> Tray:
        """The file is open; the first look is not waited for."""
        tray = Tray(
            self.context,
            self.guide,  # type: ignore[arg-type]  # of the navigator only what the tray uses
            self.window,
            quit_=self._quit,
            is_available=lambda: self.has_tray,
            notifier=self.notifications,
        )
        self.tray = tray
        tray.attention.start()
        return tray


@pytest.fixture
def desktop(context: Context, qtbot: QtBot, qapp: QApplication) -> Iterator[Desktop]:
    themes.apply(qapp, themes.make(Scheme.LIGHT, reduced_motion=True))
    context.preferences.change(names_in_notifications=True)
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    made = Desktop(context, window)
    yield made
    if made.tray is not None:
        made.tray.end()


def megan_waits(make: Make) -> PersonId:
    megan = make.person("Megan Jacobs", city="Cape Town", time_zone="Africa/Johannesburg")
    make.life_event(megan, "Father in hospital", follow_up_on=0)
    return megan


def popup_of(tray: Tray) -> ReminderPopup:
    assert tray.delivery.popup is not None
    return tray.delivery.popup


def panel_of(tray: Tray) -> Panel:
    assert tray.panel is not None
    return tray.panel


def due(make: Make) -> list[str]:
    return [item.title for item in reminders.due(make.store, NOW, LONDON)]


# --- the popup ---


def test_the_popup_says_who_why_and_one_true_detail(desktop: Desktop, make: Make) -> None:
    megan_waits(make)
    reminder = popup_of(desktop.start()).reminder
    assert reminder.title.text() == "Ask Megan how Megan’s father is"
    assert "In hospital." in reminder.text.text()
    assert "in Cape Town." in reminder.text.text()


def test_the_popup_takes_no_focus_and_stays_above(desktop: Desktop, make: Make) -> None:
    megan_waits(make)
    popup = popup_of(desktop.start())
    flags = popup.windowFlags()
    for flag in (
        Qt.WindowType.Tool,
        Qt.WindowType.FramelessWindowHint,
        Qt.WindowType.WindowStaysOnTopHint,
        Qt.WindowType.WindowDoesNotAcceptFocus,
    ):
        assert flags & flag == flag
    assert popup.testAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)


def test_the_popup_leaves_the_buttons_of_a_dialog_free(desktop: Desktop, make: Make) -> None:
    megan_waits(make)
    room = desktop.window.screen().availableGeometry()
    desktop.window.setGeometry(room.adjusted(room.width() // 3, room.height() // 2, 0, 0))
    popup = popup_of(desktop.start())

    def surface() -> QRect:
        return QRect(popup.surface.mapToGlobal(QPoint(0, 0)), popup.surface.size())

    assert surface().bottom() > room.center().y()
    dialog = DialogFrame(desktop.window, "Edit", width=600)
    dialog.body.addSpacing(800)
    dialog.add_save("Save")
    dialog.open()
    QApplication.processEvents()
    assert not dialog.place_on_screen().isEmpty()
    assert not surface().intersects(dialog.place_on_screen())
    assert room.contains(surface())
    dialog.accept()


def test_done_on_the_popup(desktop: Desktop, make: Make) -> None:
    megan_waits(make)
    tray = desktop.start()
    QTest.mouseClick(popup_of(tray).reminder.done, Qt.MouseButton.LeftButton)
    assert due(make) == []
    assert tray.delivery.popup is None
    assert make.store.undo_label == "Marked as done"


def test_in_an_hour_on_the_popup(desktop: Desktop, make: Make) -> None:
    megan_waits(make)
    QTest.mouseClick(popup_of(desktop.start()).reminder.later, Qt.MouseButton.LeftButton)
    assert due(make) == []
    assert make.store.undo_label == "Snoozed"


def test_open_on_the_popup_leads_to_the_card(desktop: Desktop, make: Make) -> None:
    megan = megan_waits(make)
    QTest.mouseClick(popup_of(desktop.start()).reminder.open, Qt.MouseButton.LeftButton)
    assert desktop.guide.steps == [("raise",), ("person", megan)]


def test_the_popup_of_a_call_leads_to_prep_and_stays_due(desktop: Desktop, make: Make) -> None:
    ben = make.person("Ben Whitaker")
    make.reminder(ben, "Ring Ben about the timetable", on=0)
    popup = popup_of(desktop.start())
    assert popup.reminder.open.text() == "Prep"
    popup.reminder.open.click()
    assert desktop.guide.steps == [("prep", ben)]
    (item,) = reminders.due(make.store, NOW, LONDON)
    assert item.title == "Ring Ben about the timetable"


def test_the_notification_of_a_call_offers_prep(native: Desktop, make: Make) -> None:
    ben = make.person("Ben Whitaker")
    make.reminder(ben, "Call Ben", on=0)
    native.start()
    assert native.notifications.sent[-1][2] == ("default", "done", "later", "prep")
    native.notifications.chosen.emit(1, "prep")
    assert native.guide.steps == [("prep", ben)]


def test_p_and_the_menu_of_a_row_in_the_panel_lead_to_prep(desktop: Desktop, make: Make) -> None:
    megan = megan_waits(make)
    tray = desktop.start()
    tray.toggle_panel()
    row = panel_of(tray).rows[0]
    row.done.setFocus()
    QTest.keyClick(row.done, Qt.Key.Key_P)
    assert desktop.guide.steps == [("prep", megan)]
    assert tray.panel is None
    desktop.context.preferences.change(single_letter_keys=False)
    desktop.context.signals.settings_changed.emit()
    tray._just_closed.stop()
    tray.toggle_panel()
    row = panel_of(tray).rows[0]
    QTest.keyClick(row.done, Qt.Key.Key_P)
    assert len(desktop.guide.steps) == 1
    middle = row.rect().center()
    row.contextMenuEvent(QContextMenuEvent(QContextMenuEvent.Reason.Mouse, middle, row.mapToGlobal(middle)))
    (menu,) = (each for each in row.findChildren(Menu) if each.isVisible())
    assert [(each.text(), each.note) for each in menu.rows()] == [("Open", ""), ("Prep for a call", "")]
    menu.rows()[1].click()
    assert desktop.guide.steps == [("prep", megan)] * 2


def test_several_are_one_popup_that_opens_today(desktop: Desktop, make: Make) -> None:
    megan_waits(make)
    make.reminder(make.person("Kwame Boateng"), "Ring Kwame back", on=-1)
    reminder = popup_of(desktop.start()).reminder
    assert reminder.title.text() == "Two people are waiting"
    assert not reminder.done.isVisible()
    QTest.mouseClick(reminder.open, Qt.MouseButton.LeftButton)
    assert desktop.guide.steps == [("raise",), ("today",)]


def test_what_comes_while_one_is_shown_joins_it(desktop: Desktop, make: Make) -> None:
    megan_waits(make)
    tray = desktop.start()
    make.reminder(make.person("Kwame Boateng"), "Ring Kwame back", on=-1)
    tray.attention.look()
    assert popup_of(tray).reminder.title.text() == "Two people are waiting"


def test_the_popup_drops_what_was_done_elsewhere(desktop: Desktop, make: Make) -> None:
    megan_waits(make)
    make.reminder(make.person("Kwame Boateng"), "Ring Kwame back", on=-1)
    tray = desktop.start()
    tray.toggle_panel()
    for left in (1, 0):
        QTest.mouseClick(panel_of(tray).rows[0].done, Qt.MouseButton.LeftButton)
        tray.attention.look()
        assert len(due(make)) == left
        assert (tray.delivery.popup is None) == (left == 0)


def test_the_popup_goes_by_itself_but_not_from_under_the_pointer(
    desktop: Desktop, make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    megan_waits(make)
    tray = desktop.start()
    popup = popup_of(tray)
    assert popup.remaining_ms() > SHOWN_MS - 5000
    monkeypatch.setattr(popup, "is_attended", lambda: True)
    popup.leave_if_alone()
    assert tray.delivery.popup is popup
    monkeypatch.setattr(popup, "is_attended", lambda: False)
    popup.leave_if_alone()
    assert tray.delivery.popup is None
    assert due(make), "it goes, and nothing is decided by that"


def test_names_stay_inside_unless_allowed(desktop: Desktop, make: Make) -> None:
    desktop.context.preferences.change(names_in_notifications=False)
    megan_waits(make)
    tray = desktop.start()
    reminder = popup_of(tray).reminder
    assert (reminder.title.text(), reminder.text.text()) == ("Something is due", "")
    assert "Megan" not in reminder.accessibleName()
    assert "Megan" not in tray.icon.icon.toolTip()


# --- the desktop's notifications ---


@pytest.fixture
def native(desktop: Desktop) -> Desktop:
    desktop.context.preferences.change(system_notifications=True)
    return desktop


def test_the_desktop_shows_it_with_buttons(native: Desktop, make: Make) -> None:
    megan = megan_waits(make)
    tray = native.start()
    ((title, text, keys, _replaces),) = native.notifications.sent
    assert "Megan" in title
    assert "In hospital." in text
    assert keys == ("default", "done", "later", "open")
    assert tray.delivery.popup is None
    native.notifications.chosen.emit(1, "open")
    assert native.guide.steps == [("raise",), ("person", megan)]


@pytest.mark.parametrize(("key", "label"), [("done", "Marked as done"), ("later", "Snoozed")])
def test_a_button_of_the_notification_decides(native: Desktop, make: Make, key: str, label: str) -> None:
    megan_waits(make)
    native.start()
    native.notifications.chosen.emit(7, key)
    assert due(make), "an answer to something else"
    native.notifications.chosen.emit(1, key)
    assert due(make) == []
    assert make.store.undo_label == label


def test_a_notification_is_replaced_and_withdrawn(native: Desktop, make: Make) -> None:
    megan_waits(make)
    tray = native.start()
    make.reminder(make.person("Kwame Boateng"), "Ring Kwame back", on=-1)
    tray.attention.look()
    assert [sent[0] for sent in native.notifications.sent][1] == "Two people are waiting"
    assert native.notifications.sent[1][3] == 1
    for item in reminders.due(make.store, NOW, LONDON):
        deciding.done(native.context, item)
    tray.attention.look()
    assert native.notifications.withdrawn == [1]


def test_without_a_notification_service_the_popup_comes(native: Desktop, make: Make) -> None:
    native.notifications.works = False
    megan_waits(make)
    assert popup_of(native.start()).isVisible()


def test_without_a_session_bus_there_is_no_service(
    monkeypatch: pytest.MonkeyPatch, qapp: QApplication
) -> None:
    assert not Notifier().connect_to_desktop()
    for address in ("tcp:host=localhost,port=1", "unix:path=/nowhere/bus"):
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
        assert not Notifier().connect_to_desktop()
    assert Notifier().notify("Title", "text", ()) is None


# --- the panel ---


def test_the_panel_lists_what_is_due_and_what_comes(desktop: Desktop, make: Make) -> None:
    megan_waits(make)
    make.milestone(make.person("Ada Byron"), MilestoneKind.CUSTOM, 3, "Opening night")
    tray = desktop.start()
    tray.toggle_panel()
    panel = panel_of(tray)
    assert panel.title.text() == "Due now"
    assert panel.sentence.text() == "Megan is waiting to hear from you."
    assert [row.item.title for row in panel.rows] == due(make)
    assert panel.rows[0].done.text() == "Done"
    assert panel.rows[0].snooze.text() == "Snooze"
    tray.toggle_panel()
    assert tray.panel is None


def test_a_line_parts_what_is_due_from_what_comes_only_where_both_are(desktop: Desktop, make: Make) -> None:
    megan_waits(make)
    tray = desktop.start()
    tray.toggle_panel()
    assert not panel_of(tray)._divider.isVisible()
    make.milestone(make.person("Ada Byron"), MilestoneKind.CUSTOM, 3, "Opening night")
    panel_of(tray).reload()
    assert panel_of(tray)._divider.isVisible()


def test_where_little_comes_later_more_of_what_is_due_is_seen(desktop: Desktop, make: Make) -> None:
    for number in range(6):
        make.reminder(make.person(f"Ada{number} Byron"), f"Ring {number}", on=0)
    tray = desktop.start()
    tray.toggle_panel()
    panel = panel_of(tray)
    alone = panel.area.height()
    assert alone > 3 * panel.rows[0].height()
    for number in range(3):
        make.milestone(make.person(f"Ben{number} Hall"), MilestoneKind.CUSTOM, 3 + number, "Opening night")
    panel.reload()
    assert panel.area.height() == 3 * panel.rows[0].height()


def test_done_and_snooze_in_the_panel(desktop: Desktop, make: Make) -> None:
    megan_waits(make)
    make.reminder(make.person("Kwame Boateng"), "Ring Kwame back", on=-1)
    tray = desktop.start()
    tray.toggle_panel()
    QTest.mouseClick(panel_of(tray).rows[0].done, Qt.MouseButton.LeftButton)
    assert [row.item.title for row in panel_of(tray).rows] == ["Ring Kwame back"]
    QTest.mouseClick(panel_of(tray).rows[0].snooze, Qt.MouseButton.LeftButton)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, Menu)
    menu.rows()[0].click()
    assert panel_of(tray).rows == []
    assert panel_of(tray).title.text() == "Nothing is due"


def test_a_row_of_the_panel_opens_the_card(desktop: Desktop, make: Make) -> None:
    megan = megan_waits(make)
    tray = desktop.start()
    tray.toggle_panel()
    QTest.mouseClick(panel_of(tray).rows[0], Qt.MouseButton.LeftButton, pos=QPoint(150, 18))
    assert desktop.guide.steps == [("raise",), ("person", megan)]
    assert tray.panel is None


@pytest.mark.parametrize("into_note", [False, True])
def test_escape_closes_the_panel_and_types_nothing(desktop: Desktop, into_note: bool) -> None:
    tray = desktop.start()
    tray.toggle_panel()
    panel = panel_of(tray)
    if into_note:
        QTest.keyClicks(panel, "x")
        assert panel.note.hasFocus()
    for key in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete):
        QTest.keyClick(panel, key)
    assert panel.note.text() == ("x" if into_note else "")
    QTest.keyClick(panel.note if into_note else panel, Qt.Key.Key_Escape)
    assert tray.panel is None


def jot(desktop: Desktop, line: str, qtbot: QtBot) -> Panel:
    """The panel, in which a line was typed and Return pressed once."""
    tray = desktop.start()
    tray.toggle_panel()
    panel = panel_of(tray)
    QTest.keyClicks(panel.note, line)
    QTest.keyClick(panel.note, Qt.Key.Key_Return)
    if panel.jot is not None:
        qtbot.waitUntil(lambda: panel.jot is not None and panel.jot._is_ready)
    return panel


def is_jotting(panel: Panel) -> bool:
    return panel.jot is not None


def said(panel: Panel) -> list[str]:
    assert panel.jot is not None
    return [chip.accessibleName() for chip in panel.jot.chips.chips()]


def test_a_line_is_understood_and_kept_in_the_panel(desktop: Desktop, make: Make, qtbot: QtBot) -> None:
    megan = megan_waits(make)
    line = "Rang Megan, promised the plan by Friday. Call again Monday"
    panel = jot(desktop, line, qtbot)
    assert said(panel) == [
        "With Megan Jacobs",
        "When Today, by phone",
        "I promised Plan, Fri 27 Nov",
        "Next Call again, Mon 30 Nov",
    ]
    assert not panel.area.isVisible()
    assert conversations_kept(make) == 0
    assert panel.jot is not None
    assert panel.jot.text.hasFocus()
    QTest.keyClick(panel.jot.text, Qt.Key.Key_Return)
    assert desktop.guide.steps == []
    kept = conversations.get(make.store, ConversationId(1)).input
    assert (kept.their_world, kept.next_step, kept.next_on) == (line, "Call again", date(2026, 11, 30))
    assert [talk.person_id for talk in kept.people] == [megan]
    assert not is_jotting(panel)
    assert (panel.note.text(), panel.sentence.text()) == ("", "Kept, with Megan.")
    assert make.store.undo() is not None
    assert conversations_kept(make) == 0


def conversations_kept(make: Make) -> int:
    with make.store.read() as session:
        return session.execute(select(func.count()).select_from(t.conversation)).scalar_one()


def test_a_chip_of_the_panel_can_be_taken_away_and_the_line_written_on(
    desktop: Desktop, make: Make, qtbot: QtBot
) -> None:
    megan_waits(make)
    panel = jot(desktop, "Rang Megan, she was relieved", qtbot)
    assert panel.jot is not None
    next(one for one in panel.jot.chips.chips() if one.accessibleName() == "Felt Relieved").removed.emit()
    QTest.keyClicks(panel.jot.text, ". Her father is ill")
    assert [mark.tone for mark in panel.jot.text._marks] == ["accent", "ember"]
    assert said(panel) == ["With Megan Jacobs", "When Today, by phone", "Life Father ill"]


def test_a_line_that_names_nobody_asks_and_keeps_nothing(desktop: Desktop, make: Make, qtbot: QtBot) -> None:
    panel = jot(desktop, "Rang somebody", qtbot)
    QTest.mouseClick(panel.jot.save if panel.jot else panel, Qt.MouseButton.LeftButton)
    assert panel.jot is not None
    assert panel.jot.problem.text() == "Choose who it was with."
    assert conversations_kept(make) == 0


def test_a_line_stays_until_it_is_kept(desktop: Desktop, qtbot: QtBot) -> None:
    panel = jot(desktop, "Rang", qtbot)
    assert panel.jot is not None
    QTest.keyClicks(panel.jot.text, " Megan")
    QTest.keyClick(panel.jot.text, Qt.Key.Key_Escape)
    assert not is_jotting(panel)
    assert panel.note.text() == "Rang Megan"
    QTest.keyClick(panel.note, Qt.Key.Key_Escape)
    tray = desktop.tray
    assert tray is not None
    assert tray.panel is None
    tray._just_closed.stop()
    tray.toggle_panel()
    assert panel_of(tray).note.text() == "Rang Megan"


def test_more_takes_the_line_into_quick_capture(desktop: Desktop, qtbot: QtBot) -> None:
    panel = jot(desktop, "Rang Megan, father is home", qtbot)
    assert panel.jot is not None
    QTest.mouseClick(panel.jot.more, Qt.MouseButton.LeftButton)
    assert desktop.guide.steps == [("raise",), ("log", None, "Rang Megan, father is home")]


def test_with_names_hidden_a_line_is_read_in_the_window(desktop: Desktop, qtbot: QtBot) -> None:
    desktop.context.preferences.change(hide_names=True)
    jot(desktop, "Rang Megan", qtbot)
    assert desktop.guide.steps == [("raise",), ("log", None, "Rang Megan")]


def test_typing_in_the_fresh_panel_decides_nothing(desktop: Desktop, make: Make) -> None:
    megan_waits(make)
    tray = desktop.start()
    tray.toggle_panel()
    panel = panel_of(tray)
    assert panel.hasFocus()
    QTest.keyClick(panel, Qt.Key.Key_Space)
    QTest.keyClick(panel, Qt.Key.Key_R)
    QTest.keyClicks(panel.note, "ang Megan")
    assert panel.note.text() == "rang Megan"
    assert due(make)


def test_the_keyboard_goes_through_the_panel(desktop: Desktop, make: Make) -> None:
    for name in ("Ada", "Kwame"):
        make.reminder(make.person(name), f"Write to {name}")
    tray = desktop.start()
    tray.toggle_panel()
    panel = panel_of(tray)
    QTest.keyClick(panel, Qt.Key.Key_Down)
    assert panel.rows[0].done.hasFocus()
    QTest.keyClick(panel.rows[0].done, Qt.Key.Key_Down)
    assert panel.rows[1].done.hasFocus()
    QTest.keyClick(panel.rows[1].done, Qt.Key.Key_Space)
    assert [row.item.title for row in panel.rows] == ["Write to Ada"]
    assert panel.rows[0].done.hasFocus()


def test_the_gear_and_the_button_lead_into_the_window(desktop: Desktop) -> None:
    tray = desktop.start()
    tray.toggle_panel()
    QTest.mouseClick(panel_of(tray).settings, Qt.MouseButton.LeftButton)
    tray.end()
    tray = desktop.start()
    tray.toggle_panel()
    QTest.mouseClick(panel_of(tray).open_window, Qt.MouseButton.LeftButton)
    assert desktop.guide.steps == [("raise",), ("settings", ""), ("raise",)]


def test_with_names_hidden_the_panel_names_nobody(desktop: Desktop, make: Make) -> None:
    desktop.context.preferences.change(hide_names=True)
    megan_waits(make)
    tray = desktop.start()
    tray.toggle_panel()
    said = [label.accessibleName() for label in panel_of(tray).rows]
    assert said == ["Something is due"]
    assert panel_of(tray).sentence.text() == ""


# --- the icon, and the window's way back ---


def test_the_icon_tells_that_something_is_due(desktop: Desktop, make: Make) -> None:
    megan_waits(make)
    tray = desktop.start()
    assert tray.icon.icon.toolTip() == "Relmgr: 1 reminder is due"
    QTest.mouseClick(popup_of(tray).reminder.done, Qt.MouseButton.LeftButton)
    tray.attention.look()
    assert tray.icon.icon.toolTip() == tooltip(0)


@pytest.mark.parametrize(
    ("name", "steps"),
    [
        ("tray_open", [("raise",)]),
        ("tray_capture", [("raise",), ("log", None, "")]),
        ("tray_lock", [("raise",), ("lock",)]),
    ],
)
def test_the_menu(desktop: Desktop, name: str, steps: list[tuple[object, ...]]) -> None:
    tray = desktop.start()
    action = next(action for action in tray.icon.menu.actions() if action.objectName() == name)
    action.trigger()
    assert desktop.guide.steps == steps


def test_quit_in_the_menu(desktop: Desktop) -> None:
    tray = desktop.start()
    tray.icon.menu.actions()[-1].trigger()
    assert desktop.quits == 1


def test_a_hidden_window_comes_back_where_the_tray_goes(desktop: Desktop) -> None:
    tray = desktop.start()
    assert tray.is_reachable()
    desktop.window.hide()
    tray.guard()
    assert desktop.window.isHidden()
    desktop.has_tray = False
    tray.attention.tick()
    assert desktop.window.isVisible()


def test_a_hidden_window_comes_back_when_the_icon_is_switched_off(desktop: Desktop) -> None:
    tray = desktop.start()
    desktop.window.hide()
    desktop.context.preferences.change(tray=False)
    desktop.context.signals.settings_changed.emit()
    assert not tray.is_reachable()
    assert desktop.window.isVisible()


def test_a_tray_that_comes_late_is_found(desktop: Desktop) -> None:
    desktop.has_tray = False
    tray = desktop.start()
    assert not tray.is_reachable()
    desktop.has_tray = True
    assert tray.is_reachable()


def test_without_a_tray_the_popup_comes_all_the_same(desktop: Desktop, make: Make) -> None:
    desktop.has_tray = False
    megan_waits(make)
    assert popup_of(desktop.start()).isVisible()


def test_nothing_outlives_the_file(desktop: Desktop, make: Make, qtbot: QtBot) -> None:
    megan_waits(make)
    tray = desktop.start()
    popup = popup_of(tray)
    tray.toggle_panel()
    panel = panel_of(tray)
    tray.end()
    desktop.tray = None
    qtbot.waitUntil(lambda: not (isValid(popup) or isValid(panel) or isValid(tray)), timeout=2000)
    make.reminder(title="Nobody looks any more", on=-1)


# --- places and words ---


@pytest.mark.parametrize(
    ("free", "icon", "expected"),
    [
        (QRect(0, 0, 1600, 970), QRect(), QPoint(1232, 822)),
        (QRect(0, 30, 1600, 970), QRect(), QPoint(1232, 38)),
        (QRect(60, 0, 1540, 1000), QRect(), QPoint(68, 852)),
        (QRect(0, 0, 1600, 1000), QRect(1576, 970, 24, 30), QPoint(1232, 822)),
        (QRect(0, 0, 1600, 1000), QRect(800, 0, 24, 30), QPoint(631, 38)),
        (QRect(0, 0, 1600, 970), QRect(0, 0, 22, 22), QPoint(1232, 822)),
        (QRect(0, 0, 1600, 970), QRect(9000, 9000, 22, 22), QPoint(1232, 822)),
    ],
)
def test_where_a_popup_goes(free: QRect, icon: QRect, expected: QPoint) -> None:
    assert corner(QSize(360, 140), QRect(0, 0, 1600, 1000), free, icon) == expected


def test_words_without_names_count_things(make: Make) -> None:
    who = make.person("Ada Byron")
    make.reminder(who, "One")
    make.reminder(who, "Two")
    items: tuple[DueItem, ...] = reminders.due(make.store, NOW, LONDON)
    assert announce(items, shows_names=False).title == "Two things are due"
    assert announce(items, shows_names=True).title == "One person is waiting"
    assert announce(items, shows_names=True).text == "One. Two."
    make.referral(who, make.person("Kwame Boateng"), on=-3)
    owed = reminders.due(make.store, NOW, LONDON)
    assert announce(owed, shows_names=True).title == "Three things are due", "nobody waits to be thanked"
    assert announce(items[:1], shows_names=True).item == items[0]


@pytest.mark.parametrize("scheme", list(Scheme))
def test_the_scene_shows_panel_and_popup(
    desktop: Desktop, make: Make, qapp: QApplication, scheme: Scheme, qtbot: QtBot
) -> None:
    themes.apply(qapp, themes.make(scheme))
    megan_waits(make)
    scene = build_scene(desktop.context)
    qtbot.addWidget(scene)
    image = scene.grab()
    assert image.deviceIndependentSize().toSize() == QSize(860, 620)
    assert scene.findChild(QWidget, "reminder") is not None
    assert scene.findChild(QWidget, "tray_panel") is not None


def test_a_question_is_answered_with_yes_in_popup_and_panel(desktop: Desktop, make: Make) -> None:
    ben = make.person("Ben Whitaker")
    people.set_away(make.store, ben, None, make.day(-2), "Holiday")
    tray = desktop.start()
    reminder = popup_of(tray).reminder
    assert (reminder.title.text(), reminder.done.text()) == ("Is Ben back?", "Yes")
    reminder.done.click()
    assert reminders.due(make.store, make.now, make.zone) == ()


def test_questions_join_what_else_is_due(make: Make) -> None:
    ben = make.person("Ben Whitaker")
    people.set_away(make.store, ben, None, make.day(-2), "Holiday")
    people.set_gentle(make.store, ben, make.day(-1), "An illness")
    make.reminder(ben, "Ring Ben", on=0)
    items = reminders.due(make.store, make.now, make.zone)
    text = announce(items, shows_names=True).text
    assert text == "Is Ben back? Is it easier for Ben again? Ring Ben."


def test_a_promise_whose_day_has_come_is_due_in_the_panel(desktop: Desktop, make: Make) -> None:
    make.promise(make.person("Ada Byron"), "Send the plan", due_on=0)
    make.promise(make.person("Kwame Boateng"), "The price list", due_on=-2)
    tray = desktop.start()
    tray.toggle_panel()
    panel = panel_of(tray)
    assert {row.item.title for row in panel.rows} == {"Send the plan", "The price list"}
    assert panel.title.text() == "Due now"
    assert tray.icon.icon.toolTip() == tooltip(2)
    assert panel.sentence.text() == "Two promises are at risk. Nothing else is urgent."
    QTest.mouseClick(panel.rows[0].done, Qt.MouseButton.LeftButton)
    QTest.mouseClick(panel.rows[0].done, Qt.MouseButton.LeftButton)
    assert panel.title.text() == "Nothing is due"
    assert not panel.rows
