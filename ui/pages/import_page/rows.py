"""The cards of a file as rows: which are listed, and which are to be imported."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from relmgr.i18n import _
from relmgr.transfer.importing import Offer, PlanRow, Verdict, as_new

ROW = Qt.ItemDataRole.UserRole
_Index = QModelIndex | QPersistentModelIndex


def verdict_word(verdict: Verdict) -> str:
    """The word of the column "What happens"."""
    return {Verdict.NEW: _("New"), Verdict.MERGE: _("Will merge"), Verdict.SKIPPED: _("Skipped")}[verdict]


def offer_word(offer: Offer) -> str:
    """The word on the row's button; empty for none."""
    return {
        Offer.NONE: "",
        Offer.COMPARE: _("Compare"),
        Offer.ADD_ANYWAY: _("Add anyway"),
        Offer.NAME_IT: _("Name it"),
    }[offer]


class PlanModel(QAbstractTableModel):
    """One column; `shown` filters by verdict. Rows are appended as they are compared."""

    chosen_changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: list[PlanRow] = []
        self._listed: list[int] = []
        self._verdict: Verdict | None = None
        self._left_out: set[int] = set()
        self._decided: dict[int, PlanRow] = {}
        self._counts: Counter[Verdict] = Counter()

    def start_again(self, *, forget: bool) -> None:
        """No rows; what the user decided is kept for when they come again, unless `forget`."""
        self.beginResetModel()
        self.rows, self._listed = [], []
        self._counts.clear()
        if forget:
            self._left_out.clear()
            self._decided.clear()
        self.endResetModel()

    def append(self, rows: Sequence[PlanRow]) -> None:
        """The next rows, as the user decided about them before."""
        new = [self._decided.get(row.index, row) for row in rows]
        listed = [row.index for row in new if self._is_listed(row)]
        self.rows.extend(new)
        self._counts.update(row.verdict for row in new)
        if listed:
            first = len(self._listed)
            self.beginInsertRows(QModelIndex(), first, first + len(listed) - 1)
            self._listed.extend(listed)
            self.endInsertRows()

    def show_only(self, verdict: Verdict | None) -> None:
        """List the rows of one verdict, None for all."""
        self.beginResetModel()
        self._verdict = verdict
        self._listed = [row.index for row in self.rows if self._is_listed(row)]
        self.endResetModel()

    def _is_listed(self, row: PlanRow) -> bool:
        return self._verdict is None or row.verdict is self._verdict

    def count(self, verdict: Verdict) -> int:
        """How many cards end so."""
        return self._counts[verdict]

    @property
    def chosen_count(self) -> int:
        """How many cards are to be imported."""
        return self._counts[Verdict.NEW] + self._counts[Verdict.MERGE] - len(self._left_out)

    def chosen(self) -> tuple[int, ...]:
        """The indices of the cards to import."""
        left_out, skipped = self._left_out, Verdict.SKIPPED
        return tuple(
            [each.index for each in self.rows if each.verdict is not skipped and each.index not in left_out]
        )

    def is_chosen(self, row: PlanRow) -> bool:
        """Whether the row's box is ticked."""
        return row.is_writing and row.index not in self._left_out

    def may_choose(self, row: PlanRow) -> bool:
        """Whether the row's box can be ticked or cleared."""
        return row.is_writing or row.offer is Offer.ADD_ANYWAY

    def toggle(self, row: PlanRow) -> None:
        """Tick or clear the row's box; ticking one that was skipped adds it anyway."""
        if not row.is_writing:
            if row.offer is Offer.ADD_ANYWAY:
                self.decide(as_new(row))
            return
        self._left_out ^= {row.index}
        self._tell(row.index)

    def decide(self, row: PlanRow) -> None:
        """Take the user's word for what happens to the card."""
        self._counts[self.rows[row.index].verdict] -= 1
        self._counts[row.verdict] += 1
        self.rows[row.index] = self._decided[row.index] = row
        self._left_out.discard(row.index)
        self._tell(row.index)

    def _tell(self, index: int) -> None:
        if index in self._listed:
            at = self.index(self._listed.index(index), 0)
            self.dataChanged.emit(at, at)
        self.chosen_changed.emit()

    def row_at(self, number: int) -> PlanRow:
        """The card listed there."""
        return self.rows[self._listed[number]]

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._listed)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else 1

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The row, its name, and all of its words for whoever cannot see it."""
        if not index.isValid() or index.row() >= len(self._listed):
            return None
        row = self.row_at(index.row())
        if role == ROW:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return row.title
        if role == Qt.ItemDataRole.ToolTipRole:
            return None
        if role == Qt.ItemDataRole.AccessibleTextRole:
            ticked = _("will be imported") if self.is_chosen(row) else _("will not be imported")
            return _(", ").join((row.title, row.detail, verdict_word(row.verdict), row.reason, ticked))
        return None
