"""Undo steps kept in the file while it is shut (S4): they come back, or are void, and never lead to half a change."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from relmgr.errors import DiskError
from relmgr.services import people
from relmgr.services.people import PersonInput
from relmgr.store import Store, kept
from relmgr.store.database import create_store, open_store
from relmgr.store.sqlcipher import DatabaseKey
from relmgr.store.store import UNDO_STEPS
from tests.store.test_store import NOW, _fail_halfway, add_person, content

Open = Callable[[], Store]


@pytest.fixture
def open_it(tmp_path: Path) -> Iterator[Open]:
    """Opens one file again and again, as starts and unlocks do."""
    path, key, opened = tmp_path / "relmgr.db", DatabaseKey(bytes(range(32))), []

    def open_once() -> Store:
        store = open_store(path, key, "vault") if path.exists() else create_store(path, key, "vault")
        opened.append(store)
        return store

    yield open_once
    for store in opened:
        if not store.connection.closed:
            store.close()


@contextmanager
def shut(store: Store) -> Iterator[None]:
    """Keep the steps and close, as a lock does."""
    store.keep_steps()
    store.close()
    yield


def kept_rows(store: Store) -> int:
    with store.read() as session:
        return sum(
            int(session.exec_driver_sql(f"SELECT count(*) FROM {name}").scalar_one())
            for name in ("kept_step", "kept_note")
        )


def test_undo_and_redo_go_on_where_they_were(open_it: Open) -> None:
    store = open_it()
    start = content(store)
    megan = add_person(store)
    with_megan = content(store)
    people.edit(store, megan, PersonInput(display_name="Meg", given="Meg"), NOW)
    edited = content(store)
    people.remove(store, megan, NOW)
    store.undo()
    with shut(store):
        again = open_it()
        assert again.recall_steps()
        assert kept_rows(again) == 0
        assert content(again) == edited
        assert (again.undo_label, again.redo_label) == ("Edit Meg", "Move to the trash")
        assert again.redo() == "Move to the trash"
        for _step in range(2):
            again.undo()
        assert content(again) == with_megan
        again.undo()
        assert content(again) == start
        assert again.undo() is None
        while again.redo() is not None:
            pass
        assert again.undo_label == "Move to the trash"


def test_over_many_locks_a_hundred_steps_and_no_more(open_it: Open) -> None:
    store = open_it()
    for number in range(UNDO_STEPS + 20):
        add_person(store, f"Person {number}")
        if number % 40 == 0:
            with shut(store):
                store = open_it()
                assert store.recall_steps()
    count = 0
    while store.undo() is not None:
        count += 1
    assert count == UNDO_STEPS


def test_whoever_changes_the_file_in_between_makes_them_void_and_it_is_said_once(open_it: Open) -> None:
    store = open_it()
    add_person(store)
    with shut(store):
        other = open_it()
        add_person(other, "Jo")  # as the command line does: it takes nothing up
        assert kept_rows(other) == 1
        other.close()
        again = open_it()
        assert not again.recall_steps()
        assert again.undo_label is None
        assert kept_rows(again) == 0
        assert again.recall_steps()


def test_a_change_that_fails_or_a_look_makes_nothing_void(open_it: Open) -> None:
    store = open_it()
    add_person(store)
    with shut(store):
        other = open_it()
        with pytest.raises(ZeroDivisionError):
            _fail_halfway(other)
        with other.change("Nothing"):
            pass
        people.trash(other)
        other.close()
        again = open_it()
        assert again.recall_steps()
        assert again.undo_label == "Add Megan Jacobs"


def test_what_is_forgotten_is_forgotten_in_the_file_too(open_it: Open) -> None:
    store = open_it()
    add_person(store)
    with shut(store):
        again = open_it()  # as an erasure from the command line: nothing was taken up
        again.forget_steps()
        assert kept_rows(again) == 0
        assert again.recall_steps()
        assert again.undo() is None


def test_the_newest_are_kept_where_there_is_not_room_for_all(
    open_it: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept, "KEPT_BYTES", 20_000)
    store = open_it()
    for number in range(10):
        people.add(store, PersonInput(display_name=f"P{number}", given="P", notes="n" * 4000), NOW)
    for number in range(1, 8):
        people.edit(
            store,
            people.list_ids(store, NOW.date())[0],
            PersonInput(display_name=f"{number}", given="P", notes="m" * 4000),
            NOW,
        )
    with shut(store):
        again = open_it()
        assert again.recall_steps()
        count = 0
        while again.undo() is not None:
            count += 1
        assert 1 <= count <= 5
        assert kept_rows(again) == 0


def test_a_disk_that_refuses_costs_the_steps_alone(open_it: Open) -> None:
    store = open_it()
    add_person(store)
    with store.read() as session:
        pages = session.exec_driver_sql("PRAGMA page_count").scalar_one()
        session.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(DiskError):
        people.add(store, PersonInput(display_name="Jo", given="Jo", notes="n" * 30_000), NOW)
    store.keep_steps()
    assert not store.is_busy
    store.close()
    again = open_it()
    assert again.recall_steps()
    assert people.list_ids(again, NOW.date())
