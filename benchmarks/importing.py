"""An import through the window: how long it takes, how long the window never answers, and Evolution on the same file.

python -m benchmarks.importing [--cards 10000] [--without-evolution]
"""

import argparse
import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from relmgr.i18n import _

_PEER = Path(__file__).with_name("evolution.py")
_SHOWN = 5


def main(arguments: list[str]) -> int:
    """Print one line a phase."""
    parser = argparse.ArgumentParser(prog="benchmarks.importing", description=__doc__)
    parser.add_argument("--cards", type=int, default=10_000)
    parser.add_argument("--without-evolution", action="store_true")
    given = parser.parse_args(arguments)
    os.environ["TZ"] = "Europe/London"
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with tempfile.TemporaryDirectory(prefix="relmgr-benchmark-") as name:
        folder = Path(name)
        from benchmarks.data.make_vcards import make_mixture

        path = folder / "mixture.vcf"
        path.write_bytes(make_mixture(given.cards))
        _through_the_window(path, folder)
        if not given.without_evolution:
            _through_evolution(path)
    return 0


class _Watch:
    """How long the window kept somebody waiting, by a timer that wants to run each millisecond."""

    def __init__(self) -> None:
        from PySide6.QtCore import Qt, QTimer

        self._gaps: list[tuple[float, float]] = []
        self._last = (time.perf_counter(), time.thread_time())
        self._timer = QTimer()
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._tick)
        self._timer.start(1)

    def _tick(self) -> None:
        now = (time.perf_counter(), time.thread_time())
        self._gaps.append((now[0] - self._last[0], now[1] - self._last[1]))
        self._last = now

    def phase(self, name: str, wait: Callable[[], bool]) -> None:
        """Wait with the event loop running, then say how it was."""
        from PySide6.QtWidgets import QApplication

        self._gaps, self._last = [], (time.perf_counter(), time.thread_time())
        wall, cpu = time.perf_counter(), time.process_time()
        while not wait():
            QApplication.processEvents()
        walls = sorted((wall for wall, _cpu in self._gaps), reverse=True)[:_SHOWN]
        worked = sorted((cpu for _wall, cpu in self._gaps), reverse=True)[:_SHOWN]
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        took = time.perf_counter() - wall
        print(f"{name:<22} {took:6.2f} s, processor {time.process_time() - cpu:6.2f} s, {memory} MB")
        print(f"{'':<22} longest waits {_ms(walls)} ms; of these the window itself worked {_ms(worked)} ms")


def _ms(seconds: list[float]) -> str:
    return ", ".join(f"{1000 * each:.0f}" for each in seconds)


def _through_the_window(path: Path, folder: Path) -> None:
    from benchmarks.windows import Window
    from relmgr.store.database import create_store
    from relmgr.store.sqlcipher import DatabaseKey
    from ui.pages.import_page import ImportPage

    store = create_store(folder / "relmgr.db", DatabaseKey(bytes(range(32))), "a vault of the benchmarks")
    window = Window(store)
    shell = window.shell
    store.on_change(shell.context.signals.store_changed.emit)
    watch = _Watch()
    shell.open_import((path,))
    page = shell.page("import")
    assert isinstance(page, ImportPage)
    watch.phase("read and compare", lambda: page.is_compared)
    page.foot.go.click()
    watch.phase("write", lambda: page.foot.go.text() == _("Done"))
    watch.phase("report", lambda: bool(page.told.told.accounts))
    page.foot.go.click()
    watch.phase("and the people", lambda: shell.stack.currentWidget() is not page)
    shell.open_import((path,))
    watch.phase("compare again", lambda: page.is_compared)
    print(f"{'second import':<22} {page.model.chosen_count} to write")
    began = time.perf_counter()
    store.undo()
    print(f"{'undo':<22} {time.perf_counter() - began:6.2f} s")
    store.close()


def _through_evolution(path: Path) -> None:
    if shutil.which("dbus-run-session") is None:
        print("Evolution: dbus-run-session is not installed")
        return
    found = subprocess.run(
        ["/usr/bin/python3", str(_PEER), str(path)], capture_output=True, text=True, check=False
    )
    if found.returncode:
        print(f"Evolution: {found.stderr.strip().splitlines()[-1:]}")
        return
    said = json.loads(found.stdout.strip().splitlines()[-1])
    print(
        f"Evolution's data server: parse {said['parse']:.2f} s, add {said['add']:.2f} s, {said['cards']:,} cards"
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
