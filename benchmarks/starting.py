"""How long it takes from the start of the process to what is seen, beside a bare window of PySide6; and the memory."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from benchmarks.data.build_db import NOW, copy_into
from benchmarks.measure import START, Budget, Figure, Times
from benchmarks.screen import Screen
from relmgr import clock, vault
from relmgr.paths import profile_at
from relmgr.store import Store
from relmgr.vault.slots import Argon2

CHEAP = Argon2(memory_kib=64, passes=1, lanes=1)
"""A passphrase made cheap: what a start costs is measured with the key at hand (performance.md S1)."""

PASSPHRASE = "correct horse"


def made_profile(store: Store, folder: Path) -> None:
    """A profile with a copy of what `store` holds, and its passphrase in a file beside it."""
    profile = profile_at(folder / "profile")
    made = vault.create(profile, passphrase=PASSPHRASE, keychain=None, clock=clock.fixed(NOW), cost=CHEAP)
    vault.mark_recovery_proved(profile)
    own = vault.open_store(made.unlocked)
    copy_into(store, own)
    own.close()
    (folder / "passphrase").write_text(PASSPHRASE + "\n", encoding="utf-8")


def figures(store: Store, folder: Path, *, runs: int) -> Iterator[Figure]:
    """First paint, first page of people, Today, and memory, in turn with a bare window."""
    made_profile(store, folder)
    opening = [str(folder / "profile"), str(folder / "passphrase")]
    left = folder / "profile" / "window.page"
    marks: dict[str, Times] = {}
    with display(folder) as shown:
        for run in range(runs + 1):
            kept = marks if run else {}  # the first start compiles our modules
            started(kept, folder, shown, "bare", [])
            left.write_text('["people", 175]', "utf-8")
            started(kept, folder, shown, "ours", [*opening, "people"])
            left.write_text('["today", 0]', "utf-8")
            started(kept, folder, shown, "today", [*opening, "today"])
        started(marks, folder, shown, "worked", [*opening, "memory"])
    bare = marks["bare first paint"]
    for what, mark, budgets in (
        ("start to first paint", "ours first paint", ()),
        ("start to the first page of people", "ours people", (Budget(times=1.5),)),
        ("start to Today, left at Today", "today today", ()),
    ):
        yield Figure(
            what=what,
            ours=marks[mark],
            limit=bare,
            limit_name="B",
            goal="S1",
            budgets=budgets,
            growth=START,
        )
    yield Figure(
        what="memory of one's own after 100 searches and 100 cards",
        ours=marks["worked memory"],
        limit=marks["bare memory"],
        limit_name="bare",
        goal="T2",
        unit="MB",
        budgets=(Budget(times=3),),
    )
    yield Figure(
        what="memory more after 1,000 further cards",
        ours=marks["worked memory of 1,000 further cards"],
        goal="T2",
        unit="MB",
        budgets=(Budget(plus=2.0),),
    )


@contextmanager
def display(folder: Path) -> Iterator[Mapping[str, str]]:
    """What the environment says of where windows appear: Xvfb (performance.md §5); nowhere if that is not installed."""
    if not Screen.is_there():
        yield {"QT_QPA_PLATFORM": "offscreen"}
        return
    with Screen(folder) as screen:
        yield {"QT_QPA_PLATFORM": "xcb", "DISPLAY": screen.name}


def started(
    marks: dict[str, Times], folder: Path, shown: Mapping[str, str], who: str, arguments: list[str]
) -> None:
    """Start `who`, "bare" or "ours", and add what it noted to `marks`. Raises RuntimeError if it noted nothing."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    environment |= {**shown, "PYTHONPYCACHEPREFIX": str(folder / "compiled")}
    environment["RELMGR_STARTED"] = repr(time.monotonic())
    command = [sys.executable, "-m", "benchmarks.started", "ours" if arguments else "bare", *arguments]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=600)
    lines = [line for line in done.stdout.splitlines() if line.startswith("{")]
    if not lines:
        raise RuntimeError(f"the program measured did not say when it painted:\n{done.stderr[-2000:]}")
    for mark, (wall, cpu) in json.loads(lines[-1]).items():
        times = marks.setdefault(f"{who} {mark}", Times())
        times.wall.append(wall)
        times.cpu.append(cpu)
