"""What a card shows of give and take: rows in their groups, and what can be said done of each (G2 to G4, G6)."""

from dataclasses import dataclass
from enum import StrEnum


class TakeAction(StrEnum):
    """What can be said done on a row of Give and take."""

    GIVEN = "given"
    ASKED = "asked"
    THANKED = "thanked"
    CHANGED = "changed"
    TOLD = "told"


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeRow:
    """One row of Give and take: what it was, what is known of it, and what can be said done."""

    source: str
    """ "give", "advice", "feedback": what opens it."""
    source_id: int
    text: str
    details: str
    action: TakeAction | None = None
    is_over: bool = False
    """Nothing more is to come of it."""


@dataclass(frozen=True, slots=True)
class TakeGroup:
    """Rows of one kind under their small heading."""

    title: str
    icon: str
    rows: tuple[TakeRow, ...]


@dataclass(frozen=True, slots=True)
class GiveTakeView:
    """Give and take: what I gave, what was said both ways; a group with nothing in it is left out."""

    groups: tuple[TakeGroup, ...] = ()
