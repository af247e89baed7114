"""How discs, names and lines of the referral graph are drawn, and the line that says what the lines mean."""

from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QLineF, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from relmgr.i18n import _
from ui import theme as themes
from ui.widgets.painting import box
from ui.widgets.portrait import PortraitSpec, person_pixmap
from ui.widgets.text import TextLabel, elided, paint_line

DISC, YOU = 44, 48
_ARROW = 5.0
_BADGE = 18


class Stroke(StrEnum):
    """What a line says: its colour, its dashes and its width say it three times."""

    THANKED = "thanked"
    OWED = "owed"
    DIRECT = "direct"


@dataclass(frozen=True, slots=True)
class Line:
    """A curve from a disc to another."""

    start: QPointF
    end: QPointF
    stroke: Stroke

    def path(self) -> QPainterPath:
        """Level at both ends; back to an earlier column it swings out."""
        way = self.end.x() - self.start.x()
        reach = way / 2 if abs(way) > 60 else 90 if way >= 0 else -90
        path = QPainterPath(self.start)
        path.cubicTo(self.start + QPointF(reach, 0), self.end - QPointF(reach, 0), self.end)
        return path

    def reach(self) -> QRectF:
        """What it covers."""
        return self.path().controlPointRect().adjusted(-4, -8, 4, 8)


def _pen(stroke: Stroke) -> QPen:
    palette = themes.current().palette
    colour, width = {
        Stroke.THANKED: (palette.accent, 1.5),
        Stroke.OWED: (palette.at_risk_fg, 1.5),
        Stroke.DIRECT: (palette.control_border, 1.2),
    }[stroke]
    colour = QColor(colour)
    if stroke is Stroke.THANKED:
        colour.setAlphaF(0.8)
    pen = QPen(colour, width)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    if stroke is Stroke.OWED:
        pen.setDashPattern([4, 3])
    return pen


def paint_stroke(painter: QPainter, line: Line) -> None:
    """The curve with a small open arrow."""
    pen = _pen(line.stroke)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPath(line.path())
    pen.setStyle(Qt.PenStyle.SolidLine)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    painter.setPen(pen)
    back = -_ARROW if line.end.x() > line.start.x() else _ARROW
    for up in (-_ARROW, _ARROW):
        painter.drawLine(QLineF(line.end, line.end + QPointF(back, up * 0.9)))


def paint_disc(painter: QPainter, disc: QRectF, spec: PortraitSpec, *, is_folded: bool) -> None:
    """Somebody, with a second disc behind where others stand folded in them."""
    theme = themes.current()
    if is_folded:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.palette.hairline_strong)
        painter.drawEllipse(disc.translated(5, 0))
    pixmap = person_pixmap(spec, DISC, theme, painter.device().devicePixelRatioF())
    painter.drawPixmap(disc.topLeft(), pixmap)


def paint_count(painter: QPainter, disc: QRectF, folded: int) -> None:
    """How many stand folded in somebody, as a small number at the edge of their disc."""
    theme = themes.current()
    text = f"+{folded}"
    wide = max(_BADGE, QFontMetricsF(theme.font("badge")).horizontalAdvance(text) + 10)
    spot = QRectF(disc.right() - wide / 2 + 4, disc.top() - 7, wide, _BADGE)
    box(painter, spot, _BADGE / 2, fill=theme.palette.surface, line=theme.palette.hairline_strong)
    _centred(painter, spot, text, "badge", "text2")


def paint_rest(painter: QPainter, disc: QRectF, count: int) -> None:
    """Several folded into one."""
    palette = themes.current().palette
    box(painter, disc, DISC / 2, fill=palette.surface, line=palette.control_border, dashed=True)
    _centred(painter, disc, f"+{count}", "small_strong", "text2")


def paint_you(painter: QPainter, disc: QRectF, *, is_chosen: bool) -> None:
    """Where it all begins."""
    palette = themes.current().palette
    box(painter, disc, YOU / 2, fill=palette.surface, line=palette.hairline_strong)
    _centred(painter, disc, _("You"), "name_row", "text")
    if is_chosen:
        ring = disc.adjusted(-5, -5, 5, 5)
        box(painter, ring, ring.height() / 2, line=palette.accent, width=2)


def paint_name(painter: QPainter, spot: QRectF, name: str, *, is_quiet: bool = False) -> None:
    """A name in the middle of `spot`, elided at its own end; a line that passes behind it leaves it room."""
    theme = themes.current()
    high = theme.line_height("small_strong")
    place = QRectF(spot.x(), spot.y(), spot.width(), high)
    wide = min(place.width(), QFontMetricsF(theme.font("small_strong")).horizontalAdvance(name)) + 6
    behind = QRectF(place.center().x() - wide / 2, place.y(), wide, high)
    painter.fillRect(behind, theme.palette.sunken)
    _centred(painter, place, name, "small_strong", "text3" if is_quiet else "text")


def _centred(painter: QPainter, spot: QRectF, text: str, style: str, role: str) -> None:
    theme = themes.current()
    font = theme.font(style)
    shown = elided(text, font, spot.width())
    wide = QFontMetricsF(font).horizontalAdvance(shown) + 1
    left = spot.center().x() - wide / 2
    place = QRect(round(left), round(spot.y()), round(wide + 1), round(spot.height()))
    paint_line(painter, place, shown, style, theme.colour(role))


class _Sample(QWidget):
    def __init__(self, stroke: Stroke, parent: QWidget) -> None:
        super().__init__(parent)
        self._stroke = stroke
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(28, themes.current().line_height("small"))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(_pen(self._stroke))
        middle = self.height() / 2 + 0.5
        painter.drawLine(QLineF(0, middle, self.width(), middle))


class Legend(QWidget):
    """What the three lines mean."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for stroke, words in (
            (Stroke.THANKED, _("Thanked")),
            (Stroke.OWED, _("Thank-you owed")),
            (Stroke.DIRECT, _("Met directly")),
        ):
            row.addWidget(_Sample(stroke, self))
            row.addWidget(TextLabel(words, "small", "text2", self))
            row.addSpacing(12)
        row.addStretch(1)
