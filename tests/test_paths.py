"""Folders, rights and whole replacement of files."""

import errno
import os
import stat
from dataclasses import replace
from pathlib import Path

import pytest

from relmgr import paths
from relmgr.errors import DiskError, ReadOnlyError


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_the_default_profile_lies_in_this_users_folders() -> None:
    profile = paths.default_profile()
    assert profile.data != profile.logs
    assert {profile.data.name.casefold(), profile.config.name.casefold()} == {"relmgr"}
    assert profile.database.parent == profile.vault_file.parent == profile.lock_file.parent == profile.data


def test_a_profile_in_a_folder_lies_wholly_in_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    profile = paths.profile_at(Path("here"))
    for place in (profile.database, profile.vault_copy, profile.settings_file, profile.backups, profile.logs):
        assert place.is_relative_to(tmp_path / "here")


def test_portable_only_with_a_data_folder_beside_the_program(tmp_path: Path) -> None:
    program = tmp_path / "relmgr"
    assert paths.portable_profile(program) is None
    (tmp_path / "data").mkdir()
    profile = paths.portable_profile(program)
    assert profile == replace(paths.profile_at(tmp_path / "data"), placing=paths.Placing.BESIDE)
    assert profile.is_portable
    assert not paths.profile_at(tmp_path / "data").is_portable


@pytest.mark.parametrize("mask", [0o000, 0o022, 0o077, 0o277])
def test_rights_hold_whatever_the_umask(tmp_path: Path, mask: int) -> None:
    profile = paths.profile_at(tmp_path / "a" / "b")
    before = os.umask(mask)
    try:
        profile.make_folders()
        paths.replace_file(profile.vault_file, b"x")
        paths.create_private_file(profile.database)
    finally:
        os.umask(before)
    assert mode(tmp_path / "a") == mode(profile.data) == mode(profile.logs) == 0o700
    assert mode(profile.vault_file) == mode(profile.database) == 0o600


def test_an_empty_open_folder_is_closed_to_others_but_a_shared_one_is_not(tmp_path: Path) -> None:
    empty, shared = tmp_path / "empty", tmp_path / "shared"
    for folder in (empty, shared):
        folder.mkdir()
        folder.chmod(0o755)
    (shared / "theirs.txt").write_text("theirs")
    paths.make_private_folder(empty)
    paths.make_private_folder(shared)
    assert (mode(empty), mode(shared)) == (0o700, 0o755)


def test_a_file_in_the_place_of_a_folder_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(DiskError, match="file"):
        paths.make_private_folder(tmp_path / "file" / "folder")


def test_a_private_file_is_never_made_over_another(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("kept")
    with pytest.raises(FileExistsError):
        paths.create_private_file(tmp_path / "a")
    assert (tmp_path / "a").read_text() == "kept"


def test_replacing_leaves_nothing_beside(tmp_path: Path) -> None:
    target = tmp_path / "a"
    (tmp_path / "a.tmp").write_text("left by a kill")
    paths.replace_file(target, b"one")
    paths.replace_file(target, b"two")
    assert target.read_bytes() == b"two"
    assert os.listdir(tmp_path) == ["a"]


@pytest.mark.parametrize(
    ("number", "kind"),
    [
        (errno.ENOSPC, DiskError),
        (errno.EIO, DiskError),
        (errno.EROFS, ReadOnlyError),
        (errno.EACCES, ReadOnlyError),
    ],
)
@pytest.mark.parametrize("call", ["fsync", "write", "replace"])
def test_what_fails_leaves_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str, number: int, kind: type[Exception]
) -> None:
    target = tmp_path / "a"
    target.write_bytes(b"old")

    def fail(*_arguments: object) -> None:
        raise OSError(number, os.strerror(number))

    with monkeypatch.context() as patch:
        patch.setattr(os, call, fail)
        with pytest.raises(kind, match="a"):
            paths.replace_file(target, b"new")
    assert target.read_bytes() == b"old"
    assert os.listdir(tmp_path) == ["a"]


def test_a_full_disk_is_said_with_path_and_megabytes(tmp_path: Path) -> None:
    text = str(paths.explain_os_error(OSError(errno.ENOSPC, "full"), tmp_path / "x"))
    assert str(tmp_path / "x") in text
    assert f"({paths.megabytes_free(tmp_path)} MB free; 20 MB are needed)" in text


def test_free_space_is_asked_of_the_folder_that_exists(tmp_path: Path) -> None:
    assert paths.megabytes_free(tmp_path / "not" / "yet") >= 0


@pytest.mark.parametrize(
    ("folder", "service"),
    [
        ("home/Dropbox/work", "Dropbox"),
        ("home/OneDrive - Firm/x", "OneDrive"),
        ("home/onedrive", "OneDrive"),
        ("home/Library/Mobile Documents/com~apple~CloudDocs/x", "iCloud Drive"),
        ("home/Nextcloud", "Nextcloud"),
        ("home/documents", None),
        ("home/my dropbox notes", None),
    ],
)
def test_synced_folders_by_name(tmp_path: Path, folder: str, service: str | None) -> None:
    assert paths.synced_by(tmp_path / folder) == service


def test_synced_folders_by_marker(tmp_path: Path) -> None:
    deep = tmp_path / "shared" / "deep"
    deep.mkdir(parents=True)
    assert paths.synced_by(deep) is None
    (tmp_path / "shared" / ".stfolder").mkdir()
    assert paths.synced_by(deep) == "Syncthing"


def test_only_paths_imports_appdirs() -> None:
    core = Path(paths.__file__).parent
    users = {path.name for path in core.rglob("*.py") if "import appdirs" in path.read_text()}
    assert users == {"paths.py"}


def test_a_file_that_is_gone_is_said_to_be_gone(tmp_path: Path) -> None:
    fault = FileNotFoundError(errno.ENOENT, "No such file or directory")
    text = str(paths.explain_os_error(fault, tmp_path / "contacts.vcf", reading=True))
    assert text.startswith(f"“{tmp_path / 'contacts.vcf'}” is not there")
    assert "Nothing was changed" in text
