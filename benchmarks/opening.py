"""What is dear the first time only: a start and a card with their files evicted from memory, unlocking, and writing all out."""

import os
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

from benchmarks.bench import Bench
from benchmarks.data.build_db import NOW, TODAY
from benchmarks.measure import TWO_FRAMES, Budget, Figure, Stat, Times, replay
from benchmarks.peers.profile import opening
from benchmarks.reading import ZONE, first_page
from benchmarks.starting import CHEAP, PASSPHRASE
from relmgr import vault
from relmgr.domain.people_filter import PeopleFilter
from relmgr.paths import profile_at
from relmgr.services import people
from relmgr.services.card import card
from relmgr.transfer import importing, vcard
from relmgr.transfer.exporting import Exporter, Form

_CARDS, _UNLOCKS = 60, 15
_PAGE = 64
_MOST_WRITTEN = 10_000
"""Of how many people the export is beside an import: a larger one takes minutes."""


def figures(bench: Bench) -> Iterator[Figure]:
    """Unlocking, the first visit of a card, a cold start, and an export beside the import of what it wrote."""
    yield _unlock(bench)
    yield _first_visit(bench)
    yield _cold_start(bench)
    if bench.people <= _MOST_WRITTEN:
        yield _export(bench)


def _unlock(bench: Bench) -> Figure:
    profile = profile_at(Path(opening(bench)[0]))
    times = Times()

    def unlock() -> None:
        unlocked = vault.unlock_with_passphrase(profile, PASSPHRASE, cost=CHEAP)
        store = vault.open_store(unlocked)
        people.rows(store, first_page(store, PeopleFilter())[:_PAGE], TODAY)
        store.close()

    for _number in range(_UNLOCKS):
        times.note(unlock)
    return Figure(
        what="unlock but for the passphrase's own cost, to the first page of rows",
        ours=times,
        goal="S4",
        budgets=(Budget(plus=25),),
    )


def _first_visit(bench: Bench) -> Figure:
    store = bench.store
    store.checkpoint()
    raw: Any = store.connection.connection.driver_connection
    file = Path(raw.execute("PRAGMA database_list").fetchall()[0][2])
    ids = people.list_ids(store, TODAY)
    some = ids[7 :: max(1, len(ids) // _CARDS)]
    ours, limit = Times(), Times()
    for one in some:
        call = partial(card, store, one, NOW, ZONE)
        again = replay(raw, store, call)
        for times, act in ((ours, call), (limit, again)):
            raw.execute("PRAGMA shrink_memory")
            evict(file)
            times.note(act)
    return Figure(
        what="card(), its file evicted from memory",
        ours=ours,
        limit=limit,
        limit_name="SQL, evicted",
        goal="C2",
        budgets=(Budget(Stat.P99, plus=TWO_FRAMES), Budget(Stat.P99, times=2)),
    )


def evict(*paths: Path) -> None:
    """Have the system forget what it holds in memory of these files, or of those in these folders."""
    for path in paths:
        for file in [path] if path.is_file() else path.rglob("*"):
            if file.is_file() and not file.is_symlink():
                descriptor = os.open(file, os.O_RDONLY)
                os.fdatasync(descriptor)
                os.posix_fadvise(descriptor, 0, 0, os.POSIX_FADV_DONTNEED)
                os.close(descriptor)


def _cold_start(bench: Bench) -> Figure:
    from benchmarks import starting

    root = Path(__file__).resolve().parents[1]
    given = opening(bench)
    Path(given[0], "window.page").write_text('["people", 175]', "utf-8")  # the window was left at the list
    library = Path(os.__file__).parent
    marks: dict[str, Times] = {}
    with starting.display(bench.folder) as shown:
        starting.started({}, bench.folder, shown, "ours", given)  # the first start compiles our modules
        for _run in range(bench.runs):
            for who, arguments in (("bare", []), ("ours", given)):
                evict(Path(sys.prefix), library, root / "relmgr", root / "ui", bench.folder)
                starting.started(marks, bench.folder, shown, who, arguments)
    return Figure(
        what="cold start to the first page of people",
        ours=marks["ours people"],
        limit=marks["bare first paint"],
        limit_name="B, cold",
        goal="S3",
        budgets=(Budget(times=1.5),),
    )


def _export(bench: Bench) -> Figure:
    """All people as vCards, beside the import of the same cards into an empty file."""
    ours, limit = Times(), Times()
    written: list[bytes] = []

    def write() -> None:
        exporter = Exporter(bench.store, Form.VCARD4, None, TODAY)
        while exporter.step():
            pass
        written.append(exporter.content())

    ours.note(write)
    empty = _empty(bench.folder)

    def take_in() -> None:
        plan = importing.plan(empty, vcard.read(written[-1]), "all.vcf")
        importer = importing.Importer(empty, plan, plan.writing, NOW)
        while importer.step():
            pass

    limit.note(take_in)
    for _number in range(4):
        ours.note(write)
    empty.close()
    return Figure(
        what="export of everybody as vCards",
        ours=ours,
        limit=limit,
        limit_name="import of the same",
        goal="I4",
        budgets=(Budget(times=1.5),),
    )


def _empty(folder: Path) -> Any:
    from benchmarks.data.build_db import KEY
    from relmgr.store.database import create_store
    from relmgr.store.sqlcipher import DatabaseKey

    return create_store(folder / "empty.db", DatabaseKey(KEY), "another vault")
