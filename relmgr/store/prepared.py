"""Questions compiled once and sent by the driver alone: for what every save asks, where SQLAlchemy takes longer than SQLite."""

from collections import namedtuple
from collections.abc import Callable, Mapping
from functools import cache, cached_property
from typing import Any

from sqlalchemy import Connection, Select
from sqlalchemy.dialects.sqlite import dialect as sqlite

Reader = Callable[[Any], Any]


@cache
def _dialect() -> Any:
    return sqlite(paramstyle="qmark")


class Prepared:
    """A SELECT whose rows come as named tuples, their values read as the columns' types read them."""

    def __init__(self, statement: Select[Any]) -> None:
        self.statement = statement

    def rows(self, connection: Connection, **given: Any) -> list[Any]:
        """All rows; `given` are the values of the parameters, as the driver takes them."""
        fixed: Mapping[str, Any] = self._fixed
        values = [given[name] if name in given else fixed[name] for name in self._names]
        found = driver_of(connection).execute(self._sql, values).fetchall()
        make, readers = self._make, self._readers
        if not readers:
            return [make(row) for row in found]
        return [make(_read(row, readers)) for row in found]

    def firsts(self, connection: Connection, **given: Any) -> list[Any]:
        """The first value of each row."""
        return [row[0] for row in self.rows(connection, **given)]

    @cached_property
    def _compiled(self) -> Any:
        return self.statement.compile(dialect=_dialect())

    @cached_property
    def _sql(self) -> str:
        return str(self._compiled)

    @cached_property
    def _names(self) -> tuple[str, ...]:
        return tuple(self._compiled.positiontup or ())

    @cached_property
    def _fixed(self) -> dict[str, Any]:
        """The values that stand in the statement itself, as the driver takes them."""
        fixed = {}
        for name, value in self._compiled.params.items():
            bound = self._compiled.binds[name].type.dialect_impl(_dialect()).bind_processor(_dialect())
            fixed[name] = value if bound is None or value is None else bound(value)
        return fixed

    @cached_property
    def _make(self) -> Callable[[Any], Any]:
        names = [column.key or "value" for column in self.statement.selected_columns]
        row: Any = namedtuple("Row", names, rename=True)  # type: ignore[misc]
        made: Callable[[Any], Any] = row._make
        return made

    @cached_property
    def _readers(self) -> tuple[tuple[int, Reader], ...]:
        found = (
            (place, column.type.dialect_impl(_dialect()).result_processor(_dialect(), None))
            for place, column in enumerate(self.statement.selected_columns)
        )
        return tuple((place, read) for place, read in found if read is not None)


def driver_of(connection: Connection) -> Any:
    """The driver's own connection: inside the transaction that is open, past SQLAlchemy."""
    return connection.connection.driver_connection


def _read(row: tuple[Any, ...], readers: tuple[tuple[int, Reader], ...]) -> list[Any]:
    values = list(row)
    for place, read in readers:
        values[place] = read(values[place])
    return values
