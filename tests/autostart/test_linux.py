"""The autostart entry, read back as a desktop would."""

import shutil
import subprocess
from pathlib import Path

import pytest

from relmgr.autostart.linux import DesktopEntry, quoted
from relmgr.errors import RelmgrError

COMMAND = ("/opt/rel mgr/relmgr", "--background")


@pytest.fixture
def entry(tmp_path: Path) -> DesktopEntry:
    return DesktopEntry(COMMAND, tmp_path / "config" / "autostart")


def test_switched_on_it_starts_in_the_background_and_off_nothing_is_left(entry: DesktopEntry) -> None:
    assert not entry.is_on()
    entry.switch(True)
    assert entry.is_on()
    assert entry.path.name == "io.github.relmgr.Relmgr.desktop"
    assert 'Exec="/opt/rel mgr/relmgr" "--background"\n' in entry.path.read_text()
    assert "TryExec=/opt/rel mgr/relmgr\n" in entry.path.read_text()
    entry.switch(True)
    entry.switch(False)
    entry.switch(False)
    assert list(entry.path.parent.iterdir()) == []


@pytest.mark.parametrize("line", ["Hidden=true", "X-GNOME-Autostart-enabled = false"])
def test_what_the_desktop_switched_off_is_off_until_switched_on_here(entry: DesktopEntry, line: str) -> None:
    entry.switch(True)
    entry.path.write_text(f"[Desktop Entry]\nType=Application\n{line}\n")
    assert not entry.is_on()
    entry.switch(True)
    assert entry.is_on()


def test_hard_words_survive_both_unescapings() -> None:
    hard = r'a "b" $c `d` \e 100%'
    inner = quoted(hard)[1:-1].replace("%%", "%").replace("\\\\", "\\")
    for character in '"`$\\':
        inner = inner.replace(f"\\{character}", character)
    assert inner == hard


def test_a_folder_that_refuses_is_said(tmp_path: Path) -> None:
    (tmp_path / "autostart").write_text("a file in the way")
    entry = DesktopEntry(COMMAND, tmp_path / "autostart")
    assert not entry.is_on()
    with pytest.raises(RelmgrError):
        entry.switch(True)


if shutil.which("desktop-file-validate"):

    def test_the_desktops_own_checker_finds_no_fault(entry: DesktopEntry) -> None:
        entry.switch(True)
        checked = subprocess.run(
            ["desktop-file-validate", entry.path], capture_output=True, text=True, check=False
        )
        assert (checked.returncode, checked.stdout) == (0, "")
