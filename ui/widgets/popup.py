"""Surfaces above the page: the painted shadow, and frameless popups."""

import math
from functools import lru_cache

from PySide6.QtCore import (
    QEvent,
    QMargins,
    QPoint,
    QPropertyAnimation,
    QRectF,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QColor,
    QGuiApplication,
    QImage,
    QKeyEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui import theme as themes
from ui.theme import CURVE, Theme, metrics
from ui.theme.palette import Shadow
from ui.widgets.painting import box

# How far the shadow reaches beyond a surface: blur 32 and 12 downwards.
SHADOW_MARGIN = QMargins(32, 24, 32, 44)


@lru_cache(maxsize=32)
def _corner_image(radius: int, blur: int, colour: int) -> QImage:
    """A blurred rounded square with a middle of one pixel, to be stretched: nothing is blurred live.

    One pixel a logical pixel. The blur of a rounded box is integrated along y, exact along x.
    """
    sigma = blur / 2
    reach = blur
    half = radius + reach
    inner = half - 0.5  # half of the box's side, the box reaching `reach` inwards of the stretch
    side = 2 * (half + reach) + 1
    image = QImage(side, side, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    ink = QColor.fromRgba(colour)
    alphas = _quarter(side // 2 + 1, side / 2, inner, radius, sigma)
    for y, row in enumerate(alphas):
        for x, alpha in enumerate(row):
            shade = QColor(ink)
            shade.setAlphaF(ink.alphaF() * alpha)
            for px, py in {(x, y), (side - 1 - x, y), (x, side - 1 - y), (side - 1 - x, side - 1 - y)}:
                image.setPixelColor(px, py, shade)
    return image


def _quarter(count: int, middle: float, half: float, radius: float, sigma: float) -> list[list[float]]:
    scale = math.sqrt(0.5) / sigma
    steps = 12
    offsets = [(-3 + 6 * (step + 0.5) / steps) * sigma for step in range(steps)]
    weights = [math.exp(-0.5 * (offset / sigma) ** 2) for offset in offsets]
    total = sum(weights)
    rows = []
    for row in range(count):
        y = middle - row - 0.5
        extents = []
        for offset, weight in zip(offsets, weights, strict=True):
            away = abs(y + offset)
            if away > half:
                continue
            over = max(0.0, away - (half - radius))
            extents.append(
                (half - radius + math.sqrt(max(0.0, radius * radius - over * over)), weight / total)
            )
        rows.append(
            [
                sum(
                    weight * 0.5 * (math.erf((x + extent) * scale) - math.erf((x - extent) * scale))
                    for extent, weight in extents
                )
                for x in (middle - column - 0.5 for column in range(count))
            ]
        )
    return rows


def _paint_layer(painter: QPainter, rect: QRectF, radius: float, layer: Shadow) -> None:
    if layer.blur == 0:
        spread = rect.adjusted(-layer.spread, -layer.spread, layer.spread, layer.spread)
        box(painter, spread, radius + layer.spread, fill=layer.colour)
        return
    blur = int(layer.blur)
    image = _corner_image(int(radius), blur, layer.colour.rgba())
    edge = int(radius) + 2 * blur
    outer = rect.translated(layer.x, layer.y).adjusted(-blur, -blur, blur, blur)
    # The corners must not overlap on surfaces smaller than the shadow is deep.
    wide = min(edge, int(outer.width() // 2))
    high = min(edge, int(outer.height() // 2))
    last = image.width()
    xs = (
        (0, wide, outer.x(), wide),
        (edge, 1, outer.x() + wide, outer.width() - 2 * wide),
        (last - wide, wide, outer.right() - wide, wide),
    )
    ys = (
        (0, high, outer.y(), high),
        (edge, 1, outer.y() + high, outer.height() - 2 * high),
        (last - high, high, outer.bottom() - high, high),
    )
    for source_y, source_h, y, h in ys:
        for source_x, source_w, x, w in xs:
            if w > 0 and h > 0:
                painter.drawImage(QRectF(x, y, w, h), image, QRectF(source_x, source_y, source_w, source_h))


def paint_raised(painter: QPainter, rect: QRectF, radius: float, theme: Theme) -> None:
    """Draw a raised surface with its shadow; `rect` is the surface, the shadow lies round it."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for layer in reversed(theme.palette.shadow):
        _paint_layer(painter, rect, radius, layer)
    edge = theme.palette.text if theme.high_contrast else None
    box(painter, rect, radius, fill=theme.palette.raised, line=edge)
    painter.restore()


class Surface(QWidget):
    """A raised surface inside a window, with room for its shadow round it: for popups in pages and pictures."""

    def __init__(self, radius: int = metrics.RADIUS_POPUP, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._radius = radius
        self.setContentsMargins(SHADOW_MARGIN)

    def paintEvent(self, event: QPaintEvent) -> None:
        inner = QRectF(self.rect().marginsRemoved(SHADOW_MARGIN))
        paint_raised(QPainter(self), inner, self._radius, themes.current())


class Popup(QWidget):
    """A frameless popup: closes when something outside it is pressed, or with Escape.

    Content goes into `surface`. The window is larger than the surface by the shadow.
    """

    closed = Signal()

    def __init__(
        self,
        parent: QWidget | None = None,
        *,
        radius: int = metrics.RADIUS_MENU,
        flags: Qt.WindowType = Qt.WindowType.Popup,
    ) -> None:
        super().__init__(
            parent, flags | Qt.WindowType.FramelessWindowHint | Qt.WindowType.NoDropShadowWindowHint
        )
        self.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._radius = radius
        self.surface = QWidget(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(SHADOW_MARGIN)
        column.addWidget(self.surface)

    def open_below(self, anchor: QWidget, gap: int = 4) -> None:
        """Show the popup under `anchor`, or over it where the screen ends; leading edges aligned."""
        self.adjustSize()
        place = anchor.mapToGlobal(QPoint(0, anchor.height() + gap))
        inner = self.size().shrunkBy(SHADOW_MARGIN)
        if anchor.layoutDirection() is Qt.LayoutDirection.RightToLeft:
            place.setX(place.x() + anchor.width() - inner.width())
        screen = QGuiApplication.screenAt(place) or anchor.screen()
        room = screen.availableGeometry()
        if place.y() + inner.height() > room.bottom():
            place.setY(anchor.mapToGlobal(QPoint(0, 0)).y() - gap - inner.height())
        place.setX(max(room.left(), min(place.x(), room.right() - inner.width())))
        self.open_at(place)

    def open_at(self, corner: QPoint) -> None:
        """Show the popup with the top left of its surface at `corner`, in global coordinates."""
        self.adjustSize()
        place = corner - QPoint(SHADOW_MARGIN.left(), SHADOW_MARGIN.top())
        self.move(place)
        self.show()
        self._appear(place)
        target = self.focusProxy() or self
        target.setFocus(Qt.FocusReason.PopupFocusReason)

    def _appear(self, place: QPoint) -> None:
        duration = themes.current().motion(metrics.POPUP_IN_MS)
        if not duration:
            return
        for name, start, end in ((b"windowOpacity", 0.0, 1.0), (b"pos", place + QPoint(0, 4), place)):
            movement = QPropertyAnimation(self, name, self)
            movement.setDuration(duration)
            movement.setEasingCurve(CURVE)
            movement.setStartValue(start)
            movement.setEndValue(end)
            movement.start(QPropertyAnimation.DeletionPolicy.DeleteWhenStopped)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close()
            return
        super().keyPressEvent(event)

    def closeEvent(self, event: QEvent) -> None:
        self.closed.emit()
        super().closeEvent(event)  # type: ignore[arg-type]

    def paintEvent(self, event: QPaintEvent) -> None:
        inner = QRectF(self.rect().marginsRemoved(SHADOW_MARGIN))
        paint_raised(QPainter(self), inner, self._radius, themes.current())
