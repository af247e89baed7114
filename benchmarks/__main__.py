"""Measures Relmgr with many people beside its limits and peers, and writes benchmarks/RESULTS.md.

python -m benchmarks [--only PART] [--sizes 1000,10000,100000] [--data FOLDER] [--no-results]
python -m benchmarks --quick counts what does not depend on the clock.
"""

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks import bench, load, results
from benchmarks.bench import Bench, Part
from benchmarks.measure import Figure
from relmgr import clock


def _reading(place: Bench) -> Iterator[Figure]:
    from benchmarks import reading

    yield from reading.figures(place.store)


def _windows(place: Bench) -> Iterator[Figure]:
    from benchmarks import windows

    yield from windows.figures(place.store)


def _thousand(place: Bench) -> Iterator[Figure]:
    from benchmarks import cards

    yield from cards.figures(place.store)


def _starting(place: Bench) -> Iterator[Figure]:
    from benchmarks import starting

    yield from starting.figures(place.store, place.folder, runs=place.runs)


def _writing(place: Bench) -> Iterator[Figure]:
    from benchmarks import writing

    yield from writing.figures(place.store, place.folder, cards=min(place.people, 10_000))


def _sizes(place: Bench) -> Iterator[Figure]:
    from benchmarks import sizes

    yield from sizes.figures(place.store, place.folder, cards=min(place.people, 10_000))


def _commands(place: Bench) -> Iterator[Figure]:
    from benchmarks import commands

    yield from commands.figures(place)


def _reflecting(place: Bench) -> Iterator[Figure]:
    from benchmarks import reflecting

    yield from reflecting.figures(place.store)


def _opening(place: Bench) -> Iterator[Figure]:
    from benchmarks import opening

    yield from opening.figures(place)


def _resting(place: Bench) -> Iterator[Figure]:
    from benchmarks import resting

    yield from resting.figures(place)


def _peers(place: Bench) -> Iterator[Figure]:
    from benchmarks import peers

    yield from peers.figures(place)


def _importing(place: Bench) -> Iterator[Figure]:
    from benchmarks import importing

    yield from importing.figures(place.people, place.folder, cancels=20 if place.people <= 10_000 else 0)


def _bundle(_place: Bench) -> Iterator[Figure]:
    from benchmarks import bundle

    yield from bundle.figures()


def _capturing(_place: Bench) -> Iterator[Figure]:
    from benchmarks import capturing

    yield from capturing.figures(10_000)


PARTS: dict[str, Part] = {
    "starting": Part("from the start of the process to what is seen; memory (S1, S2, T2)", _starting),
    "reading": Part("search, list, card, Today: the services beside the same SQL (F1, F4, C1, R1)", _reading),
    "windows": Part("keys, cards and scrolling to the pixel (F2, F3, C1, C3)", _windows),
    "cards": Part("a card with the file evicted; memory over a thousand cards (C2, T2)", _thousand),
    "writing": Part(
        "saves and undo beside the disk's own time; an import without a window (W1, I1)", _writing
    ),
    "importing": Part(
        "an import through the window, beside Evolution's data server (I1 to I3); people are cards here",
        _importing,
        (10_000, 100_000),
    ),
    "sizes": Part("the file beside plain SQLite and beside vCards (Z2)", _sizes),
    "commands": Part("whole commands in a terminal beside khard and abook", _commands, (10_000,)),
    "reflect": Part("Reflect with ten moments a person", _reflecting, (10_000, 100_000)),
    "opening": Part(
        "the first time: files evicted, unlocking, everybody written out (S3, S4, C2, I4)", _opening
    ),
    "resting": Part("at rest, and after much was done (T1, T2)", _resting, (1_000, 100_000)),
    "peers": Part(
        "beside other programs with the same people, on a screen (S1, F2, T2)", _peers, (1_000, 10_000)
    ),
    "bundle": Part("the size of the package (Z1)", _bundle, ()),
    "capture": Part("a line understood, 10,000 people known (C3 of the issue's capture)", _capturing, ()),
}
"""Every part is measured in a process of its own at each of its sizes; a new one is a line here."""

REPORTS = ("duplicates", "reminders", "capture-lines", "slices")
"""What prints a report of its own and has no figures beside a limit."""


