"""What the encrypted file withstands beneath every service: logs left by a kill, pages that are harmed, files exchanged."""

import os
import random
import shutil
from collections.abc import Callable
from functools import partial
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from relmgr.errors import DamagedError, DiskError, NewerFileError, RelmgrError
from relmgr.services import check
from relmgr.store import Store, sqlcipher
from relmgr.store import tables as t
from relmgr.store.database import create_store, open_store
from relmgr.store.sqlcipher import DatabaseKey
from tests.builders import Make
from tests.faults import victims
from tests.faults.effort import times
from tests.faults.figures import Figure, Promise
from tests.faults.writers import KEY, VAULT

OTHER_KEY = bytes(range(1, 33))
PAGE = 4096


def names(store: Store) -> set[str]:
    with store.read() as session:
        return set(session.execute(select(t.person.c.display_name)).scalars())


def leave_a_log(key: bytes, vault_id: str, name: str, path: Path, _pipe: Connection) -> None:
    """Add somebody and end as `kill -9` would: what was written lies in the log beside the file."""
    made = open_store(path, DatabaseKey(key), vault_id)
    Make(made).person(name)
    os._exit(0)


def killed_while_open(path: Path, key: bytes, vault_id: str, name: str) -> Path:
    """The log beside `path`."""
    victims.start(partial(leave_a_log, key, vault_id, name), path).process.join()
    log = path.with_name(path.name + "-wal")
    assert log.stat().st_size > 0
    return log


def opened(path: Path, key: bytes = KEY) -> Store:
    return open_store(path, DatabaseKey(key), VAULT)


@pytest.fixture
def path(tmp_path: Path, empty_file: Path) -> Path:
    """A file with Ann in it, closed."""
    file = tmp_path / "relmgr.db"
    shutil.copyfile(empty_file, file)
    store = opened(file)
    Make(store).person("Ann Archer")
    store.close()
    return file


@pytest.fixture
def other(tmp_path: Path) -> Path:
    """Another vault's file."""
    file = tmp_path / "other" / "relmgr.db"
    file.parent.mkdir()
    create_store(file, DatabaseKey(OTHER_KEY), "another vault").close()
    return file


def content(path: Path) -> dict[str, bytes]:
    return {
        one.name: one.read_bytes() for one in path.parent.glob("relmgr.db*") if not one.name.endswith("-shm")
    }


def test_what_a_kill_left_in_the_log_is_there_again(path: Path) -> None:
    killed_while_open(path, KEY, VAULT, "Bob Baker")
    store = opened(path)
    assert names(store) == {"Ann Archer", "Bob Baker"}
    store.close()
    assert not path.with_name(path.name + "-wal").exists()


def test_the_log_of_another_file_is_not_moved_into_ours(path: Path, other: Path) -> None:
    foreign = killed_while_open(other, OTHER_KEY, "another vault", "Zoe Zander")
    log = path.with_name(path.name + "-wal")
    shutil.copyfile(foreign, log)
    before = content(path)
    with pytest.raises(DamagedError, match="holds changes to another file"):
        opened(path)
    assert content(path) == before
    log.unlink()
    store = opened(path)
    assert names(store) == {"Ann Archer"}
    store.close()


@pytest.mark.parametrize(
    ("put_in_its_place", "words"),
    [
        (lambda path, _other: path.write_text("Shopping list\n" * 900), "is a text"),
        (lambda path, _other: path.write_bytes(bytes(path.stat().st_size)), "zeros"),
        (lambda path, other: shutil.copyfile(other, path), "does not answer to the key"),
        (lambda path, _other: os.truncate(path, 9 * PAGE + 7), "damaged"),
    ],
)
def test_what_stands_in_the_place_of_ours_does_not_swallow_our_log(
    path: Path, other: Path, tmp_path: Path, put_in_its_place: Callable[[Path, Path], object], words: str
) -> None:
    killed_while_open(path, KEY, VAULT, "Bob Baker")
    ours = shutil.copyfile(path, tmp_path / "kept")
    put_in_its_place(path, other)
    before = content(path)
    with pytest.raises(DamagedError, match=f"{words}.*first move “relmgr.db-wal” out of the folder"):
        opened(path)
    assert content(path) == before
    shutil.copyfile(ours, path)
    store = opened(path)
    assert names(store) == {"Ann Archer", "Bob Baker"}
    store.close()


