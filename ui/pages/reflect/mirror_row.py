"""One line of the mirror: mine a disc, theirs a diamond, the gap between them (D5, DESIGN §5)."""

from PySide6.QtCore import QLineF, QPointF, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from relmgr.domain.kinds import Characteristic
from relmgr.services.reflect.mirror import MirrorLine
from ui import theme as themes
from ui.theme import metrics
from ui.theme.palette import with_alpha
from ui.widgets import focus_frame
from ui.widgets.text import paint_line, text_width

SCALE = 232
"""The width of the line with room for the marks at its ends."""

ROW = 30
_ROOM = 8
_DISC, _DIAMOND, _INNER = 5.6, 6.4, 3.0
_GAP_WIDTH = 3
_STEPS = 5


def paint_disc(painter: QPainter, at: QPointF, radius: float = _DISC) -> None:
    """The mark of mine."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(themes.current().palette.accent)
    painter.drawEllipse(at, radius, radius)


def paint_diamond(painter: QPainter, at: QPointF) -> None:
    """The mark of theirs: open, so that it is told from the disc by its shape."""
    palette = themes.current().palette
    painter.setPen(QPen(palette.ember, 1.6))
    painter.setBrush(palette.surface)
    x, y, r = at.x(), at.y(), _DIAMOND
    painter.drawPolygon(
        QPolygonF([QPointF(x, y - r), QPointF(x + r, y), QPointF(x, y + r), QPointF(x - r, y)])
    )


class MirrorRow(QAbstractButton):
    """A characteristic and its line. Pressing it opens what the moments say, with their days."""

    def __init__(self, characteristic: Characteristic, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.characteristic = characteristic
        self.line: MirrorLine | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        focus_frame.attach(self, metrics.RADIUS_ICON_BUTTON)

    def show_line(self, line: MirrorLine) -> None:
        """Show where the two stand."""
        self.line = line
        self.setText(line.name)
        self.setAccessibleName(line.words)
        self.setAccessibleDescription(line.said)
        self.setToolTip(line.said)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(SCALE + 160, themes.current().scaled(ROW))

    def minimumSizeHint(self) -> QSize:
        return QSize(SCALE + 80, themes.current().scaled(ROW))

    def _at(self, value: float) -> QPointF:
        """Where 1 to 5 lies; from right to left in a mirrored window."""
        along = _ROOM + (value - 1) / (_STEPS - 1) * (SCALE - 2 * _ROOM)
        start = self.width() - SCALE
        x = SCALE - along if self.isRightToLeft() else start + along
        return QPointF(x, self.height() / 2)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.line is None:
            return
        palette = themes.current().palette
        painter = QPainter(self)
        painter.setLayoutDirection(self.layoutDirection())
        wide = self.width() - SCALE - 12
        spot = QRect(SCALE + 12 if self.isRightToLeft() else 0, 0, wide, self.height())
        ink = palette.accent_text if self.underMouse() else palette.text
        paint_line(painter, spot, self.text(), "body", ink)
        self._paint_scale(painter)
        self._paint_marks(painter, self.line)

    def _paint_scale(self, painter: QPainter) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.setPen(QPen(themes.current().palette.hairline_strong, 1))
        painter.drawLine(QLineF(self._at(1), self._at(_STEPS)))
        for step in range(1, _STEPS + 1):
            at = self._at(step)
            painter.drawLine(QLineF(at.x(), at.y() - 3, at.x(), at.y() + 3))

    def _paint_marks(self, painter: QPainter, line: MirrorLine) -> None:
        palette = themes.current().palette
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        mine, theirs = line.marks.mine, line.marks.theirs
        if mine is not None and theirs is not None and mine != theirs:
            colour = with_alpha(palette.accent if mine > theirs else palette.ember, 0.55)
            pen = QPen(colour, _GAP_WIDTH)
            pen.setCapStyle(Qt.PenCapStyle.FlatCap)
            painter.setPen(pen)
            painter.drawLine(QLineF(self._at(mine), self._at(theirs)))
        if theirs is not None:
            paint_diamond(painter, self._at(theirs))
        if mine is not None:
            paint_disc(painter, self._at(mine), _INNER if mine == theirs else _DISC)


class Ends(QWidget):
    """ "Seldom" and "Always" over the ends of the lines below."""

    def __init__(self, low: str, high: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._low, self._high = low, high
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(SCALE, themes.current().line_height("small"))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setLayoutDirection(self.layoutDirection())
        left = 0 if self.isRightToLeft() else self.width() - SCALE
        spot = QRect(left, 0, SCALE, self.height())
        ink = themes.current().palette.text3
        paint_line(painter, spot, self._low, "small", ink)
        paint_line(painter, spot, self._high, "small", ink, trailing=True)


class Key(QWidget):
    """What a mark means: the disc is mine, the diamond theirs."""

    def __init__(self, text: str, *, is_mine: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text, self._is_mine = text, is_mine
        self.setAccessibleName(text)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(round(text_width(self._text, "small")) + 24, themes.current().scaled(metrics.BUTTON))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setLayoutDirection(self.layoutDirection())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        x = self.width() - 7.0 if self.isRightToLeft() else 7.0
        at = QPointF(x, self.height() / 2)
        (paint_disc if self._is_mine else paint_diamond)(painter, at)
        spot = QRect(0 if self.isRightToLeft() else 19, 0, self.width() - 19, self.height())
        paint_line(painter, spot, self._text, "small", themes.current().palette.text2)
