"""A second and third import changes nothing; what the user changed meanwhile stays, unless they let the file's word stand."""

from dataclasses import replace
from io import BytesIO

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select, update

from benchmarks.data.make_vcards import make_mixture
from relmgr.domain.kinds import Replacing
from relmgr.store import Store
from relmgr.store import tables as t
from relmgr.transfer.importing import Fares, ImportReport, Verdict, Why, apply, as_merge, compare, plan
from relmgr.transfer.vcard import read
from tests.builders import NOW

_CARD = (
    b"BEGIN:VCARD\r\nVERSION:4.0\r\nUID:urn:uuid:6e0f4c8e-1f6b-5d0a-9a55-0c9f5b1f7d21\r\nN:Jacobs;Megan;;;\r\n"
    b"FN:Megan Jacobs\r\nPRONOUNS:she/her\r\nTITLE:Designer\r\nEMAIL:megan@fernkloof.example\r\nX-OWN:kept\r\nEND:VCARD\r\n"
)
_COLUMNS = ("pronouns", "headline", "city", "notes", "display_name", "nickname")


def _take_in(store: Store, content: bytes) -> ImportReport:
    report = apply(store, plan(store, read(BytesIO(content)), "a.vcf"), now=NOW)
    assert report is not None
    return report


def _everything(store: Store) -> list[tuple[object, ...]]:
    """All rows of what an import writes about people."""
    tables = (t.person, t.contact_method, t.affiliation, t.milestone, t.foreign_line, t.relation, t.fact)
    with store.read() as session:
        return [
            (table.name, *row)
            for table in tables
            for row in session.execute(select(table).order_by(table.c.id))
        ]


def _edit(store: Store, **values: str) -> None:
    with store.change("Edit") as session:
        session.execute(update(t.person).where(t.person.c.id == 1).values(**values))


def test_all_dialects_a_second_and_a_third_time(store: Store) -> None:
    content = make_mixture(60)
    _take_in(store, content)
    before = _everything(store)
    for _time in range(2):
        report = _take_in(store, content)
        assert (report.added, report.merged) == (0, 0)
        assert _everything(store) == before


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    edits=st.dictionaries(
        st.sampled_from(_COLUMNS), st.text("aé 佐/", min_size=1, max_size=8), min_size=1, max_size=3
    ),
    revision=st.sampled_from((b"", b"REV:20260101T000000Z\r\n", b"TEL:+44 117 496 0123\r\n")),
)
def test_what_the_user_changed_meanwhile_stays(store: Store, edits: dict[str, str], revision: bytes) -> None:
    _take_in(store, _CARD)
    _edit(store, **edits)
    later = _CARD.replace(b"END:VCARD", revision + b"END:VCARD")
    _take_in(store, later)
    with store.read() as session:
        person = session.execute(select(t.person)).one()
    assert {column: getattr(person, column) for column in edits} == edits
    before = _everything(store)
    report = _take_in(store, later)
    assert (report.added, report.merged) == (0, 0)
    assert _everything(store) == before
    while store.undo():
        pass


def test_the_users_own_word_is_replaced_only_where_they_say_so(store: Store) -> None:
    _take_in(store, _CARD)
    _edit(store, pronouns="they/them", headline="Potter")
    made = plan(store, read(BytesIO(_CARD.replace(b"X-OWN:kept", b"X-OWN:later"))), "later.vcf")
    (row,) = made.rows
    fares = {line.column: line.fares for line in compare(store, made, row) if line.column}
    assert fares == {"pronouns": Fares.KEPT, "headline": Fares.KEPT}
    assert row.target is not None
    decided = as_merge(row, row.target, row.target_name, frozenset({"pronouns"}))
    assert apply(store, replace(made, rows=(decided,)), now=NOW) is not None
    with store.read() as session:
        person = session.execute(select(t.person)).one()
        earlier = session.execute(select(t.earlier_value)).one()
    assert (person.pronouns, person.headline) == ("she/her", "Potter")
    assert (earlier.field, earlier.value, earlier.replaced_by) == ("pronouns", "they/them", "she/her")
    assert (earlier.replacing, earlier.origin) == (Replacing.IMPORT, "later.vcf")
    again = plan(store, read(BytesIO(_CARD.replace(b"X-OWN:kept", b"X-OWN:later"))), "later.vcf")
    assert [(one.verdict, one.why) for one in again.rows] == [(Verdict.SKIPPED, Why.NOTHING_NEW)]
    store.undo()
    with store.read() as session:
        assert session.execute(select(t.person.c.pronouns)).scalar_one() == "they/them"
        assert session.execute(select(t.earlier_value)).first() is None
