"""How a table is laid out: its separator, the row its headings stand in, and what was written above them."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import BinaryIO

from relmgr.transfer.sources.model import Format
from relmgr.transfer.spreadsheets.dates import Odd
from relmgr.transfer.spreadsheets.dates import read as read_date
from relmgr.transfer.spreadsheets.dialects import format_of
from relmgr.transfer.spreadsheets.encodings import Encoding
from relmgr.transfer.spreadsheets.headings import meaning_of
from relmgr.transfer.spreadsheets.lines import Lines
from relmgr.transfer.spreadsheets.rows import Row, Rows
from relmgr.transfer.vcard.model import DEFAULT, Limits

SEPARATORS = (",", ";", "\t", "|")
_LINES = 300
_CHARACTERS = 1_000_000
_ROWS = 60
_DEEPEST_HEADER = 25
_DECLARED = re.compile(r'"?sep=([^\w"])"?', re.IGNORECASE)
"""Letters and figures separate nothing: they would go out of every cell."""
EMAIL = re.compile(r"[^\s@<>]+@[^\s@<>]+\.[^\s@<>.]+")
LINK = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
PHONE = re.compile(r"'?\+?[\d()\s./–-]{5,25}(?:\s?(?:x|ext\.?|Durchwahl)\s?\d{1,6})?", re.IGNORECASE)
_LONGEST_NUMBER = 200
"""Characters of the longest cell that may be a number or a day; one of megabytes is not looked at letter by letter."""
_NAMED_AS_TABLE = (".csv", ".tsv", ".tab")


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """The layout of one table. `first_line` is the line its first row stands in; `header_line` 0 if it has none."""

    encoding: Encoding
    separator: str
    headings: tuple[str, ...]
    header_line: int
    first_line: int
    preamble: tuple[str, ...] = ()
    """The lines above the headings, without blank ones."""
    preamble_line: int = 0
    form: Format | None = None
    """The program that wrote it, if its headings tell."""

    @property
    def has_header(self) -> bool:
        """Whether the headings stand in the file; else they are made up."""
        return self.header_line > 0


def shape_of(stream: BinaryIO, name: str = "", limits: Limits = DEFAULT) -> Shape | None:
    """The layout of the table in `stream`, which stands at its start; None if there is no table in it."""
    lines = Lines(stream, limits)
    sample: list[str] = []
    size = 0
    for line in islice(lines, _LINES):
        sample.append(line)
        size += len(line)
        if size > _CHARACTERS:
            break
    declared = next((at for at, line in enumerate(sample) if line.strip()), 0)
    mark = _DECLARED.fullmatch(sample[declared].strip("\ufeff ")) if sample else None
    if mark is not None:
        above = declared + 1
        return _Beginning(lines.encoding, mark[1], sample[above:], above).shape(is_named=True)
    widths: dict[str, Counter[int]] = {}
    for sign in SEPARATORS:
        beginning = _Beginning(lines.encoding, sign, sample)
        known = beginning.known()
        if known is not None:
            return known
        widths[sign] = beginning.widths()
    is_named = name.lower().endswith(_NAMED_AS_TABLE)
    best = _separator_of(widths, is_named)
    return _Beginning(lines.encoding, best, sample).shape(is_named=is_named) if best else None


def made_up(number: int) -> str:
    """The heading of a column that has none."""
    return f"Column {number}"


def _rows(sample: Sequence[str], sign: str, first: int) -> list[Row]:
    rows = (row for row in Rows(sample, sign, first=first) if isinstance(row, Row))
    return list(islice(rows, _ROWS))


class _Beginning:
    """The first lines of a file, taken apart by one separator. `skipped` lines stood above them."""

    def __init__(self, encoding: Encoding, sign: str, sample: Sequence[str], skipped: int = 0) -> None:
        self._encoding = encoding
        self._sign = sign
        self._sample = sample
        self._skipped = skipped
        self._rows = _rows(sample, sign, skipped + 1)

    def widths(self) -> Counter[int]:
        """How many rows have how many cells."""
        return Counter(len(row.cells) for row in self._rows)

    def known(self) -> Shape | None:
        """The layout if it is the table of a program that is known."""
        for at, row in enumerate(self._rows[:_DEEPEST_HEADER]):
            form = format_of(_cleaned(row.cells))
            if form is not None:
                return self._with_header(at, form)
        return None

    def shape(self, *, is_named: bool) -> Shape | None:
        """The layout of any table; None for a list of one column that is not even called a table."""
        known = self.known()
        if known is not None or not self._rows:
            return known
        at = _header_among(self._rows)
        if at is not None:
            return self._with_header(at, None)
        width = max(len(row.cells) for row in self._rows)
        if width < 2 and not is_named:
            return None
        return Shape(
            encoding=self._encoding,
            separator=self._sign,
            headings=tuple(made_up(number) for number in range(1, width + 1)),
            header_line=0,
            first_line=self._skipped + 1,
        )

    def _with_header(self, at: int, form: Format | None) -> Shape:
        row = self._rows[at]
        above = [text for text in self._sample[: row.line - 1 - self._skipped] if text.strip()]
        headings = list(_cleaned(row.cells))
        while len(headings) > 1 and not headings[-1]:
            headings.pop()  # a separator at the end of the header is no column
        numbered = enumerate(self._sample, self._skipped + 1)
        first = next((number for number, text in numbered if text.strip()), row.line)
        return Shape(
            encoding=self._encoding,
            separator=self._sign,
            headings=_told_apart(headings),
            header_line=row.line,
            # A heading may go over several lines of the file; the next row begins after the last of them.
            first_line=row.line + 1 + sum(cell.count("\n") for cell in row.cells),
            preamble=tuple(above),
            preamble_line=first if above else 0,
            form=form,
        )


def _cleaned(cells: Sequence[str]) -> tuple[str, ...]:
    return tuple(" ".join(cell.strip("﻿ \t").split()) for cell in cells)


def _told_apart(headings: Sequence[str]) -> tuple[str, ...]:
    """The headings with a number after those that occur again; an empty one is made up."""
    made: list[str] = []
    taken: set[str] = set()
    counts: Counter[str] = Counter()
    for number, heading in enumerate(headings, 1):
        shown = heading or made_up(number)
        counts[shown] += 1
        one = shown if counts[shown] == 1 else f"{shown} ({counts[shown]})"
        while one in taken:
            one += "'"
        taken.add(one)
        made.append(one)
    return tuple(made)


def _separator_of(widths_by: Mapping[str, Counter[int]], is_named: bool) -> str:
    """The separator that gives rows of the same width; "" if none does, and the name does not say it is a table."""
    best, best_score = "", 0.0
    for sign, widths in widths_by.items():
        if not widths:
            continue
        width, count = max(widths.items(), key=lambda pair: (pair[0] > 1) * pair[1])
        share = count / widths.total()
        if width > 1 and (share >= 0.5 or is_named) and share * (1 + width / 100) > best_score:
            if not is_named and (share < 0.8 or widths.total() < 2):
                continue
            best, best_score = sign, share * (1 + width / 100)
    return best or ("," if is_named else "")


def looks_like_data(cell: str) -> bool:
    """Whether a cell can only be somebody's e-mail, number, page or day, and never a heading."""
    text = cell.strip()
    if not text:
        return False
    if EMAIL.fullmatch(text) or LINK.fullmatch(text):
        return True
    if len(text) > _LONGEST_NUMBER:
        return False
    digits = sum(character.isdigit() for character in text)
    if digits >= 5 and PHONE.fullmatch(text):
        return True
    return digits > 0 and not isinstance(read_date(text, None), Odd) and len(text) > 4


def _header_among(rows: list[Row]) -> int | None:
    """Which row holds the headings; None if there is none."""
    best, best_known = None, 0
    for at, row in enumerate(rows[:_DEEPEST_HEADER]):
        if any(looks_like_data(cell) for cell in row.cells):
            continue
        known = sum(meaning_of(cell) is not None for cell in _cleaned(row.cells) if cell.strip())
        if known > best_known and (known >= 2 or len(row.cells) == known):
            best, best_known = at, known
    if best is not None:
        return best
    # Of words alone, the first row is what the others stand under; of data, there is none.
    return None if any(looks_like_data(cell) for cell in rows[0].cells) or len(rows) < 2 else 0
