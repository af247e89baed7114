"""The launch agent, read back as launchd would."""

import plistlib
from pathlib import Path

import pytest

from relmgr.autostart.macos import LaunchAgent
from relmgr.errors import RelmgrError


def test_switched_on_it_starts_in_the_background_and_off_nothing_is_left(tmp_path: Path) -> None:
    agent = LaunchAgent(
        ("/Applications/Relmgr.app/Contents/MacOS/Relmgr", "--background"), tmp_path / "LaunchAgents"
    )
    assert not agent.is_on()
    agent.switch(True)
    assert agent.is_on()
    written = plistlib.loads(agent.path.read_bytes())
    assert written["Label"] == "io.github.relmgr.Relmgr"
    assert written["ProgramArguments"][-1] == "--background"
    assert written["RunAtLoad"] is True
    agent.switch(False)
    assert list(agent.path.parent.iterdir()) == []


@pytest.mark.parametrize(
    "content", [b"", b"no plist", plistlib.dumps({"RunAtLoad": True, "Disabled": True}), plistlib.dumps([1])]
)
def test_what_starts_nothing_is_off(tmp_path: Path, content: bytes) -> None:
    agent = LaunchAgent(("relmgr",), tmp_path)
    agent.path.write_bytes(content)
    assert not agent.is_on()


def test_a_folder_that_refuses_is_said(tmp_path: Path) -> None:
    (tmp_path / "agents").write_text("a file in the way")
    with pytest.raises(RelmgrError):
        LaunchAgent(("relmgr",), tmp_path / "agents").switch(True)
