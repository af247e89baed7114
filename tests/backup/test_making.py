"""Making a backup: whole, verified, encrypted at every moment, and nobody waits for it."""

import os
import threading
from datetime import timedelta
from pathlib import Path

import pytest

from relmgr import backup, vault
from relmgr.backup import Kind, StoppedError, making
from relmgr.errors import DamagedError, DiskError, WrongKeyError
from relmgr.paths import profile_at
from relmgr.store import sqlcipher
from relmgr.store.sqlcipher import copying
from relmgr.store.sqlcipher.judging import PAGE, page_answers, signing_key
from tests.backup.conftest import NOW, House

MARKER = "Wilhelmina-Canary"


def test_a_backup_is_a_folder_that_opens_alone(house: House) -> None:
    made = house.back_up()
    assert made.is_good
    assert made.name == "2026-11-24T14-42-00Z"
    assert (made.people, made.conversations, made.schema) == (2, 0, "0005")
    assert made.rows["person"] == 2
    assert {place.name for place in made.folder.iterdir()} == {
        "relmgr.db",
        "vault.json",
        "vault.json.copy",
        "manifest.json",
    }
    inside = backup.look(made, backup.key_of(made, recovery_code=house.code))
    assert inside.names == ("Ada", "Grace")
    assert backup.in_folder(house.places.first) == (made,)


def test_looking_into_a_backup_changes_nothing_in_it(house: House) -> None:
    made = house.back_up()
    before = {place.name: place.read_bytes() for place in made.folder.iterdir()}
    backup.look(made, house.unlocked.key)
    backup.compare(made, house.unlocked)
    assert {place.name: place.read_bytes() for place in made.folder.iterdir()} == before


