"""Two people become one: nothing is lost, and one undo brings back exactly what was (X2, promise 6)."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import insert, select, update

from relmgr.domain.ids import PersonId
from relmgr.domain.kinds import (
    ContactKind,
    FactSource,
    RelationKind,
    Replacing,
    Sensitivity,
    Side,
)
from relmgr.domain.partial_date import PartialDate
from relmgr.errors import InputError, NotFoundError
from relmgr.services import merging, people, relations, search
from relmgr.services.merging.fields import FIELDS, HANDLED
from relmgr.services.merging.moving import TABLES
from relmgr.services.merging.rules import RULES
from relmgr.store import Store, derived
from relmgr.store import tables as t
from tests.builders import NOW, Make
from tests.conftest import KEY, VAULT
from tests.services.every_row import FILLED, Filler, dump, texts_about

STAYS, GOES = merging.Side.STAYS, merging.Side.GOES


def _rows(store: Store, table: Any) -> list[Any]:
    with store.read() as session:
        return list(session.execute(select(table).order_by(table.c.id)))


def _earlier(store: Store, person: PersonId) -> set[tuple[str, str]]:
    return {(row.field, row.value) for row in _rows(store, t.earlier_value) if row.person_id == person}


def _phone(value: str, label: str = "mobile", *, is_preferred: bool = False) -> people.ContactMethodInput:
    return people.ContactMethodInput(
        kind=ContactKind.PHONE, label=label, value=value, is_preferred=is_preferred
    )


def _email(value: str) -> people.ContactMethodInput:
    return people.ContactMethodInput(kind=ContactKind.EMAIL, value=value)


# --- no table and no column can be forgotten


def test_every_table_that_names_a_person_is_moved() -> None:
    naming = {
        table.name
        for table in t.metadata.sorted_tables
        for key in table.foreign_keys
        if key.column.table is t.person and table is not t.person
    }
    assert naming == {table.name for table in TABLES}
    for table in TABLES:
        named = {key.parent.name for key in table.foreign_keys if key.column.table is t.person}
        assert named == set(table.info["people"]), table.name


def test_every_column_of_a_person_is_chosen_or_follows() -> None:
    chosen = {column for field in FIELDS for column in field.columns}
    assert chosen | HANDLED == {column.name for column in t.person.columns}
    assert not chosen & HANDLED


def test_every_rule_names_a_table_and_columns_that_are_there() -> None:
    for name, rule in RULES.items():
        columns = {column.name for column in t.metadata.tables[name].columns}
        assert set(rule.soft) <= columns, name


def test_the_rows_of_the_property_test_fill_every_table(store: Store) -> None:
    Filler(store, 1).fill()
    with store.read() as session:
        empty = [table.name for table in FILLED if session.execute(select(table)).first() is None]
    assert empty == []


# --- properties


@contextmanager
def _filled(empty_file: Path, seed: int) -> Iterator[tuple[Store, list[int]]]:
    from relmgr.store.database import open_store
    from relmgr.store.sqlcipher import DatabaseKey

    with TemporaryDirectory() as folder:
        path = Path(folder) / "relmgr.db"
        shutil.copyfile(empty_file, path)
        store = open_store(path, DatabaseKey(KEY), VAULT)
        try:
            yield store, Filler(store, seed).fill()
        finally:
            store.close()


_drawn = settings(max_examples=12, phases=[Phase.explicit, Phase.generate])
"""A seed is not made smaller: another one is another file."""


@_drawn
@given(seed=st.integers(0, 10_000), turned=st.booleans())
def test_a_merge_taken_back_leaves_the_file_as_it_was(empty_file: Path, seed: int, turned: bool) -> None:
    with _filled(empty_file, seed) as (store, ids):
        stays, goes = (PersonId(each) for each in (ids[:2][::-1] if turned else ids[:2]))
        before = dump(store)
        merging.merge(store, stays, goes, NOW)
        after = dump(store)
        assert goes not in {row[0] for row in after["person"]}
        assert list(_leftovers(store, goes)) == []
        store.undo()
        assert dump(store) == before
        store.redo()
        assert dump(store) == after
        with store.read() as session:
            assert list(derived.differences(session)) == []


@_drawn
@given(seed=st.integers(0, 10_000))
def test_a_merge_loses_no_text_of_either(empty_file: Path, seed: int) -> None:
    with _filled(empty_file, seed) as (store, ids):
        with store.read() as session:
            before = texts_about(session, ids[:2])
        merging.merge(store, PersonId(ids[0]), PersonId(ids[1]), NOW)
        with store.read() as session:
            after = "\n".join(texts_about(session, ids[:1]))
        assert {text for text in before if text not in after} == set()


def _leftovers(store: Store, person: int) -> Iterator[str]:
    """Tables in which somebody who is gone is still named."""
    with store.read() as session:
        for table in TABLES:
            for column in table.info["people"]:
                if session.execute(select(table.c.id).where(table.c[column] == person)).first() is not None:
                    yield table.name


# --- values


def test_what_the_first_says_stands_and_the_rest_comes_from_the_second(store: Store, make: Make) -> None:
    meg = make.person("Megan Jacobs", city="Cape Town", headline="Designer")
    double = make.person("Meg Jacobs", city="Durban", pronouns="she/her", notes="Met at the fair.")
    merging.merge(store, meg, double, NOW)
    kept = people.details(store, meg).input
    assert (kept.city, kept.headline, kept.pronouns) == ("Cape Town", "Designer", "she/her")
    assert kept.notes == "Met at the fair."
    assert {("city", "Durban"), ("name", "Meg Jacobs")} <= _earlier(store, meg)


def test_a_chosen_value_of_the_other_stands_and_the_first_is_kept_as_an_earlier_one(
    store: Store, make: Make
) -> None:
    meg, double = make.person("Megan Jacobs", city="Cape Town"), make.person("Meg Jacobs", city="Durban")
    merging.merge(store, meg, double, NOW, {"city": GOES, "name": GOES})
    kept = people.details(store, meg)
    assert (kept.name, kept.input.given, kept.input.city) == ("Meg Jacobs", "Meg", "Durban")
    row = next(row for row in _rows(store, t.earlier_value) if row.field == "city")
    assert (row.value, row.replaced_by, row.replacing) == ("Cape Town", "Durban", Replacing.MERGE)
    assert row.origin == "Meg Jacobs"


def test_notes_of_both_are_kept_one_under_the_other(store: Store, make: Make) -> None:
    one, other = make.person("Ann Lee", notes="Likes tea."), make.person("Ann Lee", notes="Two dogs.")
    merging.merge(store, one, other, NOW)
    assert people.details(store, one).input.notes == "Likes tea.\n\nTwo dogs."


def test_a_name_of_one_word_becomes_the_whole_name(store: Store, make: Make) -> None:
    one, other = make.person("Megan"), make.person("Megan Jacobs")
    merging.merge(store, one, other, NOW)
    assert people.details(store, one).name == "Megan Jacobs"


def test_a_name_in_another_script_stands_beside_the_main_one(store: Store, make: Make) -> None:
    one, other = make.person("Sergey Ivanov"), make.person("Сергей Иванов")
    merging.merge(store, one, other, NOW)
    assert people.details(store, one).input.native_name == "Сергей Иванов"


def test_somebody_light_who_goes_into_somebody_with_a_card_has_one(store: Store, make: Make) -> None:
    light, full = make.person("Tom Jacobs", is_light=True), make.person("Tom Jacobs")
    merging.merge(store, light, full, NOW)
    assert not people.details(store, light).input.is_light


def test_do_not_phone_holds_if_one_of_the_two_said_so(store: Store, make: Make) -> None:
    one, other = make.person("Ann Lee"), make.person("Ann Lee", do_not_phone=True)
    merging.merge(store, one, other, NOW)
    assert people.details(store, one).input.do_not_phone


def test_birthdays_that_complete_each_other_become_one(store: Store, make: Make) -> None:
    one, other = make.person("Ann Lee"), make.person("Ann Lee")
    make.birthday(one, PartialDate(None, 4, 12))
    make.birthday(other, PartialDate(1985, 4, 12))
    merging.merge(store, one, other, NOW)
    rows = [(row.on_year, row.on_month, row.on_day) for row in _rows(store, t.milestone)]
    assert rows == [(1985, 4, 12)]


def test_of_two_birthdays_the_chosen_one_stands(store: Store, make: Make) -> None:
    one, other = make.person("Ann Lee"), make.person("Ann Lee")
    make.birthday(one, PartialDate(1985, 4, 12))
    make.birthday(other, PartialDate(1985, 12, 4))
    merging.merge(store, one, other, NOW, {"birthday": GOES})
    assert [(row.on_month, row.on_day) for row in _rows(store, t.milestone)] == [(12, 4)]
    assert ("birthday", "12 April 1985") in _earlier(store, one)


def test_the_same_number_written_twice_is_one_and_preference_stays(store: Store, make: Make) -> None:
    one = make.person("Ann Lee", contact_methods=(_phone("+44 7700 900123", "", is_preferred=True),))
    other = make.person(
        "Ann Lee",
        contact_methods=(_phone("+447700900123", "mobile"), _phone("+447700900999", is_preferred=True)),
    )
    merging.merge(store, one, other, NOW)
    held = people.details(store, one).input.contact_methods
    assert [(each.value, each.label, each.is_preferred) for each in held] == [
        ("+44 7700 900123", "mobile", True),
        ("+447700900999", "mobile", False),
    ]
    assert ("phone", "+447700900123") in _earlier(store, one)


def test_equal_facts_become_one_and_stay_as_discreet_as_the_stricter(store: Store, make: Make) -> None:
    one, other = make.person("Ann Lee"), make.person("Ann Lee")
    with store.change("facts") as session:
        for person, sensitivity in ((one, Sensitivity.FINE), (other, Sensitivity.NEVER_FIRST)):
            session.execute(
                insert(t.fact).values(
                    person_id=person,
                    side=Side.HEALTH,
                    text="Migraine",
                    source=FactSource.OWN,
                    sensitivity=sensitivity,
                )
            )
    merging.merge(store, one, other, NOW)
    assert [row.sensitivity for row in _rows(store, t.fact)] == [Sensitivity.NEVER_FIRST]


# --- ties


def test_a_tie_between_the_two_ends_and_its_note_is_kept(store: Store, make: Make) -> None:
    one, other = make.person("Ann Lee"), make.person("Anne Lee")
    tie = relations.RelationInput(kind=RelationKind.COLLEAGUE, other_id=other, note="Two desks, one person.")
    relations.add(store, one, tie, NOW)
    merging.merge(store, one, other, NOW)
    assert relations.of(store, one) == ()
    assert ("relation", "Two desks, one person.") in _earlier(store, one)


def test_one_tie_told_from_both_ends_is_one(store: Store, make: Make) -> None:
    one, other, son = make.person("Ann Lee"), make.person("Ann Lee"), make.person("Tom Lee")
    relations.add(store, one, relations.RelationInput(kind=RelationKind.CHILD, other_id=son), NOW)
    relations.add(
        store, son, relations.RelationInput(kind=RelationKind.PARENT, other_id=other, label="Mama"), NOW
    )
    merging.merge(store, one, other, NOW)
    tie = relations.of(store, son)
    assert [(each.other_id, each.kind, each.label) for each in tie] == [(one, RelationKind.PARENT, "Mama")]


def test_a_conversation_with_both_has_one_of_them_and_its_words(store: Store, make: Make) -> None:
    one, other = make.person("Ann Lee"), make.person("Anne Lee")
    make.conversation(one, other)
    c = t.conversation_person.c
    with store.change("saw") as session:
        session.execute(update(t.conversation_person).where(c.person_id == other).values(saw="Tired."))
    merging.merge(store, one, other, NOW)
    assert [(row.person_id, row.saw) for row in _rows(store, t.conversation_person)] == [(one, "Tired.")]


# --- finding again


def test_whoever_knows_the_one_who_went_by_identity_finds_the_one_who_stays(store: Store, make: Make) -> None:
    one, other = make.person("Ann Lee"), make.person("Anne Lee")
    uid = people.details(store, other).uid
    merging.merge(store, one, other, NOW)
    assert {(row.person_id, row.source) for row in _rows(store, t.identity) if row.uid == uid} == {
        (one, "vcard"),
        (one, "archive"),
    }


def test_search_and_card_follow(store: Store, make: Make) -> None:
    one, other = make.person("Ann Lee"), make.person("Anne Lee", contact_methods=(_email("anne@lee.org"),))
    make.conversation(other)
    merging.merge(store, one, other, NOW)
    assert [hit.person_id for hit in search.everything(store, "anne@lee.org")] == [one]
    assert [row.conversations for row in _rows(store, t.summary)] == [1]


# --- refusals, and many at once


def test_nobody_is_merged_with_themselves_or_with_somebody_gone(store: Store, make: Make) -> None:
    one, other = make.person("Ann Lee"), make.person("Anne Lee")
    people.remove(store, other, NOW)
    with pytest.raises(InputError):
        merging.merge(store, one, one, NOW)
    with pytest.raises(NotFoundError):
        merging.merge(store, one, other, NOW)
    with pytest.raises(InputError):
        merging.merge(store, one, make.person("Ann Li"), NOW, {"shoe size": GOES})


def test_many_merge_in_one_step_that_one_undo_takes_back(store: Store, make: Make) -> None:
    ids = [make.person("Ann Lee") for _each in range(5)]
    before = dump(store)
    merged = merging.merge_all(store, [ids[:3], ids[3:]], NOW)
    assert (merged.people, merged.into) == (3, 2)
    assert len(_rows(store, t.person)) == 2
    store.undo()
    assert dump(store) == before


def test_the_comparison_shows_both_sides_and_what_happens(store: Store, make: Make) -> None:
    one = make.person("Ann Lee", city="Bath", contact_methods=(_email("ann@lee.org"),))
    other = make.person("Anne Lee", city="Hull", pronouns="she/her", company="Fen")
    make.conversation(other)
    compared = merging.compare(store, one, other)
    lines = {each.key: (each.stays, each.goes, each.chosen) for each in compared.choices}
    assert lines["city"] == ("Bath", "Hull", STAYS)
    assert lines["pronouns"] == ("", "she/her", GOES)
    assert {each.label for each in compared.united} == {"E-mail", "Works at"}
    assert compared.moves == "1 conversation"
