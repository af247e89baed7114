"""The undo steps kept in the encrypted file while it is shut: over a lock, and over quitting (S4).

Whoever changes the file in between without taking them up, such as the command line, makes them void: their inverses
were noted for another state. What is left then is one mark, so that the window can say so.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from relmgr.store import journal

_A_NOTE = 40
"""Bytes that a note takes beside its inverse."""
KEPT_BYTES = 8_000_000
"""How much is kept at most; the newest steps count first. An import of thousands is left out."""

UNSAVED = "unsaved"
"""Under which key `meta` keeps what was typed and not saved (services/unsaved.py)."""

_VOID = (0, -1)
"""What a step reads from and to where the kept ones were made void."""


@dataclass(frozen=True, slots=True)
class Step:
    """A change that can be taken back: its name, and the numbers of its notes in the journal."""

    label: str
    first: int
    final: int


@dataclass(frozen=True, slots=True)
class Recalled:
    """The steps that were kept, the oldest first."""

    undo: list[Step]
    redo: list[Step]
    was_void: bool = False
    """Whether there were some, but the file was changed by somebody else meanwhile."""


def keep(connection: Connection, undo: Sequence[Step], redo: Sequence[Step]) -> None:
    """Write the newest of these steps, and their notes, into the file in place of what is kept there."""
    clear(connection)
    room = KEPT_BYTES
    for is_redo, steps in ((True, redo), (False, undo)):
        kept: list[Step] = []
        for step in reversed(steps):
            room -= _bytes_of(connection, step)
            if room < 0:
                break
            kept.append(step)
        for step in reversed(kept):
            connection.exec_driver_sql(
                "INSERT INTO kept_step(label, is_redo, first, final) VALUES(?, ?, ?, ?)",
                (step.label, is_redo, step.first, step.final),
            )
            connection.exec_driver_sql(
                "INSERT INTO kept_note(id, tbl, row, person, other, undo)"
                " SELECT seq, tbl, row, person, other, undo FROM journal WHERE seq BETWEEN ? AND ?",
                (step.first, step.final),
            )


def recall(connection: Connection) -> Recalled:
    """Take the kept steps into the journal of this connection, and out of the file."""
    rows = connection.exec_driver_sql("SELECT label, is_redo, first, final FROM kept_step ORDER BY id").all()
    was_void = any((first, final) == _VOID for _label, _is_redo, first, final in rows)
    if was_void or journal.last(connection):
        rows = []
    else:
        connection.exec_driver_sql(
            "INSERT INTO journal(seq, tbl, row, person, other, undo)"
            " SELECT id, tbl, row, person, other, undo FROM kept_note"
        )
    clear(connection)
    return Recalled(_steps(rows, redo=False), _steps(rows, redo=True), was_void)


def make_void(connection: Connection) -> None:
    """The file is changed by somebody who did not take the kept steps up: they lead nowhere now."""
    if connection.exec_driver_sql("SELECT 1 FROM kept_step LIMIT 1").first() is None:
        return
    clear(connection)
    connection.exec_driver_sql(
        "INSERT INTO kept_step(label, is_redo, first, final) VALUES('', 0, ?, ?)", _VOID
    )


def clear(connection: Connection) -> None:
    """Keep nothing any more."""
    connection.exec_driver_sql("DELETE FROM kept_step")
    connection.exec_driver_sql("DELETE FROM kept_note")


def clear_unsaved(connection: Connection) -> None:
    """Keep no text any more that was typed and not saved: it may name whom an erasure is about."""
    connection.exec_driver_sql("DELETE FROM meta WHERE key = ?", (UNSAVED,))


def _bytes_of(connection: Connection, step: Step) -> int:
    return int(
        connection.exec_driver_sql(
            "SELECT coalesce(sum(length(undo) + ?), 0) FROM journal WHERE seq BETWEEN ? AND ?",
            (_A_NOTE, step.first, step.final),
        ).scalar_one()
    )


def _steps(rows: Iterable[Sequence[object]], *, redo: bool) -> list[Step]:
    return [
        Step(str(label), int(str(first)), int(str(final)))
        for label, is_redo, first, final in rows
        if bool(is_redo) is redo
    ]
