"""The longest slice of everything long that a window waits beside, in processor time: python -m benchmarks slices.

Each part runs in a process of its own. A slice is what runs between two looks at the keyboard; its time is that of its
thread, so that a loaded machine changes it little, and the garbage collector's share of it is told apart. A line is held
if its longest slice takes no more than 50 ms; what runs in a thread of its own has no such budget. The part `window` says
what the window feels: the longest gaps of a timer of 1 ms, by the clock, while threads and slices are at work beside it.
"""

import argparse
import gc
import io
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from time import thread_time as clock
from typing import TypeVar

from benchmarks.data import build_db, make_vcards
from relmgr.store import Store
from relmgr.store.sqlcipher import DatabaseKey

CARDS = 10_000
LONGEST = 0.050
"""Seconds for which a window may be held (issue 9, I3)."""
T = TypeVar("T")
_READ_AT_ONCE = 20
"""Cards compared at once, as the page of an import takes them."""


class Watch:
    """Times slices by the processor, and the garbage collector within them."""

    def __init__(self, name: str, *, is_beside: bool = False) -> None:
        self._name, self._is_beside = name, is_beside
        self._slices: list[tuple[float, float]] = []
        self._collected = self._began = 0.0
        gc.callbacks.append(self._hear)

    def _hear(self, phase: str, _info: dict[str, int]) -> None:
        if phase == "start":
            self._began = clock()
        else:
            self._collected += clock() - self._began

    def time(self, act: Callable[[], T]) -> T:
        """What `act` gives, as one slice."""
        before, began = self._collected, clock()
        found = act()
        self._slices.append((clock() - began, self._collected - before))
        return found

    def run(self, step: Callable[[], bool]) -> None:
        """Slices until `step` gives False."""
        while self.time(step):
            pass

    def end(self) -> None:
        """Print the line."""
        gc.callbacks.remove(self._hear)
        ordered = sorted(took for took, _collected in self._slices)
        longest, collected = max(self._slices)
        print(
            f"{self._name:<36} {len(ordered):6,} {sum(ordered):8.2f} s {_ms(ordered[len(ordered) * 99 // 100])}"
            f" {_ms(longest)} {_ms(collected)} {_ms(max(each for _took, each in self._slices))} "
            f"{'a thread' if self._is_beside else 'held' if longest <= LONGEST else 'missed'}",
            flush=True,
        )


def _ms(seconds: float) -> str:
    return f"{1000 * seconds:6.0f} ms"


def report(arguments: list[str]) -> int:
    """Print one line a phase of each part."""
    parser = argparse.ArgumentParser(prog="dev.py bench slices")
    parser.add_argument("--people", type=int, default=10_000)
    parser.add_argument("--data", type=Path, default=Path(tempfile.gettempdir()))
    parser.add_argument("--only", default="")
    given = parser.parse_args(arguments)
    size, data, only = build_db.Size(given.people, 10 * given.people), given.data, given.only
    head = ("slices", "total", "p99", "longest", "of it gc", "longest gc")
    print(
        f"{'processor time':<36} {head[0]:>6} {head[1]:>10} "
        + " ".join(f"{one:>9}" for one in head[2:])
        + " 50 ms"
    )
    with tempfile.TemporaryDirectory(prefix="relmgr-benchmark-") as folder:
        build_db.opened(data, size, Path(folder)).close()
    for part in PARTS:
        if only in part:
            subprocess.run(
                [
                    sys.executable,
                    "-m",
                    "benchmarks.slices",
                    part,
                    str(size.people),
                    str(size.conversations),
                    str(data),
                ],
                check=True,
            )
    return 0


