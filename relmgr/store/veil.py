"""Names hidden for screen sharing, decided once: where every text comes from (S2).

While names are hidden, each table that holds what somebody typed is covered by a TEMP view of its own name, which SQLite
finds first: "Person 3" for a name, "Organisation 2", "Label 4", one word for every other text, and no picture at all.
So no page, dialog, popup or notification can let one slip, and none has to think of it. A view cannot be written to, and
the Store lets nothing be changed meanwhile, so that what is shown can never take the place of what it hides.
"""

import re
from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, LargeBinary, String, Table, event

from relmgr.i18n import _
from relmgr.store import tables as t

EMPTY = frozenset({"photo", "saved_filter", "foreign_line"})
"""Tables of which nothing is shown."""

LEFT_ALONE = frozenset(
    {
        *("meta", "erased", "kept_step", "kept_note", "synced_card", "column_mapping", "identity"),
        *("shown", "look", "decision"),
    }
)
"""Tables that no page shows, or whose texts are words of the program."""

WORDS_OF_OURS: Mapping[str, frozenset[str]] = {
    "person": frozenset({"uid", "pronouns", "time_zone", "languages", "leap_day"}),
    "organisation": frozenset({"uid"}),
    "summary": frozenset({"sign_days"}),
    "conversation": frozenset({"uid", "zone"}),
    "expectation": frozenset({"uid"}),
    "moment": frozenset({"moment_kind"}),
    "life_event": frozenset({"icon"}),
    "reminder": frozenset({"rrule", "leads"}),
    "import_batch": frozenset({"format"}),
    "earlier_value": frozenset({"field"}),
}
"""Texts that name nobody: identifiers, zones, languages and words of the program."""

_NOTHING: Mapping[str, frozenset[str]] = {
    "person": frozenset({"prefix", "additional", "family", "suffix", "nickname", "native_name", "say_name"}),
    "organisation": frozenset({"monogram", "website"}),
    "summary": frozenset({"role_line", "organisation", "monogram"}),
    "contact_method": frozenset({"label", "normalised", "parts"}),
    "affiliation": frozenset({"title", "department"}),
    "relation": frozenset({"label", "back_label"}),
}
"""Texts in whose place there is none, since another says what is left to say."""


def draw(connection: Connection) -> None:
    """Cover the tables. Names are hidden for this connection alone, until `lift`."""
    for table in _covered():
        connection.exec_driver_sql(_view(table))
    event.listen(connection, _SENT, _name_no_index, retval=True)


def lift(connection: Connection) -> None:
    """Show what there is again."""
    for table in _covered():
        connection.exec_driver_sql(f'DROP VIEW IF EXISTS temp."{table.name}"')
    if event.contains(connection, _SENT, _name_no_index):
        event.remove(connection, _SENT, _name_no_index)


_SENT = "before_cursor_execute"
_BY_INDEX = re.compile(r" INDEXED BY \w+")


def _name_no_index(
    _connection: Any, _cursor: Any, statement: str, parameters: Any, _context: Any, _many: bool
) -> tuple[str, Any]:
    """A view has no index of its own that `store.among.indexed_by` could name; SQLite still finds the table's."""
    return _BY_INDEX.sub("", statement), parameters


def _covered() -> list[Table]:
    return [each for each in t.metadata.sorted_tables if each.name not in LEFT_ALONE and _is_telling(each)]


def _is_telling(table: Table) -> bool:
    return any(shown_as(table, column.name) is not None for column in table.columns) or table.name in EMPTY


def _view(table: Table) -> str:
    columns = []
    for column in table.columns:
        instead = shown_as(table, column.name)
        columns.append(f'"{column.name}"' if instead is None else f'{instead} AS "{column.name}"')
    rows = " WHERE 0" if table.name in EMPTY else ""
    listed = ", ".join(columns)
    return f'CREATE TEMP VIEW "{table.name}" AS SELECT {listed} FROM main."{table.name}"{rows}'


def shown_as(table: Table, column: str) -> str | None:
    """The SQL that stands in the place of a column while names are hidden; None for one that is shown as it is."""
    kind = type(table.columns[column].type)
    if kind is LargeBinary:
        return "x''"
    if kind is not String or column in WORDS_OF_OURS.get(table.name, ()):
        return None
    return _named(table.name, column) or _hidden(table.name, column)


def _named(table: str, column: str) -> str | None:
    person, organisation = _numbered(_("Person {number}")), _numbered(_("Organisation {number}"))
    return {
        ("person", "display_name"): person,
        ("person", "given"): person,
        ("summary", "name"): person,
        ("summary", "first_name"): person,
        ("summary", "initials"): "substr(CAST(id AS TEXT), -3)",
        ("summary", "sort_key"): "printf('%09d', id)",
        ("organisation", "name"): organisation,
        ("label", "name"): _numbered(_("Label {number}")),
        ("offer", "name"): _numbered(_("Offer {number}")),
    }.get((table, column))


def _hidden(table: str, column: str) -> str:
    if column in _NOTHING.get(table, ()):
        return "''"
    return (
        f'CASE WHEN "{column}" IS NULL OR "{column}" = \'\' THEN "{column}" ELSE {_literal(_("hidden"))} END'
    )


def _numbered(words: str) -> str:
    """`words` with the row's id in the place of the number."""
    before, _number, after = words.partition("{number}")
    return f"({_literal(before)} || id || {_literal(after)})"


def _literal(words: str) -> str:
    return "'" + words.replace("'", "''") + "'"
