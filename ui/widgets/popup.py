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
    QPainterPath,
    QPaintEvent,
    QRegion,
    QResizeEvent,
)
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui import theme as themes
from ui.theme import CURVE, Theme, metrics
from ui.theme.palette import Shadow
from ui.widgets.compositing import is_see_through
from ui.widgets.painting import box

# How far the shadow reaches beyond a surface: blur 32 and 12 downwards.
SHADOW_MARGIN = QMargins(32, 24, 32, 44)


@lru_cache(maxsize=64)
def _shadow_image(radius: int, blur: int, half_width: int, half_height: int, colour: int) -> QImage:
    """The blurred shadow of a rounded box of twice the halves, to be stretched along its middle row and column.

    One pixel a logical pixel, `blur` pixels of fading on each side: blurred once, not live.
    """
    columns, rows = half_width + blur, half_height + blur
    quarter = _quarter(columns, rows, blur=blur, box_half=(half_width, half_height), radius=radius)
    lines = [bytes(line) + bytes(reversed(line)) for line in quarter]
    content = b"".join([*lines, *reversed(lines)])
    mask = QImage(content, 2 * columns, 2 * rows, 2 * columns, QImage.Format.Format_Alpha8)
    image = mask.convertToFormat(QImage.Format.Format_ARGB32_Premultiplied)
    painter = QPainter(image)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceIn)
    painter.fillRect(image.rect(), QColor.fromRgba(colour))
    painter.end()
    return image


_CORNER_STEPS = 6


def _quarter(
    columns: int, rows: int, *, blur: int, box_half: tuple[int, int], radius: int
) -> list[list[int]]:
    """The alpha (0 to 255) of the upper left quarter of a blurred rounded box.

    A CSS blur is a Gauss curve of half its width. The round corners are cut into a few straight bands, and the
    blur of a band is a product of error functions.
    """
    scale = math.sqrt(0.5) / (blur / 2)
    half_width, half_height = box_half
    bands: list[tuple[float, float, float]] = [(half_width, 0.0, half_height - radius)]
    for step in range(_CORNER_STEPS):
        inner, outer = radius * step / _CORNER_STEPS, radius * (step + 1) / _CORNER_STEPS
        middle = (inner + outer) / 2
        reach = half_width - radius + math.sqrt(radius * radius - middle * middle)
        bands.append((reach, half_height - radius + inner, half_height - radius + outer))

    def covered(at: float, near: float, far: float) -> float:
        return 0.5 * (math.erf((far - at) * scale) - math.erf((near - at) * scale))

    xs = [columns - column - 0.5 for column in range(columns)]
    across = [[covered(x, -reach, reach) for x in xs] for reach, _near, _far in bands]
    result = []
    for row in range(rows):
        y = rows - row - 0.5
        weights = [covered(y, near, far) + covered(y, -far, -near) for _reach, near, far in bands]
        line = [0.0] * columns
        for weight, values in zip(weights, across, strict=True):
            if weight > 0.0005:
                line = [sum_so_far + weight * value for sum_so_far, value in zip(line, values, strict=True)]
        result.append([min(255, round(255 * value)) for value in line])
    return result


_MIDDLE = 2
"""The place of the stretched part in the rows and columns of a shadow."""


def _paint_layer(painter: QPainter, rect: QRectF, radius: float, layer: Shadow) -> None:
    if layer.blur == 0:
        spread = rect.adjusted(-layer.spread, -layer.spread, layer.spread, layer.spread)
        box(painter, spread, radius + layer.spread, fill=layer.colour)
        return
    blur = int(layer.blur)
    # Three standard deviations inside the edge the shadow is even; smaller surfaces have an image of their own.
    even = int(radius) + 3 * blur // 2
    half_width, half_height = min(even, int(rect.width() / 2)), min(even, int(rect.height() / 2))
    image = _shadow_image(int(radius), blur, half_width, half_height, layer.colour.rgba())
    wide, high = image.width() // 2, image.height() // 2
    outer = rect.translated(layer.x, layer.y).adjusted(-blur, -blur, blur, blur)
    columns: list[tuple[int, int, float, float]] = [
        (0, wide, outer.x(), wide),
        (wide, wide, outer.right() - wide, wide),
    ]
    rows: list[tuple[int, int, float, float]] = [
        (0, high, outer.y(), high),
        (high, high, outer.bottom() - high, high),
    ]
    between_x, between_y = outer.width() - 2 * wide, outer.height() - 2 * high
    if between_x > 0:
        columns.append((wide - 1, 1, outer.x() + wide, between_x))
    if between_y > 0:
        rows.append((high - 1, 1, outer.y() + high, between_y))
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    for row, (source_y, source_h, y, h) in enumerate(rows):
        for column, (source_x, source_w, x, w) in enumerate(columns):
            if row == column == _MIDDLE:
                continue  # the surface covers it, and it is most of what there would be to paint
            painter.drawImage(QRectF(x, y, w, h), image, QRectF(source_x, source_y, source_w, source_h))
    painter.restore()


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


_CLOSING: dict[int, QWidget] = {}
"""Popups that have closed and whose memory Qt has not freed yet."""


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
        self._is_cut = False
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
        """Show the popup with the top left of its surface at `corner`, in global coordinates, or as near as is seen whole."""
        self.adjustSize()
        self._is_cut = not is_see_through()
        place = self._whole_at(corner) - QPoint(SHADOW_MARGIN.left(), SHADOW_MARGIN.top())
        self.move(place)
        if self._is_cut:
            self._cut()
        self.show()
        self._appear(place)
        target = self.focusProxy() or self
        target.setFocus(Qt.FocusReason.PopupFocusReason)

    def move_to(self, corner: QPoint) -> None:
        """The top left of its surface goes to `corner`, in global coordinates, once it is open."""
        self.move(corner - QPoint(SHADOW_MARGIN.left(), SHADOW_MARGIN.top()))

    def _whole_at(self, corner: QPoint) -> QPoint:
        """`corner`, moved as little as lets the screen show all of the surface; its top left before all."""
        screen = QGuiApplication.screenAt(corner) or self.screen()
        room, inner = screen.availableGeometry(), self.size().shrunkBy(SHADOW_MARGIN)
        x = max(room.left(), min(corner.x(), room.right() - inner.width()))
        return QPoint(x, max(room.top(), min(corner.y(), room.bottom() - inner.height())))

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
        # Without a parent it would go with its last reference, perhaps in the middle of the event that closed it.
        number = id(self)
        _CLOSING[number] = self
        self.destroyed.connect(lambda: _CLOSING.pop(number, None))
        self.closed.emit()
        super().closeEvent(event)  # type: ignore[arg-type]

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._is_cut:
            self._cut()

    def _cut(self) -> None:
        """Without a compositor the shadow would be a black frame: the window takes the shape of its surface."""
        shape = QPainterPath()
        inner = QRectF(self.rect().marginsRemoved(SHADOW_MARGIN))
        shape.addRoundedRect(inner, self._radius, self._radius)
        self.setMask(QRegion(shape.toFillPolygon().toPolygon()))

    def paintEvent(self, event: QPaintEvent) -> None:
        inner = QRectF(self.rect().marginsRemoved(SHADOW_MARGIN))
        theme = themes.current()
        painter = QPainter(self)
        paint_raised(painter, inner, self._radius, theme)
        if self._is_cut:
            box(painter, inner, self._radius, line=theme.palette.control_border)
