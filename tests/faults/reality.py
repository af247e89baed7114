"""Starts a real window in a home of its own, whose every folder a test can search."""

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
PATIENCE_SECONDS = 100


@dataclass(frozen=True, slots=True)
class Home:
    """A home, and a folder outside it for what is given to Relmgr."""

    folder: Path
    given: Path
    patience: float = PATIENCE_SECONDS
    """Seconds a process may take that is run to its end."""

    @property
    def report(self) -> Path:
        """Where a window writes what it saw."""
        return self.given / "report.json"

    def seen(self) -> dict[str, Any]:
        """What it saw."""
        return dict(json.loads(self.report.read_text("utf-8")))

    def environment(self, **changes: str) -> dict[str, str]:
        """The environment of a process that lives here."""
        without = {name: value for name, value in os.environ.items() if not name.startswith("XDG_")}
        folders = {
            "HOME": "",
            "TMPDIR": "tmp",
            "XDG_DATA_HOME": "data",
            "XDG_CONFIG_HOME": "config",
            "XDG_STATE_HOME": "state",
            "XDG_CACHE_HOME": "cache",
            "XDG_RUNTIME_DIR": "run",
        }
        return without | {name: str(self.folder / place) for name, place in folders.items()} | changes

    def command(self, *arguments: str | Path) -> list[str]:
        """What runs `main.py` with these."""
        return [sys.executable, str(ROOT / "main.py"), *map(str, arguments)]

    def window(self, journey: str, *arguments: str | Path) -> list[str]:
        """What runs the window with these, using itself."""
        module = ("-m", "tests.faults.window_process")
        return [sys.executable, *module, journey, str(self.report), *map(str, arguments)]

    def soak(self, actions: int, *arguments: str | Path) -> list[str]:
        """What runs the window through so many actions."""
        module = ("-m", "tests.faults.soak")
        return [sys.executable, *module, str(self.report), str(actions), *map(str, arguments)]

    def run(
        self, command: Sequence[str], before: Sequence[str] = (), **changes: str
    ) -> subprocess.CompletedProcess[bytes]:
        """Run it to its end."""
        return subprocess.run(
            [*before, *command],
            env=self.environment(**changes),
            cwd=ROOT,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=self.patience,
        )


def make_home(folder: Path, patience: float = PATIENCE_SECONDS) -> Home:
    """Make the folders of one."""
    home = Home(folder / "home", folder / "given", patience)
    for place in ("tmp", "data", "config", "state", "cache", "run"):
        (home.folder / place).mkdir(parents=True, mode=0o700)
    home.given.mkdir()
    return home
