"""The logo of an organisation, large and faint, with nobody in front of it; a picture can be dropped on it."""

from pathlib import Path

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from ui import theme as themes
from ui.theme import metrics
from ui.widgets.painting import box
from ui.widgets.portrait import PortraitSpec, paint_tile


class LogoTile(QLabel):
    """A tile of `side` pixels. `dropped` gives the path of a file that was dropped on it."""

    dropped = Signal(Path)

    def __init__(self, side: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._side = side
        self._spec = PortraitSpec(initials="", person_colour=0)
        self._is_over = False
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAcceptDrops(True)

    def show_spec(self, spec: PortraitSpec, name: str) -> None:
        """Show the logo of `spec`; `name` is what it is called."""
        self._spec = spec
        self.setAccessibleName(name)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._side, self._side)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()
            self._mark(True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._mark(False)

    def dropEvent(self, event: QDropEvent) -> None:
        self._mark(False)
        files = [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]
        if files:
            event.acceptProposedAction()
            self.dropped.emit(Path(files[0]))

    def _mark(self, on: bool) -> None:
        self._is_over = on
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = themes.current()
        painter = QPainter(self)
        mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        paint_tile(painter, QRectF(self.rect()), self._spec, theme, mirrored=mirrored)
        if self._is_over:
            edge = theme.palette.focus
            box(painter, QRectF(self.rect()), 0.22 * self._side, line=edge, width=metrics.FOCUS_RING)
