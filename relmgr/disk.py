"""What systems and disks do differently where files are closed to others, put in place and kept."""

import contextlib
import os
import sys
import threading
from pathlib import Path

_TRIES = 40
_PAUSE_SECONDS = 0.05


def close_to_others(place: Path | int, mode: int) -> None:
    """Give the file or folder, or the open file, just these rights. Raises OSError.

    Nothing on Windows, where the access list of the folder rules, nor where who made it is not its owner: such a file
    system keeps neither owners nor rights, as a memory stick that is mounted for everybody.
    """
    if sys.platform == "win32":
        return
    try:
        os.chmod(place, mode)
    except PermissionError:
        if os.stat(place).st_uid == os.geteuid():
            raise


def put_in_place(made: Path, target: Path) -> None:
    """`os.replace`, tried for two seconds where Windows refuses: scanners and indexers look at a new file at once."""
    for _try in range(_TRIES if sys.platform == "win32" else 0):
        try:
            os.replace(made, target)
        except PermissionError:
            threading.Event().wait(_PAUSE_SECONDS)
        else:
            return
    os.replace(made, target)


def sync(descriptor: int) -> None:
    """Wait until the disk holds what was written. On macOS fsync stops at the drive's own memory (fsync(2))."""
    if sys.platform == "darwin":
        import fcntl

        with contextlib.suppress(OSError):  # not every file system takes this order; all take the next
            fcntl.fcntl(descriptor, fcntl.F_FULLFSYNC)
            return
    os.fsync(descriptor)
