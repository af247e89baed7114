"""The list of People: title with its count, sorting, adding, searching, chips, and the rows."""

from dataclasses import replace

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QObject,
    QPoint,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QActionGroup,
    QContextMenuEvent,
    QHelpEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QMenu,
    QToolTip,
    QVBoxLayout,
    QWidget,
)

from relmgr.domain.ids import PersonId
from relmgr.domain.people_filter import EVERYBODY, PeopleFilter
from relmgr.i18n import _
from relmgr.services import organisations, people
from relmgr.services.people import Filter, PersonRow, Sort
from relmgr.services.people.lists import HITS
from ui import theme as themes
from ui.context import Context
from ui.faces import portrait_of
from ui.models.people import PERSON_ID, ROW, PeopleModel
from ui.pages.people.bars import ChosenBar, FilterBar
from ui.pages.people.card.parts import mirrored_margins
from ui.pages.people.row_delegate import PersonRowDelegate
from ui.theme import metrics
from ui.widgets.buttons import IconButton, set_checked
from ui.widgets.chips import FilterChip
from ui.widgets.fields import SearchField
from ui.widgets.flow import FlowLayout
from ui.widgets.ghost import GhostRows
from ui.widgets.painting import hairline
from ui.widgets.people_row import row_height
from ui.widgets.portrait import PortraitSpec
from ui.widgets.row_table import RowTable
from ui.widgets.text import TextLabel, lift, tooltip_text

_EDGE = 16
_KEPT_CHOSEN = 500
_SORTS = (Sort.NAME, Sort.RECENT, Sort.QUIETEST)


def _sort_words(sort: Sort) -> str:
    return {Sort.NAME: _("By name"), Sort.RECENT: _("Last spoken with"), Sort.QUIETEST: _("Quietest first")}[
        sort
    ]


def _filter_words(chosen: Filter) -> str:
    return {
        Filter.ALL: _("All"),
        Filter.WARM: _("Warm"),
        Filter.QUIET: _("Quiet"),
        Filter.AT_RISK: _("At risk"),
    }[chosen]


