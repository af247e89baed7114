"""Looks for duplicates beside the window: reads everybody a slice at a time, then compares them in a thread (X2)."""

from PySide6.QtCore import QObject, QTimer, Signal

from relmgr import clock
from relmgr.domain.duplicates import Pair
from relmgr.services.duplicates import Reader, Snapshot
from ui import calm
from ui.context import Context
from ui.errors import shown
from ui.tasks import Task

SLICE_SECONDS = 0.006
"""How long reading keeps the window waiting before it looks at the keyboard again; one slice more may follow."""


class Looking(QObject):
    """One search at a time; `found` tells the pairs, and the people they were found among where it `keeps` them."""

    found = Signal(object, object)
    progressed = Signal(int, int)
    """How far it is, of how much: reading and comparing together."""

    def __init__(self, context: Context, parent: QObject, *, keeps: bool = True) -> None:
        super().__init__(parent)
        self._keeps = keeps
        self._context = context
        self._reader: Reader | None = None
        self._task: Task | None = None
        self._calm = calm.Calm()
        self._timer = QTimer(self)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._read_some)

    @property
    def is_busy(self) -> bool:
        """Whether a search is under way."""
        return self._reader is not None or self._task is not None

    def begin(self) -> None:
        """Look anew; a search that is under way is dropped."""
        self.stop()
        self._reader = Reader(self._context.store)
        self._calm.begin()
        self._timer.start()

    def stop(self) -> None:
        """Drop the search."""
        self._timer.stop()
        self._reader = None
        if self._task is not None:
            self._task.cancel()
            self._task = None
        self._calm.end()

    def _read_some(self) -> None:
        reader = self._reader
        if reader is None:
            self._timer.stop()
            return
        began = clock.monotonic()
        goes_on = False
        with shown(self._context.signals):
            goes_on = reader.step()
            while goes_on and clock.monotonic() - began < SLICE_SECONDS:
                goes_on = reader.step()
            if not goes_on:
                self._compare(reader.snapshot())
        if goes_on:
            done, total = reader.progress
            self.progressed.emit(done, 3 * total)
        else:
            self._timer.stop()
            self._reader = None

    def _compare(self, everybody: Snapshot) -> None:
        count = len(everybody.entries)
        self._task = self._context.tasks.run_counted(
            lambda task: self._find(everybody, task),
            lambda pairs: self._take(pairs, everybody),
            None,
            lambda done, _total: self.progressed.emit(count + done, 3 * count),
        )

    def _find(self, everybody: Snapshot, task: Task) -> tuple[Pair, ...]:
        """In a thread."""
        pairs = everybody.find(task.is_cancelled, task.report)
        if not self._keeps:
            everybody.let_go()
        return pairs

    def _take(self, pairs: tuple[Pair, ...], everybody: Snapshot) -> None:
        self._task = None
        self._calm.end()
        self.found.emit(pairs, everybody)
