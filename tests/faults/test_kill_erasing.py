"""`kill -9` while somebody is erased: they are there whole, or gone from every byte once it was started again (promise 11)."""

import random
import shutil
from pathlib import Path

import pytest

from relmgr.services import erasing, people
from relmgr.services.check import check
from relmgr.store import scrubbing
from relmgr.store.sqlcipher import DatabaseKey
from tests import every_table
from tests.builders import Make
from tests.faults import victims, writers
from tests.faults.effort import times
from tests.faults.figures import Figure, Promise
from tests.store.pages import found_in

pytestmark = pytest.mark.timeout(times(180, 3600))
KILLS = times(6, 200)
_LONGEST_SECONDS = 0.9
"""Longer than an erasure takes on a quick machine; on a slow one the kill falls earlier."""


@pytest.fixture(scope="module")
def mould(tmp_path_factory: pytest.TempPathFactory, empty_file: Path) -> tuple[Path, set[str]]:
    """A folder with a file in which somebody stands in every table, with two copies; and the words of it."""
    folder = tmp_path_factory.mktemp("erasing")
    shutil.copyfile(empty_file, folder / "relmgr.db")
    store = writers.open_file(folder)
    make = Make(store)
    sven, megan = make.person(writers.ERASED), make.person("Megan Jacobs")
    words = every_table.fill(store, sven, megan) | {"Zyqolsen"}
    with store.change("name") as session:
        session.exec_driver_sql("UPDATE person SET display_name = ? WHERE id = ?", (writers.ERASED, sven))
    words.discard(every_table.word_of("person", "displayname"))
    store.close()
    scrubbing.empty_log(folder / "relmgr.db", DatabaseKey(writers.KEY))
    for name in writers.COPIES:
        shutil.copyfile(folder / "relmgr.db", folder / name)
    return folder, words


def test_killed_at_any_moment_it_is_not_begun_or_finished_at_the_next_start(
    mould: tuple[Path, set[str]], tmp_path: Path, figure: Figure
) -> None:
    made, words = mould
    chance = random.Random(11)
    ends = set()
    for kill in range(KILLS):
        folder = tmp_path / str(kill)
        shutil.copytree(made, folder)
        victim = victims.start(writers.erase_once, folder)
        victim.ends_within(chance.uniform(0.0, _LONGEST_SECONDS))
        victim.process.kill()
        victim.process.join()
        said = list(iter(victim.answer, ""))
        victim.pipe.close()
        store = writers.open_file(folder)
        erasing.go_on(store, writers.erasing_places(folder), writers.NOON)
        is_there = bool(people.find(store, writers.ERASED))
        assert not (said and is_there), "it was said to hold"
        assert check(store).is_sound
        store.close()
        for name in ("relmgr.db", *writers.COPIES):
            found = found_in(folder / name, writers.KEY, words)
            assert not found if not is_there else found.keys() == words, (name, said)
        assert not list(folder.glob("*.erasing*"))
        ends.add((bool(said), is_there))
        shutil.rmtree(folder)
    assert (True, False) in ends
    figure(Promise.GONE, f"0 half in {KILLS} erasures killed, file and copies")
