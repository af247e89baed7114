"""Names hidden where they come from: every text of every table is covered, and nothing can be changed meanwhile (S2)."""

import pytest
from sqlalchemy import LargeBinary, String, Table, select

from relmgr.domain.people_filter import PeopleFilter
from relmgr.errors import HiddenError
from relmgr.services import filters, people
from relmgr.services.people import AffiliationInput, PersonInput
from relmgr.store import Store, veil
from relmgr.store import tables as t
from tests.store.test_store import NOW, add_person, content

TYPED = [table for table in t.metadata.sorted_tables if table.name not in veil.LEFT_ALONE]


@pytest.mark.parametrize("table", TYPED, ids=lambda table: table.name)
def test_every_text_is_hidden_or_said_to_be_ours(table: Table) -> None:
    ours = veil.WORDS_OF_OURS.get(table.name, frozenset())
    texts = {column.name for column in table.columns if type(column.type) in {String, LargeBinary}}
    assert ours <= texts
    assert {name for name in texts if veil.shown_as(table, name) is None} == ours


def test_a_person_is_a_number_and_their_texts_are_hidden(store: Store) -> None:
    job = AffiliationInput(organisation="Fernkloof", title="Head of depots")
    who = people.add(
        store,
        PersonInput(given="Megan", family="Jacobs", nickname="Meg", notes="Tea", affiliations=(job,)),
        NOW,
    )
    before = content(store)
    store.hide_names(True)
    (row,) = people.rows(store, [who], NOW.date())
    assert (row.name, row.first_name) == (f"Person {who}", f"Person {who}")
    assert row.initials == str(who)
    assert "Megan" not in repr(row)
    assert "Fernkloof" not in repr(row)
    known = people.details(store, who)
    assert (known.input.notes, known.input.nickname) == ("hidden", "")
    assert known.input.affiliations[0].organisation == "Organisation 1"
    store.hide_names(False)
    assert people.rows(store, [who], NOW.date())[0].name == "Megan Jacobs"
    assert content(store) == before


def test_nothing_is_changed_undone_or_redone_while_names_are_hidden(store: Store) -> None:
    add_person(store)
    who = add_person(store, "Jo Smith")
    store.undo()
    before = content(store)
    store.hide_names(True)
    assert not store.takes_changes
    for change in (
        lambda: people.remove(store, who, NOW),
        lambda: add_person(store, "Ann"),
        store.undo,
        store.redo,
        lambda: filters.save(store, "Mine", PeopleFilter(label="x")),
    ):
        with pytest.raises(HiddenError, match="Names are hidden"):
            change()
    assert (store.undo_label, store.redo_label) == (None, None)
    store.hide_names(False)
    assert content(store) == before
    assert (store.undo_label, store.redo_label) == ("Add Megan Jacobs", "Add Jo Smith")


def test_what_is_kept_over_a_lock_is_what_there_is(store: Store) -> None:
    add_person(store)
    store.hide_names(True)
    store.keep_steps()
    with store.read() as session:
        assert session.execute(select(t.kept_step.c.label)).scalars().all() == ["Add Megan Jacobs"]
    store.hide_names(True)
    store.hide_names(False)
    store.hide_names(False)
    assert people.list_ids(store, NOW.date())
