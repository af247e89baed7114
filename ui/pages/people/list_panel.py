"""The list of People: title with its count, sorting, adding, searching, chips, and the rows."""

from bisect import bisect_left
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import replace
from itertools import chain

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QObject,
    QPoint,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import (
    QActionGroup,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QShowEvent,
)
from PySide6.QtWidgets import (
    QHBoxLayout,
    QMenu,
    QVBoxLayout,
    QWidget,
)

from relmgr.domain.ids import PersonId
from relmgr.domain.people_filter import EVERYBODY, PeopleFilter
from relmgr.i18n import _
from relmgr.services import organisations, people
from relmgr.services.people import Filter, PersonRow, Sort
from relmgr.services.people.paging import HITS
from ui import theme as themes
from ui.context import Context
from ui.faces import portrait_of
from ui.models.people import PERSON_ID, PeopleModel
from ui.pages.people.bars import ChosenBar, FilterBar
from ui.pages.people.card.parts import mirrored_margins
from ui.pages.people.list_words import filter_words, none_words, sort_words
from ui.pages.people.row_delegate import PersonRowDelegate
from ui.pages.people.rows_view import RowsView
from ui.theme import metrics
from ui.widgets.buttons import IconButton, set_checked
from ui.widgets.chips import FilterChip
from ui.widgets.fields import SearchField
from ui.widgets.flow import FlowLayout
from ui.widgets.ghost import GhostRows
from ui.widgets.painting import hairline
from ui.widgets.portrait import PortraitSpec
from ui.widgets.text import TextLabel, lift

