"""The bar at the bottom of the window that offers to take the last change back (DESIGN §6)."""

from PySide6.QtCore import QEvent, QMargins, QObject, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QWidget

from relmgr.i18n import _
from ui import icons
from ui import theme as themes
from ui.theme import metrics
from ui.widgets.buttons import LinkButton, shortcut_text
from ui.widgets.popup import SHADOW_MARGIN, paint_raised
from ui.widgets.text import TextLabel

_FROM_EDGE = 24


class UndoBar(QWidget):
    """What was just done and the word Undo; or an error and "Try again". At the bottom centre for eight seconds.

    The time stands still while the pointer is over it or the focus is in it.
    """

    undo_requested = Signal()
    retry_requested = Signal()
    faded = Signal()

    def __init__(self, host: QWidget) -> None:
        super().__init__(host)
        self._host = host
        self._is_error = False
        self.setAccessibleName(_("Undo"))
        row = QHBoxLayout(self)
        row.setContentsMargins(SHADOW_MARGIN + QMargins(16, 8, 16, 8))
        row.setSpacing(12)
        self.sentence = TextLabel("", "body", "text", self)
        self.link = LinkButton(_("Undo"), style="name_row", parent=self)
        keys = shortcut_text(QKeySequence(QKeySequence.StandardKey.Undo))
        self._keys = TextLabel(keys, "key_hint", "text3", self)
        for widget in (self.sentence, self.link, self._keys):
            row.addWidget(widget)
        self.link.clicked.connect(self._pressed)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.fade)
        self._left = 0
        host.installEventFilter(self)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._focus_moved)
        self.hide()

    def show_done(self, sentence: str) -> None:
        """Say what was done and offer to undo it."""
        self._show(sentence, _("Undo"), is_error=False)

    def show_error(self, sentence: str, retry: str = "") -> None:
        """Say what went wrong and offer to try again."""
        self._show(sentence, retry or _("Try again"), is_error=True)

    def fade(self) -> None:
        """Take the bar away."""
        self._timer.stop()
        if self.isVisible():
            self.hide()
            self.faded.emit()

    def _show(self, sentence: str, link: str, *, is_error: bool) -> None:
        self._is_error = is_error
        self.sentence.setText(sentence)
        self.link.setText(link)
        self.link.updateGeometry()
        self._keys.setVisible(not is_error)
        margins = SHADOW_MARGIN + QMargins(16 + (metrics.ICON_BUTTON_GLYPH + 10 if is_error else 0), 8, 16, 8)
        layout = self.layout()
        if layout is not None:
            layout.setContentsMargins(margins)
        self._place()
        self.show()
        self.raise_()
        self._start(metrics.UNDO_MS)

    def _start(self, milliseconds: int) -> None:
        self._timer.start(milliseconds)

    def _pressed(self) -> None:
        self.hide()
        self._timer.stop()
        if self._is_error:
            self.retry_requested.emit()
        else:
            self.undo_requested.emit()

    def _place(self) -> None:
        self.adjustSize()
        bottom = self._host.height() - _FROM_EDGE + SHADOW_MARGIN.bottom()
        self.move((self._host.width() - self.width()) // 2, bottom - self.height())

    def _pause(self) -> None:
        if self._timer.isActive():
            self._left = self._timer.remainingTime()
            self._timer.stop()

    def _go_on(self) -> None:
        if (
            self.isVisible()
            and not self._timer.isActive()
            and not self.underMouse()
            and not self.link.hasFocus()
        ):
            self._start(max(1000, self._left))

    def is_paused(self) -> bool:
        """Whether the bar waits because somebody is at it."""
        return self.isVisible() and not self._timer.isActive()

    def enterEvent(self, event: QEvent) -> None:
        self._pause()

    def leaveEvent(self, event: QEvent) -> None:
        if not self.link.hasFocus():
            self._start(max(1000, self._left))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return False

    def _focus_moved(self, before: QWidget | None, now: QWidget | None) -> None:
        if now is self.link:
            self._pause()
        elif before is self.link:
            self._go_on()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = themes.current()
        painter = QPainter(self)
        inner = QRectF(self.rect().marginsRemoved(SHADOW_MARGIN))
        paint_raised(painter, inner, metrics.RADIUS_SHEET, theme)
        if self._is_error:
            side = metrics.ICON_BUTTON_GLYPH
            mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
            left = inner.right() - 14 - side if mirrored else inner.x() + 14
            icons.paint(
                painter, "circle-alert", theme.palette.danger, QRectF(left, inner.y(), side, inner.height())
            )
