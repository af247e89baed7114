"""Keeping full-text tables: in chunks, and joined in idle moments."""

from collections.abc import Iterable, Iterator
from functools import partial

from sqlalchemy import Connection

from relmgr.store.among import listed
from relmgr.store.beside import in_thread
from relmgr.store.light import driver_of

SEARCHED = ("person_search", "conversation_search", "organisation_search", "noted_search")
CHUNK = 500
BULK = 500
"""From so many texts on, the pieces they leave are joined at once."""
_PAGES = 64
_SETTINGS = {"secure-delete": 0, "hashsize": 128 * 1024}
"""SQLite's own: of what a change of thousands inserts, it gathers that many bytes before it writes a piece. With its usual
megabyte one insert among 100,000 people took up to 100 ms, with an eighth a third of that, and the whole no longer."""


def chunks(ids: list[int], size: int = CHUNK) -> Iterator[list[int]]:
    """`ids`, `size` at a time."""
    for start in range(0, len(ids), size):
        yield ids[start : start + size]


def pages(connection: Connection, table: str, key: str, size: int) -> Iterator[list[int]]:
    """The values of the integer `key` of `table` in their order, `size` at a time."""
    query = f"SELECT {key} FROM {table} WHERE {key} > ? ORDER BY {key} LIMIT ?"
    after, found = 0, size
    while found == size:
        ids = [row[0] for row in connection.exec_driver_sql(query, (after, size))]
        if ids:
            yield ids
            after = ids[-1]
        found = len(ids)


def present(connection: Connection, table: str, ids: Iterable[int]) -> set[int]:
    """Which of `ids` are ids of `table`."""
    query = f"SELECT id FROM {table} WHERE id IN (SELECT value FROM json_each(?))"
    return {row[0] for row in connection.exec_driver_sql(query, (listed(ids),))}


def is_settled(connection: Connection) -> bool:
    """Whether `settle` has been done with this file."""
    held = " UNION ALL ".join(f"SELECT k, v FROM {table}_config" for table in SEARCHED)
    rows = driver_of(connection).execute(held).fetchall()
    return all(rows.count(each) == len(SEARCHED) for each in _SETTINGS.items())


def settle(connection: Connection) -> None:
    """Have what is taken out of a full-text table marked, and pieces written while they are small.

    Overwriting each word and each of its beginnings takes ten times as long as all the rest of a save (decision 20), so
    that is left to SQLite's merging; what must be gone for good is gone by `scrubbing`, which writes every full-text table
    anew. A file made or stepped up by an older Relmgr is set so when it is opened.
    """
    for table in SEARCHED:
        for name, value in _SETTINGS.items():
            driver_of(connection).execute(f"INSERT INTO {table}({table}, rank) VALUES(?, ?)", (name, value))


def merge_a_little(connection: Connection) -> None:
    """Join some of the pieces that saves left in the full-text tables: for idle moments, some milliseconds."""
    for table in SEARCHED:
        driver_of(connection).execute(f"INSERT INTO {table}({table}, rank) VALUES('merge', {_PAGES})")


def tidied(connection: Connection, table: str) -> Iterator[int]:
    """Join the pieces that many insertions left, some pages at a step: one piece is searched the quickest.

    In a thread, for a step that writes nothing may read all that was taken out.
    """
    driver, pages, joined = driver_of(connection), -_PAGES, 2
    while joined >= 2:  # fewer are SQLite's own sign that nothing is left to merge
        before = driver.total_changes
        asked = f"INSERT INTO {table}({table}, rank) VALUES('merge', {pages})"
        for _waited in in_thread(connection, partial(driver.execute, asked)):
            yield 0
        joined = driver.total_changes - before
        pages = _PAGES
        yield 0
