"""Measures Relmgr with many people, and prints one table: python -m benchmarks [--quick] [--only WORD]."""

import argparse
import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path


def main(arguments: list[str]) -> int:
    """Build the people, measure, print; `reminders` lives a year instead."""
    if arguments[:1] == ["duplicates"]:
        from benchmarks import duplicates

        return duplicates.main(arguments[1:])
    if arguments[:1] == ["reminders"]:
        from benchmarks import reminders

        return reminders.main(arguments[1:])
    parser = argparse.ArgumentParser(
        prog="dev.py bench", description="Measure speed with many invented people."
    )
    parser.add_argument("--quick", action="store_true", help="1,000 people, 10,000 conversations")
    parser.add_argument("--people", type=int, default=10_000)
    parser.add_argument("--conversations", type=int, default=100_000)
    parser.add_argument(
        "--only",
        choices=("reading", "writing", "windows", "starting", "capture", "reflect", "slices"),
        action="append",
    )
    parser.add_argument("--data", type=Path, help="keep the built file in this folder, for the next run")
    given = parser.parse_args(arguments)
    os.environ["TZ"] = "Europe/London"
    with tempfile.TemporaryDirectory(prefix="relmgr-benchmark-") as folder:
        os.environ["HOME"] = folder
        _measure(given, Path(folder))
    return 0


def _measure(given: argparse.Namespace, folder: Path) -> None:
    from benchmarks import capturing, measure, reading, reflecting, slices, starting, windows, writing
    from benchmarks.data import build_db

    size = build_db.Size(1_000, 10_000) if given.quick else build_db.Size(given.people, given.conversations)
    if given.only == ["capture"]:
        print("\n".join(capturing.report()))
        print(measure.table(capturing.figures(size.people)))
        return
    data = given.data or folder
    data.mkdir(parents=True, exist_ok=True)
    print(f"{size.people:,} people, {size.conversations:,} conversations", flush=True)
    if given.only == ["slices"]:
        slices.report(size, data)
        return
    store = build_db.opened(data, size, folder)
    cards = size.people
    parts: dict[str, Callable[[], Iterator[measure.Figure]]] = {
        "reading": lambda: reading.figures(store),
        "windows": lambda: windows.figures(store),
        "starting": lambda: starting.figures(store, folder, runs=3 if given.quick else 7),
        "capture": lambda: capturing.figures(size.people),
        "reflect": lambda: reflecting.figures(store),
        "writing": lambda: writing.figures(store, folder, cards=cards),
    }
    found = []
    for name, part in parts.items():
        if not given.only or name in given.only:
            for figure in part():
                found.append(figure)
                print(".", end="", file=sys.stderr, flush=True)
    print(file=sys.stderr)
    print(measure.table(found))
    store.close()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
