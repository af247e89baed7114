"""The type styles of the design: family, size, line height, weight and letter spacing (DESIGN §3)."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from PySide6.QtGui import QFont

from ui import fonts


@dataclass(frozen=True, slots=True)
class TypeStyle:
    """One style; sizes in logical pixels at 100 %, weight from 100 to 900."""

    family: str
    size: float
    line_height: float
    weight: int = 400
    letter_spacing: float = 0.0
    tabular: bool = False


STYLES: Final[dict[str, TypeStyle]] = {
    "hero": TypeStyle(fonts.DISPLAY, 40, 46, 600, -1.0),
    "display": TypeStyle(fonts.DISPLAY, 30, 38, 600, -0.6),
    "name": TypeStyle(fonts.DISPLAY, 28, 34, 600, -0.5),
    "name_long": TypeStyle(fonts.DISPLAY, 24, 30, 600, -0.34),
    "page_title": TypeStyle(fonts.DISPLAY, 24, 30, 600, -0.38),
    "panel_title": TypeStyle(fonts.DISPLAY, 20, 26, 600, -0.24),
    "column_title": TypeStyle(fonts.DISPLAY, 18, 24, 600, -0.18),
    "section": TypeStyle(fonts.DISPLAY, 15, 22, 600, -0.06),
    "lead": TypeStyle(fonts.TEXT, 15, 23, 400),
    "body_large": TypeStyle(fonts.TEXT, 14, 21, 400),
    "writing": TypeStyle(fonts.TEXT, 14, 24, 400),
    "row_title": TypeStyle(fonts.TEXT, 14, 20, 500, -0.04),
    "life_title": TypeStyle(fonts.TEXT, 14, 20, 600, -0.04),
    "body": TypeStyle(fonts.TEXT, 13, 19, 400),
    "body_strong": TypeStyle(fonts.TEXT, 13, 19, 500),
    "name_row": TypeStyle(fonts.TEXT, 13, 19, 600),
    "small": TypeStyle(fonts.TEXT, 12, 17, 400, 0.02),
    "small_strong": TypeStyle(fonts.TEXT, 12, 17, 500, 0.02),
    "small_bold": TypeStyle(fonts.TEXT, 12, 17, 600, 0.02),
    "date": TypeStyle(fonts.TEXT, 12, 17, 400, 0.02, tabular=True),
    "date_strong": TypeStyle(fonts.TEXT, 12, 17, 500, 0.02, tabular=True),
    "caption": TypeStyle(fonts.TEXT, 12, 20, 500, 0.05),
    "lock": TypeStyle(fonts.TEXT, 12, 16, 400, 0.02),
    "day": TypeStyle(fonts.DISPLAY, 16, 18, 600, -0.1),
    "badge": TypeStyle(fonts.TEXT, 11, 18, 600, tabular=True),
    "key_hint": TypeStyle(fonts.TEXT, 11, 16, 500),
    "recovery_key": TypeStyle("monospace", 18, 26, 500, 0.36),
}


@lru_cache(maxsize=256)
def font_of(style: TypeStyle, factor: float) -> QFont:
    """The Qt font of `style` with all sizes times `factor`. Treat it as read-only: it is shared."""
    font = QFont()
    if style.family == "monospace":
        font.setFamilies(list(fonts.MONOSPACE))
        font.setStyleHint(QFont.StyleHint.Monospace)
    else:
        font.setFamilies([style.family, fonts.TEXT, *fonts.FALLBACK])
    font.setPixelSize(max(11, round(style.size * factor)))
    font.setWeight(QFont.Weight(style.weight))
    font.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, style.letter_spacing * factor)
    # Widths then do not depend on the screen, and letters sit where the design has them.
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    if style.tabular:
        font.setFeature(QFont.Tag("tnum"), 1)
    return font
