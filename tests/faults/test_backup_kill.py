"""`kill -9` while it backs up, restores or rescues: no half backup counts, and the file is the old or the new (promise 1)."""

import random
import shutil
from pathlib import Path

import pytest

from relmgr import backup, vault
from relmgr.errors import OlderFileError
from relmgr.paths import Profile, profile_at
from relmgr.services import people
from relmgr.services.people import PersonInput
from relmgr.store.database import create_old
from relmgr.store.migrate import FIRST
from tests.faults import backup_victims, victims
from tests.faults.effort import times
from tests.faults.figures import Figure, Promise
from tests.faults.harms import make_profile
from tests.faults.victims import CHEAP, PASSPHRASE

pytestmark = pytest.mark.timeout(times(240, 3600))
CALLS = times(10, 60)
KILLS = times(8, 200)
STEPS = times(6, 200)
MOMENTS = times(3, 200)
_OLD_ADA = (
    "INSERT INTO person (uid, display_name, given, created_at, changed_at) VALUES "
    "('a uid', 'Old Ada', 'Old Ada', '2026-01-01T00:00:00.000000Z', '2026-01-01T00:00:00.000000Z')"
)
NAMES = {"before": {"Ada", "Grace"}, "after": {"Ada"}}


@pytest.fixture
def profile(tmp_path: Path) -> Profile:
    """Ada is in the backup; Grace came later."""
    made = make_profile(tmp_path / "profile")
    unlocked = vault.unlock_with_passphrase(made, PASSPHRASE, cost=CHEAP)
    _add(unlocked, "Ada")
    backup.run(unlocked, backup.Places(made.backups), backup.Kind.AUTOMATIC, backup_victims.NOW)
    _add(unlocked, "Grace")
    return made


def _add(unlocked: vault.Unlocked, name: str) -> None:
    store = vault.open_store(unlocked)
    people.add(store, PersonInput(given=name), backup_victims.NOW)
    store.close()


def _names(profile: Profile) -> set[str]:
    store = vault.open_store(vault.unlock_with_passphrase(profile, PASSPHRASE, cost=CHEAP))
    try:
        ids = people.list_ids(store, today=backup_victims.NOW.date())
        return {row.name for row in people.rows(store, ids, backup_victims.NOW.date())}
    finally:
        store.close()


@pytest.mark.parametrize("deed", [backup_victims.restore_newest, backup_victims.rescue])
def test_a_kill_before_each_call_to_the_disk_leaves_the_old_or_the_new_file(
    profile: Profile, tmp_path: Path, deed: victims.Deed, figure: Figure
) -> None:
    chance = random.Random(8)
    allowed = [NAMES["before"]] + ([NAMES["after"]] if deed is backup_victims.restore_newest else [])
    for call in sorted(chance.sample(range(1, 60), CALLS)) if CALLS < 60 else range(1, CALLS):
        own = tmp_path / f"call-{call}"
        shutil.copytree(profile.data, own)
        victim = victims.start(deed, own, kill_at=call)
        said = victim.answer()
        victim.process.join()
        victim.pipe.close()
        assert victim.was_killed or said == "done"
        killed = profile_at(own)
        assert _names(killed) in allowed, call
        if said == "done":
            assert _names(killed) == allowed[-1]
        assert not (own / "restore.json").exists()
        assert backup.in_folder(killed.backups)[0].is_good
        shutil.rmtree(own)
    what = "restore" if deed is backup_victims.restore_newest else "rescue"
    figure(Promise.KEPT, f"0 half in a {what} killed before each of {CALLS} calls to the disk")


