"""A file of the collection that is imported again brings nothing new and changes nothing; what the user changed stays."""

from io import BytesIO
from pathlib import Path

import pytest
from sqlalchemy import select, update

from relmgr.store import Store
from relmgr.store import tables as t
from relmgr.transfer import importing
from relmgr.transfer.importing import ImportReport, Verdict
from relmgr.transfer.sources import NO_ANSWERS, read, recognise
from relmgr.transfer.sources.answering import answers_of
from tests.builders import NOW
from tests.faults.figures import Figure, Promise
from tests.transfer.wild.describing import WILD, stated
from tests.transfer.wild.test_wild import FILES


def _plan(store: Store, path: Path) -> importing.ImportPlan:
    stream = BytesIO(path.read_bytes())
    said = stated(path).get("answers")
    entries = read(stream, recognise(stream, path.name), answers_of(said) if said else NO_ANSWERS)
    return importing.plan_files(store, [(path.name, entries)])


def _take_in(store: Store, path: Path) -> ImportReport | None:
    plan = _plan(store, path)
    return importing.apply(store, plan, now=NOW) if plan.rows else None


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(WILD).as_posix())
def test_a_second_and_third_import_change_nothing(path: Path, store: Store, figure: Figure) -> None:
    _take_in(store, path)
    for _time in range(2):
        plan = _plan(store, path)
        assert [(row.title, row.reason) for row in plan.rows if row.verdict is not Verdict.SKIPPED] == []
    figure(Promise.AGAIN, f"0 new and 0 changed in a second and third import of each of {len(FILES)} files")


def test_what_was_edited_in_between_stays(store: Store) -> None:
    path = WILD / "csv" / "outlook-classic-us.csv"
    report = _take_in(store, path)
    assert report is not None
    ben = report.people[0]
    with store.change("Edit Ben") as session:
        session.execute(update(t.person).where(t.person.c.id == ben).values(city="York"))
    _take_in(store, path)
    with store.read() as session:
        assert session.execute(select(t.person.c.city).where(t.person.c.id == ben)).scalar_one() == "York"
