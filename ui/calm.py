"""Python's collector kept from halting the window beside long work.

Looking through everything there is takes it a fifth of a second once an import's cards are there, and it does so in
the middle of a slice or of a thread's work. While anybody is `Calm` it only looks at what was made lately (`tidy`),
which takes less than a millisecond; what is there at the end is set aside, for what is dropped later is freed all the
same. Only rings of objects that refer to each other, made before and dropped after, would stay until the program ends.
"""

import gc
import threading

_lock = threading.Lock()
_held: set["Calm"] = set()
_YOUNG = 1
"""The generations of objects made lately."""


class Calm:
    """One piece of long work; from any thread. As a context, from its begin to its end."""

    def begin(self) -> None:
        """From now on nothing is looked through unasked; once more changes nothing."""
        with _lock:
            _held.add(self)
            gc.disable()

    def end(self) -> None:
        """This work is done, or given up; the last one sets aside what is there."""
        with _lock:
            was_held = bool(_held)
            _held.discard(self)
            if was_held and not _held:
                gc.freeze()
                gc.enable()

    def __enter__(self) -> "Calm":
        self.begin()
        return self

    def __exit__(self, *_error: object) -> None:
        self.end()


def tidy() -> None:
    """Free what was made lately and is only held by itself; between two slices, or some thousand objects."""
    gc.collect(_YOUNG)
