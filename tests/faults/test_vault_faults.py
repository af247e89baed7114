"""What the vault withstands (quality.md §3): kills, full disks, read-only folders, and every harm to its files."""

import os
import random
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from relmgr import vault
from relmgr.errors import (
    DamagedError,
    KeyringError,
    NewerFileError,
    NoVaultError,
    ReadOnlyError,
    RelmgrError,
    WrongKeyError,
)
from relmgr.paths import Profile, profile_at
from relmgr.store import sqlcipher
from relmgr.vault import Standing
from relmgr.vault.making import create
from relmgr.vault.record import read_copies
from tests.fake_keyring import keychain
from tests.faults import victims
from tests.faults.effort import times
from tests.faults.figures import Figure, Promise
from tests.faults.small_places import fill_up, may_mount, public_folder, read_only, small_disk
from tests.faults.victims import CHEAP, NEW_PASSPHRASE, NOON, PASSPHRASE

pytestmark = pytest.mark.timeout(times(120, 3600))
KILLS = times(60, 800)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "profile"


@pytest.fixture
def made(folder: Path) -> tuple[Profile, str]:
    """A profile with a vault, and its recovery code."""
    return profile_at(folder), victims.make_vault(folder).recovery_code


def snapshot(profile: Profile) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in profile.data.iterdir() if path.is_file()}


def can_open(unlock: Callable[[], vault.Unlocked]) -> bool:
    """Whether `unlock` leads into the real file; False for a wrong key only."""
    try:
        unlocked = unlock()
    except (WrongKeyError, KeyringError):
        return False
    connection = sqlcipher.connect(unlocked.profile.database, unlocked.key, vault_id=unlocked.vault_id)
    sqlcipher.quick_check(connection)
    connection.close()
    return True


def by_keyring(folder: Path) -> Callable[[], vault.Unlocked]:
    return lambda: vault.unlock_with_keyring(profile_at(folder), keychain(victims.keyring_of(folder)))


def by_passphrase(folder: Path, passphrase: str) -> Callable[[], vault.Unlocked]:
    return lambda: vault.unlock_with_passphrase(profile_at(folder), passphrase, cost=CHEAP)


def by_code(folder: Path, code: str) -> Callable[[], vault.Unlocked]:
    return lambda: vault.unlock_with_recovery_code(profile_at(folder), code)


# Killed while it is made


def require_none_or_whole(folder: Path) -> Standing:
    """A set-up that was killed left no vault or a whole one, and the next start goes on from there."""
    profile = profile_at(folder)
    standing = vault.state(profile).standing
    assert standing in {Standing.NONE, Standing.HALF_MADE, Standing.READY}
    if standing is not Standing.READY:
        with pytest.raises(NoVaultError):
            by_keyring(folder)()
        victims.make_vault(folder)
        assert len(victims.keyring_of(folder).read()) == 1, "a secret of the killed set-up stayed"
    assert can_open(by_keyring(folder))
    assert can_open(by_passphrase(folder, PASSPHRASE))
    record = read_copies(profile)
    assert record.are_equal
    assert record.record is not None
    assert record.record.made
    assert not list(folder.glob("*.tmp"))
    assert not list(folder.glob("*.new*"))
    return standing


def test_killed_before_each_call_to_the_disk_while_it_is_made(tmp_path: Path) -> None:
    seen, number, was_killed = set(), 0, True
    while was_killed:
        number += 1
        folder = tmp_path / str(number) / "profile"
        folder.parent.mkdir()
        victim = victims.start(victims.make_vault, folder, kill_at=number)
        said = victim.answer()
        victim.process.join()
        was_killed = victim.was_killed
        seen.add(require_none_or_whole(folder))
        assert was_killed or said.startswith("done")
    assert number > 20
    assert seen == {Standing.NONE, Standing.HALF_MADE, Standing.READY}


def test_killed_at_random_while_it_is_made(tmp_path: Path) -> None:
    chance = random.Random(2)
    for number in range(KILLS):
        folder = tmp_path / str(number) / "profile"
        folder.parent.mkdir()
        victim = victims.start(victims.make_vault, folder)
        victim.ends_within(chance.uniform(0.0, 0.06))
        victim.kill()
        require_none_or_whole(folder)


def test_a_half_made_vault_says_so_and_is_made_again(folder: Path) -> None:
    number, state = 0, vault.state(profile_at(folder))
    while state.standing is Standing.NONE:
        number += 1
        shutil.rmtree(folder.parent)
        folder.parent.mkdir()
        victims.start(victims.make_vault, folder, kill_at=number).process.join()
        state = vault.state(profile_at(folder))
    assert state.standing is Standing.HALF_MADE
    assert "interrupted before it ended" in state.sentence
    assert vault.discard_half_made(profile_at(folder), None)
    assert vault.state(profile_at(folder)).standing is Standing.NONE
    assert not vault.discard_half_made(profile_at(folder), None)


