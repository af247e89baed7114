"""The typefaces that come with Relmgr: Inter and Inter Display, loaded from resources/fonts."""

from functools import cache

from PySide6.QtGui import QFontDatabase

from relmgr import bundled
from relmgr.errors import RelmgrError
from relmgr.i18n import _

FOLDER = bundled.FOLDER / "fonts"

TEXT = "Inter"
DISPLAY = "Inter Display"

# What Inter cannot write falls to these, in this order (DESIGN §3).
FALLBACK = (
    "Noto Sans",
    "Noto Sans Arabic",
    "Noto Sans Hebrew",
    "Noto Sans Devanagari",
    "Noto Sans CJK JP",
    "sans-serif",
)
MONOSPACE = ("ui-monospace", "Menlo", "Consolas", "DejaVu Sans Mono", "Noto Sans Mono", "monospace")


@cache
def load() -> tuple[str, ...]:
    """Register the bundled faces with Qt, once; gives the family names.

    Needs a QGuiApplication. Raises RelmgrError when a font file is missing or unreadable.
    """
    families: set[str] = set()
    for path in sorted(FOLDER.glob("*.ttf")):
        number = QFontDatabase.addApplicationFont(str(path))
        if number < 0:
            raise RelmgrError(_("The font file {file} cannot be read.").format(file=path.name))
        families.update(QFontDatabase.applicationFontFamilies(number))
    if not {TEXT, DISPLAY} <= families:
        raise RelmgrError(_("Relmgr’s fonts are missing from its folder. Install Relmgr again."))
    return tuple(sorted(families))
