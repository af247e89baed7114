"""A JSON tree of which each leaf is accounted for: what nobody asked for is left over, with its path."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

from relmgr.transfer.vcard import Fate, Tally, Traced
from relmgr.transfer.vcard.model import EXCERPT

STRUCTURAL = frozenset(
    (
        "uuid", "created_at", "updated_at", "count", "distant_etag", "number_of_views", "last_consulted_at",
        "is_active", "delible", "avatar_source", "avatar_gravatar_url", "avatar_adorable_uuid", "avatar_default_url",
        "avatar_adorable_url", "has_avatar", "avatar_location", "avatar_file_name", "gravatar_url",
        "default_avatar_color", "stay_in_touch_trigger_date", "filesize", "mime_type", "number_of_downloads",
        "favorited_at", "original_filename",
    )
)  # fmt: skip
"""What is about Monica's own rows, not about people."""
Path = tuple[str | int, ...]


@dataclass(slots=True)
class Trace:
    """Which leaves were taken over, by their paths."""

    fates: dict[Path, Fate] = field(default_factory=dict)

    def settle(self, path: Path, fate: Fate) -> None:
        """Note what became of a leaf."""
        self.fates[path] = fate


@dataclass(frozen=True, slots=True)
class Branch:
    """A part of the tree. Whatever is asked of it counts as taken over; a value of the wrong kind does not."""

    held: Any
    trace: Trace
    path: Path = ()

    def at(self, *keys: str) -> "Branch":
        """The branch below; an empty one where there is none."""
        held, path = self.held, self.path
        for key in keys:
            held = held.get(key) if isinstance(held, Mapping) else None
            path = (*path, key)
        return Branch(held, self.trace, path)

    def each(self) -> Iterator["Branch"]:
        """The items of a list."""
        if isinstance(self.held, list):
            for at, one in enumerate(self.held):
                yield Branch(one, self.trace, (*self.path, at))

    def text(self, key: str = "") -> str:
        """A text, a number as text; "" for anything else."""
        value, path = self._value(key)
        if isinstance(value, str | int | float) and not isinstance(value, bool):
            self.trace.settle(path, Fate.MAPPED)
            return str(value).replace("\0", "").encode("utf-8", "replace").decode().strip()
        return ""

    def flag(self, key: str) -> bool:
        """Whether it is true, in any of the ways PHP writes that."""
        value, path = self._value(key)
        if isinstance(value, bool | int | str) or value is None:
            self.trace.settle(path, Fate.MAPPED)
        return value in (True, 1, "1", "true", "yes")

    def number(self, key: str) -> int | None:
        """A whole number."""
        value, path = self._value(key)
        if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) < 10:
            value = int(value)
        if isinstance(value, int) and not isinstance(value, bool):
            self.trace.settle(path, Fate.MAPPED)
            return value
        return None

    def moment(self, key: str) -> datetime | None:
        """An instant; UTC where no zone is said."""
        value, path = self._value(key)
        if not isinstance(value, str):
            return None
        try:
            read = datetime.fromisoformat(value.strip())
        except ValueError:
            return None
        self.trace.settle(path, Fate.MAPPED)
        return read if read.tzinfo is not None else read.replace(tzinfo=UTC)

    def day(self, key: str) -> date | None:
        """A day; the time of it is midnight in Monica, and says nothing."""
        moment = self.moment(key)
        return None if moment is None else moment.date()

    def keep(self) -> None:
        """Everything below stays as it is, with its person."""
        for path, _value in leaves(self.held, self.path):
            self.trace.fates.pop(path, None)

    def take(self) -> None:
        """Everything below is taken over."""
        for path, _value in leaves(self.held, self.path):
            self.trace.settle(path, Fate.MAPPED)

    def _value(self, key: str) -> tuple[Any, Path]:
        if not key:
            return self.held, self.path
        held = self.held.get(key) if isinstance(self.held, Mapping) else None
        return held, (*self.path, key)


def leaves(held: Any, path: Path = ()) -> Iterator[tuple[Path, Any]]:
    """(path, value) of every leaf; an empty list or object is one."""
    waiting: list[tuple[Any, Path]] = [(held, path)]
    while waiting:
        one, at = waiting.pop()
        if isinstance(one, Mapping) and one:
            waiting += [(below, (*at, str(key))) for key, below in reversed(list(one.items()))]
        elif isinstance(one, list) and one:
            waiting += [(below, (*at, index)) for index, below in reversed(list(enumerate(one)))]
        else:
            yield at, one


def name_of(path: Path) -> str:
    """A path as a heading: "properties.birthdate.date"."""
    return ".".join(str(part) for part in path)


def settled(branch: Branch, line: int) -> tuple[tuple[tuple[str, str], ...], Tally, tuple[Traced, ...]]:
    """What is kept of the branch, as (heading, value); how many leaves met which fate; and each of them."""
    kept: list[tuple[str, str]] = []
    traced: list[Traced] = []
    counts = dict.fromkeys(Fate, 0)
    for path, value in leaves(branch.held, branch.path):
        fate = _fate(branch.trace, path, value)
        counts[fate] += 1
        heading = name_of(path[len(branch.path) :])
        if fate is Fate.KEPT:
            kept.append((heading, str(value)))
        traced.append(Traced(line, fate, f"{heading}: {value}"[:EXCERPT]))
    tally = Tally(
        structural=counts[Fate.STRUCTURAL],
        empty=counts[Fate.EMPTY],
        mapped=counts[Fate.MAPPED],
        kept=counts[Fate.KEPT],
        left_out=counts[Fate.LEFT_OUT],
    )
    return tuple(kept), tally, tuple(traced)


def _fate(trace: Trace, path: Path, value: Any) -> Fate:
    told = trace.fates.get(path)
    if told is not None:
        return told
    if value in (None, "", False, [], {}):
        return Fate.EMPTY
    named = [part for part in path if isinstance(part, str)]
    if (named and named[-1] in STRUCTURAL) or (
        named[-1:] == ["type"] and len(path) > 1 and path[-2] == "data"
    ):
        return Fate.STRUCTURAL
    return Fate.KEPT