def main(arguments: list[str]) -> int:
    """Measure, print what is missed; the reports print what they found."""
    if arguments[:1] == ["--quick"]:
        from benchmarks import counts

        return counts.main(arguments[1:])
    if arguments[:1] and arguments[0] in REPORTS:
        return _report(arguments[0], arguments[1:])
    parser = argparse.ArgumentParser(
        prog="dev.py bench",
        description="Measure speed with many invented people.",
        epilog="\n".join(f"  {name:10} {part.about}" for name, part in PARTS.items())
        + f"\nreports of their own: {', '.join(REPORTS)}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--only", choices=PARTS, action="append", help="this part; may be said again")
    parser.add_argument(
        "--sizes", default=",".join(map(str, bench.SIZES)), help="people, with commas between"
    )
    parser.add_argument("--data", type=Path, help="keep the built files in this folder, for the next run")
    parser.add_argument("--no-results", action="store_true", help="print, and leave RESULTS.md as it is")
    parser.add_argument("--child", help=argparse.SUPPRESS)
    given = parser.parse_args(arguments)
    sizes = [int(word.replace("_", "")) for word in given.sizes.split(",")]
    os.environ["TZ"] = "Europe/London"
    with tempfile.TemporaryDirectory(prefix="relmgr-benchmark-") as folder:
        os.environ["HOME"] = folder
        if given.child:
            _measure(given.child, sizes[0], given.data, Path(folder))
            return 0
        return _run(given.only or list(PARTS), sizes, given.data or Path(folder), keeps=not given.no_results)


def _run(names: list[str], sizes: list[int], data: Path, *, keeps: bool) -> int:
    calibration = load.calibrate()
    print(
        f"B {calibration.b:.0f} ms, F {calibration.f:.2f} ms, Q {calibration.q:.3f} ms, other load {calibration.load:.1f}"
    )
    found: list[results.Row] = []
    for name in names:
        part = PARTS[name]
        for size in [one for one in sizes if one in part.sizes] if part.sizes else [0]:
            began = time.monotonic()
            rows = _in_own_process(name, size, data)
            found += rows
            if keeps and rows:
                run = results.run_of(calibration, _now(), _machine(), time.monotonic() - began)
                results.keep(name, size, rows, run)
    lines = results.missed(found)
    verdicts = [results.verdict(one) for one in found]
    print(
        f"\nOf the budgets {verdicts.count('held')} rows held, {verdicts.count('not measured')} not measured, missed: {len(lines)}"
    )
    print("\n".join(f"  {line}" for line in lines))
    return 0


def _in_own_process(name: str, size: int, data: Path) -> list[results.Row]:
    """The rows of one part; those it had made when it failed, with a word about the failure."""
    print(f"\n{name}, {size:,} people" if size else f"\n{name}", flush=True)
    command = [sys.executable, "-m", "benchmarks", "--child", name, "--sizes", str(size), "--data", str(data)]
    rows: list[results.Row] = []
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        for line in child.stdout:
            if line.startswith('{"part"'):
                rows.append(json.loads(line))
                print(_line(rows[-1]), flush=True)
            else:
                print(line, end="", flush=True)
    if child.returncode:
        print(f"  {name} ended with {child.returncode}: what follows its last line was not measured.")
        return []
    return rows


def _line(one: results.Row) -> str:
    ours, limit = one["ours"], one["limit"]
    against = f"  {one['limit_name']} {results.number(limit['median'])}" if limit else ""
    said = f"{results.number(ours['median'])} / {results.number(ours['p99'])} {one['unit']}, CPU {results.number(ours['CPU'])}"
    return (
        f"  {one['goal']:3} {one['what'][:64]:64} {said:32}{against:24} {results.verdict(one)} {one['note']}"
    )


def _measure(name: str, size: int, data: Path, folder: Path) -> None:
    """One part in this process: a line of JSON for each figure."""
    place = Bench(people=size, data=data, folder=folder)
    other = load.OtherLoad()
    for figure in PARTS[name].figures(place):
        one: dict[str, Any] = results.row(name, figure, size, other.since())
        print(json.dumps(one), flush=True)
    place.end()


def _report(name: str, arguments: list[str]) -> int:
    if name == "duplicates":
        from benchmarks import duplicates

        return duplicates.main(arguments)
    if name == "reminders":
        from benchmarks import reminders

        return reminders.main(arguments)
    if name == "capture-lines":
        from benchmarks import capturing

        print("\n".join(capturing.report()))
        return 0
    from benchmarks import slices

    return slices.report(arguments)


def _now() -> str:
    return f"{clock.Clock().now():%Y-%m-%d %H:%M} UTC"


def _machine() -> str:
    return f"{os.cpu_count()} cores, {platform.system()} {platform.machine()}, Python {platform.python_version()}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
