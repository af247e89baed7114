"""What a window feels while something long goes on: the gaps of a timer that wants to run each millisecond, by the clock."""

import threading
import time
from collections.abc import Callable, Generator
from typing import Any

from PySide6.QtCore import Qt, QTimer

from benchmarks.windows import Window
from ui.slices import Slices

_SHOWN = 4


class Gaps:
    """Keeps the window's event loop running beside a thread or slices, and prints a line for each."""

    def __init__(self, window: Window) -> None:
        self._window = window
        self._gaps: list[tuple[float, float]] = []
        self._last = (0.0, 0.0)
        self._timer = QTimer()
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._tick)
        self._timer.start(1)

    def rest(self, name: str, seconds: float) -> None:
        """Nothing but the window, for comparison."""
        until = time.perf_counter() + seconds
        self._until(name, lambda: time.perf_counter() >= until)

    def thread(self, name: str, work: Callable[[], object]) -> None:
        """`work` in a thread."""
        thread = threading.Thread(target=work)
        thread.start()
        self._until(name, lambda: not thread.is_alive())

    def slices(self, name: str, steps: Generator[Any, None, Any]) -> None:
        """`steps` in slices on the window's thread, as the dialogs do it."""
        problems: list[Exception] = []
        work = Slices(steps, lambda _result: None, problems.append)
        self._until(name, lambda: not work.is_at_work)
        if problems:
            raise problems[0]

    def _tick(self) -> None:
        now = (time.perf_counter(), time.thread_time())
        self._gaps.append((now[0] - self._last[0], now[1] - self._last[1]))
        self._last = now

    def _until(self, name: str, is_over: Callable[[], bool]) -> None:
        self._gaps, self._last = [], (time.perf_counter(), time.thread_time())
        began = self._last[0]
        while not is_over():
            self._window.application.processEvents()
        took = time.perf_counter() - began
        longest = sorted(self._gaps, reverse=True)[:_SHOWN]
        told = ", ".join(f"{1000 * wall:.0f} ({1000 * worked:.0f})" for wall, worked in longest)
        over = sum(wall > 0.050 for wall, _worked in self._gaps)
        print(
            f"{name:<38} {took:6.1f} s, longest gaps (of it the window itself) {told} ms, {over} over 50 ms"
        )
