"""What painted widgets share: sharp hairlines, rounded boxes and the states of a control."""

from enum import StrEnum

from PySide6.QtCore import QLineF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen


class Pose(StrEnum):
    """The states a control is painted in."""

    REST = "rest"
    HOVER = "hover"
    PRESSED = "pressed"
    DISABLED = "disabled"


def device_width(painter: QPainter, width: float = 1.0) -> float:
    """`width` logical pixels, rounded to whole device pixels and at least one."""
    dpr = painter.device().devicePixelRatioF()
    return max(1, int(width * dpr)) / dpr


def hairline(painter: QPainter, colour: QColor, start: tuple[float, float], end: tuple[float, float]) -> None:
    """A line of one pixel along an axis, without antialiasing, on device pixels (DESIGN §3)."""
    (x1, y1), (x2, y2) = start, end
    width = device_width(painter)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    painter.setPen(Qt.PenStyle.NoPen)
    if y1 == y2:
        painter.fillRect(QRectF(x1, y1, x2 - x1, width), colour)
    else:
        painter.fillRect(QRectF(x1, y1, width, y2 - y1), colour)
    painter.restore()


def box(
    painter: QPainter,
    rect: QRectF,
    radius: float,
    *,
    fill: QColor | None = None,
    line: QColor | None = None,
    width: float = 1.0,
    dashed: bool = False,
) -> None:
    """A rounded rectangle, filled, with its border inside `rect`."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if line is None:
        path = QPainterPath()
        path.addRoundedRect(rect, radius, radius)
        if fill is not None:
            painter.fillPath(path, fill)
        painter.restore()
        return
    thick = device_width(painter, width)
    half = thick / 2
    pen = QPen(line, thick)
    if dashed:
        pen.setDashPattern([2.6 / thick, 2.0 / thick])
    painter.setPen(pen)
    painter.setBrush(fill if fill is not None else Qt.BrushStyle.NoBrush)
    inner = rect.adjusted(half, half, -half, -half)
    painter.drawRoundedRect(inner, radius - half, radius - half)
    painter.restore()


def line(
    painter: QPainter, colour: QColor, width: float, start: tuple[float, float], end: tuple[float, float]
) -> None:
    """A stroke with round ends."""
    pen = QPen(colour, width)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    painter.setPen(pen)
    painter.drawLine(QLineF(*start, *end))
