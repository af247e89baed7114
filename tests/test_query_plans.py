"""What a window asks on its one thread goes through an index: no statement reads a growing table end to end.

The budget is in quality §5 and architecture "One connection"; benchmarks/ measures what the plans promise.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import event

from relmgr.domain.ids import OrganisationId
from relmgr.domain.kinds import Circle, Direction, MilestoneKind, RelationKind, Stage
from relmgr.domain.moments import MomentKind
from relmgr.domain.people_filter import Ally, Missing, PeopleFilter
from relmgr.services import (
    advice,
    expectations,
    feedback,
    gives,
    helping,
    liking,
    organisations,
    people,
    referrals,
    relations,
    reviews,
    search,
    today,
    where_we_stand,
)
from relmgr.services.card import card
from relmgr.services.expectations import board
from relmgr.services.expectations.board import BoardFilter, SortBy
from relmgr.services.feedback import FeedbackInput
from relmgr.services.gives import GiveInput
from relmgr.services.in_slices import finished
from relmgr.services.people import Filter, Sort
from relmgr.store import Store
from relmgr.store.tables import metadata
from tests.builders import LONDON, NOW, TODAY, Make

_BOUNDED = {"alembic_version", "meta", "label", "import_batch", "look", "circle_cadence", "saved_filter"}
"""Tables that stay small whatever the years bring; `look` is kept short by what writes it."""

_ALLOWED = {
    ("SCAN summary", "list_ids"): "the list is everybody, in an order that no index gives: one narrow table",
    (
        "SCAN summary",
        "missing_counts",
    ): "each missing view looks at everybody once; asked when its menu opens",
    (
        "SCAN summary",
        "filter_counts",
    ): "each chip counts everybody: one narrow table, five milliseconds at 10,000",
    (
        "SCAN referral",
        "today",
    ): "the second thank-you, once an introduction became work: a life sees some hundreds",
    (
        "SCAN referral USING INDEX referral_owed",
        "referrals",
    ): "the newest thank-yous owed, from the end of their index: no more than are seen",
    (
        "SCAN referral",
        "referrals counted",
    ): "those for which thanks are owed again once they became work: a life sees some hundreds",
    (
        "SCAN give",
        "who would like",
    ): "who had the very same: asked when somebody looks for whom to send it to",
    ("SCAN update_rhythm", "today"): "few people agree on a rhythm of updates, and each at most on two",
    (
        "SCAN person",
        "known_people",
    ): "capture knows everybody by name; read once, when somebody writes a sentence",
    ("SCAN affiliation", "known_people"): "and by what they do: “my accountant”",
    ("SCAN relation", "known_ties"): "and by whose family they are: “Ben’s wife”",
}
"""What may be read end to end, by what asks it, and why."""

_CHOICES = (
    PeopleFilter(circle=Circle.KEEP),
    PeopleFilter(label="designer"),
    PeopleFilter(organisation="urn:uuid:1"),
    PeopleFilter(stage=Stage.PERSON),
    PeopleFilter(ally=Ally.ANY),
    PeopleFilter(ally=Ally.PEER, text="m"),
    *(PeopleFilter(missing=missing) for missing in Missing),
)

_GROWING = {table.name for table in metadata.sorted_tables} - _BOUNDED


@dataclass(frozen=True, slots=True)
class Asked:
    """One function of the services, as a window calls it."""

    name: str
    call: Callable[[], object]


@pytest.fixture
def asked(store: Store, make: Make) -> list[Asked]:
    """What the pages ask, of a file in which everything occurs."""
    who, other = _fill(make)
    day = TODAY
    return [
        *(
            Asked("list_ids", _listing(store, query, chosen, sort))
            for query in ("", "m", "meg ja")
            for chosen in Filter
            for sort in Sort
        ),
        *(Asked("list_ids", _chosen(store, chosen)) for chosen in _CHOICES),
        Asked("missing_counts", lambda: people.missing_counts(store)),
        Asked("board", lambda: organisations.board(store, OrganisationId(1), day)),
        Asked("twins", lambda: organisations.twins(store, OrganisationId(1))),
        Asked("listing", lambda: organisations.listing(store)),
        Asked("who_can_help", lambda: helping.who_can_help(store, "operations")),
        Asked("filter_counts", lambda: people.filter_counts(store, day)),
        Asked("rows", lambda: people.rows(store, [who, other], day)),
        Asked("details", lambda: people.details(store, who)),
        Asked("find", lambda: people.find(store, "megan")),
        Asked("known_people", lambda: people.known_people(store)),
        Asked("known_ties", lambda: people.known_ties(store)),
        Asked("card", lambda: card(store, who, NOW, LONDON)),
        Asked("search", lambda: search.everything(store, "budget")),
        Asked("relations", lambda: relations.of(store, who)),
        Asked("board", lambda: board.board(store, day)),
        Asked("cards", lambda: board.cards(store, [one.id for one in expectations.of(store, who)], day)),
        Asked("sorting", lambda: finished(board.sorting(store, day, BoardFilter(), SortBy.HOPED))),
        Asked("at_risk_count", lambda: board.at_risk_count(store, day)),
        Asked("today", lambda: today.today(store, NOW, LONDON)),
        Asked("referrals", lambda: referrals.view(store, day)),
        Asked("referrals counted", lambda: referrals.owed_count(store)),
        Asked("who would like", lambda: liking.who_would_like(store, "The plan", day)),
    ]


@pytest.fixture
def saved(store: Store, make: Make) -> list[Asked]:
    """What the forms save, and undo: the journal and all that is derived with it."""
    who, other = _fill(make)
    given = people.details(store, who).input
    return [
        Asked("edit", lambda: people.edit(store, who, given, NOW)),
        Asked("undo", store.undo),
        Asked("log", lambda: make.conversation(who, other, headline="The budget")),
        Asked("moment", lambda: make.moment(who, MomentKind.RESPECT)),
        Asked("promise", lambda: make.promise(who, due_on=3)),
        Asked("birthday", lambda: make.birthday(who, date(1985, 4, 12))),
        Asked("life event", lambda: make.life_event(who)),
        Asked("referral", lambda: make.referral(who, other)),
        Asked("reminder", lambda: make.reminder(who)),
        Asked("remove", lambda: people.remove(store, other, NOW)),
        Asked("undo", store.undo),
        Asked("redo", store.redo),
    ]


def _listing(store: Store, query: str, chosen: Filter, sort: Sort) -> Callable[[], object]:
    return lambda: people.list_ids(store, TODAY, query, filter=chosen, sort=sort)


def _chosen(store: Store, chosen: PeopleFilter) -> Callable[[], object]:
    return lambda: people.list_chosen(store, TODAY, chosen)


def _fill(make: Make) -> tuple[Any, Any]:
    who = make.person(
        "Megan Jacobs", company="Fernkloof Logistics", title="Operations director", labels=("Client",)
    )
    other = make.person("Ben Whitaker")
    make.kin(who, "Sam", RelationKind.CHILD)
    make.talks(who, last=3, gap=10)
    make.talks(other, last=90, gap=10)
    make.expectation(who, "The plan", due_on=2)
    make.expectation(who, "A reply", direction=Direction.OF_THEM)
    make.promise(who, "The drawings", due_on=-1)
    make.milestone(who, MilestoneKind.FIRST_MET, TODAY - timedelta(days=800))
    make.birthday(who, TODAY + timedelta(days=2))
    make.life_event(who, follow_up_on=0)
    for kind in (MomentKind.ASKED_FOR_HELP, MomentKind.CANCELLED, MomentKind.DELAY):
        make.moment(who, kind, -5)
    make.referral(who, other, -20)
    gives.add(make.store, (who,), GiveInput(text="An article", given_on=TODAY))
    advice.add(make.store, who, advice.new("Plan ahead", TODAY - timedelta(days=40)))
    feedback.add(make.store, who, FeedbackInput(text="Too slow", given_on=TODAY))
    make.reminder(who)
    return who, other


def _statements(store: Store, one: Asked) -> dict[str, Any]:
    """What `one` sends: the text with the parameters it was sent with."""
    sent: dict[str, Any] = {}

    def note(*call: Any) -> None:
        _connection, _cursor, statement, parameters, _context, many = call
        sent[statement] = parameters[0] if many else parameters

    event.listen(store.engine, "before_cursor_execute", note)
    one.call()
    event.remove(store.engine, "before_cursor_execute", note)
    return {
        sql: given for sql, given in sent.items() if sql.split()[0] in ("SELECT", "UPDATE", "DELETE", "WITH")
    }


def _scans(store: Store, one: Asked) -> list[str]:
    """Where a plan of `one` reads a growing table from end to end, with the statement."""
    found = []
    for sql, given in _statements(store, one).items():
        with store.read() as session:
            steps = [row[3] for row in session.exec_driver_sql("EXPLAIN QUERY PLAN " + sql, given)]
        found += [f"{step}: {sql}" for step in steps if _is_scan(step)]
    return found


def _is_scan(step: str) -> bool:
    """A full read; one of an index alone counts too, for it grows as the table does."""
    read = re.match(r"SCAN (\w+)", step)
    return read is not None and read[1] in _GROWING


def test_what_pages_ask_goes_through_an_index(store: Store, asked: list[Asked]) -> None:
    scans = {
        (one.name, scan)
        for one in asked
        for scan in _scans(store, one)
        if not any(one.name == who and scan.startswith(step) for step, who in _ALLOWED)
    }
    assert scans == set()


def test_what_forms_save_goes_through_an_index(store: Store, saved: list[Asked]) -> None:
    scans = {(one.name, scan) for one in saved for scan in _scans(store, one)}
    assert scans == set()


def test_the_newest_conversations_of_a_card_are_not_sorted(store: Store, make: Make) -> None:
    """The index of conversation_person is in the order of the timeline; sorting years of talks is for nothing."""
    who, _other = _fill(make)
    sorts = []
    for sql, given in _statements(store, Asked("card", lambda: card(store, who, NOW, LONDON))).items():
        if "conversation_person" in sql and "LIMIT" in sql and "their_world" in sql:
            with store.read() as session:
                steps = [row[3] for row in session.exec_driver_sql("EXPLAIN QUERY PLAN " + sql, given)]
            sorts += [sql for step in steps if step == "USE TEMP B-TREE FOR ORDER BY"]
    assert sorts == []


def test_looking_back_goes_from_what_happened_to_whom_and_not_through_everybody(
    store: Store, make: Make
) -> None:
    """An index of all who are not in the trash is nearly everybody: a second at 10,000 people."""
    _fill(make)
    through = []
    for one in (
        Asked("the week", lambda: reviews.week(store, NOW, LONDON, TODAY)),
        Asked("where we stand", lambda: where_we_stand.people_in_work(store, TODAY)),
    ):
        for sql, given in _statements(store, one).items():
            if (
                "FROM summary JOIN conversation_person" in " ".join(sql.split())
                or one.name == "where we stand"
            ):
                with store.read() as session:
                    steps = [row[3] for row in session.exec_driver_sql("EXPLAIN QUERY PLAN " + sql, given)]
                through += [(one.name, step) for step in steps if "is_deleted=?" in step]
    assert through == []


def test_a_card_asks_for_few_people_by_their_ids(store: Store, make: Make) -> None:
    """Drawn to the index of everybody who is in the list, nine names took eleven milliseconds at 100,000 people."""
    who, _other = _fill(make)
    make.kin(who, "Ivy", RelationKind.CHILD)
    assert card(store, who, NOW, LONDON).family_hints
    through = []
    for sql, given in _statements(store, Asked("card", lambda: card(store, who, NOW, LONDON))).items():
        with store.read() as session:
            steps = [row[3] for row in session.exec_driver_sql("EXPLAIN QUERY PLAN " + sql, given)]
        through += [(step, sql) for step in steps if "is_deleted=?" in step]
    assert through == []


@pytest.mark.parametrize("step", ["SCAN conversation", "SCAN person USING COVERING INDEX person_uid"])
def test_a_full_read_is_recognised(step: str) -> None:
    assert _is_scan(step)


@pytest.mark.parametrize(
    "step", ["SEARCH person USING INTEGER PRIMARY KEY (rowid=?)", "SCAN person_search VIRTUAL TABLE"]
)
def test_a_look_up_is_not_taken_for_one(step: str) -> None:
    assert not _is_scan(step)
