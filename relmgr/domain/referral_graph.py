"""Who brought whom as a picture: a column a generation, You at the beginning; pure, and the same each time (G1).

Somebody referred by two people stands under the first and has a second line; a circle is cut at its oldest person.
More than forty people are folded: the branch of the one chosen is open, the others stand as one disc with a number.
"""

from collections.abc import Generator, Iterable, Mapping, Sequence
from dataclasses import dataclass

MOST_SHOWN = 40
"""People up to whom nothing is folded (DESIGN §5, Referrals)."""

MOST_BESIDE = 8
"""How many branches stand beside the open one where it is folded; the others are one disc more."""

_AT_ONCE = 1000
"""Lines, or people with somebody under them, looked at in one step."""

_SIBLINGS, _COUSINS, _BRANCHES = 1.0, 1.125, 1.3125
"""Between two neighbours: of one introducer, of one branch, of two; in rows. Sixteenths, so that no sum is rounded."""


@dataclass(frozen=True, slots=True)
class Tie:
    """`by` brought `of`."""

    by: int
    of: int


@dataclass(frozen=True, slots=True)
class Key:
    """A place in the picture: a person, or the rest of those whom `rest_of` brought (None: whom I met directly)."""

    person: int | None = None
    rest_of: int | None = None

    @property
    def is_rest(self) -> bool:
        """Whether it stands for several."""
        return self.person is None


@dataclass(frozen=True, slots=True)
class Placed:
    """One disc: its column from 1 on, its row in whole and broken rows from 0 on, and how many stand folded in it."""

    key: Key
    parent: int | None
    """Under whom it stands; None for those met directly."""
    generation: int
    row: float
    folded: int = 0


@dataclass(frozen=True, slots=True)
class Picture:
    """The discs from the top down, column by column, and the row of You."""

    placed: tuple[Placed, ...]
    you: float
    rows: float
    """The lowest row."""
    columns: int


@dataclass(frozen=True, slots=True)
class Forest:
    """Everybody under the one who brought them first; `children` of None were met directly."""

    parent: Mapping[int, int | None]
    children: Mapping[int | None, tuple[int, ...]]
    size: Mapping[int, int]
    """How many stand under each."""

    def path(self, person: int) -> tuple[int, ...]:
        """From the one met directly to `person`, both included."""
        found = [person]
        while (above := self.parent[found[-1]]) is not None:
            found.append(above)
        return tuple(reversed(found))


def forest(people: Sequence[int], ties: Iterable[Tie]) -> Forest:
    """Who stands under whom. `people` in the order of their names, `ties` the oldest first.

    Larger branches come first, those of one size by name.
    """
    steps = growing(people, ties)
    while True:
        try:
            next(steps)
        except StopIteration as end:
            grown: Forest = end.value
            return grown


def growing(people: Sequence[int], ties: Iterable[Tie]) -> Generator[None, None, Forest]:
    """The same a step at a time: each takes a few milliseconds, whatever there is."""
    parent: dict[int, int | None] = dict.fromkeys(people)
    for number, tie in enumerate(ties):
        if tie.by in parent and parent.get(tie.of, tie.by) is None and not _is_above(parent, tie.of, tie.by):
            parent[tie.of] = tie.by
        if number % _AT_ONCE == _AT_ONCE - 1:
            yield
    under: dict[int | None, list[int]] = {}
    for number, person in enumerate(people):
        under.setdefault(parent[person], []).append(person)
        if number % _AT_ONCE == _AT_ONCE - 1:
            yield
    size = yield from _sizes(people, parent, under)
    place = {person: number for number, person in enumerate(people)}
    children: dict[int | None, tuple[int, ...]] = {}
    for number, (above, members) in enumerate(under.items()):
        children[above] = tuple(sorted(members, key=lambda one: (-size[one], place[one])))
        if number % _AT_ONCE == _AT_ONCE - 1:
            yield
    return Forest(parent, children, size)


def _is_above(parent: Mapping[int, int | None], one: int, other: int) -> bool:
    """Whether `one` is `other`, or stands above."""
    step: int | None = other
    while step is not None:
        if step == one:
            return True
        step = parent[step]
    return False


def _sizes(
    people: Sequence[int], parent: Mapping[int, int | None], under: Mapping[int | None, Sequence[int]]
) -> Generator[None, None, dict[int, int]]:
    size = dict.fromkeys(people, 0)
    order = list(under.get(None, ()))
    for number, person in enumerate(order):  # grows while it is read: from the top down
        order.extend(under.get(person, ()))
        if number % _AT_ONCE == _AT_ONCE - 1:
            yield
    for number, person in enumerate(reversed(order)):
        above = parent[person]
        if above is not None:
            size[above] += size[person] + 1
        if number % _AT_ONCE == _AT_ONCE - 1:
            yield
    return size


