"""A promise that came due while the computer slept over the weekend comes up in the tray once, and is answered there."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from relmgr.clock import Clock
from relmgr.domain.ids import PersonId
from relmgr.domain.kinds import Status
from relmgr.services import expectations
from relmgr.services.reminders import Source
from tests.builders import Make
from tests.ui.conftest import Desk
from tests.ui.surfaces import settle
from ui.attention import Attention
from ui.context import Context
from ui.dialogs.conversation import ConversationDialog
from ui.main_window import Shell
from ui.main_window.registry import REGISTRY
from ui.tray import Tray

# A screenless Qt has no tray and says so when an icon is shown.
pytestmark = pytest.mark.qt_log_ignore("systemTrayWindowChanged", extend=True)

FRIDAY = datetime(2026, 11, 20, 16, tzinfo=UTC)
MONDAY = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)


@dataclass
class Laptop:
    """Its clock, and the time that runs only while the lid is open."""

    wall: datetime = FRIDAY
    ran: float = 1000.0

    def wake(self, at: datetime) -> None:
        self.wall = at

    def run(self, span: timedelta) -> None:
        self.wall += span
        self.ran += span.total_seconds()


@pytest.fixture
def laptop() -> Laptop:
    return Laptop()


@pytest.fixture
def start(qtbot: QtBot, context: Context, desk: Desk, laptop: Laptop) -> Iterator[Callable[[], Tray]]:
    """Starts the window with its tray over the same file, as after a restart; the first look is not waited for."""
    context.preferences.change(names_in_notifications=True)
    context = replace(context, clock=Clock(lambda: laptop.wall))
    open_now: list[tuple[Shell, Tray]] = []

    def end() -> None:
        for shell, tray in open_now:
            tray.end()
            shell.end()
        open_now.clear()

    def start_it() -> Tray:
        end()
        shell = Shell(context, desk, registry=REGISTRY)
        qtbot.addWidget(shell)
        shell.resize(1280, 800)
        shell.show()
        shell.start()
        attention = Attention(context, monotonic=lambda: laptop.ran)
        tray = Tray(context, shell, shell, is_available=lambda: True, attention=attention)
        open_now.append((shell, tray))
        attention.start()
        return tray

    yield start_it
    end()


def promise_on_friday(tray: Tray, megan: PersonId) -> None:
    """A sentence about the call, in which the promise and the call on Monday are understood."""
    shell = tray._navigator
    assert isinstance(shell, Shell)
    shell.log_conversation(megan, "Rang Megan. I promised the revised plan by Monday. Call again Sunday.")
    settle()
    dialog = shell.dialogs[-1]
    assert isinstance(dialog, ConversationDialog)
    dialog.press_primary()
    settle()


def test_what_came_due_over_the_weekend_comes_up_once_and_is_answered_in_the_tray(
    make: Make, start: Callable[[], Tray], laptop: Laptop
) -> None:
    megan = make.person("Megan Jacobs")
    tray = start()
    promise_on_friday(tray, megan)
    (promise,) = expectations.of(make.store, megan)
    laptop.run(timedelta(minutes=1))
    tray.attention.tick()
    tray.delivery.dismiss()

    laptop.wake(MONDAY)
    tray.attention.tick()
    said = tray.delivery.announcement
    assert said is not None
    assert (said.title, said.text) == ("Two things are due", "Call again. Plan.")
    assert [item.while_away for item in said.items] == [True, False]
    laptop.run(timedelta(minutes=1))
    tray.attention.tick()
    tray.delivery.dismiss()

    tray = start()
    assert tray.delivery.announcement is None, "it was shown before the restart"
    assert tray.attention.count == 1
    tray.toggle_panel()
    assert tray.panel is not None
    (call,) = (row for row in tray.panel.rows if row.item.source is Source.REMINDER)
    QTest.mouseClick(call.done, Qt.MouseButton.LeftButton)
    (plan,) = tray.panel.rows
    assert (plan.item.title, plan.item.source) == ("Plan", Source.EXPECTATION)
    assert tray.panel.title.text() == "Due now"
    QTest.mouseClick(plan.done, Qt.MouseButton.LeftButton)
    assert tray.panel.title.text() == "Nothing is due"
    assert expectations.get(make.store, promise.id).status is Status.MET
    laptop.run(timedelta(minutes=1))
    assert start().attention.count == 0
