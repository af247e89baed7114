"""How much of a corpus of captured lines is understood, what is invented, and how long a line takes (C3).

`tests/data/capture/` holds the lines with what a person would expect of each, written before the rules were looked at;
`kept-back.jsonl` was written last and is never worked towards. A key that a line leaves out is expected to stay empty;
a list of values names several readings that are right, and "may" holds what may be found or not.
"""

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from benchmarks.data.invented import Chance
from benchmarks.measure import Budget, Figure, Stat, calls
from relmgr.domain.capture import KnownPerson, People, Tie, read
from relmgr.domain.capture.telling import told
from relmgr.domain.capture.vocabulary import FAMILY
from relmgr.domain.ids import PersonId

FOLDER = Path(__file__).parents[1] / "tests" / "data" / "capture"
OPEN, KEPT_BACK = "open.jsonl", "kept-back.jsonl"
PIECES = ("people", "kind", "when", "feeling", "promises", "life_events", "milestones", "next_step")
_LISTS = ("promises", "life_events", "milestones")


@dataclass(frozen=True, slots=True)
class World:
    """Who is known, and when the lines are written."""

    now: datetime
    people: People


@dataclass(slots=True)
class Score:
    """Pieces by kind: how many were expected, found and invented; and what went wrong, in words."""

    expected: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    invented: Counter[str] = field(default_factory=Counter)
    invented_in_nothing: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    def recall(self, piece: str | None = None) -> float:
        """The share of the expected pieces that were found, 0 to 1."""
        expected = self.expected[piece] if piece else self.expected.total()
        found = self.found[piece] if piece else self.found.total()
        return found / expected if expected else 1.0

    def precision(self, piece: str | None = None) -> float:
        """The share of what was found that was expected, 0 to 1."""
        found = self.found[piece] if piece else self.found.total()
        invented = self.invented[piece] if piece else self.invented.total()
        return found / (found + invented) if found + invented else 1.0


def lines(name: str) -> list[dict[str, Any]]:
    """The lines of one file."""
    text = (FOLDER / name).read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines() if line.strip()]


def world(others: int = 0) -> World:
    """The people of `people.json`, family and accountant included, and so many invented ones."""
    held = json.loads((FOLDER / "people.json").read_text(encoding="utf-8"))
    zone = ZoneInfo(held["zone"])
    known: list[KnownPerson] = []
    ties: list[Tie] = []

    def add(name: str, **fields: Any) -> PersonId:
        id_ = PersonId(len(known) + 1)
        known.append(KnownPerson(id=id_, name=name, first=name.split(maxsplit=1)[0], **fields))
        return id_

    for one in held["people"]:
        mine = add(one["name"], **{part: one.get(part, "") for part in ("nickname", "pronouns", "role")})
        for word, names in one.get("family", {}).items():
            kind, said = FAMILY[word]
            for name in [names] if isinstance(names, str) else names:
                ties.append(Tie(mine, add(name, pronouns=said, is_light=True), kind))
    taken = {first for one in known for first in one.name.split()}
    chance = Chance(7)
    while len(known) < others:
        name = chance.name().shown
        if not taken & set(name.split()):
            add(name)
    return World(datetime.fromisoformat(held["now"]).astimezone(zone), People(known, ties))


def understood(text: str, there: World) -> dict[str, Any]:
    """What `log --dry-run --json` would print."""
    return told(read(text, there.now.date(), there.people), there.people, there.now)


def score(some: Sequence[Mapping[str, Any]], there: World) -> Score:
    """All lines beside what was expected of them."""
    total = Score()
    for line in some:
        got = understood(line["text"], there)
        before = total.invented.total()
        for piece in PIECES:
            _compare(total, piece, line, got, there)
        if not set(line) - {"text"} and total.invented.total() > before:
            total.invented_in_nothing.append(line["text"])
    return total


