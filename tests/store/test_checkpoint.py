"""The write-ahead log is moved into the file in idle moments, and the store goes on as before."""

from pathlib import Path

from relmgr.store import Store
from tests.builders import Make


def test_what_was_saved_moves_into_the_file(store: Store, make: Make) -> None:
    before = store.path.stat().st_size
    for number in range(100):
        make.person(f"Person {number}")
    assert store.path.stat().st_size == before

    store.checkpoint()

    assert store.path.stat().st_size > before


def test_the_store_reads_and_changes_after_a_checkpoint(store: Store, make: Make) -> None:
    make.person("Ada Abel")
    store.checkpoint()
    make.person("Ben Brandt")
    store.checkpoint()
    with store.read() as session:
        count = session.exec_driver_sql("SELECT count(*) FROM person").scalar_one()
    assert count == 2


def test_a_checkpoint_inside_a_change_waits_for_the_next_one(store: Store, tmp_path: Path) -> None:
    with store.read():
        store.checkpoint()
    store.checkpoint()