def lay_out(trees: Forest, chosen: int | None = None, unfolded: frozenset[Key] = frozenset()) -> Picture:
    """Where each disc stands. `chosen`: whose branch is open where not all are; `unfolded`: what was opened besides.

    Neighbours in a column are at least a row apart, each stands in the middle of those it brought, and no two lines
    from one column to the next cross, but for the second lines of those brought twice.
    """
    shown = _Shown(trees, chosen, unfolded)
    members: dict[int | None, tuple[Key, ...]] = {None: shown.members(None)}
    order: list[Key] = list(members[None])
    for key in order:  # grows while it is read
        if key.person is not None:
            members[key.person] = shown.members(key.person)
            order.extend(members[key.person])
    return _place(shown, members)


class _Shown:
    """Which discs are shown, and what stands folded in them."""

    def __init__(self, trees: Forest, chosen: int | None, unfolded: frozenset[Key]) -> None:
        self.trees, self.unfolded = trees, unfolded
        self.is_whole = len(trees.parent) <= MOST_SHOWN
        path = trees.path(chosen) if chosen in trees.parent else ()  # type: ignore[arg-type]
        self.path = frozenset(path)
        self.open = set(path)
        room = MOST_SHOWN - len(path) - min(MOST_BESIDE, len(trees.children.get(None, ())))
        waiting = [path[-1]] if path else []
        for person in waiting:  # as much of the branch as there is room for, the nearest first
            found = trees.children.get(person, ())
            room -= len(found)
            if room < 0 and person != path[-1]:
                break
            self.open.add(person)
            waiting.extend(found)

    def members(self, above: int | None) -> tuple[Key, ...]:
        """Who stands under `above`: all, none where it is folded, or some and the rest."""
        found = self.trees.children.get(above, ())
        if self.is_whole:
            return tuple(Key(person) for person in found)
        if above is not None and above not in self.open and Key(above) not in self.unfolded:
            return ()
        rest = Key(rest_of=above)
        if len(found) <= MOST_BESIDE + 1 or rest in self.unfolded:
            return tuple(Key(person) for person in found)
        kept = [person for number, person in enumerate(found) if number < MOST_BESIDE or person in self.path]
        return (*(Key(person) for person in kept), rest)

    def folded(self, key: Key, parent: int | None, members: Mapping[int | None, tuple[Key, ...]]) -> int:
        """How many people stand folded in `key`."""
        if key.person is not None:
            return 0 if members.get(key.person) else self.trees.size[key.person]
        beside = {one.person for one in members[parent]}
        hidden = [one for one in self.trees.children[parent] if one not in beside]
        return sum(self.trees.size[one] + 1 for one in hidden)


def _place(shown: _Shown, members: Mapping[int | None, tuple[Key, ...]]) -> Picture:
    """Those at the ends of branches one under the other, everybody else in the middle of theirs."""
    rows: dict[Key, float] = {}
    last: tuple[float, int | None, int | None] | None = None
    found: list[tuple[Key, int | None, int]] = []
    # (key, above, generation, branch, is done): who brought others is met again when all under them have a row.
    walk: list[tuple[Key, int | None, int, int, bool]] = [
        (key, None, 1, number, False) for number, key in reversed(list(enumerate(members[None])))
    ]
    while walk:
        key, above, generation, branch, is_done = walk.pop()
        below = members.get(key.person, ()) if key.person is not None else ()
        if is_done:
            rows[key] = (rows[below[0]] + rows[below[-1]]) / 2
            continue
        found.append((key, above, generation))
        if below:
            walk.append((key, above, generation, branch, True))
            walk.extend((one, key.person, generation + 1, branch, False) for one in reversed(below))
            continue
        row = 0.0 if last is None else last[0] + _gap(last, above, branch)
        rows[key], last = row, (row, above, branch)
    placed = sorted(
        (
            Placed(key, above, generation, rows[key], shown.folded(key, above, members))
            for key, above, generation in found
        ),
        key=lambda one: (one.generation, one.row),
    )
    met = [rows[key] for key in members[None]]
    return Picture(
        placed=tuple(placed),
        you=(met[0] + met[-1]) / 2 if met else 0.0,
        rows=max(rows.values(), default=0.0),
        columns=max((one.generation for one in placed), default=0),
    )


def _gap(last: tuple[float, int | None, int | None], above: int | None, branch: int) -> float:
    if branch != last[2]:
        return _BRANCHES
    return _SIBLINGS if above == last[1] else _COUSINS


def beside(picture: Picture, key: Key | None, step: str) -> Key | None:
    """Where an arrow leads from `key` (None: You): "onward", "back", "up" or "down"; None for You or nowhere.

    Onward goes to the middle of those one brought, back to who brought one, up and down through the column.
    """
    here = next((one for one in picture.placed if one.key == key), None)
    if step == "onward":
        person = here.key.person if here is not None else None
        under = [
            one
            for one in picture.placed
            if one.parent == person and one.generation == (here.generation + 1 if here else 1)
        ]
        if here is not None and here.key.is_rest:
            under = []
        row = here.row if here is not None else picture.you
        return min(under, key=lambda one: (abs(one.row - row), one.row)).key if under else key
    if here is None:
        return key
    if step == "back":
        return None if here.parent is None else Key(here.parent)
    column = [one for one in picture.placed if one.generation == here.generation]
    at = column.index(here) + (1 if step == "down" else -1)
    return column[at].key if 0 <= at < len(column) else key
