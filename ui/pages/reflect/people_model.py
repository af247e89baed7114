"""The people of the map as rows: the same that the dots say, in words, sorted by any column."""

from collections.abc import Sequence
from enum import StrEnum

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from relmgr.domain.fold import fold
from relmgr.domain.momentum import going_word
from relmgr.domain.rhythm import silence_sentence
from relmgr.i18n import _, ngettext
from relmgr.services.reflect import OnMap

PERSON = Qt.ItemDataRole.UserRole
PERSON_ID = PERSON + 1


class SortBy(StrEnum):
    """The columns of the list."""

    WHO = "who"
    SIGNS = "signs"
    TALKS = "talks"
    WAY = "way"
    QUIET = "quiet"


COLUMNS = tuple(SortBy)


def column_word(by: SortBy) -> str:
    """The heading of a column."""
    return {
        SortBy.WHO: _("Who"),
        SortBy.SIGNS: _("Signs"),
        SortBy.TALKS: _("Talks"),
        SortBy.WAY: _("Momentum"),
        SortBy.QUIET: _("Last spoken"),
    }[by]


def cell(one: OnMap, by: SortBy) -> str:
    """What a cell says."""
    match by:
        case SortBy.WHO:
            return one.name
        case SortBy.SIGNS:
            signs = ngettext("{count} sign", "{count} signs", one.depth.seen).format(count=one.depth.seen)
            if not one.depth.fading:
                return signs
            return _("{signs}, {fading} fading").format(signs=signs, fading=one.depth.fading)
        case SortBy.TALKS:
            said = ngettext("{count}, {before} before", "{count}, {before} before", one.talks)
            return said.format(count=one.talks, before=one.before)
        case SortBy.WAY:
            return going_word(one.going)
        case SortBy.QUIET:
            return silence_sentence(one.silence, one.usual)


def sorted_people(people: Sequence[OnMap], by: SortBy, *, descending: bool) -> list[OnMap]:
    """`people` by a column; equals by name, whichever way."""

    def key(one: OnMap) -> float:
        match by:
            case SortBy.SIGNS:
                return one.depth.share
            case SortBy.TALKS:
                return one.talks
            case SortBy.WAY:
                return one.momentum
            case SortBy.QUIET:
                return one.silence
        return 0

    by_name = sorted(people, key=lambda one: fold(one.name), reverse=descending and by is SortBy.WHO)
    return by_name if by is SortBy.WHO else sorted(by_name, key=key, reverse=descending)


class PeopleModel(QAbstractTableModel):
    """Rows of the list; their words are made when they are painted or read out."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.people: list[OnMap] = []

    def show(self, people: list[OnMap]) -> None:
        """List `people`."""
        self.beginResetModel()
        self.people = people
        self.endResetModel()

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.people)

    def columnCount(self, parent: QModelIndex | QPersistentModelIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(COLUMNS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> object:
        if role == Qt.ItemDataRole.DisplayRole and orientation is Qt.Orientation.Horizontal:
            return column_word(COLUMNS[section])
        return None

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = 0) -> object:
        if not index.isValid() or index.row() >= len(self.people):
            return None
        one = self.people[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return cell(one, COLUMNS[index.column()])
        if role == Qt.ItemDataRole.AccessibleDescriptionRole:
            return one.reason
        return {PERSON: one, PERSON_ID: int(one.id)}.get(role)
