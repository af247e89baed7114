"""A card of the expectations board as it is painted: who, what, the gap, the hopes, the risk and the date (DESIGN §5)."""

from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QPainter

from relmgr.domain.kinds import Scope, Status
from relmgr.i18n import ngettext
from ui import icons
from ui import theme as themes
from ui.theme import metrics
from ui.widgets.chips import paint_status_chip, status_chip_width
from ui.widgets.marks import paint_gap_bar
from ui.widgets.painting import Pose, box
from ui.widgets.portrait import PortraitSpec, person_pixmap
from ui.widgets.text import paint_line, text_width
from ui.widgets.wrapping import paint_lines, wrapped

GAP = 10
"""Between two cards."""

_EDGE = 12
_DISC = 22
_WHO_AT = _DISC + 8
_HOPE_AT = metrics.ICON_CHIP + 6
_DATE_AT = metrics.ICON_META + 7
_BAR = 6
_SEGMENT = 44
_MOST_LINES = 4
_MOST_HOPES = 5
_MOST_REASON = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class CardLook:
    """What a card shows. `chip`: the status, where it closed one way or another. `is_pressing`: its date is near."""

    portrait: PortraitSpec
    who: str
    is_of_me: bool
    statement: str
    hopes: tuple[tuple[str, Scope], ...] = ()
    agreed: int = 0
    agreed_words: str = ""
    reason: str = ""
    due: str = ""
    chip: Status | None = None
    is_pressing: bool = False


_HOPE_ICONS = {Scope.WILL_DO: "check", Scope.WONT: "x", Scope.NOT_SAID: "circle-dashed"}


def _shown_hopes(look: CardLook) -> tuple[tuple[tuple[str, Scope], ...], int]:
    """The hopes that are listed, and how many more there are."""
    if len(look.hopes) <= _MOST_HOPES:
        return look.hopes, 0
    return look.hopes[: _MOST_HOPES - 1], len(look.hopes) - _MOST_HOPES + 1


def card_height(look: CardLook, width: int) -> int:
    """How high a card of `width` pixels is, at the chosen text size."""
    theme = themes.current()
    small = theme.line_height("small")
    high = _EDGE + max(_DISC, small) + 6
    high += theme.line_height("body_strong") * len(_statement(look, width))
    if look.hopes:
        listed, more = _shown_hopes(look)
        high += 8 + small + 4 + (small + 1) * (len(listed) + bool(more)) + 1
    if look.reason:
        high += 5 + small * len(_reason(look, width)) + 1
    return high + 6 + small + 11


def _statement(look: CardLook, width: int) -> tuple[str, ...]:
    return wrapped(look.statement, "body_strong", width - 2 * _EDGE, _MOST_LINES)


def _reason(look: CardLook, width: int) -> tuple[str, ...]:
    return wrapped(look.reason, "small", width - 2 * _EDGE, _MOST_REASON)


def paint_card(
    painter: QPainter,
    rect: QRect,
    look: CardLook,
    *,
    pose: Pose = Pose.REST,
    is_selected: bool = False,
    has_focus: bool = False,
) -> None:
    """Draw the card into `rect`; the keyboard's ring lies inside it."""
    palette = themes.current().palette
    fill = palette.hover if pose is Pose.HOVER and not is_selected else palette.surface
    edge = palette.control_border if is_selected or pose is Pose.HOVER else palette.hairline
    box(painter, QRectF(rect), metrics.RADIUS_SHEET, fill=fill, line=edge)
    if has_focus:
        ring = QRectF(rect).adjusted(2, 2, -2, -2)
        box(painter, ring, metrics.RADIUS_SHEET - 2, line=palette.focus, width=metrics.FOCUS_RING)
    inner = rect.adjusted(_EDGE, _EDGE, -_EDGE, 0)
    top = _paint_who(painter, inner, look)
    space = QRect(inner.x(), top, inner.width(), 0)
    top += paint_lines(painter, space, _statement(look, rect.width()), "body_strong", palette.text)
    top = _paint_hopes(painter, inner, top, look)
    if look.reason:
        space = QRect(inner.x(), top + 5, inner.width(), 0)
        top += 6 + paint_lines(painter, space, _reason(look, rect.width()), "small", palette.text2)
    _paint_date(painter, QRect(inner.x(), top + 6, inner.width(), 0), look)


