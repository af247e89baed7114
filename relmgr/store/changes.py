"""What a change is called and touched: for those who are told of it, and while it is open."""

from dataclasses import dataclass
from enum import StrEnum

from relmgr.domain.kinds import Kind
from relmgr.store import journal


class Origin(StrEnum):
    """Why the file changed."""

    CHANGE = "change"
    UNDO = "undo"
    REDO = "redo"
    FINAL = "final"
    """Somebody was erased: nothing before it can be taken back, nor can it."""


@dataclass(frozen=True, slots=True)
class Changes:
    """One finished change: its name as shown in the undo bar, and what it touched."""

    label: str
    origin: Origin
    kinds: frozenset[Kind]
    people: frozenset[int]
    rows: frozenset[tuple[str, int]]
    """(table, id) pairs; empty after a change of thousands of rows."""


@dataclass(slots=True)
class OpenChange:
    """The change that is open: the newest note before it, and once it has been completed what it touched."""

    before: int
    is_new: bool = False
    """Not an undo or a redo, so that what was taken back before it cannot be done again."""
    after: int = 0
    touched: journal.Touched | None = None
    is_kept: bool = False
    """Whether it was written for good before its end."""
