"""The table of the expectations: six columns, rows of 44, sorted by any of them (DESIGN §5)."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QFontMetricsF,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QSizePolicy,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from relmgr.domain.expectations import Column
from relmgr.domain.ids import ExpectationId
from relmgr.domain.numbers import inside
from relmgr.i18n import _
from relmgr.services.expectations.board import BoardCard, SortBy
from ui import icons
from ui import theme as themes
from ui.models.expectations import CARD, CARD_ID, SORTS, ReadCards, TableModel, cell, sort_word
from ui.pages.expectations.column import SpecOf
from ui.theme import metrics
from ui.widgets import focus_frame
from ui.widgets.chips import paint_status_chip, status_chip_width
from ui.widgets.painting import box, hairline
from ui.widgets.portrait import person_pixmap
from ui.widgets.scroll import OverlayBar
from ui.widgets.text import paint_line

ROW = 44
_EDGE = 12
_DISC = 22
_SHARES = {
    SortBy.WHO: 0.19,
    SortBy.WHAT: 0.26,
    SortBy.AGREED: 0.13,
    SortBy.HOPED: 0.13,
    SortBy.DUE: 0.16,
    SortBy.STATUS: 0.13,
}
_LEAST_STATUS = 128
"""The longest word of a status in its chip, and the bar beside it."""


class _RowDelegate(QStyledItemDelegate):
    """Paints one cell; the row's fill and ring are painted with its first."""

    def __init__(self, spec_of: SpecOf, view: "RowsTable") -> None:
        super().__init__(view)
        self._spec_of, self._view = spec_of, view

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(option.rect.width(), themes.current().scaled(ROW))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """The cell over its piece of the row."""
        card: BoardCard | None = index.data(CARD)
        if card is None:
            return
        palette = themes.current().palette
        by = SORTS[index.column()]
        is_hovered = self._view.hovered == index.row()
        is_current = self._view.currentIndex().row() == index.row()
        if is_hovered or is_current:
            fill = palette.selected if is_current else palette.hover
            painter.fillRect(option.rect, fill)
        y = option.rect.bottom()
        hairline(painter, palette.hairline, (option.rect.left(), y), (option.rect.right() + 1, y))
        if is_current and self._view.hasFocus() and focus_frame.is_by_keyboard():
            self._paint_ring(painter, option.rect)
        inner = option.rect.adjusted(_EDGE, 0, -4, 0)
        if painter.layoutDirection() is Qt.LayoutDirection.RightToLeft:
            inner = option.rect.adjusted(4, 0, -_EDGE, 0)
        self._paint_cell(painter, inner, card, by)

    def _paint_ring(self, painter: QPainter, rect: QRect) -> None:
        whole = QRectF(2, rect.y() + 2, self._view.viewport().width() - 4, rect.height() - 4)
        painter.save()
        painter.setClipRect(rect)
        box(painter, whole, metrics.RADIUS_ROW, line=themes.current().palette.focus, width=metrics.FOCUS_RING)
        painter.restore()

    def _paint_cell(self, painter: QPainter, rect: QRect, card: BoardCard, by: SortBy) -> None:
        theme = themes.current()
        palette = theme.palette
        mirrored = painter.layoutDirection() is Qt.LayoutDirection.RightToLeft
        if by is SortBy.STATUS:
            tall = theme.scaled(metrics.STATUS_CHIP)
            wide = min(status_chip_width(card.status), rect.width())
            left = rect.right() + 1 - wide if mirrored else rect.x()
            chip = QRectF(left, rect.y() + (rect.height() - tall) / 2, wide, tall)
            paint_status_chip(painter, chip, card.status, mirrored=mirrored)
            return
        if by is SortBy.WHO:
            disc = person_pixmap(self._spec_of(card), _DISC, theme, painter.device().devicePixelRatioF())
            left = rect.right() + 1 - _DISC if mirrored else rect.x()
            painter.drawPixmap(QPoint(left, rect.y() + (rect.height() - _DISC) // 2), disc)
            near = _DISC + 8
            rect = rect.adjusted(0 if mirrored else near, 0, -near if mirrored else 0, 0)
        text = cell(card, by)
        if by is SortBy.AGREED and not text:
            text = "" if not card.hopes else card.agreed_words
        style = {SortBy.WHAT: "body_strong", SortBy.DUE: "date"}.get(by, "small")
        role = "text" if by is SortBy.WHAT else "text2"
        if by is SortBy.DUE and card.column is Column.AT_RISK:
            role = "at_risk_fg"
        paint_line(painter, rect, text, style, palette.role(role))


class RowsTable(QTableView):
    """The rows. Return opens, M asks where to move."""

    opened = Signal(int)
    move_asked = Signal(int)
    menu_asked = Signal(int, QPoint)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.single_letters = True
        self.hovered = -1
        self.setProperty("frameless", True)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setShowGrid(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.bar = OverlayBar(self)
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.Highlight, Qt.GlobalColor.transparent)
        self.setPalette(palette)
        self.horizontalHeader().hide()
        self.horizontalHeader().setMinimumSectionSize(1)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setAccessibleName(_("Expectations"))
        self.clicked.connect(self._open)
        self.entered.connect(self._hover)

    def _open(self, index: QModelIndex) -> None:
        found = index.data(CARD_ID)
        if found is not None:
            self.opened.emit(int(found))

    def _hover(self, index: QModelIndex) -> None:
        self.hovered = index.row()
        self.viewport().update()

    def leaveEvent(self, event: object) -> None:
        self.hovered = -1
        self.viewport().update()

    def use_row_height(self) -> None:
        """Take the row height of the theme in use."""
        self.verticalHeader().setMinimumSectionSize(1)
        self.verticalHeader().setDefaultSectionSize(themes.current().scaled(ROW))

    def current(self) -> ExpectationId | None:
        """The row the keyboard is on."""
        found = self.currentIndex().data(CARD_ID)
        return None if found is None else ExpectationId(int(found))

    def focusInEvent(self, event: QFocusEvent) -> None:
        focus_frame.note_focus(event)
        if not self.currentIndex().isValid() and self.model().rowCount():
            self.setCurrentIndex(self.model().index(0, 0))
        super().focusInEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        is_plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        current = self.current()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and current is not None:
            self.opened.emit(int(current))
        elif key == Qt.Key.Key_M and is_plain and self.single_letters and current is not None:
            self.move_asked.emit(int(current))
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            last = self.model().rowCount() - 1
            self.setCurrentIndex(self.model().index(0 if key == Qt.Key.Key_Home else last, 0))
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            event.ignore()  # a row is one thing
        elif event.text() and event.text().isprintable() and is_plain:
            event.ignore()  # no typing ahead: letters are commands
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        is_key = event.reason() is QContextMenuEvent.Reason.Keyboard
        index = self.currentIndex() if is_key else self.indexAt(event.pos())
        found = index.data(CARD_ID)
        if found is not None:
            place = self.visualRect(index).center() if is_key else event.pos()
            self.menu_asked.emit(int(found), self.viewport().mapToGlobal(place))

    def place_columns(self) -> None:
        """Share the width out."""
        for number, width in enumerate(widths(self.viewport().width())):
            self.setColumnWidth(number, width)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.place_columns()


def widths(whole: int) -> list[int]:
    """The widths of the columns in a table of `whole` pixels; the wording takes what is left."""
    least = min(themes.current().scaled(_LEAST_STATUS), whole // 4)
    found = {by: int(whole * share) for by, share in _SHARES.items()}
    found[SortBy.STATUS] = max(found[SortBy.STATUS], least)
    found[SortBy.WHAT] = max(40, whole - sum(width for by, width in found.items() if by is not SortBy.WHAT))
    return [found[by] for by in SORTS]


class SortButton(QPushButton):
    """The heading of a column: pressing it sorts by it, pressing it again the other way round."""

    def __init__(self, by: SortBy, parent: QWidget) -> None:
        super().__init__(sort_word(by), parent)
        self.by = by
        self.order: Qt.SortOrder | None = None
        self.setFlat(True)
        self.setAutoDefault(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        focus_frame.attach(self, metrics.RADIUS_ICON_BUTTON)
        self.show_order(None)

    def show_order(self, order: Qt.SortOrder | None) -> None:
        """Show that the table is sorted by this column in `order`; None: by another."""
        self.order = order
        said = {
            None: self.text(),
            Qt.SortOrder.AscendingOrder: _("{column}, sorted upwards").format(column=self.text()),
            Qt.SortOrder.DescendingOrder: _("{column}, sorted downwards").format(column=self.text()),
        }[order]
        self.setAccessibleName(said)
        self.setToolTip(_("Sort by {column}").format(column=inside(self.text())))
        self.update()

    def sizeHint(self) -> QSize:
        words = QFontMetricsF(themes.current().font("small_strong")).horizontalAdvance(self.text())
        return QSize(round(words) + 2 * _EDGE + 16, themes.current().scaled(metrics.BUTTON_SMALL))

    def minimumSizeHint(self) -> QSize:
        return QSize(24, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        palette = themes.current().palette
        painter = QPainter(self)
        painter.setLayoutDirection(self.layoutDirection())
        if self.underMouse():
            box(painter, QRectF(self.rect()), metrics.RADIUS_ICON_BUTTON, fill=palette.hover)
        mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        inner = self.rect().adjusted(4 if mirrored else _EDGE, 0, -_EDGE if mirrored else -4, 0)
        colour = palette.text2 if self.order is None else palette.text
        used = round(paint_line(painter, inner, self.text(), "small_strong", colour))
        if self.order is not None and used + 16 <= inner.width():
            icon = "arrow-up" if self.order is Qt.SortOrder.AscendingOrder else "arrow-down"
            side = metrics.ICON_CHIP
            left = inner.right() + 1 - used - 4 - side if mirrored else inner.x() + used + 4
            icons.paint(painter, icon, colour, QRectF(left, 0, side, self.height()))


class TableSheet(QWidget):
    """Headings and rows; `sort_changed` tells by which column and which way."""

    sort_changed = Signal()

    def __init__(self, read_cards: ReadCards, spec_of: SpecOf, parent: QWidget) -> None:
        super().__init__(parent)
        self.by, self.descending = SortBy.DUE, False
        self.model = TableModel(read_cards, self)
        self.view = RowsTable(self)
        self.view.setModel(self.model)
        self.view.setItemDelegate(_RowDelegate(spec_of, self.view))
        self.view.use_row_height()
        self.heads = {by: SortButton(by, self) for by in SORTS}
        row = QHBoxLayout()
        row.setContentsMargins(0, 4, 0, 4)
        row.setSpacing(0)
        for by, head in self.heads.items():
            head.clicked.connect(lambda _checked=False, one=by: self.sort_by(one))
            row.addWidget(head)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, metrics.RADIUS_SHEET // 2)
        column.setSpacing(0)
        column.addLayout(row)
        column.addWidget(self.view, 1)
        self._show_order()

    def sort_by(self, by: SortBy) -> None:
        """Sort by this column; by the same again the other way round."""
        self.by, self.descending = by, by is self.by and not self.descending
        self._show_order()
        self.sort_changed.emit()

    def _show_order(self) -> None:
        for by, head in self.heads.items():
            order = Qt.SortOrder.DescendingOrder if self.descending else Qt.SortOrder.AscendingOrder
            head.show_order(order if by is self.by else None)

    def show_ids(self, ids: tuple[ExpectationId, ...]) -> None:
        """List `ids`; the keyboard stays on its row."""
        current, row = self.view.current(), self.view.currentIndex().row()
        self.model.show(ids)
        if current is not None and ids:
            place = ids.index(current) if current in ids else min(row, len(ids) - 1)
            self.view.setCurrentIndex(self.model.index(place, 0))
        elif ids and self.view.hasFocus():
            self.view.setCurrentIndex(self.model.index(0, 0))

    def retheme(self) -> None:
        """Heights follow the text size."""
        self.view.use_row_height()
        self._place_heads()
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_heads()

    def _place_heads(self) -> None:
        for head, width in zip(self.heads.values(), widths(self.width() - 2), strict=True):
            head.setFixedWidth(width)
        self.view.place_columns()

    def paintEvent(self, event: QPaintEvent) -> None:
        palette = themes.current().palette
        box(
            QPainter(self),
            QRectF(self.rect()),
            metrics.RADIUS_SHEET,
            fill=palette.surface,
            line=palette.hairline,
        )


__all__ = ["RowsTable", "SortButton", "TableSheet", "widths"]
