"""The first screen says what the list says: the statements that stand twice are held against each other."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from benchmarks.data import build_db
from relmgr import clock, vault
from relmgr.domain.kinds import MilestoneKind
from relmgr.domain.partial_date import PartialDate
from relmgr.domain.people_rows import HintKind, PersonRow
from relmgr.paths import Profile
from relmgr.services import first_screen, people
from relmgr.services.first_screen import NOT_YET, FirstScreen, open_first
from relmgr.store import Store
from relmgr.store.sqlcipher import Opened
from tests.builders import NOW, TODAY, Make

_EVERYBODY, HITS = 10_000, 500


@pytest.fixture(scope="module", params=[3, 4])
def invented(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    folder = tmp_path_factory.mktemp("invented")
    store = build_db.build(folder / "people.db", build_db.Size(250, 2_500, seed=request.param))
    yield store
    store.close()


def first_of(store: Store) -> FirstScreen:
    return FirstScreen(Opened(store.connection.connection.driver_connection, is_read_only=False))


def listed(store: Store, today: date, typed: str = "", limit: int | None = None) -> tuple[PersonRow, ...]:
    rows = people.rows(store, people.list_ids(store, today, typed, limit=limit), today)
    return tuple(replace(row, hint=NOT_YET) if row.hint_kind is HintKind.RISK else row for row in rows)


def days() -> list[date]:
    """Today, and days on which other things are due, near and long ago."""
    return [build_db.TODAY + timedelta(days=days) for days in (0, 1, 6, 40, 200, -90, -400, 1500)]


@pytest.mark.parametrize("today", days(), ids=str)
def test_it_says_what_the_list_says(invented: Store, today: date) -> None:
    shown = first_of(invented).rows(today, _EVERYBODY)
    assert len(shown) > 200
    assert shown == listed(invented, today)


def test_and_every_kind_of_hint_was_among_them(invented: Store) -> None:
    rows = [row for today in days() for row in listed(invented, today)]
    assert {row.hint_kind for row in rows} == set(HintKind)
    for words in ("You promised", "Left you a message", "Thank-you owed", "Birthday", "ask today", "starts"):
        assert any(words in row.hint for row in rows), words


@pytest.mark.parametrize(
    "typed", ["a", "mar", "an ka", "li", "the", "ø", "王", '"', "*", "   ", "nobody at all"]
)
def test_typing_finds_whom_the_list_finds(invented: Store, typed: str) -> None:
    found = first_of(invented).rows(TODAY, HITS, typed)
    assert {row.id: row for row in found} == {row.id: row for row in listed(invented, TODAY, typed)}


def test_the_trash_and_people_of_others_are_left_out(store: Store, make: Make) -> None:
    make.person("Megan Jacobs")
    gone = make.person("Gone Away")
    people.remove(store, gone, NOW)
    make.kin(gone, "Robin Jacobs")
    assert [row.name for row in first_of(store).rows(TODAY, 20)] == ["Megan Jacobs"]


def test_of_the_dead_it_says_that_alone(store: Store, make: Make) -> None:
    person = make.person("Megan Jacobs")
    make.promise(person)
    make.milestone(person, MilestoneKind.DEATH, PartialDate(2025, 3, 2))
    shown = first_of(store).rows(TODAY, 20)
    assert shown == listed(store, TODAY)
    assert "2025" in shown[0].hint


class TestOpening:
    """The connection is then the Store's; what is not as usual is left to whoever opens the file for good."""

    def test_the_store_takes_the_connection_over(self, made: vault.Created) -> None:
        first = open_first(made.unlocked)
        assert first is not None
        assert first.rows(TODAY, 20) == ()
        store = vault.open_store(made.unlocked, opened=first.opened)
        assert store.connection.connection.driver_connection is first.opened.connection
        with store.change("Add"):
            store.connection.exec_driver_sql("INSERT INTO label (name) VALUES ('here')")
        assert store.undo_label == "Add"
        store.close()

    @pytest.mark.parametrize("revision", ["0003", "9999"])
    def test_another_schema_is_not_looked_at(self, made: vault.Created, revision: str) -> None:
        store = vault.open_store(made.unlocked)
        with store.note() as session:
            session.exec_driver_sql("UPDATE alembic_version SET version_num = ?", (revision,))
        store.close()
        assert open_first(made.unlocked) is None

    def test_what_does_not_open_is_left_to_the_usual_way(self, made: vault.Created, profile: Profile) -> None:
        path: Path = profile.database
        path.write_bytes(b"\0" * path.stat().st_size)
        assert open_first(made.unlocked) is None


@pytest.fixture
def made(tmp_path: Path) -> vault.Created:
    cheap = vault.Argon2(memory_kib=64, passes=1, lanes=1)
    return vault.create(
        _profile(tmp_path), passphrase="correct horse", keychain=None, clock=clock.fixed(NOW), cost=cheap
    )


@pytest.fixture
def profile(made: vault.Created) -> Profile:
    return made.unlocked.profile


def _profile(folder: Path) -> Profile:
    from relmgr.paths import profile_at

    return profile_at(folder / "profile")


def test_it_reads_in_the_order_of_an_index_and_looks_nobody_else_up(invented: Store) -> None:
    raw = first_of(invented).opened.connection
    given = {
        "limit": 20,
        "today": "2026-11-24",
        "since": "2026-11-01",
        "year": 2026,
        "ids": "[]",
        "months": "[]",
    }

    def plan(statement: str) -> list[str]:
        return [row[3] for row in raw.execute(f"EXPLAIN QUERY PLAN {statement}", given)]

    assert plan(first_screen._FIRST) == ["SEARCH s USING INDEX summary_sort (is_deleted=? AND is_light=?)"]
    for question, statement in first_screen._QUESTIONS.items():
        looked_up = [
            step for step in plan(statement) if not step.startswith(("LIST", "REUSE", "CREATE", "USE"))
        ]
        tables = [step for step in looked_up if "json_each" not in step]
        assert all(step.startswith("SEARCH") for step in tables), question
        assert any("person_id=?" in step for step in tables), question