_EDGE = 16
_KEPT_CHOSEN = 500
_FEW = 20
_MANY = 20_000
_SORTS = (Sort.NAME, Sort.RECENT, Sort.QUIETEST)


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
        self._pages: Iterator[tuple[PersonId, ...]] = iter(())
        self._is_reading = False
        self._gathered: list[PersonId] = []
        """Read, and not listed yet."""
        self._is_old = False
        """What is listed is of the question before: the first page that is found takes its place."""
        self._wanted: PersonId | None = None
        """Who is to be chosen once the page they are on is read."""
        self._counts: Iterator[tuple[dict[Filter, int], bool]] = iter(())
        self._so_far = dict.fromkeys(Filter, 0)
        self._reading_on = self._soon(self._read_on)
        self._counting = self._soon(self._count_on)
        self._renewing = self._soon(self._renew)
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
            chip = FilterChip(filter_words(chosen), parent=self)
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

    def _soon(self, act: Callable[[], None]) -> QTimer:
        """What runs `act` between two looks at the keyboard."""
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(0)
        timer.timeout.connect(act)
        return timer

    def reload(self) -> None:
        """Read the list anew, keeping the chosen person chosen where they are still listed.

        A page of it at once, the others between two looks at the keyboard.
        """
        self._wanted = self.current() if self._wanted is None else self._wanted
        if len(self.people_chosen()) > 1:
            self._read_all()
        self._pages = people.pages(self._context.store, self._context.today(), self.filter, sort=self._sort)
        self._is_reading = self._is_old = True
        self._gathered = []
        for _try in range(2):  # one that is empty may be the only one
            if self._is_old:
                self._take_page()
        if self._is_reading:
            self._reading_on.start()

    def refresh(self, touched: Collection[PersonId]) -> None:
        """Bring the list up to date with a change of a few: whoever stands elsewhere now is moved, and their rows say it.

        What the other rows say is read anew soon, for it may hang on what belongs to nobody.
        """
        if self._is_reading or self.search.text().strip() or len(touched) > _FEW:
            self.reload()
            return
        if not self._is_in_order(touched):
            current = self.current()
            for person in touched:
                self._put_in_place(person)
            if current is not None and current != self.current():
                with self._quietly():
                    position = self.model.position(current)
                    if position is not None:
                        self._put_current(position)
        self.model.read_again(touched)
        self._renewing.start()
        self._say_found()

    def _renew(self) -> None:
        if not self._context.store.is_closed:
            self.model.read_anew()

    def _keys(self, ids: Collection[PersonId]) -> dict[PersonId, tuple[object, ...]]:
        return people.keys_among(self._context.store, self._context.today(), self.filter, self._sort, ids)

    def _is_in_order(self, touched: Collection[PersonId]) -> bool:
        """Whether those touched are listed where they belong, beside whoever stands next to them."""
        listed = self.model.ids
        places = {person: self.model.position(person) for person in touched}
        around = {n for at in places.values() if at is not None for n in (at - 1, at, at + 1)}
        rows = sorted(n for n in around if 0 <= n < len(listed))
        keys = self._keys({*touched, *(listed[n] for n in rows)})
        if any((at is None) is (person in keys) for person, at in places.items()):
            return False
        found = [keys.get(listed[n]) for n in rows]
        beside = zip(zip(rows, found, strict=True), zip(rows[1:], found[1:], strict=True), strict=False)
        return None not in found and all(
            after != before + 1 or one < other  # type: ignore[operator]
            for (before, one), (after, other) in beside
        )

    def _put_in_place(self, person: PersonId) -> None:
        old = self.model.position(person)
        if old is not None:
            self.model.take(old)
        key = self._keys((person,)).get(person)
        if key is not None:
            ids = self.model.ids
            place = bisect_left(range(len(ids)), key, key=lambda n: self._keys((ids[n],))[ids[n]])
            self.model.put(place, person)

    def _read_on(self) -> None:
        if not self._context.store.is_closed and self.isVisible():
            self._take_page()
            if self._is_reading:
                self._reading_on.start()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._is_reading:
            self._reading_on.start()

    def _take_page(self) -> None:
        page = next(self._pages, None)
        self._is_reading = page is not None
        self._gathered += page or ()
        # Each time rows are added the view paints itself: all that is found at once, unless somebody waits for it.
        if not self._is_reading or (self._is_old and page) or len(self._gathered) >= _MANY:
            self._add_gathered()

    def _read_all(self) -> None:
        """All that is left at once: for whoever must know now who is in the list and who is not."""
        if self._is_reading:
            self._reading_on.stop()
            self._is_reading = False
            self._gathered += chain.from_iterable(self._pages)
            self._add_gathered()

    def _add_gathered(self) -> None:
        page, self._gathered = tuple(self._gathered), []
        if self._is_old:
            self._is_old = False
            self._select_quietly(page, self._wanted)
        else:
            self.model.extend(page)
        if self._wanted in page:
            with self._quietly():
                self._put_current(self.model.position(self._wanted) or 0)
            self._wanted = None
        elif not self._is_reading:
            self._wanted = None
        self._say_found()

    def _say_found(self) -> None:
        ids, query = self.model.ids, self.search.text()
        is_none = not ids and not self._is_reading
        self._nobody.setVisible(is_none and self._has_people)
        self._ghosts.setVisible(not self._has_people)
        self.view.setVisible(bool(ids))
        self._none.setText(none_words(query) if is_none else "")
        if not self._is_reading or len(ids) >= HITS:
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

    def reload_counts(self, *, is_soon: bool = False) -> None:
        """Read the numbers at the title and on the chips anew: the first thousands now, or soon; the others soon."""
        self._counting.stop()
        self._counts = people.counted(self._context.store, self._context.today())
        self._has_people = people.is_anybody_there(self._context.store)
        self._chip_row.setVisible(self._has_people)
        self._sort_button.setVisible(self._has_people)
        self.filter_button.setVisible(self._has_people)
        self.search.setEnabled(self._has_people)
        if is_soon:
            self._counting.start()
        else:
            self._count_on()

    def _count_on(self) -> None:
        """A number that goes up while one looks would say nothing: they are shown once everybody is counted."""
        if self._context.store.is_closed:
            return
        self._so_far, is_whole = next(self._counts)
        if not is_whole:
            self._counting.start()
            return
        for chosen, chip in self._chips.items():
            chip.set_count(self._so_far[chosen] if chosen is not Filter.ALL else None)
        if self.filter.is_everybody:
            self._count.setText(str(self._so_far[Filter.ALL] or ""))

    def _select_quietly(self, ids: tuple[PersonId, ...], current: PersonId | None) -> None:
        chosen = self.people_chosen()
        with self._quietly():
            self.model.show(ids)
            position = self.model.position(current) if current is not None else None
            if position is not None:
                self._put_current(position)
            if 1 < len(chosen) <= _KEPT_CHOSEN:  # several stay chosen: one may have more in mind for them
                self._choose_again(chosen)
        self._count_chosen()

    @contextmanager
    def _quietly(self) -> Iterator[None]:
        """Without telling that somebody else is chosen."""
        selection = self.view.selectionModel()
        selection.blockSignals(True)
        try:
            yield
        finally:
            selection.blockSignals(False)

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
        position = self._position(person_id)
        if position is None and not self.filter.is_everybody:
            self.use_filter(EVERYBODY)
            position = self._position(person_id)
        if position is None:
            self.view.clearSelection()
            self.view.setCurrentIndex(QModelIndex())
            return False
        self._put_current(position)
        self.view.scrollTo(self.model.index(position, 0))
        return True

    def _position(self, person_id: PersonId) -> int | None:
        position = self.model.position(person_id)
        if position is None:
            self._read_all()
            position = self.model.position(person_id)
        return position

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
            action = menu.addAction(sort_words(sort))
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


LIST_WIDTH = metrics.LIST
