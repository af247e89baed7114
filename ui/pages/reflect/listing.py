"""The list beside the map, which says all that the map shows and is its accessible version (DESIGN §11)."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from relmgr.i18n import _
from relmgr.services.reflect import OnMap
from ui import theme as themes
from ui.pages.reflect.people_model import (
    COLUMNS,
    PERSON,
    PERSON_ID,
    PeopleModel,
    SortBy,
    cell,
    column_word,
    sorted_people,
)
from ui.widgets.portrait import PortraitSpec
from ui.widgets.sorted_table import CellDelegate, SortedRows, SortedSheet, TableLook, paint_disc
from ui.widgets.text import paint_line

_SHARES = {SortBy.WHO: 0.32, SortBy.SIGNS: 0.18, SortBy.TALKS: 0.14, SortBy.WAY: 0.15, SortBy.QUIET: 0.21}

SpecOf = Callable[[OnMap], PortraitSpec]


def widths(whole: int) -> list[int]:
    """The widths of the columns in a list of `whole` pixels; the name takes what is left."""
    found = {by: int(whole * share) for by, share in _SHARES.items()}
    found[SortBy.WHO] = whole - sum(width for by, width in found.items() if by is not SortBy.WHO)
    return [found[by] for by in COLUMNS]


class _PersonDelegate(CellDelegate):
    """A disc before the name; else a line of words."""

    def __init__(self, spec_of: SpecOf, view: SortedRows) -> None:
        super().__init__(view, PERSON)
        self._spec_of = spec_of

    def paint_cell(self, painter: QPainter, rect: QRect, index: QModelIndex | QPersistentModelIndex) -> None:
        """The words of the cell."""
        one: OnMap = index.data(PERSON)
        by, palette = COLUMNS[index.column()], themes.current().palette
        if by is SortBy.WHO:
            rect = paint_disc(painter, rect, self._spec_of(one))
        style, ink = ("body_strong", palette.text) if by is SortBy.WHO else ("small", palette.text2)
        paint_line(painter, rect, cell(one, by), style, ink)


class PeopleList(SortedSheet[SortBy]):
    """Everybody on the map. Return opens the card."""

    opened = Signal(int)
    most_first = frozenset(SortBy) - {SortBy.WHO}

    def __init__(self, spec_of: SpecOf, parent: QWidget) -> None:
        look = TableLook(row=40, edge=10, widths=widths)
        make_view = partial(SortedRows, _("People spoken with"), look, PERSON_ID)
        super().__init__(make_view, {by: column_word(by) for by in COLUMNS}, SortBy.SIGNS, parent)
        self._people: tuple[OnMap, ...] = ()
        self.model = PeopleModel(self)
        self.view.setModel(self.model)
        self.view.setItemDelegate(_PersonDelegate(spec_of, self.view))
        self.view.opened.connect(self.opened)
        self.sort_changed.connect(lambda: self.show_people(self._people))

    def minimumSizeHint(self) -> QSize:
        return QSize(themes.current().scaled(360), super().minimumSizeHint().height())  # the headings follow

    def show_people(self, people: Sequence[OnMap]) -> None:
        """List `people`; the keyboard stays on whom it was."""
        current = self.view.id_at(self.view.currentIndex())
        self._people = tuple(people)
        made = sorted_people(self._people, self.by, descending=self.descending)
        self.model.show(made)
        at = next((number for number, one in enumerate(made) if int(one.id) == current), None)
        if at is not None:
            self.view.put_current(at)
