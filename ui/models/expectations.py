"""The cards of a board column and the rows of its table: ids known at once, words read a page of 32 at a time."""

from collections import OrderedDict
from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QAbstractTableModel,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)

from relmgr.domain.expectations import Column, status_word
from relmgr.domain.ids import ExpectationId
from relmgr.domain.kinds import Scope, Status
from relmgr.i18n import _
from relmgr.services.expectations.board import BoardCard, SortBy

PAGE = 32
PAGES_KEPT = 32
BATCH = 32
"""How many cards a column takes in at once while one scrolls down: cards differ in height, so each costs a layout."""

MIME = "application/x-relmgr-expectation"
CARD = Qt.ItemDataRole.UserRole + 1
CARD_ID = Qt.ItemDataRole.UserRole

ReadCards = Callable[[Sequence[ExpectationId]], tuple[BoardCard, ...]]
Index = QModelIndex | QPersistentModelIndex
_READ = (CARD, Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)


class Pages:
    """The cards of some ids, a page at a time, the last pages kept."""

    def __init__(self, read_cards: ReadCards) -> None:
        self._read_cards = read_cards
        self.ids: tuple[ExpectationId, ...] = ()
        self._pages: OrderedDict[int, dict[ExpectationId, BoardCard]] = OrderedDict()

    def show(self, ids: tuple[ExpectationId, ...]) -> None:
        """Hold `ids`, in that order; what is known of them is read anew."""
        self.ids = ids
        self._pages.clear()

    def extend(self, ids: tuple[ExpectationId, ...]) -> None:
        """Hold `ids`, which begin with those held so far."""
        self._pages.pop(len(self.ids) // PAGE, None)  # it may not have been full
        self.ids = ids

    def card(self, number: int) -> BoardCard | None:
        """What stands at a place; None for one removed since the ids were read."""
        page = number // PAGE
        found = self._pages.get(page)
        if found is None:
            ids = self.ids[page * PAGE : (page + 1) * PAGE]
            found = {card.id: card for card in self._read_cards(ids)}
            self._pages[page] = found
            if len(self._pages) > PAGES_KEPT:
                self._pages.popitem(last=False)
        return found.get(self.ids[number])


class ColumnModel(QAbstractListModel):
    """One column of the board. It grows while one scrolls down (`canFetchMore`)."""

    def __init__(self, column: Column, read_cards: ReadCards, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.column = column
        self._pages = Pages(read_cards)
        self._shown = 0

    def show(self, ids: tuple[ExpectationId, ...], *, at_least: int = 0) -> None:
        """List `ids`; as many as before stay taken in, and at least `at_least`."""
        self.beginResetModel()
        self._pages.show(ids)
        self._shown = min(len(ids), max(BATCH, self._shown, at_least))
        self.endResetModel()

    def extend(self, ids: tuple[ExpectationId, ...]) -> None:
        """List more: `ids` begin with those listed so far, which stay as they are."""
        self._pages.extend(ids)
        if self._shown < BATCH:
            self.fetchMore(QModelIndex())

    @property
    def ids(self) -> tuple[ExpectationId, ...]:
        """All of the column that is known, taken in or not."""
        return self._pages.ids

    def card(self, number: int) -> BoardCard | None:
        """The card at a place."""
        return self._pages.card(number)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else self._shown

    def canFetchMore(self, parent: Index) -> bool:
        return not parent.isValid() and self._shown < len(self.ids)

    def fetchMore(self, parent: Index) -> None:
        more = min(BATCH, len(self.ids) - self._shown)
        if more > 0:
            self.beginInsertRows(QModelIndex(), self._shown, self._shown + more - 1)
            self._shown += more
            self.endInsertRows()

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The id, the card, and its words for whoever cannot see it."""
        if not index.isValid() or index.row() >= self._shown:
            return None
        if role == CARD_ID:
            return self.ids[index.row()]
        if role not in _READ:
            return None
        card = self.card(index.row())
        if role == CARD:
            return card
        return "" if card is None else spoken(card)

    def flags(self, index: Index) -> Qt.ItemFlag:
        drag = Qt.ItemFlag.ItemIsDragEnabled if index.isValid() else Qt.ItemFlag.NoItemFlags
        return super().flags(index) | drag

    def mimeTypes(self) -> list[str]:
        return [MIME]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        data = QMimeData()
        if indexes:
            data.setData(MIME, str(self.ids[indexes[0].row()]).encode())
        return data


SORTS = tuple(SortBy)
"""The columns of the table, from the leading side."""


class TableModel(QAbstractTableModel):
    """The table: a row an expectation, a column a word about it."""

    def __init__(self, read_cards: ReadCards, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pages = Pages(read_cards)

    def show(self, ids: tuple[ExpectationId, ...]) -> None:
        """List `ids`, in that order."""
        self.beginResetModel()
        self._pages.show(ids)
        self.endResetModel()

    @property
    def ids(self) -> tuple[ExpectationId, ...]:
        """What is listed."""
        return self._pages.ids

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.ids)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(SORTS)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """The words of the columns, for assistive technology; the page draws buttons."""
        is_word = role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)
        if orientation is Qt.Orientation.Horizontal and is_word:
            return sort_word(SORTS[section])
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The id, the card, and the words of the cell."""
        if not index.isValid() or index.row() >= len(self.ids):
            return None
        if role == CARD_ID:
            return self.ids[index.row()]
        if role not in _READ:
            return None
        card = self._pages.card(index.row())
        if role == CARD:
            return card
        return "" if card is None else cell(card, SORTS[index.column()])


def sort_word(by: SortBy) -> str:
    """The heading of a column of the table."""
    return {
        SortBy.WHO: _("Who"),
        SortBy.WHAT: _("What"),
        SortBy.AGREED: _("Agreed"),
        SortBy.HOPED: _("Hoped"),
        SortBy.DUE: _("Due"),
        SortBy.STATUS: _("Status"),
    }[by]


def hopes(card: BoardCard, *, agreed: bool) -> str:
    """The items of the scope that are agreed, or that are only hoped for."""
    chosen = [hope.text for hope in card.hopes if (hope.scope is Scope.WILL_DO) == agreed]
    return _(", ").join(chosen)


def cell(card: BoardCard, by: SortBy) -> str:
    """What stands in a column of the table."""
    return {
        SortBy.WHO: card.who_words,
        SortBy.WHAT: card.statement,
        SortBy.AGREED: hopes(card, agreed=True),
        SortBy.HOPED: hopes(card, agreed=False),
        SortBy.DUE: card.due_words,
        SortBy.STATUS: status_word(card.status),
    }[by]


def column_word(column: Column) -> str:
    """The heading of a column of the board."""
    return {
        Column.UNSPOKEN: _("Unspoken"),
        Column.AGREED: _("Agreed"),
        Column.AT_RISK: _("At risk"),
        Column.CLOSED: _("Closed"),
    }[column]


def said_word(card: BoardCard) -> Status | None:
    """The status a card wears as a chip: where its column does not say it already."""
    is_closed = card.column is Column.CLOSED
    return card.status if is_closed or card.status is Status.SAID else None


def spoken(card: BoardCard) -> str:
    """A card in words: who, what, the gap, the hopes, the risk, the date, how it closed."""
    chip = said_word(card)
    parts = (
        card.who_words,
        card.statement,
        card.agreed_words,
        hopes(card, agreed=True),
        _("hoped: {what}").format(what=hopes(card, agreed=False)) if hopes(card, agreed=False) else "",
        card.reason,
        card.due_words,
        "" if chip is None else status_word(chip),
    )
    return _(", ").join(part.rstrip(".") for part in parts if part)
