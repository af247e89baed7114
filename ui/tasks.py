"""Pure work off the window's thread: parsing, thumbnails, key derivation. Never gets the store or a widget."""

import gc
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Qt, Signal, Slot

from relmgr import clock
from relmgr.errors import RelmgrError
from ui import calm

T = TypeVar("T")
SWITCH_SECONDS = 0.0005
"""For how long a thread keeps Python from the window that wants it: what Python starts with is ten times as long."""
_NEVER = 1_000_000
_LONG_SECONDS = 1.0


@contextmanager
def only_young() -> Iterator[None]:
    """Meanwhile Python's collector leaves alone what is old: looking through all of it halts every thread, and the window.

    The search for duplicates among 10,000 people was halted for 50 to 115 ms four times, all of it the window's time.
    """
    began, aside = clock.monotonic(), calm.Aside()
    _WORKING.add(1)
    try:
        yield
    finally:
        if clock.monotonic() - began > _LONG_SECONDS:
            aside.set()  # what came of it is kept, and is not to be looked through at once
        _WORKING.add(-1)


@dataclass(slots=True)
class _Working:
    """How many threads are at work; the first lets the collector rest, the last has it go on."""

    usual: int
    count: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)

    def add(self, more: int) -> None:
        young, middle, _old = gc.get_threshold()
        with self.lock:
            self.count += more
            gc.set_threshold(young, middle, _NEVER if self.count else self.usual)


_WORKING = _Working(gc.get_threshold()[2])


def _nothing(_result: object) -> None:
    """What is done with a result that nobody waits for."""


@dataclass(slots=True, eq=False)
class Task:
    """A piece of work under way. `cancel` drops its result; work that asks `is_cancelled` may stop early."""

    _tell: Callable[["Task", int, int], None]
    done: Callable[[Any], None]
    failed: Callable[[RelmgrError], None] | None
    progress: Callable[[int, int], None] | None
    _cancelled: threading.Event = field(default_factory=threading.Event)

    def cancel(self) -> None:
        """Neither `done` nor `failed` will be called, nor what they hold be kept until the work ends."""
        self._cancelled.set()
        self.done, self.failed, self.progress = _nothing, None, None

    def is_cancelled(self) -> bool:
        """Whether somebody gave up waiting. Safe from any thread."""
        return self._cancelled.is_set()

    def report(self, done: int, total: int) -> None:
        """Say from within the work how far it is. Safe from any thread."""
        self._tell(self, done, total)


class Tasks(QObject):
    """Runs work in threads that never keep the program from ending (a keyring may not answer for ever)."""

    _finished = Signal(object, object, object)
    _progressed = Signal(object, int, int)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        sys.setswitchinterval(SWITCH_SECONDS)
        self._running: set[Task] = set()
        self._ended = False
        self._finished.connect(self._take, Qt.ConnectionType.QueuedConnection)
        self._progressed.connect(self._take_progress, Qt.ConnectionType.QueuedConnection)

    def run(
        self,
        work: Callable[[], T],
        done: Callable[[T], None],
        failed: Callable[[RelmgrError], None] | None = None,
    ) -> Task:
        """Do `work` in a thread, then call `done` with its result in this one.

        A RelmgrError goes to `failed`; without `failed`, and for every other exception, it is raised in this
        thread, where the crash dialog takes it.
        """
        return self.run_counted(lambda _task: work(), done, failed)

    def run_counted(
        self,
        work: Callable[[Task], T],
        done: Callable[[T], None],
        failed: Callable[[RelmgrError], None] | None = None,
        progress: Callable[[int, int], None] | None = None,
    ) -> Task:
        """The same for work that reports how far it is and stops when `task.is_cancelled()`."""
        task = Task(self._tell, done, failed, progress)
        self._running.add(task)
        threading.Thread(target=self._work, args=(task, work), daemon=True).start()
        return task

    def end(self) -> None:
        """Drop all that is under way; for the end of the program."""
        self._ended = True
        for task in self._running:
            task.cancel()
        self._running.clear()

    def _work(self, task: Task, work: Callable[[Task], Any]) -> None:
        result: Any = None
        error: BaseException | None = None
        try:
            with only_young():
                result = work(task)
        except BaseException as caught:  # noqa: BLE001  (raised again in the window's thread)
            error = caught
        if not self._ended:
            self._finished.emit(task, result, error)

    def _tell(self, task: Task, done: int, total: int) -> None:
        if not self._ended:
            self._progressed.emit(task, done, total)

    @Slot(object, object, object)
    def _take(self, task: Task, result: object, error: BaseException | None) -> None:
        self._running.discard(task)
        if task.is_cancelled():
            return
        if error is None:
            task.done(result)
        elif isinstance(error, RelmgrError) and task.failed is not None:
            task.failed(error)
        else:
            raise error

    @Slot(object, int, int)
    def _take_progress(self, task: Task, done: int, total: int) -> None:
        if task.progress is not None and not task.is_cancelled():
            task.progress(done, total)
