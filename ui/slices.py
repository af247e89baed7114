"""Long work on the open file, done in slices on the window's thread, so that the keyboard is heard in between."""

from collections.abc import Callable, Generator
from typing import Any

from PySide6.QtCore import QObject, QTimer

from relmgr import clock
from relmgr.errors import RelmgrError

SLICE_SECONDS = 0.010
"""How long the window waits before it looks at the keyboard again; one step more may follow."""
_TELL_SECONDS = 0.1


class Slices(QObject):
    """Runs a generator of short steps; `stop` closes it, and it takes back what it did.

    `told` gets a step ten times a second, `done` what the generator returned, `failed` a RelmgrError; other errors are
    raised. While `waits` says yes, nothing is done: somebody else is at the file.
    """

    def __init__(
        self,
        steps: Generator[Any, None, Any],
        done: Callable[[Any], object],
        failed: Callable[[RelmgrError], object],
        *,
        told: Callable[[Any], object] = lambda _step: None,
        waits: Callable[[], bool] = lambda: False,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._steps, self._done, self._failed, self._told = steps, done, failed, told
        self._waits = waits
        self._told_at = 0.0
        self._timer = QTimer(self)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._go_on)
        self._timer.start()

    @property
    def is_at_work(self) -> bool:
        """Whether there is something left to do."""
        return self._timer.isActive()

    def stop(self) -> None:
        """Give up; nothing is called any more."""
        self._timer.stop()
        self._steps.close()

    def _go_on(self) -> None:
        if self._waits():
            return
        began, step = clock.monotonic(), None
        try:
            step = next(self._steps)
            while clock.monotonic() - began < SLICE_SECONDS:
                step = next(self._steps)
        except StopIteration as end:
            self._timer.stop()
            self._done(end.value)
            return
        except RelmgrError as error:
            self._timer.stop()
            self._failed(error)
            return
        except BaseException:
            self._timer.stop()
            raise
        if step is not None and began - self._told_at > _TELL_SECONDS:
            self._told_at = began
            self._told(step)


__all__ = ["SLICE_SECONDS", "Slices"]
