"""Where a part of the benchmarks is measured: how many people, the built file, a folder of its own."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.data import build_db
from benchmarks.measure import Figure
from relmgr.store import Store

SIZES = (1_000, 10_000, 100_000)
CONVERSATIONS_EACH = 10


@dataclass(slots=True)
class Bench:
    """A part's place. `store` opens a copy of its own of the built file when it is first asked for."""

    people: int
    data: Path
    folder: Path
    runs: int = 5
    _store: Store | None = field(default=None, init=False)

    @property
    def size(self) -> build_db.Size:
        """Of the file."""
        return build_db.Size(self.people, self.people * CONVERSATIONS_EACH)

    @property
    def store(self) -> Store:
        """The copy of the file, open."""
        if self._store is None:
            self._store = self.fresh()
        return self._store

    def fresh(self) -> Store:
        """Another copy of the file, open; the caller closes it."""
        self.data.mkdir(parents=True, exist_ok=True)
        return build_db.opened(self.data, self.size, self.folder)

    def end(self) -> None:
        """Close the file."""
        if self._store is not None:
            self._store.close()
            self._store = None


@dataclass(frozen=True, slots=True)
class Part:
    """What `--only` names: figures, measured in a process of their own at each of its `sizes`.

    `sizes` empty: once, without a file of people.
    """

    about: str
    figures: Callable[[Bench], Iterator[Figure]]
    sizes: tuple[int, ...] = SIZES
