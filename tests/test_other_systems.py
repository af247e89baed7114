"""Code that only runs on Windows or macOS, run here: modules imported anew with stand-ins for what only they have."""

import errno
import importlib
import importlib.util
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path, PurePosixPath, PureWindowsPath
from types import ModuleType, SimpleNamespace

import pytest

from relmgr import autostart, clock, paths
from relmgr.errors import InUseError, RelmgrError
from relmgr.paths import Profile, profile_at
from relmgr.store.sqlcipher.opening import address
from relmgr.vault import keychain
from relmgr.vault.keychain import TRUSTED
from ui import formats, meeting_place

ROOT = Path(__file__).resolve().parents[1]


def fresh(name: str, monkeypatch: pytest.MonkeyPatch, platform: str) -> ModuleType:
    """The module `name` as it is made on `platform`, beside the one that is in use."""
    monkeypatch.setattr(sys, "platform", platform)
    found = importlib.util.find_spec(name)
    assert found is not None
    assert found.loader is not None
    module = importlib.util.module_from_spec(found)
    found.loader.exec_module(module)
    return module


class FakeMsvcrt(ModuleType):
    """locking() of Windows: a region of a file is one opener's alone."""

    LK_NBLCK = 2

    def __init__(self) -> None:
        super().__init__("msvcrt")
        self.taken: dict[int, int] = {}
        self.error = errno.EACCES

    def locking(self, descriptor: int, mode: int, count: int) -> None:
        assert (mode, count) == (self.LK_NBLCK, 1)
        assert os.lseek(descriptor, 0, os.SEEK_CUR) == 0, "always the same byte"
        node = os.fstat(descriptor).st_ino
        if self.taken.setdefault(node, descriptor) != descriptor:
            raise OSError(self.error, "Permission denied")


@pytest.fixture
def msvcrt(monkeypatch: pytest.MonkeyPatch) -> FakeMsvcrt:
    """Windows' own module."""
    made = FakeMsvcrt()
    monkeypatch.setitem(sys.modules, "msvcrt", made)
    return made


@pytest.fixture
def profile(tmp_path: Path) -> Profile:
    return profile_at(tmp_path / "profile")


def test_the_lock_of_windows_keeps_a_second_one_out(
    profile: Profile, msvcrt: FakeMsvcrt, monkeypatch: pytest.MonkeyPatch
) -> None:
    lock = fresh("relmgr.vault.lock", monkeypatch, "win32")
    with lock.FileLock(profile):
        assert lock.is_held(profile)
        other = fresh("relmgr.vault.lock", monkeypatch, "win32")  # as another process has it
        with pytest.raises(InUseError):
            other.FileLock(profile).acquire()
    assert not lock.is_held(profile)


def test_a_disk_that_cannot_lock_is_said(
    profile: Profile, msvcrt: FakeMsvcrt, monkeypatch: pytest.MonkeyPatch
) -> None:
    lock = fresh("relmgr.vault.lock", monkeypatch, "win32")
    msvcrt.error = errno.EINVAL
    with lock.FileLock(profile), pytest.raises(RelmgrError, match="disk answered"):
        fresh("relmgr.vault.lock", monkeypatch, "win32").FileLock(profile).acquire()


@pytest.mark.parametrize("platform", ["win32", "darwin"])
def test_nothing_that_only_linux_has_is_imported_elsewhere(platform: str) -> None:
    """A process that thinks it is another system imports the whole program but for what that system must bring."""
    missing = {"win32": ["fcntl", "resource", "pwd", "jeepney"], "darwin": ["jeepney", "msvcrt", "winreg"]}[
        platform
    ]
    script = f"""
import importlib, importlib.abc, sys, types

class Missing(importlib.abc.MetaPathFinder):
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in {missing!r}:
            raise ModuleNotFoundError(name)

import logging.handlers, pkgutil, subprocess, tempfile, zoneinfo  # of Python's own, as this system has them
import PySide6.QtWidgets, PySide6.QtPrintSupport, PySide6.QtNetwork, PySide6.QtSvg, sqlalchemy.dialects.sqlite
import alembic.command, alembic.config, cryptography.hazmat.primitives.kdf.argon2, dateutil.rrule, keyring, sqlcipher3
sys.platform = {platform!r}
for name in {missing!r}:
    sys.modules.pop(name, None)
sys.meta_path.insert(0, Missing())
if {platform!r} == "win32":
    sys.modules["msvcrt"] = types.ModuleType("msvcrt")
import relmgr, ui
for package in (relmgr, ui):
    for module in pkgutil.walk_packages(package.__path__, package.__name__ + "."):
        if ".migrations" not in module.name and module.name != "ui.shots":
            importlib.import_module(module.name)
print("imported")
"""
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, env={**os.environ}
    )
    assert done.stdout == "imported\n", done.stderr


