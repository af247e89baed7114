"""Text of several lines in painted items: broken once, drawn line by line on the design's line heights."""

from functools import lru_cache

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QPainter, QTextLayout, QTextOption

from ui import theme as themes
from ui.theme.typography import STYLES, font_of
from ui.widgets.text import elided, paint_line


def wrapped(text: str, style: str, width: int, most: int) -> tuple[str, ...]:
    """`text` in lines of at most `width` pixels, at most `most` of them, the last one elided."""
    return _wrapped(text, style, width, most, themes.current().factor)


@lru_cache(maxsize=2048)
def _wrapped(text: str, style: str, width: int, most: int, factor: float) -> tuple[str, ...]:
    font = font_of(STYLES[style], factor)
    plain = " ".join(text.split())
    if not plain or width <= 0:
        return ()
    encoded = plain.encode("utf-16-le")
    layout = QTextLayout(plain, font)
    option = QTextOption(Qt.AlignmentFlag.AlignLeft)
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    lines: list[str] = []
    layout.beginLayout()
    while (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        start = 2 * line.textStart()
        if len(lines) == most - 1:
            rest = encoded[start:].decode("utf-16-le")
            lines.append(elided(rest, font, width))
            break
        lines.append(encoded[start : start + 2 * line.textLength()].decode("utf-16-le").rstrip())
    layout.endLayout()
    return tuple(lines)


def paint_lines(painter: QPainter, rect: QRect, lines: tuple[str, ...], style: str, colour: QColor) -> int:
    """Draw `lines` from the top of `rect`; gives the height used."""
    high = themes.current().line_height(style)
    for number, text in enumerate(lines):
        # One pixel more than was measured: rounding must not elide a line that fits.
        paint_line(
            painter, QRect(rect.x(), rect.y() + number * high, rect.width() + 1, high), text, style, colour
        )
    return high * len(lines)
