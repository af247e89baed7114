"""What an import would do and why, and that doing it loses nothing, overwrites nothing and can be taken back."""

import gc
import random
import weakref
from collections import Counter
from collections.abc import Callable, Iterable
from typing import Any

import pytest
from sqlalchemy import func, select

from benchmarks.data.make_vcards import make_mixture
from relmgr.domain.kinds import ContactKind, MilestoneKind, RelationKind
from relmgr.domain.partial_date import PartialDate
from relmgr.errors import DiskError, InUseError
from relmgr.services import people, relations
from relmgr.services.check import check
from relmgr.store import Store, beside
from relmgr.store import tables as t
from relmgr.transfer import exporting
from relmgr.transfer.importing import (
    Importer,
    ImportPlan,
    ImportReport,
    Offer,
    Planner,
    PlanRow,
    Verdict,
    Why,
    apply,
    as_new,
    compare,
    plan,
    problems_text,
)
from relmgr.transfer.vcard import Card, Outcome, read
from tests.builders import NOW, TODAY, Make

PlanOf = Callable[..., ImportPlan]


def card(*lines: str, version: str = "3.0") -> bytes:
    """One card with these lines."""
    return "\r\n".join(("BEGIN:VCARD", f"VERSION:{version}", *lines, "END:VCARD", "")).encode()


@pytest.fixture
def plan_of(store: Store) -> PlanOf:
    def plan_it(*cards: bytes) -> ImportPlan:
        return plan(store, read(b"".join(cards)), "contacts.vcf")

    return plan_it


@pytest.fixture
def take_in(store: Store, plan_of: PlanOf) -> Callable[..., ImportReport]:
    def take_it(*cards: bytes) -> ImportReport:
        report = apply(store, plan_of(*cards), now=NOW)
        assert report is not None
        return report

    return take_it


TakeIn = Callable[..., ImportReport]


def counts(store: Store) -> dict[str, int]:
    """Rows in every table that an import may touch."""
    with store.read() as session:
        return {
            table.name: session.execute(select(func.count()).select_from(table)).scalar_one()
            for table in t.metadata.sorted_tables
            if table.name not in ("look", "shown", "photo")
        }


def everything(store: Store) -> dict[str, list[Any]]:
    """All rows, as they stand."""
    with store.read() as session:
        return {
            table.name: [tuple(row) for row in session.execute(select(table).order_by(table.c.id))]
            for table in t.metadata.sorted_tables
            if table.name not in ("look", "shown", "photo")
        }


def only(rows: Iterable[PlanRow]) -> PlanRow:
    (row,) = rows
    return row


MEGAN = card(
    "N:Jacobs;Megan;;;", "FN:Megan Jacobs", "ORG:Fernkloof Logistics", "EMAIL:megan@fernkloof.example"
)


def test_nobody_like_this_is_new(plan_of: PlanOf) -> None:
    row = only(plan_of(card("FN:Sofia Almeida", "ORG:Ateliê Ribeira", "ADR:;;;Lisbon;;;")).rows)
    assert (row.verdict, row.why, row.offer) == (Verdict.NEW, Why.NOBODY, Offer.NONE)
    assert row.reason == "Nobody with this name or e-mail yet"
    assert (row.title, row.detail) == ("Sofia Almeida", "Ateliê Ribeira, Lisbon")


def test_same_email_merges_and_says_what_is_added(make: Make, plan_of: PlanOf) -> None:
    method = people.ContactMethodInput(kind=ContactKind.EMAIL, value="M.Jacobs@fernkloof.example")
    megan = make.person("Megan Jacobs", contact_methods=(method,), notes="Tea, no milk.")
    row = only(
        plan_of(card("N:Jacobs;Meg", "EMAIL:m.jacobs@fernkloof.example", "TEL;TYPE=CELL:+27825550111")).rows
    )
    assert (row.verdict, row.why, row.target) == (Verdict.MERGE, Why.SAME_EMAIL, megan)
    assert row.reason.startswith("Same e-mail as Megan Jacobs. Adds a mobile number")
    assert row.reason.endswith("keeps your notes")


