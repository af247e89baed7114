"""A Monica export in a real file: what each record becomes, once; and every leaf of the JSON has one fate."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select, update

from relmgr.domain.kinds import Circle, ConversationKind, KindnessKind, MilestoneKind, RelationKind, Status
from relmgr.store import Store
from relmgr.store import tables as t
from relmgr.transfer import importing, sources
from relmgr.transfer.importing import ImportReport, Verdict
from relmgr.transfer.monica.tree import Branch, Trace, leaves, settled
from relmgr.transfer.sources import Format
from relmgr.transfer.vcard import Card
from tests.builders import NOW
from tests.transfer.wild.describing import EXPECTED, WILD

EVERYTHING = WILD / "monica" / "everything.json"
FILES = sorted(path for path in (WILD / "monica").iterdir() if not path.name.endswith(EXPECTED))


def take_in(store: Store, path: Path = EVERYTHING) -> ImportReport:
    """All of the file."""
    with path.open("rb") as file:
        recognised = sources.recognise(file, path.name)
        assert recognised.format is Format.MONICA
        report = importing.apply(store, importing.plan(store, sources.read(file, recognised)), now=NOW)
    assert report is not None
    return report


def rows(store: Store, table: Any) -> list[Any]:
    """All rows of a table."""
    with store.read() as session:
        return list(session.execute(select(table).order_by(table.c.id)))


def counts(store: Store) -> dict[str, int]:
    """How many rows each table has."""
    with store.read() as session:
        return {
            one.name: session.execute(select(func.count()).select_from(one)).scalar_one()
            for one in t.metadata.sorted_tables
        }


def test_everything_has_its_place(store: Store) -> None:
    report = take_in(store)
    assert (report.added, report.beyond) == (3, 11)
    people = {row.display_name: row for row in rows(store, t.person)}
    amelie, bo = people["Amélie Rose Quistgaard"], people["Bo Quistgaard"]
    assert amelie.cadence_days == 45
    assert amelie.photo_id is not None
    assert people["Signe"].is_light
    assert {row.name for row in rows(store, t.label)} == {"client", "tiles", "starred"}
    talks = rows(store, t.conversation)
    assert [row.conversation_kind for row in talks] == [
        ConversationKind.CALL, ConversationKind.CALL, ConversationKind.MESSAGE, ConversationKind.MEAL,
    ]  # fmt: skip
    assert [row.by_me for row in talks] == [False, True, None, None]
    meal = [row.person_id for row in rows(store, t.conversation_person) if row.conversation_id == talks[3].id]
    assert sorted(meal) == sorted([amelie.id, bo.id])
    feelings = [row.feeling_word for row in rows(store, t.conversation_person) if row.feeling_word]
    assert feelings == ["amusement, worry"]
    assert [row.kindness_kind for row in rows(store, t.kindness)] == [
        KindnessKind.GIFT_IDEA, KindnessKind.GIFT_GIVEN,
    ]  # fmt: skip
    assert [(row.title, row.rrule, row.ended_on) for row in rows(store, t.reminder)] == [
        ("Ask about the kiln", "FREQ=MONTHLY;INTERVAL=3", None),
        ("Ten years of working together", "", None),
    ]
    (promise,) = rows(store, t.expectation)
    assert (promise.statement, promise.status) == ("Send her the colour samples", Status.AGREED)
    dates = {(row.person_id, row.milestone_kind): row for row in rows(store, t.milestone)}
    assert dates[amelie.id, MilestoneKind.FIRST_MET].on_year == 2018
    assert (dates[bo.id, MilestoneKind.BIRTHDAY].on_year, dates[bo.id, MilestoneKind.BIRTHDAY].on_month) == (
        1951,
        None,
    )
    assert dates[bo.id, MilestoneKind.DEATH].on_year == 2022
    ties = {(row.from_person_id, row.relation_kind, row.to_person_id) for row in rows(store, t.relation)}
    assert (amelie.id, RelationKind.PARENT, bo.id) in ties
    assert len([tie for tie in ties if RelationKind.PARENT in tie or RelationKind.CHILD in tie]) == 2
    kept = [json.loads(row.raw) for row in rows(store, t.foreign_line) if row.format == "monica"]
    assert ["gender", "Woman"] in kept


def test_who_died_on_no_known_day_is_let_rest(store: Store) -> None:
    take_in(store, WILD / "monica" / "old-without-uuids.json")
    (rosa,) = (row for row in rows(store, t.person) if row.display_name == "Rosa Lind")
    assert rosa.circle is Circle.REST
    ended = {row.title: row.ended_on for row in rows(store, t.reminder)}
    assert ended == {"Rent": None, "Old one": date(2019, 12, 1)}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_second_time_changes_nothing_and_an_edit_stays(store: Store, path: Path) -> None:
    take_in(store, path)
    before = counts(store)
    assert take_in(store, path).added == 0
    assert counts(store) == before
    with store.change("by hand") as session:
        session.execute(update(t.conversation).values(their_world="mine"))
        session.execute(update(t.person).values(notes="mine"))
        session.execute(t.reminder.delete())
        session.execute(t.kindness.delete())
    edited = counts(store)
    take_in(store, path)
    assert counts(store) == edited
    assert {row.their_world for row in rows(store, t.conversation)} <= {"mine"}
    assert {row.notes for row in rows(store, t.person)} <= {"mine"}


def test_one_undo_takes_all_of_it_back(store: Store) -> None:
    before = counts(store)
    take_in(store)
    store.undo()
    after = counts(store)
    assert {name for name in after if after[name] != before[name]} == {"photo"}  # which nobody shows any more


def test_the_preview_says_what_comes_besides(store: Store) -> None:
    with EVERYTHING.open("rb") as file:
        plan = importing.plan(store, sources.read(file, sources.recognise(file)))
    assert {row.verdict for row in plan.rows} == {Verdict.NEW}
    assert "a promise: Send her the colour samples" in [one.words for one in plan.rows[0].card.beyond]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_leaf_of_a_contact_has_one_fate(path: Path) -> None:
    with path.open("rb") as file:
        entries = list(sources.read(file, sources.recognise(file)))
    cards = [one for one in entries if isinstance(one, Card)]
    try:
        account = json.loads(path.read_text("utf-8-sig"))["account"]
    except ValueError:
        assert not cards
        return
    groups = [one for one in account["data"] if one["type"] == "contact"]
    contacts = [one for group in groups for one in group["values"] if isinstance(one, dict)]
    assert len(cards) == len(contacts)
    for card, contact in zip(cards, contacts, strict=True):
        assert card.tally.lines == sum(1 for _leaf in leaves(contact)) == len(card.traced)


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=12,
)


@settings(max_examples=40)
@given(held=_JSON)
def test_what_nobody_asks_for_is_kept(held: Any) -> None:
    branch = Branch(held, Trace())
    kept, tally, traced = settled(branch, 1)
    assert tally.lines == len(traced)
    assert len(kept) == tally.kept
    assert tally.mapped == 0


def test_any_account_is_read_without_an_exception(tmp_path: Path) -> None:
    odd_ones: list[Any] = [[], {}, "x", 5, None, [[]], [{"type": "contact", "values": 5}]]
    for number, odd in enumerate(odd_ones):
        path = tmp_path / f"{number}.json"
        path.write_text(
            json.dumps({"version": "1", "account": {"data": odd, "properties": odd, "instance": odd}})
        )
        with path.open("rb") as file:
            list(sources.read(file, sources.recognise(file)))


def test_what_is_told_of_one_leaf_stands_beside_no_other(store: Store) -> None:
    with EVERYTHING.open("rb") as file:
        made = importing.plan(store, sources.read(file, sources.recognise(file, EVERYTHING.name)))
    told = [one for one in importing.accounts(made) if one.record == 0]
    quiet = {"", "It says nothing.", "It speaks of the file, not of the person."}
    assert {one.reason for one in told if one.became is importing.Became.MAPPED} <= quiet
    remarks = [one for one in told if "Relmgr keeps no files" in one.reason]
    assert [(one.text, one.lines) for one in remarks] == [("contract.pdf", 0)]
    assert "first_name" not in importing.problems_text(made)
