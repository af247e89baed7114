"""What the window's shell asks of the program around it."""

from typing import Protocol


class Desk(Protocol):
    """What the shell asks of the program around it."""

    def lock(self) -> None:
        """Lock the file at once."""

    def raise_window(self) -> None:
        """Bring the window to the front, whatever it was."""

    def has_own(self) -> bool:
        """Whether there is a file of the user's own, or could be, behind the sample people."""

    def has_own_file(self) -> bool:
        """Whether that file is made already."""

    def start_own(self) -> None:
        """Leave the sample people for the user's own file, which is set up if there is none."""

    def look_around(self) -> None:
        """Show the sample people for a while; the user's own file stays as it is."""

    def open_guide(self, page: str) -> None:
        """Show the guide in its window, at `page` if it is given."""