def test_same_phone_merges_across_scripts_and_names_the_birthday(make: Make, plan_of: PlanOf) -> None:
    method = people.ContactMethodInput(kind=ContactKind.PHONE, value="+81 90-1234-5678")
    make.person(family="佐藤", given="美咲", contact_methods=(method,))
    row = only(
        plan_of(
            card("N:SATO;Misaki", "FN:Misaki SATO", "TEL:+819012345678", "BDAY:--05-03", version="4.0")
        ).rows
    )
    assert row.verdict is Verdict.MERGE
    assert row.reason.startswith("Same phone as 佐藤美咲") or row.reason.startswith("Same phone as 佐藤 美咲")
    assert "a birthday, 3 May, year unknown" in row.reason


@pytest.mark.parametrize(
    ("lines", "why"),
    [
        (("FN:Taxi Bristol", "ORG:Taxi Bristol", "TEL:+44 117 496 0142"), Why.COMPANY),
        (("FN:Harbour & Co", "X-ABShowAs:COMPANY", "ORG:Harbour & Co"), Why.COMPANY),
        (("N:;;;;", "ORG:Harbour & Co"), Why.COMPANY),
        (("FN:Friends", "X-ADDRESSBOOKSERVER-KIND:group"), Why.GROUP),
        (("FN:Choir", "X-EVOLUTION-LIST:TRUE", "EMAIL:Aino <aino@salonen.example>"), Why.GROUP),
        (("N:;;;;", "EMAIL:info@parkandride.example"), Why.NO_NAME),
        (("FN:info@parkandride.example", "EMAIL:info@parkandride.example"), Why.NO_NAME),
        (("X-NOTHING:1",), Why.NO_NAME),
    ],
)
def test_what_is_no_person_is_skipped_with_its_reason(
    plan_of: PlanOf, lines: tuple[str, ...], why: Why
) -> None:
    row = only(plan_of(card(*lines)).rows)
    assert (row.verdict, row.why) == (Verdict.SKIPPED, why)
    assert row.reason


def test_a_company_can_be_added_anyway_and_somebody_named(store: Store, plan_of: PlanOf) -> None:
    made = plan_of(card("FN:Taxi Bristol", "ORG:Taxi Bristol"), card("EMAIL:info@parkandride.example"))
    taxi, nameless = made.rows
    rows = (as_new(taxi), as_new(nameless, "Park & Ride"))
    decided = ImportPlan(file_names=made.file_names, rows=rows, strays=())
    apply(store, decided, now=NOW)
    assert [one.name for one in people.rows(store, people.list_ids(store, TODAY), TODAY)] == [
        "Park & Ride",
        "Taxi Bristol",
    ]
    again = plan_of(card("FN:Taxi Bristol", "ORG:Taxi Bristol"), card("EMAIL:info@parkandride.example"))
    assert [row.why for row in again.rows] == [Why.NOTHING_NEW, Why.NOTHING_NEW]


def test_the_same_card_twice_in_a_file_counts_once(plan_of: PlanOf) -> None:
    first, second = plan_of(MEGAN, MEGAN).rows
    assert first.verdict is Verdict.NEW
    assert (second.verdict, second.why) == (Verdict.SKIPPED, Why.TWICE_IN_FILE)
    assert second.reason == "Same as line 1 of this file"


def test_two_cards_of_one_person_in_a_file_become_one_person(store: Store, take_in: TakeIn) -> None:
    report = take_in(MEGAN, card("N:Jacobs;Megan", "EMAIL:megan@fernkloof.example", "TEL:+27 82 555 0111"))
    assert (report.added, report.merged) == (1, 1)
    only_one = people.details(store, report.people[0]).input
    assert [one.value for one in only_one.contact_methods] == ["megan@fernkloof.example", "+27 82 555 0111"]


