"""The board: what stands in which column, narrowed and sorted, and what each card says (E5)."""

from datetime import date, timedelta
from random import Random

import pytest
from sqlalchemy import insert, select

from relmgr.domain.expectations import Column, column_of, shown_status
from relmgr.domain.ids import ExpectationId
from relmgr.domain.kinds import Direction, ExpectationKind, Scope, Status
from relmgr.services import expectations, people
from relmgr.services.expectations import ScopeItemInput, board
from relmgr.services.expectations.board import BoardFilter, Due, Since, SortBy
from relmgr.services.expectations.model import terms_of
from relmgr.services.in_slices import finished
from relmgr.store import Store
from relmgr.store import tables as t
from tests.builders import NOW, TODAY, Make

HOPES = (ScopeItemInput(text="Two depots", scope=Scope.WILL_DO), ScopeItemInput(text="Notes"))


def close(store: Store, id_: ExpectationId, status: Status, day: date) -> None:
    expectations.set_status(store, id_, status, "", NOW, day)


def test_each_status_stands_in_its_column(store: Store, make: Make) -> None:
    megan = make.person()
    hoped = make.expectation(megan, "Hoped")
    said = make.expectation(megan, "Said", status=Status.SAID)
    agreed = make.promise(megan, "Agreed", due_on=20)
    near = make.promise(megan, "Near", due_on=2)
    risky = make.expectation(megan, "Risky", status=Status.AT_RISK)
    met = make.promise(megan, "Met")
    close(store, met, Status.MET, TODAY)
    made = board.board(store, TODAY)
    assert made.columns == {
        Column.UNSPOKEN: (hoped, said),
        Column.AGREED: (agreed,),
        Column.AT_RISK: (near, risky),
        Column.CLOSED: (met,),
    }
    assert made.sentence == "Two are at risk. One has never been said out loud."
    assert board.at_risk_count(store, TODAY) == 2


def test_an_empty_board_says_so_and_a_narrow_one_does_not(store: Store, make: Make) -> None:
    assert board.board(store, TODAY).is_empty
    assert board.board(store, TODAY).sentence == ""
    make.promise(make.person())
    found = board.board(store, TODAY, BoardFilter(person="Nobody of that name"))
    assert (found.count, found.is_empty) == (0, False)
    assert board.board(store, TODAY).sentence == "Nothing is at risk."


@pytest.mark.parametrize(
    ("chosen", "kept"),
    [
        (BoardFilter(direction=Direction.OF_ME), {"Of me", "Late", "Soon"}),
        (BoardFilter(direction=Direction.OF_THEM), {"Of them"}),
        (BoardFilter(person="tom b"), {"Of them"}),
        (BoardFilter(person="MÉGAN"), {"Of me", "Late", "Soon"}),
        (BoardFilter(organisation="fernk"), {"Of me", "Late", "Soon"}),
        (BoardFilter(due=Due.PASSED), {"Late"}),
        (BoardFilter(due=Due.WEEK), {"Soon"}),
        (BoardFilter(due=Due.MONTH), {"Soon", "Of them"}),
        (BoardFilter(due=Due.NONE), {"Of me"}),
        (BoardFilter(person="tom", due=Due.PASSED), set()),
    ],
)
def test_filters(store: Store, make: Make, chosen: BoardFilter, kept: set[str]) -> None:
    megan = make.person(company="Fernkloof Logistics")
    tom = make.person("Tom Baker")
    make.expectation(megan, "Of me")
    make.promise(megan, "Late", due_on=-2)
    make.promise(megan, "Soon", due_on=5)
    make.promise(tom, "Of them", direction=Direction.OF_THEM, due_on=20)
    made = board.board(store, TODAY, chosen)
    ids = [id_ for column in Column for id_ in made.columns[column]]
    assert {card.statement for card in board.cards(store, ids, TODAY)} == kept


