"""Erasing a person: nothing of them is left in any byte, others keep what is theirs, and they do not come back unasked."""

import shutil
from itertools import pairwise
from pathlib import Path

import pytest
from sqlalchemy import insert, select

from relmgr.domain.kinds import RelationKind
from relmgr.errors import NotFoundError
from relmgr.services import erasing, people, search
from relmgr.services.check import check
from relmgr.services.erasing import Places
from relmgr.store import Changes, Store, scrubbing
from relmgr.store import erasing as taking
from relmgr.store import tables as t
from relmgr.store.database import open_store
from relmgr.store.ledger import marks
from relmgr.store.sqlcipher import DatabaseKey
from tests import every_table
from tests.builders import NOW, Make
from tests.conftest import KEY, VAULT
from tests.faults.figures import Figure, Promise
from tests.store.pages import found_in


def places(store: Store, *copies: Path, cards: Path | None = None) -> Places:
    return Places(database=store.path, key=DatabaseKey(KEY), vault_id=VAULT, copies=copies, cards=cards)


def test_every_table_is_emptied_or_accounted_for() -> None:
    tables = {table.name for table in t.metadata.sorted_tables}
    goes = taking.goes_with_a_person()
    assert goes | taking.BY_HAND.keys() == tables
    assert {"earlier_value", "mirror_answer"} == goes & taking.BY_HAND.keys()


def test_not_a_byte_of_any_table_is_left(store: Store, make: Make, figure: Figure) -> None:
    sven, megan = make.person("Sven Zyqolsen"), make.person("Megan Jacobs")
    words = every_table.fill(store, sven, megan) | {"Zyqolsen"}
    talk = every_table.word_of("conversation", "headline")
    store.checkpoint()
    assert set(found_in(store.path, KEY, words)) == words
    erasing.erase(store, sven, places(store), NOW, cut_texts=True)
    assert found_in(store.path, KEY, words) == {}
    assert store.path.with_name("relmgr.db-wal").stat().st_size == 0
    assert not search.everything(store, talk)
    assert check(store).is_sound
    with pytest.raises(NotFoundError):
        people.details(store, sven)
    assert people.details(store, megan).name == "Megan Jacobs"
    assert store.undo_label is None
    assert store.redo_label is None
    figure(Promise.GONE, f"0 bytes of {len(words)} words of every table in the pages of file, log and index")


def test_shared_conversations_stay_without_them_and_are_shown_before(store: Store, make: Make) -> None:
    sven, megan = make.person("Sven Olsen"), make.person("Megan Jacobs")
    make.conversation(sven, on=-3, their_world="Sven told of his boat")
    both = make.conversation(sven, megan, on=-2, their_world="Sven and Megan met about the harbour")
    seen = erasing.preview(store, sven)
    assert [(one.id, one.others, one.names_them) for one in seen.shared] == [(both, ("Megan Jacobs",), True)]
    assert seen.kept["conversation"] == 1
    erasing.erase(store, sven, places(store), NOW)
    with store.read() as session:
        talks = session.execute(select(t.conversation.c.id, t.conversation.c.their_world)).all()
        there = session.execute(select(t.conversation_person.c.person_id)).scalars().all()
    assert talks == [(both, "Sven and Megan met about the harbour")]
    assert there == [megan]


def test_who_is_known_only_through_them_goes_and_who_is_known_otherwise_stays(
    store: Store, make: Make
) -> None:
    sven, ana = make.person("Sven Olsen"), make.person("Ana Ribeiro")
    make.kin(sven, "Nils")
    shared = make.kin(sven, "Freja")
    from relmgr.services import relations
    from relmgr.services.relations import RelationInput

    relations.add(store, ana, RelationInput(kind=RelationKind.CHILD, other_id=shared), NOW)
    seen = erasing.preview(store, sven)
    assert seen.with_them == ("Nils",)
    erasing.erase(store, sven, places(store), NOW)
    assert {row.name for row in people.rows(store, [ana, shared], make.today)} == {"Ana Ribeiro", "Freja"}