@pytest.mark.parametrize(("given", "family"), [("Ben", "Whitaker"), ("Jane", "Whitaker"), ("Jane", "Doe")])
def test_a_shared_number_does_not_make_two_people_one(
    plan_of: PlanOf, make: Make, given: str, family: str
) -> None:
    method = people.ContactMethodInput(kind=ContactKind.PHONE, value="+44 20 7946 0018")
    make.person("Ben Whitaker", contact_methods=(method,))
    row = only(plan_of(card(f"N:{family};{given}", "TEL:+442079460018", "NOTE:x")).rows)
    assert row.verdict is (Verdict.MERGE if given == "Ben" else Verdict.NEW)


def test_a_switchboard_tells_nobody_apart(plan_of: PlanOf) -> None:
    cards = [card(f"N:;Anna{number}", "TEL:+43 1 555 0199") for number in range(40)]
    assert {row.verdict for row in plan_of(*cards).rows} == {Verdict.NEW}


def test_an_initial_with_company_and_surname_asks_to_check(make: Make, plan_of: PlanOf) -> None:
    make.person("Ikechukwu Okonkwo", company="Palmgrove Studio")
    row = only(plan_of(card("N:Okonkwo;I.", "ORG:Palmgrove Studio", "TEL:+234 803 555 0101")).rows)
    assert (row.verdict, row.why) == (Verdict.MERGE, Why.SAME_SURNAME)
    assert row.reason == "Same company and surname as Ikechukwu Okonkwo. Please check"


def test_only_a_name_in_common_stays_two_people_and_says_so(make: Make, plan_of: PlanOf) -> None:
    make.person("Jonas Lindqvist", company="Northlight")
    row = only(plan_of(card("FN:Jonas Lindqvist", "ORG:Sundsvall Media", "TEL:+46 70 555 01 01")).rows)
    assert (row.verdict, row.why, row.offer) == (Verdict.NEW, Why.NAMESAKE, Offer.COMPARE)


@pytest.mark.parametrize(
    ("here", "name", "reason"),
    [
        ("William Solberg", "Solberg;Bill", "Nickname of William"),
        ("Bill Solberg", "Solberg;William", "Nickname of William"),
        ("Megan Whitaker", "Megan;Whitaker", "Given and family name the other way round"),
        ("Jürgen Groß", "Gross;Juergen", "Same name"),
        ("Ivan Petrov", "Петров;Иван", "Same name in other letters"),
    ],
)
def test_who_may_be_somebody_by_the_rules_of_duplicates_is_proposed_and_not_merged(
    make: Make, plan_of: PlanOf, here: str, name: str, reason: str
) -> None:
    person = make.person(here)
    row = only(plan_of(card(f"N:{name}")).rows)
    assert (row.verdict, row.why, row.offer) == (Verdict.NEW, Why.ALIKE, Offer.COMPARE)
    assert (row.target, row.reason) == (person, f"May be {here}. {reason} and one of them only a name")


def test_what_is_proposed_is_merged_only_if_the_user_says_so(
    store: Store, make: Make, plan_of: PlanOf, take_in: TakeIn
) -> None:
    make.person("William Solberg")
    bill = card("N:Solberg;Bill", "FN:Bill Solberg", "EMAIL:bill@solberg.example")
    made = plan_of(bill)
    assert made.count(Verdict.MERGE) == 0
    report = take_in(bill)
    assert (report.added, report.merged) == (1, 0)
    assert [row.why for row in plan_of(bill).rows] == [Why.NOTHING_NEW]


@pytest.mark.parametrize(
    "lines", [("N:Solberg;Wilma",), ("N:Sandberg;William",), ("FN:William",), ("N:Solberg;",)]
)
def test_who_shares_one_name_alone_is_not_proposed(
    make: Make, plan_of: PlanOf, lines: tuple[str, ...]
) -> None:
    make.person("William Solberg")
    row = only(plan_of(card(*lines)).rows)
    assert (row.verdict, row.why) == (Verdict.NEW, Why.NOBODY)


