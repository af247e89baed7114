"""What is exported here and taken in again by the same people brings nothing new and changes nothing, in every form."""

import uuid
from datetime import date
from io import BytesIO

import pytest
from sqlalchemy import select, update

from relmgr.services import sample
from relmgr.store import Store
from relmgr.store import tables as t
from relmgr.transfer import exporting, importing, sources
from relmgr.transfer.exporting import Form
from tests.builders import NOW

TODAY = date(2026, 11, 24)
FORMS = [Form.ICS, Form.GOOGLE_CSV, Form.OUTLOOK_CSV, Form.CSV, Form.VCARD4, Form.VCARD3]
_DERIVED = {"import_batch", "identity", "meta", "foreign_line", "summary"}
"""What an import notes of itself, and what follows from the rest."""


def _exported(store: Store, form: Form) -> bytes:
    exporter = exporting.Exporter(store, form, None, TODAY, discreet=False)
    while exporter.step():
        pass
    return exporter.content()


def _rows(store: Store) -> dict[str, list[tuple[object, ...]]]:
    with store.read() as session:
        return {
            table.name: [tuple(row) for row in session.execute(select(table).order_by(table.c.id))]
            for table in t.metadata.sorted_tables
            if table.name not in _DERIVED and "id" in table.c
        }


@pytest.fixture
def filled(store: Store) -> Store:
    """The sample people."""
    sample.fill(store)
    with store.note() as session:  # as everybody has one who is added by hand; the sample's are words
        for (id_,) in session.execute(select(t.person.c.id)).all():
            uid = f"urn:uuid:{uuid.UUID(int=id_, version=4)}"
            session.execute(update(t.person).where(t.person.c.id == id_).values(uid=uid))
    return store


@pytest.mark.parametrize("form", FORMS)
def test_nothing_is_new_and_nothing_changes(filled: Store, form: Form) -> None:
    before = _rows(filled)
    content = _exported(filled, form)
    recognised = sources.recognise(BytesIO(content), f"relmgr.{form}")
    plan = importing.plan_files(filled, [(recognised.name, sources.read(BytesIO(content), recognised))])
    report = importing.apply(filled, plan, now=NOW)
    assert report is not None
    said = {
        row.title: (row.why, row.reason) for row in plan.rows if row.verdict is not importing.Verdict.SKIPPED
    }
    assert (report.added, report.merged, said) == (0, 0, {})
    after = _rows(filled)
    assert {name: rows for name, rows in after.items() if rows != before[name]} == {}
