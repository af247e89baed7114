"""Does what a plan says: one change, in slices that let a window stay alive, rolled back whole when cancelled."""

from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime

from relmgr.domain.ids import PersonId
from relmgr.errors import InputError
from relmgr.i18n import _, ngettext
from relmgr.store import Store
from relmgr.store.store import Session
from relmgr.transfer.beyond import Taken, Whole
from relmgr.transfer.importing.content import Content, content_of
from relmgr.transfer.importing.erased import Erased
from relmgr.transfer.importing.existing import known_marks, load
from relmgr.transfer.importing.merging import merge
from relmgr.transfer.importing.planning import ImportPlan, PlanRow, Verdict
from relmgr.transfer.importing.writing import Writer

SLICE = 16
"""Cards written at once: some five milliseconds."""
_SORTED_OUT = 2000
"""Rows of a plan looked at before anything is written: some three milliseconds."""
_TAKEN_BACK = 100
"""Cards asked at once whether they are of somebody who was erased."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportReport:
    """What an import did. `added` and `merged` are people; `unchanged` were to be merged and said nothing new."""

    added: int = 0
    merged: int = 0
    unchanged: int = 0
    skipped: int = 0
    light_people: int = 0
    """People who are only named as somebody's kin or colleague."""
    beyond: int = 0
    """Things beyond cards that were written: conversations, reminders …"""
    people: tuple[PersonId, ...] = ()