def test_same_name_and_company_merge(make: Make, plan_of: PlanOf) -> None:
    make.person("Ben Whitaker", company="Calder Rail")
    row = only(
        plan_of(card("FN:Ben Whitaker", "N:Whitaker;Ben", "ORG:calder rail", "TEL:+44 7700 900001")).rows
    )
    assert (row.verdict, row.why) == (Verdict.MERGE, Why.SAME_NAME)


def test_somebody_in_the_trash_is_not_brought_back_unasked(
    store: Store, take_in: TakeIn, plan_of: PlanOf
) -> None:
    report = take_in(MEGAN)
    people.remove(store, report.people[0], NOW)
    row = only(plan_of(MEGAN).rows)
    assert (row.verdict, row.why, row.offer) == (Verdict.SKIPPED, Why.IN_TRASH, Offer.ADD_ANYWAY)
    apply(store, ImportPlan(file_names=(), rows=(as_new(row),), strays=()), now=NOW)
    assert people.count(store) == 1
    assert only(plan_of(MEGAN).rows).why is Why.NOTHING_NEW


FULL = card(
    "UID:abc-1",
    "N:van der Berg;Anneke;Maria;Dr.;MSc",
    "FN:Dr. Anneke van der Berg",
    "NICKNAME:Annie,Neke",
    "X-PHONETIC-FIRST-NAME:AH-nuh-kuh",
    "ORG:Delta Works;Design;Water",
    "TITLE:Head of design",
    "ROLE:Lead",
    "BDAY;X-APPLE-OMIT-YEAR=1604:1604-02-29",
    "item1.X-ABDATE:2021-05-01",
    "item1.X-ABLabel:First contract",
    "EMAIL;TYPE=WORK,PREF:anneke@delta.example",
    "TEL;TYPE=CELL:+31 6 1234 5678",
    "ADR;TYPE=HOME:;;Prinsengracht 1;Amsterdam;;1015;Netherlands",
    "URL:https://delta.example/a,b",
    "X-SPOUSE:Willem",
    "NOTE:Likes tulips.\\nSecond line.",
    "CATEGORIES:Clients,Water",
    "TZ:Europe/Amsterdam",
    "X-CUSTOM-THING;FOO=bar:kept",
    "REV:2024-03-01T10:00:00Z",
)


def test_everything_a_card_holds_finds_its_place(store: Store, take_in: TakeIn) -> None:
    report = take_in(FULL)
    one = people.details(store, report.people[0])
    given = one.input
    assert (given.given, given.family, given.prefix, given.suffix) == ("Anneke", "van der Berg", "Dr.", "MSc")
    assert given.nickname == "Annie, Neke"
    assert given.say_name == "AH-nuh-kuh"
    assert given.time_zone == "Europe/Amsterdam"
    assert given.city == "Amsterdam"
    assert given.notes == "Likes tulips.\nSecond line."
    assert given.labels == ("Clients", "Water")
    assert [(job.organisation, job.title, job.department) for job in given.affiliations] == [
        ("Delta Works", "Head of design", "Design / Water")
    ]
    assert {method.value for method in given.contact_methods} == {
        "anneke@delta.example",
        "+31 6 1234 5678",
        "Prinsengracht 1, 1015 Amsterdam, Netherlands",
        "https://delta.example/a,b",
    }
    tie = only_relation(store, report)
    assert (tie.kind, tie.other_name, tie.other_is_light) == (RelationKind.PARTNER, "Willem", True)
    with store.read() as session:
        dates = session.execute(select(t.milestone)).all()
        lines = set(session.execute(select(t.foreign_line.c.raw)).scalars())
    assert {(row.milestone_kind, row.title, row.on_year, row.on_month, row.on_day) for row in dates} == {
        (MilestoneKind.BIRTHDAY, "", None, 2, 29),
        (MilestoneKind.CUSTOM, "First contract", 2021, 5, 1),
    }
    assert all(row.remind for row in dates)
    assert {"X-CUSTOM-THING;FOO=bar:kept", "ROLE:Lead", "REV:20240301T100000Z"} <= lines


