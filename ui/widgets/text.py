"""Labels that show plain text, never markup, with the line heights of the design."""

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtCore import QEvent, QPointF, QRect, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QFontMetricsF,
    QPainter,
    QPaintEvent,
    QTextCharFormat,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from ui import theme as themes
from ui.theme.typography import STYLES, font_of

_FIRST_STRONG_ISOLATE = "\u2068"
_POP_ISOLATE = "\u2069"
_ELLIPSIS = "\u2026"
_LONGEST_TOOLTIP = 200
_MARK_WEIGHT = QFont.Weight.Bold
_NEEDS_SETTING = re.compile("[\n\u0590-\u08ff\ufb1d-\ufefc]")
"""A line break, and the scripts read from the right: set, they take more room than Qt says they would advance."""

_NARROWEST = 24
"""Qt asks for heights at next to no width while nothing has its size yet; setting text in columns of single letters
would cost more than the rest of a page."""


def _policy(*, wrap: bool) -> QSizePolicy:
    policy = QSizePolicy(
        QSizePolicy.Policy.Preferred,
        QSizePolicy.Policy.Minimum if wrap else QSizePolicy.Policy.Fixed,
    )
    policy.setHeightForWidth(wrap)
    return policy


def _option(mode: QTextOption.WrapMode) -> QTextOption:
    option = QTextOption(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignAbsolute)
    option.setWrapMode(mode)
    option.setTextDirection(Qt.LayoutDirection.LayoutDirectionAuto)
    return option


_POLICIES = {wrap: _policy(wrap=wrap) for wrap in (False, True)}
_OPTIONS = {
    False: _option(QTextOption.WrapMode.NoWrap),
    True: _option(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere),
}


def isolate(name: str) -> str:
    """`name` so that it keeps its own direction inside any sentence (UAX #9, DESIGN §11)."""
    return f"{_FIRST_STRONG_ISOLATE}{name}{_POP_ISOLATE}"


def tooltip_text(text: str) -> str:
    """`text` so that a tooltip shows it literally: Qt would take "<img src=…>" in it for markup, and open the file."""
    shown = text if len(text) <= _LONGEST_TOOLTIP else text[: _LONGEST_TOOLTIP - 1] + _ELLIPSIS
    return f"<qt>{html.escape(shown).replace(chr(10), '<br>')}</qt>" if "<" in shown else shown


def baseline(font: QFont, line_height: float) -> int:
    """Where the baseline lies in a line of `line_height` pixels, measured from its top."""
    ascent, descent = _ascents(font.family(), font.pixelSize(), font.weight())
    return round((line_height - ascent - descent) / 2 + ascent)


@lru_cache(maxsize=128)
def _base(style: str, factor: float, line_height: int) -> int:
    """The baseline of the type style `style`, kept: every line of a page asks for it."""
    return baseline(font_of(STYLES[style], factor), line_height)


def lift(small: str, large: str) -> int:
    """How far a line in the style `small` stands above the foot of one in `large` that shares its baseline."""
    theme = themes.current()
    below = [
        theme.line_height(name) - baseline(theme.font(name), theme.line_height(name))
        for name in (large, small)
    ]
    return max(0, below[0] - below[1])


@lru_cache(maxsize=64)
def _ascents(family: str, size: int, weight: QFont.Weight) -> tuple[float, float]:
    font = QFont(family)
    font.setPixelSize(size)
    font.setWeight(weight)
    metrics = QFontMetricsF(font)
    return metrics.ascent(), metrics.descent()


def text_width(text: str, style: str) -> float:
    """The width of `text` on one line in the type style `style`, at the chosen text size."""
    return _width(text, style, themes.current().factor)


@lru_cache(maxsize=2048)
def _width(text: str, style: str, factor: float) -> float:
    return _metrics(style, factor).horizontalAdvance(text)


@lru_cache(maxsize=2048)
def _run_width(text: str, style: str, weight: int | None, factor: float) -> float:
    font = font_of(STYLES[style], factor)
    if weight:
        font = QFont(font)
        font.setWeight(QFont.Weight(weight))
    return QFontMetricsF(font).horizontalAdvance(text)


@lru_cache(maxsize=64)
def _metrics(style: str, factor: float) -> QFontMetricsF:
    return QFontMetricsF(font_of(STYLES[style], factor))


def elided(text: str, font: QFont, width: float) -> str:
    """`text` cut to `width` at its own end: at the left for a name that is read from right to left."""
    if QFontMetricsF(font).horizontalAdvance(text) <= width + 1:
        return text  # joined letters of other scripts measure a fraction wider in whole pixels
    return QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, int(width))


