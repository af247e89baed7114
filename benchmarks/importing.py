"""An import through the window: how long it takes, how long the window does not answer and why, and Evolution beside it.

    python -m benchmarks.importing [--cards 10000,100000] [--cancels 20] [--without-evolution]

A watcher wants to run each millisecond. Where it cannot, it notes for how long, how much of that the window's thread
worked, how much of that was Python's collector, and how much other threads worked meanwhile.
"""

import argparse
import gc
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.measure import LINEAR, Budget, Figure, Stat, Times, at
from relmgr.i18n import _

_PEER = Path(__file__).with_name("evolution.py")
_SHOWN = 5
_STALL, _FRAME, _ANSWER = 50.0, 16.7, 100.0
"""Milliseconds: the longest stall, its 99th percentile, and the answer to Cancel (I3)."""
_MEMORY = 120.0
"""Megabytes of one's own above idle (I2)."""
_STEPS = ("read", "compare", "write", "report", "leave", "read again", "compare again", "undo")
_IMPORT = _STEPS[:3]
"""The steps that Evolution's figure is held against."""


@dataclass(frozen=True, slots=True)
class Gap:
    """Between two looks of the watcher, in seconds: by the clock, and of it the window, the collector, other threads."""

    wall: float
    window: float
    collector: float
    others: float


@dataclass(slots=True)
class Step:
    """One step of the import."""

    name: str
    wall: float
    cpu: float
    collector: float
    memory: float
    """Megabytes of one's own above idle at the step's highest."""
    gaps: list[Gap] = field(default_factory=list)

    def longest(self) -> list[Gap]:
        """The longest gaps, the longest first."""
        return sorted(self.gaps, key=lambda gap: -gap.wall)[:_SHOWN]

    def line(self) -> str:
        """What is printed."""
        worst = "; ".join(
            f"{1000 * gap.wall:.0f} ({1000 * gap.window:.0f}, {1000 * gap.collector:.0f}, {1000 * gap.others:.0f})"
            for gap in self.longest()
        )
        p99 = 1000 * at([gap.wall for gap in self.gaps], 0.99)
        worked = 1000 * at([gap.window for gap in self.gaps], 0.99)
        return (
            f"{self.name:<14} {self.wall:7.2f} s, processor {self.cpu:7.2f} s, collector {self.collector:5.2f} s, "
            f"+{self.memory:4.0f} MB; p99 {p99:5.1f} ms (window {worked:5.1f}); longest {worst} ms"
        )


class _Watch:
    """How long the window kept somebody waiting, by a timer that wants to run each millisecond."""

    def __init__(self) -> None:
        from PySide6.QtCore import QEventLoop, Qt, QTimer

        self._loop = QEventLoop()
        self._timer = QTimer()
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._tick)
        self._wait: Callable[[], bool] = bool
        self._gaps: list[Gap] = []
        self._collected = self._began = 0.0
        self._top = 0.0
        self._ticks = 0
        self._idle = own_memory()
        self._last = self._now()
        gc.callbacks.append(self._hear)

    def _hear(self, phase: str, _info: dict[str, int]) -> None:
        if phase == "start":
            self._began = time.perf_counter()
        else:
            self._collected += time.perf_counter() - self._began

    def _now(self) -> tuple[float, float, float, float]:
        own = time.thread_time()
        return time.perf_counter(), own, self._collected, time.process_time() - own

    def _tick(self) -> None:
        now = self._now()
        self._gaps.append(Gap(*(new - old for new, old in zip(now, self._last, strict=True))))
        self._ticks += 1
        if self._ticks % 50 == 0:
            self._top = max(self._top, own_memory() - self._idle)
        if self._wait():
            self._timer.stop()
            self._loop.quit()
        self._last = self._now()

    def step(self, name: str, wait: Callable[[], bool], act: Callable[[], object] = lambda: None) -> Step:
        """Do `act` and wait with the event loop running, and tell how it was."""
        from PySide6.QtCore import QTimer

        self._gaps, self._wait, self._collected, self._top = [], wait, 0.0, own_memory() - self._idle
        wall, cpu = time.perf_counter(), time.process_time()
        self._last = self._now()
        QTimer.singleShot(0, act)
        self._timer.start(1)
        self._loop.exec()
        self._top = max(self._top, own_memory() - self._idle)
        took = time.perf_counter() - wall
        return Step(name, took, time.process_time() - cpu, self._collected, self._top, self._gaps)

    def end(self) -> None:
        """Listen no longer."""
        gc.callbacks.remove(self._hear)


def own_memory() -> float:
    """Megabytes of anonymous memory; 0 where the system does not tell."""
    try:
        with Path("/proc/self/status").open() as told:
            return next((int(line.split()[1]) / 1024 for line in told if line.startswith("RssAnon")), 0.0)
    except OSError:
        return 0.0