def only_relation(store: Store, report: ImportReport) -> relations.RelationView:
    (tie,) = relations.of(store, report.people[0])
    return tie


def test_merging_adds_and_never_overwrites(store: Store, make: Make, take_in: TakeIn) -> None:
    method = people.ContactMethodInput(kind=ContactKind.EMAIL, value="anneke@delta.example", label="mine")
    anneke = make.person(
        "Anneke Berg",
        city="Utrecht",
        notes="Mine.",
        pronouns="she/her",
        contact_methods=(method,),
        company="Delta Works",
    )
    make.birthday(anneke, PartialDate(1980, 2, None))
    report = take_in(FULL)
    assert (report.added, report.merged, report.people) == (0, 1, (anneke,))
    given = people.details(store, anneke).input
    assert (given.display_name, given.family, given.city) == ("Anneke Berg", "Berg", "Utrecht")
    assert given.notes == "Mine.\n\nLikes tulips.\nSecond line."
    assert given.contact_methods[0].label == "mine"
    assert [(job.organisation, job.title) for job in given.affiliations] == [
        ("Delta Works", "Head of design")
    ]
    with store.read() as session:
        birthday = session.execute(
            select(t.milestone).where(t.milestone.c.milestone_kind == MilestoneKind.BIRTHDAY)
        ).one()
        lines = set(session.execute(select(t.foreign_line.c.raw)).scalars())
    assert (birthday.on_year, birthday.on_month, birthday.on_day) == (1980, 2, 29)
    assert "X-RELMGR-OTHER-NAME:Dr. Anneke van der Berg" in lines
    store.undo()
    assert people.details(store, anneke).input.notes == "Mine."


def test_a_contradicting_birthday_is_kept_beside_the_typed_one(
    store: Store, make: Make, take_in: TakeIn
) -> None:
    ben = make.person("Ben Whitaker", company="Calder Rail")
    make.birthday(ben, PartialDate(1979, 1, 2))
    changed = card("N:Whitaker;Ben", "FN:Ben Whitaker", "ORG:Calder Rail", "BDAY:1980-03-04")
    assert take_in(changed).merged == 1
    with store.read() as session:
        assert session.execute(select(t.milestone.c.on_year)).scalars().all() == [1979]
        assert session.execute(select(t.foreign_line.c.raw)).scalars().all() == [
            "X-RELMGR-OTHER-BDAY:19800304"
        ]


def test_relations_lead_to_the_people_of_the_file(store: Store, take_in: TakeIn) -> None:
    report = take_in(
        card("UID:a", "FN:Ada Abel", "N:Abel;Ada", "RELATED;TYPE=spouse;VALUE=uri:b", version="4.0"),
        card("UID:b", "FN:Bo Abel", "N:Abel;Bo", "RELATED;TYPE=spouse;VALUE=uri:a", version="4.0"),
        card("FN:Cy Dean", "N:Dean;Cy", "RELATED;TYPE=child;VALUE=text:Dot", "RELATED;TYPE=friend;VALUE=text:Ada Abel", version="4.0"),
    )  # fmt: skip
    ada, bo, cy = report.people
    assert [(tie.kind, tie.other_id) for tie in relations.of(store, ada) if tie.other_id == bo] == [
        (RelationKind.PARTNER, bo)
    ]
    assert {(tie.kind, tie.other_name, tie.other_is_light) for tie in relations.of(store, cy)} == {
        (RelationKind.CHILD, "Dot", True),
        (RelationKind.FRIEND, "Ada Abel", False),
    }
    assert report.light_people == 1


