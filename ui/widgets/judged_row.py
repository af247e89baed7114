"""What rows share that say of something what happens and why: columns, the ground, a word with its mark, a button (import-preview)."""

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from ui import icons
from ui import theme as themes
from ui.theme import metrics
from ui.widgets import focus_frame
from ui.widgets.painting import box, hairline
from ui.widgets.text import paint_line, text_width

EDGE = 12
WHAT_AT, WHY_AT = 314, 448
_ROW_HEIGHT = 54
_BUTTON_PADDING = 10
_BESIDE_BUTTON = 12


def row_height() -> int:
    """The height of a row at the chosen text size."""
    return themes.current().scaled(_ROW_HEIGHT)


def is_mirrored(option: QStyleOptionViewItem) -> bool:
    """Whether reading begins at the right."""
    return option.direction is Qt.LayoutDirection.RightToLeft


def place_of(rect: QRect, left: int, width: int, *, mirrored: bool) -> QRect:
    """A column, counted from the side where reading begins."""
    x = rect.right() + 1 - left - width if mirrored else rect.x() + left
    return QRect(x, rect.y(), width, rect.height())


def place_of_why(rect: QRect, button: QRect | None, *, mirrored: bool) -> QRect:
    """The last column: what the row's button leaves of it."""
    free = rect.width() - WHY_AT - EDGE - (button.width() + _BESIDE_BUTTON if button is not None else 0)
    return place_of(rect, WHY_AT, max(0, free), mirrored=mirrored)


def button_rect(rect: QRect, word: str, *, mirrored: bool) -> QRect:
    """Where the row's button lies, at its end."""
    height = themes.current().scaled(metrics.BUTTON_SMALL)
    width = round(text_width(word, "small_strong") + 2 * _BUTTON_PADDING)
    x = rect.x() + EDGE if mirrored else rect.right() + 1 - EDGE - width
    return QRect(x, rect.y() + (rect.height() - height) // 2, width, height)


def paint_ground(painter: QPainter, option: QStyleOptionViewItem) -> None:
    """The hover, the line below and the ring of the keyboard."""
    palette, rect = themes.current().palette, option.rect
    painter.setLayoutDirection(option.direction)
    if option.state & QStyle.StateFlag.State_MouseOver:
        painter.fillRect(rect, palette.hover)
    hairline(painter, palette.hairline, (rect.x(), rect.bottom()), (rect.right() + 1, rect.bottom()))
    if option.state & QStyle.StateFlag.State_HasFocus and focus_frame.is_by_keyboard():
        ring = QRectF(rect).adjusted(1, 1, -1, -2)
        box(painter, ring, metrics.RADIUS_ROW, line=palette.focus, width=metrics.FOCUS_RING)


def paint_what(
    painter: QPainter, rect: QRect, width: int, marked: tuple[str, str], colour: QColor, *, mirrored: bool
) -> None:
    """What happens, or how sure it is: an icon and its word, `marked`, in the column of that."""
    icon, word = marked
    what = place_of(rect, WHAT_AT, width, mirrored=mirrored)
    side = metrics.ICON_INLINE
    left = what.right() + 1 - side if mirrored else what.x()
    spot = QRectF(left, what.y() + (what.height() - side) / 2, side, side)
    icons.paint(painter, icon, colour, spot, mirrored=mirrored)
    what.adjust(0 if mirrored else side + 6, 0, -(side + 6) if mirrored else 0, 0)
    paint_line(painter, what, word, "body_strong", colour)


def paint_button(painter: QPainter, rect: QRect, word: str) -> None:
    """The row's button."""
    palette = themes.current().palette
    frame = QRectF(rect)
    box(painter, frame, metrics.RADIUS_CONTROL, fill=palette.surface, line=palette.hairline_strong)
    words = rect.adjusted(_BUTTON_PADDING, 0, -_BUTTON_PADDING + 2, 0)
    paint_line(painter, words, word, "small_strong", palette.text)
