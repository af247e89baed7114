"""The list of organisations: every logo, and whom one knows behind it."""

from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from typing import Any, ClassVar

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    QStringListModel,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import (
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from relmgr.domain.ids import OrganisationId
from relmgr.domain.kinds import Kind
from relmgr.i18n import _, ngettext
from relmgr.services import organisations, people
from relmgr.services.organisations import Listed, OrganisationRow
from ui import theme as themes
from ui.actions import Command
from ui.context import Context, DialogHost, Navigator
from ui.pages.page import Page
from ui.theme import metrics
from ui.widgets import focus_frame
from ui.widgets.buttons import Button, Size
from ui.widgets.fields import SearchField
from ui.widgets.painting import box
from ui.widgets.portrait import PortraitSpec, paint_tile
from ui.widgets.scroll import OverlayBar
from ui.widgets.sections import Heading
from ui.widgets.text import TextLabel, paint_line, text_width

_ROW, _TILE, _WIDEST = 58, 36, 760
_Index = QModelIndex | QPersistentModelIndex
ROW = Qt.ItemDataRole.UserRole
ID = ROW + 1
PAGE, _PAGES_KEPT = 24, 32
_READ = (ROW, Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)
_CHOSEN = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemNeverHasChildren
ReadRows = Callable[[Sequence[OrganisationId]], tuple[OrganisationRow, ...]]


class OrganisationsModel(QStringListModel):
    """The organisations listed: ids at once, what their rows say a page at a time.

    Qt itself counts the rows: laying out a list asks for their number twice a row, 25,000 times.
    """

    def __init__(self, read_rows: ReadRows, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._read_rows = read_rows
        self.ids: tuple[OrganisationId, ...] = ()
        self._pages: OrderedDict[int, dict[OrganisationId, OrganisationRow]] = OrderedDict()

    def show(self, ids: tuple[OrganisationId, ...]) -> None:
        """List `ids` instead of those before; what is known of them is read anew."""
        self.ids = ids
        self._pages.clear()
        self.setStringList([""] * len(ids))

    def extend(self, ids: tuple[OrganisationId, ...]) -> None:
        """List more: `ids` begin with those that are listed."""
        if len(ids) > len(self.ids):
            before, self.ids = len(self.ids), ids
            self._pages.pop(before // PAGE, None)  # it may not have been full
            self.insertRows(before, len(ids) - before)

    def flags(self, index: _Index) -> Qt.ItemFlag:
        """Nothing is written in the list, nor dragged."""
        return _CHOSEN if index.isValid() else Qt.ItemFlag.NoItemFlags

    def row(self, number: int) -> OrganisationRow | None:
        """What stands at a place; None for one removed since the ids were read."""
        page = number // PAGE
        found = self._pages.get(page)
        if found is None:
            read = self._read_rows(self.ids[page * PAGE : (page + 1) * PAGE])
            found = self._pages[page] = {row.id: row for row in read}
            if len(self._pages) > _PAGES_KEPT:
                self._pages.popitem(last=False)
        return found.get(self.ids[number])

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self.ids):
            return None
        if role == ID:
            return self.ids[index.row()]
        if role not in _READ:
            return None
        row = self.row(index.row())
        if row is None:
            return None
        if role == ROW:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return row.name
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return _(", ").join(filter(None, (row.name, row.people_words, _sponsor_words(row))))
        return None


def _sponsor_words(row: OrganisationRow) -> str:
    return _("Sponsor") if row.has_sponsor else ""


class _Delegate(QStyledItemDelegate):
    def __init__(self, spec_of: Callable[[OrganisationRow], PortraitSpec], view: QListView) -> None:
        super().__init__(view)
        self._spec_of, self._view = spec_of, view

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        return QSize(100, themes.current().scaled(_ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        row: OrganisationRow | None = index.data(ROW)
        if row is None:
            return
        theme = themes.current()
        palette = theme.palette
        rect: QRect = option.rect.adjusted(0, 1, 0, -1)
        state: QStyle.StateFlag = option.state
        mirrored = option.direction is Qt.LayoutDirection.RightToLeft
        painter.save()
        painter.setLayoutDirection(option.direction)
        is_current = bool(state & QStyle.StateFlag.State_Selected)
        if is_current or state & QStyle.StateFlag.State_MouseOver:
            box(
                painter,
                QRectF(rect),
                metrics.RADIUS_ROW,
                fill=palette.selected if is_current else palette.hover,
            )
        if is_current and self._view.hasFocus() and focus_frame.is_by_keyboard():
            box(painter, QRectF(rect), metrics.RADIUS_ROW, line=palette.focus, width=metrics.FOCUS_RING)
        left = rect.right() + 1 - 12 - _TILE if mirrored else rect.x() + 12
        spot = QRectF(left, rect.y() + (rect.height() - _TILE) / 2, _TILE, _TILE)
        paint_tile(painter, spot, self._spec_of(row), theme, mirrored=mirrored)
        self._paint_words(painter, rect, row, mirrored=mirrored)
        painter.restore()

    def _paint_words(self, painter: QPainter, rect: QRect, row: OrganisationRow, *, mirrored: bool) -> None:
        theme = themes.current()
        words = _sponsor_words(row)
        near, far = 12 + _TILE + 12, 14
        width = round(text_width(words, "small") + 1) if words else 0
        line = QRect(rect)
        line.adjust(far if mirrored else near, 0, -(near if mirrored else far), 0)
        if words:
            paint_line(painter, line, words, "small", theme.palette.text2, trailing=True)
            line.adjust(width + 12 if mirrored else 0, 0, 0 if mirrored else -(width + 12), 0)
        tall, low = theme.line_height("name_row"), theme.line_height("small")
        line.setTop(rect.y() + (rect.height() - tall - low) // 2)
        line.setHeight(tall)
        paint_line(painter, line, row.name, "name_row", theme.palette.text)
        line.translate(0, tall)
        line.setHeight(low)
        paint_line(painter, line, row.people_words, "small", theme.palette.text2)


class OrganisationsView(QListView):
    """The rows; Enter or a press opens one."""

    opened = Signal(int)
    left_upwards = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("frameless", True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.bar = OverlayBar(self)
        palette = self.palette()  # the delegate paints what is chosen
        palette.setColor(QPalette.ColorRole.Highlight, Qt.GlobalColor.transparent)
        self.setPalette(palette)
        self.viewport().setAutoFillBackground(False)
        self.setAccessibleName(_("Organisations"))
        self.clicked.connect(self._open)

    def _open(self, index: _Index) -> None:
        found = index.data(ID)
        if found is not None:
            self.opened.emit(int(found))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open(self.currentIndex())
        elif event.key() == Qt.Key.Key_Up and self.currentIndex().row() <= 0:
            self.left_upwards.emit()
        else:
            super().keyPressEvent(event)


class OrganisationsPage(Page):
    """All of them by name, with a search over names and people."""

    watches: ClassVar[frozenset[Kind]] = frozenset({Kind.ORGANISATION, Kind.AFFILIATION, Kind.PERSON})

    def __init__(
        self, context: Context, navigator: Navigator, host: DialogHost, parent: QWidget | None = None
    ) -> None:
        super().__init__(context, navigator, host, parent)
        self._reading = self.reading_on()
        self._listed: str | None = None
        """The words whose organisations are listed; None before the first time."""
        self._is_begun = False
        """Whether what is listed is the beginning of what is being read."""
        self.heading = Heading(_("Organisations"), style="page_title", note_style="body")
        self.search = SearchField(placeholder=_("A company, or somebody there"), parent=self)
        self.search.textChanged.connect(lambda _text: self.make_stale())
        self.search.installEventFilter(self)
        self.model = OrganisationsModel(lambda ids: organisations.rows(context.store, ids), self)
        self.view = OrganisationsView(self)
        self.view.setModel(self.model)
        self.view.setItemDelegate(_Delegate(self._spec_of, self.view))
        self.view.opened.connect(lambda id_: navigator.open_organisation(OrganisationId(id_)))
        self.view.left_upwards.connect(lambda: self.search.setFocus(Qt.FocusReason.BacktabFocusReason))
        self.none = TextLabel("", "body", "text3", self, wrap=True)
        self.first = Button(_("Add a person"), icon="user-round-plus", size=Size.LARGE, parent=self)
        self.first.clicked.connect(lambda _checked=False: navigator.new_person())
        holder = QWidget(self)
        holder.setMaximumWidth(_WIDEST)
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(14)
        for widget in (self.heading, self.search, self.none):
            column.addWidget(widget)
        column.addWidget(self.first, 0, Qt.AlignmentFlag.AlignLeading)
        column.addWidget(self.view, 1)
        column.addStretch(0)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(metrics.PAGE_EDGE, 28, metrics.PAGE_EDGE, 16)
        whole.addWidget(holder, 1)

    def reload(self) -> None:
        """Read the list anew, keeping the current row."""
        self._is_begun = False
        steps = organisations.reading(self.context.store, self.search.text())
        self._reading.start(steps, self._show, so_far=self._show, is_enough=self._fills)

    def _fills(self, made: Listed) -> bool:
        return len(made.ids) * themes.current().scaled(_ROW) > self.height()

    def _show(self, made: Listed) -> None:
        """Show what is known; what is listed for the same words stays until all is known."""
        query = self.search.text()
        if self._is_begun:
            self.model.extend(made.ids)
        elif made.is_whole or query != self._listed:
            self._list(made.ids)
            self._is_begun, self._listed = True, query
        if self.model.ids and not self.view.currentIndex().isValid():
            self.view.setCurrentIndex(self.model.index(0))
        count = len(made.ids)
        if made.is_whole:
            words = ngettext("{count} organisation", "{count} organisations", count).format(count=count)
            self.heading.set_note(words if count else "")
        is_none = made.is_whole and not count
        self.view.setVisible(not is_none)
        self.none.setVisible(is_none)
        self.none.setText(_none_words(query) if is_none else "")
        is_new = is_none and not query.strip() and self.context.store.takes_changes
        self.search.setVisible(not is_new)
        self.first.setVisible(is_new)

    def _list(self, ids: tuple[OrganisationId, ...]) -> None:
        current = self.view.currentIndex().data(ID)
        self.model.show(ids)
        if current in ids:
            self.view.setCurrentIndex(self.model.index(ids.index(current)))

    def _spec_of(self, row: OrganisationRow) -> PortraitSpec:
        logo = people.photo(self.context.store, row.logo_id) if row.logo_id is not None else None
        return PortraitSpec(
            initials="",
            person_colour=0,
            company_colour=row.colour,
            monogram=row.monogram,
            logo=logo.data if logo is not None else None,
        )

    def retheme(self) -> None:
        """Take the row height of the theme in use."""
        self.view.doItemsLayout()
        self.update()

    def panes(self) -> tuple[QWidget, ...]:
        """The search, and the rows."""
        return (self.search, self.view) if self.model.ids else (self.first_focus(),)

    def first_focus(self) -> QWidget:
        """The rows, or the search where there is none."""
        if self.model.ids:
            return self.view
        return self.search if self.first.isHidden() else self.first

    def commands(self) -> Mapping[Command, Callable[[], None]]:
        """Filter: the search."""
        return {Command.FILTER: lambda: self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)}

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Down leaves the search for the rows; Enter opens the first."""
        if watched is self.search and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() == Qt.Key.Key_Down and self.model.ids:
                self.view.setFocus(Qt.FocusReason.TabFocusReason)
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.model.ids:
                self.navigator.open_organisation(self.model.ids[0])
                return True
        return super().eventFilter(watched, event)

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), themes.current().palette.sunken)


def _none_words(query: str) -> str:
    if query.strip():
        return _("No organisation is found for “{query}”. Esc clears the search.").format(query=query.strip())
    return _("No organisation yet. Say where somebody works, and the logo they work behind stands here.")
