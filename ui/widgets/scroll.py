"""Scrolling: areas without a frame whose bar lies over the content and costs no width."""

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QScrollArea, QScrollBar, QWidget
from shiboken6 import isValid

_WIDTH = 10
_STEP = 24
_SEEN_MS = 1200
"""How long after scrolling it is still seen."""


class OverlayBar(QScrollBar):
    """A scroll bar at the far edge of `area`, over its content; the area's own is never shown.

    It is seen while something scrolls, while the pointer is on it, and for a moment when the pointer comes into the
    area (DESIGN §4); it can be taken hold of at any time.
    """

    def __init__(self, area: QAbstractScrollArea) -> None:
        super().__init__(Qt.Orientation.Vertical, area)
        self._area = area
        area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._own = area.verticalScrollBar()
        self._is_awake = False
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_SEEN_MS)
        self._rest.timeout.connect(self._sleep)
        self._own.rangeChanged.connect(self._follow)
        self._own.valueChanged.connect(self.setValue)
        self.valueChanged.connect(self._own.setValue)
        self.valueChanged.connect(self._wake)
        area.installEventFilter(self)
        self._follow()

    def _wake(self) -> None:
        self._is_awake = True
        self._rest.start()
        self.update()

    def _sleep(self) -> None:
        self._is_awake = False
        self.update()

    @property
    def is_seen(self) -> bool:
        """Whether it is painted now."""
        return self._is_awake or self.underMouse() or self.isSliderDown()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.is_seen:
            super().paintEvent(event)

    def _follow(self) -> None:
        own = self._own
        if not isValid(own):  # the area is being freed, and its own bar goes before this one
            return
        self.setRange(own.minimum(), own.maximum())
        self.setPageStep(own.pageStep())
        self.setSingleStep(own.singleStep())
        self.setValue(own.value())
        self.setVisible(own.maximum() > own.minimum())
        self._place()

    def _place(self) -> None:
        mirrored = self._area.layoutDirection() is Qt.LayoutDirection.RightToLeft
        left = 0 if mirrored else self._area.width() - _WIDTH
        self.setGeometry(left, 0, _WIDTH, self._area.height())
        self.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Resize, QEvent.Type.Show, QEvent.Type.LayoutDirectionChange):
            self._follow()
        elif event.type() == QEvent.Type.Enter:
            self._wake()
        return False


class ScrollPage(QScrollArea):
    """A page that scrolls up and down only; its content takes the whole width."""

    def __init__(self, content: QWidget | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalScrollBar().setSingleStep(_STEP)
        self.viewport().setAutoFillBackground(False)
        self.bar = OverlayBar(self)
        if content is not None:
            self.set_content(content)

    def set_content(self, content: QWidget) -> None:
        """Show `content`."""
        self.setWidget(content)
        content.setAutoFillBackground(False)

    def scroll_to(self, widget: QWidget) -> None:
        """Bring `widget` into view."""
        self.ensureWidgetVisible(widget, 0, 24)
