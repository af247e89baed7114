"""The reminder popup: who, why, one true detail, and Done, In an hour, Open (R5; DESIGN §5, tray-popup)."""

from PySide6.QtCore import QEvent, QMargins, Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QEnterEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from relmgr.i18n import _
from ui import theme as themes
from ui.models.announcement import Announcement, wants_prep
from ui.models.today import done_words
from ui.theme import metrics
from ui.tray.face import SmallFace
from ui.widgets.buttons import Button, IconButton, Kind
from ui.widgets.mirroring import mirrored_margins
from ui.widgets.popup import Popup
from ui.widgets.portrait import PortraitSpec
from ui.widgets.text import TextLabel

FACE = 44
SHOWN_MS = 30_000
"""How long the popup stays untouched; what it says stays in the tray and on Today."""


class Reminder(QWidget):
    """The content of the popup, 360 × 140; the window or picture round it gives surface and shadow."""

    done_asked = Signal()
    later_asked = Signal()
    open_asked = Signal()
    prep_asked = Signal()
    close_asked = Signal()

    def __init__(
        self, announcement: Announcement, spec: PortraitSpec | None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("reminder")
        self.announcement = announcement
        self.setAccessibleName(_(", ").join(part for part in (announcement.title, announcement.text) if part))
        theme = themes.current()
        width, height = metrics.REMINDER
        self.setFixedSize(round(width * max(1.0, theme.factor)), theme.scaled(height))
        self.face = SmallFace(spec, FACE, self)
        self.title = TextLabel(announcement.title, "life_title", "text", self)
        self.text = TextLabel(announcement.text, "body", "text2", self, wrap=True, max_lines=2)
        words = QVBoxLayout()
        words.setContentsMargins(mirrored_margins(self, 0, 0, 36, 0))
        words.setSpacing(1)
        words.addWidget(self.title)
        words.addWidget(self.text)
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addLayout(words)
        column.addStretch(1)
        buttons = self._buttons()
        column.addLayout(buttons)
        lead = QVBoxLayout()
        lead.setContentsMargins(0, 2, 0, 0)
        lead.addWidget(self.face)
        lead.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(mirrored_margins(self, 16, 14, 10, 20))
        row.setSpacing(12)
        row.addLayout(lead)
        row.addLayout(column, 1)
        needed = 16 + self.face.sizeHint().width() + 12 + buttons.sizeHint().width() + 10
        self.setFixedWidth(max(self.width(), min(needed, 2 * width)))  # longer words in other languages
        self.close_button = IconButton("x", _("Close"), raised=True, parent=self)
        self.close_button.clicked.connect(self.close_asked)

    def _buttons(self) -> QHBoxLayout:
        item = self.announcement.item
        single = item is not None
        words = done_words(item) if item is not None and self.announcement.shows_names else _("Done")
        self.done = Button(words, Kind.PRIMARY, icon="check", raised=True, parent=self)
        self.later = Button(_("In an hour"), icon="alarm-clock", raised=True, parent=self)
        kind = Kind.STANDARD if single else Kind.PRIMARY
        item = self.announcement.item
        is_call = item is not None and wants_prep(item)
        words = _("Prep") if is_call else _("Open") if single else _("Open Today")
        self.open = Button(words, kind, raised=True, parent=self)
        self.done.setVisible(single)
        self.done.clicked.connect(self.done_asked)
        self.later.clicked.connect(self.later_asked)
        self.open.clicked.connect(self.prep_asked if is_call else self.open_asked)
        row = QHBoxLayout()
        row.setSpacing(8)
        for button in (self.done, self.later, self.open) if single else (self.open, self.later):
            row.addWidget(button)
        row.addStretch(1)
        return row

    def resizeEvent(self, event: QEvent) -> None:
        super().resizeEvent(event)  # type: ignore[arg-type]
        side = self.close_button.sizeHint()
        left = 10 if self.isRightToLeft() else self.width() - 10 - side.width()
        self.close_button.setGeometry(left, 10, side.width(), side.height())


class ReminderPopup(Popup):
    """The window of a Reminder: over everything, without taking the focus; it stays while somebody is at it."""

    def __init__(self, reminder: Reminder) -> None:
        flags = (
            Qt.WindowType.Tool | Qt.WindowType.WindowStaysOnTopHint | Qt.WindowType.WindowDoesNotAcceptFocus
        )
        super().__init__(None, radius=metrics.RADIUS_POPUP, flags=flags)
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setAttribute(Qt.WidgetAttribute.WA_MacAlwaysShowToolWindow)
        self.setWindowTitle("Relmgr")
        self.setAccessibleName(reminder.accessibleName())
        self.reminder = reminder
        column = QVBoxLayout(self.surface)
        column.setContentsMargins(QMargins())
        column.addWidget(reminder)
        reminder.close_asked.connect(self.close)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SHOWN_MS)
        self._timer.timeout.connect(self.leave_if_alone)

    def linger(self) -> None:
        """Count the time it stays, and let assistive technology say it."""
        self._timer.start()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, self.accessibleName()))

    def is_attended(self) -> bool:
        """Whether the pointer or the focus is on it."""
        focused = QApplication.focusWidget()
        return self.underMouse() or (focused is not None and self.isAncestorOf(focused))

    def remaining_ms(self) -> int:
        """How long it stays untouched, in milliseconds; -1 while somebody is at it."""
        return self._timer.remainingTime()

    def leave_if_alone(self) -> None:
        """Go, unless somebody is at it."""
        if self.is_attended():
            self._timer.start()
        else:
            self.close()

    def enterEvent(self, event: QEnterEvent) -> None:
        self._timer.stop()

    def leaveEvent(self, event: QEvent) -> None:
        self._timer.start()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)
