"""A person who does not see the window adds somebody and logs a conversation: names and actions over AT-SPI (U2)."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ENOUGH_SECONDS = 300

pytestmark = pytest.mark.timeout(ENOUGH_SECONDS + 30)


def _session(tmp_path: Path) -> dict[str, object]:
    home = tmp_path / "home"
    home.mkdir()
    (home / "run").mkdir(mode=0o700)
    command = ["env", f"HOME={home}", f"XDG_RUNTIME_DIR={home / 'run'}", "dbus-run-session", "--"]
    done = subprocess.run(
        [*command, sys.executable, "-m", "tests.screen_reader.session"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=ENOUGH_SECONDS,
    )
    assert done.returncode == 0, done.stderr
    met: dict[str, object] = json.loads(done.stdout.splitlines()[-1])  # the registry says hello before
    return met


if sys.platform == "linux":

    def test_a_screen_reader_walks_the_pages_adds_a_person_and_logs_a_conversation(tmp_path: Path) -> None:
        met = _session(tmp_path)
        assert met["pages"] == ["Today", "People", "Expectations", "Reflect", "Referrals", "Settings"]
        assert met["nameless"] == {}
        assert str(met["card"]).startswith("Ada Byron")
        assert "Call with Ada about the engine" in str(met["timeline"])
        assert "felt good" in str(met["timeline"])
