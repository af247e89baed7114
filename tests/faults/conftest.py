"""What the faults befall: a profile with a few people in it, made once and copied for each test."""

import shutil
from pathlib import Path

import pytest

from relmgr import vault
from relmgr.domain.kinds import MilestoneKind
from relmgr.paths import Profile, profile_at
from tests.builders import Make
from tests.faults.harms import make_profile
from tests.faults.victims import CHEAP, PASSPHRASE


@pytest.fixture(scope="session")
def sound_profile(tmp_path_factory: pytest.TempPathFactory) -> Profile:
    """Three people, a conversation, a promise and a reminder, in a file that PASSPHRASE opens; never to be harmed."""
    profile = make_profile(tmp_path_factory.mktemp("sound") / "profile")
    store = vault.open_store(vault.unlock_with_passphrase(profile, PASSPHRASE, cost=CHEAP))
    make = Make(store)
    ann, bob = make.person("Ann Archer", company="Ferrum"), make.person("Bob Baker")
    make.person("Cleo Carter")
    make.conversation(ann, bob, on=-3, their_world="The move went well.")
    make.promise(ann, "Send the plan", due_on=2)
    make.milestone(bob, MilestoneKind.WEDDING, 5)
    make.reminder(ann, "Ring Ann back", on=-1)
    store.close()
    return profile


@pytest.fixture
def profile(tmp_path: Path, sound_profile: Profile) -> Profile:
    """A copy of it, to be harmed."""
    folder = tmp_path / "profile"
    shutil.copytree(sound_profile.data, folder)
    return profile_at(folder)
