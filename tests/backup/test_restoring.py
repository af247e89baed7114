"""Restoring: the old or the new, never neither; nothing strange is believed; on a bare machine with the code alone."""

import contextlib
import json
import shutil
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from relmgr import backup, disk, vault
from relmgr.backup import Backup, Kind, Places
from relmgr.errors import DamagedError, DiskError, NewerFileError, OlderFileError, WrongKeyError
from relmgr.paths import profile_at
from relmgr.services import erasing, people
from relmgr.store import sqlcipher
from relmgr.store.database import create_old
from relmgr.vault import Unlocked, swapping
from tests.backup.conftest import NOW, House, Names
from tests.faults.victims import CHEAP, PASSPHRASE


def test_the_backup_stands_in_the_place_of_the_file_which_is_kept(house: House, names_in: Names) -> None:
    made = house.back_up()
    house.add("Later")
    house.store.close()
    done = backup.restore(house.profile, made, house.unlocked.key, NOW)
    assert (done.people, done.is_new_here) == (2, False)
    assert names_in(house.profile) == {"Ada", "Grace"}
    (replaced,) = backup.replaced_in(house.profile)
    assert replaced.folder == done.replaced
    assert backup.look(replaced, house.unlocked.key).names == ("Ada", "Grace", "Later")
    house.store = vault.open_store(house.unlocked)


def test_what_was_replaced_can_be_restored_in_turn(house: House, names_in: Names) -> None:
    made = house.back_up()
    house.add("Later")
    house.store.close()
    backup.restore(house.profile, made, house.unlocked.key, NOW)
    (replaced,) = backup.replaced_in(house.profile)
    backup.restore(house.profile, replaced, house.unlocked.key, NOW + timedelta(minutes=1))
    assert names_in(house.profile) == {"Ada", "Grace", "Later"}
    house.store = vault.open_store(house.unlocked)


def test_on_a_bare_machine_with_the_recovery_code_alone(
    house: House, tmp_path: Path, names_in: Names
) -> None:
    made = house.back_up()
    stick = tmp_path / "elsewhere" / made.name
    shutil.copytree(made.folder, stick)
    bare = profile_at(tmp_path / "bare")
    (found,) = backup.found_at(tmp_path / "elsewhere")
    done = backup.restore(bare, found, backup.key_of(found, recovery_code=house.code), NOW)
    assert done.is_new_here
    assert not list(bare.data.glob("replaced-*"))
    assert vault.state(bare).standing is vault.Standing.READY
    assert names_in(bare) == {"Ada", "Grace"}
    assert backup.found_at(stick)[0].folder == stick
    assert {one.people for one in backup.found_at(house.profile.data)} == {None, 2}, (
        "its own file, and the backup"
    )


def test_no_backup_goes_when_one_is_restored(house: House) -> None:
    for days in range(8):
        house.back_up(at=NOW + timedelta(days=days))
    before = {one.name for one in backup.in_folder(house.places.first)}
    oldest = backup.in_folder(house.places.first)[-1]
    backup.keep_present(house.unlocked, house.places, NOW + timedelta(days=90))
    house.store.close()
    backup.restore(house.profile, oldest, house.unlocked.key, NOW + timedelta(days=90))
    after = {one.name for one in backup.in_folder(house.places.first)}
    assert after - before == {"2027-02-22T14-42-00Z-before-restore"}
    assert before <= after
    house.store = vault.open_store(house.unlocked)


def test_the_keys_of_now_stay(house: House) -> None:
    made = house.back_up()
    vault.set_passphrase(house.unlocked, "quite another passphrase", cost=CHEAP)
    house.store.close()
    backup.restore(house.profile, made, house.unlocked.key, NOW)
    vault.unlock_with_passphrase(house.profile, "quite another passphrase", cost=CHEAP).key.forget()
    house.store = vault.open_store(house.unlocked)


@pytest.mark.parametrize("harm", ["gone", "empty", "text", "keys gone", "all gone"])
def test_it_works_with_no_usable_file(house: House, harm: str, names_in: Names) -> None:
    made = house.back_up()
    key = backup.key_of(made, recovery_code=house.code)
    house.store.close()
    profile = house.profile
    if harm in ("gone", "all gone"):
        profile.database.unlink()
    if harm == "empty":
        profile.database.write_bytes(b"")
    if harm == "text":
        profile.database.write_text("Milk\nBread\n" * 999)
    if harm in ("keys gone", "all gone"):
        profile.vault_file.unlink()
        profile.vault_copy.unlink()
    if harm in ("gone", "empty", "text"):
        assert backup.keep_present(Unlocked(profile, key, house.unlocked.vault_id), house.places, NOW) is None
    backup.restore(profile, made, key, NOW)
    assert names_in(profile) == {"Ada", "Grace"}
    house.store = vault.open_store(house.unlocked)


