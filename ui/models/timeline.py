"""The rows of the timeline: the newest come with the card, the rest is read a page at a time as it is painted."""

from collections import OrderedDict
from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from relmgr.i18n import _
from relmgr.services.card.timeline_words import Entry
from relmgr.services.card.views import Group, TimelineRow

PAGE = 40
PAGES_KEPT = 32
ROW = Qt.ItemDataRole.UserRole + 1

ReadEntries = Callable[[Group | None], tuple[Entry, ...]]
ReadRows = Callable[[Sequence[Entry]], tuple[TimelineRow, ...]]


def _no_entries(_group: Group | None) -> tuple[Entry, ...]:
    return ()


def _no_rows(_chosen: Sequence[Entry]) -> tuple[TimelineRow, ...]:
    return ()


class TimelineModel(QAbstractListModel):
    """What happened, newest first. `read_entries` and `read_rows` are asked when more than the newest is wanted."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.read_entries: ReadEntries = _no_entries
        self.read_rows: ReadRows = _no_rows
        self._group: Group | None = None
        self._newest: tuple[TimelineRow, ...] = ()
        self._count = 0
        self._entries: tuple[Entry, ...] | None = None
        self._pages: OrderedDict[int, tuple[TimelineRow | None, ...]] = OrderedDict()

    def show(self, newest: tuple[TimelineRow, ...], total: int, group: Group | None) -> None:
        """List all of them, or one group; of all, `newest` is known already and `total` is their number."""
        self._newest, self._group = newest if group is None else (), group
        self._pages.clear()
        self._entries = None
        count = total if group is None else len(self._listed())
        if count == self._count:
            if count:
                self.dataChanged.emit(self.index(0), self.index(count - 1))
            return
        self.beginResetModel()
        self._count = count
        self.endResetModel()

    def _listed(self) -> tuple[Entry, ...]:
        if self._entries is None:
            self._entries = self.read_entries(self._group)
        return self._entries

    def row(self, number: int) -> TimelineRow | None:
        """A row; None for what has gone since the rows were counted."""
        if number < len(self._newest):
            return self._newest[number]
        page = number // PAGE
        found = self._pages.get(page)
        if found is None:
            chosen = self._listed()[page * PAGE : (page + 1) * PAGE]
            known = {(row.source, row.source_id): row for row in self.read_rows(chosen)}
            found = tuple(known.get((entry.source, entry.id)) for entry in chosen)
            self._pages[page] = found
            if len(self._pages) > PAGES_KEPT:
                self._pages.popitem(last=False)
        place = number % PAGE
        return found[place] if place < len(found) else None

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else self._count

    def data(
        self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """The row, and its words for whoever cannot see it."""
        if not index.isValid() or role not in (
            ROW,
            Qt.ItemDataRole.DisplayRole,
            Qt.ItemDataRole.AccessibleTextRole,
        ):
            return None
        row = self.row(index.row())
        if role == ROW or row is None:
            return row if role == ROW else ""
        return _("{day}. {what}").format(day=row.day_words, what=f"{row.lead} {row.rest}".strip())
