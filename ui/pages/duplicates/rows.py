"""The pairs as rows: which are listed, and which are left when two became one."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from relmgr.domain.duplicates import Certainty, Entry, Pair, against_words, certainty_word, reason_words
from relmgr.i18n import _

ROW = Qt.ItemDataRole.UserRole
_Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class PairRow:
    """One pair as it is shown."""

    pair: Pair
    one: str
    other: str
    why: str
    against: str

    @classmethod
    def of(cls, pair: Pair, people: Mapping[int, Entry]) -> "PairRow":
        """The words of a pair."""
        return cls(
            pair,
            _shown(people[pair.one]),
            _shown(people[pair.other]),
            reason_words(pair.reasons),
            against_words(pair.against),
        )


def _shown(entry: Entry) -> str:
    if not entry.organisations:
        return entry.name
    return _("{name} · {organisation}").format(name=entry.name, organisation=entry.organisations[0])


class PairModel(QAbstractTableModel):
    """One column; `show_only` filters by class."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: list[PairRow] = []
        self._listed: list[PairRow] = []
        self._certainty: Certainty | None = None

    def show(self, rows: Iterable[PairRow]) -> None:
        """These pairs instead of those before."""
        self.rows = list(rows)
        self._list()

    def show_only(self, certainty: Certainty | None) -> None:
        """List the pairs of one class; None for all."""
        self._certainty = certainty
        self._list()

    def drop(self, person: int) -> None:
        """Somebody is gone, and every pair with them."""
        self.show(row for row in self.rows if person not in row.pair.both)

    def drop_pair(self, both: tuple[int, int]) -> None:
        """Two were told apart."""
        self.show(row for row in self.rows if row.pair.both != both)

    def counts(self) -> Counter[Certainty]:
        """How many pairs are in each class."""
        return Counter(row.pair.certainty for row in self.rows)

    def _list(self) -> None:
        self.beginResetModel()
        self._listed = [row for row in self.rows if self._certainty in (None, row.pair.certainty)]
        self.endResetModel()

    def place_of(self, both: tuple[int, int]) -> int:
        """Where a pair is listed; -1 where it is not."""
        return next((at for at, row in enumerate(self._listed) if row.pair.both == both), -1)

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._listed)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else 1

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The row, its names, and all of its words for whoever cannot see it."""
        if not index.isValid() or index.row() >= len(self._listed):
            return None
        row = self._listed[index.row()]
        if role == ROW:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return row.one
        if role == Qt.ItemDataRole.AccessibleTextRole:
            said = (row.one, row.other, certainty_word(row.pair.certainty), row.why, row.against)
            return _(", ").join(filter(None, said))
        return None
