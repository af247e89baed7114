"""Looks the whole file over: its pages, its ties, and what lists and search were made from (S4)."""

from dataclasses import dataclass

from sqlalchemy import func, select

from relmgr.errors import RelmgrError
from relmgr.i18n import _, ngettext
from relmgr.store import Store, derived, sqlcipher
from relmgr.store import tables as t
from relmgr.store.store import Session

_COUNTED = (
    t.person,
    t.organisation,
    t.conversation,
    t.expectation,
    t.milestone,
    t.reminder,
    t.photo,
    t.foreign_line,
)
_NAMED = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckReport:
    """What was looked at, what was found, and how much there is."""

    looked_at: tuple[str, ...]
    """Sentences of what is as it should be."""
    faults: tuple[str, ...]
    """Sentences of what is not; empty for a sound file."""
    counts: dict[str, int]
    """Rows by table."""

    @property
    def is_sound(self) -> bool:
        """Whether nothing was found."""
        return not self.faults


def check(store: Store, *, is_alone: bool = True) -> CheckReport:
    """Look at everything; nothing is changed.

    `is_alone`: nobody else has the file open, so that its pages can be verified against their signatures too (while
    somebody writes, that gives false alarms: quality §2).
    """
    looked_at: list[str] = []
    faults: list[str] = []
    for question in (_structure, _pages if is_alone else _pages_left_out, _ties, _derived):
        sentence, found = question(store)
        (faults.extend(found) if found else looked_at.append(sentence))
    with store.read() as session:
        counts = {table.name: _count(session, table.name) for table in _COUNTED}
    return CheckReport(looked_at=tuple(looked_at), faults=tuple(faults), counts=counts)


def _raw(store: Store) -> object:
    return store.connection.connection.driver_connection


def _structure(store: Store) -> tuple[str, list[str]]:
    sentence = _("The file's structure is whole.")
    try:
        with store.read():
            sqlcipher.quick_check(_raw(store))
    except RelmgrError as error:
        return sentence, [str(error)]
    return sentence, []


def _pages(store: Store) -> tuple[str, list[str]]:
    found = sqlcipher.integrity_check(_raw(store))
    store.connection.rollback()
    faults = [_("The encryption of the file is harmed: {what}").format(what=what) for what in found[:_NAMED]]
    return _("Every encrypted page is what was written."), faults


def _pages_left_out(_store: Store) -> tuple[str, list[str]]:
    return _("The encrypted pages were left out, because Relmgr has the file open."), []


def _ties(store: Store) -> tuple[str, list[str]]:
    with store.read() as session:
        found = session.exec_driver_sql("PRAGMA foreign_key_check").all()
    faults = [
        _("Row {row} of {table} belongs to something that is not there.").format(row=row[1], table=row[0])
        for row in found[:_NAMED]
    ]
    return _("Everything belongs to something that is there."), faults


def _derived(store: Store) -> tuple[str, list[str]]:
    with store.read() as session:
        found = list(derived.differences(session))
    if not found:
        return _("Lists and search say what is kept."), []
    count = len(found)
    fault = ngettext(
        "The list or the search is out of date for {count} entry ({where}).",
        "The list or the search is out of date for {count} entries ({where}).",
        count,
    )
    where = ", ".join(f"{table} {row}" for table, row in found[:_NAMED])
    return "", [fault.format(count=count, where=where)]


def _count(session: Session, table: str) -> int:
    return int(session.execute(select(func.count()).select_from(t.metadata.tables[table])).scalar_one())
