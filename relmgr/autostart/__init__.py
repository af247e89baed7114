"""Starting with the computer, into the tray, if the user says so (R5): one small module for each system.

What the system knows is the truth, not a setting of ours: users switch such entries off in their desktop's own pages.
"""

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from relmgr.paths import Placing, Profile, appimage

BACKGROUND = "--background"


class Autostart(Protocol):
    """The entry of one program in the system's list of what starts at login."""

    def is_on(self) -> bool:
        """Whether the system will start it at the next login."""

    def switch(self, on: bool) -> None:
        """Enter it or take it out. Raises RelmgrError where the system does not let us."""


def for_this_system(command: Sequence[str]) -> Autostart:
    """The entry that runs `command`, the program and its arguments."""
    if sys.platform == "win32":
        from relmgr.autostart.windows import RunKey

        return RunKey(command)
    if sys.platform == "darwin":
        from relmgr.autostart.macos import LaunchAgent

        return LaunchAgent(command, Path.home() / "Library" / "LaunchAgents")
    from relmgr.autostart.linux import DesktopEntry

    config = os.environ.get("XDG_CONFIG_HOME", "")
    folder = Path(config) if os.path.isabs(config) else Path.home() / ".config"
    return DesktopEntry(command, folder / "autostart")


def command_of(program: str, profile: Profile) -> tuple[str, ...]:
    """How this Relmgr is started in the background with `profile`: installed, frozen, from a checkout or an AppImage.

    program: sys.argv[0].
    """
    start: tuple[str, ...]
    if (image := appimage()) is not None:  # the mounted program inside is gone by the next login
        start = (str(image),)
    elif getattr(sys, "frozen", False):
        start = (sys.executable,)
    elif program.endswith(".py"):
        start = (sys.executable, os.path.abspath(program))
    else:
        start = (os.path.abspath(program),)
    own = ("--profile", str(profile.data)) if profile.placing is Placing.ASKED else ()
    return (*start, *own, BACKGROUND)