def test_others_texts_that_name_them_are_listed_and_left(store: Store, make: Make) -> None:
    sven, megan = make.person("Sven Olsen"), make.person("Megan Jacobs", notes="Met by Sven Olsen in Oslo")
    make.promise(megan, "Send Sven Olsen the plan")
    seen = erasing.preview(store, sven)
    assert {(one.kind, one.person_id) for one in seen.mentions} == {
        ("expectation", megan),
        ("person", megan),
    }


def test_an_organisation_goes_only_where_nobody_else_is(store: Store, make: Make) -> None:
    sven = make.person("Sven Olsen", company="Olsen Boats")
    make.person("Ana Ribeiro", company="Harbour")
    make.person("Bo Holm", company="Harbour")
    assert erasing.preview(store, sven).organisations == ("Olsen Boats",)
    erasing.erase(store, sven, places(store), NOW)
    with store.read() as session:
        assert session.execute(select(t.organisation.c.name)).scalars().all() == ["Harbour"]


def test_copies_lose_them_too_and_those_without_them_stay_as_they_were(
    store: Store, make: Make, tmp_path: Path, empty_file: Path
) -> None:
    sven, megan = make.person("Sven Zyqolsen"), make.person("Megan Jacobs")
    words = every_table.fill(store, sven, megan) | {"Zyqolsen"}
    scrubbing.empty_log(store.path, DatabaseKey(KEY))
    old, other, torn = (tmp_path / name for name in ("old.db", "other.db", "torn.db"))
    shutil.copyfile(store.path, old)
    shutil.copyfile(empty_file, other)
    torn.write_bytes(old.read_bytes()[:5000])
    import os

    for each in (old, other, torn):
        os.utime(each, (1_700_000_000, 1_700_000_000))
    before = other.read_bytes()
    done = erasing.erase(
        store, sven, places(store, old, other, torn, tmp_path / "thinned.db"), NOW, cut_texts=True
    )
    assert done.cleaned == (old,)
    assert [path for path, _why in done.unreadable] == [torn]
    assert found_in(old, KEY, words) == {}
    assert old.stat().st_mtime == 1_700_000_000
    assert other.read_bytes() == before
    assert not list(tmp_path.glob("*.erasing*"))
    copy = open_store(old, DatabaseKey(KEY), VAULT)
    assert people.details(copy, megan).name == "Megan Jacobs"
    assert check(copy).is_sound
    copy.close()


def test_a_copy_finds_them_by_name_and_address_where_the_identity_is_another(
    store: Store, make: Make, tmp_path: Path
) -> None:
    from relmgr.domain.kinds import ContactKind

    mail = people.ContactMethodInput(kind=ContactKind.EMAIL, value="sven@zyqboats.example")
    sven = make.person("Sven Zyqolsen", contact_methods=(mail,))
    twin = make.person("Sven Zyqolsen", contact_methods=(mail,), notes="Zyqtwin")
    scrubbing.empty_log(store.path, DatabaseKey(KEY))
    copy = tmp_path / "copy.db"
    shutil.copyfile(store.path, copy)
    people.remove(store, twin, NOW)
    erasing.erase(store, sven, places(store, copy), NOW)
    assert found_in(copy, KEY, {"Zyqolsen", "Zyqtwin", "zyqboats"}) == {}


def test_what_was_begun_is_finished_at_the_next_start(store: Store, make: Make, tmp_path: Path) -> None:
    sven = make.person("Sven Zyqolsen")
    scrubbing.empty_log(store.path, DatabaseKey(KEY))
    copy = tmp_path / "copy.db"
    shutil.copyfile(store.path, copy)
    erasing.start(store, sven, NOW)
    store.close()
    again = open_store(tmp_path / "relmgr.db", DatabaseKey(KEY), VAULT)
    assert erasing.unfinished(again) is not None
    erasing.go_on(again, places(again, copy), NOW)
    assert erasing.unfinished(again) is None
    for path in (again.path, copy):
        assert found_in(path, KEY, {"Zyqolsen"}) == {}
    again.close()