@pytest.mark.parametrize("deed", [backup_victims.restore_newest, backup_victims.rescue])
def test_a_kill_at_any_moment_leaves_the_old_or_the_new_file(
    profile: Profile, tmp_path: Path, deed: victims.Deed, figure: Figure
) -> None:
    chance = random.Random(9)
    is_restore = deed is backup_victims.restore_newest
    allowed = [NAMES["before"]] + ([NAMES["after"]] if is_restore else [])
    for number in range(MOMENTS):
        own = tmp_path / f"moment-{number}"
        shutil.copytree(profile.data, own)
        victim = victims.start(deed, own)
        victim.ends_within(chance.uniform(0.0, 0.6))
        victim.process.kill()
        victim.process.join()
        said = list(iter(victim.answer, ""))
        victim.pipe.close()
        killed = profile_at(own)
        assert _names(killed) in allowed, number
        if "done" in said:
            assert _names(killed) == allowed[-1]
        assert backup.in_folder(killed.backups)[0].is_good
        shutil.rmtree(own)
    what = "restore" if is_restore else "rescue"
    figure(Promise.KEPT, f"0 half in {MOMENTS} moments at which a {what} was killed")


def test_what_was_said_to_be_a_backup_is_one_after_every_kill(profile: Profile, figure: Figure) -> None:
    chance = random.Random(2026)
    unlocked = vault.unlock_with_passphrase(profile, PASSPHRASE, cost=CHEAP)
    for _kill in range(KILLS):
        victim = victims.start(backup_victims.back_up_on_and_on, profile.data)
        said = [victim.answer()]
        assert said[0]
        victim.process.join(chance.uniform(0.0, 0.12))
        victim.process.kill()
        victim.process.join()
        said += list(iter(victim.answer, ""))
        victim.pipe.close()
        there = {one.name: one for one in backup.in_folder(profile.backups)}
        assert all(one.is_good for one in there.values())
        assert said[-1] in there
        assert backup.look(there[said[-1]], unlocked.key).people == 2
    assert _names(profile) == NAMES["before"]
    figure(Promise.BACKED_UP, f"0 half backups counted in {KILLS} kills while backing up")


def test_an_older_file_killed_while_it_is_stepped_up_is_whole_and_backed_up(
    tmp_path: Path, figure: Figure
) -> None:
    made = make_profile(tmp_path / "older")
    unlocked = vault.unlock_with_passphrase(made, PASSPHRASE, cost=CHEAP)
    made.database.unlink()
    create_old(made.database, unlocked.key, unlocked.vault_id, FIRST, _OLD_ADA)
    chance = random.Random(5)
    stepped_up = 0
    for kill in range(STEPS):
        own = tmp_path / f"step-{kill}"
        shutil.copytree(made.data, own)
        victim = victims.start(backup_victims.step_up, own)
        victim.ends_within(chance.uniform(0.0, 0.5))
        victim.process.kill()
        victim.process.join()
        said = list(iter(victim.answer, ""))
        victim.pipe.close()
        killed = profile_at(own)
        key = vault.unlock_with_passphrase(killed, PASSPHRASE, cost=CHEAP)
        try:
            vault.open_store(key).close()
        except OlderFileError:
            assert not said, "it was said to be stepped up"
        else:
            stepped_up += 1
            assert any(one.is_good for one in backup.in_folder(killed.backups)), "stepped up without a backup"
        backup.open_store(key, backup.Places(killed.backups), backup_victims.NOW).close()
        assert _names(killed) == {"Old Ada"}
        shutil.rmtree(own)
    figure(
        Promise.KEPT,
        f"0 half of {STEPS} steps of the schema killed, {stepped_up} of them done by then and backed up",
    )


def test_after_the_kills_nothing_unfinished_stays_for_ever(profile: Profile) -> None:
    victim = victims.start(backup_victims.back_up, profile.data, kill_at=12)
    victim.process.join()
    victim.pipe.close()
    unlocked = vault.unlock_with_passphrase(profile, PASSPHRASE, cost=CHEAP)
    backup.run(unlocked, backup.Places(profile.backups), backup.Kind.ASKED, backup_victims.NOW)
    assert not list(profile.backups.glob(".*"))
    assert not list(profile.data.glob("restoring-*"))
