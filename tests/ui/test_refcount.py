"""Qt's Python binding must not lose references: PySide6 6.12.0 does on Python 3.11, and dies after some hundred signals.

Move the pin in pyproject.toml only when this passes on every Python we support.
"""

import gc
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer, Signal
from pytestqt.qtbot import QtBot

TIMES = 2000
SLACK = 1000
# From Python 3.12 on these are immortal (PEP 683), and their count means nothing.
COUNTED = (True, None) if sys.version_info < (3, 12) else ()


class Bell(QObject):
    """Rings, with nothing or something to say."""

    rung = Signal()
    said = Signal(object)


@pytest.fixture(autouse=True)
def _without_collection(qtbot: QtBot) -> Iterator[None]:
    """Keep what other tests left behind from being freed, and counted, in the middle of these."""
    for _ in range(3):
        QCoreApplication.processEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        gc.collect()
    gc.disable()
    yield
    gc.enable()


def counts() -> list[int]:
    return [sys.getrefcount(constant) for constant in COUNTED]


def lost(before: list[int]) -> list[int]:
    return [then - now for then, now in zip(before, counts(), strict=True) if abs(then - now) >= SLACK]


def test_signals_keep_the_references_of_true_and_none(qtbot: QtBot) -> None:
    bell = Bell()
    heard: list[int] = []
    bell.rung.connect(lambda: heard.append(1))
    before = counts()

    for _ in range(TIMES):
        bell.rung.emit()

    assert len(heard) == TIMES
    assert lost(before) == []


def test_timers_keep_the_references_of_true_and_none(qtbot: QtBot) -> None:
    heard: list[int] = []
    before = counts()

    for _ in range(TIMES):
        QTimer.singleShot(0, lambda: heard.append(1))
    qtbot.waitUntil(lambda: len(heard) == TIMES)

    assert lost(before) == []


def test_signals_keep_the_references_of_what_they_carry(qtbot: QtBot) -> None:
    bell = Bell()
    word = object()
    heard: list[int] = []
    bell.said.connect(lambda what: heard.append(id(what)))
    before = sys.getrefcount(word)

    for _ in range(TIMES):
        bell.said.emit(word)

    assert heard == [id(word)] * TIMES
    assert sys.getrefcount(word) == before


def test_no_item_of_a_layout_of_qt_is_asked_for() -> None:
    """What `QLayout.itemAt` gave stays known to PySide 6.11 when Qt has freed it; an object that comes to lie there is
    freed twice, and the program ends without a word. Ask `children` and `indexOf`; our own FlowLayout keeps its items."""
    ui = Path(__file__).resolve().parents[2] / "ui"
    asking = {
        path.relative_to(ui).as_posix() for path in ui.rglob("*.py") if ".itemAt(" in path.read_text("utf-8")
    }
    assert asking <= {"dialogs/conversation/chips.py"}, "chips.py asks a FlowLayout"
