"""The window of the panel: one of its own, without a frame, that can stay on top of the call."""

from PySide6.QtCore import QMargins, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeySequence, QMouseEvent, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from relmgr.i18n import _
from ui import icons
from ui import theme as themes
from ui.actions import Command, definitions
from ui.prep.panel import SIZE, PrepPanel
from ui.theme import metrics
from ui.widgets.popup import SHADOW_MARGIN, Popup

PRINT_KEYS, SAVE_KEYS = "Ctrl+P", "Ctrl+S"
_FROM_EDGE = 24
"""Between the panel and the edge of the screen when it is first opened."""


def can_stay_on_top() -> bool:
    """Whether a window may ask to be over all others. Wayland leaves that to the user's own window menu."""
    return not QGuiApplication.platformName().startswith("wayland")


class PrepWindow(Popup):
    """Opens beside what is open, can be moved by any free spot of it, and names nobody in its title (DESIGN §10)."""

    print_asked = Signal()
    save_asked = Signal()
    lock_asked = Signal()

    def __init__(self) -> None:
        super().__init__(None, radius=metrics.RADIUS_POPUP, flags=Qt.WindowType.Window)
        self.setWindowTitle(_("Prep for a call"))
        self.setWindowIcon(icons.app_icon())
        self.panel = PrepPanel(can_pin=can_stay_on_top(), parent=self.surface)
        column = QVBoxLayout(self.surface)
        column.setContentsMargins(QMargins())
        column.addWidget(self.panel)
        self.setFocusProxy(self.panel.note)
        self.panel.close_asked.connect(self.close)
        self.panel.pin_asked.connect(self.keep_on_top)
        QShortcut(QKeySequence("Ctrl+W"), self, self.close)
        for keys in definitions()[Command.LOCK].keys:
            QShortcut(QKeySequence(keys), self, self.lock_asked.emit)
        QShortcut(QKeySequence(PRINT_KEYS), self, self.print_asked.emit)
        QShortcut(QKeySequence(SAVE_KEYS), self, self.save_asked.emit)
        for keys in ("Ctrl+Return", "Ctrl+Enter", "Ctrl+L"):
            QShortcut(QKeySequence(keys), self, self.panel.log_asked.emit)
        for number in range(1, 10):
            QShortcut(QKeySequence(f"Alt+{number}"), self, lambda at=number: self.panel.tick(at))
        for keys, pages in (("PgDown", 1), ("PgUp", -1)):
            QShortcut(QKeySequence(keys), self, lambda by=pages: self.panel.scroll_by(by))
        self.fit()

    def fit(self) -> None:
        """Take the size that goes with the size of texts, and no more than the screen has."""
        theme = themes.current()
        room = self.screen().availableGeometry().size() - QSize(2 * _FROM_EDGE, 2 * _FROM_EDGE)
        wanted = QSize(theme.scaled(SIZE[0]), theme.scaled(SIZE[1]))
        self.panel.setFixedSize(wanted.boundedTo(room))
        self.adjustSize()

    def open_beside(self, window: QWidget | None, place: QPoint | None) -> None:
        """Show it at `place`, or at the far top corner of the screen that shows `window`."""
        if place is None:
            screen = window.screen() if window is not None else self.screen()
            room = screen.availableGeometry()
            left = room.x() + _FROM_EDGE
            if not self.isRightToLeft():
                left = room.x() + room.width() - _FROM_EDGE - self.panel.width()
            place = QPoint(left, room.y() + _FROM_EDGE)
        self.open_at(place)
        self.activateWindow()

    def place(self) -> QPoint:
        """Where the top left of the panel is on the screen."""
        return self.pos() + QPoint(SHADOW_MARGIN.left(), SHADOW_MARGIN.top())

    def keep_on_top(self, is_on_top: bool) -> None:
        """Stay over all other windows, or no longer."""
        if bool(self.windowFlags() & Qt.WindowType.WindowStaysOnTopHint) == is_on_top:
            return
        place, was_shown = self.pos(), self.isVisible()
        self.setWindowFlag(Qt.WindowType.WindowStaysOnTopHint, is_on_top)  # which hides it
        if was_shown:
            self.move(place)
            self.show()
            self.activateWindow()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """It has no frame to be moved by."""
        handle = self.windowHandle()
        if event.button() == Qt.MouseButton.LeftButton and handle is not None:
            handle.startSystemMove()
