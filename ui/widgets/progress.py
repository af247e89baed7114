"""How far something is: a thin bar."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from relmgr.i18n import _
from ui import theme as themes
from ui.widgets.painting import box

_BAR = 6


class ProgressBar(QWidget):
    """How far something is, 6 high."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._done, self._total = 0, 0
        self.setFixedHeight(_BAR)
        self.setAccessibleName(_("Progress"))

    def show_progress(self, done: int, total: int) -> None:
        """`done` of `total`."""
        if (done, total) != (self._done, self._total):
            self._done, self._total = done, total
            self.update()

    @property
    def share(self) -> float:
        """0 to 1."""
        return min(1.0, self._done / self._total) if self._total else 0.0

    def sizeHint(self) -> QSize:
        return QSize(200, _BAR)

    def paintEvent(self, event: QPaintEvent) -> None:
        palette = themes.current().palette
        painter = QPainter(self)
        whole = QRectF(self.rect())
        box(painter, whole, _BAR / 2, fill=palette.track)
        if self.share > 0:
            part = QRectF(whole)
            part.setWidth(max(_BAR, whole.width() * self.share))
            if self.layoutDirection() is Qt.LayoutDirection.RightToLeft:
                part.moveRight(whole.right())
            box(painter, part, _BAR / 2, fill=palette.accent)