# Killed while slots change


def after_passphrase(folder: Path, _code: str, was_said: bool) -> None:
    old, new = can_open(by_passphrase(folder, PASSPHRASE)), can_open(by_passphrase(folder, NEW_PASSPHRASE))
    assert old != new
    assert new or not was_said


def after_keyring(folder: Path, _code: str, _was_said: bool) -> None:
    assert can_open(by_passphrase(folder, PASSPHRASE))


def after_dropping(folder: Path, _code: str, was_said: bool) -> None:
    has_passphrase = vault.SlotKind.PASSPHRASE in vault.state(profile_at(folder)).slots
    assert not (has_passphrase and was_said)
    if has_passphrase:
        assert can_open(by_passphrase(folder, PASSPHRASE))


def after_code(folder: Path, code: str, was_said: bool) -> None:
    assert can_open(by_code(folder, code)) is (read_generation(folder) == 2)
    assert not (was_said and can_open(by_code(folder, code)))


def read_generation(folder: Path) -> int:
    record = read_copies(profile_at(folder)).record
    assert record is not None
    return record.generation


CHANGES: list[tuple[victims.Deed, Callable[[Path, str, bool], None]]] = [
    (victims.change_passphrase, after_passphrase),
    (victims.change_keyring, after_keyring),
    (victims.drop_passphrase, after_dropping),
    (victims.change_recovery_code, after_code),
]


def copy_of(made: tuple[Profile, str], folder: Path) -> Path:
    shutil.copytree(made[0].data, folder)
    shutil.copy(made[0].data.parent / "keyring.json", folder.parent)
    return folder


def require_old_or_new(folder: Path, code: str, check: Callable[[Path, str, bool], None], said: str) -> None:
    assert vault.state(profile_at(folder)).standing is Standing.READY
    check(folder, code, said.startswith("done"))
    assert can_open(by_keyring(folder))
    if said.startswith("done ") and len(said) > 40:
        assert can_open(by_code(folder, said.removeprefix("done ")))
    assert read_copies(profile_at(folder)).are_equal, "opening did not heal the copy that fell behind"


@pytest.mark.parametrize(("change", "check"), CHANGES)
def test_killed_before_each_call_to_the_disk_while_slots_change(
    made: tuple[Profile, str],
    tmp_path: Path,
    change: victims.Deed,
    check: Callable[[Path, str, bool], None],
    figure: Figure,
) -> None:
    number, was_killed = 0, True
    while was_killed:
        number += 1
        (tmp_path / str(number)).mkdir()
        folder = copy_of(made, tmp_path / str(number) / "profile")
        victim = victims.start(change, folder, kill_at=number)
        said = victim.answer()
        victim.process.join()
        was_killed = victim.was_killed
        require_old_or_new(folder, made[1], check, said)
        assert was_killed or said.startswith("done")
    assert number > 10
    figure(
        Promise.KEPT, f"0 half in {change.__name__.replace('_', ' ')} killed before each of {number} calls"
    )


