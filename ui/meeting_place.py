"""Where the first Relmgr of a profile listens for later starts; asked before anything is shown, so it imports little."""

import hashlib
import os
import sys
import tempfile
from pathlib import Path

from relmgr.paths import Profile

_LONGEST_SOCKET_PATH = 100  # sun_path holds 104 bytes on macOS, 108 on Linux


def may_be_met(profile: Profile) -> bool:
    """Whether somebody may listen: False only where the socket would be a file and there is none."""
    name = socket_name(profile)
    return sys.platform == "win32" or not os.path.isabs(name) or os.path.exists(name)


def socket_name(profile: Profile) -> str:
    """Where the first one listens: in the user's own runtime folder if there is one, never shared between users."""
    folder = os.path.realpath(profile.data)
    digest = hashlib.sha256(os.fsencode(folder)).hexdigest()[:16]
    if sys.platform == "win32":
        return f"relmgr-{hashlib.sha256(os.fsencode(Path.home())).hexdigest()[:8]}-{digest}"
    # macOS has a folder for passing things of each user alone; a memory stick could not hold a socket.
    runtime = tempfile.gettempdir() if sys.platform == "darwin" else os.environ.get("XDG_RUNTIME_DIR", "")
    name = f"relmgr-{os.getuid()}-{digest}"
    for place in (runtime, folder):
        path = os.path.join(place, name)
        if place and os.access(place, os.W_OK | os.X_OK) and len(os.fsencode(path)) <= _LONGEST_SOCKET_PATH:
            return path
    return name
