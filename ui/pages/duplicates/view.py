"""The list of pairs: two names, how sure it is, why, and the button that lays them side by side (as import-preview)."""

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
from PySide6.QtGui import QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QToolTip, QWidget

from relmgr.domain.duplicates import Certainty, certainty_word
from relmgr.i18n import _
from ui import icons
from ui import theme as themes
from ui.pages.duplicates.rows import ROW, PairModel, PairRow
from ui.theme import metrics
from ui.widgets import focus_frame
from ui.widgets.painting import box, hairline
from ui.widgets.row_table import RowTable
from ui.widgets.text import paint_line, text_width, tooltip_text

ROW_HEIGHT, HEADER, EDGE = 54, 34, 12
NAMES_AT, CLASS_AT, WHY_AT = EDGE, 314, 448
NAMES, CLASS = 288, 124
_BUTTON_PADDING = 10
ICONS = {Certainty.CERTAIN: "circle-check", Certainty.LIKELY: "merge", Certainty.LOOK: "search"}
_ROLES = {Certainty.CERTAIN: "met_fg", Certainty.LIKELY: "agreed_fg", Certainty.LOOK: "text2"}


def row_height() -> int:
    """The height of a row at the chosen text size."""
    return themes.current().scaled(ROW_HEIGHT)


def _place(rect: QRect, left: int, width: int, *, mirrored: bool) -> QRect:
    """A column, counted from the side where reading begins."""
    x = rect.right() + 1 - left - width if mirrored else rect.x() + left
    return QRect(x, rect.y(), width, rect.height())


def _button(rect: QRect, *, mirrored: bool) -> QRect:
    height = themes.current().scaled(metrics.BUTTON_SMALL)
    width = round(text_width(_("Compare"), "small_strong") + 2 * _BUTTON_PADDING)
    x = rect.x() + EDGE if mirrored else rect.right() + 1 - EDGE - width
    return QRect(x, rect.y() + (rect.height() - height) // 2, width, height)


class PairDelegate(QStyledItemDelegate):
    """Paints the row; its button answers to the mouse here and to Return in the view."""

    compare_pressed = Signal(object)

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(option.rect.width(), row_height())

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """All of the row."""
        row: PairRow | None = index.data(ROW)
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
        _paint_words(painter, rect, row, mirrored=mirrored)
        button = _button(rect, mirrored=mirrored)
        box(
            painter,
            QRectF(button),
            metrics.RADIUS_CONTROL,
            fill=palette.surface,
            line=palette.hairline_strong,
        )
        words = button.adjusted(_BUTTON_PADDING, 0, -_BUTTON_PADDING + 2, 0)
        paint_line(painter, words, _("Compare"), "small_strong", palette.text)

    def editorEvent(
        self,
        event: QEvent,
        model: QAbstractItemModel,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> bool:
        """A click on the button, or two anywhere."""
        row: PairRow | None = index.data(ROW)
        if (
            row is None
            or not isinstance(event, QMouseEvent)
            or event.button() is not Qt.MouseButton.LeftButton
        ):
            return False
        mirrored = option.direction is Qt.LayoutDirection.RightToLeft
        is_on_button = _button(option.rect, mirrored=mirrored).contains(event.position().toPoint())
        is_press = event.type() == QEvent.Type.MouseButtonRelease and is_on_button
        if is_press or event.type() == QEvent.Type.MouseButtonDblClick:
            self.compare_pressed.emit(row)
            return True
        return False


def _paint_words(painter: QPainter, rect: QRect, row: PairRow, *, mirrored: bool) -> None:
    theme = themes.current()
    palette = theme.palette
    tall = theme.line_height("body_strong")
    name = _place(rect, NAMES_AT, NAMES, mirrored=mirrored)
    top = rect.y() + (rect.height() - 2 * tall) // 2
    for number, words in enumerate((row.one, row.other)):
        line = QRect(name.x(), top + number * tall, NAMES, tall)
        paint_line(painter, line, words, "body_strong", palette.text)
    certainty = row.pair.certainty
    colour = palette.role(_ROLES[certainty])
    what = _place(rect, CLASS_AT, CLASS, mirrored=mirrored)
    side = metrics.ICON_INLINE
    left = what.right() + 1 - side if mirrored else what.x()
    spot = QRectF(left, what.y() + (what.height() - side) / 2, side, side)
    icons.paint(painter, ICONS[certainty], colour, spot, mirrored=mirrored)
    what.adjust(0 if mirrored else side + 6, 0, -(side + 6) if mirrored else 0, 0)
    paint_line(painter, what, certainty_word(certainty), "body_strong", colour)
    _paint_why(painter, rect, row, mirrored=mirrored)


def _paint_why(painter: QPainter, rect: QRect, row: PairRow, *, mirrored: bool) -> None:
    """What speaks for it, and under it what speaks against it."""
    theme = themes.current()
    free = rect.width() - WHY_AT - EDGE - _button(rect, mirrored=mirrored).width() - 12
    why = _place(rect, WHY_AT, max(0, free), mirrored=mirrored)
    if not row.against:
        paint_line(painter, why, row.why, "body", theme.palette.text2)
        return
    tall, low = theme.line_height("body"), theme.line_height("small")
    top = rect.y() + (rect.height() - tall - low) // 2
    paint_line(painter, QRect(why.x(), top, why.width(), tall), row.why, "body", theme.palette.text2)
    below = QRect(why.x(), top + tall, why.width(), low)
    paint_line(painter, below, row.against, "small", theme.palette.role("at_risk_fg"))


class PairHeader(QWidget):
    """The words above the columns."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedHeight(HEADER)

    def paintEvent(self, event: QPaintEvent) -> None:
        palette = themes.current().palette
        painter = QPainter(self)
        mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        for left, word in ((NAMES_AT, _("Who")), (CLASS_AT, _("The same?")), (WHY_AT, _("Why"))):
            rect = self.rect().adjusted(0 if mirrored else left, 0, -left if mirrored else 0, -4)
            paint_line(painter, rect, word, "small", palette.text2)
        hairline(painter, palette.hairline, (0, self.height() - 1), (self.width(), self.height() - 1))


class PairView(RowTable):
    """Return lays a pair side by side, N tells it apart."""

    compare_pressed = Signal(object)
    apart_pressed = Signal(object)

    def __init__(self, model: PairModel, parent: QWidget) -> None:
        super().__init__(_("Possible duplicates"), row_height, parent)
        self.uses_letters = True
        self.empty_words = ""
        """The sentence that stands where there is no row."""
        self.setModel(model)
        self._delegate = PairDelegate(self)
        self._delegate.compare_pressed.connect(self.compare_pressed)
        self.setItemDelegate(self._delegate)

    def current(self) -> PairRow | None:
        """The row that keys mean."""
        row = self.currentIndex().data(ROW)
        return row if isinstance(row, PairRow) else None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        row = self.current()
        if row is not None and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.compare_pressed.emit(row)
        elif row is not None and event.key() == Qt.Key.Key_N and not event.modifiers() and self.uses_letters:
            self.apart_pressed.emit(row)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self.model().rowCount():
            painter = QPainter(self.viewport())
            rect = QRect(0, 0, self.viewport().width(), row_height()).adjusted(EDGE, 0, -EDGE, 0)
            paint_line(painter, rect, self.empty_words, "body", themes.current().palette.text2)

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            row = self.indexAt(event.pos()).data(ROW)
            said = (row.one, row.other, row.why, row.against) if isinstance(row, PairRow) else ()
            QToolTip.showText(event.globalPos(), tooltip_text("\n".join(filter(None, said))), self)
            return True
        return super().viewportEvent(event)
