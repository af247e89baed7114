"""A thousand cards one after another: each one's first visit with the file evicted, and what memory grows by (C2, T2)."""

import gc
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks.data.build_db import TODAY
from benchmarks.measure import TWO_FRAMES, Budget, Figure, Stat, Times
from benchmarks.windows import Window
from relmgr.services import people
from relmgr.store import Store

_WARM, _MORE = 100, 1_000
_EVICTED = 100
_GROWTH = 2.0
"""In MB, over a thousand cards (T2)."""


def figures(store: Store) -> Iterator[Figure]:
    """Both, in a window without a screen."""
    window = Window(store)
    try:
        yield _evicted(window, store.path)
        yield _growth(window)
    finally:
        window.end()


def _evict(path: Path) -> None:
    """Let the system forget what it holds of the file, as after a night."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.posix_fadvise(descriptor, 0, 0, os.POSIX_FADV_DONTNEED)
    finally:
        os.close(descriptor)


def _evicted(window: Window, path: Path) -> Figure:
    """Somebody new each time; SQLite's own memory of pages is emptied too."""
    ids = people.list_ids(window.store, TODAY)
    raw: Any = window.store.connection.connection.driver_connection
    times = Times()
    window.store.checkpoint()
    for one in ids[7 :: max(1, len(ids) // _EVICTED)][:_EVICTED]:
        window.settle()
        raw.execute("PRAGMA shrink_memory")
        _evict(path)
        times.note(window.show_card(one))
    return Figure(
        what="card, first visit, the file evicted: first pixels",
        ours=times,
        goal="C2",
        budgets=(Budget(Stat.P99, plus=TWO_FRAMES),),
    )


def _own_memory() -> float:
    """In MB: what no file stands behind; 0 where the system does not say."""
    status = Path("/proc/self/status")
    lines = status.read_text(encoding="ascii").splitlines() if status.exists() else []
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("RssAnon")), 0.0)


def _growth(window: Window) -> Figure:
    ids = people.list_ids(window.store, TODAY)
    for one in ids[:_WARM]:
        window.show_whole_card(one)()
    gc.collect()
    before = _own_memory()
    for one in ids[_WARM : _WARM + _MORE]:
        window.show_whole_card(one)()
    gc.collect()
    times = Times()
    times.keep(_own_memory() - before)
    return Figure(
        what="memory: growth over a further 1,000 cards",
        ours=times,
        goal="T2",
        budgets=(Budget(plus=_GROWTH),),
        unit="MB",
    )
