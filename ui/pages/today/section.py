"""One block of Today: its heading with the count, and its rows in a sheet."""

from collections.abc import Callable, Collection
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from relmgr.i18n import _
from relmgr.services.reminders import DueItem, Source
from ui.models.today import SIDE, Block, Section
from ui.pages.today.row import TodayRow
from ui.widgets.buttons import LinkButton
from ui.widgets.portrait import PortraitSpec
from ui.widgets.sections import Heading, Sheet
from ui.widgets.text import Run

Key = tuple[Source, int, date]
SpecOf = Callable[[DueItem], PortraitSpec | None]

FIRST_ROWS = 8
"""How many rows a block shows before "… more": a calm page is a short one."""

_MORE_ROWS = 32


class SectionWidget(QWidget):
    """Shows a Section; rows that stay keep their widget, so that focus and hover stay where they are."""

    row_made = Signal(object)
    settled = Signal()
    """A row that was finished has gone."""
    more_asked = Signal(int)
    """More rows are wanted than were read: so many."""

    def __init__(self, block: Block, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.block = block
        self.setObjectName(f"today_{block}")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._most = FIRST_ROWS
        self._shown: tuple[Section, SpecOf] | None = None
        self.rows: list[TodayRow] = []
        """The rows from the top, those about to leave included."""
        self.heading = Heading("", parent=self)
        self.sheet = Sheet(self, padding=4)
        # The padding lies inside the hairline, which takes part of a pixel at the bottom.
        self.sheet.column.setContentsMargins(5, 5, 5, 4)
        self.more = LinkButton("", parent=self)
        self.more.clicked.connect(self._show_more)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.heading)
        column.addWidget(self.sheet)
        column.addWidget(self.more)
        self.more.hide()
        self.hide()

    @property
    def steady_rows(self) -> list[TodayRow]:
        """The rows that stay."""
        return [row for row in self.rows if not row.is_leaving]

    def show_section(self, section: Section, spec_of: SpecOf, finished: Collection[Key] = ()) -> None:
        """Show `section`; a row whose key is among `finished` and is no longer in it leaves with motion."""
        self._shown = (section, spec_of)
        many = "+" if section.has_more else ""
        count = Run(f"  {len(section.rows)}{many}", role="text3", style="body")
        self.heading.title.set_runs(Run(section.title), count)
        wanted = section.rows[: self._most]
        present = {row.item.key: row for row in self.rows if not row.is_leaving}
        keys = {item.key for item in wanted}
        for key, row in present.items():
            if key not in keys:
                if key in finished:
                    row.leave()
                else:
                    self._drop(row)
        order: list[TodayRow] = [row for row in self.rows if row.is_leaving]
        places = {id(row): self.rows.index(row) for row in order}
        steady = [self._row_for(item, present, spec_of) for item in wanted]
        self.rows = steady
        for row in order:
            self.rows.insert(min(places[id(row)], len(self.rows)), row)
        for number, row in enumerate(self.rows):
            if self.sheet.column.indexOf(row) != number:
                self.sheet.column.insertWidget(number, row)
        left_over = len(section.rows) - len(wanted)
        self.more.set_text(_("More") if section.has_more else _("{count} more").format(count=left_over))
        self.more.setVisible(left_over > 0 or section.has_more)
        self._arrange()
        self.setVisible(bool(self.rows))

    def _row_for(self, item: DueItem, present: dict[Key, TodayRow], spec_of: SpecOf) -> TodayRow:
        spec = spec_of(item)
        row = present.get(item.key)
        if row is not None:
            row.show_item(item, spec)
            return row
        row = TodayRow(item, spec, is_side=self.block in SIDE, shows_day=self.block is Block.UPCOMING)
        row.left.connect(lambda row=row: self._gone(row))
        row.activity_changed.connect(self._arrange)
        row.setParent(self.sheet)
        row.show()
        self.row_made.emit(row)
        return row

    def _arrange(self) -> None:
        above: TodayRow | None = None
        for row in self.rows:
            row.stand_below(above)
            above = row

    def _drop(self, row: TodayRow) -> None:
        self.rows.remove(row)
        self.sheet.column.removeWidget(row)
        row.hide()
        row.deleteLater()

    def _gone(self, row: TodayRow) -> None:
        if row in self.rows:
            self._drop(row)
            self._arrange()
            self.setVisible(bool(self.rows))
            self.settled.emit()

    def _show_more(self) -> None:
        first_new = self._most
        self._most += _MORE_ROWS
        if self._shown is not None:
            section, _spec_of = self._shown
            if section.has_more and self._most > len(section.rows):
                self.more_asked.emit(self._most)
            self.show_section(*self._shown)
            if first_new < len(self.rows):
                self.rows[first_new].setFocus()