def test_what_closed_long_ago_is_shown_when_asked_for(store: Store, make: Make) -> None:
    old = make.promise(make.person())
    close(store, old, Status.MET, date(2025, 3, 1))
    assert board.board(store, TODAY).columns[Column.CLOSED] == ()
    assert board.board(store, TODAY, BoardFilter(closed=Since.YEAR)).columns[Column.CLOSED] == ()
    assert board.board(store, TODAY, BoardFilter(closed=Since.EVER)).columns[Column.CLOSED] == (old,)
    assert board.closed_since(Since.QUARTER, TODAY) == date(2026, 10, 1)


def test_a_card_says_who_what_and_the_gap(store: Store, make: Make) -> None:
    plan = make.expectation(make.person(), "a plan", items=HOPES, status=Status.AGREED, due_on=2)
    (card,) = board.cards(store, [plan], TODAY)
    assert (card.who_words, card.statement) == ("Megan expects of me", "A plan")
    assert (card.agreed, card.agreed_words) == (1, "1 of 2 agreed")
    assert (card.status, card.stored, card.column) == (Status.AT_RISK, Status.AGREED, Column.AT_RISK)
    assert card.due_words == "Thu 26 Nov, in 2 days"
    assert not card.has_slipped
    assert not card.asks_told


def test_what_slips_asks_first_whether_they_were_told(store: Store, make: Make) -> None:
    megan = make.person()
    mine = make.promise(megan, due_on=-2)
    theirs = make.promise(megan, direction=Direction.OF_THEM, due_on=-2)
    assert [card.asks_told for card in board.cards(store, [mine, theirs], TODAY)] == [True, False]
    expectations.told(store, mine, NOW, TODAY)
    assert [card.asks_told for card in board.cards(store, [mine], TODAY)] == [False]


def test_a_request_says_how_long_it_waits_against_my_own_answer_time(store: Store, make: Make) -> None:
    megan = make.person()
    for days in (1, 2, 9):
        asked = make.expectation(megan, kind=ExpectationKind.REQUEST)
        expectations.answer(store, asked, NOW, TODAY + timedelta(days=days))
    assert expectations.answer_days(store) == 2
    waiting = make.expectation(megan, "A quote", kind=ExpectationKind.REQUEST)
    (card,) = board.cards(store, [waiting], TODAY + timedelta(days=5))
    assert (card.who_words, card.reason) == (
        "Megan asked me",
        "Has waited 5 days. You usually answer in 2 days.",
    )


@pytest.mark.parametrize(
    ("by", "order"),
    [
        (SortBy.WHO, ["C", "A", "B"]),
        (SortBy.WHAT, ["A", "B", "C"]),
        (SortBy.AGREED, ["B", "A", "C"]),
        (SortBy.HOPED, ["A", "B", "C"]),
        (SortBy.DUE, ["B", "A", "C"]),
        (SortBy.STATUS, ["B", "C", "A"]),
    ],
)
def test_the_table_sorts_by_any_column(store: Store, make: Make, by: SortBy, order: list[str]) -> None:
    ada, zoe = make.person("Ada Young"), make.person("Zoe Zimmer")
    one = (ScopeItemInput(text="x", scope=Scope.WILL_DO),)
    make.expectation(zoe, "A", items=one, due_on=40, status=Status.AGREED)
    make.expectation(zoe, "B", items=(ScopeItemInput(text="x"),), due_on=1, status=Status.AT_RISK)
    make.expectation(ada, "C")
    ids = finished(board.sorting(store, TODAY, BoardFilter(), by))
    assert [card.statement for card in board.cards(store, ids, TODAY)] == order
    known = finished(board.sorting(store, TODAY, BoardFilter(), by, descending=True))
    assert set(known) == set(ids)
    if by is SortBy.WHAT:
        assert known == tuple(reversed(ids))


