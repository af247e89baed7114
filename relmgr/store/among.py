"""Asking for the rows of many ids with one statement that stays the same however many they are, and by which index."""

import json
from collections.abc import Iterable
from typing import Any

from sqlalchemy import ColumnElement, Select, Table, TableValuedAlias, bindparam, func, select


def among(column: ColumnElement[Any], name: str = "ids") -> ColumnElement[bool]:
    """Whether `column` is one of the ids given as the parameter `name`, which `listed` makes.

    An IN with a mark for each id is written and prepared anew for every count of them: for 500, that takes longer than
    reading the rows does.
    """
    values = func.json_each(bindparam(name)).table_valued("value")
    return column.in_(select(values.c.value))


def each(alias: str, name: str = "ids") -> TableValuedAlias:
    """The ids given as the parameter `name` as rows, with the column `value`: to ask something of each by itself."""
    return func.json_each(bindparam(name)).table_valued("value").alias(alias)


def indexed_by(query: Select[Any], table: Table, index: str) -> Select[Any]:
    """`query` that reads `table` by this index: SQLite, which has counted nothing, takes one with an equal column instead,
    although nearly every row has that value.
    """
    return query.with_hint(table, f"INDEXED BY {index}", "sqlite")


def listed(ids: Iterable[int] | Iterable[str]) -> str:
    """`ids`, or words, as such a parameter."""
    return json.dumps(list(ids))
