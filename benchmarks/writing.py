"""How long it takes to keep, undo and import, beside what the disk takes to keep four kilobytes."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import count
from pathlib import Path

from benchmarks.data.build_db import HEAVY, NOW, TODAY
from benchmarks.data.make_vcards import make_mixture
from benchmarks.measure import FRAME, FUNCTION, Budget, Call, Figure, Stat, Times, in_pairs, once, syncing
from benchmarks.reading import ZONE
from relmgr.domain.ids import PersonId
from relmgr.domain.kinds import ConversationKind
from relmgr.domain.moments import MomentKind
from relmgr.services import conversations, moments, people
from relmgr.services.conversations import ConversationInput, PersonTalk
from relmgr.store import Store
from relmgr.transfer import importing, vcard

_SAVES = 60
_SLICES = (Budget(Stat.P99, plus=FRAME), Budget(Stat.LONGEST, plus=50))
_SAVED = (Budget(times=3, plus=1), Budget(Stat.P99, times=3, plus=FRAME, of=Stat.MEDIAN))


def figures(store: Store, folder: Path, *, cards: int) -> Iterator[Figure]:
    """Each writing as one figure. What it kept is undone or stays in this copy of the file."""
    sync = syncing(folder / "synced")
    typical = people.list_ids(store, TODAY)[::97][:_SAVES]
    numbers = count()
    for what, ids in (("typical people", typical), ("years of data", (PersonId(HEAVY),) * (_SAVES // 2))):
        saves: list[Call] = [edit(store, one, numbers) for one in ids]
        yield _saved(f"edit a person, {what}", saves, sync)
        saves = [log(store, one) for one in ids]
        yield _saved(f"log a conversation, {what}", saves, sync)
        saves = [note(store, one) for one in ids]
        yield _saved(f"add a moment, {what}", saves, sync)
        yield _saved(f"undo it, {what}", [store.undo for _one in ids], sync)
        yield _saved(f"redo it, {what}", [store.redo for _one in ids], sync)
    yield from _imports(store, cards)


def _saved(what: str, saves: list[Call], sync: Call) -> Figure:
    saves[
        0
    ]()  # warms up (performance.md §5): its statements are compiled; benchmarks.windows says what that takes
    times, limit = in_pairs([(save, sync) for save in saves[1:]], repeats=1)
    return Figure(
        what=what, ours=times, limit=limit, limit_name="F", goal="W1", budgets=_SAVED, growth=FUNCTION
    )


def edit(store: Store, person_id: PersonId, numbers: Iterator[int]) -> Call:
    """Somebody's note is another at each call."""
    given = people.details(store, person_id).input

    def save() -> None:
        people.edit(store, person_id, replace(given, notes=f"note {next(numbers)}"), NOW)

    return save


def log(store: Store, person_id: PersonId) -> Call:
    """A conversation with somebody."""
    talk = ConversationInput(
        at=NOW,
        zone=str(ZONE),
        on_day=TODAY,
        kind=ConversationKind.CALL,
        people=(PersonTalk(person_id=person_id),),
        headline="The budget, and how tired everybody is.",
    )
    return lambda: conversations.log(store, talk, NOW)


def note(store: Store, person_id: PersonId) -> Call:
    """A moment with somebody."""
    return lambda: moments.add(store, person_id, MomentKind.ASKED_FOR_HELP, TODAY, "")


def _imports(store: Store, cards: int) -> Iterator[Figure]:
    content = make_mixture(cards)
    read, planned, written, slices, undone = Times(), Times(), Times(), Times(), Times()
    _put(read, lambda: list(vcard.read(content)))
    plans: list[importing.ImportPlan] = []
    _put(planned, lambda: plans.append(importing.plan(store, vcard.read(content), "mixture.vcf")))
    importer = importing.Importer(store, plans[0], plans[0].writing, NOW)

    def step() -> bool:
        wall, cpu = once(lambda: more.append(importer.step()))
        slices.wall.append(wall)
        slices.cpu.append(cpu)
        return more[-1]

    more: list[bool] = []

    def write() -> None:
        while step():
            pass

    _put(written, write)
    again = importing.plan(store, vcard.read(content), "mixture.vcf")
    _put(undone, store.undo)
    of = f"{cards:,} cards"
    yield Figure(what=f"vCard: read {of}", ours=read)
    yield Figure(what=f"vCard: read and plan {of}", ours=planned, goal="I1")
    yield Figure(what=f"vCard: write {of}, one change", ours=written, note=_said(importer.report))
    yield Figure(what="vCard: one slice of it", ours=slices, goal="I3", budgets=_SLICES)
    yield Figure(
        what=f"vCard: undo {of}", ours=undone, note=f"(a second import would write {len(again.writing)})"
    )


def _said(report: importing.ImportReport | None) -> str:
    return (
        "" if report is None else f"({report.added} added, {report.merged} merged, {report.skipped} skipped)"
    )


def _put(times: Times, call: Call) -> None:
    wall, cpu = once(call)
    times.wall.append(wall)
    times.cpu.append(cpu)