def _strange(statement: str) -> Callable[[Any], None]:
    return lambda connection: connection.execute(statement)


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TRIGGER sly AFTER INSERT ON person BEGIN DELETE FROM conversation; END",
        "CREATE VIEW sly AS SELECT * FROM person",
        "CREATE TABLE sly (id INTEGER PRIMARY KEY)",
        "DROP INDEX summary_sort",
        "ALTER TABLE way ADD COLUMN sly TEXT",
    ],
)
def test_a_backup_that_somebody_changed_is_not_believed(house: House, statement: str) -> None:
    made = house.back_up()
    _change(made, house, statement)
    for deed in (
        lambda: backup.look(made, house.unlocked.key),
        lambda: backup.compare(made, house.unlocked),
        lambda: backup.restore(house.profile, made, house.unlocked.key, NOW),
    ):
        with pytest.raises(DamagedError, match="is not made as Relmgr makes its files"):
            deed()
    assert house.names() == {"Ada", "Grace"}


def test_a_backup_from_the_future_is_refused(house: House) -> None:
    made = house.back_up()
    _change(made, house, "UPDATE alembic_version SET version_num = '0999'")
    with pytest.raises(NewerFileError):
        backup.look(made, house.unlocked.key)


def test_a_backup_that_lost_a_row_is_refused(house: House) -> None:
    made = house.back_up()
    _change(made, house, "DELETE FROM person WHERE id = 1")
    house.store.close()
    with pytest.raises(DamagedError, match="does not hold what was put into it"):
        backup.restore(house.profile, made, house.unlocked.key, NOW)
    house.store = vault.open_store(house.unlocked)
    assert house.names() == {"Ada", "Grace"}
    assert not list(house.profile.data.glob("restoring-*"))


def _change(made: Backup, house: House, statement: str) -> None:
    connection = sqlcipher.connect(made.profile.database, house.unlocked.key)
    connection.execute("PRAGMA recursive_triggers = OFF")
    connection.execute(statement)
    connection.close()