def test_a_second_import_changes_nothing(store: Store, take_in: TakeIn, plan_of: PlanOf) -> None:
    content = make_mixture(300)
    take_in(content)
    before = everything(store)
    again = plan_of(content)
    assert {row.why for row in again.rows} == {Why.NOTHING_NEW}
    report = apply(store, again, now=NOW)
    assert report is not None
    assert (report.added, report.merged) == (0, 0)
    assert everything(store) == before
    assert store.undo_label == "Import 300 people"


def test_an_import_is_one_undo_and_one_redo(store: Store, take_in: TakeIn) -> None:
    empty = counts(store)
    take_in(make_mixture(120))
    full = everything(store)
    assert store.undo() == "Import 120 people"
    assert counts(store) == empty
    assert store.redo() == "Import 120 people"
    assert everything(store) == full
    assert check(store).is_sound


@pytest.mark.parametrize("steps", [1, 3, 8, 20])
def test_cancelling_leaves_nothing_behind(store: Store, plan_of: PlanOf, steps: int) -> None:
    before = everything(store)
    made = plan_of(make_mixture(200))
    importer = Importer(store, made, made.writing, NOW)
    for _step in range(steps):
        assert importer.step()
    importer.cancel()
    assert everything(store) == before
    assert not store.is_busy
    assert importer.report is None
    assert apply(store, made, now=NOW) is not None


def test_while_it_rests_others_may_look_but_not_change(store: Store, plan_of: PlanOf, make: Make) -> None:
    made = plan_of(make_mixture(100))
    importer = Importer(store, made, made.writing, NOW)
    importer.step()
    assert store.is_busy
    assert counts(store)["person"] > 0
    with pytest.raises(InUseError, match="being imported"):
        make.person("Somebody Else")
    while importer.step():
        assert importer.done <= importer.total
    assert make.person("Somebody Else")


def _until_it_is_kept(importer: Importer, monkeypatch: pytest.MonkeyPatch) -> None:
    """Step until the thread that writes it for good is at work, and nobody has looked whether it has ended."""
    begun: list[beside.Beside] = []

    def never(one: beside.Beside) -> bool:
        begun.append(one)
        return False

    monkeypatch.setattr(beside.Beside, "has_ended", never)
    while not begun:
        assert importer.step()
    monkeypatch.undo()


