"""Before a call: from the reminder on Today over Prep to the log, by keyboard, and what the card says afterwards."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from relmgr.domain.ids import PersonId
from relmgr.domain.kinds import Direction
from relmgr.services import reminders
from relmgr.services.card import card
from relmgr.services.conversations import QuestionInput
from tests.builders import LONDON, NOW, Make
from tests.ui.surfaces import settle
from ui import theme as themes
from ui.actions import Command
from ui.dialogs.conversation import ConversationDialog
from ui.main_window import Shell
from ui.main_window.registry import DOORS, PAGES
from ui.pages.people import PeoplePage
from ui.pages.today import TodayPage
from ui.prep.window import PrepWindow
from ui.theme import Scheme
from ui.widgets.text import TextLabel

Key, PLAIN = Qt.Key, Qt.KeyboardModifier.NoModifier
CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


@pytest.fixture(autouse=True)
def still(qapp: QApplication) -> Iterator[None]:
    """No motion."""
    themes.apply(qapp, themes.make(Scheme.LIGHT, reduced_motion=True))
    yield
    themes.apply(qapp, themes.make(Scheme.LIGHT))


@pytest.fixture
def megan(make: Make) -> PersonId:
    """Megan, whose father is in hospital, and whom I am to ring today."""
    megan = make.person(pronouns="she/her", nickname="Meg", city="Cape Town", time_zone="Africa/Johannesburg")
    last = QuestionInput(text="Did the Paarl depot open on time?", why="She was nervous about it.")
    make.conversation(megan, on=-11, their_world="Short about the budget.", ask_next=(last,))
    make.life_event(megan, "Father in hospital", question="How is your dad?", follow_up_on=5)
    make.promise(megan, "sends the list of carriers", direction=Direction.OF_THEM, due_on=-4)
    make.reminder(megan, "Ring Megan about January", on=0)
    return megan


def key(key_: Qt.Key, modifier: Qt.KeyboardModifier = PLAIN) -> None:
    """Press a key wherever the focus is."""
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClick(focused, key_, modifier)
    settle()


def write(text: str) -> None:
    """Type wherever the focus is."""
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClicks(focused, text)
    settle()


def prep_window(qtbot: QtBot) -> PrepWindow:
    """The panel, once it has the keyboard."""
    (window,) = (
        each for each in QApplication.topLevelWidgets() if isinstance(each, PrepWindow) and each.isVisible()
    )
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    return window


def test_from_the_reminder_to_the_log_and_back_to_the_card(
    qtbot: QtBot, open_shell: Callable[..., Shell], make: Make, megan: PersonId
) -> None:
    shell = open_shell(*PAGES, doors=DOORS)
    today = shell.page("today")
    assert isinstance(today, TodayPage)
    row = next(row for row in today.rows() if row.item.title == "Ring Megan about January")
    row.setFocus()

    # The reminder leads to what there is to know.
    key(Key.Key_P)
    window = prep_window(qtbot)
    said = [label.text() for label in window.panel.findChildren(TextLabel)]
    assert "Meg to friends, 16:42 in Cape Town" in said
    assert "Short about the budget." in said
    assert [tick.starter.question for tick in window.panel.ticks][:2] == [
        "How is your dad?",
        "Did the Paarl depot open on time?",
    ]

    # In the call: tick, type, be interrupted, come back.
    key(Key.Key_1, ALT)
    key(Key.Key_2, ALT)
    write("Her father comes home on Friday")
    key(Key.Key_Escape)
    assert not isValid(window)
    assert any("kept until you log it" in label.text() for label in shell.notices.findChildren(TextLabel))
    shell.activateWindow()
    qtbot.waitUntil(shell.isActiveWindow)
    row.setFocus()
    key(Key.Key_P)
    window = prep_window(qtbot)
    assert window.panel.note.text() == "Her father comes home on Friday"

    # After it: nothing is kept before it is saved, and one save keeps it all.
    before = card(make.store, megan, NOW, LONDON)
    key(Key.Key_Return, CTRL)
    dialog = shell.dialogs[-1]
    assert isinstance(dialog, ConversationDialog)
    assert card(make.store, megan, NOW, LONDON) == before
    shell.activateWindow()
    qtbot.waitUntil(shell.isActiveWindow)
    key(Key.Key_Return, CTRL)
    assert shell.dialogs == ()

    # The card knows.
    shell.open_person(megan)
    settle()
    people = shell.page("people")
    assert isinstance(people, PeoplePage)
    view = card(make.store, megan, NOW, LONDON)
    assert view.last_time is not None
    assert view.last_time.when_words.startswith("Tue 24 Nov")
    assert view.last_time.text == "Her father comes home on Friday"
    asked = {"How is your dad?", "Did the Paarl depot open on time?"}
    assert not asked & {one.question for one in view.ask_about}
    (father,) = view.right_now
    assert father.follow_up_on is not None
    assert father.follow_up_on > NOW.date()
    shown = [label.text() for label in people.card.findChildren(TextLabel) if label.isVisible()]
    assert "Her father comes home on Friday" in shown

    # The reminder is still mine to tick off, and undo takes the whole conversation back.
    assert "Ring Megan about January" in [item.title for item in reminders.due(make.store, NOW, LONDON)]
    undo = shell.actions_.get(Command.UNDO)
    assert undo is not None
    undo.trigger()
    settle()
    assert card(make.store, megan, NOW, LONDON) == before
