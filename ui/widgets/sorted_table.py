"""A table in words, sorted by any of its columns: headings that are buttons, and painted rows under them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetricsF, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QSizePolicy,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from relmgr.domain.numbers import inside
from relmgr.i18n import _
from ui import icons
from ui import theme as themes
from ui.theme import metrics
from ui.widgets import focus_frame
from ui.widgets.painting import box, hairline
from ui.widgets.portrait import PortraitSpec, person_pixmap
from ui.widgets.row_table import RowTable
from ui.widgets.text import paint_line

_DISC, _DISC_GAP = 22, 8
_FAR_EDGE = 4
_ARROW_ROOM = 16

By = TypeVar("By", bound=StrEnum)
"""The columns of a table."""


@dataclass(frozen=True, slots=True)
class TableLook:
    """The sizes of a table in pixels: a row before the text size, the room before a word, and the columns."""

    row: int
    edge: int
    widths: Callable[[int], list[int]]
    """The width of each column in a table of so many pixels."""

    def inner(self, rect: QRect, *, mirrored: bool) -> QRect:
        """Where the words of a cell or heading stand in `rect`."""
        left, right = (_FAR_EDGE, self.edge) if mirrored else (self.edge, _FAR_EDGE)
        return rect.adjusted(left, 0, -right, 0)


class SortedRows(RowTable):
    """The rows. A press or Return opens; letters are left to the window, whose commands they are."""

    opened = Signal(int)
    """The id of what the row shows."""

    def __init__(self, name: str, look: TableLook, id_role: int, parent: QWidget) -> None:
        super().__init__(name, lambda: themes.current().scaled(look.row), parent)
        self.look = look
        self.hovered = -1
        self._id_role = id_role
        self.horizontalHeader().setMinimumSectionSize(1)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.clicked.connect(self._open)
        self.entered.connect(self._hover)

    def id_at(self, index: QModelIndex) -> int | None:
        """The id of what the row of `index` shows; None where there is no row."""
        found = index.data(self._id_role)
        return None if found is None else int(found)

    def _open(self, index: QModelIndex) -> None:
        found = self.id_at(index)
        if found is not None:
            self.opened.emit(found)

    def _hover(self, index: QModelIndex) -> None:
        self.hovered = index.row()
        self.viewport().update()

    def leaveEvent(self, event: object) -> None:
        self.hovered = -1
        self.viewport().update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        focus_frame.note_focus(event)
        if not self.currentIndex().isValid():
            self.put_current(0)
        super().focusInEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self._open(self.currentIndex())
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            event.ignore()  # a row is one thing
        elif event.text() and event.text().isprintable():
            event.ignore()  # no typing ahead: letters are commands
        else:
            super().keyPressEvent(event)

    def place_columns(self) -> None:
        """Share the width out."""
        for number, width in enumerate(self.look.widths(self.viewport().width())):
            self.setColumnWidth(number, width)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.place_columns()


class CellDelegate(QStyledItemDelegate):
    """Paints a cell over its piece of the row; fill, line and ring of the row go through all of its cells."""

    def __init__(self, view: SortedRows, role: int) -> None:
        """A row without anything under `role` is not painted."""
        super().__init__(view)
        self._view, self._role = view, role

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(option.rect.width(), themes.current().scaled(self._view.look.row))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """The row's fill, line and ring, then what the cell says."""
        if index.data(self._role) is None:
            return
        palette, rect = themes.current().palette, option.rect
        is_current = self._view.currentIndex().row() == index.row()
        if is_current or self._view.hovered == index.row():
            painter.fillRect(rect, palette.selected if is_current else palette.hover)
        hairline(painter, palette.hairline, (rect.left(), rect.bottom()), (rect.right() + 1, rect.bottom()))
        if is_current and self._view.hasFocus() and focus_frame.is_by_keyboard():
            whole = QRectF(2, rect.y() + 2, self._view.viewport().width() - 4, rect.height() - 4)
            painter.save()
            painter.setClipRect(rect)
            box(painter, whole, metrics.RADIUS_ROW, line=palette.focus, width=metrics.FOCUS_RING)
            painter.restore()
        mirrored = painter.layoutDirection() is Qt.LayoutDirection.RightToLeft
        self.paint_cell(painter, self._view.look.inner(rect, mirrored=mirrored), index)

    def paint_cell(self, painter: QPainter, rect: QRect, index: QModelIndex | QPersistentModelIndex) -> None:
        """What a table paints into the cell of `index`; `rect` has the edges taken off."""
        raise NotImplementedError