def test_a_log_that_sqlite_would_not_take_stops_nothing(path: Path) -> None:
    path.with_name(path.name + "-wal").write_bytes(b"\x00" * 9000)
    store = opened(path)
    assert names(store) == {"Ann Archer"}
    store.close()


def test_a_newer_schema_is_left_as_it_is_with_its_log(path: Path) -> None:
    store = opened(path)
    with store.note() as session:
        session.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    store.close()
    before = content(path)
    for _twice in range(2):
        with pytest.raises(NewerFileError, match="Update Relmgr"):
            opened(path)
    assert content(path) == before
    assert not sqlcipher.is_open(path), "a file that was not opened is let go of"


DEEDS: dict[str, Callable[[Store], Any]] = {
    "list": names,
    "check": check.check,
    "write": lambda store: Make(store).person("Cleo Carter"),
    "undo": lambda store: (Make(store).person("Dora Dean"), store.undo()),
}


FLIPS = times(40, 1000)


def test_a_single_flipped_bit_is_noticed_wherever_it_is(path: Path, figure: Figure) -> None:
    """Refused at the start, or found by the look over the whole file; never taken for an empty or a sound one."""
    whole = path.read_bytes()
    chance = random.Random(1)
    unnoticed = 0
    for _flip in range(FLIPS):
        harmed = bytearray(whole)
        at = chance.randrange(len(whole))
        harmed[at] ^= 1 << chance.randrange(8)
        path.write_bytes(harmed)
        try:
            store = opened(path)
        except DamagedError:
            assert path.read_bytes() == harmed
            continue
        try:
            unnoticed += check.check(store).is_sound
        except DamagedError:
            continue
        finally:
            store.close()
    assert unnoticed == 0
    figure(Promise.NEVER_EMPTY, f"{FLIPS} of {FLIPS} single flipped bits noticed, nothing written over")


def test_a_flipped_bit_in_any_page_is_said_and_never_written_over(path: Path) -> None:
    """Whatever is done with a file whose page `number` is harmed: it works or says a sentence; no other exception."""
    whole = path.read_bytes()
    met: set[type[RelmgrError]] = set()
    refused = 0
    for number in (*range(4), *range(4, len(whole) // PAGE, times(5, 1))):
        harmed = bytearray(whole)
        harmed[number * PAGE + 1000] ^= 4
        path.write_bytes(harmed)
        was_met = False
        try:
            store = opened(path)
        except DamagedError:
            assert path.read_bytes() == harmed
            refused += 1
            continue
        for name, deed in DEEDS.items():
            try:
                found = deed(store)
            except RelmgrError as error:
                met.add(type(error))
                was_met = was_met or isinstance(error, DamagedError)
            else:
                assert name in ("list", "check") or not was_met, "written to a file known to be damaged"
                assert name != "check" or not found.is_sound, f"page {number} is harmed and nobody saw it"
        store.close()
    assert refused > 0
    assert DamagedError in met
    assert met <= {DamagedError, DiskError}


def test_a_file_that_is_exchanged_under_our_hands_is_not_written_to(path: Path, other: Path) -> None:
    store = opened(path)
    away = path.rename(path.with_name("away.db"))
    with pytest.raises(DamagedError, match="moved or exchanged"):
        Make(store).person("Bob Baker")
    shutil.copyfile(other, path)
    before = path.read_bytes()
    with pytest.raises(DamagedError, match="moved or exchanged"):
        Make(store).person("Bob Baker")
    assert path.read_bytes() == before
    path.unlink()
    away.rename(path)
    Make(store).person("Bob Baker")
    assert names(store) == {"Ann Archer", "Bob Baker"}
    store.close()
