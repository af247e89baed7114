"""One change to many people, a slice at a time, so that a window stays alive."""

from collections.abc import Callable, Generator, Sequence

from relmgr.domain.ids import PersonId
from relmgr.store import Store

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
