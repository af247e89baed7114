"""What painted widgets share: sharp hairlines, rounded boxes and the states of a control."""

import math
from enum import StrEnum

from PySide6.QtCore import QLineF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from ui.theme import Palette, metrics


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


def snapped(painter: QPainter, rect: QRectF) -> QRectF:
    """`rect` with its edges on device pixels: at 150 % a widget may begin in the middle of one."""
    device = painter.deviceTransform()
    if device.isRotating():
        return rect
    there = device.mapRect(rect)
    # Outer edges round the same way everywhere, or neighbours would overlap or part.
    left, top = math.floor(there.left() + 0.5), math.floor(there.top() + 0.5)
    right, bottom = math.floor(there.right() + 0.5), math.floor(there.bottom() + 0.5)
    back, _invertible = device.inverted()
    return back.mapRect(QRectF(left, top, max(1, right - left), max(1, bottom - top)))


def hairline(painter: QPainter, colour: QColor, start: tuple[float, float], end: tuple[float, float]) -> None:
    """A line of one pixel along an axis, without antialiasing, on device pixels (DESIGN §3)."""
    (x1, y1), (x2, y2) = start, end
    width = device_width(painter)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    painter.setPen(Qt.PenStyle.NoPen)
    whole = QRectF(x1, y1, x2 - x1, width) if y1 == y2 else QRectF(x1, y1, width, y2 - y1)
    painter.fillRect(snapped(painter, whole), colour)
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
    rect = snapped(painter, rect)
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


def field_frame(
    painter: QPainter,
    rect: QRectF,
    palette: Palette,
    pose: Pose,
    *,
    has_focus: bool = False,
    is_wrong: bool = False,
    radius: float = metrics.RADIUS_CONTROL,
) -> None:
    """The box round a field: its border is 2 px and in the focus colour while it has the focus (DESIGN §6)."""
    if pose is Pose.DISABLED:
        box(painter, rect, radius, line=palette.hairline_strong)
    elif has_focus:
        edge = palette.danger if is_wrong else palette.focus
        box(painter, rect, radius, fill=palette.field, line=edge, width=metrics.FOCUS_RING)
    else:
        edge = palette.danger if is_wrong else palette.text3 if pose is Pose.HOVER else palette.control_border
        box(painter, rect, radius, fill=palette.field, line=edge)


def line(
    painter: QPainter, colour: QColor, width: float, start: tuple[float, float], end: tuple[float, float]
) -> None:
    """A stroke with round ends."""
    pen = QPen(colour, width)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    painter.setPen(pen)
    painter.drawLine(QLineF(*start, *end))
