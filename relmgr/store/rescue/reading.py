"""Finds out which tree is which table's, and what of each can be read."""

import re
from collections import Counter
from dataclasses import dataclass, field

from sqlcipher3 import dbapi2

from relmgr.store.rescue.pages import Pages
from relmgr.store.rescue.trees import Forest, Row, Tree, Value
from relmgr.store.tables import metadata
from relmgr.store.types import Word

_MASTER = ("table", "index", "trigger", "view")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_WORDS = {
    (table.name, column.name): frozenset(member.value for member in column.type.kind)
    for table in metadata.sorted_tables
    for column in table.c
    if isinstance(column.type, Word)
}
"""What may stand in a column of a fixed vocabulary."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column as its table was made."""

    name: str
    type: str
    is_needed: bool


@dataclass(slots=True)
class Table:
    """A table, and what was read of it."""

    name: str
    columns: tuple[Column, ...]
    tree: Tree = field(default_factory=Tree)
    is_harmed: bool = False
    """A page of it is lost, or where it begins."""
    known_ids: set[int] = field(default_factory=set)
    """Numbers of rows that its indexes speak of."""

    def rows(self) -> list[dict[str, Value]]:
        """What was read, by column; a column that was added later is left out where the row is older."""
        return [self._named(row) for row in sorted(self.tree.rows.values(), key=lambda row: row.id)]

    @property
    def lost(self) -> int:
        """How many rows are known to be lost; where no index speaks of them, as many as usually fit the lost pages."""
        missing = len(self.known_ids - self.tree.rows.keys())
        return max(missing, self.tree.lost_rows, 1 if self.is_harmed and not self.tree.rows else 0)

    def _named(self, row: Row) -> dict[str, Value]:
        named = {column.name: value for column, value in zip(self.columns, row.values, strict=False)}
        return named | ({"id": row.id} if "id" in named else {})


def read_tables(pages: Pages, known: dict[str, str]) -> dict[str, Table]:
    """The tables of the file, by name; `known`: how each that Relmgr makes is made, for those whose own note is lost."""
    forest = Forest(pages)
    master = forest.read(1)
    if 1 not in pages.sound or master.lost_pages:
        _adopt_masters(forest, master)
    listed = [row.values for row in master.rows.values() if len(row.values) >= 5]
    tables: dict[str, Table] = {}
    indexes: list[tuple[str, int]] = []
    for kind, name, belongs, root, sql in (values[:5] for values in listed):
        if not isinstance(root, int) or root < 1:
            continue
        if kind == "table" and isinstance(sql, str):
            made = Table(str(name), columns_of(sql))
            made.tree = forest.read(root)
            made.is_harmed = bool(made.tree.lost_pages or made.tree.lost_rows)
            tables[str(name)] = made
        elif kind == "index":
            indexes.append((str(belongs), root))
    for belongs, root in indexes:
        entries = forest.read(root).entries
        if belongs in tables:
            tables[belongs].known_ids |= {
                entry[-1] for entry in entries if entry and isinstance(entry[-1], int)
            }
    for name, sql in known.items():
        if name not in tables:
            tables[name] = Table(name, columns_of(sql), is_harmed=True)
    _adopt(forest, tables)
    return tables


def columns_of(sql: str) -> tuple[Column, ...]:
    """The columns of a table made with `sql`; none if it cannot be made."""
    scratch = dbapi2.connect(":memory:")
    try:
        scratch.execute(sql)
        (name,) = scratch.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchone()
        found = scratch.execute(
            f"SELECT name, type, \"notnull\", pk FROM pragma_table_info('{name}')"
        ).fetchall()
    except (dbapi2.Error, TypeError):
        return ()
    finally:
        scratch.close()
    return tuple(
        Column(str(name), str(type_).upper(), bool(needed) and not pk) for name, type_, needed, pk in found
    )


def _adopt_masters(forest: Forest, master: Tree) -> None:
    """The list of tables whose first page is harmed: it is known by its words."""
    for root in forest.stray():
        row = forest.first_row(root)
        if row is not None and len(row.values) == 5 and row.values[0] in _MASTER:
            forest.add(root, master)


def _adopt(forest: Forest, tables: dict[str, Table]) -> None:
    """Give what hangs on a harmed page to the harmed table that it fits best."""
    for root in forest.stray():
        row = forest.first_row(root)
        if row is None:
            continue
        fits = Counter(
            {
                table.name: _fitness(table, row)
                for table in tables.values()
                if table.is_harmed and table.columns
            }
        )
        best = fits.most_common(1)
        if best and best[0][1] > 0:
            forest.add(root, tables[best[0][0]].tree)


def _fitness(table: Table, row: Row) -> int:
    """How well `row` fits the table, 0 for not at all: as many values, of the right kinds, none missing that is needed."""
    if len(row.values) > len(table.columns) or row.id in table.tree.rows:
        return 0
    if len(row.values) < len(table.columns) - 3:  # no step of the schema added more columns to one table
        return 0
    score = 1000 - 100 * (len(table.columns) - len(row.values)) + (50 if row.id in table.known_ids else 0)
    for column, value in zip(table.columns[1:], row.values[1:], strict=False):
        if value is None:
            if column.is_needed:
                return 0
            continue
        words = _WORDS.get((table.name, column.name))
        if not _is_of(column, value) or (words is not None and value not in words):
            return 0
        score += 1
    return score


def _is_of(column: Column, value: Value) -> bool:
    if not column.type:
        return True
    if column.type.startswith(("INT", "BOOL")):
        return isinstance(value, int)
    if column.type.startswith("BLOB"):
        return isinstance(value, bytes)
    if column.type.startswith(("FLOAT", "REAL")):
        return isinstance(value, int | float)
    if not isinstance(value, str):
        return False
    is_moment = column.name in ("at", "day") or column.name.endswith(("_on", "_at"))
    return not is_moment or value == "" or _DAY.match(value) is not None