@pytest.mark.parametrize(("change", "check"), CHANGES)
def test_killed_at_random_while_slots_change(
    made: tuple[Profile, str],
    tmp_path: Path,
    change: victims.Deed,
    check: Callable[[Path, str, bool], None],
) -> None:
    chance = random.Random(3)
    for number in range(KILLS // 4):
        (tmp_path / str(number)).mkdir()
        folder = copy_of(made, tmp_path / str(number) / "profile")
        victim = victims.start(change, folder)
        victim.ends_within(chance.uniform(0.0, 0.04))
        said = victim.answer() if victim.pipe.poll() else ""
        victim.kill()
        require_old_or_new(folder, made[1], check, said)


# Harm to vault.json


def remove(path: Path) -> None:
    path.unlink()


def empty(path: Path) -> None:
    path.write_bytes(b"")


def halve(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 2)


def flip(path: Path) -> None:
    content = path.read_text()
    path.write_text(content.replace('"generation": 2', '"generation": 9'))


def scribble(path: Path) -> None:
    path.write_bytes(b"\x00\xff" * 500)


HARMS = [remove, empty, halve, flip, scribble]


@pytest.mark.parametrize("harm", HARMS)
@pytest.mark.parametrize("which", ["vault_file", "vault_copy"])
def test_one_copy_of_the_keys_is_enough_and_heals_the_other(
    made: tuple[Profile, str], harm: Callable[[Path], None], which: str
) -> None:
    profile, code = made
    harm(getattr(profile, which))
    assert vault.state(profile).standing is Standing.READY
    assert can_open(by_code(profile.data, code))
    assert read_copies(profile).are_equal
    assert profile.vault_file.read_bytes() == profile.vault_copy.read_bytes()


@pytest.mark.parametrize("harm", HARMS)
def test_without_any_keys_nothing_is_opened_or_made(
    made: tuple[Profile, str], harm: Callable[[Path], None]
) -> None:
    profile, _code = made
    harm(profile.vault_file)
    harm(profile.vault_copy)
    before = snapshot(profile)
    state = vault.state(profile)
    assert state.standing is (Standing.KEYS_MISSING if harm is remove else Standing.KEYS_DAMAGED)
    assert "from a backup" in state.sentence
    for attempt in every_attempt(profile.data):
        with pytest.raises(DamagedError, match=r"backup|already there"):
            attempt()
    assert snapshot(profile) == before


def every_attempt(folder: Path) -> list[Callable[[], object]]:
    """Whatever a user could try."""
    return [
        by_keyring(folder),
        by_passphrase(folder, PASSPHRASE),
        by_code(folder, "0" * 48),
        lambda: victims.make_vault(folder),
    ]


def test_two_copies_of_different_vaults_are_not_guessed_between(
    made: tuple[Profile, str], tmp_path: Path
) -> None:
    profile, _code = made
    other = tmp_path / "other" / "profile"
    other.parent.mkdir()
    victims.make_vault(other)
    shutil.copy(profile_at(other).vault_file, profile.vault_copy)
    before = snapshot(profile)
    with pytest.raises(DamagedError, match="belong to different files"):
        by_passphrase(profile.data, PASSPHRASE)()
    assert snapshot(profile) == before


@pytest.mark.parametrize("which", [("vault_file",), ("vault_copy",), ("vault_file", "vault_copy")])
def test_a_newer_format_is_left_to_the_newer_relmgr(
    made: tuple[Profile, str], which: tuple[str, ...]
) -> None:
    profile, _code = made
    for name in which:
        getattr(profile, name).write_text('{"format": 2, "whatever": []}')
    before = snapshot(profile)
    assert vault.state(profile).standing is Standing.NEWER
    for attempt in every_attempt(profile.data)[:3]:
        with pytest.raises(NewerFileError, match="Update Relmgr"):
            attempt()
    with pytest.raises(DamagedError, match="already there"):
        victims.make_vault(profile.data)
    assert snapshot(profile) == before


# Harm to the encrypted file


def replace_by_text(path: Path) -> None:
    path.write_text("Shopping list\n" * 900)


def replace_by_plain_sqlite(path: Path) -> None:
    from sqlcipher3 import dbapi2

    path.unlink()
    connection = dbapi2.connect(str(path))
    connection.execute("CREATE TABLE meta (id INTEGER PRIMARY KEY, key TEXT, value TEXT)")
    connection.close()


def replace_by_zeros(path: Path) -> None:
    path.write_bytes(bytes(path.stat().st_size))


def replace_by_another_vaults(path: Path) -> None:
    other = path.parent.parent / "other" / "profile"
    other.parent.mkdir()
    victims.make_vault(other)
    shutil.copy(profile_at(other).database, path)


def truncate(path: Path) -> None:
    os.truncate(path, path.stat().st_size - 1500)


@pytest.mark.parametrize(
    ("harm", "words"),
    [
        (remove, "is missing"),
        (empty, "0 bytes"),
        (replace_by_text, "is a text"),
        (replace_by_plain_sqlite, "unencrypted database"),
        (replace_by_zeros, "zeros"),
        (replace_by_another_vaults, "does not answer to the key"),
        (truncate, "damaged"),
    ],
)
def test_a_harmed_file_never_opens_as_empty_and_is_left_alone(
    made: tuple[Profile, str], harm: Callable[[Path], None], words: str
) -> None:
    profile, code = made
    harm(profile.database)
    before = snapshot(profile)
    for unlock in (
        by_keyring(profile.data),
        by_passphrase(profile.data, PASSPHRASE),
        by_code(profile.data, code),
    ):
        with pytest.raises(DamagedError, match=words) as caught:
            can_open(unlock)
        assert str(profile.database) in str(caught.value)
        assert "backup" in str(caught.value)
    with pytest.raises(DamagedError):
        victims.make_vault(profile.data)
    assert snapshot(profile) == before


def test_a_wal_without_its_file_counts_as_the_users(made: tuple[Profile, str]) -> None:
    profile, _code = made
    for path in (profile.database, profile.vault_file, profile.vault_copy):
        path.unlink()
    (profile.data / "relmgr.db-wal").write_bytes(b"changes")
    assert vault.state(profile).standing is Standing.KEYS_MISSING
    with pytest.raises(DamagedError, match=r"relmgr\.db-wal"):
        victims.make_vault(profile.data)


# No room, no rights


@pytest.fixture
def public_profile() -> Iterator[Profile]:
    with public_folder() as outside:
        folder = outside / "profile"
        victims.make_vault(folder)
        yield profile_at(folder)


def test_a_read_only_folder_is_read(public_profile: Profile) -> None:
    profile = public_profile
    unlocked = by_passphrase(profile.data, PASSPHRASE)()
    before = snapshot(profile)
    with read_only(profile.data):
        with vault.FileLock(profile):
            opened = sqlcipher.open(profile.database, unlocked.key, unlocked.vault_id)
            assert opened.is_read_only
            assert opened.connection.execute("SELECT count(*) FROM meta").fetchone() == (1,)
            opened.connection.close()
        assert can_open_read_only(profile)
        for change in (
            lambda: vault.set_passphrase(unlocked, NEW_PASSPHRASE, cost=CHEAP),
            lambda: vault.new_recovery_code(unlocked),
            lambda: vault.mark_recovery_proved(profile),
        ):
            with pytest.raises(ReadOnlyError, match="cannot be written"):
                change()
    assert snapshot(profile) == before


def can_open_read_only(profile: Profile) -> bool:
    unlocked = by_passphrase(profile.data, PASSPHRASE)()
    opened = sqlcipher.open(profile.database, unlocked.key, unlocked.vault_id)
    opened.connection.close()
    return opened.is_read_only


def test_no_vault_is_made_in_a_read_only_folder() -> None:
    with public_folder() as outside:
        inside = outside / "inside"
        inside.mkdir()
        with read_only(inside), pytest.raises(ReadOnlyError, match="cannot be written"):
            victims.make_vault(inside / "profile")
        assert os.listdir(inside) == []


def test_a_read_only_folder_after_a_kill_heals_later(public_profile: Profile) -> None:
    profile = public_profile
    profile.vault_copy.unlink()
    with read_only(profile.data):
        assert can_open_read_only(profile)
    assert not read_copies(profile).are_equal
    assert can_open(by_passphrase(profile.data, PASSPHRASE))
    assert read_copies(profile).are_equal


if sys.platform != "win32":

    def test_set_up_on_a_full_disk_says_so_and_leaves_nothing(folder: Path) -> None:
        victim = victims.start(victims.make_vault_on_a_small_disk, folder)
        said = victim.answer()
        victim.process.join()
        assert said.startswith("DiskError: ")
        assert str(folder) in said
        assert vault.state(profile_at(folder)).standing is Standing.NONE
        assert victims.keyring_of(folder).read() == {}
        victims.make_vault(folder)
        assert can_open(by_keyring(folder))

    def test_a_change_of_slots_on_a_full_disk_says_so_and_changes_nothing(made: tuple[Profile, str]) -> None:
        profile, _code = made
        before = snapshot(profile)
        victim = victims.start(victims.change_passphrase_on_a_full_disk, profile.data)
        said = victim.answer()
        victim.process.join()
        assert said.startswith("DiskError: There is no room left")
        assert "MB free" in said
        assert snapshot(profile) == before
        assert can_open(by_passphrase(profile.data, PASSPHRASE))


if may_mount():

    def test_on_a_disk_of_two_megabytes(tmp_path: Path) -> None:
        disk = tmp_path / "disk"
        disk.mkdir()
        with small_disk(disk):
            fill = disk / "fill"
            fill_up(fill)
            folder = disk / "profile"
            with pytest.raises(RelmgrError, match="no room left"):
                make_real_vault(folder)
            fill.unlink()
            assert vault.state(profile_at(folder)).standing is Standing.NONE
            unlocked = make_real_vault(folder).unlocked
            fill_up(fill)
            before = profile_at(folder).vault_file.read_bytes()
            with pytest.raises(RelmgrError, match="no room left"):
                vault.set_passphrase(unlocked, NEW_PASSPHRASE, cost=CHEAP)
            assert profile_at(folder).vault_file.read_bytes() == before
            fill.unlink()
            vault.set_passphrase(unlocked, NEW_PASSPHRASE, cost=CHEAP)
            vault.open_store(by_passphrase(folder, NEW_PASSPHRASE)()).close()

    def make_real_vault(folder: Path) -> vault.Created:
        return create(profile_at(folder), passphrase=PASSPHRASE, keychain=None, clock=NOON, cost=CHEAP)
