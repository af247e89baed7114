"""What a record of another program carries beyond a card: calls, reminders, gifts … (X1), written by who read it."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from relmgr.domain.ids import PersonId

if TYPE_CHECKING:
    from relmgr.store.store import Session
    from relmgr.transfer.vcard import Picture


@dataclass(frozen=True, slots=True)
class Hand:
    """What a `Beyond` writes with, inside the change of the import.

    `person` is whose card carried it; None if it belongs to nobody in particular. `find` gives the person of a UID of
    the same source, those of this import included, or None. `keep` stores a picture and gives its id in table photo.
    """

    session: "Session"
    now: datetime
    source: str
    person: PersonId | None
    find: Callable[[str], PersonId | None]
    keep: Callable[["Picture"], int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Beyond(ABC):
    """One thing beyond a card: a frozen dataclass of the package that reads the format.

    `mark` is what the source calls it (an id that stays the same from export to export, else a digest of what it
    says). A thing is written once for each (source, mark), ever: the importer notes the mark in table identity and
    does not call `write` again for it, so that what the user changed or removed since stays so. Of two entries with
    one mark (a call with two people, told by both) the first is written. `line` is where it stands in the file.
    """

    mark: str
    line: int = 0

    @property
    @abstractmethod
    def words(self) -> str:
        """What it is, for the preview and the report: "a call on 3 May 2024" (no capital, no full stop)."""

    def is_here(self, session: "Session") -> bool:
        """Whether it need not be written. Asked only of what is `Loose`, which has no person to note its mark with."""
        return False

    @abstractmethod
    def write(self, hand: Hand) -> None:
        """Write it, after all cards and relations of the import are written. Never called twice for one mark."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Loose:
    """Things of a file that belong to no card; they are written with it whatever cards are chosen."""

    source: str
    beyond: tuple[Beyond, ...] = ()
    whole: "Whole | None" = None
    """A file that holds everything but people."""


class Whole(ABC):
    """A file that holds everything and writes its people itself, in its own order: our archive."""

    @abstractmethod
    def begin(self, session: "Session", people: Mapping[str, "Taken"], now: datetime) -> "Writing":
        """Ready to write the people with these UIDs, and nobody else."""


@dataclass(frozen=True, slots=True)
class Taken:
    """Somebody of a whole file who is taken in: who it is here, None for somebody new, and the mark of their card."""

    person: PersonId | None
    mark: str


class Writing(ABC):
    """A whole file on its way in."""

    done: int
    """Records looked at so far."""
    added: int
    merged: int
    unchanged: int
    records: int
    """Things written, people not counted."""
    people: Mapping[str, int]
    """Who each UID is here, once all is written."""

    @abstractmethod
    def steps(self) -> Iterator[None]:
        """Write slice by slice. Raises RelmgrError for what cannot be written; the change is then taken back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part(Beyond):
    """All that a whole file holds of one person."""

    whole: Whole = field(repr=False, compare=False)

    def write(self, hand: Hand) -> None:
        """Nothing: the whole writes it."""