def main(arguments: list[str]) -> int:
    """One part, in this process."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.slices")
    parser.add_argument("part", choices=PARTS)
    parser.add_argument("people", type=int)
    parser.add_argument("conversations", type=int)
    parser.add_argument("data", type=Path)
    given = parser.parse_args(arguments)
    size = build_db.Size(given.people, given.conversations)
    with tempfile.TemporaryDirectory(prefix="relmgr-benchmark-") as name:
        store = build_db.opened(given.data, size, Path(name))
        gc.collect()
        gc.freeze()  # as the window does once it stands
        PARTS[given.part](store, Path(name))
        store.close()
    return 0


_END = object()


def _goes_on(steps: Iterator[object]) -> bool:
    return next(steps, _END) is not _END


def _import(store: Store, folder: Path) -> None:
    from relmgr.transfer import importing, sources

    content = make_vcards.make_mixture(CARDS)
    stream = io.BytesIO(content)
    entries = list(sources.read(stream, sources.recognise(stream, "mixture.vcf")))
    gc.freeze()
    watch = Watch("import: compare 10,000 cards")
    planner = watch.time(lambda: importing.Planner(store))
    for start in range(0, len(entries), _READ_AT_ONCE):
        chunk = entries[start : start + _READ_AT_ONCE]
        watch.time(partial(planner.add, chunk, "mixture.vcf"))
        if start % 1_000 == 0:
            gc.freeze()
    plan = watch.time(planner.plan)
    watch.end()
    gc.freeze()
    watch = Watch("import: write them")
    importer = watch.time(lambda: importing.Importer(store, plan, plan.writing, build_db.NOW))
    watch.run(importer.step)
    watch.end()
    for name, begin in (("undo", store.undo_in_steps), ("redo", store.redo_in_steps)):
        watch = Watch(f"import: {name}")
        work = begin()
        watch.run(partial(_goes_on, work))
        watch.end()


def _export(store: Store, _folder: Path) -> None:
    from relmgr.transfer.exporting import Exporter, Form

    for form in (Form.VCARD4, Form.VCARD3, Form.GOOGLE_CSV, Form.OUTLOOK_CSV, Form.CSV, Form.ICS):
        watch = Watch(f"export: {form.value}")
        work = watch.time(partial(Exporter, store, form, None, build_db.TODAY))
        watch.run(work.step)
        watch.end()
        watch = Watch("  content, off the window's thread", is_beside=True)
        watch.time(work.content)
        watch.end()
        del work


def _archive_out(store: Store, folder: Path) -> None:
    from relmgr.transfer.archive import Writing

    watch = Watch("archive out")
    watch.run(watch.time(lambda: Writing(store, folder / "all.zip", build_db.NOW)).step)
    watch.end()


def _archive_in(store: Store, folder: Path) -> None:
    from relmgr.store.database import create_store
    from relmgr.transfer import importing, sources
    from relmgr.transfer.archive import write

    write(store, folder / "all.zip", now=build_db.NOW)
    empty = create_store(folder / "empty.db", DatabaseKey(build_db.KEY), "another vault")
    watch = Watch("archive in: read", is_beside=True)
    with (folder / "all.zip").open("rb") as file:
        entries = watch.time(lambda: list(sources.read(file, sources.recognise(file, "all.zip"))))
    watch.end()
    gc.freeze()
    watch = Watch("archive in: compare")
    planner = watch.time(lambda: importing.Planner(empty))
    for start in range(0, len(entries), _READ_AT_ONCE):
        chunk = entries[start : start + _READ_AT_ONCE]
        watch.time(partial(planner.add, chunk, "all.zip"))
        if start % 1_000 == 0:
            gc.freeze()
    plan = watch.time(planner.plan)
    watch.end()
    gc.freeze()
    watch = Watch("archive in: write into an empty file")
    watch.run(importing.Importer(empty, plan, plan.writing, build_db.NOW).step)
    watch.end()
    empty.close()


def _vdir(store: Store, folder: Path) -> None:
    from relmgr.transfer.vdir import NOTHING, Folder, Sync

    cards = folder / "cards"
    cards.mkdir()
    held = Folder(cards)
    scan = held.scan(NOTHING)
    for name in ("first pass", "unchanged pass"):
        watch = Watch(f"folder of cards: {name}")
        sync = Sync(store, held, scan, build_db.NOW)
        watch.run(sync.step)
        watch.end()
        scan = held.scan(sync.scan)
    for path in sorted(cards.glob("*.vcf"))[:1_000]:
        path.write_bytes(path.read_bytes().replace(b"END:VCARD", b"NICKNAME:Bee\r\nEND:VCARD"))
    scan = held.scan(scan)
    watch = Watch("folder of cards: 1,000 changed there")
    watch.run(Sync(store, held, scan, build_db.NOW).step)
    watch.end()


def _duplicates(store: Store, _folder: Path) -> None:
    from relmgr.services import duplicates

    reader = duplicates.Reader(store)
    watch = Watch("duplicates: read everybody")
    watch.run(reader.step)
    watch.time(reader.snapshot)
    watch.end()


def _erasing(store: Store, _folder: Path) -> None:
    from relmgr.domain.ids import PersonId
    from relmgr.services import erasing

    for name, person in (("a typical person", build_db.TYPICAL), ("the heaviest person", build_db.HEAVY)):
        watch = Watch(f"erase {name}: what would go")
        watch.time(partial(erasing.preview, store, PersonId(person)))
        watch.end()
        watch = Watch(f"erase {name}: out of the tables")
        watch.run(partial(_goes_on, erasing.start_in_steps(store, PersonId(person), build_db.NOW)))
        watch.end()


def _check(store: Store, _folder: Path) -> None:
    from relmgr.services.check import check_in_steps, look_beside

    watch = Watch("look the file over: structure, ties", is_beside=True)
    beside = watch.time(lambda: look_beside(store.path, DatabaseKey(build_db.KEY), build_db.VAULT))
    watch.end()
    watch = Watch("look the file over: lists and search")
    watch.run(partial(_goes_on, check_in_steps(store, beside)))
    watch.end()


def _bulk(store: Store, _folder: Path) -> None:
    from relmgr.domain.ids import PersonId
    from relmgr.domain.kinds import Circle
    from relmgr.services import circles, labels

    with store.read() as session:
        ids = session.exec_driver_sql(
            "SELECT id FROM person WHERE deleted_at IS NULL AND NOT is_light LIMIT 5000"
        )
        who = [PersonId(row[0]) for row in ids]
    for name, steps in (
        (
            f"put {len(who):,} people into a circle",
            circles.choose_in_steps(store, who, Circle.KEEP, build_db.NOW),
        ),
        ("label them", labels.put_on_in_steps(store, who, "choir")),
    ):
        watch = Watch(name)
        watch.run(partial(_goes_on, steps))
        watch.end()
    watch = Watch("undo that")
    watch.run(partial(_goes_on, store.undo_in_steps()))
    watch.end()


def _window(store: Store, folder: Path) -> None:
    from benchmarks.gaps import Gaps
    from benchmarks.windows import Window
    from relmgr.services import duplicates
    from relmgr.services.check import check_in_steps, look_beside
    from relmgr.transfer import archive, sources
    from relmgr.transfer.exporting import Exporter, Form

    archive.write(store, folder / "all.zip", now=build_db.NOW)
    reader = duplicates.Reader(store)
    while reader.step():
        pass
    everybody = reader.snapshot()

    def survey() -> int:
        with (folder / "all.zip").open("rb") as file:
            return len(list(sources.read(file, sources.recognise(file, "all.zip"))))

    gaps = Gaps(Window(store))
    gaps.rest("nothing under way", 3.0)
    gaps.thread("archive in: read", survey)
    gaps.thread("duplicates: the search", everybody.find)
    beside = partial(look_beside, store.path, DatabaseKey(build_db.KEY), build_db.VAULT)
    gaps.thread("look the file over: structure, ties", beside)
    gaps.slices("look the file over: lists and search", check_in_steps(store, beside()))
    exporter = Exporter(store, Form.VCARD4, None, build_db.TODAY)
    gaps.slices("export: vCard 4.0", (None for _step in iter(exporter.step, False)))
    writing = archive.Writing(store, folder / "again.zip", build_db.NOW)
    gaps.slices("archive out", (None for _step in iter(writing.step, False)))


PARTS: dict[str, Callable[[Store, Path], None]] = {
    "import": _import,
    "export": _export,
    "archive-out": _archive_out,
    "archive-in": _archive_in,
    "vdir": _vdir,
    "duplicates": _duplicates,
    "erasing": _erasing,
    "check": _check,
    "bulk": _bulk,
    "window": _window,
}


if __name__ == "__main__":
    os.environ["TZ"] = "Europe/London"
    sys.exit(main(sys.argv[1:]))
