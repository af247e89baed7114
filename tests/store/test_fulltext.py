"""The full-text tables: what is taken out is marked (decision 20), and idle moments join their pieces."""

from relmgr.services import people
from relmgr.store import Store, around, fulltext
from relmgr.store import tables as t
from relmgr.store.around import parts_of
from tests.builders import NOW, TODAY, Make


def test_every_file_forgets_by_marks(store: Store) -> None:
    with store.read() as session:
        assert fulltext.is_forgetting_by_marks(session)


def test_what_was_edited_is_found_no_longer_before_and_after_tidying(store: Store, make: Make) -> None:
    who = make.person("Megan Jacobs", notes="Likes chrysanthemums")
    given = people.details(store, who).input
    for number in range(20):
        people.edit(store, who, type(given)(given="Megan", family="Jacobs", notes=f"tulips {number}"), NOW)
    assert people.list_ids(store, TODAY, "chrysanthemums") == ()
    store.checkpoint()
    assert people.list_ids(store, TODAY, "chrysanthemums") == ()
    assert people.list_ids(store, TODAY, "tulips") == (who,)


def test_a_change_of_a_moment_leaves_the_searched_words_alone() -> None:
    parts = parts_of({t.moment.name})
    assert parts.lines
    assert not parts.words
    assert not parts.relatives


def test_every_table_that_is_read_is_looked_at() -> None:
    """A column of the summary or a word of the search from a table that no part names would be stale after a change."""
    read = around._tables_of(*around._LINES, *around._TEXTS) | {"person", "circle_cadence"}
    assert read == around._line_tables() | around._word_tables()
    assert all(parts_of({name}).lines or parts_of({name}).words for name in read)
