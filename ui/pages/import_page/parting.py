"""Letting go of a large import: freed at once, 100,000 cards and their rows would hold the window for a third of a second."""

from collections.abc import Generator, Iterable
from typing import Any

_AT_ONCE = 100
"""Rows, each with its card, freed in a millisecond or two."""


def parted(*held: Iterable[Any]) -> Generator[None, None, None]:
    """Steps that let go of what is `held`, some at a time and the last first, by whoever is the last to hold it."""
    things = [one for each in held for one in each]
    held = ()
    while things:
        del things[-_AT_ONCE:]
        yield