def test_cancelled_while_it_is_written_for_good_it_stands_and_can_be_undone(
    store: Store, plan_of: PlanOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = everything(store)
    made = plan_of(make_mixture(20))
    importer = Importer(store, made, made.writing, NOW)
    _until_it_is_kept(importer, monkeypatch)
    importer.cancel()
    assert importer.report is not None
    assert importer.report.added == len(made.writing)
    assert not store.is_busy
    assert check(store).is_sound
    store.undo()
    assert everything(store) == before


def test_who_looks_while_it_is_written_for_good_waits_and_sees_all(
    store: Store, plan_of: PlanOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = plan_of(make_mixture(20))
    importer = Importer(store, made, made.writing, NOW)
    _until_it_is_kept(importer, monkeypatch)
    assert counts(store)["person"] >= len(made.writing)
    while importer.step():
        assert store.is_busy
    assert importer.report is not None
    assert store.undo_label is not None


def test_what_the_disk_refuses_at_the_end_leaves_nothing(
    store: Store, plan_of: PlanOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = everything(store)
    made = plan_of(make_mixture(20))

    def refuse(_store: Store) -> None:
        raise DiskError("The disk is full.")

    importer = Importer(store, made, made.writing, NOW)
    monkeypatch.setattr(Store, "_keep", refuse)
    with pytest.raises(DiskError, match="full"):
        list(iter(importer.step, False))
    assert importer.report is None
    assert not store.is_busy
    assert everything(store) == before
    assert store.undo_label is None


def test_only_the_chosen_rows_are_written(store: Store, plan_of: PlanOf) -> None:
    made = plan_of(card("FN:Ada Abel"), card("FN:Bo Brandt"), card("FN:Cy Costa"))
    report = apply(store, made, (1,), now=NOW)
    assert report is not None
    assert (report.added, report.skipped) == (1, 2)
    assert people.details(store, report.people[0]).name == "Bo Brandt"


def test_none_of_a_thousand_cards_and_no_line_of_them_is_lost(store: Store, plan_of: PlanOf) -> None:
    content = make_mixture(1000)
    made = plan_of(content)
    # Every unfolded line between BEGIN and END met a fate that the tallies count.
    lines = sum(row.card.tally.lines for row in made.rows) + sum(one.lines for _name, one in made.strays)
    assert lines == unfolded_lines(content)
    report = apply(store, made, now=NOW)
    assert report is not None
    assert report.added + report.merged + report.skipped + report.unchanged == len(made.rows)
    kept = Counter(line for row in made.rows if row.is_writing for line in row.card.unknown)
    with store.read() as session:
        stored = Counter(session.execute(select(t.foreign_line.c.raw)).scalars())
    assert not kept - stored
    back = {one.display_name: one for one in exporting.cards(store)}
    for row in made.rows:
        assert_said(row.card, back[row.title])


def unfolded_lines(content: bytes) -> int:
    """Content lines of the mixture, counted without the reader: none of them begins with a blank or ends in "="."""
    count, continues = 0, False
    for line in content.replace(b"\r\n", b"\n").replace(b"\r", b"\n").split(b"\n"):
        is_folded = line[:1] in (b" ", b"\t")
        if line and not continues and not is_folded:
            count += 1
        is_soft = b"QUOTED-PRINTABLE" in line.upper() or continues
        continues = is_soft and line.endswith(b"=")
    return count


def assert_said(wanted: Card, back: Card) -> None:
    """Everything one card says stands in the other."""
    assert {one.value for one in wanted.contacts} <= {one.value for one in back.contacts}
    assert set(wanted.labels) <= set(back.labels)
    assert all(note in back.notes[0] for note in wanted.notes)
    assert {one.date for one in wanted.milestones} <= {one.date for one in back.milestones}
    assert {one.name for one in wanted.organisations} <= {one.name for one in back.organisations}
    assert {one.name for one in wanted.relations} <= {one.name for one in back.relations}
    assert set(wanted.unknown) <= set(back.unknown)
    assert (wanted.photo is None) == (back.photo is None)


@pytest.mark.parametrize("version", ["4.0", "3.0"])
def test_what_is_exported_comes_back_as_it_was(
    store: Store, take_in: TakeIn, plan_of: PlanOf, version: Any
) -> None:
    take_in(make_mixture(200), FULL)
    written = b"".join(exporting.export(store, version))
    before = everything(store)
    again = plan_of(written)
    assert [row.title for row in again.rows if row.is_writing] == []
    assert everything(store) == before


def test_the_report_lists_what_was_left_out_and_kept(plan_of: PlanOf) -> None:
    made = plan_of(
        FULL, card("EMAIL:info@parkandride.example"), b"stray\r\n", b"BEGIN:VCARD\r\nFN:No End\r\n"
    )
    text = problems_text(made)
    assert "X-CUSTOM-THING;FOO=bar:kept" in text
    assert "Has no name" in text
    assert "stands outside of any card" in text
    assert "no END:VCARD" in text


def test_comparing_shows_both_sides(store: Store, make: Make, plan_of: PlanOf) -> None:
    make.person("Ben Whitaker", company="Calder Rail", city="Leeds")
    made = plan_of(card("N:Whitaker;Ben", "FN:Ben Whitaker", "ORG:Calder Rail", "TEL:+44 7700 900001"))
    lines = compare(store, made, made.rows[0])
    assert [(one.label, one.in_file, one.here) for one in lines] == [
        ("Name", "Ben Whitaker", "Ben Whitaker"),
        ("Works at", "Calder Rail", "Calder Rail"),
        ("Phone", "+44 7700 900001", ""),
        ("City", "", "Leeds"),
    ]
    assert [one.differs for one in lines] == [False, False, True, False]


def test_two_imports_in_any_order_and_any_slices_end_sound(
    store: Store, take_in: TakeIn, plan_of: PlanOf
) -> None:
    chance = random.Random(11)
    content = [
        card(f"UID:{n}", f"N:Family{n};Given", f"EMAIL:{n}@x.example", f"NOTE:n{n}") for n in range(60)
    ]
    for _round in range(4):
        chance.shuffle(content)
        take_in(*content[: chance.randrange(10, 60)])
    take_in(*content)
    assert people.count(store) == 60
    assert {row.why for row in plan_of(*content).rows} == {Why.NOTHING_NEW}
    assert check(store).is_sound


def test_a_list_of_addresses_says_who_is_in_it(plan_of: PlanOf) -> None:
    lines = (
        "FN:Choir",
        "X-EVOLUTION-LIST:TRUE",
        "EMAIL:Aino <aino@salonen.example>",
        "EMAIL:r@koski.example",
    )
    (row,) = plan_of(card(*lines)).rows
    assert (row.title, row.detail) == ("Choir", "Aino <aino@salonen.example>, r@koski.example")
    assert row.card.contacts == ()


@pytest.mark.parametrize("line", ["FN:Ada\x07 Love\x1blace\x85", "FN:Ada\tLovelace"])
def test_control_characters_are_taken_out_of_a_name_and_said(plan_of: PlanOf, line: str) -> None:
    (row,) = plan_of(card(line, "N:Love\x1blace;Ada\x07;;;", "ORG:Analytical\x00 Engines\x7f")).rows
    assert row.title == "Ada Lovelace"
    assert row.card.name.family == "Lovelace"
    assert row.card.organisations[0].name == "Analytical Engines"
    (said,) = (one for one in row.card.problems if "Control characters" in one.reason)
    assert "\N{REPLACEMENT CHARACTER}" in said.raw
    assert said.outcome is Outcome.READ


def test_marks_of_direction_and_joiners_are_no_control_characters(plan_of: PlanOf) -> None:
    (row,) = plan_of(card("FN:\u200eAda 👩\u200d💻 \u2067لوفليس\u2069")).rows
    assert row.title == "\u200eAda 👩\u200d💻 \u2067لوفليس\u2069"
    assert row.card.problems == ()


def test_whoever_is_added_as_new_after_all_can_still_be_compared_and_merged(
    plan_of: PlanOf, take_in: Callable[..., ImportReport]
) -> None:
    ada = card("FN:Ada Lovelace", "EMAIL:ada@engine.example")
    take_in(ada)
    row = as_new(
        only(plan_of(card("FN:Ada Lovelace", "EMAIL:ada@engine.example", "TEL:+44 20 5550 1111")).rows)
    )
    assert (row.verdict, row.offer) == (Verdict.NEW, Offer.COMPARE)
    assert as_new(row).offer is Offer.COMPARE


def test_a_card_that_was_imported_before_says_nothing_that_is_not_here(
    store: Store, plan_of: PlanOf, take_in: Callable[..., ImportReport]
) -> None:
    aino = card("FN:Aino Salonen", "X-EVOLUTION-SPOUSE:Mikko", "X-EVOLUTION-FILE-AS:Salonen", "TITLE:Teacher")
    take_in(aino)
    made = plan_of(aino)
    assert only(made.rows).why is Why.NOTHING_NEW
    lines = compare(store, made, made.rows[0])
    assert {line.label for line in lines} >= {"Tied to", "Kept for other programs"}
    assert [line for line in lines if line.differs] == []


def test_what_was_compared_is_freed_with_whoever_compared_it(store: Store, plan_of: PlanOf) -> None:
    """A ring of objects would stay while the collector is kept quiet, and the files it holds would stay open."""
    made = plan_of(make_mixture(20))
    assert made.rows
    planner = Planner(store)
    planner.add([row.card for row in made.rows])
    assert planner.rows
    held = weakref.ref(planner)
    gc.disable()
    try:
        del planner
        assert held() is None
    finally:
        gc.enable()
