"""Qt's Python binding must not lose references: PySide6 6.12.0 does on Python 3.11, and dies after some hundred signals.

Move the pin in pyproject.toml only when this passes on every Python we support.
"""

import sys

from PySide6.QtCore import QObject, QTimer, Signal
from pytestqt.qtbot import QtBot

TIMES = 200
SLACK = 100


class Bell(QObject):
    """Rings, with nothing to say."""

    rung = Signal()


def test_signals_keep_the_references_of_true_and_none(qtbot: QtBot) -> None:
    bell = Bell()
    heard: list[int] = []
    bell.rung.connect(lambda: heard.append(1))
    before = sys.getrefcount(True), sys.getrefcount(None)

    for _ in range(TIMES):
        bell.rung.emit()

    assert len(heard) == TIMES
    assert abs(sys.getrefcount(True) - before[0]) < SLACK
    assert abs(sys.getrefcount(None) - before[1]) < SLACK


def test_timers_keep_the_references_of_none(qtbot: QtBot) -> None:
    heard: list[int] = []
    before = sys.getrefcount(None)

    for _ in range(TIMES):
        QTimer.singleShot(0, lambda: heard.append(1))
    qtbot.waitUntil(lambda: len(heard) == TIMES)

    assert abs(sys.getrefcount(None) - before) < SLACK
