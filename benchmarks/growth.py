"""Draws how the medians grow with the number of people: a small plot each, both scales logarithmic, as one SVG."""

import math
from collections.abc import Iterator, Sequence
from html import escape
from typing import Any

_ACROSS = 4
_WIDTH, _HEIGHT = 290, 176
_LEFT, _TOP, _RIGHT, _BOTTOM = 18, 60, 18, 30
_OURS, _LIMIT, _MISSED, _TEXT, _QUIET = "#2A5B4C", "#A09A8C", "#B3462F", "#24231F", "#6F6B60"
_STYLE = "font-family='Inter, sans-serif'"

Line = dict[str, Any]
"""One of `results.grown`: `what`, `medians` and `limits` by size, `unit`, `ratio`, `verdict`."""


def picture(lines: Sequence[Line]) -> str:
    """The whole picture; each plot has our line, the limit's dashed, and the ratio from end to end."""
    rows = -(-len(lines) // _ACROSS)
    width, height = _ACROSS * _WIDTH, max(1, rows) * _HEIGHT
    plots = [
        plot
        for number, line in enumerate(lines)
        for plot in _plot(line, number % _ACROSS * _WIDTH, number // _ACROSS * _HEIGHT)
    ]
    head = f"<svg xmlns='http://www.w3.org/2000/svg' width='{width}' height='{height}' viewBox='0 0 {width} {height}'>"
    ground = f"<rect width='{width}' height='{height}' fill='#FFFFFF'/>"
    return "\n".join([head, ground, *plots, "</svg>", ""])


def _plot(line: Line, left: int, top: int) -> Iterator[str]:
    ours: dict[int, float] = line["medians"]
    limits: dict[int, float] = line["limits"]
    values = [value for value in (*ours.values(), *limits.values()) if value > 0]
    place = _Place(sorted(ours), min(values), max(values), left, top)
    colour = _MISSED if line["verdict"] == "missed" else _OURS
    for row, words in enumerate(_broken(f"{line['goal']} {line['what']}".strip())):
        yield _text(left + _LEFT, top + 16 + 14 * row, words, _TEXT)
    yield _text(left + _LEFT, top + 46, f"× {line['ratio']:.1f}", colour)
    if len(limits) > 1:
        yield _path(place, limits, _LIMIT, " stroke-dasharray='3 3'")
    yield _path(place, ours, colour)
    for size, value in ours.items():
        across, down = place.point(size, value)
        yield f"<circle cx='{across:.1f}' cy='{down:.1f}' r='2.5' fill='{colour}'/>"
        yield _text(across, down - 6, _number(value), colour, "middle")
        yield _text(across, top + _HEIGHT - 12, f"{size:,}", _QUIET, "middle")


class _Place:
    """Where a value stands."""

    def __init__(self, sizes: Sequence[int], least: float, most: float, left: int, top: int) -> None:
        self._sizes, self._left, self._top = sizes, left, top
        middle = math.log10(least * most) / 2
        half = max(0.6, math.log10(most / least) / 2)
        self._least, self._most = middle - half, middle + half

    def point(self, size: int, value: float) -> tuple[float, float]:
        """Across and down, in pixels."""
        first, last = math.log10(self._sizes[0]), math.log10(self._sizes[-1])
        share = (math.log10(size) - first) / (last - first)
        height = (math.log10(value) - self._least) / (self._most - self._least) if value > 0 else 0.0
        inset = _LEFT + 16
        return (
            self._left + inset + share * (_WIDTH - inset - _RIGHT - 16),
            self._top + _TOP + (1 - height) * (_HEIGHT - _TOP - _BOTTOM) + 6,
        )


def _path(place: _Place, values: dict[int, float], colour: str, more: str = "") -> str:
    points = " ".join(
        f"{across:.1f},{down:.1f}" for across, down in (place.point(*each) for each in sorted(values.items()))
    )
    return f"<polyline points='{points}' fill='none' stroke='{colour}' stroke-width='1.5'{more}/>"


def _text(across: float, down: float, words: str, colour: str, anchor: str = "start") -> str:
    return (
        f"<text x='{across:.1f}' y='{down:.1f}' font-size='11' {_STYLE} fill='{colour}' text-anchor='{anchor}'>"
        f"{escape(words)}</text>"
    )


def _broken(words: str, longest: int = 44) -> list[str]:
    if len(words) <= longest:
        return [words]
    at = words.rfind(" ", 0, longest)
    rest = words[at + 1 :]
    return [words[:at], rest if len(rest) <= longest else rest[: longest - 1] + "…"]


def _number(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:.1f}" if value >= 1 else f"{value:.2g}"