def _split(text: str, units: int) -> tuple[str, str]:
    """`text` before and from its `units`-th UTF-16 unit, which is how Qt counts."""
    whole = text.encode("utf-16-le")
    return whole[: 2 * units].decode("utf-16-le"), whole[2 * units :].decode("utf-16-le")


def paint_line(
    painter: QPainter,
    rect: QRect,
    text: str,
    style: str,
    colour: QColor,
    *,
    trailing: bool = False,
    marks: Sequence[tuple[int, int]] = (),
) -> float:
    """Draw one line of `text` at the leading (or trailing) side of `rect`, elided; gives the width used.

    For delegates and painted widgets. The leading side follows the painter's layout direction. The letters of `marks`,
    from and to, stand out by their weight.
    """
    theme = themes.current()
    line = _set_line(text, style, theme.factor, rect.width(), tuple(marks))
    right_side = trailing != (painter.layoutDirection() is Qt.LayoutDirection.RightToLeft)
    x = rect.x() + rect.width() - line.used if right_side else rect.x()
    y = rect.y() + (rect.height() - theme.line_height(style)) / 2 + line.base
    painter.setPen(colour)
    if line.ascent is not None:
        line.layout.draw(painter, QPointF(x, round(y) - line.ascent))
    return line.used


@dataclass(frozen=True, slots=True)
class _SetLine:
    """A line as it was set: `ascent` is None where nothing could be."""

    layout: QTextLayout
    used: float
    base: int
    ascent: float | None


@lru_cache(maxsize=1024)
def _set_line(
    text: str, style: str, factor: float, width: int, marks: tuple[tuple[int, int], ...]
) -> _SetLine:
    """Kept, for whatever is painted is painted again and again: setting it takes much longer than drawing it."""
    font = font_of(STYLES[style], factor)
    wider = _wider(text, marks, font) if marks else 0.0
    used = _width(text, style, factor)
    shown = text
    if used > width - wider + 1:  # as in `elided`, measured once
        shown = elided(text, font, width - wider)
        used = _metrics(style, factor).horizontalAdvance(shown)
    used += wider
    layout = QTextLayout(shown, font)
    layout.setCacheEnabled(True)
    layout.setTextOption(_OPTIONS[False])
    if marks:
        layout.setFormats([_heavy(shown, start, end) for start, end in marks if start < len(shown)])
    layout.beginLayout()
    line = layout.createLine()
    layout.endLayout()
    base = baseline(font, themes.current().line_height(style))
    return _SetLine(layout, used, base, line.ascent() if line.isValid() else None)


@lru_cache(maxsize=256)
def _form(colour: int, style: str | None, weight: int | None, factor: float) -> QTextCharFormat:
    """How a run is set; None keeps the font. Treat it as read-only: it is shared."""
    form = QTextCharFormat()
    form.setForeground(QColor.fromRgba(colour))
    if style is not None:
        font = QFont(font_of(STYLES[style], factor))
        if weight:
            font.setWeight(QFont.Weight(weight))
        form.setFont(font)
    return form


def _heavier(font: QFont) -> QFont:
    heavy = QFont(font)
    heavy.setWeight(_MARK_WEIGHT)
    return heavy


def _wider(text: str, marks: Sequence[tuple[int, int]], font: QFont) -> float:
    """How much wider `text` is with its marks."""
    plain, heavy = QFontMetricsF(font), QFontMetricsF(_heavier(font))
    pieces = (text[start:end] for start, end in marks)
    return sum(heavy.horizontalAdvance(piece) - plain.horizontalAdvance(piece) for piece in pieces)


def _heavy(text: str, start: int, end: int) -> QTextLayout.FormatRange:
    """The letters from `start` to `end` in a heavier weight; Qt counts UTF-16 units."""
    piece = QTextLayout.FormatRange()
    piece.start = len(text[:start].encode("utf-16-le", "surrogatepass")) // 2
    piece.length = len(text[start:end].encode("utf-16-le", "surrogatepass")) // 2
    form = QTextCharFormat()
    form.setFontWeight(_MARK_WEIGHT)
    piece.format = form
    return piece


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of a label with its own colour role or weight; None keeps the label's."""

    text: str
    role: str | None = None
    weight: int | None = None
    style: str | None = None


