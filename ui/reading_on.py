"""What a page shows of much: the beginning is read before it is painted, the rest in slices behind the paint."""

from collections.abc import Callable, Generator
from typing import Any

from PySide6.QtCore import QObject

from relmgr import clock
from relmgr.errors import RelmgrError
from ui.calm import Calm
from ui.signals import Signals
from ui.slices import Slices

AT_ONCE_SECONDS = 0.015
"""How long a page may wait for what it shows first, unless that is found sooner."""

LEAST = 8
"""Steps that are taken at once whatever they take: in most files that is all there is."""


class ReadingOn(QObject):
    """One reading at a time, as the steps of a service; another one takes its place. The store rests between the steps.

    A step gives what is known so far, or None; what the generator returns is the whole. is_long: it makes so many
    objects that the collector is kept from looking through them all (`ui/calm.py`).
    """

    def __init__(self, signals: Signals, parent: QObject, *, is_long: bool = False) -> None:
        super().__init__(parent)
        self._signals = signals
        self._calm = Calm() if is_long else None
        self._slices: Slices | None = None

    def start(
        self,
        steps: Generator[Any, None, Any],
        show: Callable[[Any], object],
        *,
        so_far: Callable[[Any], object] = lambda _step: None,
        is_enough: Callable[[Any], bool] = lambda _step: False,
        least: int = LEAST,
    ) -> None:
        """Read until `is_enough` of a step, or for some milliseconds; what is left follows in slices.

        `so_far` gets the last step before the page is painted and some of the later ones, `show` the whole: at once
        where there is little. Raises the RelmgrError of the first steps; that of a later one goes to the notice bar.
        """
        self.stop()
        began, taken, step = clock.monotonic(), 0, None
        while True:
            try:
                step = next(steps)
            except StopIteration as end:
                show(end.value)
                return
            taken += 1
            if is_enough(step) or (taken >= least and clock.monotonic() - began > AT_ONCE_SECONDS):
                break
        so_far(step)

        def done(whole: Any) -> None:
            self._be_calm(False)
            show(whole)

        self._be_calm(True)
        self._slices = Slices(steps, done, self._failed, told=so_far, parent=self)

    @property
    def is_at_work(self) -> bool:
        """Whether something is still being read."""
        return self._slices is not None and self._slices.is_at_work

    def stop(self) -> None:
        """Give up what is being read: nothing of it is shown any more."""
        self._be_calm(False)
        if self._slices is not None:
            self._slices.stop()
            self._slices.deleteLater()
            self._slices = None

    def _be_calm(self, on: bool) -> None:
        """Of tens of thousands of people Python's collector would halt the window for a tenth of a second."""
        if self._calm is not None:
            if on:
                self._calm.begin()
            else:
                self._calm.end()

    def _failed(self, error: RelmgrError) -> None:
        self._be_calm(False)
        self._signals.problem.emit(str(error))
