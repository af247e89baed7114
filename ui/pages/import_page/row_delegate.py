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
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QWidget

from relmgr.transfer.importing import PlanRow, Verdict
from ui import icons
from ui import theme as themes
from ui.pages.import_page.rows import ROW, PlanModel, offer_word, verdict_word
from ui.theme import metrics
from ui.widgets.judged_row import (
    EDGE,
    button_rect,
    is_mirrored,
    paint_button,
    paint_ground,
    paint_what,
    place_of,
    place_of_why,
    row_height,
)
from ui.widgets.painting import box
from ui.widgets.text import paint_line

NAME_AT = 44
NAME, WHAT = 256, 120
_ICONS = {Verdict.NEW: "plus", Verdict.MERGE: "merge", Verdict.SKIPPED: "minus"}
_ROLES = {Verdict.NEW: "met_fg", Verdict.MERGE: "agreed_fg", Verdict.SKIPPED: "text2"}


def button_of(rect: QRect, row: PlanRow, *, mirrored: bool) -> QRect | None:
    """Where the row's button lies, if it has one."""
    word = offer_word(row.offer)
    return button_rect(rect, word, mirrored=mirrored) if word else None


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
        rect, mirrored = option.rect, is_mirrored(option)
        paint_ground(painter, option)
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
        mirrored = is_mirrored(option)
        at = event.position().toPoint()
        button = button_of(option.rect, row, mirrored=mirrored)
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
    marked, colour = (_ICONS[row.verdict], verdict_word(row.verdict)), palette.role(_ROLES[row.verdict])
    paint_what(painter, rect, WHAT, marked, colour, mirrored=mirrored)
    button = button_of(rect, row, mirrored=mirrored)
    why = place_of_why(rect, button, mirrored=mirrored)
    paint_line(painter, why, row.reason, "body", palette.text2)
    if button is not None:
        paint_button(painter, button, offer_word(row.offer))
