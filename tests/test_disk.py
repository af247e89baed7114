"""What Windows, macOS and memory sticks do differently, as far as it can be feigned."""

import errno
import fcntl
import os
import stat
import sys
import threading
from pathlib import Path

import pytest

from relmgr import disk, paths
from relmgr.errors import ReadOnlyError

FULL_SYNC = 51
"""F_FULLFSYNC of macOS (sys/fcntl.h)."""


@pytest.fixture
def windows(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Windows; the pauses that would be made."""
    pauses: list[float] = []
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(threading.Event, "wait", lambda _self, seconds: pauses.append(seconds))
    return pauses


def busy(monkeypatch: pytest.MonkeyPatch, times: int) -> None:
    """Let the next `times` replacements be refused, as by a scanner that has the file open."""
    real, left = os.replace, [times]

    def refuse(made: Path, target: Path) -> None:
        left[0] -= 1
        if left[0] >= 0:
            raise PermissionError(errno.EACCES, "Access is denied")
        real(made, target)

    monkeypatch.setattr(os, "replace", refuse)


def test_windows_tries_again_while_somebody_looks_at_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, windows: list[float]
) -> None:
    busy(monkeypatch, 3)
    paths.replace_file(tmp_path / "vault.json", b"new")
    assert (tmp_path / "vault.json").read_bytes() == b"new"
    assert len(windows) == 3


def test_it_gives_up_after_two_seconds_and_the_old_file_stands(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, windows: list[float]
) -> None:
    target = tmp_path / "vault.json"
    target.write_bytes(b"old")
    busy(monkeypatch, 1000)
    with pytest.raises(ReadOnlyError, match=r"vault\.json"):
        paths.replace_file(target, b"new")
    assert target.read_bytes() == b"old"
    assert os.listdir(tmp_path) == ["vault.json"]
    assert 1.5 < sum(windows) < 3


def test_elsewhere_a_refusal_is_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    busy(monkeypatch, 1)
    with pytest.raises(ReadOnlyError):
        paths.replace_file(tmp_path / "a", b"new")


def test_windows_is_asked_for_no_rights(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, windows: list[float]
) -> None:
    def refuse(*_arguments: object) -> None:
        raise AssertionError

    monkeypatch.setattr(os, "chmod", refuse)
    profile = paths.profile_at(tmp_path / "profile")
    profile.make_folders()
    paths.create_private_file(profile.database)
    assert profile.database.exists()


def test_a_stick_that_keeps_no_owners_takes_a_profile(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Such as FAT mounted by root for everybody: what we make belongs to root, who alone could close it."""

    def refuse(*_arguments: object) -> None:
        raise PermissionError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(os, "chmod", refuse)
    monkeypatch.setattr(os, "geteuid", lambda: tmp_path.stat().st_uid + 1)
    profile = paths.profile_at(tmp_path / "profile")
    profile.make_folders()
    paths.replace_file(profile.vault_file, b"x")
    assert profile.vault_file.read_bytes() == b"x"


def test_what_is_ours_and_cannot_be_closed_is_a_fault(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_arguments: object) -> None:
        raise PermissionError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(os, "chmod", refuse)
    with pytest.raises(ReadOnlyError):
        paths.make_private_folder(tmp_path / "new")


def test_macos_is_told_to_empty_the_drives_own_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []
    monkeypatch.setattr(sys, "platform", "darwin")
    monkeypatch.setattr(fcntl, "F_FULLFSYNC", FULL_SYNC, raising=False)
    monkeypatch.setattr(fcntl, "fcntl", lambda _descriptor, order: asked.append(order))
    paths.replace_file(tmp_path / "a", b"new")
    assert asked == [FULL_SYNC, FULL_SYNC], "the file and its folder"


def test_a_disk_that_knows_no_such_order_gets_the_usual_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced: list[int] = []

    def refuse(*_arguments: object) -> None:
        raise OSError(errno.ENOTSUP, "Operation not supported")

    monkeypatch.setattr(sys, "platform", "darwin")
    monkeypatch.setattr(fcntl, "F_FULLFSYNC", FULL_SYNC, raising=False)
    monkeypatch.setattr(fcntl, "fcntl", refuse)
    monkeypatch.setattr(os, "fsync", synced.append)
    paths.replace_file(tmp_path / "a", b"new")
    assert len(synced) == 2


def test_folders_are_not_synced_on_windows(tmp_path: Path, windows: list[float]) -> None:
    paths.sync_folder(tmp_path / "not even there")
    assert windows == []


def test_an_open_file_is_closed_to_others_by_its_number(tmp_path: Path) -> None:
    descriptor = os.open(tmp_path / "a", os.O_CREAT | os.O_WRONLY, 0o666)
    disk.close_to_others(descriptor, 0o600)
    os.close(descriptor)
    assert stat.S_IMODE((tmp_path / "a").stat().st_mode) == 0o600
