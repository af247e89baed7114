"""The ring round whatever has the keyboard's focus: style sheets alone cannot draw outside a control (DESIGN §6)."""

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt, QTimer
from PySide6.QtGui import QFocusEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractScrollArea, QToolTip, QWidget
from shiboken6 import isValid

from ui import theme as themes
from ui.theme import metrics

_KEYBOARD = frozenset(
    {Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason, Qt.FocusReason.ShortcutFocusReason}
)
_POINTER = frozenset({Qt.FocusReason.MouseFocusReason})
_REACH = metrics.FOCUS_RING + metrics.FOCUS_GAP
_MOVES = frozenset({QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.Show, QEvent.Type.Hide})


class FocusFrame(QWidget):
    """The ring itself: lies over the nearest ancestor that does not clip it, and takes no clicks."""

    def __init__(self, host: QWidget, target: QWidget, radius: float) -> None:
        super().__init__(host)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setObjectName("focus_frame")
        self._target = target
        self._radius = radius
        self._chain: list[QWidget] = []
        step: QWidget | None = target
        while step is not None and step is not host:
            step.installEventFilter(self)
            self._chain.append(step)
            step = step.parentWidget()
        self._place()

    def release(self) -> None:
        """Take the ring away for good."""
        for step in self._chain:
            if isValid(step):  # Qt tells a widget that it lost the focus while it is being deleted, too
                step.removeEventFilter(self)
        self._chain.clear()
        if isValid(self):
            self.hide()
            self.deleteLater()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _MOVES and self._chain:
            self._place()
        return False

    def _place(self) -> None:
        host = self.parentWidget()
        if host is None:
            return
        corner = self._target.mapTo(host, QPoint(0, 0))
        around = QRect(corner, self._target.size()).adjusted(-_REACH, -_REACH, _REACH, _REACH)
        self.setGeometry(around)
        self.setVisible(self._target.isVisibleTo(host))
        self.raise_()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(themes.current().palette.focus, metrics.FOCUS_RING))
        half = metrics.FOCUS_RING / 2
        box = QRectF(self.rect()).adjusted(half, half, -half, -half)
        radius = min(self._radius + _REACH - half, box.height() / 2)
        painter.drawRoundedRect(box, radius, radius)


class _Follower(QObject):
    """Shows the ring while the widget it watches has a focus that came from the keyboard."""

    # How the user last moved the focus: code that sets it (a dialog closing) keeps to that.
    by_keyboard = False

    def __init__(self, target: QWidget, radius: float) -> None:
        super().__init__(target)
        self._target = target
        self._radius = radius
        self._frame: FocusFrame | None = None
        self._has_told = False
        target.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind == QEvent.Type.FocusIn and isinstance(event, QFocusEvent):
            if event.reason() in _KEYBOARD:
                _Follower.by_keyboard = True
            elif event.reason() in _POINTER:
                _Follower.by_keyboard = False
            if _Follower.by_keyboard:
                self._show()
        elif kind in (QEvent.Type.FocusOut, QEvent.Type.MouseButtonPress):
            if kind == QEvent.Type.MouseButtonPress:
                _Follower.by_keyboard = False
            self._remove()
        return False

    def _show(self) -> None:
        self._remove()
        self._frame = FocusFrame(_host(self._target), self._target, self._radius)
        if self._target.toolTip():
            QTimer.singleShot(metrics.TOOLTIP_MS, self, self._tell)

    def _tell(self) -> None:
        """Who has no mouse reads the tooltip too (DESIGN §6)."""
        if self._frame is not None and self._target.isVisible() and self._target.toolTip():
            below = self._target.mapToGlobal(QPoint(0, self._target.height() + _REACH))
            QToolTip.showText(below, self._target.toolTip(), self._target)
            self._has_told = True

    def _remove(self) -> None:
        if self._frame is not None:
            self._frame.release()
            self._frame = None
        if self._has_told:
            self._has_told = False
            QToolTip.hideText()


def _host(target: QWidget) -> QWidget:
    """The content of the innermost scroll area round `target`, so that the ring scrolls along; else the window."""
    step = target
    while (above := step.parentWidget()) is not None and not step.isWindow():
        area = above.parentWidget()
        if step is not target and isinstance(area, QAbstractScrollArea) and area.viewport() is above:
            return step
        if step is not target and step.property("focus_host"):
            return step
        step = above
    return step


def attach(target: QWidget, radius: float = metrics.RADIUS_CONTROL) -> None:
    """Let the ring follow `target`, whose corners have `radius`; shown for keyboard focus only."""
    _Follower(target, radius)


def attach_now(target: QWidget, event: QFocusEvent, radius: float = metrics.RADIUS_CONTROL) -> None:
    """The same from the focus that has just come by `event`: for buttons by the hundred, most of which never get it.

    Who watches a widget from Python is called for each of its events.
    """
    _Follower(target, radius).eventFilter(target, event)


def show_ring(target: QWidget, radius: float = metrics.RADIUS_CONTROL) -> FocusFrame:
    """A ring round `target` whatever has the focus: for pictures of the states."""
    return FocusFrame(_host(target), target, radius)


def is_by_keyboard() -> bool:
    """Whether the user last moved the focus with the keyboard: rows and cards draw their own ring inside."""
    return _Follower.by_keyboard


def note_focus(event: QFocusEvent) -> None:
    """Take note of how the focus came: called by widgets that draw their own ring."""
    if event.reason() in _KEYBOARD:
        _Follower.by_keyboard = True
    elif event.reason() in _POINTER:
        _Follower.by_keyboard = False
