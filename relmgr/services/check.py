"""Looks the whole file over: its pages, its ties, and what lists and search were made from (S4)."""

from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import func, select

from relmgr.errors import RelmgrError
from relmgr.i18n import _, ngettext
from relmgr.store import Store, derived, sqlcipher
from relmgr.store import tables as t
from relmgr.store.sqlcipher import DatabaseKey, Going, always
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """What a look on a connection of its own found of structure and ties."""

    looked_at: tuple[str, ...]
    faults: tuple[str, ...]


def look_beside(
    path: Path,
    key: DatabaseKey,
    vault_id: str,
    *,
    goes_on: Going = always,
    progress: Callable[[int, int], object] = lambda _done, _of: None,
) -> Beside:
    """Structure and ties of the file at `path`, which may be open and written to; for a thread of its own.

    A large table is read in one piece, which would hold up a window. Raises RelmgrError, and StoppedError when `goes_on`
    says no.
    """
    looked_at: list[str] = []
    faults: list[str] = []
    with sqlcipher.beside(path, key, vault_id, goes_on=goes_on) as connection:
        there = {
            name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        }
        names = [table.name for table in t.metadata.sorted_tables if table.name in there]
        for round_, (sentence, pragma, told) in enumerate(_questions()):
            found: list[str] = []
            for at, name in enumerate(names, 1):
                rows = connection.execute(f'PRAGMA {pragma}("{name}")').fetchall()
                found += told(name, rows)
                progress(round_ * len(names) + at, 2 * len(names))
            faults += found[:_NAMED]
            looked_at += [] if found else [sentence]
    return Beside(looked_at=tuple(looked_at), faults=tuple(faults))


_Told = Callable[[str, Sequence[Sequence[Any]]], list[str]]


def _questions() -> tuple[tuple[str, str, _Told], ...]:
    return (
        (_("The file’s structure is whole."), "quick_check", _structure_told),
        (_("Everything belongs to something that is there."), "foreign_key_check", _ties_told),
    )


def _structure_told(table: str, rows: Sequence[Sequence[Any]]) -> list[str]:
    if [tuple(row) for row in rows] == [("ok",)]:
        return []
    return [_("The structure of {table} is damaged.").format(table=table)]


def _ties_told(_table: str, rows: Sequence[Sequence[Any]]) -> list[str]:
    return [_tie_words(row) for row in rows]


def check_in_steps(
    store: Store, beside: Beside | None = None
) -> Generator[tuple[int, int], None, CheckReport]:
    """The same beside a window that stays alive: yields (step, of so many) and returns the report.

    `beside` is what `look_beside` found; without it structure and ties are looked at here, a table at a step.
    Relmgr has the file open, so the encrypted pages are left to `check`. What changes meanwhile is no fault.
    """
    looked_at: list[str] = []
    faults: list[str] = []
    at = 0
    if beside is None:
        beside = yield from _structure_and_ties(store)
    looked_at += beside.looked_at
    faults += beside.faults
    counts: dict[str, int] = {}
    for table in _COUNTED:
        with store.read() as session:
            counts[table.name] = _count(session, table.name)
        yield 0, 1
    total = _many(counts)
    stale: list[tuple[str, int]] = []
    pieces = derived.differences_in_slices(store.connection)
    while (one := _next_slice(store, pieces)) is not None:
        stale += one
        at = min(at + 1, total - 1)
        yield at, total
    sentence, found = _told_stale(stale)
    (faults.extend(found) if found else looked_at.append(sentence))
    looked_at.append(_pages_left_out(store)[0])
    return CheckReport(looked_at=tuple(looked_at), faults=tuple(faults), counts=counts)


def _structure_and_ties(store: Store) -> Generator[tuple[int, int], None, Beside]:
    looked_at: list[str] = []
    faults: list[str] = []
    names = [table.name for table in t.metadata.sorted_tables]
    for round_, (sentence, pragma, told) in enumerate(_questions()):
        found: list[str] = []
        for at, name in enumerate(names, 1):
            try:
                with store.read() as session:
                    rows = session.exec_driver_sql(f'PRAGMA {pragma}("{name}")').all()
                found += told(name, rows)
            except RelmgrError as error:
                found.append(str(error))
            yield round_ * len(names) + at, 2 * len(names)
        faults += found[:_NAMED]
        looked_at += [] if found else [sentence]
    return Beside(looked_at=tuple(looked_at), faults=tuple(faults))


def _many(counts: dict[str, int]) -> int:
    """About how many slices the derived tables take."""
    return 40 + counts["person"] // 15 + counts["conversation"] // 50


def _next_slice(store: Store, pieces: Iterator[tuple[str, int] | None]) -> list[tuple[str, int]] | None:
    """What is stale in the next slice; None at the end."""
    found: list[tuple[str, int]] = []
    with store.read():
        for piece in pieces:
            if piece is None:
                return found
            found.append(piece)
    return found or None


def _raw(store: Store) -> object:
    return store.connection.connection.driver_connection


def _structure(store: Store) -> tuple[str, list[str]]:
    sentence = _("The file’s structure is whole.")
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
