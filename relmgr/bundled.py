"""Where that lies which comes with Relmgr: fonts, icons, themes and catalogues."""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent
_INSTALLED = _PACKAGE / "resources"

FOLDER = _INSTALLED if _INSTALLED.is_dir() else _PACKAGE.parent / "resources"
"""Inside the package where pip installed it; beside the package in a checkout and in the built program."""
