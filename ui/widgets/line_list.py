"""A list of lines, each a lead at the leading side and a title over a word beside it; read with the arrows."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QFrame, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from relmgr.i18n import _
from ui import theme as themes
from ui.theme import metrics
from ui.widgets import focus_frame
from ui.widgets.painting import box
from ui.widgets.text import paint_line

_LINE = Qt.ItemDataRole.UserRole
_ROW, _EDGE = 44, 8


@dataclass(frozen=True, slots=True)
class Line:
    """What one line says; `key` is what `pressed` tells of it, None where there is nothing to open."""

    lead: str
    title: str
    rest: str = ""
    key: object = None


class LineList(QListView):
    """Lines painted, so that thousands cost nothing. `most` rows are shown at once; the rest scrolls."""

    pressed_line = Signal(object)
    """The key of the line that was clicked, or opened with Return."""

    def __init__(self, name: str, lines: Sequence[Line] = (), *, lead: int = 132, most: int = 6) -> None:
        super().__init__()
        self._most = most
        self.setAccessibleName(name)
        self.setItemDelegate(_LineDelegate(self, lead))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.viewport().setAutoFillBackground(False)
        self.setModel(QStandardItemModel(self))
        self.show_lines(lines)
        self.clicked.connect(self._press)
        self.activated.connect(self._press)

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Show `lines` instead of those before."""
        model = QStandardItemModel(self)
        for line in lines:
            item = QStandardItem(_(", ").join(part for part in (line.lead, line.title, line.rest) if part))
            item.setData(line, _LINE)
            item.setEditable(False)
            model.appendRow(item)
        before = self.model()
        self.setModel(model)
        before.deleteLater()
        rows = max(1, min(self._most, len(lines)))
        self.setFixedHeight(rows * themes.current().scaled(_ROW))
        if lines:
            self.setCurrentIndex(model.index(0, 0))

    def words(self) -> list[str]:
        """All lines as a screen reader reads them."""
        return [self.model().index(row, 0).data() for row in range(self.model().rowCount())]

    def _press(self, index: QModelIndex) -> None:
        line = index.data(_LINE)
        if isinstance(line, Line) and line.key is not None:
            self.pressed_line.emit(line.key)


class _LineDelegate(QStyledItemDelegate):
    def __init__(self, view: QWidget, lead: int) -> None:
        super().__init__(view)
        self._lead = lead

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(option.rect.width(), themes.current().scaled(_ROW))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """The lead; beside it the title over the rest."""
        theme = themes.current()
        palette, rect, said = theme.palette, option.rect, index.data(_LINE)
        painter.setLayoutDirection(option.direction)
        if said.key is not None and option.state & QStyle.StateFlag.State_MouseOver:
            box(painter, QRectF(rect), metrics.RADIUS_ROW, fill=palette.hover_raised)
        if option.state & QStyle.StateFlag.State_HasFocus and focus_frame.is_by_keyboard():
            ring = QRectF(rect).adjusted(1, 1, -1, -1)
            box(painter, ring, metrics.RADIUS_ROW, line=palette.focus, width=metrics.FOCUS_RING)
        column = theme.scaled(self._lead)
        line = theme.line_height("body")
        top = rect.y() + (rect.height() - line * (2 if said.rest else 1)) // 2
        self._line(painter, rect, (0, column), top, (said.lead, "small", "text3"))
        wide = rect.width() - column
        self._line(painter, rect, (column, wide), top, (said.title, "body_strong", "text"))
        if said.rest:
            self._line(painter, rect, (column, wide), top + line, (said.rest, "small", "text3"))

    @staticmethod
    def _line(
        painter: QPainter, rect: QRect, span: tuple[int, int], top: int, said: tuple[str, str, str]
    ) -> None:
        theme = themes.current()
        start, width = span
        mirrored = painter.layoutDirection() is Qt.LayoutDirection.RightToLeft
        x = rect.right() + 1 - start - width if mirrored else rect.x() + start
        spot = QRect(x + _EDGE, top, width - 2 * _EDGE, theme.line_height("body"))
        text, style, role = said
        paint_line(painter, spot, text, style, theme.colour(role))
