"""What tests of widgets stand on: the light theme without motion, and a window to put things into."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ui import theme as themes
from ui.theme import Scheme, make


@pytest.fixture(autouse=True)
def _look(qapp: QApplication) -> Iterator[None]:
    themes.apply(qapp, make(Scheme.LIGHT, reduced_motion=True))
    yield
    themes.apply(qapp, make(Scheme.LIGHT))


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    """A shown window of 800 by 600 with an empty column."""
    window = QWidget()
    window.resize(800, 600)
    QVBoxLayout(window)
    qtbot.addWidget(window)
    window.show()
    qtbot.waitExposed(window)
    window.activateWindow()
    return window
