"""Which command is entered, and where on this system."""

import sys
from pathlib import Path

import pytest

from relmgr import autostart
from relmgr.autostart.linux import DesktopEntry
from relmgr.paths import chosen_profile, default_profile, profile_at


def test_a_checkout_is_started_by_its_python_with_its_profile(tmp_path: Path) -> None:
    program = str(tmp_path / "main.py")
    assert autostart.command_of(program, default_profile()) == (sys.executable, program, "--background")
    own = autostart.command_of(program, profile_at(tmp_path / "own"))
    assert own[2:] == ("--profile", str(tmp_path / "own"), "--background")


def test_an_installed_command_a_frozen_program_and_an_appimage(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    profile = default_profile()
    command = str(tmp_path / "relmgr")
    assert autostart.command_of(command, profile) == (command, "--background")
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert autostart.command_of(command, profile) == (sys.executable, "--background")
    monkeypatch.setenv("APPIMAGE", "/apps/Terminal.AppImage")
    monkeypatch.setenv("APPDIR", str(tmp_path))
    assert autostart.command_of(command, profile) == (sys.executable, "--background"), "another's AppImage"
    monkeypatch.setattr(sys, "executable", str(tmp_path / "usr" / "bin" / "relmgr"))
    monkeypatch.setenv("APPIMAGE", "/apps/Relmgr.AppImage")
    assert autostart.command_of(command, profile) == ("/apps/Relmgr.AppImage", "--background")


def test_a_portable_program_is_entered_alone_and_finds_its_folder_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    executable = tmp_path / "Relmgr.exe"
    (tmp_path / "data").mkdir()
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(executable))
    profile = chosen_profile(None)
    assert profile.is_portable
    assert autostart.command_of(str(executable), profile) == (str(executable), "--background")


@pytest.mark.parametrize("given", ["", "relative"])
def test_the_entry_lies_in_the_users_configuration(
    given: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_CONFIG_HOME", given)
    entry = autostart.for_this_system(("relmgr",))
    assert isinstance(entry, DesktopEntry)
    assert entry.path.parent == tmp_path / ".config" / "autostart"
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "own"))
    other = autostart.for_this_system(("relmgr",))
    assert isinstance(other, DesktopEntry)
    assert other.path.parent == tmp_path / "own" / "autostart"
