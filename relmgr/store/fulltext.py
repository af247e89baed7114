"""Keeping full-text tables: in chunks, and without a trace of what was taken out."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection

CHUNK = 500
BULK = 500
"""From so many texts on, they are taken out at once."""
_PAGES = 64


def chunks(ids: list[int], size: int = CHUNK) -> Iterator[list[int]]:
    """`ids`, `size` at a time."""
    for start in range(0, len(ids), size):
        yield ids[start : start + size]


@contextmanager
def forgotten_in_bulk(connection: Connection, table: str, count: int) -> Iterator[None]:
    """Take thousands of texts out of a full-text table at once.

    Secure deletion rewrites the index for every text (0.8 ms each); without it the index is marked, and then written
    anew as a whole, which leaves as little behind and takes 60 times less (10,000 people, measured).
    """
    if count < BULK:
        yield
        return
    forget_quickly(connection, table, quickly=True)
    yield
    connection.exec_driver_sql(f"INSERT INTO {table}({table}) VALUES('optimize')")
    forget_quickly(connection, table, quickly=False)


def forget_quickly(connection: Connection, table: str, *, quickly: bool) -> None:
    """Only mark what is taken out of `table`, until it is `tidied`; not `quickly`: leave nothing of it, text by text."""
    option = f"INSERT INTO {table}({table}, rank) VALUES('secure-delete', ?)"
    connection.exec_driver_sql(option, (int(not quickly),))


def tidied(connection: Connection, table: str) -> Iterator[int]:
    """Join the pieces that many insertions left, some pages at a step: deleting from one piece is seven times quicker."""
    pages = -_PAGES
    while True:
        before = _changes(connection)
        connection.exec_driver_sql(f"INSERT INTO {table}({table}, rank) VALUES('merge', {pages})")
        if _changes(connection) - before < 2:  # SQLite's own sign that nothing is left to merge
            return
        pages = _PAGES
        yield 0


def _changes(connection: Connection) -> int:
    return int(connection.exec_driver_sql("SELECT total_changes()").scalar_one())
