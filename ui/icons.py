"""Lucide's strokes in the text colour, and Relmgr's own mark, drawn sharp at every device pixel ratio."""

from functools import cache, lru_cache

from PySide6.QtCore import QByteArray, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QPainter, QPainterPath, QPixmap
from PySide6.QtSvg import QSvgRenderer

from relmgr import bundled
from ui.theme import Theme, metrics

FOLDER = bundled.FOLDER / "icons"

# These point somewhere, so they turn round where text runs from right to left.
DIRECTED = frozenset(
    {
        "arrow-left",
        "arrow-right",
        "arrow-down-left",
        "arrow-up-right",
        "chevron-left",
        "chevron-right",
        "corner-down-right",
        "message-square",
        "redo-2",
        "trending-down",
        "trending-up",
        "undo-2",
    }
)


@cache
def _source(name: str) -> str:
    return (FOLDER / "lucide" / f"{name}.svg").read_text("utf-8")


def names() -> tuple[str, ...]:
    """The names of all icons there are."""
    return tuple(sorted(path.stem for path in (FOLDER / "lucide").glob("*.svg")))


@lru_cache(maxsize=512)
def _render(name: str, colour: str, alpha: float, *, size: float, dpr: float, mirrored: bool) -> QPixmap:
    source = _source(name).replace("currentColor", colour)
    source = source.replace('stroke-width="2"', f'stroke-width="{metrics.stroke_of(size)}"')
    renderer = QSvgRenderer(QByteArray(source.encode()))
    side = round(size * dpr)
    pixmap = QPixmap(side, side)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setOpacity(alpha)
    if mirrored:
        painter.translate(side, 0)
        painter.scale(-1, 1)
    renderer.render(painter, QRectF(0, 0, side, side))
    painter.end()
    pixmap.setDevicePixelRatio(dpr)
    return pixmap


def _ratio(dpr: float | None) -> float:
    if dpr is not None:
        return dpr
    app = QGuiApplication.instance()
    return app.devicePixelRatio() if isinstance(app, QGuiApplication) else 1.0


def pixmap(
    name: str, colour: QColor, size: float, *, dpr: float | None = None, mirrored: bool = False
) -> QPixmap:
    """The icon `name` in `colour`, `size` logical pixels square. Raises OSError for an unknown name."""
    turned = mirrored and name in DIRECTED
    return _render(name, colour.name(), colour.alphaF(), size=float(size), dpr=_ratio(dpr), mirrored=turned)


def icon(name: str, colour: QColor, size: int, *, disabled: QColor | None = None) -> QIcon:
    """The same as a QIcon, for what Qt paints itself: menus, the system tray, plain buttons."""
    result = QIcon()
    for dpr in (1.0, 1.5, 2.0, 3.0):
        result.addPixmap(pixmap(name, colour, size, dpr=dpr))
        if disabled is not None:
            result.addPixmap(pixmap(name, disabled, size, dpr=dpr), QIcon.Mode.Disabled)
    return result


def paint(painter: QPainter, name: str, colour: QColor, rect: QRectF, *, mirrored: bool = False) -> None:
    """Draw the icon `name` in `colour` in the middle of `rect`, as large as its smaller side, on whole pixels."""
    size = min(rect.width(), rect.height())
    dpr = painter.device().devicePixelRatioF()
    left = rect.x() + (rect.width() - size) / 2
    top = rect.y() + (rect.height() - size) / 2
    corner = QPointF(round(left * dpr) / dpr, round(top * dpr) / dpr)
    painter.drawPixmap(corner, pixmap(name, colour, size, dpr=dpr, mirrored=mirrored))


# The mark: a tile with a disc in front, in a square of 18 (DESIGN §5, Tray panel).
_BOX = 18.0


def paint_mark(
    painter: QPainter, size: float, *, tile: QColor, disc: QColor, dot: QColor | None = None
) -> None:
    """Draw Relmgr's mark into the square (0, 0, size, size); `dot` shows that something is due."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.scale(size / _BOX, size / _BOX)
    painter.setPen(Qt.PenStyle.NoPen)
    back = QPainterPath()
    back.addRoundedRect(QRectF(1.2, 2.2, 10.8, 10.8), 2.4, 2.4)
    front = QPointF(10.6, 11.6)
    back = back.subtracted(_disc(front, 5.9))
    due = QPointF(14.4, 3.4)
    if dot is not None:
        back = back.subtracted(_disc(due, 3.6))
    painter.fillPath(back, tile)
    painter.fillPath(_disc(front, 4.9), disc)
    if dot is not None:
        painter.fillPath(_disc(due, 2.7), dot)
    painter.restore()


def _disc(centre: QPointF, radius: float) -> QPainterPath:
    path = QPainterPath()
    path.addEllipse(centre, radius, radius)
    return path


_MARK_SIZES = (16, 18, 22, 24, 32, 48, 64, 128, 256)


def _mark_icon(tile: QColor, disc: QColor, dot: QColor | None) -> QIcon:
    result = QIcon()
    for size in _MARK_SIZES:
        image = QPixmap(QSize(size, size))
        image.fill(Qt.GlobalColor.transparent)
        painter = QPainter(image)
        paint_mark(painter, size, tile=tile, disc=disc, dot=dot)
        painter.end()
        result.addPixmap(image)
    return result


def app_icon() -> QIcon:
    """The icon of the windows and of the program."""
    return QIcon(str(FOLDER / "app" / "relmgr.svg"))


def tray_icon(theme: Theme, *, due: bool, monochrome: bool = False) -> QIcon:
    """The icon for the system tray, with a dot where something is `due`.

    `monochrome` gives one colour with an alpha channel, as macOS wants its menu bar (setIsMask).
    """
    if monochrome:
        ink = QColor(Qt.GlobalColor.black)
        faint = QColor(ink)
        faint.setAlphaF(0.5)
        result = _mark_icon(faint, ink, ink if due else None)
        result.setIsMask(True)
        return result
    tile = QColor(theme.palette.accent)
    tile.setAlphaF(0.55)
    return _mark_icon(tile, theme.palette.accent, theme.palette.ember if due else None)