class TextLabel(QLabel):
    """Plain text in one type style and one colour role, on exact line heights.

    One line is elided at its own end; with `wrap` it takes as many lines as it needs, or `max_lines`.
    """

    def __init__(
        self,
        text: str = "",
        style: str = "body",
        role: str = "text",
        parent: QWidget | None = None,
        *,
        wrap: bool = False,
        max_lines: int = 0,
        alignment: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeading,
    ) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self._style = style
        self._role = role
        self._wrap = wrap
        self._max_lines = max_lines if wrap else 1
        self._side = alignment
        self._runs: tuple[Run, ...] = ()
        self._is_plain = self._is_ascii = False
        self._laid_out: tuple[int, QTextLayout, int] | None = None
        self._lines: dict[int, int] = {}
        self._natural: int | None = None
        self.setSizePolicy(_POLICIES[wrap])
        self.setText(text)

    def setText(self, text: str) -> None:
        """Show `text` in the label's own style and colour."""
        self._show((Run(text),), text)

    def set_runs(self, *runs: Run) -> None:
        """Show pieces of text with their own colours and weights, one after another."""
        self._show(runs, "".join(run.text for run in runs))

    def _show(self, runs: tuple[Run, ...], text: str) -> None:
        """Nothing is measured or painted anew where the label says it already."""
        if runs != self._runs or text != self.text():
            self._runs = runs
            # All of it in the label's own style and colour, which the pen gives.
            self._is_plain = len(runs) == 1 and runs[0] == Run(text)
            self._is_ascii = self._is_plain and text.isascii() and text.isprintable()
            self._changed(text)

    def set_role(self, role: str) -> None:
        """Show the text in the colour of `role`."""
        if role != self._role:
            self._role = role
            self._laid_out = None
            self.update()

    def set_style(self, style: str) -> None:
        """Show the text in the type style `style`."""
        if style != self._style:
            self._style = style
            self._changed(self.text())

    def _forget(self) -> None:
        """Measure anew: Qt asks for heights at many widths before it settles, so they are kept."""
        self._laid_out = None
        self._lines = {}
        self._natural = None

    def _changed(self, text: str) -> None:
        self._forget()
        super().setText(text)
        self.updateGeometry()
        self.update()

    def _line_height(self) -> int:
        return themes.current().line_height(self._style)

    def _formats(self) -> list[QTextLayout.FormatRange]:
        theme = themes.current()
        result = []
        start = 0
        for run in self._runs:
            length = len(run.text.encode("utf-16-le")) // 2
            piece = QTextLayout.FormatRange()
            piece.start, piece.length = start, length
            style = run.style or (self._style if run.weight else None)
            colour = theme.colour(run.role or self._role).rgba()
            piece.format = _form(colour, style, run.weight, theme.factor)
            result.append(piece)
            start += length
        return result

    def _lay_out(self, width: int) -> tuple[QTextLayout, int]:
        if self._laid_out is not None and self._laid_out[0] == width:
            return self._laid_out[1], self._laid_out[2]
        font = font_of(STYLES[self._style], themes.current().factor)
        text = self.text()
        if not self._wrap:
            text = self._cut(text, font, width)
        layout = self._new_layout(text, font)
        lines = self._break(layout, width)
        if self._wrap and self._max_lines and lines > self._max_lines:
            head, tail = _split(text, layout.lineAt(self._max_lines - 1).textStart())
            last = elided(tail.replace("\n", " "), font, width)
            if not last.endswith(_ELLIPSIS):
                last = elided(tail + " " * 8 + tail, font, width)
            layout = self._new_layout(head + last, font)
            lines = min(self._break(layout, width), self._max_lines)
        self._laid_out = (width, layout, lines)
        return layout, lines

    def _cut(self, text: str, font: QFont, width: int) -> str:
        """`text` elided to `width`; pieces in fonts of their own take more or less room than in the label's."""
        if self._is_plain:
            fits = text_width(text, self._style) <= width + 1  # as in `elided`, from what is kept
            return text if fits else elided(text, font, width)
        natural = self.natural_width()
        if natural <= width:
            return text
        return elided(text, font, width * min(1.0, QFontMetricsF(font).horizontalAdvance(text) / natural))

    def _new_layout(self, text: str, font: QFont) -> QTextLayout:
        layout = QTextLayout(text.replace("\n", "\u2028"), font)
        layout.setCacheEnabled(True)
        if not self._is_plain:
            layout.setFormats(self._formats())
        layout.setTextOption(_OPTIONS[self._wrap])
        return layout

    def _is_simple(self, width: int) -> bool:
        """Whether it is one line of Latin letters from the left that fits: Qt draws that as it is, with nothing to set."""
        return (
            self._is_ascii
            and self.layoutDirection() is Qt.LayoutDirection.LeftToRight
            and self._is_to_the_left()
            and self.natural_width() <= width
        )

    def _break(self, layout: QTextLayout, width: int) -> int:
        height = self._line_height()
        base = _base(self._style, themes.current().factor, height)
        to_the_left = self._is_to_the_left()
        count = 0
        layout.beginLayout()
        while (line := layout.createLine()).isValid():
            line.setLineWidth(width if self._wrap else 100_000)
            left = 0.0 if to_the_left else self._left(line.naturalTextWidth(), width)
            line.setPosition(QPointF(left, count * height + base - line.ascent()))
            count += 1
        layout.endLayout()
        return max(count, 1)

    def _is_to_the_left(self) -> bool:
        if self._side is Qt.AlignmentFlag.AlignHCenter:
            return False
        mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        return (self._side is Qt.AlignmentFlag.AlignTrailing) == mirrored

    def _left(self, used: float, width: int) -> float:
        if self._side is Qt.AlignmentFlag.AlignHCenter:
            return max(0.0, (width - used) / 2)
        return max(0.0, width - used)

    def natural_width(self) -> int:
        """The width at which nothing breaks or is cut, in pixels."""
        if self._natural is not None:
            return self._natural
        # Pieces on one line may take a pixel more than they advance, which would be seen.
        is_measured = self._wrap or self._is_plain
        if is_measured and not _NEEDS_SETTING.search(self.text()):
            widest = self._advance()
            self._natural = int(-(-widest // 1)) + (1 if widest else 0)
        if self._natural is None:
            layout = self._new_layout(self.text(), themes.current().font(self._style))
            layout.beginLayout()
            widest = 0.0
            while (line := layout.createLine()).isValid():
                line.setLineWidth(1_000_000)
                widest = max(widest, line.naturalTextWidth())
            layout.endLayout()
            self._natural = int(-(-widest // 1)) + (1 if widest else 0)
        return self._natural

    def _advance(self) -> float:
        """How wide all of it is on one line; each run is set by itself."""
        if self._is_plain:
            return text_width(self._runs[0].text, self._style)
        factor = themes.current().factor
        return sum(_run_width(run.text, run.style or self._style, run.weight, factor) for run in self._runs)

    def hasHeightForWidth(self) -> bool:
        return self._wrap

    def heightForWidth(self, width: int) -> int:
        if not self._wrap:
            return self._line_height()
        return self._line_count(width) * self._line_height()

    def _line_count(self, width: int) -> int:
        lines = 1 if width < _NARROWEST else self._lines.get(width)
        if lines is None:
            if width >= self.natural_width():  # nothing breaks: no need to set the text to know it
                lines = self.text().count("\n") + 1
                lines = min(lines, self._max_lines) if self._max_lines else lines
            else:
                lines = self._lay_out(width)[1]
            self._lines[width] = lines
        return lines

    def sizeHint(self) -> QSize:
        width = self.natural_width()
        return QSize(width, self.heightForWidth(max(width, 1)))

    def minimumSizeHint(self) -> QSize:
        return QSize(min(self.natural_width(), _NARROWEST), self._line_height())

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.LayoutDirectionChange):
            self._forget()
            self.updateGeometry()
        super().changeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        self.paint_at(QPainter(self), self.rect())

    def paint_at(self, painter: QPainter, rect: QRect) -> None:
        """Draw the text from the top of `rect` down, in its width: for lists that paint their rows."""
        theme = themes.current()
        painter.setPen(theme.colour(self._role if self.isEnabled() else "disabled"))
        if self._is_simple(rect.width()):
            painter.setFont(font_of(STYLES[self._style], theme.factor))
            base = _base(self._style, theme.factor, self._line_height())
            painter.drawText(QPointF(rect.x(), rect.y() + base), self.text())
            return
        layout, lines = self._lay_out(rect.width())
        origin = QPointF(rect.topLeft())
        if lines >= layout.lineCount():
            layout.draw(painter, origin)
            return
        for number in range(lines):
            layout.lineAt(number).draw(painter, origin)


def plain_label(
    text: str, style: str = "body", role: str = "text", parent: QWidget | None = None, *, wrap: bool = False
) -> TextLabel:
    """A label that shows `text` literally, whatever it contains: the one way to show a text about people."""
    return TextLabel(text, style, role, parent, wrap=wrap)