class _Window:
    """A window over an empty file."""

    def __init__(self, folder: Path) -> None:
        from benchmarks.windows import Window
        from relmgr.store.database import create_store
        from relmgr.store.sqlcipher import DatabaseKey

        key = DatabaseKey(bytes(range(32)))
        self.store = create_store(folder / "relmgr.db", key, "a vault of the benchmarks")
        self.window = Window(self.store)
        self.shell = self.window.shell
        self.store.on_change(self.shell.context.signals.store_changed.emit)
        self.watch = _Watch()

    @property
    def page(self) -> Any:
        """The page of the import."""
        return self.shell.page("import")

    def read(self, path: Path) -> tuple[Step, Step]:
        """Read the file, and compare its cards."""
        from ui.context import Place

        self.shell.go(Place(page="import"))
        page = self.page
        self.window.settle()
        read = self.watch.step("read", lambda: bool(page.model.rows), lambda: self.shell.open_import((path,)))
        return read, self.watch.step("compare", lambda: page.is_compared)

    def steps(self, path: Path) -> Iterator[Step]:
        """A whole import, the same once more, and its undo. RuntimeError if the second would write anything."""
        yield from self.read(path)
        page = self.page
        yield self.watch.step("write", lambda: page.foot.go.text() == _("Done"), page.foot.go.click)
        yield self.watch.step("report", lambda: bool(page.told.told.every) and not page.same.looking.is_busy)
        page.foot.go.click()
        yield self.watch.step("leave", lambda: self.shell.stack.currentWidget() is not page)
        for step in self.read(path):
            step.name += " again"
            yield step
        if page.model.chosen_count:
            raise RuntimeError(f"the same file again: {page.model.chosen_count} to write")
        page.foot.cancel.click()
        self.window.settle()
        yield self.watch.step(
            "undo", lambda: not self.store.is_busy and not self.store.undo_label, self.shell.undo
        )

    def cancels(self, path: Path, count: int, seed: int = 1) -> Iterator[tuple[float, float]]:
        """How far writing was, and how many seconds Cancel took there. RuntimeError if anything was left behind."""
        from ui.pages.import_page.dialogs import ImportingDialog

        chance = random.Random(seed)
        self.read(path)
        before: list[tuple[str, int, int]] = []
        page, whole = self.page, 0.0
        for share in (1.0, *(chance.random() for _time in range(count))):
            page.foot.go.click()
            dialog = self.shell.findChildren(ImportingDialog)[-1]
            if not whole:  # once to its end and taken back, to know how long it takes
                whole = self.watch.step("write", lambda: page.foot.go.text() == _("Done")).wall
                self.store.undo()
                self.window.settle()
                page.foot.go.click()
                self.read(path)
                before = contents(
                    self.store
                )  # by now the search has forgotten some people, which shows in its tables
                continue
            until = time.perf_counter() + share * whole
            self.watch.step("write", lambda: time.perf_counter() >= until or not self.store.is_busy)  # noqa: B023
            began = time.perf_counter()
            dialog.cancel.click()
            while self.store.is_busy:
                self.window.application.processEvents()
            yield share, time.perf_counter() - began
            self.window.settle()
            if page.foot.go.text() == _("Done"):  # it was just being written for good, and stands
                page.foot.go.click()
                self.store.undo()
                self.window.settle()
                self.read(path)
                before = contents(self.store)
            if contents(self.store) != before:
                raise RuntimeError(f"something was left behind by a cancel at {share:.3f}")

    def end(self) -> None:
        """Close the file."""
        self.watch.end()
        self.store.close()


def contents(store: Any) -> list[tuple[str, int, int]]:
    """Of each table its rows and the highest id, so that anything left behind shows."""
    with store.read() as session:
        tables = session.exec_driver_sql(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%' ORDER BY name"
        ).scalars()
        return [
            (name, *session.exec_driver_sql(f'SELECT count(*), coalesce(max(rowid), 0) FROM "{name}"').one())
            for name in tables.all()
            if not name.endswith(("_idx", "_config"))
        ]


def evolution(path: Path) -> tuple[float, float, int] | str:
    """Seconds of parsing and adding in Evolution's data server, and its cards; why not, where it is not there."""
    if shutil.which("dbus-run-session") is None:
        return "dbus-run-session is not installed"
    command = ["/usr/bin/python3", str(_PEER), str(path)]
    found = subprocess.run(command, capture_output=True, text=True, check=False)
    if found.returncode:
        return (found.stderr.strip().splitlines() or ["it failed"])[-1]
    said = json.loads(found.stdout.strip().splitlines()[-1])
    return said["parse"], said["add"], said["cards"]


