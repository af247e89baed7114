"""Looks the whole file over: its pages, its ties, and what lists and search were made from (S4)."""

from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

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


def check_in_steps(store: Store) -> Generator[tuple[int, int], None, CheckReport]:
    """The same beside a window that stays alive: yields (step, of so many) and returns the report.

    Relmgr has the file open, so the encrypted pages are left to `check`. What changes meanwhile is no fault.
    """
    tables = t.metadata.sorted_tables
    people = _many(store)
    total = 2 * len(tables) + people
    looked_at: list[str] = []
    faults: list[str] = []
    at = 0
    for sentence, question in (
        (_("The file's structure is whole."), _structure_of),
        (_("Everything belongs to something that is there."), _ties_of),
    ):
        found: list[str] = []
        for table in tables:
            found += question(store, table.name)
            at += 1
            yield at, total
        faults += found[:_NAMED]
        if not found:
            looked_at.append(sentence)
    stale: list[tuple[str, int]] = []
    pieces = derived.differences_in_slices(store.connection)
    while (one := _next_slice(store, pieces)) is not None:
        stale += one
        at = min(at + 1, total - 1)
        yield at, total
    sentence, found = _told_stale(stale)
    (faults.extend(found) if found else looked_at.append(sentence))
    looked_at.append(_pages_left_out(store)[0])
    with store.read() as session:
        counts = {table.name: _count(session, table.name) for table in _COUNTED}
    return CheckReport(looked_at=tuple(looked_at), faults=tuple(faults), counts=counts)


def _many(store: Store) -> int:
    """About how many slices the derived tables take."""
    with store.read() as session:
        rows = sum(_count(session, table.name) for table in (t.person, t.conversation, t.fact, t.moment))
    return rows // 200 + 40


def _next_slice(store: Store, pieces: Iterator[tuple[str, int] | None]) -> list[tuple[str, int]] | None:
    """What is stale in the next slice; None at the end."""
    found: list[tuple[str, int]] = []
    with store.read():
        for piece in pieces:
            if piece is None:
                return found
            found.append(piece)
    return found or None


def _structure_of(store: Store, table: str) -> list[str]:
    try:
        with store.read() as session:
            told = session.exec_driver_sql(f'PRAGMA quick_check("{table}")').scalars().all()
    except RelmgrError as error:
        return [str(error)]
    if told == ["ok"]:
        return []
    return [_("The structure of {table} is damaged.").format(table=table)]


def _ties_of(store: Store, table: str) -> list[str]:
    try:
        with store.read() as session:
            found = session.exec_driver_sql(f'PRAGMA foreign_key_check("{table}")').all()
    except RelmgrError as error:
        return [str(error)]
    return [_tie_words(row) for row in found]


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
    faults = [_tie_words(row) for row in found[:_NAMED]]
    return _("Everything belongs to something that is there."), faults


def _tie_words(row: Sequence[Any]) -> str:
    return _("Row {row} of {table} belongs to something that is not there.").format(row=row[1], table=row[0])


def _derived(store: Store) -> tuple[str, list[str]]:
    with store.read() as session:
        found = list(derived.differences(session))
    return _told_stale(found)


def _told_stale(found: list[tuple[str, int]]) -> tuple[str, list[str]]:
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
