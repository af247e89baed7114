"""One door for every format: recognised by content, matched under its own name, written once with all it carries."""

import json
from dataclasses import dataclass, replace
from io import BytesIO

from sqlalchemy import func, insert, select

from relmgr.domain.kinds import ContactKind, RelationKind
from relmgr.store import Store
from relmgr.store import tables as t
from relmgr.store.store import Session
from relmgr.transfer import exporting, sources
from relmgr.transfer.beyond import Beyond, Hand, Loose
from relmgr.transfer.importing import ImportReport, Verdict, Why, apply, plan
from relmgr.transfer.sources import Entry, Format
from relmgr.transfer.vcard import Card, ContactValue, NameParts, Outcome, Problem, RelationValue
from tests.builders import NOW


@dataclass(frozen=True, slots=True, kw_only=True)
class _Gift(Beyond):
    """Writes a label's worth, to be counted."""

    what: str
    giver: str = ""

    @property
    def words(self) -> str:
        return f"the gift “{self.what}”"

    def is_here(self, session: Session) -> bool:
        return session.execute(select(t.label.c.id).where(t.label.c.name == self.what)).first() is not None

    def write(self, hand: Hand) -> None:
        owner = hand.find(self.giver) if self.giver else hand.person
        made = hand.session.execute(insert(t.label).values(name=self.what))
        if owner is not None:
            link = {"person_id": owner, "label_id": made.lastrowid}
            hand.session.execute(insert(t.person_label).values(**link))


MEGAN = Card(
    source="monica",
    uid="7",
    formatted_name="Megan Jacobs",
    name=NameParts(given="Megan", family="Jacobs"),
    contacts=(ContactValue(kind=ContactKind.EMAIL, value="megan@fernkloof.example"),),
    relations=(RelationValue(kind=RelationKind.PARTNER, uid="8"),),
    columns=(("Shoe size", "39"),),
    beyond=(_Gift(mark="g1", what="a fern"), _Gift(mark="g2", what="a book", giver="8")),
    line=1,
)
TOM = Card(
    source="monica", uid="8", formatted_name="Tom Jacobs", name=NameParts(given="Tom", family="Jacobs")
)


def _take_in(store: Store, *entries: Entry) -> ImportReport:
    report = apply(store, plan(store, entries, "export.json"), now=NOW)
    assert report is not None
    return report


def _labels(store: Store) -> dict[str, str | None]:
    """Whose each label is."""
    query = (
        select(t.label.c.name, t.person.c.display_name)
        .outerjoin(t.person_label, t.person_label.c.label_id == t.label.c.id)
        .outerjoin(t.person, t.person.c.id == t.person_label.c.person_id)
    )
    with store.read() as session:
        return {row.name: row.display_name for row in session.execute(query)}


def test_what_a_record_carries_is_written_once_with_everybody_there(store: Store) -> None:
    report = _take_in(store, MEGAN, TOM)
    assert (report.added, report.beyond) == (2, 2)
    assert _labels(store) == {"a fern": "Megan Jacobs", "a book": "Tom Jacobs"}
    again = plan(store, [MEGAN, TOM], "export.json")
    assert [row.why for row in again.rows] == [Why.NOTHING_NEW, Why.NOTHING_NEW]


def test_a_later_export_brings_only_what_is_new(store: Store) -> None:
    _take_in(store, MEGAN, TOM)
    with store.change("Remove") as session:
        session.execute(t.label.delete().where(t.label.c.name == "a fern"))
    later = replace(MEGAN, beyond=(*MEGAN.beyond, _Gift(mark="g3", what="a map")), pronouns="she/her")
    row = plan(store, [later]).rows[0]
    assert (row.verdict, row.why) == (Verdict.MERGE, Why.SAME_UID)
    assert "the gift “a map”" in row.reason
    assert _take_in(store, later, TOM).beyond == 1
    assert set(_labels(store)) == {"a book", "a map"}, "what was removed here does not come back"


def test_what_two_records_tell_is_written_once(store: Store) -> None:
    shared = _Gift(mark="g9", what="a dinner")
    report = _take_in(store, replace(MEGAN, beyond=(shared,)), replace(TOM, beyond=(shared,)))
    assert report.beyond == 1


def test_what_belongs_to_nobody_comes_along(store: Store) -> None:
    loose = Loose(source="archive", beyond=(_Gift(mark="", what="a goal"),))
    assert _take_in(store, loose).beyond == 1
    assert _take_in(store, loose).beyond == 0
    assert _labels(store) == {"a goal": None}


def test_one_undo_takes_all_of_it_back(store: Store) -> None:
    _take_in(store, MEGAN, TOM)
    store.undo()
    assert _labels(store) == {}
    with store.read() as session:
        assert session.execute(select(func.count()).select_from(t.identity)).scalar_one() == 0


def test_columns_are_kept_under_their_format_and_stay_out_of_vcards(store: Store) -> None:
    report = _take_in(store, MEGAN)
    with store.read() as session:
        kept = session.execute(select(t.foreign_line.c.format, t.foreign_line.c.raw)).all()
    assert [tuple(row) for row in kept if row.format == "monica"] == [
        ("monica", json.dumps(["Shoe size", "39"]))
    ]
    card = next(exporting.cards(store, report.people))
    assert not any("Shoe size" in line for line in card.unknown)


def test_uids_of_two_sources_are_apart(store: Store) -> None:
    _take_in(store, TOM)
    other = Card(source="outlook-csv", uid="8", formatted_name="Ann Other", name=NameParts(given="Ann"))
    assert plan(store, [other]).rows[0].verdict is Verdict.NEW
    _take_in(store, other)
    with store.read() as session:
        found = session.execute(select(t.identity.c.source).where(t.identity.c.uid == "8")).scalars()
        assert sorted(found) == ["monica", "outlook-csv"]


def test_a_vcard_is_told_by_its_content_whatever_it_is_called() -> None:
    card = "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Ann\r\nEND:VCARD\r\n"
    for content in (
        card.encode(),
        card.encode("utf-16"),
        b"\xef\xbb\xbf" + card.encode(),
        b"\n\n" + card.encode(),
    ):
        stream = BytesIO(content)
        recognised = sources.recognise(stream, "contacts.csv")
        assert recognised.format is Format.VCARD
        entries = list(sources.read(stream, recognised))
        assert [entry.display_name for entry in entries if isinstance(entry, Card)] == ["Ann"]


def test_what_nobody_knows_is_reported_line_by_line() -> None:
    stream = BytesIO(b"\x89PNG\r\n\x1a\n and no more")
    entries = list(sources.read(stream, sources.recognise(stream, "picture.png")))
    assert [entry.outcome for entry in entries if isinstance(entry, Problem)] == [Outcome.LEFT_OUT]
