"""The rows of the People list: ids known at once, contents read a screenful at a time as they are painted."""

from collections.abc import Callable, Collection, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from relmgr.domain.ids import PersonId
from relmgr.i18n import _
from relmgr.services.people import PersonRow

AT_ONCE = 12
"""As many as a window shows: whoever leaps through the list waits for no more than is painted."""
KEPT = 256
"""Twenty screens of rows: what lies further back is read again in a millisecond a screen."""

ReadRows = Callable[[Sequence[PersonId]], tuple[PersonRow, ...]]

PERSON_ID = Qt.ItemDataRole.UserRole
ROW = Qt.ItemDataRole.UserRole + 1


class PeopleModel(QAbstractTableModel):
    """One column. `read_rows` gives the contents of some, in the order asked."""

    def __init__(self, read_rows: ReadRows, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._read_rows = read_rows
        self._ids: list[PersonId] = []
        self._known: dict[int, PersonRow | None] = {}
        """By the number of their row, those read longest ago first."""

    def show(self, ids: Sequence[PersonId]) -> None:
        """List `ids`, in that order; what is known of their contents is read anew."""
        self.beginResetModel()
        self._ids = list(ids)
        self._known.clear()
        self.endResetModel()

    def extend(self, ids: Sequence[PersonId]) -> None:
        """List `ids` behind those that are there."""
        if ids:
            first = len(self._ids)
            self.beginInsertRows(QModelIndex(), first, first + len(ids) - 1)
            self._ids += ids
            self.endInsertRows()

    def put(self, number: int, person_id: PersonId) -> None:
        """List somebody at that row."""
        self._known.clear()
        self.beginInsertRows(QModelIndex(), number, number)
        self._ids.insert(number, person_id)
        self.endInsertRows()

    def take(self, number: int) -> None:
        """List whoever is at that row no longer."""
        self._known.clear()
        self.beginRemoveRows(QModelIndex(), number, number)
        del self._ids[number]
        self.endRemoveRows()

    def read_anew(self) -> None:
        """The same people, whose contents may be others now."""
        self._known.clear()
        if self._ids:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._ids) - 1, 0))

    def read_again(self, people: Collection[PersonId]) -> None:
        """The rows of these few, as far as they are known, read anew now; the others stand as they are."""
        numbers = {row.id: number for number, row in self._known.items() if row and row.id in people}
        for row in self._read_rows(list(numbers)) if numbers else ():
            self._known[numbers[row.id]] = row
            index = self.index(numbers[row.id], 0)
            self.dataChanged.emit(index, index)

    @property
    def ids(self) -> Sequence[PersonId]:
        """Who is listed."""
        return self._ids

    def position(self, person_id: PersonId) -> int | None:
        """The row of a person, None where they are not listed."""
        known = (number for number, row in self._known.items() if row is not None and row.id == person_id)
        number = next(known, None)
        if number is not None:
            return number
        try:
            return self._ids.index(person_id)
        except ValueError:
            return None

    def row(self, number: int) -> PersonRow | None:
        """The contents of a row; None for somebody removed since the ids were read."""
        if number not in self._known:
            self._read(self._run(number))
        return self._known[number]

    def _run(self, number: int) -> range:
        """The rows to read with `number`: those after it, or those before it where the next is known (going up)."""
        step = -1 if number + 1 in self._known else 1
        last = number
        while (
            0 <= last + step < len(self._ids)
            and abs(last + step - number) < AT_ONCE
            and last + step not in self._known
        ):
            last += step
        return range(min(number, last), max(number, last) + 1)

    def _read(self, run: range) -> None:
        ids = self._ids[run.start : run.stop]
        found = {row.id: row for row in self._read_rows(ids)}
        self._known.update((number, found.get(id_)) for number, id_ in zip(run, ids, strict=True))
        if len(self._known) > KEPT:
            for oldest in list(self._known)[:-KEPT]:
                del self._known[oldest]

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._ids)

    def columnCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else 1

    def data(
        self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """The id, the row, and its words for whoever cannot see it."""
        if not index.isValid() or index.row() >= len(self._ids):
            return None
        if role == PERSON_ID:
            return self._ids[index.row()]
        if role not in (ROW, Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        row = self.row(index.row())
        if role == ROW:
            return row
        if row is None:
            return ""
        return row.name if role == Qt.ItemDataRole.DisplayRole else spoken(row)


def spoken(row: PersonRow) -> str:
    """A row in words: name, role, warmth with its reason, hint."""
    return _(", ").join(part for part in (row.name, row.role_line, row.warmth_words, row.hint) if part)