def test_what_is_written_meanwhile_is_not_in_it_and_waits_for_nobody(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(copying, "PAGES_A_STEP", 8)
    steps = 0

    def goes_on() -> bool:
        nonlocal steps
        steps += 1
        if steps in (1, 3):
            house.add(f"Meanwhile {steps}")
        return True

    made = making.make(house.unlocked, house.profile.backups, Kind.ASKED, NOW, goes_on=goes_on)
    assert steps > 3
    assert made.people == 2
    assert backup.look(made, house.unlocked.key).names == ("Ada", "Grace")
    assert {"Meanwhile 1", "Meanwhile 3"} < house.names()


def test_it_is_made_in_a_thread_while_the_window_writes(house: House) -> None:
    for number in range(40):
        house.add(f"Person {number}")
    problems: list[BaseException] = []

    def work() -> None:
        try:
            for second in range(3):
                house.back_up(at=NOW + timedelta(seconds=second))
        except BaseException as error:  # noqa: BLE001  (told in the thread of the test)
            problems.append(error)

    thread = threading.Thread(target=work)
    thread.start()
    number = 0
    while thread.is_alive():
        house.add(f"Beside {number}")
        number += 1
    thread.join()
    assert problems == []
    assert number > 0
    assert len(backup.in_folder(house.places.first)) == 3
    with house.store.read():
        sqlcipher.quick_check(house.store.connection.connection.driver_connection)


def test_no_page_of_it_is_ever_readable(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    house.add(MARKER)
    monkeypatch.setattr(copying, "PAGES_A_STEP", 4)
    looked_at = 0

    def goes_on() -> bool:
        nonlocal looked_at
        for place in house.profile.backups.rglob("*"):
            if place.is_file():
                looked_at += 1
                content = _read_elsewhere(place)
                assert MARKER.encode() not in content
                assert b"SQLite format 3" not in content
                assert b"CREATE TABLE" not in content
        return True

    made = making.make(house.unlocked, house.profile.backups, Kind.ASKED, NOW, goes_on=goes_on)
    assert looked_at > 10
    content = made.profile.database.read_bytes()
    secret = signing_key(content, house.unlocked.key)
    pages = [content[start : start + PAGE] for start in range(0, len(content), PAGE)]
    assert all(page_answers(page, number, secret) for number, page in enumerate(pages, 1))


def _read_elsewhere(place: Path) -> bytes:
    """Through another process: closing a file that SQLite has open drops its locks in this one."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        content = place.read_bytes()
        found = [word for word in (MARKER.encode(), b"SQLite format 3", b"CREATE TABLE") if word in content]
        os.write(writing, b"|".join(found))
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as file:
        content = file.read()
    os.waitpid(child, 0)
    return content


def test_a_copy_that_does_not_count_the_same_is_no_backup(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = sqlcipher.copy_live
    monkeypatch.setattr(
        sqlcipher, "copy_live", lambda *given, **named: real(*given, **named) | {"person": 77}
    )
    with pytest.raises(DamagedError, match="does not hold what the file holds"):
        house.back_up()
    assert list(house.profile.backups.iterdir()) == []


def test_a_harmed_file_gives_no_backup_and_prunes_none(house: House) -> None:
    for number in range(300):
        house.add(f"Person {number}")
    house.store.close()
    for days in range(20):
        assert house.back_up(at=NOW + timedelta(days=days)).is_good
    before = {one.name for one in backup.in_folder(house.places.first)}
    size = house.profile.database.stat().st_size
    with house.profile.database.open("r+b") as file:
        file.seek(size // PAGE // 2 * PAGE + 1000)
        file.write(b"\xa5\x5a" * 8)
    with pytest.raises(DamagedError, match="is damaged"):
        house.back_up(at=NOW + timedelta(days=30))
    assert {one.name for one in backup.in_folder(house.places.first)} == before
    assert not list(house.profile.backups.glob(".*"))


def test_stopping_leaves_nothing_behind(house: House) -> None:
    with pytest.raises(StoppedError):
        making.make(house.unlocked, house.profile.backups, Kind.ASKED, NOW, goes_on=lambda: False)
    assert list(house.profile.backups.iterdir()) == []


def test_locking_meanwhile_does_not_harm_it(house: House) -> None:
    def goes_on() -> bool:
        house.unlocked.key.forget()
        return True

    made = making.make(house.unlocked, house.profile.backups, Kind.ASKED, NOW, goes_on=goes_on)
    assert made.is_good


def test_what_a_killed_backup_left_is_cleared_away_and_only_that(house: House) -> None:
    folder = house.profile.backups
    ours = folder / f".unfinished-{house.unlocked.vault_id[:8]}-2026-11-01T00-00-00Z"
    another = folder / ".unfinished-12345678-2026-11-01T00-00-00Z"
    theirs = folder / "holiday pictures"
    for place in (ours, another, theirs):
        place.mkdir(parents=True)
        (place / "relmgr.db.part").write_bytes(b"x")
    house.back_up()
    assert not ours.exists()
    assert another.exists()
    assert (theirs / "relmgr.db.part").exists()


def test_a_disk_without_room_is_said_with_the_megabytes(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(making, "megabytes_free", lambda _place: 3)
    with pytest.raises(DiskError, match=r"3 MB free; 2\d MB are needed"):
        house.back_up()


def test_a_second_folder_gets_its_copy_once_it_is_there(house: House, tmp_path: Path) -> None:
    away = backup.run(house.unlocked, house.places, Kind.AUTOMATIC, NOW)
    assert away.is_second_away
    (tmp_path / "stick").mkdir()
    caught_up = backup.catch_up(house.unlocked, house.places, NOW)
    assert caught_up is not None
    assert caught_up.is_good
    assert backup.catch_up(house.unlocked, house.places, NOW) is None
    later = backup.run(house.unlocked, house.places, Kind.AUTOMATIC, NOW + timedelta(days=1))
    assert later.second is not None
    there = backup.in_folder(tmp_path / "stick")
    assert [one.name for one in there] == ["2026-11-25T14-42-00Z", "2026-11-24T14-42-00Z"]
    assert backup.look(there[0], backup.key_of(there[0], recovery_code=house.code)).people == 2


def test_a_second_folder_that_fails_does_not_undo_the_first(
    house: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "stick").mkdir()

    def refuse(*_given: object, **_named: object) -> None:
        raise DiskError("the stick is full")

    monkeypatch.setattr(making, "copy_to", refuse)
    done = backup.run(house.unlocked, house.places, Kind.AUTOMATIC, NOW)
    assert done.made.is_good
    assert done.second_problem == "the stick is full"


def test_a_first_folder_of_ones_own_must_be_there(house: House, tmp_path: Path) -> None:
    with pytest.raises(DiskError, match="is not there"):
        making.make(house.unlocked, tmp_path / "gone", Kind.ASKED, NOW)
    assert not (tmp_path / "gone").exists()


def test_the_newest_recovery_key_opens_the_older_backups(house: House) -> None:
    older = house.back_up()
    code = vault.new_recovery_code(house.unlocked)
    house.back_up(at=NOW + timedelta(days=1))
    assert backup.look(older, backup.key_of(older, recovery_code=code)).people == 2
    with pytest.raises(WrongKeyError):
        backup.key_of(older, recovery_code=house.code)


def test_when_the_next_is_due(house: House) -> None:
    where, whose = house.places, house.unlocked.vault_id
    assert backup.is_due(where, whose, NOW)
    house.back_up()
    assert not backup.is_due(where, whose, NOW + timedelta(hours=23))
    assert backup.is_due(where, whose, NOW + timedelta(hours=24))
    assert backup.is_due(where, whose, NOW - timedelta(days=365)), "a backup from the future proves nothing"
    assert backup.is_due(where, "another file", NOW)


def test_a_file_that_lost_bytes_is_no_good_one(house: House) -> None:
    made = house.back_up()
    os.truncate(made.profile.database, 5000)
    (found,) = backup.in_folder(house.places.first)
    assert not found.is_good
    assert backup.is_due(house.places, house.unlocked.vault_id, NOW)


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"format": 1}', b'{"format": 99}', b"\xff" * 99])
def test_a_manifest_that_says_nothing_counts_for_nothing(house: House, content: bytes) -> None:
    made = house.back_up()
    (made.folder / "manifest.json").write_bytes(content)
    (found,) = backup.in_folder(house.places.first)
    assert not found.is_good
    assert found.made == made.made
    assert backup.look(found, house.unlocked.key).people == 2


def test_what_lies_in_a_backup_folder_of_others_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b.txt").write_text("x")
    assert backup.in_folder(tmp_path) == ()
    assert backup.in_folder(tmp_path / "nothing") == ()
    assert backup.found_at(profile_at(tmp_path).data) == ()
