"""The statements of SQLAlchemy Core sent by the driver alone: for pages and saves that send dozens at once.

A statement is compiled once to its text and to what makes values of its parameters and columns; from then on it costs
what the driver takes. It is sent in the same transaction and is the same statement either way.
"""

from collections import namedtuple
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache, partial
from typing import Any, cast
from weakref import WeakKeyDictionary

from sqlalchemy import ClauseElement, Connection, Select, Table, insert, update
from sqlalchemy.dialects.sqlite import dialect as sqlite
from sqlalchemy.engine import Dialect

Convert = Callable[[Any], Any]
Session = Connection

_DIALECT = sqlite()
"""What values go through on their way into a column: the same for every file that is opened."""

_AT_ONCE = 32
"""Rows of a stream fetched at once."""

_NONE = "SELECT 1 FROM (SELECT 1) WHERE 1!=1"
"""What an IN looks into where nothing is asked for."""


def light(session: Session) -> Session:
    """`session` as something that answers `execute` alike for selects, with light rows; for reading alone."""
    return session if isinstance(session, _Light) else cast("Session", _Light(session))


class Prepared:
    """A SELECT that a module sends often, under its own name."""

    __slots__ = ("_compiled", "statement")

    def __init__(self, statement: Select[Any]) -> None:
        self.statement = statement
        self._compiled: _Compiled | None = None

    def rows(self, session: Session, **given: Any) -> list[Any]:
        """All rows, with light rows; `given` are the values of the parameters."""
        if self._compiled is None:
            self._compiled = _Compiled(self.statement, session.dialect)
        text, values = _told(session, *self._compiled.asked(given))
        return self._compiled.rows(driver_of(session).execute(text, values).fetchall())

    def firsts(self, session: Session, **given: Any) -> list[Any]:
        """The first value of each row."""
        return [row[0] for row in self.rows(session, **given)]


def add_row(session: Session, table: Table, values: Mapping[str, Any]) -> int:
    """Put one row into `table`; its id."""
    if _has_expressions(values):
        return int(session.execute(insert(table).values(**values)).lastrowid)
    text, converts = _writing("INSERT", table, tuple(values))
    return int(_written(session, text, converts, values).lastrowid)


def change_row(session: Session, table: Table, row_id: int, values: Mapping[str, Any]) -> None:
    """Write `values` into the row `row_id` of `table`."""
    if _has_expressions(values):
        session.execute(update(table).where(table.c.id == row_id).values(**values))
    elif values:
        text, converts = _writing("UPDATE", table, tuple(values))
        _written(session, text, converts, values, row_id)


def remove_row(session: Session, table: Table, row_id: int) -> None:
    """Take the row `row_id` out of `table`, with all that hangs on it."""
    text, converts = _writing("DELETE", table, ())
    _written(session, text, converts, {}, row_id)


def _has_expressions(values: Mapping[str, Any]) -> bool:
    return any(isinstance(value, ClauseElement) for value in values.values())


def _written(
    session: Session, text: str, converts: tuple[Convert | None, ...], values: Mapping[str, Any], *more: Any
) -> Any:
    pairs = zip(values.values(), converts, strict=True)
    given = [value if convert is None else convert(value) for value, convert in pairs]
    text, sent = _told(session, text, (*given, *more))
    return driver_of(session).execute(text, sent)


@cache
def _writing(verb: str, table: Table, names: tuple[str, ...]) -> tuple[str, tuple[Convert | None, ...]]:
    """The text that writes these columns of a row, and what their values go through."""
    name, listed = f'"{table.name}"', [f'"{column}"' for column in names]
    text = {
        "INSERT": f"INSERT INTO {name} ({', '.join(listed)}) VALUES ({', '.join('?' * len(names))})",
        "UPDATE": f"UPDATE {name} SET {', '.join(f'{one}=?' for one in listed)} WHERE id = ?",
        "DELETE": f"DELETE FROM {name} WHERE id = ?",
    }[verb]
    return text, tuple(table.c[column].type._cached_bind_processor(_DIALECT) for column in names)


def driver_of(session: Session) -> Any:
    """The driver's own connection: inside the transaction that is open, past SQLAlchemy."""
    return session.connection.driver_connection


def _told(session: Session, text: str, values: tuple[Any, ...]) -> tuple[str, tuple[Any, ...]]:
    """What is to be sent after all who listen to the Connection have heard of it, as it would do itself."""
    listeners: Any = session.dispatch.before_cursor_execute
    for listener in listeners:
        text, values = listener(session, None, text, values, None, False)
    return text, values


