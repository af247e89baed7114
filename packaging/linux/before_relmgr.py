"""Runs in the built program of Linux before Relmgr's own code: what lasts only a moment there, and what must not."""

import fcntl
import importlib.machinery
import os
import sys
from pathlib import PurePosixPath

# PyInstaller's starter points the linker at our libraries and starts itself anew; the linker has read it by now. What
# Relmgr opens from here on (a file manager, a mail program) must find its own libraries, not ours.
_before = os.environ.pop("LD_LIBRARY_PATH_ORIG", "")
if _before:
    os.environ["LD_LIBRARY_PATH"] = _before
else:
    os.environ.pop("LD_LIBRARY_PATH", None)


def _outlive_an_upgrade() -> None:
    """Read modules from the files that are open now, which an upgrade replaces under a program that goes on.

    Most lie in the program's own file, the first ones of Python in an archive beside it; both are asked for by name
    each time one is needed. These names lead to the files as they were, for as long as this process runs.
    """
    own = sys.modules.get("pyimod02_importers")
    own.pyz_archive._filename = "/proc/self/exe"  # type: ignore[union-attr]
    archive = os.path.join(sys._MEIPASS, "base_library.zip")  # type: ignore[attr-defined]
    opened = os.open(archive, os.O_RDONLY)
    held = fcntl.fcntl(
        opened, fcntl.F_DUPFD_CLOEXEC, 3
    )  # never the number of a standard file that was closed
    os.close(opened)
    finder = importlib.machinery.PathFinder
    finder.find_spec("", [archive])
    names = sys.path_importer_cache[archive]._files  # type: ignore[union-attr]
    for folder in {PurePosixPath(name).parent for name in names}:
        finder.find_spec("", [str(PurePosixPath(archive, folder))])
    for importer in sys.path_importer_cache.values():
        if getattr(importer, "archive", "") == archive:
            importer.archive = f"/proc/self/fd/{held}"  # type: ignore[union-attr]


if os.path.exists("/proc/self/exe"):
    _outlive_an_upgrade()
