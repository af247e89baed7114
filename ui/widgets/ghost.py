"""Ghost rows: where people will stand, in an empty list or while one is being read for longer than 200 ms."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui import theme as themes
from ui.theme import metrics

_WIDTHS = ((118, 164, 96), (140, 132, 112), (96, 150, 84), (128, 120, 104), (108, 158, 90))


class GhostRows(QWidget):
    """Rows of grey shapes, fading out downwards. Not animated, and nothing for assistive technology."""

    def __init__(
        self, count: int = 5, parent: QWidget | None = None, *, row: int = metrics.PEOPLE_ROW
    ) -> None:
        super().__init__(parent)
        self._count, self._row = count, row
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def sizeHint(self) -> QSize:
        return QSize(metrics.LIST, self._count * self._row)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(themes.current().palette.track)
        if self.layoutDirection() is Qt.LayoutDirection.RightToLeft:
            painter.translate(self.width(), 0)
            painter.scale(-1, 1)
        for number in range(self._count):
            painter.setOpacity(1 - number / self._count)
            top = number * self._row
            painter.drawEllipse(QPointF(16 + 23, top + 14 + 23), 17, 17)
            for line, width in enumerate(_WIDTHS[number % len(_WIDTHS)]):
                painter.drawRoundedRect(QRectF(68, top + 13 + line * 17, width, 9), 4.5, 4.5)