class _Light:
    """Answers `execute` as a Connection does; whatever is no select of the ordinary kind goes to the Connection."""

    __slots__ = ("_connection", "_cursor", "_listeners")

    def __init__(self, connection: Session) -> None:
        self._connection = connection
        self._cursor: Any = None
        self._listeners: Any = connection.dispatch.before_cursor_execute

    def execute(self, statement: Any, parameters: Mapping[str, Any] | None = None) -> Any:
        """The rows that `statement` finds."""
        if not isinstance(statement, Select):
            return self._connection.execute(statement, parameters)
        known = self._known(statement)
        if not known.is_ordinary:
            return self._connection.execute(statement, parameters)
        text, values = known.asked(parameters or {})
        for listener in self._listeners:
            text, values = listener(self._connection, None, text, values, None, False)
        if self._cursor is None:
            self._cursor = driver_of(self._connection).cursor()
        return Found(known.rows(self._cursor.execute(text, values).fetchall()))

    def stream(self, statement: Select[Any], parameters: Mapping[str, Any]) -> Iterator[Any]:
        """See `streamed`."""
        known = self._known(statement)
        text, values = _told(self._connection, *known.asked(parameters))
        cursor = driver_of(self._connection).cursor()
        try:
            cursor.execute(text, values)
            at_end = False
            while not at_end:
                rows = cursor.fetchmany(_AT_ONCE)
                at_end = len(rows) < _AT_ONCE
                yield from known.rows(rows)
        finally:
            cursor.close()

    def _known(self, statement: Select[Any]) -> "_Compiled":
        known = _KNOWN.get(statement)
        if known is None:
            known = _KNOWN[statement] = _Compiled(statement, self._connection.dialect)
        return known

    def __getattr__(self, name: str) -> Any:
        return getattr(self._connection, name)


def streamed(session: Session, statement: Select[Any], parameters: Mapping[str, Any]) -> Iterator[Any]:
    """The rows of `statement` a few at a time, as they are wanted: what nobody asks for is never read.

    Other statements may be sent meanwhile, in the same transaction.
    """
    if isinstance(session, _Light):
        yield from session.stream(statement, parameters)
        return
    with session.execute(statement, parameters) as result:
        for rows in result.partitions(_AT_ONCE):
            yield from rows


class Found:
    """What a light `execute` gives: the part of a Result that reading needs."""

    __slots__ = ("_rows",)

    def __init__(self, rows: list[Any]) -> None:
        self._rows = rows

    def all(self) -> list[Any]:
        """Every row."""
        return self._rows

    def first(self) -> Any:
        """The first row, or None."""
        return self._rows[0] if self._rows else None

    def scalar(self) -> Any:
        """The first column of the first row, or None."""
        return self._rows[0][0] if self._rows else None

    def scalars(self) -> "Found":
        """The first column alone."""
        return Found([row[0] for row in self._rows])

    def __iter__(self) -> Iterator[Any]:
        return iter(self._rows)


class _Compiled:
    """A statement as text, with what its parameters and columns go through. It does not hold the statement."""

    def __init__(self, statement: Select[Any], dialect: Dialect) -> None:
        compiled = statement.compile(dialect=dialect)
        self.is_ordinary = not compiled.literal_execute_params
        self._text = compiled.string
        converts = cast("Mapping[str, Convert]", compiled._bind_processors)
        self._names = [(name, converts.get(name)) for name in compiled.positiontup or ()]
        self._lists = frozenset(compiled.bind_names[each] for each in compiled.post_compile_params)
        self._fixed = {name: value for name, value in compiled.params.items() if value is not None}
        columns = compiled._result_columns
        self._row = _row_of([entry.keyname for entry in columns])
        read = (entry.type._cached_result_processor(dialect, None) for entry in columns)
        self._reads = [(number, one) for number, one in enumerate(read) if one is not None]

    def asked(self, parameters: Mapping[str, Any]) -> tuple[str, tuple[Any, ...]]:
        """Text and values for these parameters. Raises KeyError where one is missing."""
        text, fixed = self._text, self._fixed
        values: list[Any] = []
        for name, convert in self._names:
            value = parameters[name] if name in parameters else fixed[name]
            if name in self._lists:
                marks = ", ".join("?" * len(value)) if value else _NONE
                text = text.replace(f"__[POSTCOMPILE_{name}]", marks)
                values += value if convert is None else map(convert, value)
            else:
                values.append(value if convert is None else convert(value))
        return text, tuple(values)

    def rows(self, raw: list[Any]) -> list[Any]:
        """The driver's rows with our values and names."""
        make, reads = self._row, self._reads
        if not reads or not raw:
            return list(map(make, raw))
        # A column at a time: of one without any value, which are many, nothing is looked at again.
        columns: list[Sequence[Any]] = list(zip(*raw, strict=True))
        for number, read in reads:
            column = columns[number]
            if column.count(None) < len(column):
                columns[number] = [None if value is None else read(value) for value in column]
        return list(map(make, zip(*columns, strict=True)))


_KNOWN: "WeakKeyDictionary[Any, _Compiled]" = WeakKeyDictionary()


def _row_of(names: Sequence[str]) -> Callable[[Sequence[Any]], Any]:
    """What makes a tuple whose places have names; of two columns of one name the first has it."""
    # Not its `_make`, which is Python's and counts the values again: the statement names as many as it gives.
    make: Callable[[Sequence[Any]], Any] = partial(tuple.__new__, _named("Row", names, rename=True))
    return make


_named: Any = namedtuple  # its names are known only when the statement is
