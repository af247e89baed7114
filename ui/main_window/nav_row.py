"""How a row of the navigation is painted: one for the column's buttons and for the first face after a start."""

from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter

from relmgr.domain.numbers import counted
from ui import icons
from ui import theme as themes
from ui.theme import metrics
from ui.widgets.painting import box
from ui.widgets.text import paint_line, text_width

EDGE = 12
RAIL_EDGE = 10
RAIL_UNDER = 1080
"""A narrower window shows the rail of icons, at the usual text size."""
_ICON_AT = 10
_LABEL_AT = 37
_SEARCH_LABEL_AT = 33
_COUNT_EDGE = 10
_HINT_EDGE = 12
_HINT_GAP = 6
_BADGE = 18
_BADGE_LEAST = 20


def column_width() -> int:
    """The width of the column with its words: half of what larger text adds, for the words are short."""
    return round(metrics.NAV * (1 + max(1.0, themes.current().factor)) / 2)


def is_rail(window: int) -> bool:
    """Whether a window of this width shows the rail; the column of words takes more room at larger text."""
    return window < RAIL_UNDER + column_width() - metrics.NAV


class CountLook(StrEnum):
    """How a count is shown: Today's filled, what is at risk tinted, the others plain."""

    PLAIN = "plain"
    FILLED = "filled"
    TINTED = "tinted"


@dataclass(frozen=True, slots=True, kw_only=True)
class NavLook:
    """What a row shows. `boxed` is the colour role of the box round Search ("sunken") and Quick capture ("surface")."""

    text: str
    icon: str
    boxed: str = ""
    hint: str = ""
    count: int = 0
    count_look: CountLook = CountLook.PLAIN
    is_checked: bool = False
    is_down: bool = False
    is_under_pointer: bool = False
    is_rail: bool = False
    is_mirrored: bool = False


def paint_nav_row(painter: QPainter, size: QSize, look: NavLook) -> None:
    """Draw `look` from the painter's origin on, `size` large."""
    palette = themes.current().palette
    fill = _fill(look)
    if fill is not None or look.boxed:
        line = palette.hairline_strong if look.boxed else None
        box(painter, QRectF(0, 0, size.width(), size.height()), metrics.RADIUS_CONTROL, fill=fill, line=line)
    _paint_icon(painter, size, look)
    if not look.is_rail:
        _paint_words(painter, size, look)


def paint_lock_line(painter: QPainter, size: QSize, text: str, *, rail: bool, mirrored: bool) -> None:
    """Draw the lock and its words from the painter's origin on."""
    palette = themes.current().palette
    side = metrics.ICON_META
    left = (size.width() - side) / 2 if rail else (size.width() - 12 - side if mirrored else 12)
    icons.paint(painter, "lock", palette.text3, QRectF(left, 0, side, size.height()))
    if not rail:
        start = 12 + side + 5
        rect = QRect(0 if mirrored else start, 0, size.width() - start, size.height())
        painter.setLayoutDirection(_direction(mirrored))
        paint_line(painter, rect, text, "lock", palette.text3)


def _fill(look: NavLook) -> QColor | None:
    palette = themes.current().palette
    if look.is_checked or (look.is_down and not look.boxed):
        return palette.nav_selected
    if look.boxed:
        return palette.hover if look.is_under_pointer else palette.role(look.boxed)
    return palette.nav_hover if look.is_under_pointer else None


def _paint_icon(painter: QPainter, size: QSize, look: NavLook) -> None:
    palette = themes.current().palette
    is_search = look.boxed == "sunken"
    side = metrics.ICON_BUTTON_GLYPH if is_search else metrics.ICON_NAV
    colour = palette.accent_text if look.is_checked else palette.text2
    if look.boxed:
        colour = palette.text3 if is_search else palette.accent
    start = size.width() - _ICON_AT - side if look.is_mirrored else _ICON_AT
    left = (size.width() - side) / 2 if look.is_rail else start
    spot = QRectF(left, (size.height() - side) / 2, side, side)
    icons.paint(painter, look.icon, colour, spot, mirrored=look.is_mirrored)
    if look.is_rail and look.count and look.count_look is not CountLook.PLAIN:
        dot = palette.accent if look.count_look is CountLook.FILLED else palette.at_risk_fg
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(dot)
        beside = spot.left() - 5 if look.is_mirrored else spot.right() - 2
        painter.drawEllipse(QRectF(beside, spot.top() - 4, 7, 7))


def _paint_words(painter: QPainter, size: QSize, look: NavLook) -> None:
    palette = themes.current().palette
    if look.boxed == "sunken":
        style, colour, start = "body", palette.text3, _SEARCH_LABEL_AT
    else:
        style, start = "body_strong", _LABEL_AT
        colour = palette.text if look.boxed else palette.text2
    if look.is_checked:
        style, colour = "name_row", palette.accent_text
    end = _paint_count(painter, size, look) if look.count else _paint_hint(painter, size, look)
    rect = QRect(end if look.is_mirrored else start, 0, size.width() - start - end, size.height())
    painter.setLayoutDirection(_direction(look.is_mirrored))
    paint_line(painter, rect, look.text, style, colour)


def _paint_hint(painter: QPainter, size: QSize, look: NavLook) -> int:
    if not look.hint or not look.boxed:
        return _HINT_EDGE
    start = _LABEL_AT if look.boxed == "surface" else _SEARCH_LABEL_AT
    words = text_width(look.text, "body_strong")
    width = round(QFontMetricsF(themes.current().font("key_hint")).horizontalAdvance(look.hint) + 1)
    if start + words + _HINT_GAP + width + _HINT_EDGE > size.width():
        return _HINT_EDGE  # the words come first; the sheet of keys has every key
    left = _HINT_EDGE if look.is_mirrored else size.width() - _HINT_EDGE - width
    rect = QRect(left, 0, width, size.height())
    paint_line(painter, rect, look.hint, "key_hint", themes.current().palette.text3)
    return _HINT_EDGE + width + _HINT_GAP


def number_of(count: int, look: CountLook) -> str:
    """A row's number as it reads: what asks is counted up to a bound, everything else is as many as it is."""
    return counted(count) if look is CountLook.FILLED else str(count)


def _paint_count(painter: QPainter, size: QSize, look: NavLook) -> int:
    theme = themes.current()
    palette = theme.palette
    text = number_of(look.count, look.count_look)
    style = "date" if look.count_look is CountLook.PLAIN else "badge"
    used = QFontMetricsF(theme.font(style)).horizontalAdvance(text)
    padding = 0 if look.count_look is CountLook.PLAIN else 11
    width, height = max(theme.scaled(_BADGE_LEAST), round(used + padding)), theme.scaled(_BADGE)
    left = _COUNT_EDGE if look.is_mirrored else size.width() - _COUNT_EDGE - width
    rect = QRect(left, (size.height() - height) // 2, width, height)
    colour = palette.text3
    if look.count_look is CountLook.FILLED:
        box(painter, QRectF(rect), height / 2, fill=palette.accent)
        colour = palette.on_accent
    elif look.count_look is CountLook.TINTED:
        box(painter, QRectF(rect), height / 2, fill=palette.at_risk_bg)
        colour = palette.at_risk_fg
    painter.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
    inner = QRect(round(rect.x() + (width - used) / 2), rect.y(), round(used + 2), height)
    paint_line(painter, inner, text, style, colour)
    return _COUNT_EDGE + width + 4


def _direction(mirrored: bool) -> Qt.LayoutDirection:
    return Qt.LayoutDirection.RightToLeft if mirrored else Qt.LayoutDirection.LeftToRight