def test_the_first_instance_of_windows_is_named_for_its_user_and_profile(
    profile: Profile, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.delattr(os, "getuid")
    mine = meeting_place.socket_name(profile)
    assert mine != meeting_place.socket_name(profile_at(tmp_path / "other"))
    monkeypatch.setattr(Path, "home", lambda: tmp_path / "somebody else")
    assert meeting_place.socket_name(profile) != mine
    assert "/" not in mine
    assert "\\" not in mine


def test_on_macos_a_profile_on_a_stick_has_its_socket_elsewhere(
    profile: Profile, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """FAT can hold no socket; the system has a folder for each user's passing things."""
    passing = tempfile.mkdtemp(prefix="T")
    monkeypatch.setattr(sys, "platform", "darwin")
    monkeypatch.setattr(tempfile, "gettempdir", lambda: passing)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    profile.make_folders()
    assert Path(meeting_place.socket_name(profile)).parent == Path(passing)
    os.rmdir(passing)


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        (PureWindowsPath(r"C:\Łukasz\a b#c?.db"), "file:///C:/%C5%81ukasz/a%20b%23c%3F.db"),
        (PureWindowsPath(r"\\server\share\relmgr.db"), "file:////server/share/relmgr.db"),
        (PurePosixPath("/mnt/zoë/100%/relmgr.db"), "file:///mnt/zo%C3%AB/100%25/relmgr.db"),
    ],
)
def test_the_address_of_a_file_is_one_that_sqlite_opens(
    path: PureWindowsPath | PurePosixPath, expected: str
) -> None:
    assert address(path) == expected


def test_names_of_files_suit_every_system() -> None:
    assert formats.file_name('Zoë "Zo" O/Brien: <a|b>?*\\\t') == "Zoë  Zo  O Brien   a b"


def test_windows_is_asked_for_its_time_zone_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    """Python reads it there once, at its start; the tray runs for weeks, and laptops travel."""
    import ctypes

    asked: list[str] = []
    runtime = SimpleNamespace(_tzset=lambda: asked.append("zone"))
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(ctypes, "cdll", SimpleNamespace(ucrtbase=runtime))
    monkeypatch.delattr(time, "tzset")
    clock.reread_zone()
    assert asked == ["zone"]


def test_a_built_program_looks_only_for_the_keyrings_it_brings(monkeypatch: pytest.MonkeyPatch) -> None:
    real = importlib.util.find_spec
    foreign = ("keyring.backends.SecretService", "keyring.backends.libsecret", "keyring.backends.kwallet")
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None if name in foreign else real(name))
    asked: list[str] = []
    imported = importlib.import_module

    def note(name: str) -> ModuleType:
        asked.append(name)
        return imported(name)

    monkeypatch.setattr(importlib, "import_module", note)
    assert keychain._best(list(TRUSTED)) is None
    assert asked
    assert not set(asked) & set(foreign)


def test_a_passing_copy_of_macos_is_not_entered_among_the_login_items(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    passing = "/private/var/folders/x/T/AppTranslocation/1-2/d/Relmgr.app/Contents/MacOS/Relmgr"
    entry = autostart.for_this_system((passing, "--background"))
    with pytest.raises(RelmgrError, match="Applications"):
        entry.switch(True)
    assert not entry.is_on()
    entry.switch(False)
    monkeypatch.setattr("relmgr.disk.sync", lambda _descriptor: None)
    settled = autostart.for_this_system(("/Applications/Relmgr.app/Contents/MacOS/Relmgr", "--background"))
    settled.switch(True)
    assert settled.is_on()


@pytest.mark.parametrize("platform", ["win32", "darwin"])
def test_folders_of_the_usual_profile(platform: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", platform)
    monkeypatch.setattr("appdirs.system", platform)
    monkeypatch.setattr("appdirs._get_win_folder", lambda _name: str(tmp_path), raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    profile = paths.default_profile()
    assert {profile.data.name, profile.config.name} == {"Relmgr"}
    library = tmp_path / "Library"
    if platform == "darwin":
        assert profile.data == profile.config == library / "Application Support" / "Relmgr"
        assert profile.logs == library / "Logs" / "Relmgr"
