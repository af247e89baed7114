"""The list of organisations: every logo, and whom one knows behind it."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, ClassVar

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
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
from relmgr.services.organisations import OrganisationRow
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


class OrganisationsModel(QAbstractListModel):
    """The organisations listed."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: tuple[OrganisationRow, ...] = ()

    def show(self, rows: Sequence[OrganisationRow]) -> None:
        """List `rows` instead of those before."""
        self.beginResetModel()
        self.rows = tuple(rows)
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008  (Qt's own signature)
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self.rows):
            return None
        row = self.rows[index.row()]
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
        row: OrganisationRow | None = index.data(ROW)
        if row is not None:
            self.opened.emit(int(row.id))

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
        self.heading = Heading(_("Organisations"), style="page_title", note_style="body")
        self.search = SearchField(placeholder=_("A company, or somebody there"), parent=self)
        self.search.textChanged.connect(lambda _text: self.make_stale())
        self.search.installEventFilter(self)
        self.model = OrganisationsModel(self)
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
        current = self.view.currentIndex().data(ROW)
        query = self.search.text()
        rows = organisations.listing(self.context.store, query)
        self.model.show(rows)
        at = next((n for n, row in enumerate(rows) if current is not None and row.id == current.id), 0)
        if rows:
            self.view.setCurrentIndex(self.model.index(at))
        count = len(rows)
        words = ngettext("{count} organisation", "{count} organisations", count).format(count=count)
        self.heading.set_note(words if count else "")
        self.view.setVisible(bool(rows))
        self.none.setVisible(not rows)
        self.none.setText(_none_words(query) if not rows else "")
        is_new = not rows and not query.strip() and self.context.store.takes_changes
        self.search.setVisible(not is_new)
        self.first.setVisible(is_new)

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
        return (self.search, self.view) if self.model.rows else (self.first_focus(),)

    def first_focus(self) -> QWidget:
        """The rows, or the search where there is none."""
        if self.model.rows:
            return self.view
        return self.search if self.first.isHidden() else self.first

    def commands(self) -> Mapping[Command, Callable[[], None]]:
        """Filter: the search."""
        return {Command.FILTER: lambda: self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)}

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Down leaves the search for the rows; Enter opens the first."""
        if watched is self.search and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() == Qt.Key.Key_Down and self.model.rows:
                self.view.setFocus(Qt.FocusReason.TabFocusReason)
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.model.rows:
                self.navigator.open_organisation(self.model.rows[0].id)
                return True
        return super().eventFilter(watched, event)

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), themes.current().palette.sunken)


def _none_words(query: str) -> str:
    if query.strip():
        return _("No organisation is found for “{query}”. Esc clears the search.").format(query=query.strip())
    return _("No organisation yet. Say where somebody works, and the logo they work behind stands here.")