def _is_mirrored(painter: QPainter) -> bool:
    return painter.layoutDirection() is Qt.LayoutDirection.RightToLeft


def _lead(painter: QPainter, rect: QRect, at: int, width: int) -> int:
    """The x of something `width` wide, `at` pixels from the leading side of `rect`."""
    return rect.right() + 1 - at - width if _is_mirrored(painter) else rect.x() + at


def _behind(painter: QPainter, rect: QRect, near: int, far: int = 0) -> QRect:
    """`rect` without `near` pixels at its leading and `far` at its trailing side."""
    near, far = (far, near) if _is_mirrored(painter) else (near, far)
    return rect.adjusted(near, 0, -far, 0)


def _paint_who(painter: QPainter, inner: QRect, look: CardLook) -> int:
    theme = themes.current()
    high = max(_DISC, theme.line_height("small"))
    row = QRect(inner.x(), inner.y(), inner.width(), high)
    disc = person_pixmap(look.portrait, _DISC, theme, painter.device().devicePixelRatioF())
    painter.drawPixmap(QPoint(_lead(painter, row, 0, _DISC), row.y() + (high - _DISC) // 2), disc)
    side = metrics.ICON_INLINE
    paint_line(painter, _behind(painter, row, _WHO_AT, side + 6), look.who, "small", theme.palette.text2)
    arrow = "arrow-down-left" if look.is_of_me else "arrow-up-right"
    spot = QRectF(_lead(painter, row, row.width() - side, side), row.y(), side, high)
    icons.paint(painter, arrow, theme.palette.text2, spot, mirrored=_is_mirrored(painter))
    return row.bottom() + 1 + 6


def _paint_hopes(painter: QPainter, inner: QRect, top: int, look: CardLook) -> int:
    if not look.hopes:
        return top
    theme = themes.current()
    palette = theme.palette
    small = theme.line_height("small")
    top += 8
    words = round(text_width(look.agreed_words, "small_strong")) + 2
    count = len(look.hopes)
    wide = max(24, min(inner.width() - words - 9, count * _SEGMENT + (count - 1) * 3))
    bar = QRectF(_lead(painter, inner, 0, wide), top + (small - _BAR) / 2, wide, _BAR)
    paint_gap_bar(painter, bar, look.agreed, count, theme, mirrored=_is_mirrored(painter))
    row = QRect(inner.x(), top, inner.width(), small)
    paint_line(painter, _behind(painter, row, wide + 9), look.agreed_words, "small_strong", palette.text2)
    top += small + 4
    listed, more = _shown_hopes(look)
    for text, scope in listed:
        row = QRect(inner.x(), top, inner.width(), small + 1)
        side = metrics.ICON_CHIP
        spot = QRectF(_lead(painter, row, 0, side), row.y(), side, row.height())
        ink = palette.accent if scope is Scope.WILL_DO else palette.text3
        icons.paint(painter, _HOPE_ICONS[scope], ink, spot)
        colour = palette.text3 if scope is Scope.WONT else palette.text2
        paint_line(painter, _behind(painter, row, _HOPE_AT), text, "small", colour)
        top += small + 1
    if more:
        row = QRect(inner.x(), top, inner.width(), small + 1)
        rest = ngettext("{n} more", "{n} more", more).format(n=more)
        paint_line(painter, _behind(painter, row, _HOPE_AT), rest, "small", palette.text3)
        top += small + 1
    return top + 1


def _paint_date(painter: QPainter, place: QRect, look: CardLook) -> None:
    theme = themes.current()
    small = theme.line_height("small")
    row = QRect(place.x(), place.y(), place.width(), small)
    far = 0
    if look.chip is not None:
        wide, tall = status_chip_width(look.chip), theme.scaled(metrics.STATUS_CHIP)
        far = wide + 6
        left = _lead(painter, row, row.width() - wide + 4, wide)
        chip = QRectF(left, row.y() + (small - tall) / 2, wide, tall)
        paint_status_chip(painter, chip, look.chip, mirrored=_is_mirrored(painter))
    colour = theme.palette.at_risk_fg if look.is_pressing else theme.palette.text3
    side = metrics.ICON_META
    spot = QRectF(_lead(painter, row, 0, side), row.y(), side, small)
    icons.paint(painter, "calendar", colour, spot)
    paint_line(painter, _behind(painter, row, _DATE_AT, far), look.due, "date", colour)