class Importer:
    """An import under way. Call `step` until it gives False; `cancel` leaves everything as it was.

    The store can do nothing else meanwhile (`store.is_busy`), and is used from the thread that steps.
    """

    def __init__(self, store: Store, plan: ImportPlan, chosen: Iterable[int], now: datetime) -> None:
        self._store = store
        self._plan = plan
        self._written = {index for index in chosen if plan.rows[index].is_writing}
        self._rows: list[PlanRow] = []
        self._wholes: dict[Whole, list[PlanRow]] = {}
        self._chosen: set[int] = set()
        """The indices of `_rows`."""
        self._people: dict[int, PersonId] = {}
        self._people_by_uid: dict[tuple[str, str], PersonId] = {}
        self._sources: dict[str, None] = {}
        self._now = now
        self._work = self._slices()
        self._counts = {"added": 0, "merged": 0, "unchanged": 0, "beyond": 0}
        self.done = 0
        """Cards written so far."""
        self.total = len(self._written)
        self.report: ImportReport | None = None
        """There once the import is finished."""

    def step(self) -> bool:
        """Write the next slice; False when all is written and kept. Raises RelmgrError, and nothing is kept then."""
        return next(self._work, None) is not None

    def person_of(self, index: int) -> PersonId | None:
        """Whom the row of the plan was written to, or is about; None if nobody."""
        return self._people.get(index, self._plan.rows[index].target)

    def cancel(self) -> None:
        """Take back all slices; does nothing after the end, nor while all is being written for good: look at `report`."""
        self._work.close()

    def _slices(self) -> Generator[int, None, None]:
        if not self.total and not self._plan.loose:
            self.report = ImportReport(skipped=len(self._plan.rows))
            return
        label = ngettext("Import {count} person", "Import {count} people", self.total).format(
            count=self.total
        )
        label = label if self.total else _("Import contacts")
        erased = Erased(self._store)
        with self._store.change(label) as session:
            for _step in self._sort_out():
                with self._store.resting():
                    yield self.done
            writer = Writer(session, self._now, self._batch())
            writer.people_by_uid.update(self._people_by_uid)
            for _step in self._writing(session, writer, erased):
                with self._store.resting():
                    yield self.done
            with closing(self._store.keep_beside()) as keeping:
                try:
                    for _waited in keeping:
                        with self._store.resting():
                            yield self.done
                except GeneratorExit:
                    keeping.close()
                    if not self._store.has_kept:
                        raise
        self.report = ImportReport(
            **self._counts,
            skipped=len(self._plan.rows) - self.total,
            light_people=writer.light_people,
            people=tuple(
                dict.fromkeys(self._people[index] for index in sorted(self._people) if index in self._written)
            ),
        )

    def _sort_out(self) -> Iterator[None]:
        """Which rows are written in which way, and whom they are about, some thousands at a step."""
        self._wholes.update(
            (loose.whole, []) for _source, loose in self._plan.loose if loose.whole is not None
        )
        for start in range(0, len(self._plan.rows), _SORTED_OUT):
            if start:
                yield
            for row in self._plan.rows[start : start + _SORTED_OUT]:
                self._sources[row.card.source] = None
                if row.target is not None:
                    self._people[row.index] = row.target
                    if row.content.uid:
                        uid = (row.content.source, row.content.uid)
                        self._people_by_uid.setdefault(uid, row.target)
                if row.index in self._written:
                    self._take(row)

    def _take(self, row: PlanRow) -> None:
        whole = row.whole
        if whole is None:
            self._rows.append(row)
            self._chosen.add(row.index)
        else:
            self._wholes.setdefault(whole, []).append(row)

    def _writing(self, session: Session, writer: Writer, erased: Erased) -> Iterator[None]:
        """Everything but the end, a slice at a step."""
        for row in self._plan.rows if erased.is_anybody else ():
            if row.index in self._written:
                erased.take_back(session, row.content)
            if row.index % _TAKEN_BACK == _TAKEN_BACK - 1:
                yield
        for source, loose in self._plan.loose:
            writer.wait_with(loose.beyond, source)
        for start in range(0, len(self._rows), SLICE):
            self._write(writer, self._rows[start : start + SLICE])
            yield
        while writer.waiting_relations:
            writer.tie(writer.take_relations(SLICE))
            yield
        while writer.waiting_beyond:
            self._counts["beyond"] += writer.write_beyond(SLICE)
            yield
        for whole, rows in self._wholes.items():
            yield from self._write_whole(session, whole, rows)
        for _left in self._store.refresh_so_far():
            yield
        skipped = len(self._plan.rows) - self.total
        writer.finish({"added": self._counts["added"], "merged": self._counts["merged"], "skipped": skipped})

    def _batch(self) -> dict[str, object]:
        added = sum(row.verdict is Verdict.NEW for row in self._rows)
        return {
            "at": self._now,
            "file_name": ", ".join(filter(None, self._plan.file_names)),
            "format": ", ".join(self._sources),
            "cards": len(self._plan.rows),
            "added": added,
            "merged": self.total - added,
            "skipped": len(self._plan.rows) - self.total,
        }

    def _write(self, writer: Writer, rows: Sequence[PlanRow]) -> None:
        contents = {row.index: _importable(row) for row in rows}
        new = [
            row
            for row in rows
            if row.verdict is Verdict.NEW or (row.target is None and row.target_row not in self._chosen)
        ]
        added = {row.index for row in new}
        merging = [row for row in rows if row.index not in added]
        ids = writer.add([contents[row.index] for row in new]) if new else []
        self._people.update({row.index: person for row, person in zip(new, ids, strict=True)})
        self._counts["added"] += len(new)
        while merging:
            merging = self._merge_once(writer, merging, contents)
        self.done += len(rows)

    def _write_whole(self, session: Session, whole: Whole, rows: Sequence[PlanRow]) -> Iterator[None]:
        """A file that writes its people itself."""
        taken = {
            row.card.uid: Taken(None if row.verdict is Verdict.NEW else row.target, row.content.digest)
            for row in rows
        }
        writing = whole.begin(session, taken, self._now)
        yield from writing.steps()
        self._people.update({row.index: PersonId(writing.people[row.card.uid]) for row in rows})
        self._counts["added"] += writing.added
        self._counts["merged"] += writing.merged
        self._counts["unchanged"] += writing.unchanged
        self._counts["beyond"] += writing.records
        self.done += len(rows)

    def _merge_once(
        self, writer: Writer, rows: Sequence[PlanRow], contents: dict[int, Content]
    ) -> list[PlanRow]:
        """Write the additions, one for each person; what is left goes into the next round."""
        now: dict[PersonId, PlanRow] = {}
        later: list[PlanRow] = []
        for row in rows:
            target = row.target if row.target is not None else self._people[row.target_row or 0]
            self._people[row.index] = target
            if target in now:
                later.append(row)
            else:
                now[target] = row
        known = load(writer.session, now)
        marks = known_marks(writer.session, (contents[row.index] for row in now.values()))
        for target, row in now.items():
            existing = known.get(target)
            if existing is None:
                raise InputError(
                    _("{name} is no longer here, so nothing was imported. Compare the file again.").format(
                        name=row.target_name
                    )
                )
            addition = merge(contents[row.index], existing, marks, row.replacing)
            if addition.is_empty:
                self._counts["unchanged"] += 1
                continue
            writer.extend(existing, contents[row.index], addition)
            self._counts["merged"] += 1
        return later


def _importable(row: PlanRow) -> Content:
    """What to write; a card without a name that is added after all is called by how it can be reached."""
    return row.content if row.content.name else content_of(row.card, row.detail)


def apply(
    store: Store,
    plan: ImportPlan,
    chosen: Iterable[int] | None = None,
    *,
    now: datetime,
    progress: Callable[[int, int], None] = lambda _done, _total: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> ImportReport | None:
    """Import the rows of these indices (None: all that write something); None if it was cancelled, then nothing is kept."""
    importer = Importer(store, plan, plan.writing if chosen is None else chosen, now)
    while importer.step():
        progress(importer.done, importer.total)
        if cancelled():
            importer.cancel()
            return None
    return importer.report


__all__ = ["ImportReport", "Importer", "apply"]
