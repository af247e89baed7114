"""Linux: a desktop entry in the autostart folder (freedesktop.org, Desktop Application Autostart Specification)."""

from collections.abc import Sequence
from pathlib import Path

from relmgr import APP_ID
from relmgr.paths import explain_os_error, replace_file

_OFF = {"hidden=true", "x-gnome-autostart-enabled=false"}
"""What desktops write when the user switches an entry off."""


class DesktopEntry:
    """`<folder>/io.github.relmgr.Relmgr.desktop`."""

    def __init__(self, command: Sequence[str], folder: Path) -> None:
        self.command = tuple(command)
        self.path = folder / f"{APP_ID}.desktop"

    def is_on(self) -> bool:
        """There is an entry that nobody switched off."""
        try:
            lines = self.path.read_text("utf-8", "replace").splitlines()
        except OSError:
            return False
        return not any(line.replace(" ", "").casefold() in _OFF for line in lines)

    def switch(self, on: bool) -> None:
        """Write the entry or remove it. Raises RelmgrError where the folder does not let us."""
        try:
            if on:
                self.path.parent.mkdir(parents=True, exist_ok=True)
                replace_file(self.path, self._text().encode())
            else:
                self.path.unlink(missing_ok=True)
        except OSError as error:
            raise explain_os_error(error, self.path) from error

    def _text(self) -> str:
        return "\n".join(
            (
                "[Desktop Entry]",
                "Type=Application",
                "Name=Relmgr",
                "Comment=Reminders from the tray",
                # Without it, a desktop complains at each login once Relmgr is taken off the computer.
                "TryExec=" + self.command[0].replace("\\", "\\\\"),
                f"Exec={' '.join(quoted(part) for part in self.command)}",
                f"Icon={APP_ID}",
                "Terminal=false",
                "StartupNotify=false",
                "X-GNOME-Autostart-enabled=true",
                "X-GNOME-Autostart-Delay=2",
                "X-KDE-autostart-after=panel",
                "X-LXQt-Need-Tray=true",
                "",
            )
        )


def quoted(argument: str) -> str:
    r"""An argument of an Exec key (Desktop Entry Specification, "The Exec key").

    Quoted; ", `, $ and \ escaped, once for the argument and \ once more for the string; % doubled.
    """
    for character in '\\"`$':
        argument = argument.replace(character, f"\\{character}")
    return '"' + argument.replace("\\", "\\\\").replace("%", "%%") + '"'
