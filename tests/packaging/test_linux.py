"""What Linux is told of Relmgr, and the two scripts that the .run carries; building and installing is prove.sh's."""

import configparser
import os
import re
import shutil
import subprocess
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

import dev
from relmgr import APP_ID, __version__
from relmgr.cli import arguments
from tests.packaging.scripts import PACKAGING, script
from ui import app
from ui.actions import OPENERS

LINUX = PACKAGING / "linux"
build = script("linux/build.py")
manual = script("linux/manual.py")


@pytest.fixture
def entry() -> configparser.ConfigParser:
    """The desktop entry."""
    parser = configparser.ConfigParser(interpolation=None)
    parser.optionxform = str  # type: ignore[assignment,method-assign]
    parser.read(LINUX / f"{APP_ID}.desktop", "utf-8")
    return parser


def test_the_entry_opens_contacts_and_never_takes_them_over(entry: configparser.ConfigParser) -> None:
    main = entry["Desktop Entry"]
    assert main["Exec"] == "relmgr %F"
    assert main["Icon"] == APP_ID
    assert main["MimeType"].split(";")[:-1] == ["text/vcard", "text/x-vcard"]
    assert not list(LINUX.rglob("mimeapps.list"))
    assert not list(LINUX.rglob("*inst"))  # no script runs when the package is installed


def test_every_action_of_the_entry_is_a_switch_that_works(entry: configparser.ConfigParser) -> None:
    named = entry["Desktop Entry"]["Actions"].split(";")[:-1]
    sections = [name for name in entry.sections() if name != "Desktop Entry"]
    assert sections == [f"Desktop Action {name}" for name in named]
    switches = [entry[section]["Exec"].removeprefix("relmgr ") for section in sections]
    assert sorted(switches) == sorted(OPENERS)
    assert [app.read_options([switch]).opener for switch in switches] == switches
    assert all(entry[section]["Name[de]"] for section in sections)


def test_software_centres_are_told_the_same() -> None:
    text = build.filled(f"{APP_ID}.metainfo.xml", VERSION=__version__, DATE="2026-11-22").decode()
    assert "@" not in text
    root = ET.fromstring(text)
    assert root.findtext("id") == APP_ID
    assert root.findtext("launchable") == f"{APP_ID}.desktop"
    assert root.find("releases/release").attrib["version"] == __version__  # type: ignore[union-attr]
    assert root.findtext("requires/internet") == "offline-only"
    assert [each.text for each in root.findall("provides/mediatype")] == ["text/vcard", "text/x-vcard"]


def test_the_manual_page_tells_of_every_command_and_option() -> None:
    page = manual.page("2026-11-22").replace("\\-", "-")
    parser = arguments.make_parser()
    commands = manual.commands(parser)
    assert len(commands) > 10
    titles = set(re.findall(r"^\.SS (\S+)", page, re.MULTILINE))
    assert titles == set(commands)
    switches = {
        switch for one in (parser, *commands.values()) for a in one._actions for switch in a.option_strings
    }
    assert {switch for switch in switches if f"\\fB{switch}\\fR" not in page} == set()


def test_the_package_asks_for_every_library_that_a_checkout_needs() -> None:
    asked = {name.split(" ")[0] for each in build.DEPENDS for name in each.split(" | ")}
    needed = {*dev.QT_LIBRARIES.values(), *dev.WINDOW_LIBRARIES.values()}
    spec = (PACKAGING / "relmgr.spec").read_text("utf-8")
    bundled = {
        package for name, package in dev.WINDOW_LIBRARIES.items() if f'"{name.split(".so")[0]}.so.*"' in spec
    }
    assert needed - asked == bundled
    assert len(bundled) == 6


def test_there_is_one_version() -> None:
    assert build.version() == __version__
    for path in PACKAGING.rglob("*"):
        if (
            path.suffix in {".py", ".sh", ".spec", ".desktop", ".xml", ".nsi", ".ps1"}
            and ".venv" not in path.parts
        ):
            assert f'"{__version__}"' not in path.read_text("utf-8"), path


@pytest.fixture
def unpacked(tmp_path: Path) -> Path:
    """What the .run unpacks, with a program that only answers."""
    folder = tmp_path / "unpacked"
    tree = folder / "tree"
    program = tree / "lib" / "relmgr" / "relmgr"
    program.parent.mkdir(parents=True)
    program.write_text("#!/bin/sh\necho answers\n")
    program.chmod(0o755)
    (tree / "bin").mkdir()
    (tree / "bin" / "relmgr").symlink_to("../lib/relmgr/relmgr")
    (tree / "share" / "applications").mkdir(parents=True)
    shutil.copyfile(LINUX / f"{APP_ID}.desktop", tree / "share" / "applications" / f"{APP_ID}.desktop")
    for name in ("install.sh", "uninstall.sh"):
        build.write(folder / name, build.filled(name, VERSION="1.2.3"), 0o755)
    return folder


def shell(script_path: Path, *given: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["sh", str(script_path), *given], capture_output=True, text=True, env=dict(os.environ)
    )


def test_the_run_installs_upgrades_and_leaves_what_is_not_its_own(unpacked: Path, tmp_path: Path) -> None:
    prefix = tmp_path / "o'dd $HOME & 100%"
    (unpacked / "tree" / "lib" / "relmgr" / "old").touch()
    assert shell(unpacked / "install.sh", "--prefix", str(prefix)).returncode == 0
    (prefix / "share" / "applications" / "other.desktop").touch()
    (unpacked / "tree" / "lib" / "relmgr" / "old").unlink()
    done = shell(unpacked / "install.sh", f"--prefix={prefix}")
    assert done.stderr == ""
    assert done.stdout.startswith(f"Relmgr 1.2.3 is in {prefix}.")
    assert not (prefix / "lib" / "relmgr" / "old").exists()
    exec_line = next(
        line
        for line in (prefix / "share" / "applications" / f"{APP_ID}.desktop").read_text("utf-8").splitlines()
        if line.startswith("Exec=") and line.endswith("--today")
    )
    escaped = str(prefix / "bin" / "relmgr").replace("$", "\\\\$").replace("%", "%%")
    assert exec_line == f'Exec="{escaped}" --today'
    done = shell(prefix / "bin" / "relmgr-uninstall")
    assert done.stdout.startswith(f"Relmgr is gone from {prefix}.")
    assert done.stderr == ""
    assert [path.name for path in prefix.rglob("*") if not path.is_dir()] == ["other.desktop"]


def test_the_run_says_what_it_cannot_do(unpacked: Path, tmp_path: Path) -> None:
    assert shell(unpacked / "install.sh", "--sideways").returncode == 2
    (tmp_path / "file").touch()
    done = shell(unpacked / "install.sh", "--prefix", str(tmp_path / "file"))
    assert done.returncode == 1
    assert "Nothing was installed." in done.stderr
    done = shell(unpacked / "uninstall.sh", "--prefix", str(tmp_path))
    assert done.returncode == 1
    assert "There is no Relmgr" in done.stderr
