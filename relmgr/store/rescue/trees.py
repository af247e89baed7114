"""Reads the trees in which SQLite keeps tables and indexes, and steps over pages that are harmed (sqlite.org/fileformat2.html)."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

from relmgr.store.rescue.pages import USABLE, Pages

Value = int | float | str | bytes | None
TABLE_LEAF, TABLE_INNER, INDEX_LEAF, INDEX_INNER = 0x0D, 0x05, 0x0A, 0x02
_SIZES = {0: 0, 1: 1, 2: 2, 3: 3, 4: 4, 5: 6, 6: 8, 7: 8, 8: 0, 9: 0}


class HarmedError(Exception):
    """A page, or a row that goes over a page, that cannot be read."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table: its number and its values, in the order of the columns."""

    id: int
    values: tuple[Value, ...]


@dataclass(slots=True)
class Tree:
    """What was read of one tree."""

    rows: dict[int, Row] = field(default_factory=dict)
    entries: list[tuple[Value, ...]] = field(default_factory=list)
    """Of an index: its entries, the number of the row last."""
    lost_pages: int = 0
    lost_rows: int = 0
    """Rows that were met and could not be read to their end."""


class Forest:
    """All trees of a file; it remembers which pages were met."""

    def __init__(self, pages: Pages) -> None:
        self._pages = pages.sound
        self.met: set[int] = set()

    def read(self, root: int) -> Tree:
        """The tree whose root is the page `root`."""
        tree = Tree()
        self._walk(root, tree)
        return tree

    def add(self, root: int, tree: Tree) -> None:
        """Read the tree at `root` into `tree`: a part that hung on a harmed page."""
        self._walk(root, tree)

    def stray(self) -> list[int]:
        """The topmost pages of tables that no tree met leads to."""
        left = {number for number in self._pages if number not in self.met and number != 1}
        inner = {number for number in left if self._pages[number][0] == TABLE_INNER}
        leaves = {number for number in left if self._pages[number][0] == TABLE_LEAF and self._cells(number)}
        below = {child for number in inner for child in self._children(number)}
        return sorted((inner | leaves) - below)

    def first_row(self, root: int) -> Row | None:
        """A row from the tree at `root`, to tell whose it is; the pages do not count as met."""
        before = set(self.met)
        tree = self.read(root)
        self.met = before
        return next(iter(tree.rows.values()), None)

    def _walk(self, root: int, tree: Tree) -> None:
        waiting = [root]
        while waiting:
            number = waiting.pop()
            if number in self.met:
                continue
            self.met.add(number)
            page = self._pages.get(number)
            if page is None:
                tree.lost_pages += 1
                continue
            kind = page[_start(number)]
            try:
                if kind in (TABLE_INNER, INDEX_INNER):
                    waiting.extend(reversed(self._children(number)))
                if kind == TABLE_LEAF:
                    self._rows(number, tree)
                elif kind in (INDEX_LEAF, INDEX_INNER):
                    self._entries(number, tree)
                elif kind != TABLE_INNER:
                    tree.lost_pages += 1
            except (HarmedError, IndexError, struct.error):
                tree.lost_pages += 1

    def _cells(self, number: int) -> list[int]:
        page, start = self._pages[number], _start(number)
        count = int.from_bytes(page[start + 3 : start + 5], "big")
        first = start + (12 if page[start] in (TABLE_INNER, INDEX_INNER) else 8)
        return [
            int.from_bytes(page[at : at + 2], "big") for at in range(first, min(first + 2 * count, USABLE), 2)
        ]

    def _children(self, number: int) -> list[int]:
        page, start = self._pages[number], _start(number)
        found = [int.from_bytes(page[at : at + 4], "big") for at in self._cells(number)]
        return [*found, int.from_bytes(page[start + 8 : start + 12], "big")]

    def _rows(self, number: int, tree: Tree) -> None:
        page = self._pages[number]
        for cell in self._cells(number):
            try:
                size, at = _varint(page, cell)
                row_id, at = _varint(page, at)
                tree.rows[_signed(row_id)] = Row(
                    _signed(row_id), _record(self._payload(page, at, size, USABLE - 35))
                )
            except (HarmedError, IndexError, struct.error):
                tree.lost_rows += 1

    def _entries(self, number: int, tree: Tree) -> None:
        page = self._pages[number]
        is_inner = page[_start(number)] == INDEX_INNER
        for cell in self._cells(number):
            try:
                size, at = _varint(page, cell + 4 if is_inner else cell)
                most = (USABLE - 12) * 64 // 255 - 23
                tree.entries.append(_record(self._payload(page, at, size, most)))
            except (HarmedError, IndexError, struct.error):
                tree.lost_rows += 1

    def _payload(self, page: bytes, at: int, size: int, most: int) -> bytes:
        if size <= most:
            return _slice(page, at, size)
        least = (USABLE - 12) * 32 // 255 - 23
        wished = least + (size - least) % (USABLE - 4)
        here = wished if wished <= most else least
        parts = [_slice(page, at, here)]
        left = size - here
        following = int.from_bytes(_slice(page, at + here, 4), "big")
        for number, content in self._chain(following):
            self.met.add(number)
            parts.append(content[: min(left, USABLE - 4)])
            left -= len(parts[-1])
            if left <= 0:
                return b"".join(parts)
        raise HarmedError

    def _chain(self, number: int) -> Iterator[tuple[int, bytes]]:
        seen: set[int] = set()
        while number and number not in seen:
            seen.add(number)
            page = self._pages.get(number)
            if page is None:
                raise HarmedError
            yield number, page[4:USABLE]
            number = int.from_bytes(page[:4], "big")


def _start(number: int) -> int:
    return 100 if number == 1 else 0


def _slice(page: bytes, at: int, size: int) -> bytes:
    found = page[at : at + size]
    if len(found) != size:
        raise HarmedError
    return found


def _varint(content: bytes, at: int) -> tuple[int, int]:
    value = 0
    for step in range(9):
        byte = content[at + step]
        if step == 8:
            return value << 8 | byte, at + 9
        value = value << 7 | byte & 0x7F
        if byte < 0x80:
            return value, at + step + 1
    raise HarmedError


def _signed(value: int) -> int:
    return value - (1 << 64) if value >= 1 << 63 else value


def _record(payload: bytes) -> tuple[Value, ...]:
    head, at = _varint(payload, 0)
    kinds = []
    while at < head:
        kind, at = _varint(payload, at)
        kinds.append(kind)
    values = []
    for kind in kinds:
        size = _SIZES[kind] if kind in _SIZES else (kind - 12) // 2
        values.append(_value(kind, _slice(payload, at, size)))
        at += size
    return tuple(values)


def _value(kind: int, content: bytes) -> Value:
    if kind == 0:
        return None
    if kind == 7:
        return float(struct.unpack(">d", content)[0])
    if kind in (8, 9):
        return kind - 8
    if kind < 7:
        return int.from_bytes(content, "big", signed=True)
    if kind < 12:
        raise HarmedError
    return content if kind % 2 == 0 else content.decode("utf-8", errors="replace")
