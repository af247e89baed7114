"""The rows of the People list: ids known at once, contents read a page of 64 at a time as they are painted."""

from collections import OrderedDict
from collections.abc import Callable, Collection, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from relmgr.domain.ids import PersonId
from relmgr.i18n import _
from relmgr.services.people import PersonRow

PAGE = 64
PAGES_KEPT = 32

ReadRows = Callable[[Sequence[PersonId]], tuple[PersonRow, ...]]

PERSON_ID = Qt.ItemDataRole.UserRole
ROW = Qt.ItemDataRole.UserRole + 1


class PeopleModel(QAbstractTableModel):
    """One column. `read_rows` gives the contents of a page, in the order asked."""

    def __init__(self, read_rows: ReadRows, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._read_rows = read_rows
        self._ids: list[PersonId] = []
        self._pages: OrderedDict[int, dict[PersonId, PersonRow]] = OrderedDict()

    def show(self, ids: Sequence[PersonId]) -> None:
        """List `ids`, in that order; what is known of their contents is read anew."""
        self.beginResetModel()
        self._ids = list(ids)
        self._pages.clear()
        self.endResetModel()

    def extend(self, ids: Sequence[PersonId]) -> None:
        """List `ids` behind those that are there."""
        if ids:
            first = len(self._ids)
            self._pages.pop(first // PAGE, None)  # the last page may grow
            self.beginInsertRows(QModelIndex(), first, first + len(ids) - 1)
            self._ids += ids
            self.endInsertRows()

    def put(self, number: int, person_id: PersonId) -> None:
        """List somebody at that row."""
        self._pages.clear()
        self.beginInsertRows(QModelIndex(), number, number)
        self._ids.insert(number, person_id)
        self.endInsertRows()

    def take(self, number: int) -> None:
        """List whoever is at that row no longer."""
        self._pages.clear()
        self.beginRemoveRows(QModelIndex(), number, number)
        del self._ids[number]
        self.endRemoveRows()

    def read_anew(self) -> None:
        """The same people, whose contents may be others now."""
        self._pages.clear()
        if self._ids:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._ids) - 1, 0))

    def read_again(self, people: Collection[PersonId]) -> None:
        """The rows of these few, as far as they are known, read anew now; the others stand as they are."""
        rows = [(page, person) for person in people for page, known in self._pages.items() if person in known]
        found = {row.id: row for row in self._read_rows([person for _page, person in rows])} if rows else {}
        for page, person in rows:
            if person in found:
                self._pages[page][person] = found[person]
                index = self.index(self._number(page, person), 0)
                self.dataChanged.emit(index, index)

    def _number(self, page: int, person_id: PersonId) -> int:
        return self._ids.index(person_id, page * PAGE, (page + 1) * PAGE)

    @property
    def ids(self) -> Sequence[PersonId]:
        """Who is listed."""
        return self._ids

    def position(self, person_id: PersonId) -> int | None:
        """The row of a person, None where they are not listed."""
        page = next((page for page, known in self._pages.items() if person_id in known), None)
        if page is not None:
            return self._number(page, person_id)
        try:
            return self._ids.index(person_id)
        except ValueError:
            return None

    def row(self, number: int) -> PersonRow | None:
        """The contents of a row; None for somebody removed since the ids were read."""
        page = number // PAGE
        found = self._pages.get(page)
        if found is None:
            ids = self._ids[page * PAGE : (page + 1) * PAGE]
            found = {row.id: row for row in self._read_rows(ids)}
            self._pages[page] = found
            if len(self._pages) > PAGES_KEPT:
                self._pages.popitem(last=False)
        return found.get(self._ids[number])

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
