"""Where that lies which comes with Relmgr: fonts, icons, themes, catalogues and the guide."""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent
_INSTALLED = _PACKAGE / "resources"

FOLDER = _INSTALLED if _INSTALLED.is_dir() else _PACKAGE.parent / "resources"
"""Inside the package where pip installed it; beside the package in a checkout and in the built program."""

GUIDE = _PACKAGE / "guide" if _INSTALLED.is_dir() else _PACKAGE.parent / "docs" / "guide"
"""The pages of the guide, in the same way."""
