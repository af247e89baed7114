"""Writes what was read from a damaged file into a new one, and says what of each table is there and what is lost."""

import logging
import uuid
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from relmgr.errors import DamagedError
from relmgr.i18n import _
from relmgr.store import derived, migrate, sqlcipher
from relmgr.store.database import create_old, open_store
from relmgr.store.rescue.pages import read_pages
from relmgr.store.rescue.reading import Table, read_tables
from relmgr.store.sqlcipher import DRIVER_ERRORS, DatabaseKey, explain

_DERIVED = {"summary"}
_ROUNDS = 20
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class TableRescued:
    """What became of a table."""

    name: str
    read: int
    lost: int
    """As far as the indexes tell; 0 does not promise that nothing is."""


@dataclass(frozen=True, slots=True)
class Rescued:
    """What became of a file."""

    tables: tuple[TableRescued, ...]
    pages: int
    harmed_pages: int
    nameless: int
    """People whose own row is lost and to whom something belongs: they are there with a number in place of the name."""

    @property
    def read(self) -> int:
        """Rows that are in the new file."""
        return sum(table.read for table in self.tables)

    @property
    def lost(self) -> int:
        """Rows that are known to be lost."""
        return sum(table.lost for table in self.tables)


def rescue(
    source: Path,
    key: DatabaseKey,
    vault_id: str,
    target: Path,
    *,
    known: dict[str, dict[str, str]],
    searches: dict[str, str],
    now: datetime,
) -> Rescued:
    """Read what can be read of the file at `source`, which nobody has open, into a new one at `target`.

    `known`: how the tables of each schema are made, by name; `searches`: how those are that the searches keep for themselves,
    which are told apart and made anew. The source is only read. Raises DamagedError if nothing at
    all can be read, DiskError or ReadOnlyError for the disk; `target` is then to be deleted.
    """
    pages = read_pages(source, key)
    tables = read_tables(pages, known[migrate.REVISION] | searches) if pages.sound else {}
    schema = _schema_of(tables, known)
    if not any(table.tree.rows for name, table in tables.items() if name in known[schema]):
        raise DamagedError(
            _(
                "Nothing can be read from “{path}” with this key: it is another file’s, or overwritten throughout. "
                "It was left as it is. Restore a backup instead."
            ).format(path=source)
        )
    create_old(target, key, vault_id, schema)
    wanted = {name: tables[name] for name in known[schema] if name in tables and name not in _DERIVED}
    counts, nameless = _write(target, key, wanted, now)
    store = open_store(target, key, vault_id, may_upgrade=True)
    try:
        with store.note() as session:
            derived.rebuild(session)
    finally:
        store.close()
    rescued = tuple(
        TableRescued(name, counts[name], table.lost + max(0, len(table.tree.rows) - counts[name]))
        for name, table in wanted.items()
        if name not in ("meta", "alembic_version")
    )
    _log.info(
        "rescued %d rows, %d known to be lost",
        sum(one.read for one in rescued),
        sum(one.lost for one in rescued),
    )
    return Rescued(rescued, pages.count, len(pages.harmed), nameless)


def _schema_of(tables: dict[str, Table], known: dict[str, dict[str, str]]) -> str:
    """The schema as the file says, else the oldest that has all the tables found in it."""
    noted = tables.get("alembic_version")
    for row in noted.rows() if noted is not None else ():
        if row.get("version_num") in known:
            return str(row["version_num"])
    found = {name for name, table in tables.items() if table.tree.rows}
    everything = {name for made in known.values() for name in made}
    return next(
        (schema for schema in sorted(known) if found & everything <= known[schema].keys()), migrate.REVISION
    )


def _write(
    target: Path, key: DatabaseKey, wanted: dict[str, Table], now: datetime
) -> tuple[dict[str, int], int]:
    connection = sqlcipher.connect(target, key)
    try:
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.execute("BEGIN IMMEDIATE")
        for name, table in wanted.items():
            _insert(connection, name, table)
        nameless = _tie_up(connection, now)
        counts = {name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in wanted}
        connection.execute("COMMIT")
        return counts, nameless
    except DRIVER_ERRORS as error:
        raise explain(error, target) or error from error
    finally:
        connection.close()


def _insert(connection: Any, name: str, table: Table) -> None:
    columns = {row[1] for row in connection.execute(f'PRAGMA table_info("{name}")')}
    for row in table.rows():
        named = {column: value for column, value in row.items() if column in columns}
        listed = ", ".join(f'"{column}"' for column in named)
        marks = ", ".join("?" * len(named))
        connection.execute(
            f'INSERT OR IGNORE INTO "{name}" ({listed}) VALUES ({marks})', tuple(named.values())
        )


def _tie_up(connection: Any, now: datetime) -> int:
    """Mend what belongs to a row that is lost: a person gets a number for a name, another tie is loosed, else the row goes."""
    nameless = 0
    for _round in range(_ROUNDS):
        loose = connection.execute("PRAGMA foreign_key_check").fetchall()
        if not loose:
            break
        for row in loose:
            nameless += _mend(connection, tuple(row), now)
    return nameless


def _mend(connection: Any, loose: tuple[str, int, str, int], now: datetime) -> int:
    """Mend one row that `foreign_key_check` names; how many people got a number for a name."""
    table, row_id, parent, number = loose
    ties = connection.execute(f'PRAGMA foreign_key_list("{table}")').fetchall()
    column = next(tie[3] for tie in ties if tie[0] == number)
    row = connection.execute(f'SELECT "{column}" FROM "{table}" WHERE rowid = ?', (row_id,)).fetchone()
    if row is None or row[0] is None:
        return 0
    if parent == "person":
        return _stand_in(connection, int(row[0]), now)
    is_needed = {each[1]: bool(each[3]) for each in connection.execute(f'PRAGMA table_info("{table}")')}[
        column
    ]
    change = f'DELETE FROM "{table}"' if is_needed else f'UPDATE "{table}" SET "{column}" = NULL'
    connection.execute(f"{change} WHERE rowid = ?", (row_id,))
    return 0


def _stand_in(connection: Any, person_id: int, now: datetime) -> int:
    if connection.execute("SELECT 1 FROM person WHERE id = ?", (person_id,)).fetchone():
        return 0
    name = _("Name lost ({number})").format(number=person_id)
    values: dict[str, object] = {
        "id": person_id,
        "uid": uuid.uuid4().hex,
        "display_name": name,
        "given": name,
    }
    for _cid, column, type_, is_needed, default, _pk in connection.execute("PRAGMA table_info(person)"):
        if is_needed and default is None and column not in values:
            is_number = type_.upper().startswith(("INT", "BOOL"))
            moment = now.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
            values[column] = moment if column.endswith("_at") else 0 if is_number else ""
    listed, marks = ", ".join(f'"{column}"' for column in values), ", ".join("?" * len(values))
    connection.execute(f"INSERT INTO person ({listed}) VALUES ({marks})", tuple(values.values()))
    return 1
