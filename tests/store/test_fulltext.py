"""The full-text tables: what is taken out is marked (decision 20), and idle moments join their pieces."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import delete, insert, select, update

from relmgr.domain.moments import MomentKind
from relmgr.services import people, sample
from relmgr.store import Store, around, derived, fulltext, journal
from relmgr.store import tables as t
from relmgr.store.around import parts_of
from relmgr.store.light import driver_of
from tests.builders import NOW, TODAY, Make


def test_every_file_forgets_by_marks_and_writes_small_pieces(store: Store) -> None:
    with store.read() as session:
        assert fulltext.is_settled(session)
    with store.note() as session:
        session.exec_driver_sql("DELETE FROM noted_search_config WHERE k = 'hashsize'")
        assert not fulltext.is_settled(session)
        fulltext.settle(session)
        assert fulltext.is_settled(session)


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
    lines = [query for queries in around._MADE_OF.values() for query in queries]
    read = around._tables_of(*lines, *around._TEXTS) | {"person", "circle_cadence"}
    assert read == around._word_tables().union(*map(around._line_tables, around.Line))
    assert all(parts_of({name}).lines or parts_of({name}).words for name in read)


def test_what_stands_beside_somebody_new_is_noted_with_them() -> None:
    """So that of people who came with a change only what it touched is read."""
    noted = {table.name for table in t.JOURNALLED}
    lines = [query for queries in around._MADE_OF.values() for query in queries]
    assert all(around._beside(query) <= noted for query in (*lines, *around._TEXTS))


@contextmanager
def _sent(store: Store) -> Iterator[list[str]]:
    sent: list[str] = []
    driver = driver_of(store.connection)
    driver.set_trace_callback(sent.append)
    yield sent
    driver.set_trace_callback(None)


def test_of_somebody_new_nothing_is_read_that_was_not_touched(store: Store, make: Make) -> None:
    with _sent(store) as sent:
        make.person("Megan Jacobs", notes="tulips")
    assert not [one for one in sent if " moment" in one and one.startswith("SELECT")]
    who = make.person("Tom Jacobs")
    with _sent(store) as sent:
        people.edit(store, who, people.PersonInput(given="Tom", family="Jakobs"), NOW)
    assert [one for one in sent if " moment" in one and one.startswith("SELECT")]


def test_everybody_is_new_again_when_all_is_taken_back_and_done_again(store: Store) -> None:
    sample.fill(store)
    with store.read() as session:
        assert list(derived.differences(session)) == []
        everybody = set(session.execute(select(t.person.c.id)).scalars())
    seen = journal.Seen(derived.BY_ROW)
    with store.change("Nobody") as session:
        before = journal.last(session)
        session.execute(delete(t.person))
        for _left in seen.look(session, before, journal.last(session)):
            pass
    assert (seen.new, seen.people >= everybody) == (set(), True)
    store.undo()
    with store.read() as session:
        assert list(derived.differences(session)) == []


def test_who_goes_and_comes_back_in_one_change_is_not_new(store: Store, make: Make) -> None:
    """Their line and their words of before are still there."""
    who = make.person("Megan Jacobs", notes="tulips")
    with store.change("Somebody else in her place") as session:
        row = session.execute(select(t.person).where(t.person.c.id == who)).mappings().one()
        session.execute(delete(t.person).where(t.person.c.id == who))
        session.execute(insert(t.person).values(**{**row, "notes": "dahlias", "display_name": "Ann Onym"}))
        session.execute(
            insert(t.moment).values(person_id=who, moment_kind=MomentKind.ASKED_FOR_HELP, on_day=TODAY)
        )
        session.execute(update(t.person).where(t.person.c.id == who).values(city="Graz"))
    with store.read() as session:
        assert list(derived.differences(session)) == []
    assert (people.list_ids(store, TODAY, "tulips"), people.list_ids(store, TODAY, "Graz")) == ((), (who,))
