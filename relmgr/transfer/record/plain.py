"""The record as JSON: every column of every row as it is kept, days and moments as ISO 8601 text, pictures as base64."""

import base64
import json
from datetime import date, datetime, time
from typing import Any

from relmgr.domain.kinds import Sensitivity
from relmgr.services.whole import MINE_COLUMNS, MINE_TABLES, Part, Scope, Whole
from relmgr.services.whole.words import table_words
from relmgr.store import tables as t

VERSION = 1
"""Of the form of this file; it grows when a key changes its meaning."""


def as_json(whole: Whole, scope: Scope, today: date) -> str:
    """The whole record. `today`: the day on the wall, for the head."""
    without = scope is Scope.WITHOUT_MY_VIEW
    parts = [part for part in whole.parts if not (without and part.table in MINE_TABLES)]
    content = {
        "kind": "relmgr record of one person",
        "version": VERSION,
        "name": whole.name,
        "made_on": today.isoformat(),
        "scope": scope.value,
        "parts": [
            {
                "table": part.table,
                "called": table_words(part.table),
                "my_own_view": part.table in MINE_TABLES,
                "rows": [_row(whole, part, row, without=without) for row in part.rows],
            }
            for part in parts
        ],
    }
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def _row(whole: Whole, part: Part, row: dict[str, Any], *, without: bool) -> dict[str, Any]:
    left_out = MINE_COLUMNS.get(part.table, frozenset()) if without else frozenset()
    found = {name: _plain(value) for name, value in row.items() if name not in left_out}
    for key in t.metadata.tables[part.table].foreign_keys:
        other = row[key.parent.name]
        if key.column.table is t.person and other in whole.names and other != whole.person_id:
            found[f"{key.parent.name}_name"] = whole.names[other]
    if part.table == "conversation" and row["id"] in whole.others_in:
        found["with"] = list(whole.others_in[row["id"]])
    if part.table == "fact":
        found["sensitive"] = row["sensitivity"] is not Sensitivity.FINE
    return found


def _plain(value: Any) -> Any:
    if isinstance(value, bytes):
        return base64.b64encode(value).decode("ascii")
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    return value
