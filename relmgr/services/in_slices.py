"""Long work a slice at a time, so that a window stays alive: a change to many people, and all of it at once."""

import heapq
from collections.abc import Callable, Generator, Sequence
from itertools import islice
from typing import Any, TypeVar

from relmgr.domain.ids import PersonId
from relmgr.store import Store

Item = TypeVar("Item")
Made = TypeVar("Made")

RUN = 1000
"""How many are sorted at one step: a millisecond or two."""

SLICE = 100
"""People changed at one step: some milliseconds."""


def in_slices(
    store: Store, people: Sequence[PersonId], act: Callable[[Sequence[PersonId]], object]
) -> Generator[tuple[int, int], None, None]:
    """Inside a change: `act` on some of `people` after the other, then make lists and search anew for them.

    Yields (done, of so much); half of it is the making anew. The store rests at each step.
    """
    total = 2 * len(people)
    for start in range(0, len(people), SLICE):
        act(people[start : start + SLICE])
        with store.resting():
            yield min(start + SLICE, len(people)), total
    for left in store.refresh_so_far():
        with store.resting():
            yield total - min(left, len(people)), total


def sorting(
    found: Sequence[Item], key: Callable[[Item], Any], *, reverse: bool = False
) -> Generator[None, None, list[Item]]:
    """`found` in order, a step at a time: runs are sorted each by itself and then merged."""
    runs = []
    for start in range(0, len(found), RUN):
        runs.append(sorted(found[start : start + RUN], key=key, reverse=reverse))
        yield
    merged = heapq.merge(*runs, key=key, reverse=reverse)
    ordered: list[Item] = []
    while some := list(islice(merged, RUN)):
        ordered += some
        yield
    return ordered


def finished(steps: Generator[Any, None, Made]) -> Made:
    """What comes out of `steps`, for whoever has nothing else to do meanwhile."""
    while True:
        try:
            next(steps)
        except StopIteration as end:
            made: Made = end.value
            return made
