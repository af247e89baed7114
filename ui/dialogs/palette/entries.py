"""What the search over everything lists: a person, something said or known, or a command."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

from ui.widgets.portrait import PortraitSpec

_Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One line: what it says, and what Enter does."""

    title: str
    marks: tuple[tuple[int, int], ...] = ()
    """The letters of the title that matched what was typed, from and to."""
    detail: str = ""
    detail_marks: tuple[tuple[int, int], ...] = ()
    heading: str = ""
    """Stands over the first line of a group."""
    is_text: bool = False
    """The title is something noted rather than a name."""
    keys: str = ""
    icon: str = ""
    is_offer: bool = False
    """A way forward where nothing was found."""
    portrait: PortraitSpec | None = None
    act: Callable[[], None]

    @property
    def spoken(self) -> str:
        """The whole line as one sentence, for assistive technology."""
        return ", ".join(part for part in (self.title, self.detail, self.keys) if part)


class EntriesModel(QAbstractListModel):
    """The entries found; the entry itself is in the user role."""

    def __init__(self) -> None:
        super().__init__()
        self._entries: tuple[Entry, ...] = ()

    def show(self, entries: Sequence[Entry]) -> None:
        """List `entries` instead of those before."""
        self.beginResetModel()
        self._entries = tuple(entries)
        self.endResetModel()

    @property
    def entries(self) -> tuple[Entry, ...]:
        """All that is listed."""
        return self._entries

    def is_nothing(self) -> bool:
        """Whether nothing was found: what is listed, if anything, is only an offer."""
        return all(entry.is_offer for entry in self._entries)

    def entry(self, row: int) -> Entry | None:
        """The entry in `row`, if there is one."""
        return self._entries[row] if 0 <= row < len(self._entries) else None

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008  (Qt's own signature)
        return 0 if parent.isValid() else len(self._entries)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        entry = self.entry(index.row()) if index.isValid() else None
        if entry is None:
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return entry.spoken
        if role == Qt.ItemDataRole.UserRole:
            return entry
        return None
