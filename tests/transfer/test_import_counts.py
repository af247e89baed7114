"""What an import costs, in counts that no clock moves: statements, cards a slice, and what is kept for the report."""

import pytest
from sqlalchemy import event

from benchmarks.data.make_vcards import make_mixture
from relmgr.store import Store
from relmgr.transfer import importing
from relmgr.transfer.importing import SLICE, Importer, Planner, applying
from relmgr.transfer.importing.content import content_of, written
from relmgr.transfer.vcard import Card, read
from tests.builders import NOW

CARDS = 480


class _Statements:
    """Counts what is sent to SQLite, with or without SQLAlchemy; many rows with one statement count once."""

    def __init__(self, store: Store) -> None:
        self.count = 0
        event.listen(store.engine, "before_cursor_execute", self._hear)

    def _hear(self, *_given: object) -> None:
        self.count += 1


@pytest.fixture
def cards() -> list[Card]:
    return [one for one in read(make_mixture(CARDS)) if isinstance(one, Card)]


def test_comparing_asks_so_much_a_slice_and_nothing_a_card(store: Store, cards: list[Card]) -> None:
    statements = _Statements(store)
    planner = Planner(store)
    before = statements.count
    for start in range(0, CARDS, SLICE):
        planner.add(cards[start : start + SLICE], "mixture.vcf")
    assert statements.count - before <= 8 * (CARDS // SLICE)


def test_the_second_comparing_asks_no_more(store: Store, cards: list[Card]) -> None:
    importing.apply(store, importing.plan(store, cards, "mixture.vcf"), now=NOW)
    statements = _Statements(store)
    again = importing.plan(store, cards, "mixture.vcf")
    assert not again.writing
    assert statements.count <= 8 * (CARDS // 20)


def test_writing_sends_some_statements_a_slice_and_nothing_a_card(store: Store, cards: list[Card]) -> None:
    made = importing.plan(store, cards, "mixture.vcf")
    statements = _Statements(store)
    importer = Importer(store, made, made.writing, NOW)
    steps = 1
    while importer.step():
        steps += 1
    assert importer.report is not None
    assert importer.report.added == CARDS
    assert statements.count <= 25 * steps
    assert steps <= 200


def test_a_slice_writes_no_more_than_so_many_cards(store: Store, cards: list[Card]) -> None:
    made = importing.plan(store, cards, "mixture.vcf")
    importer = Importer(store, made, made.writing, NOW)
    done = 0
    while importer.step():
        assert importer.done - done <= applying.SLICE
        done = importer.done
    assert done == CARDS


def test_a_mark_of_a_card_is_what_it_always_was(cards: list[Card]) -> None:
    """Files hold digests of it: another one would bring every card in anew."""
    for card in cards:
        for value in (
            card.name,
            card.contacts,
            card.organisations,
            card.milestones,
            card.relations,
            card.notes,
        ):
            assert written(value) == repr(value)
    assert content_of(Card(formatted_name="Megan Jacobs")).digest == "124eedfd03582791e3687996989e2a53"
