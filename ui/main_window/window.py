"""The frame of the program: it shows one face at a time (a blank shell, the lock page, first run, the open file)."""

import json
import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QMainWindow, QWidget

from relmgr.errors import RelmgrError
from relmgr.paths import Profile, replace_file
from ui import icons
from ui import theme as themes
from ui.actions import Actions, Command
from ui.theme import metrics
from ui.widgets.painting import hairline

if TYPE_CHECKING:  # imported when they are first needed
    from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QPaintEvent

    from ui.guide import GuideWindow

SMALLEST = QSize(960, 640)
USUAL = QSize(1280, 800)
TITLE = "Relmgr"
_FARTHEST_TOP = 2_000
_log = logging.getLogger("relmgr.ui.window")


@dataclass(frozen=True, slots=True)
class Left:
    """Where the window was when it was last left. It names nobody."""

    page: str = ""
    """"people" or "today"; empty: nothing is known."""
    rows_top: int = 0
    """Where the rows of the list began."""


class BlankFace(QWidget):
    """What is painted first, before the file is even looked for: the columns without a word in them."""

    def paintEvent(self, event: "QPaintEvent") -> None:
        palette = themes.current().palette
        painter = QPainter(self)
        painter.fillRect(self.rect(), palette.surface)
        width = metrics.NAV
        left = self.width() - width if self.isRightToLeft() else 0
        painter.fillRect(left, 0, width, self.height(), palette.canvas)
        at = left if self.isRightToLeft() else width - 1
        hairline(painter, palette.hairline, (at, 0), (at, self.height()))


class MainWindow(QMainWindow):
    """The window. Its title never names anybody (DESIGN §10)."""

    painted = Signal()
    """The first face is on the screen."""
    files_dropped = Signal(object)
    """Contact files were dropped: a tuple of paths."""

    def __init__(self, profile: Profile) -> None:
        super().__init__()
        self.setWindowTitle(TITLE)
        self.setWindowIcon(icons.app_icon())
        self.setMinimumSize(SMALLEST)
        self.setAcceptDrops(True)
        self.actions_ = Actions(self)
        self.may_close: Callable[[], bool] = lambda: True
        """Asked when the user closes the window; False when it was hidden or minimised instead."""
        self._was_painted = False
        self._profile = profile
        self._guide: GuideWindow | None = None
        self._file = profile.config / "window.state"
        self._left_file = profile.config / "window.page"
        self.left = Left()
        """Of the last run, until `leave_at` says otherwise."""
        self._restore()
        self._page = self.left.page
        self.show_face(BlankFace())

    def show_face(self, face: QWidget) -> None:
        """Show `face` and free the one before."""
        self.setCentralWidget(face)
        face.show()

    def face(self) -> QWidget | None:
        """What is shown now."""
        return self.centralWidget()

    def add_program_commands(self, leave: Callable[[], None]) -> None:
        """Let the keys that close the window, open the guide and `leave` the program work on every face."""
        self.actions_.add(Command.CLOSE_WINDOW, self._close_by_key)
        self.actions_.add(Command.GUIDE, self.open_guide)
        self.actions_.add(Command.QUIT, leave)

    def _close_by_key(self) -> None:
        self.close()

    def open_guide(self, page: str = "") -> None:
        """Show the guide in a window of its own, at `page` if it is given."""
        if self._guide is None:
            from ui.guide import GuideWindow

            self._guide = GuideWindow(self._profile)
        self._guide.open(page)

    def bring_to_front(self) -> None:
        """Show the window, whether it was hidden, minimised or behind others."""
        if self.isMinimized():
            self.showNormal()
        self.show()
        self.raise_()
        self.activateWindow()

    def remember_place(self) -> None:
        """Keep size and position for the next start; a disk that refuses is no reason to complain."""
        try:
            replace_file(self._file, bytes(self.saveGeometry().data()))
            replace_file(self._left_file, json.dumps([self.left.page, self.left.rows_top]).encode())
        except RelmgrError as error:
            _log.info("the window's place is not kept: %s", type(error).__name__)

    def _restore(self) -> None:
        self.resize(USUAL)
        for file, take in ((self._file, self.restoreGeometry), (self._left_file, self._take_left)):
            try:
                take(file.read_bytes())
            except OSError as error:
                _log.debug("no place of the window: %s", type(error).__name__)

    def _take_left(self, content: bytes) -> None:
        self.left = _read_left(content)

    def page_to_open(self) -> str:
        """The page that the last run ended on, once; "" for the first."""
        page, self._page = self._page, ""
        return page

    def leave_at(self, page: str, rows_top: int) -> None:
        """Have the next start open on `page` if it is People, else on Today, the page of the day."""
        self.left = Left(page, rows_top) if page == "people" and rows_top > 0 else Left("today")

    def closeEvent(self, event: "QCloseEvent") -> None:
        self.remember_place()
        if self.may_close():
            event.accept()
        else:
            event.ignore()

    def dragEnterEvent(self, event: "QDragEnterEvent") -> None:
        from ui.widgets.contact_files import contact_files

        if contact_files(event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: "QDropEvent") -> None:
        from ui.widgets.contact_files import contact_files

        paths = contact_files(event.mimeData().urls())
        if paths:
            event.acceptProposedAction()
            self.files_dropped.emit(paths)

    def paintEvent(self, event: "QPaintEvent") -> None:
        super().paintEvent(event)
        if not self._was_painted:
            self._was_painted = True
            self.painted.emit()


def _read_left(content: bytes) -> Left:
    try:
        page, rows_top = json.loads(content)
    except (ValueError, TypeError, RecursionError):
        return Left()
    if page != "people" or not isinstance(rows_top, int) or not 0 < rows_top < _FARTHEST_TOP:
        return Left("today")
    return Left(page, rows_top)