def paint_disc(painter: QPainter, rect: QRect, spec: PortraitSpec) -> QRect:
    """Paint a person's disc at the leading side of `rect`; returns what is left beside it."""
    disc = person_pixmap(spec, _DISC, themes.current(), painter.device().devicePixelRatioF())
    mirrored = painter.layoutDirection() is Qt.LayoutDirection.RightToLeft
    left = rect.right() + 1 - _DISC if mirrored else rect.x()
    painter.drawPixmap(QPoint(left, rect.y() + (rect.height() - _DISC) // 2), disc)
    near = _DISC + _DISC_GAP
    return rect.adjusted(0 if mirrored else near, 0, -near if mirrored else 0, 0)


class SortHead(QPushButton):
    """The heading of a column: pressing it sorts by it, pressing it again the other way round."""

    def __init__(self, word: str, look: TableLook, parent: QWidget) -> None:
        super().__init__(word, parent)
        self._look = look
        self.order: Qt.SortOrder | None = None
        self.setFlat(True)
        self.setAutoDefault(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        focus_frame.attach(self, metrics.RADIUS_ICON_BUTTON)
        self.setToolTip(_("Sort by {column}").format(column=inside(self.text())))
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
        self.update()

    def sizeHint(self) -> QSize:
        words = QFontMetricsF(themes.current().font("small_strong")).horizontalAdvance(self.text())
        wide = round(words) + 2 * self._look.edge + _ARROW_ROOM
        return QSize(wide, themes.current().scaled(metrics.BUTTON_SMALL))

    def minimumSizeHint(self) -> QSize:
        return QSize(24, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        palette = themes.current().palette
        painter = QPainter(self)
        painter.setLayoutDirection(self.layoutDirection())
        if self.underMouse():
            box(painter, QRectF(self.rect()), metrics.RADIUS_ICON_BUTTON, fill=palette.hover)
        mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        inner = self._look.inner(self.rect(), mirrored=mirrored)
        colour = palette.text2 if self.order is None else palette.text
        used = round(paint_line(painter, inner, self.text(), "small_strong", colour))
        if self.order is not None and used + _ARROW_ROOM <= inner.width():
            icon = "arrow-up" if self.order is Qt.SortOrder.AscendingOrder else "arrow-down"
            side = metrics.ICON_CHIP
            left = inner.right() + 1 - used - 4 - side if mirrored else inner.x() + used + 4
            icons.paint(painter, icon, colour, QRectF(left, 0, side, self.height()))


class SortedSheet(QWidget, Generic[By]):
    """Headings and rows on a sheet; `sort_changed` tells that `by` or `descending` is another now."""

    sort_changed = Signal()
    most_first: frozenset[StrEnum] = frozenset()
    """The columns that begin with the most when they are pressed first."""

    def __init__(
        self,
        make_view: Callable[[QWidget], SortedRows],
        words: Mapping[By, str],
        by: By,
        parent: QWidget | None,
    ) -> None:
        """The table that `make_view` makes for a parent, under headings of `words`, sorted by `by` at first."""
        super().__init__(parent)
        self.view = view = make_view(self)  # before the headings: the keyboard comes to the rows first
        self.by, self.descending = by, by in self.most_first
        self.heads = {one: SortHead(word, view.look, self) for one, word in words.items()}
        row = QHBoxLayout()
        row.setContentsMargins(0, 4, 0, 4)
        row.setSpacing(0)
        for one, head in self.heads.items():
            head.clicked.connect(lambda _checked=False, pressed=one: self.sort_by(pressed))
            row.addWidget(head)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, metrics.RADIUS_SHEET // 2)
        column.setSpacing(0)
        column.addLayout(row)
        column.addWidget(view, 1)
        self._show_order()

    def sort_by(self, by: By) -> None:
        """Sort by this column; by the same again the other way round."""
        self.descending = not self.descending if by is self.by else by in self.most_first
        self.by = by
        self._show_order()
        self.sort_changed.emit()

    def _show_order(self) -> None:
        order = Qt.SortOrder.DescendingOrder if self.descending else Qt.SortOrder.AscendingOrder
        for by, head in self.heads.items():
            head.show_order(order if by is self.by else None)

    def retheme(self) -> None:
        """Heights follow the text size."""
        self.view.use_row_height()
        self._place_heads()
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_heads()

    def _place_heads(self) -> None:
        for head, width in zip(self.heads.values(), self.view.look.widths(self.width() - 2), strict=True):
            head.setFixedWidth(width)
        self.view.place_columns()

    def paintEvent(self, event: QPaintEvent) -> None:
        palette = themes.current().palette
        whole = QRectF(self.rect())
        box(QPainter(self), whole, metrics.RADIUS_SHEET, fill=palette.surface, line=palette.hairline)
