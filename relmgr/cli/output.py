"""What goes to the terminal: plain text that no terminal takes for an order, or JSON."""

import dataclasses
import json
import os
import sys
from datetime import date, datetime, time
from io import TextIOWrapper
from typing import Any

_CONTROLS = dict.fromkeys((*range(0x20), *range(0x7F, 0xA0)), "\N{REPLACEMENT CHARACTER}") | {
    0x09: " ",
    0x0A: "\n",
}


def prepare() -> None:
    """Let nothing that is written fail for want of a letter in the terminal's character set, or of a terminal."""
    if sys.stdout is None:  # it was closed before we began
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115  (until the end)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def say(text: str = "") -> None:
    """One line, or several; control characters in names and notes do nothing."""
    print(text.translate(_CONTROLS))


def say_json(value: Any) -> None:
    """The value as JSON; dataclasses as objects, days and moments as ISO 8601 text."""
    print(as_json(value))


def as_json(value: Any) -> str:
    """The same as text."""
    return json.dumps(value, default=_plain, ensure_ascii=False, indent=2)


def complain(sentence: str) -> None:
    """The one line on the error stream."""
    print(" ".join(sentence.translate(_CONTROLS).split()), file=sys.stderr)


def give_up() -> None:
    """What is left in the buffer of the output must not complain at the end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def table(rows: list[tuple[str, ...]], *, most: int = 60) -> None:
    """Rows in columns, separated by two blanks; cells longer than `most` are cut."""
    cut = [tuple(_one_line(cell, most) for cell in row) for row in rows]
    widths = [max((len(row[at]) for row in cut), default=0) for at in range(len(cut[0]) if cut else 0)]
    for row in cut:
        say("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())


def _one_line(text: str, most: int) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= most else flat[: most - 1] + "…"


def _plain(value: Any) -> Any:
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {one.name: getattr(value, one.name) for one in dataclasses.fields(value)}
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    if isinstance(value, set | frozenset):
        return sorted(value)
    return str(value)