def test_a_harmed_backup_is_refused_and_nothing_changes(house: House) -> None:
    for number in range(100):
        house.add(f"Person {number}")
    made = house.back_up()
    with made.profile.database.open("r+b") as file:
        file.seek(made.size // 8192 * 4096 + 77)
        file.write(b"\xa5\x5a")
    house.store.close()
    before = house.profile.database.read_bytes()
    with pytest.raises(DamagedError):
        backup.restore(house.profile, made, house.unlocked.key, NOW)
    assert house.profile.database.read_bytes() == before
    house.store = vault.open_store(house.unlocked)


def test_the_key_of_another_file_is_refused(house: House, tmp_path: Path) -> None:
    made = house.back_up()
    other = vault.create(
        profile_at(tmp_path / "other"), passphrase=PASSPHRASE, keychain=None, clock=_Noon(), cost=CHEAP
    )
    with pytest.raises(WrongKeyError):
        backup.restore(profile_at(tmp_path / "bare"), made, other.unlocked.key, NOW)
    with pytest.raises(WrongKeyError):
        backup.key_of(made, recovery_code=other.recovery_code)
    assert not backup.opens(made, other.unlocked)


def _Noon() -> Any:
    from tests.faults.victims import NOON

    return NOON


def test_what_was_erased_stays_noted_as_erased(house: House) -> None:
    made = house.back_up()
    with house.store.note() as session:
        session.exec_driver_sql("INSERT INTO erased (digest, at) VALUES ('abc', '2026-11-24T15:00:00Z')")
    house.store.close()
    backup.restore(house.profile, made, house.unlocked.key, NOW)
    house.store = vault.open_store(house.unlocked)
    with house.store.read() as session:
        assert session.exec_driver_sql("SELECT digest FROM erased").scalars().all() == ["abc"]


@pytest.mark.parametrize("cut_at", range(1, 12))
def test_a_restore_that_is_cut_short_is_carried_through(
    house: House, cut_at: int, monkeypatch: pytest.MonkeyPatch, names_in: Names
) -> None:
    made = house.back_up()
    house.add("Later")
    house.store.close()
    (house.profile.data / "relmgr.db-wal").write_bytes(b"")
    vault_file = house.profile.vault_file.read_bytes()
    house.profile.vault_file.write_bytes(b"harmed")
    house.profile.vault_copy.write_bytes(b"harmed")
    calls = 0

    class CutError(Exception):
        pass

    real = disk.put_in_place

    def cut(*given: Any) -> None:
        nonlocal calls
        calls += 1
        if calls == cut_at:
            raise CutError
        real(*given)

    key = backup.key_of(made, recovery_code=house.code)
    monkeypatch.setattr(disk, "put_in_place", cut)
    with contextlib.suppress(CutError):
        backup.restore(house.profile, made, key, NOW)
    monkeypatch.setattr(disk, "put_in_place", real)
    if swapping.is_under_way(house.profile) or calls != cut_at:
        expected = {"Ada", "Grace"}
    else:  # before it was decided: all is as it was
        assert house.profile.vault_file.read_bytes() == b"harmed"
        house.profile.vault_file.write_bytes(vault_file)
        expected = {"Ada", "Grace", "Later"}
    assert names_in(house.profile) == expected
    assert not swapping.is_under_way(house.profile)
    assert not list(house.profile.data.glob("restoring-*"))
    house.store = vault.open_store(house.unlocked)


@pytest.mark.parametrize("plan", [{}, {"staged": "../x", "replaced": "replaced-1"}, {"staged": 1}, []])
def test_a_plan_that_makes_no_sense_moves_nothing(house: House, plan: object) -> None:
    (house.profile.data / "restore.json").write_text(json.dumps(plan))
    with pytest.raises(DamagedError, match="a restore is under way"):
        vault.state(house.profile)
    assert house.names() == {"Ada", "Grace"}


def test_a_restore_without_room_is_said_with_the_megabytes(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    from relmgr.backup import restoring

    made = house.back_up()
    monkeypatch.setattr(restoring, "megabytes_free", lambda _place: 5)
    with pytest.raises(DiskError, match=r"5 MB free; 2\d MB are needed"):
        backup.restore(house.profile, made, house.unlocked.key, NOW)


def test_what_a_restore_would_change_is_said_before(house: House) -> None:
    made = house.back_up()
    ada = people.list_ids(house.store, today=NOW.date())[0]
    house.add("Later")
    known = people.details(house.store, ada).input
    from dataclasses import replace

    people.edit(house.store, ada, replace(known, city="Leeds"), NOW)
    people.remove(house.store, people.list_ids(house.store, today=NOW.date())[1], NOW)
    inside, difference = backup.compare(made, house.unlocked)
    assert inside.people == 2
    assert difference.comes_back == ("Grace",)
    assert difference.goes == ("Later",)
    assert difference.changed == ("Ada",)
    assert (difference.people, difference.conversations) == (0, 0)


SOMEBODY = (
    "INSERT INTO person (uid, display_name, given, created_at, changed_at) VALUES "
    "('a uid', 'Old Ada', 'Old Ada', '2026-01-01T00:00:00.000000Z', '2026-01-01T00:00:00.000000Z')"
)


def test_an_older_file_is_stepped_up_only_with_a_backup(house: House) -> None:
    _make_old(house)
    with pytest.raises(OlderFileError, match="A backup comes first"):
        vault.open_store(house.unlocked)
    store = backup.open_store(house.unlocked, house.places, NOW)
    store.close()
    (made,) = backup.in_folder(house.places.first)
    assert (made.kind, made.schema, made.is_good) == (Kind.BEFORE_MIGRATION, "0001", True)
    house.store = vault.open_store(house.unlocked)


def test_without_room_for_the_backup_an_older_file_stays_as_it_is(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    from relmgr.backup import making

    _make_old(house)
    before = house.profile.database.read_bytes()
    monkeypatch.setattr(making, "megabytes_free", lambda _place: 0)
    with pytest.raises(DiskError):
        backup.open_store(house.unlocked, house.places, NOW)
    assert house.profile.database.read_bytes() == before
    monkeypatch.undo()
    house.store = backup.open_store(house.unlocked, house.places, NOW)


def test_an_older_file_that_can_only_be_read_is_shown_as_it_would_be(house: House) -> None:
    from relmgr.errors import ReadOnlyError

    _make_old(house)
    before = house.profile.database.read_bytes()
    store = vault.open_store(house.unlocked, read_only=True)
    with store.read() as session:
        session.exec_driver_sql("SELECT purpose FROM person")
    with pytest.raises(ReadOnlyError), store.change("Nothing") as session:
        session.exec_driver_sql("INSERT INTO meta (key, value) VALUES ('x', 'y')")
    store.close()
    assert house.profile.database.read_bytes() == before
    assert not list(house.profile.data.glob("relmgr.db-*"))
    house.store = backup.open_store(house.unlocked, house.places, NOW)


def test_an_older_backup_is_restored_as_of_today(house: House, tmp_path: Path) -> None:
    _make_old(house)
    older = backup.run(house.unlocked, house.places, Kind.ASKED, NOW).made
    assert older.schema == "0001"
    bare = profile_at(tmp_path / "bare")
    backup.restore(bare, older, backup.key_of(older, recovery_code=house.code), NOW)
    house.store = vault.open_store(Unlocked(bare, house.unlocked.key, house.unlocked.vault_id))


def _make_old(house: House) -> None:
    house.store.close()
    house.profile.database.unlink()
    create_old(house.profile.database, house.unlocked.key, house.unlocked.vault_id, "0001")


def test_places_follow_the_settings(house: House, tmp_path: Path) -> None:
    from relmgr.settings import Settings

    assert backup.places(house.profile, Settings()) == Places(house.profile.backups)
    chosen = Settings(backup_folder=str(tmp_path / "a"), second_backup_folder=str(tmp_path / "b"))
    assert backup.places(house.profile, chosen) == Places(tmp_path / "a", tmp_path / "b")


def test_who_was_erased_does_not_come_back_with_an_older_backup(house: House, names_in: Names) -> None:
    sven = house.add("Sven")
    made = house.back_up()
    erasing.start(house.store, sven, NOW)
    house.store.close()
    backup.restore(house.profile, made, house.unlocked.key, NOW)
    assert names_in(house.profile) == {"Ada", "Grace"}
    house.store = vault.open_store(house.unlocked)
    erasing.clear_ledger(house.store)
    house.store.close()
    backup.restore(house.profile, made, house.unlocked.key, NOW + timedelta(minutes=1))
    assert names_in(house.profile) == {"Ada", "Grace", "Sven"}
    house.store = vault.open_store(house.unlocked)


def _with_an_erased_sven(house: House) -> Backup:
    """A backup that holds Sven, who was erased since; the file is shut."""
    sven = house.add("Sven")
    made = house.back_up()
    erasing.start(house.store, sven, NOW)
    house.store.close()
    return made


def test_who_was_erased_is_named_before_a_restore(house: House) -> None:
    made = _with_an_erased_sven(house)
    inside, difference = backup.compare(made, house.unlocked)
    assert (inside.people, inside.erased) == (3, ("Sven",))
    assert (difference.comes_back, difference.people) == ((), 0)
    assert backup.look(made, house.unlocked.key, present=house.profile).erased == ("Sven",)
    assert backup.look(made, house.unlocked.key).erased == ()
    house.store = vault.open_store(house.unlocked)


def test_an_older_backup_tells_who_of_it_was_erased(house: House) -> None:
    _make_old(house)
    connection = sqlcipher.connect(house.profile.database, house.unlocked.key)
    connection.execute(SOMEBODY)
    connection.commit()
    connection.close()
    older = backup.run(house.unlocked, house.places, Kind.ASKED, NOW).made
    store = backup.open_store(house.unlocked, house.places, NOW)
    erasing.start(store, people.list_ids(store, today=NOW.date())[0], NOW)
    store.close()
    assert older.schema == "0001"
    assert backup.look(older, house.unlocked.key, present=house.profile).erased == ("Old Ada",)
    house.store = vault.open_store(house.unlocked)


def test_the_erased_are_left_out_and_an_erasure_that_goes_on_is_not_forgotten(
    house: House, names_in: Names
) -> None:
    made = _with_an_erased_sven(house)
    done = backup.restore(house.profile, made, house.unlocked.key, NOW)
    assert (done.left_out, done.people) == (1, 2)
    assert names_in(house.profile) == {"Ada", "Grace"}
    house.store = vault.open_store(house.unlocked)
    assert erasing.count_erased(house.store) == 1
    assert erasing.unfinished(house.store) is not None


def test_the_erased_are_brought_back_and_no_longer_noted(house: House, names_in: Names) -> None:
    later = house.add("Not in the backup")
    erasing.start(house.store, later, NOW)
    made = _with_an_erased_sven(house)
    done = backup.restore(house.profile, made, house.unlocked.key, NOW, with_erased=True)
    assert (done.left_out, done.people) == (0, 3)
    assert names_in(house.profile) == {"Ada", "Grace", "Sven"}
    house.store = vault.open_store(house.unlocked)
    assert erasing.count_erased(house.store) == 1, "the other erasure is still noted"
    begun = erasing.unfinished(house.store)
    assert begun is not None
    assert begun.files == ()
    hashes = erasing.hashes_of(house.store, begun)
    assert backup.look(made, house.unlocked.key).people == 3
    assert hashes, "what is still to be cleaned is cleaned of the other one alone"