class RowsView(RowTable):
    """One column of rows of one height: flat at any number of people (quality §5)."""

    opened = Signal()
    left_upwards = Signal()
    menu_asked = Signal(QPoint)
    """Where a menu for the rows chosen is to open, in global coordinates."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(_("People"), row_height, parent)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit()
            return
        if event.key() == Qt.Key.Key_Up and self.currentIndex().row() <= 0:
            self.left_upwards.emit()
            return
        if event.key() == Qt.Key.Key_Escape and len(self.selectionModel().selectedRows()) > 1:
            self.selectRow(self.currentIndex().row())
            return
        super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """For the row under the pointer, which is chosen with a press of the right button, or for the current one."""
        current = self.currentIndex()
        if event.reason() is QContextMenuEvent.Reason.Keyboard and current.isValid():
            spot = self.visualRect(current)
            self.menu_asked.emit(self.viewport().mapToGlobal(QPoint(spot.left() + 60, spot.bottom())))
        elif self.indexAt(event.pos()).isValid():
            self.menu_asked.emit(event.globalPos())

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            row = self.indexAt(event.pos()).data(ROW)
            words = tooltip_text(row.warmth_words) if row is not None else ""
            QToolTip.showText(event.globalPos(), words, self)
            return True
        return super().viewportEvent(event)


class ListPanel(QWidget):
    """The list; `chosen` tells whose card to show."""

    chosen = Signal(int)
    opened = Signal()
    add_asked = Signal()
    filters_asked = Signal(QWidget)
    menu_asked = Signal(QPoint)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._filter, self._sort, self._more = Filter.ALL, Sort.NAME, EVERYBODY
        self._has_people = True
        self._make_head()
        self.model = PeopleModel(lambda ids: people.rows(context.store, ids, context.today()), self)
        self.view = RowsView(self)
        self.view.setModel(self.model)
        self.view.setItemDelegate(PersonRowDelegate(self._spec_of, self.view))
        self.view.selectionModel().currentChanged.connect(self._current_changed)
        self.view.opened.connect(self.opened)
        self.view.menu_asked.connect(self.menu_asked)
        self.view.left_upwards.connect(lambda: self.search.setFocus(Qt.FocusReason.BacktabFocusReason))
        self._none = TextLabel("", "body", "text3", self, wrap=True)
        self.filter_bar = FilterBar(self._logo_name, self)
        self.filter_bar.dropped.connect(self.use_filter)
        self.chosen_bar = ChosenBar(self)
        self.view.selectionModel().selectionChanged.connect(self._count_chosen)
        self._lay_out()
        self.search.installEventFilter(self)

    def _make_head(self) -> None:
        self._title = TextLabel(_("People"), "column_title", parent=self)
        self._count = TextLabel("", "body", "text3", self)
        self._sort_button = IconButton("arrow-up-down", _("Sort"), parent=self)
        self._sort_button.clicked.connect(lambda _checked=False: self._open_sorts())
        self.filter_button = IconButton("list-filter", _("More filters"), parent=self)
        self.filter_button.clicked.connect(lambda _checked=False: self.filters_asked.emit(self.filter_button))
        self._add_button = IconButton(
            "user-round-plus", _("New person"), shortcut="Ctrl+Shift+N", parent=self
        )
        self._add_button.clicked.connect(lambda _checked=False: self.add_asked.emit())
        self.search = SearchField(placeholder=_("Name, company, anything"), parent=self)
        self.search.textChanged.connect(lambda _text: self.reload())
        self._chips: dict[Filter, FilterChip] = {}
        for chosen in Filter:
            chip = FilterChip(_filter_words(chosen), parent=self)
            chip.setChecked(chosen is Filter.ALL)
            chip.toggled.connect(lambda _checked, one=chosen: self._use_filter(one))
            self._chips[chosen] = chip

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        head = QHBoxLayout()
        head.setContentsMargins(mirrored_margins(self, _EDGE, 14, 12, 14))
        head.setSpacing(8)
        head.addWidget(self._title, 0, Qt.AlignmentFlag.AlignVCenter)
        beside = QVBoxLayout()  # the number stands on the title's baseline
        beside.setContentsMargins(0, 0, 0, lift("body", "column_title"))
        beside.addWidget(self._count, 0, Qt.AlignmentFlag.AlignBottom)
        head.addLayout(beside)
        head.addStretch()
        head.setSpacing(6)
        for button in (self.filter_button, self._sort_button, self._add_button):
            head.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
        column.addLayout(head)
        field = QHBoxLayout()
        field.setContentsMargins(mirrored_margins(self, _EDGE, 0, 17, 0))
        field.addWidget(self.search)
        column.addLayout(field)
        chips = FlowLayout(gap=5)
        chips.setContentsMargins(mirrored_margins(self, _EDGE, 10, 6, 13))
        for chip in self._chips.values():
            chips.addWidget(chip)
        self._chip_row = QWidget(self)
        self._chip_row.setLayout(chips)
        column.addWidget(self._chip_row)
        column.addWidget(self.filter_bar)
        rows = QVBoxLayout()
        rows.setContentsMargins(0, 6, 0, 0)
        rows.setSpacing(0)
        self._nobody = QWidget(self)
        none = QVBoxLayout(self._nobody)
        none.setContentsMargins(_EDGE, 12, _EDGE, 0)
        none.addWidget(self._none)
        none.addStretch(1)
        rows.addWidget(self._nobody, 1)
        self._ghosts = GhostRows(parent=self)
        rows.addWidget(self._ghosts, 1, Qt.AlignmentFlag.AlignTop)
        rows.addWidget(self.view, 1)
        column.addLayout(rows, 1)
        column.addWidget(self.chosen_bar)

    def _spec_of(self, row: PersonRow) -> PortraitSpec:
        return portrait_of(self._context.store, row)

    def reload(self) -> None:
        """Read the list anew, keeping the chosen person chosen where they are still listed."""
        current = self.current()
        query = self.search.text()
        store, today = self._context.store, self._context.today()
        ids = people.list_chosen(store, today, self.filter, sort=self._sort)
        self._select_quietly(ids, current)
        self._nobody.setVisible(not ids and self._has_people)
        self._ghosts.setVisible(not self._has_people)
        self.view.setVisible(bool(ids))
        self._none.setText(_none_words(query) if not ids else "")
        self._say_hits(query, len(ids))

    def _say_hits(self, query: str, hits: int) -> None:
        if query.strip() or not self.filter.is_everybody:
            self._count.setText(_("first {n}").format(n=hits) if hits == HITS else str(hits))

    @property
    def filter(self) -> PeopleFilter:
        """What is listed: the words typed, the chip pressed, and what the menu of filters added."""
        return replace(self._more, text=self.search.text().strip(), warmth=self._filter)

    def use_filter(self, chosen: PeopleFilter) -> None:
        """List what `chosen` asks for, its words and chip included."""
        self._more = replace(chosen, text="", warmth=Filter.ALL)
        self.search.blockSignals(True)
        self.search.setText(chosen.text)
        self.search.blockSignals(False)
        self.filter_bar.show_filter(self._more)
        self._use_filter(chosen.warmth)

    def _logo_name(self, uid: str) -> str:
        return dict(organisations.known(self._context.store)).get(uid, _("one that is no longer here"))

    def people_chosen(self) -> tuple[PersonId, ...]:
        """Everybody whose row is chosen, in the order of the list."""
        rows = sorted(index.row() for index in self.view.selectionModel().selectedRows())
        return tuple(self.model.ids[row] for row in rows)

    def _count_chosen(self) -> None:
        self.chosen_bar.show_count(len(self.view.selectionModel().selectedRows()))

    def reload_counts(self) -> None:
        """Read the numbers at the title and on the chips anew."""
        counts = people.filter_counts(self._context.store, self._context.today())
        for chosen, chip in self._chips.items():
            chip.set_count(counts[chosen] if chosen is not Filter.ALL else None)
        self._count.setText(str(counts[Filter.ALL] or ""))
        has_people = counts[Filter.ALL] > 0
        self._chip_row.setVisible(has_people)
        self._sort_button.setVisible(has_people)
        self.filter_button.setVisible(has_people)
        self.search.setEnabled(has_people)
        self._has_people = has_people

    def _select_quietly(self, ids: tuple[PersonId, ...], current: PersonId | None) -> None:
        selection = self.view.selectionModel()
        chosen = self.people_chosen()
        selection.blockSignals(True)
        self.model.show(ids)
        position = self.model.position(current) if current is not None else None
        if position is not None:
            self._put_current(position)
        if 1 < len(chosen) <= _KEPT_CHOSEN:  # several stay chosen: one may have more in mind for them
            self._choose_again(chosen)
        selection.blockSignals(False)
        self._count_chosen()

    def _choose_again(self, chosen: tuple[PersonId, ...]) -> None:
        flags = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
        rows = QItemSelection()
        for person in chosen:
            position = self.model.position(person)
            if position is not None:
                index = self.model.index(position, 0)
                rows.select(index, index)
        self.view.selectionModel().select(rows, flags)

    def _put_current(self, position: int) -> None:
        index = self.model.index(position, 0)
        flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        self.view.selectionModel().setCurrentIndex(index, flags)

    def current(self) -> PersonId | None:
        """Who is chosen."""
        found = self.view.currentIndex().data(PERSON_ID)
        return None if found is None else PersonId(int(found))

    def choose(self, person_id: PersonId) -> bool:
        """Choose somebody, clearing the filter where it hides them; False for somebody not in the list at all."""
        position = self.model.position(person_id)
        if position is None and not self.filter.is_everybody:
            self.use_filter(EVERYBODY)
            position = self.model.position(person_id)
        if position is None:
            self.view.clearSelection()
            self.view.setCurrentIndex(QModelIndex())
            return False
        self._put_current(position)
        self.view.scrollTo(self.model.index(position, 0))
        return True

    def choose_first(self) -> None:
        """Choose the first of the list, if there is one."""
        if self.model.ids:
            self._put_current(0)

    def _current_changed(self, index: QModelIndex) -> None:
        found = index.data(PERSON_ID)
        if found is not None:
            self.chosen.emit(int(found))

    def _use_filter(self, chosen: Filter) -> None:
        self._filter = chosen
        for each, chip in self._chips.items():
            set_checked(chip, each is chosen)
        if self.filter.is_everybody:
            self.reload_counts()
        self.reload()

    def _open_sorts(self) -> None:
        menu = QMenu(self)
        group = QActionGroup(menu)
        for sort in _SORTS:
            action = menu.addAction(_sort_words(sort))
            action.setCheckable(True)
            action.setChecked(sort is self._sort)
            action.triggered.connect(lambda _checked=False, one=sort: self._use_sort(one))
            group.addAction(action)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self._sort_button.mapToGlobal(QPoint(0, self._sort_button.height() + 4)))

    def _use_sort(self, sort: Sort) -> None:
        self._sort = sort
        self.reload()
        self.view.scrollToTop()

    def retheme(self) -> None:
        """Take the row height and colours of the theme in use."""
        self.view.use_row_height()
        self.update()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Down leaves the search for the rows; Enter opens the first."""
        if watched is self.search and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() == Qt.Key.Key_Down and self.model.ids:
                self.view.setFocus(Qt.FocusReason.TabFocusReason)
                if not self.view.currentIndex().isValid():
                    self._put_current(0)
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.model.ids:
                self._put_current(0)
                self.opened.emit()
                return True
        return super().eventFilter(watched, event)

    def paintEvent(self, event: QPaintEvent) -> None:
        palette = themes.current().palette
        painter = QPainter(self)
        painter.fillRect(self.rect(), palette.sunken)
        edge = 0 if self.layoutDirection() is Qt.LayoutDirection.RightToLeft else self.width() - 1
        hairline(painter, palette.hairline, (edge, 0), (edge, self.height()))
        if self._chip_row.isVisible():
            y = self._chip_row.geometry().bottom()
            hairline(painter, palette.hairline, (0, y), (self.width(), y))


def _none_words(query: str) -> str:
    if query.strip():
        return _("Nobody is found for “{query}”. Esc clears the search.").format(query=query.strip())
    return _("Nobody is in this list.")


LIST_WIDTH = metrics.LIST
