"""A row of the import: box, name, what happens, why, and what can be done about it (design: import-preview)."""

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QMouseEvent, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from relmgr.transfer.importing import PlanRow, Verdict
from ui import icons
from ui import theme as themes
from ui.pages.import_page.rows import ROW, PlanModel, offer_word, verdict_word
from ui.theme import metrics
from ui.widgets import focus_frame
from ui.widgets.painting import box, hairline
from ui.widgets.text import paint_line, text_width

ROW_HEIGHT = 54
EDGE = 12
NAME_AT, WHAT_AT, WHY_AT = 44, 314, 448
NAME, WHAT = 256, 120
_BUTTON_PADDING = 10
_ICONS = {Verdict.NEW: "plus", Verdict.MERGE: "merge", Verdict.SKIPPED: "minus"}
_ROLES = {Verdict.NEW: "met_fg", Verdict.MERGE: "agreed_fg", Verdict.SKIPPED: "text2"}


def row_height() -> int:
    """The height of a row at the chosen text size."""
    return themes.current().scaled(ROW_HEIGHT)


def place_of(rect: QRect, left: int, width: int, *, mirrored: bool) -> QRect:
    """A column, counted from the side where reading begins."""
    x = rect.right() + 1 - left - width if mirrored else rect.x() + left
    return QRect(x, rect.y(), width, rect.height())


def button_rect(rect: QRect, row: PlanRow, *, mirrored: bool) -> QRect | None:
    """Where the row's button lies."""
    word = offer_word(row.offer)
    if not word:
        return None
    height = themes.current().scaled(metrics.BUTTON_SMALL)
    width = round(text_width(word, "small_strong") + 2 * _BUTTON_PADDING)
    x = rect.x() + EDGE if mirrored else rect.right() + 1 - EDGE - width
    return QRect(x, rect.y() + (rect.height() - height) // 2, width, height)


class PlanRowDelegate(QStyledItemDelegate):
    """Paints the row; its box and its button answer to the mouse here and to Space and Return in the view."""

    offer_pressed = Signal(object)

    def __init__(self, model: PlanModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._model = model

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(option.rect.width(), row_height())

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """All of the row."""
        row: PlanRow | None = index.data(ROW)
        if row is None:
            return
        palette = themes.current().palette
        rect = option.rect
        mirrored = option.direction is Qt.LayoutDirection.RightToLeft
        painter.setLayoutDirection(option.direction)
        if option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, palette.hover)
        hairline(painter, palette.hairline, (rect.x(), rect.bottom()), (rect.right() + 1, rect.bottom()))
        if option.state & QStyle.StateFlag.State_HasFocus and focus_frame.is_by_keyboard():
            ring = QRectF(rect).adjusted(1, 1, -1, -2)
            box(painter, ring, metrics.RADIUS_ROW, line=palette.focus, width=metrics.FOCUS_RING)
        self._paint_box(painter, place_of(rect, EDGE, metrics.CHECKBOX, mirrored=mirrored), row)
        _paint_words(painter, rect, row, mirrored=mirrored)

    def _paint_box(self, painter: QPainter, spot: QRect, row: PlanRow) -> None:
        palette = themes.current().palette
        side = metrics.CHECKBOX
        square = QRectF(spot.x(), spot.y() + (spot.height() - side) // 2, side, side)
        if self._model.is_chosen(row):
            box(painter, square, metrics.RADIUS_CHECKBOX, fill=palette.accent)
            icons.paint(painter, "check", palette.on_accent, square.adjusted(3, 3, -3, -3))
        elif self._model.may_choose(row):
            box(painter, square, metrics.RADIUS_CHECKBOX, fill=palette.field, line=palette.control_border)
        else:
            box(painter, square, metrics.RADIUS_CHECKBOX, line=palette.hairline_strong)

    def editorEvent(
        self,
        event: QEvent,
        model: QAbstractItemModel,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> bool:
        """A click on the box or the button."""
        row: PlanRow | None = index.data(ROW)
        if (
            row is None
            or event.type() != QEvent.Type.MouseButtonRelease
            or not isinstance(event, QMouseEvent)
        ):
            return False
        if event.button() is not Qt.MouseButton.LeftButton:
            return False
        mirrored = option.direction is Qt.LayoutDirection.RightToLeft
        at = event.position().toPoint()
        button = button_rect(option.rect, row, mirrored=mirrored)
        if button is not None and button.contains(at):
            self.offer_pressed.emit(row)
            return True
        if place_of(option.rect, 0, NAME_AT, mirrored=mirrored).contains(at):
            self._model.toggle(row)
            return True
        return False


def _paint_words(painter: QPainter, rect: QRect, row: PlanRow, *, mirrored: bool) -> None:
    theme = themes.current()
    palette = theme.palette
    is_skipped = row.verdict is Verdict.SKIPPED
    tall, low = theme.line_height("row_title"), theme.line_height("small")
    name = place_of(rect, NAME_AT, NAME, mirrored=mirrored)
    top = rect.y() + (rect.height() - tall - low) // 2
    strong = palette.text2 if is_skipped else palette.text
    paint_line(painter, QRect(name.x(), top, NAME, tall), row.title, "row_title", strong)
    paint_line(painter, QRect(name.x(), top + tall, NAME, low), row.detail, "small", palette.text2)
    colour = palette.role(_ROLES[row.verdict])
    what = place_of(rect, WHAT_AT, WHAT, mirrored=mirrored)
    side = metrics.ICON_INLINE
    left = what.right() + 1 - side if mirrored else what.x()
    spot = QRectF(left, what.y() + (what.height() - side) / 2, side, side)
    icons.paint(painter, _ICONS[row.verdict], colour, spot, mirrored=mirrored)
    what.adjust(0 if mirrored else side + 6, 0, -(side + 6) if mirrored else 0, 0)
    paint_line(painter, what, verdict_word(row.verdict), "body_strong", colour)
    button = button_rect(rect, row, mirrored=mirrored)
    free = rect.width() - WHY_AT - EDGE - (button.width() + 12 if button is not None else 0)
    paint_line(
        painter, place_of(rect, WHY_AT, max(0, free), mirrored=mirrored), row.reason, "body", palette.text2
    )
    if button is not None:
        frame = QRectF(button)
        box(painter, frame, metrics.RADIUS_CONTROL, fill=palette.surface, line=palette.hairline_strong)
        words = button.adjusted(_BUTTON_PADDING, 0, -_BUTTON_PADDING + 2, 0)
        paint_line(painter, words, offer_word(row.offer), "small_strong", palette.text)
