"""What the journeys share with the tests of windows, and a window of a day of one's choice."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from pytestqt.qtbot import QtBot

from relmgr import clock as clocks
from tests.ui.conftest import Desk, context, desk, made, mould, open_shell, profile, store
from ui.context import Context
from ui.main_window import Shell
from ui.main_window.registry import REGISTRY

__all__ = ["OnDay", "context", "desk", "made", "mould", "on_day", "open_shell", "profile", "store"]

OnDay = Callable[[date], Shell]


@pytest.fixture
def on_day(qtbot: QtBot, context: Context, desk: Desk) -> OnDay:
    """Opens the window on a day, at noon, over the same file."""

    def open_it(day: date) -> Shell:
        clock = clocks.fixed(datetime(day.year, day.month, day.day, 12, tzinfo=UTC))
        shell = Shell(replace(context, clock=clock), desk, registry=REGISTRY)
        qtbot.addWidget(shell)
        shell.resize(1280, 800)
        with qtbot.waitActive(shell):
            shell.show()
            shell.activateWindow()
        shell.start()
        return shell

    return open_it
