"""`kill -9` while it backs up, restores or rescues: no half backup counts, and the file is the old or the new (promise 1)."""

import random
import shutil
from pathlib import Path

import pytest

from relmgr import backup, vault
from relmgr.paths import Profile, profile_at
from relmgr.services import people
from relmgr.services.people import PersonInput
from tests.faults import backup_victims, victims
from tests.faults.effort import times
from tests.faults.harms import make_profile
from tests.faults.victims import CHEAP, PASSPHRASE

pytestmark = pytest.mark.timeout(times(240, 3600))
CALLS = times(10, 60)
KILLS = times(8, 200)
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
    profile: Profile, tmp_path: Path, deed: victims.Deed
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


def test_what_was_said_to_be_a_backup_is_one_after_every_kill(profile: Profile) -> None:
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


def test_after_the_kills_nothing_unfinished_stays_for_ever(profile: Profile) -> None:
    victim = victims.start(backup_victims.back_up, profile.data, kill_at=12)
    victim.process.join()
    victim.pipe.close()
    unlocked = vault.unlock_with_passphrase(profile, PASSPHRASE, cost=CHEAP)
    backup.run(unlocked, backup.Places(profile.backups), backup.Kind.ASKED, backup_victims.NOW)
    assert not list(profile.backups.glob(".*"))
    assert not list(profile.data.glob("restoring-*"))
