"""The list a page at a time: the same people in the same order as in one statement, and nobody sorted in vain."""

from itertools import chain
from typing import Any

import pytest
from sqlalchemy import event

from relmgr.domain.people_filter import PeopleFilter
from relmgr.services import people
from relmgr.services.people import Filter, Sort, foremost, paging
from relmgr.store import Store
from tests.builders import TODAY, Make

_NAMES = ("Megan", "Ben", "Mia", "Ana", "Zoe", "Mo", "Łukasz", "Marta", "Noor", "Maxim", "Bo", "Amal")


@pytest.fixture
def crowd(store: Store, make: Make) -> Store:
    """Two dozen people, spoken with on different days or never."""
    for number, first in enumerate(_NAMES * 2):
        who = make.person(
            f"{first} {'Jacobs' if number % 3 else 'Marr'}", nickname="Moggie" if number == 1 else ""
        )
        if number % 4:
            make.conversation(who, on=-number * 3)
    return store


@pytest.fixture
def many(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two dozen are many."""
    for name, value in (
        ("_SMALL", 1),
        ("_SLICE", 5),
        ("_NAMES", 5),
        ("_WALKED", 4),
        ("_FEW", 3),
        ("FIRST", 2),
    ):
        monkeypatch.setattr(paging, name, value)


@pytest.mark.parametrize("sort", Sort)
@pytest.mark.parametrize("warmth", Filter)
def test_the_pages_are_the_list(
    crowd: Store, sort: Sort, warmth: Filter, request: pytest.FixtureRequest
) -> None:
    chosen = PeopleFilter(warmth=warmth)
    wanted = people.list_chosen(crowd, TODAY, chosen, sort=sort)
    request.getfixturevalue("many")
    pages = list(people.pages(crowd, TODAY, chosen, sort=sort))
    assert len(pages) > 1
    found = list(chain.from_iterable(pages))
    keys = people.keys_among(crowd, TODAY, chosen, sort, found)
    assert sorted(found) == sorted(wanted)
    assert [keys[one] for one in found] == sorted(keys.values())


@pytest.mark.parametrize("bounds", [(400, 300), (7, 300), (400, 1)])
def test_who_comes_first_is_found_without_sorting_everybody(
    store: Store,
    make: Make,
    request: pytest.FixtureRequest,
    monkeypatch: pytest.MonkeyPatch,
    bounds: tuple[int, int],
) -> None:
    walked, irregular = bounds
    for number, first in enumerate(_NAMES * 2):
        who = make.person(f"{first} {'Jacobs' if number % 3 else 'Marr'}")
        if number % 5:
            make.talks(who, last=number % 7 * 9, gap=5 + number % 4 * 6, count=1 + number % 6)
    request.getfixturevalue("many")
    for name, value in (
        ("_DAYS", 4),
        ("_WALKED", walked),
        ("_WALKED_BY_INDEX", walked),
        ("_SOON", 5),
        ("_OF_A_GAP", 2),
        ("_GAPS", 2),
        ("_IRREGULAR", irregular),
    ):
        monkeypatch.setattr(foremost, name, value)
    for built in (foremost._within_days, foremost._of_gap, foremost._irregular):
        built.cache_clear()
        request.addfinalizer(built.cache_clear)
    for warmth in Filter:
        for sort in (Sort.RECENT, Sort.QUIETEST):
            chosen = PeopleFilter(warmth=warmth)
            found = list(people.list_chosen(store, TODAY, chosen, sort=sort))
            keys = people.keys_among(store, TODAY, chosen, sort, people.list_ids(store, TODAY))
            assert sorted(found) == sorted(keys)
            assert [keys[one] for one in found] == sorted(keys.values())


@pytest.mark.parametrize("query", ["m", "ma", "marta", "mo j", "jacobs", "moggie", "lukasz", "zzz"])
@pytest.mark.parametrize("sort", Sort)
def test_who_answers_is_the_same_among_many(
    crowd: Store, query: str, sort: Sort, request: pytest.FixtureRequest
) -> None:
    wanted = people.list_ids(crowd, TODAY, query, sort=sort)
    request.getfixturevalue("many")
    found = people.list_ids(crowd, TODAY, query, sort=sort)
    assert sorted(found) == sorted(wanted)
    if sort is Sort.NAME:
        assert found == wanted


def test_whose_name_shows_the_words_comes_first(crowd: Store, make: Make) -> None:
    make.person("Moggach Smith")
    names = [row.name for row in people.rows(crowd, people.list_ids(crowd, TODAY, "mogg"), TODAY)]
    assert names == ["Moggach Smith", "Ben Jacobs"]


@pytest.mark.usefixtures("many")
def test_a_search_of_many_sorts_nobody(crowd: Store) -> None:
    """By name the list is walked in the order of its index (G1)."""
    sent: list[tuple[str, Any]] = []

    def note(*call: Any) -> None:
        sent.append((call[2], call[3]))

    event.listen(crowd.engine, "before_cursor_execute", note)
    next(people.pages(crowd, TODAY, PeopleFilter(text="m")))
    event.remove(crowd.engine, "before_cursor_execute", note)
    with crowd.read() as session:
        plans = [
            row[3]
            for sql, given in sent
            if sql.startswith("SELECT")
            for row in session.exec_driver_sql("EXPLAIN QUERY PLAN " + sql, tuple(given))
        ]
    assert plans
    assert not [step for step in plans if "TEMP B-TREE" in step]


def test_the_counts_in_slices_are_the_counts(crowd: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = people.filter_counts(crowd, TODAY)
    monkeypatch.setattr("relmgr.services.people.lists._COUNTED", 5)
    *partly, (counts, is_whole) = people.counted(crowd, TODAY)
    assert len(partly) > 2
    assert is_whole
    assert counts == whole
