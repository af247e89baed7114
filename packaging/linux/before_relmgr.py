"""Runs in the built program of Linux before Relmgr's own code: what lasts only a moment there, and what must not."""

import os
import sys

# PyInstaller's starter points the linker at our libraries and starts itself anew; the linker has read it by now. What
# Relmgr opens from here on (a file manager, a mail program) must find its own libraries, not ours.
_before = os.environ.pop("LD_LIBRARY_PATH_ORIG", "")
if _before:
    os.environ["LD_LIBRARY_PATH"] = _before
else:
    os.environ.pop("LD_LIBRARY_PATH", None)

# Modules are read when they are needed, out of the program's file. An upgrade puts another file in its place; this name
# leads to the one that runs for as long as it runs.
_archive = getattr(sys.modules.get("pyimod02_importers"), "pyz_archive", None)
if _archive is not None and os.path.exists("/proc/self/exe"):
    _archive._filename = "/proc/self/exe"
