"""From physical lines to the rows of a table: quoting, cells over several lines, and what is wrong with either."""

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from relmgr.i18n import _
from relmgr.transfer.vcard.model import DEFAULT, EXCERPT, Limits, Problem

_LINES_OF_A_ROW = 5_000
"""A quotation mark that is not closed within so many lines was never meant to open anything."""

# The standard library refuses fields beyond 131,072 characters unless told otherwise, for the whole process.
csv.field_size_limit(max(csv.field_size_limit(), DEFAULT.property_bytes))


@dataclass(frozen=True, slots=True)
class Row:
    """One row: the line it begins in, its cells, and a sentence if it could not be read as it was meant."""

    line: int
    cells: list[str]
    remark: str = ""


class Rows:
    """The rows of `lines`, the first of which is number `first`. Blank lines are no rows.

    `width` is how many cells a row should have, if that is known: it tells a mark that was never closed from one too many.
    """

    def __init__(
        self,
        lines: Iterable[str],
        separator: str,
        *,
        width: int = 0,
        first: int = 1,
        limits: Limits = DEFAULT,
    ) -> None:
        self._lines = iter(lines)
        self._separator = separator
        self._width = width
        self._limits = limits
        self._next = first
        self._taken: list[str] = []
        """The lines of the row that is being read."""
        self._given_back: list[str] = []
        """Lines that were read too far, the next one last."""

    def __iter__(self) -> Iterator[Row | Problem]:
        """Every row in order; a row that cannot be read is a Problem. Raises OSError where the lines do."""
        strict = self._reader(self._feed(), strict=True)
        while True:
            began, self._taken = self._next, []
            try:
                cells = next(strict)
            except StopIteration:
                return
            except (csv.Error, _TooManyLinesError) as error:
                mended = self._mended(began, str(error))
                yield self._narrow(mended) if isinstance(mended, Row) else mended
                strict = self._reader(self._feed(), strict=True)
                continue
            if cells:
                yield self._narrow(Row(began, cells))

    def _narrow(self, row: Row) -> Row | Problem:
        """The row, if it has no more cells than a row may; empty ones at its end do not count."""
        most = self._limits.cells
        if len(row.cells) <= most:
            return row
        width = next((at for at in range(len(row.cells), 0, -1) if row.cells[at - 1].strip()), 0)
        if width <= most:
            return replace(row, cells=row.cells[: max(1, width)])
        reason = _("This row has more than {count} columns and was left out.").format(count=most)
        return Problem(line=row.line, reason=reason, raw=self._separator.join(row.cells[:EXCERPT])[:EXCERPT])

    def _reader(self, lines: Iterator[str], *, strict: bool) -> "Iterator[list[str]]":
        return csv.reader(lines, delimiter=self._separator, strict=strict)

    def _feed(self) -> Iterator[str]:
        size = 0
        while True:
            line = self._given_back.pop() if self._given_back else next(self._lines, None)
            if line is None:
                return
            if not self._taken:
                size = 0
            size += len(line)
            self._taken.append(line)
            self._next += 1
            if len(self._taken) > _LINES_OF_A_ROW or size > self._limits.card_bytes:
                raise _TooManyLinesError
            yield line + "\n"

    def _mended(self, began: int, fault: str) -> Row | Problem:
        """The row that the strict rules do not allow, read as well as can be; later lines are given back."""
        taken = self._taken
        if len(taken) > 1 and (fault == "" or "unexpected end" in fault or self._is_whole(taken[0])):
            remark = _(
                "A quotation mark is opened here and never closed; the row was read to the end of its line."
            )
            return self._first_alone(began, taken, remark)
        try:
            cells = next(self._reader(iter([line + "\n" for line in taken]), strict=False))
        except (csv.Error, StopIteration):
            self._give_back(taken[1:])
            reason = _("This row holds more text in one cell than can be read; it was left out.")
            return Problem(line=began, reason=reason, raw=taken[0][:EXCERPT])
        remark = _(
            "The quotation marks of this row are not as they should be; it was read as well as can be."
        )
        return Row(began, cells, remark)

    def _is_whole(self, line: str) -> bool:
        """Whether one line has as many cells as a row should."""
        try:
            return self._width > 1 and len(next(self._reader(iter([line]), strict=False))) == self._width
        except (csv.Error, StopIteration):
            return False

    def _first_alone(self, began: int, taken: list[str], remark: str) -> Row | Problem:
        self._give_back(taken[1:])
        try:
            cells = next(self._reader(iter([taken[0] + "\n"]), strict=False))
        except (csv.Error, StopIteration):
            reason = _("This row holds more text in one cell than can be read; it was left out.")
            return Problem(line=began, reason=reason, raw=taken[0][:EXCERPT])
        if cells:
            cells[-1] = cells[-1].removesuffix("\n")
        return Row(began, cells, remark)

    def _give_back(self, lines: list[str]) -> None:
        self._given_back += reversed(lines)
        self._next -= len(lines)


class _TooManyLinesError(Exception):
    """A cell goes on and on."""

    def __str__(self) -> str:
        return ""
