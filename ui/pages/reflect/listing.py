"""The list beside the map, which says all that the map shows and is its accessible version (DESIGN §11)."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetricsF, QKeyEvent, QPainter, QPaintEvent, QPalette, QResizeEvent
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

from relmgr.domain.numbers import inside
from relmgr.i18n import _
from relmgr.services.reflect import OnMap
from ui import icons
from ui import theme as themes
from ui.pages.reflect.people_model import (
    COLUMNS,
    PERSON,
    PeopleModel,
    SortBy,
    cell,
    column_word,
    sorted_people,
)
from ui.theme import metrics
from ui.widgets import focus_frame
from ui.widgets.painting import box, hairline
from ui.widgets.portrait import PortraitSpec, person_pixmap
from ui.widgets.scroll import OverlayBar
from ui.widgets.text import paint_line

ROW = 40
_EDGE, _DISC = 10, 22
_SHARES = {SortBy.WHO: 0.32, SortBy.SIGNS: 0.18, SortBy.TALKS: 0.14, SortBy.WAY: 0.15, SortBy.QUIET: 0.21}

SpecOf = Callable[[OnMap], PortraitSpec]


def widths(whole: int) -> list[int]:
    """The widths of the columns in a list of `whole` pixels; the name takes what is left."""
    found = {by: int(whole * share) for by, share in _SHARES.items()}
    found[SortBy.WHO] = whole - sum(width for by, width in found.items() if by is not SortBy.WHO)
    return [found[by] for by in COLUMNS]


class _CellDelegate(QStyledItemDelegate):
    """Paints a cell; the row's fill and ring go through all of them."""

    def __init__(self, spec_of: SpecOf, view: "PeopleTable") -> None:
        super().__init__(view)
        self._spec_of, self._view = spec_of, view

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(option.rect.width(), themes.current().scaled(ROW))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """The cell over its piece of the row."""
        one: OnMap | None = index.data(PERSON)
        if one is None:
            return
        theme, rect = themes.current(), option.rect
        palette = theme.palette
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
        inner = rect.adjusted(4 if mirrored else _EDGE, 0, -_EDGE if mirrored else -4, 0)
        by = COLUMNS[index.column()]
        if by is SortBy.WHO:
            disc = person_pixmap(self._spec_of(one), _DISC, theme, painter.device().devicePixelRatioF())
            left = inner.right() + 1 - _DISC if mirrored else inner.x()
            painter.drawPixmap(QPoint(left, inner.y() + (inner.height() - _DISC) // 2), disc)
            near = _DISC + 8
            inner = inner.adjusted(0 if mirrored else near, 0, -near if mirrored else 0, 0)
        style, ink = ("body_strong", palette.text) if by is SortBy.WHO else ("small", palette.text2)
        paint_line(painter, inner, cell(one, by), style, ink)


class PeopleTable(QTableView):
    """The rows. Return opens the card."""

    opened = Signal(int)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
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
        self.setAccessibleName(_("People spoken with"))
        self.clicked.connect(self._open)
        self.entered.connect(self._hover)

    def _open(self, index: QModelIndex) -> None:
        found: OnMap | None = index.data(PERSON)
        if found is not None:
            self.opened.emit(int(found.id))

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

    def focusInEvent(self, event: QFocusEvent) -> None:
        focus_frame.note_focus(event)
        if not self.currentIndex().isValid() and self.model().rowCount():
            self.setCurrentIndex(self.model().index(0, 0))
        super().focusInEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open(self.currentIndex())
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            last = self.model().rowCount() - 1
            self.setCurrentIndex(self.model().index(0 if key == Qt.Key.Key_Home else last, 0))
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            event.ignore()  # a row is one thing
        elif event.text() and event.text().isprintable():
            event.ignore()  # no typing ahead: letters are commands
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        for number, width in enumerate(widths(self.viewport().width())):
            self.setColumnWidth(number, width)


class SortHead(QPushButton):
    """The heading of a column: pressing it sorts by it, pressing it again the other way round."""

    def __init__(self, by: SortBy, parent: QWidget) -> None:
        super().__init__(column_word(by), parent)
        self.order: Qt.SortOrder | None = None
        self.setFlat(True)
        self.setAutoDefault(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        focus_frame.attach(self, metrics.RADIUS_ICON_BUTTON)
        self.setToolTip(_("Sort by {column}").format(column=inside(self.text())))
        self.show_order(None)

    def show_order(self, order: Qt.SortOrder | None) -> None:
        """Show that the list is sorted by this column in `order`; None: by another."""
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
        ink = palette.text2 if self.order is None else palette.text
        used = round(paint_line(painter, inner, self.text(), "small_strong", ink))
        if self.order is not None and used + 16 <= inner.width():
            icon = "arrow-up" if self.order is Qt.SortOrder.AscendingOrder else "arrow-down"
            side = metrics.ICON_CHIP
            left = inner.right() + 1 - used - 4 - side if mirrored else inner.x() + used + 4
            icons.paint(painter, icon, ink, QRectF(left, 0, side, self.height()))


class PeopleList(QWidget):
    """Headings and rows of everybody on the map."""

    opened = Signal(int)

    def __init__(self, spec_of: SpecOf, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.by, self.descending = SortBy.SIGNS, True
        self._people: tuple[OnMap, ...] = ()
        self.model = PeopleModel(self)
        self.table = PeopleTable(self)
        self.table.setModel(self.model)
        self.table.setItemDelegate(_CellDelegate(spec_of, self.table))
        self.table.use_row_height()
        self.table.opened.connect(self.opened)
        self.heads = {by: SortHead(by, self) for by in COLUMNS}
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
        column.addWidget(self.table, 1)
        self._show_order()

    def minimumSizeHint(self) -> QSize:
        return QSize(themes.current().scaled(360), super().minimumSizeHint().height())  # the headings follow

    def show_people(self, people: Sequence[OnMap]) -> None:
        """List `people`; the keyboard stays on whom it was."""
        current: OnMap | None = self.table.currentIndex().data(PERSON)
        self._people = tuple(people)
        made = sorted_people(self._people, self.by, descending=self.descending)
        self.model.show(made)
        if current is not None:
            at = next((number for number, one in enumerate(made) if one.id == current.id), None)
            if at is not None:
                self.table.setCurrentIndex(self.model.index(at, 0))

    def sort_by(self, by: SortBy) -> None:
        """Sort by this column; by the same again the other way round. Counts begin with the most."""
        first = by in (SortBy.SIGNS, SortBy.TALKS, SortBy.WAY, SortBy.QUIET)
        self.descending = not self.descending if by is self.by else first
        self.by = by
        self._show_order()
        self.show_people(self._people)

    def _show_order(self) -> None:
        for by, head in self.heads.items():
            order = Qt.SortOrder.DescendingOrder if self.descending else Qt.SortOrder.AscendingOrder
            head.show_order(order if by is self.by else None)

    def retheme(self) -> None:
        """Heights follow the text size."""
        self.table.use_row_height()
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        for head, width in zip(self.heads.values(), widths(self.width() - 2), strict=True):
            head.setFixedWidth(width)

    def paintEvent(self, event: QPaintEvent) -> None:
        palette = themes.current().palette
        box(
            QPainter(self),
            QRectF(self.rect()),
            metrics.RADIUS_SHEET,
            fill=palette.surface,
            line=palette.hairline,
        )
