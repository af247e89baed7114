"""How long everything takes out as an archive and into an empty file, and how much memory: python -m benchmarks.archiving.

`--data DIR` keeps the built file for the next run. Each direction runs in a process of its own, so that its memory is its own;
times are those of the processor, so that what else the machine does is not counted.
"""

import argparse
import os
import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from time import process_time as clock

from benchmarks.data import build_db


def main(arguments: list[str]) -> int:
    """Build the people, write the archive, take it into an empty file, print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.archiving")
    parser.add_argument("--people", type=int, default=10_000)
    parser.add_argument("--conversations", type=int, default=100_000)
    parser.add_argument("--data", type=Path)
    parser.add_argument("--step", choices=("out", "in"))
    given = parser.parse_args(arguments)
    size = build_db.Size(given.people, given.conversations)
    if given.step is not None and given.data is not None:
        (_out if given.step == "out" else _in)(given.data, size)
        return 0
    with tempfile.TemporaryDirectory(prefix="relmgr-benchmark-") as folder:
        data = given.data or Path(folder)
        data.mkdir(parents=True, exist_ok=True)
        build_db.opened(data, size, Path(folder)).close()
        print(f"{size.people:,} people, {size.conversations:,} conversations", flush=True)
        for step in ("out", "in"):
            again = [f"--people={size.people}", f"--conversations={size.conversations}", f"--data={data}"]
            subprocess.run(
                [sys.executable, "-m", "benchmarks.archiving", *again, f"--step={step}"], check=True
            )
    return 0


def _out(data: Path, size: build_db.Size) -> None:
    from relmgr.transfer.archive import Writing

    with tempfile.TemporaryDirectory(prefix="relmgr-benchmark-") as folder:
        store = build_db.opened(data, size, Path(folder))
        before, began, slices = _memory(), clock(), [0.0]
        writing = Writing(store, data / "all.zip", build_db.NOW)
        while _timed(writing.step, slices):
            pass
        took = clock() - began
        megabytes = (data / "all.zip").stat().st_size / 1e6
        print(
            f"out: {writing.done:,} records, {megabytes:.1f} MB, {took:.1f} s, {_spread(slices)}, {_more(before)}"
        )
        store.close()


def _in(data: Path, _size: build_db.Size) -> None:
    from relmgr.store.database import create_store
    from relmgr.store.sqlcipher import DatabaseKey
    from relmgr.transfer import importing, sources

    with tempfile.TemporaryDirectory(prefix="relmgr-benchmark-") as folder:
        store = create_store(Path(folder) / "empty.db", DatabaseKey(build_db.KEY), build_db.VAULT)
        before, began = _memory(), clock()
        with (data / "all.zip").open("rb") as file:
            plan = importing.plan(store, sources.read(file, sources.recognise(file, "all.zip")))
        looked = clock() - began
        slices = [0.0]
        importer = importing.Importer(store, plan, plan.writing, build_db.NOW)
        began = clock()
        while _timed(importer.step, slices):
            pass
        print(
            f"in: looked through in {looked:.1f} s, written in {clock() - began:.1f} s, {_spread(slices)}, "
            f"{_more(before)}"
        )
        began = clock()
        with (data / "all.zip").open("rb") as file:
            plan = importing.plan(store, sources.read(file, sources.recognise(file, "all.zip")))
        print(f"again: {len(plan.writing)} of {len(plan.rows):,} to write, {clock() - began:.1f} s")
        store.close()


def _timed(step: Callable[[], bool], slices: list[float]) -> bool:
    began = clock()
    goes_on = step()
    slices.append(clock() - began)
    return goes_on


def _spread(slices: list[float]) -> str:
    ordered = sorted(slices)
    return f"slices p50 {ordered[len(ordered) // 2] * 1e3:.0f} ms, p99 {ordered[len(ordered) * 99 // 100] * 1e3:.0f} ms, max {ordered[-1] * 1e3:.0f} ms"


def _memory() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _more(before: float) -> str:
    return f"{_memory() - before:.0f} MB more than before it"


if __name__ == "__main__":
    os.environ["TZ"] = "Europe/London"
    sys.exit(main(sys.argv[1:]))