def figures(cards: int, folder: Path, *, cancels: int = 20) -> Iterator[Figure]:
    """The figures of I1 to I3 for a file of so many cards."""
    path = _file(cards, folder)
    peer = evolution(path)
    limit = None if isinstance(peer, str) else Times([peer[0] + peer[1]], [peer[0] + peer[1]])
    window = _Window(folder)
    steps = list(window.steps(path))
    by_name = {step.name: step for step in steps}
    whole = Times([sum(by_name[name].wall for name in _IMPORT)], [sum(by_name[name].cpu for name in _IMPORT)])
    yield Figure(
        what="import through the window: read, compare, write",
        ours=whole,
        limit=limit,
        limit_name="Evolution",
        goal="I1",
        budgets=(Budget(Stat.MEDIAN, times=1.2),),
        growth=LINEAR,
        size=cards,
        note=peer if isinstance(peer, str) else "",
    )
    for step in steps:
        walls, window_alone = [gap.wall for gap in step.gaps], [gap.window for gap in step.gaps]
        yield Figure(
            what=f"import, {step.name}: longest the window did not answer",
            ours=Times(walls, window_alone),
            goal="I3",
            budgets=(Budget(Stat.LONGEST, plus=_STALL), Budget(Stat.P99, plus=_FRAME)),
            size=cards,
            note=f"in all {step.cpu:.2f} s of the processor, collector {step.collector:.2f} s",
        )
    memory = max(by_name[name].memory for name in (*_IMPORT, "report"))
    yield Figure(
        what="import: memory of one's own above idle",
        ours=Times([memory], [memory]),
        goal="I2",
        budgets=(Budget(plus=_MEMORY),),
        size=cards,
        unit="MB",
    )
    if cancels:
        took = [seconds for _share, seconds in window.cancels(path, cancels)]
        yield Figure(
            what="import: Cancel at random points, until all is as it was",
            ours=Times(took, took),
            goal="I3",
            budgets=(Budget(Stat.LONGEST, plus=_ANSWER),),
            size=cards,
        )
    window.end()


def _file(cards: int, folder: Path) -> Path:
    from benchmarks.data.make_vcards import make_mixture

    path = folder / f"mixture-{cards}.vcf"
    path.write_bytes(make_mixture(cards))
    return path


def main(arguments: list[str]) -> int:
    """Print one line a step, each size in a process of its own."""
    parser = argparse.ArgumentParser(prog="benchmarks.importing", description=__doc__)
    parser.add_argument("--cards", default="10000")
    parser.add_argument("--cancels", type=int, default=20, help="at how many random points of the first size")
    parser.add_argument("--without-evolution", action="store_true")
    parser.add_argument("--child", action="store_true", help=argparse.SUPPRESS)
    given = parser.parse_args(arguments)
    os.environ["TZ"] = "Europe/London"
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    sizes = [int(word.replace("_", "")) for word in given.cards.split(",")]
    if given.child:
        return _one(sizes[0], given.cancels, with_peer=not given.without_evolution)
    totals = []
    for size in sizes:
        cancels = str(given.cancels if size == sizes[0] else 0)
        command = [
            sys.executable,
            "-m",
            "benchmarks.importing",
            "--child",
            "--cards",
            str(size),
            "--cancels",
            cancels,
        ]
        command += ["--without-evolution"] if given.without_evolution else []
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as child:
            assert child.stdout is not None
            for line in child.stdout:
                if line.startswith("total "):
                    totals.append(float(line.split()[1]))
                else:
                    print(line, end="", flush=True)
        if child.returncode:
            return child.returncode
    for size, total, smaller, before in zip(sizes[1:], totals[1:], sizes, totals, strict=False):
        print(f"{size:,} cards take {total / before:.1f} times the processor's seconds of {smaller:,}")
    return 0


def _one(cards: int, cancels: int, *, with_peer: bool) -> int:
    with tempfile.TemporaryDirectory(prefix="relmgr-benchmark-") as name:
        folder = Path(name)
        path = _file(cards, folder)
        print(
            f"\n{cards:,} cards, {path.stat().st_size / 1e6:.1f} MB. Of the longest waits: all (the window, collector, others)"
        )
        window = _Window(folder)
        total = 0.0
        for step in window.steps(path):
            total += step.cpu if step.name in _IMPORT else 0.0
            print(step.line(), flush=True)
        if cancels:
            took = sorted((seconds, share) for share, seconds in window.cancels(path, cancels))
            longest, share = took[-1]
            print(
                f"{'cancel':<14} at {len(took)} random points: median {1000 * took[len(took) // 2][0]:.0f} ms, "
                f"longest {1000 * longest:.0f} ms (at {share:.0%}); nothing was left behind"
            )
        window.end()
        if with_peer:
            peer = evolution(path)
            if isinstance(peer, str):
                print(f"Evolution: {peer}")
            else:
                parse, add, count = peer
                print(
                    f"Evolution's data server: parse {parse:.2f} s, add {add:.2f} s, {count:,} cards; "
                    f"ours takes {total / (parse + add):.1f} times that"
                )
        print(f"total {total}", flush=True)
        threads = [one for one in threading.enumerate() if one is not threading.main_thread()]
        for thread in threads:
            thread.join(2)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
