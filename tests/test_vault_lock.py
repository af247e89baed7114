"""One Relmgr a profile: the lock is one process's, and free the moment that process ends."""

import os
from pathlib import Path

import pytest

from relmgr.errors import DiskError, InUseError
from relmgr.paths import Profile, profile_at
from relmgr.vault.lock import FileLock, exclusively, is_held
from tests.faults import victims


@pytest.fixture
def profile(tmp_path: Path) -> Profile:
    return profile_at(tmp_path / "profile")


def test_a_second_one_is_told_so(profile: Profile) -> None:
    with FileLock(profile):
        assert is_held(profile)
        with pytest.raises(InUseError, match="already has the file") as caught:
            FileLock(profile).acquire()
        assert str(profile.data) in str(caught.value)
    assert not is_held(profile)


def test_it_can_be_taken_again_and_given_back_twice(profile: Profile) -> None:
    lock = FileLock(profile)
    for _time in range(2):
        lock.acquire()
        lock.release()
        lock.release()
    assert set(os.listdir(profile.data)) == {"lock", "logs"}


def test_two_profiles_do_not_disturb_each_other(tmp_path: Path) -> None:
    with FileLock(profile_at(tmp_path / "a")), FileLock(profile_at(tmp_path / "b")):
        assert is_held(profile_at(tmp_path / "a"))


def test_for_a_moment_within_a_held_lock(profile: Profile) -> None:
    with exclusively(profile):
        assert is_held(profile)
        with exclusively(profile):
            assert is_held(profile)
        assert is_held(profile)
    assert not is_held(profile)


def test_a_folder_that_cannot_be_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(DiskError):
        FileLock(profile_at(tmp_path / "file" / "profile")).acquire()


def test_of_twenty_at_once_one_gets_it_and_kill_9_frees_it(profile: Profile) -> None:
    profile.make_folders()
    starters = [victims.start(victims.hold_lock, profile.data) for _each in range(20)]
    try:
        answers = [starter.answer() for starter in starters]
        assert sorted(answers) == ["got it"] + ["in use"] * 19
        with pytest.raises(InUseError):
            FileLock(profile).acquire()
        starters[answers.index("got it")].kill()
        with FileLock(profile):
            assert is_held(profile)
    finally:
        for starter in starters:
            starter.kill()


def test_waiting_ends_when_the_other_one_does(profile: Profile) -> None:
    profile.make_folders()
    holder = victims.start(victims.hold_lock, profile.data)
    try:
        assert holder.answer() == "got it"
        waiter = victims.start(victims.wait_for_lock, profile.data)
        try:
            assert waiter.answer() == "waiting"
            holder.kill()
            assert waiter.answer() == "got it"
        finally:
            waiter.kill()
    finally:
        holder.kill()
