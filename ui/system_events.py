"""What the system asks of the program itself rather than of a window: open these files, end, come to the front.

macOS hands over files by QFileOpenEvent, whether Relmgr runs already or was started for them; the Dock's and the menu's
Quit, and logging out, come as QEvent.Quit there, which Qt answers by closing windows, and ours hide instead of closing.
"""

import sys
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QFileOpenEvent, QGuiApplication
from PySide6.QtWidgets import QApplication

_GATHER_MS = 100
"""Several files opened at once come one by one."""


class SystemEvents(QObject):
    """Takes the events of the application, and keeps files until somebody can open them."""

    quit_asked = Signal()
    front_asked = Signal()
    """The Dock's icon was pressed while nothing of Relmgr was to be seen."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._files: list[Path] = []
        self._open: Callable[[tuple[Path, ...]], None] | None = None
        self._gathering = QTimer(self)
        self._gathering.setSingleShot(True)
        self._gathering.setInterval(_GATHER_MS)
        self._gathering.timeout.connect(self._hand_on)

    def open_with(self, open_files: Callable[[tuple[Path, ...]], None]) -> None:
        """Hand files to `open_files` from now on, and those that came before."""
        self._open = open_files
        self._hand_on()

    def take(self, event: QEvent) -> bool:
        """Act on `event`; False leaves it to Qt."""
        if isinstance(event, QFileOpenEvent):
            if event.file():  # an address that is no file is nothing to Relmgr
                self._files.append(Path(event.file()))
                self._gathering.start()
            return True
        if event.type() is QEvent.Type.Quit:
            self.quit_asked.emit()
            return True
        if event.type() is QEvent.Type.ApplicationStateChange and sys.platform == "darwin":
            self._look_for_windows()
        return False

    def _hand_on(self) -> None:
        if self._open is not None and self._files and not self._gathering.isActive():
            files, self._files = tuple(self._files), []
            self._open(files)

    def _look_for_windows(self) -> None:
        is_active = QGuiApplication.applicationState() is Qt.ApplicationState.ApplicationActive
        if is_active and not any(each.isVisible() for each in QApplication.topLevelWidgets()):
            self.front_asked.emit()


class Application(QApplication):
    """The application, whose own events (few, unlike those of windows) go to `system`."""

    _system: SystemEvents | None = None
    """None while it is being made, when the first events come already."""

    def __init__(self, arguments: list[str]) -> None:
        super().__init__(arguments)
        self._system = SystemEvents(self)

    @property
    def system(self) -> SystemEvents:
        """Who takes the events."""
        assert self._system is not None
        return self._system

    def event(self, event: QEvent) -> bool:
        return (self._system is not None and self._system.take(event)) or super().event(event)
