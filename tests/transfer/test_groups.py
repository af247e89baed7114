"""A group of contacts comes in as a label on its members, whoever brought them and in whichever order, once."""

from collections.abc import Callable

import pytest
from sqlalchemy import select

from relmgr.domain.kinds import ContactKind
from relmgr.services import labels, people
from relmgr.store import Store
from relmgr.store import tables as t
from relmgr.transfer.importing import ImportPlan, ImportReport, Planner, Verdict, Why, apply, plan
from relmgr.transfer.vcard import read
from tests.builders import NOW, Make

Take = Callable[[bytes], ImportReport]

AINO = b"BEGIN:VCARD\nVERSION:3.0\nUID:pas-id-04\nFN:Aino Salonen\nEMAIL:Aino@salonen.example\nEND:VCARD\n"
CHOIR = (
    b"BEGIN:VCARD\nVERSION:3.0\nUID:pas-id-0A\nX-EVOLUTION-LIST:TRUE\nFN:Choir committee\n"
    b"EMAIL:Aino Salonen <aino@salonen.example>\n"
    b'EMAIL:"Koski, Ritva" <ritva@koski.example>\nEND:VCARD\n'
)
CLIMBERS = (
    b"BEGIN:VCARD\nVERSION:3.0\nFN:Climbing hall\nX-ADDRESSBOOKSERVER-KIND:group\nUID:group-1\n"
    b"X-ADDRESSBOOKSERVER-MEMBER:urn:uuid:11111111-aaaa-4bbb-8ccc-000000000001\nEND:VCARD\n"
)
OLE = b"BEGIN:VCARD\nVERSION:3.0\nFN:Ole Brandt\nUID:11111111-aaaa-4bbb-8ccc-000000000001\nEND:VCARD\n"


@pytest.fixture
def take_in(store: Store) -> Take:
    def take_it(content: bytes) -> ImportReport:
        report = apply(store, plan_of(store, content), now=NOW)
        assert report is not None
        return report

    return take_it


def plan_of(store: Store, content: bytes) -> ImportPlan:
    return plan(store, read(content), "book.vcf")


def bearers(store: Store, label: str) -> set[str]:
    p, held = t.person.c, t.person_label.c
    query = select(p.display_name).join(t.person_label, held.person_id == p.id).join(t.label)
    with store.read() as session:
        return set(session.execute(query.where(t.label.c.name == label)).scalars())


@pytest.mark.parametrize("content", [AINO + CHOIR, CHOIR + AINO])
def test_members_of_the_same_import_bear_its_name(store: Store, take_in: Take, content: bytes) -> None:
    row = next(one for one in plan_of(store, content).rows if one.why is Why.GROUP)
    assert (row.verdict, row.title) == (Verdict.SKIPPED, "Choir committee")
    assert "the label “Choir committee”" in row.reason
    assert take_in(content).beyond == 1
    assert bearers(store, "Choir committee") == {"Aino Salonen"}


def test_members_are_found_by_identity_in_every_spelling(store: Store, take_in: Take) -> None:
    take_in(CLIMBERS + OLE)
    assert bearers(store, "Climbing hall") == {"Ole Brandt"}


def test_a_group_alone_labels_whoever_is_here_and_one_undo_takes_it_off(
    store: Store, take_in: Take, make: Make
) -> None:
    mail = people.ContactMethodInput(kind=ContactKind.EMAIL, value="ritva@koski.example")
    make.person("Ritva Koski", contact_methods=(mail,))
    take_in(CHOIR)
    assert bearers(store, "Choir committee") == {"Ritva Koski"}
    assert store.undo() == "Import contacts"
    assert bearers(store, "Choir committee") == set()


def test_the_same_file_again_changes_nothing_and_gives_back_no_label(store: Store, take_in: Take) -> None:
    (person,) = take_in(AINO + CHOIR).people
    assert take_in(AINO + CHOIR).beyond == 0
    labels.take_off(store, [person], "Choir committee")
    assert take_in(AINO + CHOIR).beyond == 0
    assert bearers(store, "Choir committee") == set()


def test_the_planner_says_what_is_left_to_do(store: Store, take_in: Take) -> None:
    take_in(AINO)
    planner = Planner(store)
    planner.add([*read(CHOIR)], "book.vcf")
    assert planner.things() == 1
    take_in(CHOIR)
    assert planner.things() == 0


def test_a_group_without_a_name_or_members_is_only_skipped(store: Store, take_in: Take) -> None:
    nobody = b"BEGIN:VCARD\nVERSION:4.0\nKIND:group\nFN:Empty\nEND:VCARD\n"
    nameless = b"BEGIN:VCARD\nVERSION:4.0\nKIND:group\nFN:\nMEMBER:mailto:a@b.example\nEND:VCARD\n"
    made = plan_of(store, nobody + nameless)
    assert not made.loose
    assert {row.verdict for row in made.rows} == {Verdict.SKIPPED}


@pytest.mark.parametrize("sign", ["(", "[", "<", '"', ":"])
def test_a_member_of_signs_alone_is_no_address(store: Store, take_in: Take, sign: str) -> None:
    odd = f"EMAIL:{sign * 20_000}ritva@koski.example\nEND:VCARD\n".encode()
    take_in(AINO + CHOIR.replace(b"END:VCARD\n", odd))
    assert bearers(store, "Choir committee") == {"Aino Salonen"}
