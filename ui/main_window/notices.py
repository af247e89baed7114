"""The bar at the bottom centre: what was just done, with Undo, or what went wrong (DESIGN §6, Undo bar)."""

from PySide6.QtCore import QEvent, QMargins, QObject, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QWidget
from shiboken6 import isValid

from relmgr.i18n import _
from ui import icons
from ui import theme as themes
from ui.theme import metrics
from ui.widgets.buttons import IconButton, LinkButton
from ui.widgets.popup import SHADOW_MARGIN, paint_raised
from ui.widgets.text import TextLabel

_FROM_EDGE = 24
_WIDEST = 640


class NoticeBar(QWidget):
    """One sentence at a time. It goes after 8 s, counted anew while the mouse or the focus is on it; faults stay."""

    undo_asked = Signal()
    focus_lost = Signal()
    """The bar had the focus, and what had it before is gone."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("notice_bar")
        self._window = parent
        self._is_fault = False
        self._before: QWidget | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(metrics.UNDO_MS)
        self._timer.timeout.connect(self._maybe_leave)
        self.label = TextLabel("", "body", "text", wrap=True, max_lines=4)
        self.undo = LinkButton(_("Undo"))
        self.undo.setObjectName("notice_undo")
        self.undo.clicked.connect(self._undo)
        self.key = TextLabel("", "key_hint", "text3")
        self.close_button = IconButton("x", _("Close"), raised=True)
        self.close_button.clicked.connect(self.leave)
        self._row = QHBoxLayout(self)
        self._row.setSpacing(12)
        for each in (self.label, self.undo, self.key, self.close_button):
            self._row.addWidget(each, 1 if each is self.label else 0, Qt.AlignmentFlag.AlignVCenter)
        parent.installEventFilter(self)
        self.hide()

    @property
    def text(self) -> str:
        """What the bar says now; empty when it is not shown."""
        return self.label.text() if not self.isHidden() else ""

    def tell(self, text: str) -> None:
        """Say `text` for 8 seconds."""
        self._show(text, fault=False, undo=False)

    def warn(self, text: str) -> None:
        """Say what went wrong; it stays until it is closed."""
        self._show(text, fault=True, undo=False)

    def offer_undo(self, text: str, hint: str) -> None:
        """Say what was done, with Undo and its key, for 8 seconds."""
        self.key.setText(hint)
        self._show(text, fault=False, undo=True)

    def leave(self) -> None:
        """Take the bar away."""
        self._timer.stop()
        focused = QApplication.focusWidget()
        before, self._before = self._before, None
        if focused is None or not self.isAncestorOf(focused):
            self.hide()
        elif before is not None and isValid(before) and before.isVisible() and before.isEnabled():
            before.setFocus(Qt.FocusReason.OtherFocusReason)
            self.hide()
        else:
            focused.clearFocus()  # else Qt hands it to the first thing in the window
            self.hide()
            self.focus_lost.emit()

    def first_focus(self) -> QWidget:
        """What F6 focuses here."""
        return self.undo if not self.undo.isHidden() else self.close_button

    def _show(self, text: str, *, fault: bool, undo: bool) -> None:
        self._is_fault = fault
        focused = QApplication.focusWidget()
        if focused is not None and not self.isAncestorOf(focused):
            self._before = focused
        self.label.setText(text)
        self.undo.setVisible(undo)
        self.key.setVisible(undo)
        self.close_button.setVisible(fault)
        lead = 16 + metrics.ICON_ROW + 10 if fault else 16
        self._row.setContentsMargins(SHADOW_MARGIN + QMargins(lead, 6, 8 if fault else 16, 6))
        self._row.activate()
        self._place()  # before it is shown: where it was last may be under the mouse
        self.show()
        self._place()
        self.raise_()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, text))
        if fault:
            self._timer.stop()
        else:
            self._timer.start()

    def _maybe_leave(self) -> None:
        focused = QApplication.focusWidget()
        if self.underMouse() or (focused is not None and self.isAncestorOf(focused)):
            self._timer.start()
        else:
            self.leave()

    def _undo(self) -> None:
        self.leave()
        self.undo_asked.emit()

    def _place(self) -> None:
        across = SHADOW_MARGIN.left() + SHADOW_MARGIN.right()
        down = SHADOW_MARGIN.top() + SHADOW_MARGIN.bottom()
        widest = min(_WIDEST, self._window.width() - 2 * _FROM_EDGE)
        width = min(self._row.sizeHint().width(), widest + across)
        least = themes.current().scaled(metrics.UNDO_BAR)
        height = max(least + down, self._row.heightForWidth(width))
        bottom = self._window.height() - _FROM_EDGE + SHADOW_MARGIN.bottom()
        self.setGeometry((self._window.width() - width) // 2, bottom - height, width, height)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and not self.isHidden():
            self._place()
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = themes.current()
        painter = QPainter(self)
        inner = QRectF(self.rect().marginsRemoved(SHADOW_MARGIN))
        paint_raised(painter, inner, metrics.RADIUS_SHEET, theme)
        if self._is_fault:
            side = metrics.ICON_ROW
            left = inner.right() - 16 - side if self.isRightToLeft() else inner.left() + 16
            icons.paint(
                painter, "circle-alert", theme.palette.danger, QRectF(left, inner.y(), side, inner.height())
            )
