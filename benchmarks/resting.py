"""What is used while nobody does anything: started into the tray, after a minute (T1, T2)."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.bench import Bench
from benchmarks.measure import Budget, Figure, Times
from benchmarks.peers.profile import opening

_WATCHED_SECONDS = 60.0
_RESTS_AFTER_SECONDS = 60.0
"""What a start puts off until later is done by then."""


def figures(bench: Bench) -> Iterator[Figure]:
    """Wake-ups, processor and memory of the program, started into the tray."""
    command = [sys.executable, "-m", "benchmarks.ours", "--background", *opening(bench)]
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "RELMGR_STARTED": "0"}
    held, bare = Times(), Times()
    bare.keep(_of_a_bare_window())
    with subprocess.Popen(
        command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    ) as ours:
        try:
            time.sleep(_RESTS_AFTER_SECONDS)
            if ours.poll() is not None:
                assert ours.stderr is not None
                raise RuntimeError(f"it ended instead of resting: {ours.stderr.read().decode()[-800:]}")
            held.keep(anonymous(ours.pid))
            woken, worked = _woken(ours.pid), _worked(ours.pid)
            time.sleep(_WATCHED_SECONDS)
            wakes, work = Times(), Times()
            now = _woken(ours.pid)
            wakes.keep(sum(now[one] - woken.get(one, 0) for one in now) / _WATCHED_SECONDS)
            done = _worked(ours.pid)
            work.keep(100 * sum(done[one] - worked.get(one, 0.0) for one in done) / _WATCHED_SECONDS)
        finally:
            ours.terminate()
    yield Figure(
        what="at rest in the tray: wake-ups of all threads",
        ours=wakes,
        goal="T1",
        unit="a second",
        budgets=(Budget(plus=0.2),),
    )
    yield Figure(
        what="at rest in the tray: processor",
        ours=work,
        goal="T1",
        unit="%",
        budgets=(Budget(plus=0.05),),
    )
    yield Figure(
        what="at rest in the tray, where it started: memory of one's own",
        ours=held,
        limit=bare,
        limit_name="bare",
        goal="T2",
        unit="MB",
        budgets=(Budget(times=3),),
    )


def anonymous(process: int) -> float:
    """MB of a process's own memory (RssAnon)."""
    lines = Path(f"/proc/{process}/status").read_text("utf-8", "replace").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("RssAnon")) / 1024


def _of_a_bare_window() -> float:
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "RELMGR_STARTED": repr(time.monotonic())}
    command = [sys.executable, "-m", "benchmarks.started", "bare"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    return float(json.loads(done.stdout.splitlines()[-1])["memory"][0])


def _woken(process: int) -> dict[str, int]:
    """How often each thread was woken so far."""
    told = {path.parent.name: path.read_text("ascii") for path in _threads(process, "status")}
    return {
        thread: int(line.split()[1])
        for thread, status in told.items()
        for line in status.splitlines()
        if line.startswith("voluntary_ctxt_switches")
    }


def _threads(process: int, name: str) -> Iterator[Path]:
    return Path(f"/proc/{process}/task").glob(f"*/{name}")


def _worked(process: int) -> dict[str, float]:
    """Seconds of each thread that is there, from the scheduler's own nanoseconds: a clock of a hundredth would say nothing here."""
    told = {path.parent.name: path.read_text("ascii") for path in _threads(process, "schedstat")}
    return {thread: int(line.split()[0]) / 1e9 for thread, line in told.items()}
