"""What can befall the files of a profile, and the words with which Relmgr says so."""

import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from sqlcipher3 import dbapi2

from relmgr import vault
from relmgr.paths import Profile, profile_at
from relmgr.store.sqlcipher import DatabaseKey
from tests.faults.victims import CHEAP, NOON, PASSPHRASE

PAGE = 4096


@dataclass(frozen=True, slots=True)
class Harm:
    """Something that befalls a profile."""

    name: str
    befall: Callable[[Profile], object]
    words: str
    """What is said of it, in part."""
    in_the_way: str = "already there"
    """What `init` says instead: it never makes anything over what is there."""


def make_profile(folder: Path) -> Profile:
    """A vault that PASSPHRASE opens at little cost, its recovery key proved, with nobody in it."""
    profile = profile_at(folder)
    vault.create(profile, passphrase=PASSPHRASE, keychain=None, clock=NOON, cost=CHEAP).unlocked.key.forget()
    vault.mark_recovery_proved(profile)
    return profile


def key_of(profile: Profile) -> tuple[DatabaseKey, str]:
    """The key and id of a sound profile."""
    unlocked = vault.unlock_with_passphrase(profile, PASSPHRASE, cost=CHEAP)
    return unlocked.key, unlocked.vault_id


def kept(profile: Profile) -> dict[str, bytes | None]:
    """The content of everything in the profile that must not be lost or made anew. An empty log holds nothing."""
    passing = {"logs", "lock", "relmgr.db-shm", "window.state", "settings.json"}
    places = (place for place in profile.data.iterdir() if place.name not in passing)
    found = {place.name: place.read_bytes() if place.is_file() else None for place in places}
    return {name: content for name, content in found.items() if content or not name.endswith("-wal")}


def _plain_sqlite(profile: Profile) -> None:
    profile.database.unlink()
    connection = dbapi2.connect(str(profile.database))
    connection.execute("CREATE TABLE person (id INTEGER PRIMARY KEY, display_name TEXT)")
    connection.close()


def _write_at(at: int, content: bytes) -> Callable[[Profile], None]:
    def write(profile: Profile) -> None:
        with profile.database.open("r+b") as file:
            file.seek(at)
            file.write(content)

    return write


def _cut_to(size: Callable[[int], int]) -> Callable[[Profile], None]:
    return lambda profile: os.truncate(profile.database, size(profile.database.stat().st_size))


def _another_vaults(profile: Profile) -> None:
    other = make_profile(profile.data.parent / "another")
    shutil.copyfile(other.database, profile.database)


def _folder_in_its_place(profile: Profile) -> None:
    profile.database.unlink()
    profile.database.mkdir()


def _schema_of_the_future(profile: Profile) -> None:
    unlocked = vault.unlock_with_passphrase(profile, PASSPHRASE, cost=CHEAP)
    store = vault.open_store(unlocked)
    with store.note() as session:
        session.exec_driver_sql("UPDATE alembic_version SET version_num = '0999'")
    store.close()


def _both_keys(befall: Callable[[Path], object]) -> Callable[[Profile], None]:
    def harm(profile: Profile) -> None:
        befall(profile.vault_file)
        befall(profile.vault_copy)

    return harm


def _pipe_in_its_place(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


def _keys_of_another(profile: Profile) -> None:
    other = make_profile(profile.data.parent / "another")
    shutil.copyfile(other.vault_file, profile.vault_copy)


def _format_of_the_future(path: Path) -> None:
    path.write_text(path.read_text("utf-8").replace('"format": 1', '"format": 2'), "utf-8")


HARMS = (
    Harm("gone", lambda profile: profile.database.unlink(), "is missing, though its keys are here"),
    Harm("emptied", lambda profile: profile.database.write_bytes(b""), "is empty: 0 bytes"),
    Harm("a text", lambda profile: profile.database.write_text("Milk\nBread\n" * 999), "is a text"),
    Harm("plain SQLite", _plain_sqlite, "is an unencrypted database"),
    Harm("zeros", lambda profile: profile.database.write_bytes(bytes(9 * PAGE)), "overwritten with zeros"),
    Harm("first page zeros", _write_at(0, bytes(PAGE)), "overwritten with zeros"),
    Harm("first page harmed", _write_at(100, b"\xa5\x5a" * 40), "is damaged. The key is right"),
    Harm("first bytes harmed", _write_at(0, b"\xa5\x5a" * 8), "does not answer to the key"),
    Harm("breaks off within a page", _cut_to(lambda size: size - 1500), "breaks off in the middle"),
    Harm("half of it", _cut_to(lambda size: size // PAGE // 2 * PAGE), "is damaged"),
    Harm("less than a page", _cut_to(lambda _size: 700), "breaks off in the middle"),
    Harm("another vault's", _another_vaults, "does not answer to the key"),
    Harm("a folder", _folder_in_its_place, "is a folder"),
    Harm("schema of the future", _schema_of_the_future, "Update Relmgr"),
    Harm("keys gone", _both_keys(Path.unlink), "are missing; without them"),
    Harm("keys harmed", _both_keys(lambda path: path.write_bytes(b"{\x00")), "are damaged; without them"),
    Harm("keys that are pipes", _both_keys(_pipe_in_its_place), "are damaged; without them"),
    Harm("keys of two vaults", _keys_of_another, "belong to different files"),
    Harm("keys of the future", _both_keys(_format_of_the_future), "by a newer Relmgr"),
)
"""Each makes the file impossible to open."""
