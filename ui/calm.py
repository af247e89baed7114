"""Python's collector kept from halting the window beside long work.

Looking through everything there is takes it a fifth of a second once an import's cards are there, and it does so in
the middle of a slice or of a thread's work. While anybody is `Calm` it only looks at what was made lately (`tidy`),
which takes less than a millisecond; what is there at the end is set aside, for what is dropped later is freed all the
same. Only rings of objects that refer to each other, made before and dropped after, stay until the file is shut (`let_go`).
"""

import gc
import threading
from dataclasses import dataclass

_lock = threading.Lock()
_held: set["Calm"] = set()
_begun: set["Calm"] = set()
"""Who has been calm since the collector was kept quiet, those that have ended included."""


@dataclass(slots=True)
class _Shut:
    count: int = 0


_shut = _Shut()
"""How many files were shut."""
_YOUNG = 1
"""The generations of objects made lately."""


class Calm:
    """One piece of long work; from any thread. As a context, from its begin to its end.

    sets_aside: what it makes stays, so that what is there at its end is set aside. Else all of it is freed by then, such
    as after a look at what is due, which comes too often for setting aside what a window happens to hold at the time.
    """

    def __init__(self, *, sets_aside: bool = True) -> None:
        self._sets_aside = sets_aside

    def begin(self) -> None:
        """From now on nothing is looked through unasked; once more changes nothing."""
        with _lock:
            _held.add(self)
            _begun.add(self)
            gc.disable()

    def end(self) -> None:
        """This work is done, or given up; the last one sets aside what is there."""
        with _lock:
            was_held = bool(_held)
            _held.discard(self)
            if was_held and not _held:
                if any(one._sets_aside for one in _begun):
                    gc.freeze()
                _begun.clear()
                gc.enable()

    def __enter__(self) -> "Calm":
        self.begin()
        return self

    def __exit__(self, *_error: object) -> None:
        self.end()


class Aside:
    """When work began whose end may set aside what there is: not once a file was shut meanwhile, for it might be held."""

    def __init__(self) -> None:
        self._shut = _shut.count

    def set(self) -> None:
        """The work is done."""
        with _lock:
            if self._shut == _shut.count:
                gc.freeze()


def let_go() -> None:
    """A file is shut: what was set aside may be freed, and no work for that file keeps the collector from it."""
    with _lock:
        _shut.count += 1
        _begun.clear()
        if _held:
            _held.clear()
            gc.enable()
        gc.unfreeze()


def tidy() -> None:
    """Free what was made lately and is only held by itself; between two slices, or some thousand objects."""
    gc.collect(_YOUNG)
