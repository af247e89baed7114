"""All pairs of a whole address book that may be one person, in time that grows with the people, not with their pairs."""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from relmgr.domain.duplicates import blocking
from relmgr.domain.duplicates.called import name_of
from relmgr.domain.duplicates.entry import Entry
from relmgr.domain.duplicates.judging import Certainty, Known, Reason, judge, known_of
from relmgr.domain.fold import fold

_TOLD_EVERY = 500
_HELD = 2048
"""People held as they are compared, which takes twice as much as what was read of them."""
_ORDER = {Certainty.CERTAIN: 0, Certainty.LIKELY: 1, Certainty.LOOK: 2}


@dataclass(frozen=True, slots=True)
class Pair:
    """Two people who may be one. `one` is the one of whom more is known; it is offered to stay."""

    one: int
    other: int
    points: int
    certainty: Certainty
    reasons: tuple[Reason, ...]
    against: tuple[Reason, ...] = ()

    @property
    def both(self) -> tuple[int, int]:
        """The two keys, the smaller first: as "not the same" is remembered."""
        return (min(self.one, self.other), max(self.one, self.other))


def _never(_done: int, _total: int) -> None:
    return None


def find(
    entries: Sequence[Entry],
    apart: Collection[tuple[int, int]] = (),
    *,
    is_cancelled: Callable[[], bool] = lambda: False,
    report: Callable[[int, int], None] = _never,
) -> tuple[Pair, ...]:
    """The pairs among `entries`, the surest first; never one of `apart` (smaller key first). () when cancelled."""
    ordered = _side_by_side(entries)
    known = lru_cache(maxsize=_HELD)(lambda place: known_of(ordered[place], name_of(ordered[place])))
    blocks, crowds, namesakes = blocking.Blocks(), Counter[str](), Counter[str]()
    for place in range(len(ordered)):
        if place % _TOLD_EVERY == 0:
            if is_cancelled():
                return ()
            report(place, 2 * len(ordered))
        one = known(place)
        blocks.add(one)
        crowds.update(blocking.address_keys(one))
        namesakes[one.name.plain] += 1
    blocks.close()
    never = frozenset(apart)
    pairs: list[Pair] = []
    judged = 0
    for place, others in blocks.before():
        for other in others:
            if judged % _TOLD_EVERY == 0:
                if is_cancelled():
                    return ()
                report(2 * len(ordered) - place, 2 * len(ordered))
            judged += 1
            pair = _pair(*_by_key(known(place), known(other)), crowds, namesakes)
            if pair is not None and pair.both not in never:
                pairs.append(pair)
    report(2 * len(ordered), 2 * len(ordered))
    return tuple(sorted(pairs, key=lambda pair: (_ORDER[pair.certainty], -pair.points, pair.both)))


def _side_by_side(entries: Iterable[Entry]) -> list[Entry]:
    """Most who are compared have like given names. While everybody was sorted no other thread would come to its turn."""
    found: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        found[fold(entry.given or entry.name)].append(entry)
    return [entry for name in sorted(found) for entry in found[name]]


def _by_key(one: Known, other: Known) -> tuple[Known, Known]:
    return (one, other) if one.entry.key < other.entry.key else (other, one)


def compare(one: Entry, other: Entry) -> Pair | None:
    """These two as a pair, whoever else there may be; None where nothing ties them."""
    mine, theirs = (known_of(each, name_of(each)) for each in (one, other))
    crowds = Counter(key for each in (mine, theirs) for key in blocking.address_keys(each))
    return _pair(mine, theirs, crowds, Counter())


def _pair(one: Known, other: Known, crowds: Counter[str], namesakes: Counter[str]) -> Pair | None:
    judged = judge(one, other, crowds, min(namesakes[one.name.plain], namesakes[other.name.plain]))
    if judged.certainty is None:
        return None
    stays, goes = one.entry, other.entry
    if (goes.is_light, -goes.weight, goes.key) < (stays.is_light, -stays.weight, stays.key):
        stays, goes = goes, stays
    return Pair(stays.key, goes.key, judged.points, judged.certainty, judged.reasons, judged.against)


def groups(
    pairs: Iterable[Pair], entries: Iterable[Entry], apart: Collection[tuple[int, int]] = ()
) -> tuple[tuple[int, ...], ...]:
    """Who is one person by the certain ones of `pairs`: the first of each group stays, the others go into it.

    Where A is B and B is C, all three are one, unless A and C are told apart or contradict each other: then the surer
    pair is taken and the other is left to the user.
    """
    known = {entry.key: entry for entry in entries}
    group_of: dict[int, list[int]] = {}
    for pair in sorted(pairs, key=lambda each: -each.points):
        if pair.certainty is not Certainty.CERTAIN:
            continue
        mine = group_of.setdefault(pair.one, [pair.one])
        theirs = group_of.setdefault(pair.other, [pair.other])
        if mine is theirs or not _fit(mine, theirs, known, apart):
            continue
        mine.extend(theirs)
        for key in theirs:
            group_of[key] = mine
    found = {id(group): group for group in group_of.values() if len(group) > 1}
    return tuple(_ordered(group, known) for group in found.values())


def _fit(
    mine: list[int], theirs: list[int], known: dict[int, Entry], apart: Collection[tuple[int, int]]
) -> bool:
    never = frozenset(apart)
    for a in mine:
        for b in theirs:
            if (min(a, b), max(a, b)) in never:
                return False
            pair = compare(known[a], known[b])
            if pair is None or pair.certainty is Certainty.LOOK:
                return False
    return True


def _ordered(group: list[int], known: dict[int, Entry]) -> tuple[int, ...]:
    return tuple(sorted(group, key=lambda key: (known[key].is_light, -known[key].weight, key)))


def counts(pairs: Iterable[Pair]) -> dict[Certainty, int]:
    """How many pairs are in each class."""
    found: dict[Certainty, int] = defaultdict(int)
    for pair in pairs:
        found[pair.certainty] += 1
    return {each: found[each] for each in Certainty}