def _compare(total: Score, piece: str, line: Mapping[str, Any], got: Mapping[str, Any], there: World) -> None:
    wanted, given = _wanted(piece, line), _given(piece, got, there, is_expected=piece in line)
    total.expected[piece] += len([one for one in wanted if not _may_be_missing(one)])
    left = list(given)
    for one in wanted:
        hit = next((some for some in left if _fits(piece, one, some)), None)
        if hit is not None:
            left.remove(hit)
            total.found[piece] += not _may_be_missing(one)
        elif not _may_be_missing(one):
            total.wrong.append(f"{line['text']}\n    missed {piece}: {one}")
    for one in line.get("may", {}).get(piece, ()):
        left = [some for some in left if not _fits(piece, one, some)]
    for some in left:
        total.invented[piece] += 1
        total.wrong.append(f"{line['text']}\n    not expected, {piece}: {some}")


def _wanted(piece: str, line: Mapping[str, Any]) -> list[Any]:
    value = line.get(piece)
    if value is None:
        return []
    return list(value) if piece in ("people", *_LISTS) else [value]


def _given(piece: str, got: Mapping[str, Any], there: World, *, is_expected: bool) -> list[Any]:
    value = got[piece]
    if piece == "when":
        return [] if datetime.fromisoformat(value) == there.now and not is_expected else [value]
    if value is None:
        return []
    return list(value) if piece in ("people", *_LISTS) else [value]


def _may_be_missing(wanted: Any) -> bool:
    return isinstance(wanted, list) and None in wanted


def _fits(piece: str, wanted: Any, given: Any) -> bool:
    if isinstance(wanted, Mapping):
        return all(_part_fits(part, value, given.get(part)) for part, value in wanted.items())
    if piece == "when":
        return any(str(given).startswith(one) for one in _choices(wanted))
    return given in _choices(wanted)


def _part_fits(part: str, wanted: Any, given: Any) -> bool:
    if part == "what":
        said = str(given).casefold()
        return any(all(word in said for word in one.casefold().split()) for one in _choices(wanted))
    if part in ("when", "due", "since", "until", "date"):
        return any(
            given is None if one is None else str(given or "").startswith(one) for one in _choices(wanted)
        )
    return given in _choices(wanted)


def _choices(wanted: Any) -> Sequence[Any]:
    return wanted if isinstance(wanted, list) else [wanted]


def table(total: Score) -> Iterator[str]:
    """The score in columns."""
    yield f"{'piece':<12} {'expected':>8} {'found':>6} {'invented':>8} {'recall':>7} {'precision':>9}"
    for piece in (*PIECES, None):
        expected = total.expected[piece] if piece else total.expected.total()
        found = total.found[piece] if piece else total.found.total()
        invented = total.invented[piece] if piece else total.invented.total()
        yield (
            f"{piece or 'all':<12} {expected:>8} {found:>6} {invented:>8} "
            f"{total.recall(piece):>7.1%} {total.precision(piece):>9.1%}"
        )


def figures(people: int) -> Iterator[Figure]:
    """How long a line takes with so many people known besides those of the corpus, and making their names ready."""
    there = world(people)
    every = [line["text"] for name in (OPEN, KEPT_BACK) for line in lines(name)]
    today = there.now.date()
    yield Figure(
        what=f"capture: a line, {people:,} people known",
        ours=calls([partial(read, text, today, there.people) for text in every]),
        budgets=(Budget(Stat.LONGEST, plus=50),),
    )
    yield Figure(
        what=f"capture: {people:,} names made ready",
        ours=calls([partial(world, people)], repeats=5),
        note="once a dialog, off the window's thread",
    )


def report() -> Iterator[str]:
    """What is found of both files, in tables."""
    there = world()
    for name in (OPEN, KEPT_BACK):
        some = lines(name)
        nothing = sum(1 for line in some if not set(line) - {"text"})
        total = score(some, there)
        yield f"{name}: {len(some)} lines, {nothing} of them with nothing; invented there: {len(total.invented_in_nothing)}"
        yield from table(total)
        yield ""
