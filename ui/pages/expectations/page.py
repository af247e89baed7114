"""The Expectations page: what is hoped, agreed and at risk, both ways and across people (E5)."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import ClassVar

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from relmgr.domain.calendar_words import full_day, month_name
from relmgr.domain.expectations import Column, can_move
from relmgr.domain.ids import ExpectationId, PersonId
from relmgr.domain.kinds import Direction, Kind
from relmgr.i18n import _
from relmgr.services.expectations import board
from relmgr.services.expectations.board import Board, BoardCard, BoardFilter
from ui import theme as themes
from ui.actions import Command
from ui.context import Context, DialogHost, Navigator
from ui.dialogs.expectation import move_to, open_quick, open_sheet
from ui.dialogs.updates import open_updates
from ui.errors import shown
from ui.faces import portrait_of
from ui.models.expectations import column_word
from ui.pages.expectations.column import BAR_ROOM, COLUMN_ICONS, BoardColumn
from ui.pages.expectations.filters import FilterRow
from ui.pages.expectations.table import TableSheet
from ui.pages.page import Page
from ui.pages.people.card.parts import mirrored_margins
from ui.theme import metrics
from ui.widgets.buttons import Button, IconButton, Size, set_checked
from ui.widgets.buttons import Kind as ButtonKind
from ui.widgets.flow import FlowLayout
from ui.widgets.menu import Menu
from ui.widgets.portrait import PortraitSpec
from ui.widgets.segment import Segment
from ui.widgets.text import TextLabel

_TOP = 27
_COLUMN_GAP = 16
_COLUMN_WIDEST = 340
_DIRECTIONS = (None, Direction.OF_ME, Direction.OF_THEM)
_NARROW = 760


class ExpectationsPage(Page):
    """A board of four columns, or a table. Every card is opened, dragged and moved, by mouse and by keyboard."""

    watches: ClassVar[frozenset[Kind]] = frozenset(
        {Kind.EXPECTATION, Kind.PERSON, Kind.ORGANISATION, Kind.AFFILIATION, Kind.PHOTO, Kind.IMPORT}
    )

    def __init__(
        self, context: Context, navigator: Navigator, host: DialogHost, parent: QWidget | None = None
    ) -> None:
        super().__init__(context, navigator, host, parent)
        self.setObjectName("expectations_page")
        self._reading, self._sorting, self._naming = (
            self.reading_on(),
            self.reading_on(),
            self.reading_on(),
        )
        self._chosen = BoardFilter()
        self._is_begun = False
        """Whether what is listed is the beginning of what is being read."""
        self._specs: dict[int, PortraitSpec] = {}
        self.title = TextLabel(_("Expectations"), "page_title", parent=self)
        self.sentence = TextLabel("", "body", "text2", self, wrap=True)
        self._make_controls()
        self.filters = FilterRow(self)
        self.filters.hide()
        self.filters.changed.connect(self.make_stale)
        self.columns = {
            column: BoardColumn(column, self._read_cards, self._spec_of, self) for column in Column
        }
        self.table = TableSheet(self._read_cards, self._spec_of, self)
        self.table.sort_changed.connect(self._sort_table)
        self.nothing = self._make_nothing()
        self._lay_out()
        self._connect()
        self._use_letters()

    # --- making ---

    def _make_controls(self) -> None:
        ways = (_("All"), _("Of me"), _("Of others"))
        self.direction = Segment(ways, 0, self, name=_("Whose expectations"), high=metrics.BUTTON)
        self.look = Segment(
            (_("Board"), _("Table")),
            0,
            self,
            name=_("Shown as"),
            icon_names=("square-kanban", "rows-3"),
            high=metrics.BUTTON,
        )
        self.filter_button = IconButton(
            "list-filter", _("Filter"), shortcut="Ctrl+F", side=metrics.BUTTON, parent=self
        )
        self.filter_button.setCheckable(True)
        self.new = Button(_("New"), ButtonKind.PRIMARY, icon="plus", parent=self)

    def _make_nothing(self) -> QWidget:
        holder = QWidget(self)
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 48, 0, 0)
        column.setSpacing(12)
        self.nothing_words = TextLabel("", "body_large", "text2", holder, wrap=True)
        column.addWidget(self.nothing_words)
        self.first = Button(_("Write the first one"), icon="plus", size=Size.LARGE, parent=holder)
        self.first.clicked.connect(lambda _checked=False: self.open_new())
        column.addWidget(self.first, 0, Qt.AlignmentFlag.AlignLeading)
        column.addStretch(1)
        holder.hide()
        return holder

    def _lay_out(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self.title)
        words.addWidget(self.sentence)
        tools = FlowLayout(gap=9, line_gap=8)
        for tool in (self.filter_button, self.direction, self.look, self.new):
            tools.addWidget(tool)
        self._tools = QWidget(self)
        self._tools.setLayout(tools)
        self._head = QHBoxLayout()
        self._head.setSpacing(16)
        self._head.addLayout(words, 1)
        self._head.addWidget(self._tools, 0, Qt.AlignmentFlag.AlignVCenter)
        cards = QWidget(self)
        row = QHBoxLayout(cards)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(_COLUMN_GAP - BAR_ROOM)
        for column in self.columns.values():
            column.setMaximumWidth(_COLUMN_WIDEST)
            row.addWidget(column, 1)
        row.addStretch(0)
        self.stack = QStackedWidget(self)
        self.stack.addWidget(cards)
        held = QWidget(self)
        beside = QHBoxLayout(held)
        beside.setContentsMargins(mirrored_margins(self, 0, 0, BAR_ROOM, metrics.PAGE_EDGE // 2))
        beside.addWidget(self.table)
        self.stack.addWidget(held)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, _TOP, 0, 0)
        whole.setSpacing(0)
        top = QVBoxLayout()
        top.setContentsMargins(metrics.PAGE_EDGE, 0, metrics.PAGE_EDGE, 0)
        top.setSpacing(0)
        top.addLayout(self._head)
        top.addSpacing(12)
        top.addWidget(self.filters)
        top.addSpacing(8)
        whole.addLayout(top)
        self._under = QVBoxLayout()  # the bars of the columns lie in the gaps and in the page's edge
        margins = mirrored_margins(self, metrics.PAGE_EDGE, 0, metrics.PAGE_EDGE - BAR_ROOM, 0)
        self._under.setContentsMargins(margins)
        self._under.addWidget(self.stack, 1)
        self._under.addWidget(self.nothing, 1)
        whole.addLayout(self._under, 1)

    def _connect(self) -> None:
        self.direction.changed.connect(lambda _number: self.make_stale())
        self.look.changed.connect(self._look_changed)
        self.filter_button.toggled.connect(lambda _checked: self._fold_filters())
        self.new.clicked.connect(lambda _checked=False: self.open_new())
        for column, one in self.columns.items():
            one.view.opened.connect(self._open)
            one.view.move_asked.connect(partial(self._ask_where, one.view))
            one.view.menu_asked.connect(self._open_menu)
            one.view.dropped.connect(partial(self._dropped, column))
            one.view.sideways.connect(partial(self._go_sideways, column))
        self.table.view.opened.connect(self._open)
        self.table.view.move_asked.connect(partial(self._ask_where, self.table.view))
        self.table.view.menu_asked.connect(self._open_menu)
        self.context.signals.settings_changed.connect(self._use_letters)

    def _use_letters(self) -> None:
        on = self.context.settings.single_letter_keys
        for column in self.columns.values():
            column.view.single_letters = on
        self.table.view.single_letters = on

    # --- reading ---

    def reload(self) -> None:
        """Read which cards stand where; their words are read as they are painted."""
        store, today = self.context.store, self.context.today()
        chosen = self.filters.narrowed(BoardFilter(direction=_DIRECTIONS[self.direction.chosen()]))
        if chosen != self._chosen:
            self._chosen = chosen
            for one in self.columns.values():
                one.forget_count()
        self._specs.clear()
        self._is_begun = False
        steps = board.reading(store, today, chosen)
        self._reading.start(steps, self._show, so_far=self._show, is_enough=self._fills)
        if self.look.chosen() == 1:
            self._sort_table()
        if self.filters.isVisible():
            self._offer_names()

    def _fills(self, made: Board) -> bool:
        """Whether as much is known as is seen at first."""
        return all(
            column in made.over or len(made.columns[column]) >= one.room
            for column, one in self.columns.items()
        )

    def _show(self, made: Board) -> None:
        """Show what is known; what was listed of the same reading stays as it is."""
        for column, one in self.columns.items():
            ids, is_over = made.columns[column], column in made.over
            if self._is_begun:
                one.extend_ids(ids, is_over=is_over)
            else:
                one.show_ids(ids, self._meaning(column, made), is_over=is_over)
        self._is_begun = True
        if made.is_whole:
            self.sentence.setText(made.sentence)
        elif not self.sentence.text():
            self.sentence.setText("\u00a0")  # its line is kept free: nothing jumps when it comes
        self.sentence.setVisible(bool(self.sentence.text()))
        has_any = made.count > 0 or not made.is_whole
        self.stack.setVisible(has_any)
        self.nothing.setVisible(not has_any)
        self.first.setVisible(made.is_empty)
        self.nothing_words.setText(
            _("What does somebody hope for that nobody has said out loud? One line is enough.")
            if made.is_empty
            else _("No expectation is found. Show everything, or choose otherwise.")
        )

    def _meaning(self, column: Column, made: Board) -> str:
        since = made.closed_since
        closed = _("Since {day}")
        day = _("{day} {month}").format(day=since.day, month=month_name(since.month))
        if since.year == 1:
            closed = _("At any time")
        elif since.year != self.context.today().year:
            day = full_day(since)
        return {
            Column.UNSPOKEN: _("Hoped for, never agreed"),
            Column.AGREED: _("Said, and under way"),
            Column.AT_RISK: _("Talk before the date, not after"),
            Column.CLOSED: closed.format(day=day),
        }[column]

    def _read_cards(self, ids: Sequence[ExpectationId]) -> tuple[BoardCard, ...]:
        return board.cards(self.context.store, ids, self.context.today())

    def _spec_of(self, card: BoardCard) -> PortraitSpec:
        found = self._specs.get(card.person.id)
        if found is None:
            found = self._specs[card.person.id] = portrait_of(self.context.store, card.person)
        return found

    def _sort_table(self) -> None:
        store, today, table = self.context.store, self.context.today(), self.table
        with shown(self.context.signals):
            steps = board.sorting(store, today, self._chosen, table.by, descending=table.descending)
            self._sorting.start(steps, table.show_ids)

    def _offer_names(self) -> None:
        steps = board.naming(self.context.store, self.context.today(), self._chosen.closed)
        with shown(self.context.signals):
            self._naming.start(steps, lambda found: self.filters.offer(*found))

    def _look_changed(self, number: int) -> None:
        self.stack.setCurrentIndex(number)
        if number == 1:
            self._sort_table()

    # --- doing ---

    def open_new(self) -> None:
        """Open the quick form."""
        with shown(self.context.signals):
            open_quick(self.context, self.navigator, self.host)

    def _open(self, number: int) -> None:
        self.navigator.edit_expectation(ExpectationId(number))

    def move_card(self, number: int, to: Column) -> None:
        """Move a card to a column, which asks what it needs to know."""
        with shown(self.context.signals):
            move_to(self.context, self.host, ExpectationId(number), to)

    def _dropped(self, to: Column, number: int) -> None:
        self.move_card(number, to)

    def _card(self, number: int) -> BoardCard | None:
        found = self._read_cards([ExpectationId(number)])
        return found[0] if found else None

    def _ask_where(self, view: QAbstractItemView, number: int) -> None:
        """M: a menu of the columns, at the card."""
        card = self._card(number)
        if card is None:
            return
        menu = Menu(self, name=_("Move to a column"))
        for to in Column:
            if to is not card.column and can_move(card.stored, to):
                menu.add_row(column_word(to), partial(self.move_card, number, to), icon=COLUMN_ICONS[to][0])
        spot = view.visualRect(view.currentIndex()).topLeft() + QPoint(24, 24)
        menu.open_at(view.viewport().mapToGlobal(spot))

    def _open_menu(self, number: int, place: QPoint) -> None:
        card = self._card(number)
        if card is None:
            return
        menu = Menu(self, name=card.statement)
        menu.add_row(_("Open"), partial(self._open, number), icon="arrow-up-right")
        for to in Column:
            if to is not card.column and can_move(card.stored, to):
                words = _("Move to {column}").format(column=column_word(to))
                menu.add_row(words, partial(self.move_card, number, to), icon=COLUMN_ICONS[to][0])
        menu.add_line()
        words = _("Show {name}").format(name=card.person.first_name)
        menu.add_row(words, partial(self.navigator.open_person, card.person.id), icon="user-round")
        name = card.person.first_name
        menu.add_row(
            _("What we agreed, {name} and I").format(name=name),
            partial(self._open_sheet, card.person.id),
            icon="copy",
        )
        menu.add_row(
            _("Updates with {name}").format(name=name),
            partial(self._open_updates, card.person.id),
            icon="refresh-cw",
        )
        menu.open_at(place)

    def _open_sheet(self, person_id: PersonId) -> None:
        with shown(self.context.signals):
            open_sheet(self.context, self.navigator, self.host, person_id)

    def _open_updates(self, person_id: PersonId) -> None:
        with shown(self.context.signals):
            open_updates(self.context, self.navigator, self.host, person_id)

    def _go_sideways(self, column: Column, step: int) -> None:
        order = list(Column)
        at = order.index(column) + step
        while 0 <= at < len(order):
            view = self.columns[order[at]].view
            if view.model().rowCount():
                view.setFocus(Qt.FocusReason.TabFocusReason)
                return
            at += step

    def _fold_filters(self) -> None:
        show = not self.filters.isVisible()
        self.filters.setVisible(show)
        set_checked(self.filter_button, show)
        if show:
            self._offer_names()
            self.filters.person.setFocus(Qt.FocusReason.ShortcutFocusReason)
        else:
            self.filters.wipe()

    # --- the page in the window ---

    def commands(self) -> Mapping[Command, Callable[[], None]]:
        """Filter unfolds the row of filters."""
        return {Command.FILTER: self._filter}

    def _filter(self) -> None:
        if not self.filters.isVisible():
            self._fold_filters()
        self.filters.person.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def first_focus(self) -> QWidget:
        """The first column that has a card, or the table; in an empty file the button that writes the first."""
        if not self.nothing.isHidden():
            return self.first if not self.first.isHidden() else self.direction
        if self.look.chosen() == 1:
            return self.table.view
        filled = [one.view for one in self.columns.values() if one.model.ids]
        return filled[0] if filled else self.new

    def panes(self) -> tuple[QWidget, ...]:
        """The controls, and each column or the table."""
        if not self.nothing.isHidden():
            return (self._tools, self.nothing) if not self.first.isHidden() else (self._tools,)
        shown_panes = (self.table,) if self.look.chosen() == 1 else tuple(self.columns.values())
        return (self._tools, *shown_panes)

    def retheme(self) -> None:
        """Everything painted here follows the theme and the text size."""
        self._specs.clear()
        for column in self.columns.values():
            column.retheme()
        self.table.retheme()
        self.filters.fit()
        self._arrange()
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        """Where the controls do not fit beside the title they go under it."""
        narrow = self.width() < _NARROW * themes.current().factor
        way = QHBoxLayout.Direction.TopToBottom if narrow else QHBoxLayout.Direction.LeftToRight
        if self._head.direction() != way:
            self._head.setDirection(way)

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(event.rect(), themes.current().palette.sunken)


__all__ = ["ExpectationsPage"]