def test_their_card_in_step_goes_and_cards_that_name_them_are_made_anew(
    store: Store, make: Make, tmp_path: Path
) -> None:
    sven, megan = make.person("Sven Zyqolsen"), make.person("Megan Jacobs")
    uids = {person: people.details(store, person).uid for person in (sven, megan)}
    folder = tmp_path / "cards"
    folder.mkdir()
    texts = {sven: "FN:Sven Zyqolsen", megan: "FN:Megan Jacobs\nRELATED;VALUE=text:Sven Zyqolsen"}
    with store.note() as session:
        for person, text in texts.items():
            name = f"{person}.vcf"
            (folder / name).write_text(text)
            row = {"uid": uids[person], "file_name": name, "digest": "", "card": text, "at": NOW}
            session.execute(insert(t.synced_card).values(row))
    erasing.erase(store, sven, places(store, cards=folder), NOW)
    assert sorted(each.name for each in folder.iterdir()) == [f"{megan}.vcf"]
    with store.read() as session:
        assert session.execute(select(t.synced_card.c.uid)).scalars().all() == []
    assert found_in(store.path, KEY, {"Zyqolsen"}) == {}


def test_the_ledger_knows_them_again_and_says_nothing(store: Store, make: Make) -> None:
    from relmgr.domain.kinds import ContactKind

    mail = people.ContactMethodInput(kind=ContactKind.EMAIL, value="Sven@Boats.example")
    phone = people.ContactMethodInput(kind=ContactKind.PHONE, value="+47 22 12 34 56")
    sven = make.person("Sven Olsen", contact_methods=(mail, phone))
    erasing.erase(store, sven, places(store), NOW)
    when, secret = erasing.erased_before(store), store.ledger_key
    assert when(marks(secret, mails=("sven@boats.EXAMPLE",))) == NOW
    assert when(marks(secret, names=("Olsen, Sven",))) == NOW
    assert when(marks(secret, given="Sven", phones=("+4722123456",))) == NOW
    assert when(marks(secret, given="Kari", phones=("+4722123456",))) is None
    assert when(marks(secret, names=("Sven",), mails=("kari@boats.example",))) is None
    assert when(marks(b"another key" * 3, names=("Sven Olsen",))) is None
    assert erasing.count_erased(store) == 1
    assert found_in(store.path, KEY, {"Olsen", "boats", "22123456"}) == {}


def test_two_erasures_in_one_second_are_two_and_one_taken_back_in_is_forgotten(
    store: Store, make: Make
) -> None:
    sven, bo = make.person("Sven Olsen"), make.person("Bo Holm")
    erasing.erase(store, sven, places(store), NOW)
    erasing.erase(store, bo, places(store), NOW)
    assert erasing.count_erased(store) == 2
    back = marks(store.ledger_key, names=("Sven Olsen",))
    with store.change("Import") as session:
        erasing.let_back(session, back)
    assert erasing.count_erased(store) == 1
    assert erasing.erased_before(store)(back) is None
    erasing.clear_ledger(store)
    assert erasing.count_erased(store) == 0


@pytest.mark.parametrize(
    ("typed", "is_right"),
    [("Åsa Öberg", True), ("  asa  oberg ", True), ("ÅSA ÖBERG", True), ("Åsa", False), ("", False)],
)
def test_the_name_is_typed_to_confirm(typed: str, is_right: bool) -> None:
    assert erasing.is_typed_name(typed, "Åsa Öberg") is is_right


def test_listeners_are_told_that_it_is_final(store: Store, make: Make) -> None:
    sven = make.person("Sven Olsen")
    told: list[Changes] = []
    store.on_change(told.append)
    erasing.start(store, sven, NOW)
    assert [(one.origin, sven in one.people) for one in told] == [("final", True)]


def test_a_step_takes_out_some_only_and_stopping_leaves_everything(store: Store, make: Make) -> None:
    sven = make.person("Sven Olsen")
    for day in range(120):
        make.conversation(sven, on=-day, their_world=f"Day {day}")
    ids = select(t.conversation.c.id)

    def left() -> int:
        with store.read() as session:
            return len(session.execute(ids).all())

    steps = erasing.start_in_steps(store, sven, NOW)
    counts = [left() for _step in steps if store.is_busy]
    assert max(before - after for before, after in pairwise([120, *counts])) == 50
    assert counts[-1] == 0
    ben = make.person("Ben Whitaker")
    make.conversation(ben, their_world="The harbour")
    begun = erasing.start_in_steps(store, ben, NOW)
    for _count in range(4):
        next(begun)
    begun.close()
    assert people.details(store, ben).name == "Ben Whitaker"
    assert search.everything(store, "harbour")
    assert left() == 1
