"""How busy the machine is with other work, and what it is capable of just now: the calibration of a run."""

import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from benchmarks.measure import Stat, Times, syncing

_STAT = Path("/proc/stat")
_SHORTEST_SECONDS = 0.3
"""Figures of one batch are told one after the other; what others did in between says nothing."""
_TICKS = os.sysconf("SC_CLK_TCK") if hasattr(os, "sysconf") else 100
_QUERY = "SELECT id, name FROM person WHERE id > ? ORDER BY id LIMIT 50"


class OtherLoad:
    """Cores that others kept busy since it was made or last asked, by /proc/stat less ourselves and our children."""

    def __init__(self) -> None:
        self._then = _look()
        self._told = float("nan")

    def since(self) -> float:
        """0.0 for an idle machine; NaN where the system does not tell. Asked again at once, it says the same again."""
        now = _look()
        wall, all_, own = (new - old for new, old in zip(now, self._then, strict=True))
        if wall > _SHORTEST_SECONDS and _STAT.exists():
            self._told, self._then = max(0.0, (all_ - own) / wall), now
        return self._told


def _look() -> tuple[float, float, float]:
    own = sum(os.times()[:4])
    if not _STAT.exists():
        return time.perf_counter(), 0.0, own
    fields = [int(word) for word in _STAT.read_text("ascii").splitlines()[0].split()[1:]]
    idle = fields[3] + fields[4]
    return time.perf_counter(), (sum(fields[:8]) - idle) / _TICKS, own


@dataclass(frozen=True, slots=True)
class Calibration:
    """Milliseconds of this machine in this run: B a bare window, F four kilobytes kept, Q a query by the driver alone."""

    b: float
    f: float
    q: float
    load: float


def calibrate() -> Calibration:
    """Measure the three once."""
    other = OtherLoad()
    b, f, q = (1000 * times.get(Stat.MEDIAN) for times in (_bare(), _kept(), _queried()))
    return Calibration(b, f, q, other.since())


def _bare() -> Times:
    times = Times()
    command = [sys.executable, "-m", "benchmarks.started", "bare"]
    for _run in range(6):
        environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "RELMGR_STARTED": repr(time.monotonic())}
        times.note(lambda: subprocess.run(command, env=environment, capture_output=True, check=True))  # noqa: B023
    return Times(times.wall[1:], times.cpu[1:])


def _kept() -> Times:
    with tempfile.TemporaryDirectory(prefix="relmgr-benchmark-") as folder:
        sync = syncing(Path(folder) / "synced")
        times = Times()
        for _number in range(200):
            times.note(sync)
    return times


def _queried() -> Times:
    from sqlcipher3 import dbapi2

    connection = dbapi2.connect(":memory:")
    connection.execute("CREATE TABLE person (id INTEGER PRIMARY KEY, name TEXT)")
    connection.executemany("INSERT INTO person (name) VALUES (?)", [(f"name {n}",) for n in range(10_000)])
    times = Times()
    for number in range(300):
        times.note(lambda: connection.execute(_QUERY, (number * 30,)).fetchall())  # noqa: B023
    connection.close()
    return times
