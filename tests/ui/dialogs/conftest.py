"""What the tests of dialogs share: a window to open them in, and ways to press and type."""

from collections.abc import Callable
from unittest.mock import MagicMock

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from ui.context import OpenDialog


class Host:
    """Opens dialogs in a bare window."""

    def __init__(self, window: QWidget) -> None:
        self.window = window

    def dialog_parent(self) -> QWidget:
        return self.window

    def open_dialog(self, dialog: OpenDialog, focus: QWidget | None = None) -> None:
        dialog.open(focus)


@pytest.fixture
def host(qtbot: QtBot, show: Callable[[QWidget], None]) -> Host:
    """A window of 1280 × 800 that opens dialogs."""
    window = QWidget()
    show(window)
    return Host(window)


@pytest.fixture
def navigator() -> MagicMock:
    return MagicMock()
