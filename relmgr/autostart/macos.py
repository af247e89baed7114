"""macOS: a launch agent, shown by System Settings among the login items (launchd.plist(5))."""

import plistlib
from collections.abc import Sequence
from pathlib import Path

from relmgr import APP_ID
from relmgr.errors import RelmgrError
from relmgr.i18n import _
from relmgr.paths import explain_os_error, replace_file

_TRANSLOCATED = "/AppTranslocation/"
"""In the path of a program that was downloaded and never moved: macOS runs a passing copy of it."""


class LaunchAgent:
    """`<folder>/io.github.relmgr.Relmgr.plist`. `SMAppService` would carry no arguments, so no `--background`."""

    def __init__(self, command: Sequence[str], folder: Path) -> None:
        self.command = tuple(command)
        self.path = folder / f"{APP_ID}.plist"

    def is_on(self) -> bool:
        """There is an agent that is not disabled."""
        try:
            agent = plistlib.loads(self.path.read_bytes())
        except (OSError, plistlib.InvalidFileException, ValueError):
            return False
        return isinstance(agent, dict) and bool(agent.get("RunAtLoad")) and not agent.get("Disabled")

    def switch(self, on: bool) -> None:
        """Write the agent or remove it. Raises RelmgrError where the folder does not let us."""
        if on and _TRANSLOCATED in self.command[0]:
            raise RelmgrError(
                _(
                    "macOS runs Relmgr from a place that is gone after it ends, so nothing was entered. "
                    "Quit Relmgr, drag it into Applications, start it there, and try again."
                )
            )
        try:
            if on:
                self.path.parent.mkdir(parents=True, exist_ok=True)
                replace_file(self.path, plistlib.dumps(self._agent()))
            else:
                self.path.unlink(missing_ok=True)
        except OSError as error:
            raise explain_os_error(error, self.path) from error

    def _agent(self) -> dict[str, object]:
        return {
            "Label": APP_ID,
            "ProgramArguments": list(self.command),
            "RunAtLoad": True,
            "LimitLoadToSessionType": "Aqua",
            "ProcessType": "Interactive",
        }
