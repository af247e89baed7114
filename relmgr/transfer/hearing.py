"""Who hears how far the reading of a file is, where all of it is looked through before the first card comes."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

Hear = Callable[[int, int], bool]
"""Called with how many records are read, and of how many; False to stop."""

_HEARS: ContextVar[Hear | None] = ContextVar("hears", default=None)


@contextmanager
def heard(hear: Hear) -> Iterator[None]:
    """Meanwhile `hear` is told what is read in this thread."""
    token = _HEARS.set(hear)
    try:
        yield
    finally:
        _HEARS.reset(token)


def goes_on(done: int, total: int) -> bool:
    """Tell whoever hears; whether to go on."""
    hear = _HEARS.get()
    return hear is None or hear(done, total)


__all__ = ["Hear", "goes_on", "heard"]
