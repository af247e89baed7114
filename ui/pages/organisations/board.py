"""The board of an organisation: its columns side by side, or in two rows or more where there is not the room."""

from collections.abc import Callable

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from relmgr.domain.ids import AffiliationId
from relmgr.domain.kinds import RoleTowardMe
from relmgr.domain.roles import BOARD, column_words
from relmgr.i18n import _
from relmgr.services.organisations import Board, BoardPerson
from ui import theme as themes
from ui.pages.organisations.column import RoleColumn
from ui.pages.organisations.person_card import PersonCard
from ui.pages.people.card.parts import Held
from ui.widgets.menu import Menu
from ui.widgets.portrait import PortraitSpec

_NARROWEST = 148
_GAP = 12

SpecOf = Callable[[BoardPerson], PortraitSpec]


class RoleBoard(Held):
    """The columns. Signals say what was pressed or moved."""

    opened = Signal(int)
    """A person's id."""
    moved = Signal(int, object)
    """An affiliation's id, and its new role or None."""
    spoke = Signal(int, bool)
    """A person's id, and whether they spoke up for me or against me."""

    def __init__(self, spec_of: SpecOf, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._spec_of = spec_of
        self.single_keys = True
        self.columns = tuple(RoleColumn(role, self) for role in BOARD)
        self._across = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(_GAP)
        self._grid.setVerticalSpacing(24)
        for column in self.columns:
            column.taken.connect(lambda number, one=column: self._taken(number, one.role))
        self._arrange()

    def show_board(self, board: Board) -> None:
        """Show everybody; the focus stays with whoever had it, wherever they are now."""
        focused = next((card.person.id for card in self.cards() if card.hasFocus()), None)
        for column, shown in zip(self.columns, board.columns, strict=True):
            column.show_cards([self._card(one, column) for one in shown.people])
        for card in self.cards():
            if card.person.id == focused:
                card.setFocus(Qt.FocusReason.OtherFocusReason)

    def cards(self) -> list[PersonCard]:
        """Everybody's card, column by column."""
        return [card for column in self.columns for card in column.cards]

    def _card(self, person: BoardPerson, column: RoleColumn) -> PersonCard:
        card = PersonCard(person, self._spec_of(person), column, single_keys=self.single_keys)
        card.clicked.connect(lambda _checked=False: self.opened.emit(int(person.id)))
        card.moved_asked.connect(lambda anchor: self._ask_where(person).open_below(anchor))
        card.menu_asked.connect(lambda corner: self._open_menu(person, card, corner))
        card.stepped.connect(lambda across, down: self._step(column, card, across, down))
        card.spoke.connect(lambda for_me: self.spoke.emit(int(person.id), for_me))
        return card

    def _ask_where(self, person: BoardPerson) -> Menu:
        menu = Menu(self, name=_("Role toward me"))
        self._add_roles(menu, person)
        return menu

    def _add_roles(self, menu: Menu, person: BoardPerson) -> None:
        for role in BOARD:
            note = _("now") if role is person.role else ""
            choose = lambda one=role: self._move(person.affiliation_id, person.role, one)  # noqa: E731
            menu.add_row(column_words(role)[0], choose, note=note)

    def _open_menu(self, person: BoardPerson, card: PersonCard, corner: QPoint) -> None:
        menu = Menu(self, name=person.name)
        menu.add_row(_("Open the card"), lambda: self.opened.emit(int(person.id)), icon="user-round")
        menu.add_row(card.praise.accessibleName(), lambda: card.spoke.emit(True), icon="thumbs-up")
        menu.add_row(card.blame.accessibleName(), lambda: card.spoke.emit(False), icon="thumbs-down")
        menu.add_line()
        self._add_roles(menu, person)
        menu.open_at(corner)

    def _taken(self, number: int, role: RoleTowardMe | None) -> None:
        card = next((one for one in self.cards() if one.person.affiliation_id == number), None)
        if card is not None:
            self._move(card.person.affiliation_id, card.person.role, role)

    def _move(
        self, affiliation: AffiliationId, before: RoleTowardMe | None, role: RoleTowardMe | None
    ) -> None:
        if role is not before:
            self.moved.emit(int(affiliation), role)

    def _step(self, column: RoleColumn, card: PersonCard, across: int, down: int) -> None:
        """To the next card up or down, or to the nearest column at that side that has one."""
        row = column.cards.index(card)
        if down and 0 <= row + down < len(column.cards):
            column.cards[row + down].setFocus(Qt.FocusReason.TabFocusReason)
        number = self.columns.index(column) + across
        while across and 0 <= number < len(self.columns):
            cards = self.columns[number].cards
            if cards:
                cards[min(row, len(cards) - 1)].setFocus(Qt.FocusReason.TabFocusReason)
                return
            number += across

    def _fitting(self) -> int:
        least = themes.current().scaled(_NARROWEST)
        room = max(1, (self.width() + _GAP) // (least + _GAP))
        return next(count for count in (6, 3, 2, 1) if count <= room)

    def _arrange(self) -> None:
        across = self._fitting()
        if across == self._across:
            return
        self._across = across
        for number, column in enumerate(self.columns):
            self._grid.removeWidget(column)
            self._grid.addWidget(column, number // across, number % across)
        for number in range(len(self.columns)):
            self._grid.setColumnStretch(number, 1 if number < across else 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()