def test_the_column_agrees_with_the_rule_whatever_the_day(store: Store, make: Make) -> None:
    megan = make.person()
    made = [
        make.expectation(megan, f"{status} {due}", status=status, due_on=due)
        for status in (Status.UNSPOKEN, Status.SAID, Status.AGREED, Status.AT_RISK)
        for due in (-5, 0, 3, 4, 60)
    ]
    for day in range(-3, 70, 7):
        today = TODAY + timedelta(days=day)
        found = board.board(store, today)
        for column, ids in found.columns.items():
            for id_ in ids:
                details = expectations.get(store, id_)
                assert column_of(shown_status(details.terms, today)) is column
        assert found.count == len(made)
        assert board.at_risk_count(store, today) == len(found.columns[Column.AT_RISK])


def _whole(store: Store, today: date, since: date) -> dict[Column, tuple[ExpectationId, ...]]:
    """The board by its rules, from all that is written down."""
    with store.read() as session:
        rows = session.execute(select(t.expectation)).all()
    columns: dict[Column, list[tuple[date, int]]] = {column: [] for column in Column}
    for row in rows:
        if row.closed_on is None or row.closed_on >= since:
            column = column_of(shown_status(terms_of(row), today))
            day = row.closed_on if column is Column.CLOSED else row.due_until or row.due_on or date.max
            columns[column].append((day, row.id))
    return {
        column: tuple(ExpectationId(id_) for _day, id_ in sorted(found, reverse=column is Column.CLOSED))
        for column, found in columns.items()
    }


def _write(store: Store, person: int, chance: Random, count: int) -> None:
    """Expectations of every status, dated, ranged and undated, with leads from none to a year."""
    rows = []
    for number in range(count):
        status = chance.choice(list(Status))
        due = TODAY + timedelta(days=chance.randint(-40, 60)) if chance.random() < 0.7 else None
        until = due + timedelta(days=chance.randint(0, 30)) if due and chance.random() < 0.3 else None
        closed = TODAY - timedelta(days=chance.randint(0, 90)) if status.is_closed else None
        lead = chance.choice((0, 3, 3, 14, 366))
        rows.append({"uid": f"urn:x:{number}", "person_id": person, "direction": chance.choice(list(Direction)),
                     "expectation_kind": ExpectationKind.EXPECTATION, "statement": f"{number}", "status": status,
                     "due_on": due, "due_until": until, "lead_days": lead, "closed_on": closed, "opened_on": TODAY})  # fmt: skip
    with store.note() as session:
        session.execute(insert(t.expectation), rows)


@pytest.mark.parametrize("seed", range(6))
def test_read_a_step_at_a_time_it_is_the_same_and_what_stands_first_never_changes(
    store: Store, make: Make, seed: int
) -> None:
    chance = Random(seed)
    _write(store, make.person(), chance, chance.choice((30, 400, 900)))
    for today in (TODAY, TODAY + timedelta(days=chance.randint(-80, 80))):
        wanted = _whole(store, today, board.closed_since(Since.YEAR, today))
        chosen = BoardFilter(closed=Since.YEAR)
        for made in board.reading(store, today, chosen):
            assert not made.is_whole
            for column, ids in made.columns.items():
                assert ids == wanted[column][: len(ids)]
        whole = board.board(store, today, chosen)
        assert (whole.is_whole, whole.columns) == (True, wanted)
        assert board.at_risk_count(store, today) == len(wanted[Column.AT_RISK])
        mine = BoardFilter(closed=Since.YEAR, direction=Direction.OF_ME)
        cards = {card.id: card for card in board.cards(store, sum(wanted.values(), ()), today)}
        assert board.board(store, today, mine).columns == {
            column: tuple(id_ for id_ in ids if cards[id_].direction is Direction.OF_ME)
            for column, ids in wanted.items()
        }


def test_people_in_the_bin_are_not_on_the_board(store: Store, make: Make) -> None:
    megan = make.person()
    make.promise(megan, due_on=1)
    people.remove(store, megan, NOW)
    assert board.board(store, TODAY).count == 0
    assert board.at_risk_count(store, TODAY) == 0


def test_the_names_offered_for_filtering(store: Store, make: Make) -> None:
    make.promise(make.person(company="Fernkloof Logistics"))
    make.person("Tom Baker")
    assert finished(board.naming(store, TODAY)) == (("Megan Jacobs",), ("Fernkloof Logistics",))
