"""Portable mode: which folder beside which program, and that everything written lies in it (docs/decisions/0009)."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from relmgr import paths
from relmgr.paths import Placing, chosen_profile, default_profile, place_words, profile_at

ROOT = Path(__file__).resolve().parents[1]
FROZEN = (
    "import sys; sys.frozen = True; sys.executable = sys.argv.pop(1); "
    "from relmgr import cli; sys.exit(cli.main(sys.argv[1:]))"
)


@pytest.fixture
def freeze(monkeypatch: pytest.MonkeyPatch) -> "Freeze":
    """Makes this program look like one that was built."""
    return Freeze(monkeypatch)


class Freeze:
    """Called with the path of the executable."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self._monkeypatch = monkeypatch
        for name in ("APPIMAGE", "APPDIR"):
            monkeypatch.delenv(name, raising=False)

    def __call__(self, executable: Path) -> None:
        self._monkeypatch.setattr(sys, "frozen", True, raising=False)
        self._monkeypatch.setattr(sys, "executable", str(executable))


def test_a_checkout_is_a_program_and_what_the_package_installer_put_is_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert paths.program() == ROOT / "main.py"
    monkeypatch.setattr(paths, "_CHECKOUT", tmp_path)
    for name in ("main.py", "data"):  # as other packages leave them among the installed ones
        (tmp_path / name).mkdir() if name == "data" else (tmp_path / name).touch()
    assert paths.program() is None
    assert chosen_profile(None) == default_profile()


def test_beside_the_executable_of_a_built_program(tmp_path: Path, freeze: Freeze) -> None:
    freeze(tmp_path / "Relmgr" / "Relmgr.exe")
    assert chosen_profile(None).placing is Placing.USUAL
    (tmp_path / "Relmgr" / "data").mkdir(parents=True)
    profile = chosen_profile(None)
    assert profile.placing is Placing.BESIDE
    for place in (profile.database, profile.vault_file, profile.settings_file, profile.backups, profile.logs):
        assert place.is_relative_to(tmp_path / "Relmgr" / "data")


def test_beside_the_bundle_on_macos(tmp_path: Path, freeze: Freeze) -> None:
    freeze(tmp_path / "Relmgr.app" / "Contents" / "MacOS" / "Relmgr")
    (tmp_path / "Relmgr.app" / "Contents" / "MacOS" / "data").mkdir(parents=True)
    assert chosen_profile(None).placing is Placing.USUAL
    (tmp_path / "data").mkdir()
    assert chosen_profile(None).data == tmp_path / "data"


def test_beside_the_appimage_and_not_in_its_mounted_folder(
    tmp_path: Path, freeze: Freeze, monkeypatch: pytest.MonkeyPatch
) -> None:
    mounted, stick = tmp_path / "mounted", tmp_path / "stick"
    for folder in (mounted / "usr" / "bin" / "data", stick / "data"):
        folder.mkdir(parents=True)
    freeze(mounted / "usr" / "bin" / "relmgr")
    monkeypatch.setenv("APPDIR", str(mounted))
    monkeypatch.setenv("APPIMAGE", str(stick / "Relmgr.AppImage"))
    assert chosen_profile(None).data == stick / "data"


@pytest.mark.parametrize(
    ("names", "is_ours"),
    [
        ((), True),
        ((".DS_Store", "desktop.ini", "Thumbs.db"), True),
        (("holiday.jpg",), False),
        (("holiday.jpg", "vault.json"), True),
        (("settings.json",), True),
    ],
)
def test_a_folder_of_that_name_may_be_anybodys(
    tmp_path: Path, freeze: Freeze, names: tuple[str, ...], is_ours: bool
) -> None:
    freeze(tmp_path / "Relmgr.AppImage")
    (tmp_path / "data").mkdir()
    for name in names:
        (tmp_path / "data" / name).touch()
    assert chosen_profile(None).is_portable is is_ours


def test_a_file_called_data_is_no_folder(tmp_path: Path, freeze: Freeze) -> None:
    freeze(tmp_path / "Relmgr.exe")
    (tmp_path / "data").touch()
    assert not chosen_profile(None).is_portable


def test_a_folder_that_cannot_be_looked_into_is_taken_so_that_it_is_said(
    tmp_path: Path, freeze: Freeze, monkeypatch: pytest.MonkeyPatch
) -> None:
    freeze(tmp_path / "Relmgr.exe")
    (tmp_path / "data").mkdir()

    def refuse(_self: Path) -> None:
        raise PermissionError

    monkeypatch.setattr(Path, "iterdir", refuse)
    assert chosen_profile(None).is_portable


def test_what_was_named_comes_before_what_lies_beside(tmp_path: Path, freeze: Freeze) -> None:
    freeze(tmp_path / "Relmgr.exe")
    (tmp_path / "data").mkdir()
    assert chosen_profile(tmp_path / "named") == profile_at(tmp_path / "named")


def test_the_settings_can_say_why_the_files_are_where_they_are(tmp_path: Path, freeze: Freeze) -> None:
    freeze(tmp_path / "Relmgr.exe")
    (tmp_path / "data").mkdir()
    said = [place_words(each) for each in (default_profile(), profile_at(tmp_path), chosen_profile(None))]
    assert len(set(said)) == len(Placing)
    assert said[2].startswith("Portable")
    assert "--profile" in said[1]


def test_all_that_is_written_lies_in_the_folder(tmp_path: Path) -> None:
    """A program that thinks it was built makes a file and imports somebody into it; the home folder stays empty."""
    home, stick, given = tmp_path / "home", tmp_path / "stick", tmp_path / "passphrase"
    for folder in (home, stick / "data"):
        folder.mkdir(parents=True)
    given.write_text("correct horse battery\n")
    environment = {name: value for name, value in os.environ.items() if not name.startswith("XDG_")}
    environment |= {"HOME": str(home), "PYTHONPATH": f"{environment['PYTHONPATH']}{os.pathsep}{ROOT}"}

    def run(*arguments: str) -> "subprocess.CompletedProcess[str]":
        command = [sys.executable, "-c", FROZEN, str(stick / "relmgr"), *arguments]
        return subprocess.run(command, env=environment, capture_output=True, text=True, cwd=tmp_path)

    refused = run("init")
    assert refused.returncode == 1
    assert "A portable file opens with a passphrase" in refused.stderr
    assert list((stick / "data").iterdir()) == []
    contacts = tmp_path / "contacts.vcf"
    contacts.write_text("BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Megan Hale\r\nEND:VCARD\r\n")
    answers = [
        run("--passphrase-file", str(given), *command)
        for command in (("init",), ("import", str(contacts)), ("people",))
    ]
    assert [each.returncode for each in answers] == [0, 0, 0], [each.stderr for each in answers]
    assert "Megan Hale" in answers[-1].stdout
    assert {"relmgr.db", "vault.json", "vault.json.copy", "lock"} <= set(os.listdir(stick / "data"))
    assert list(home.rglob("*")) == []
