"""Compares what a backup is made of with what Relmgr makes, before anything in it is used (quality.md §3, "a hostile backup")."""

from functools import cache
from pathlib import Path
from typing import Any

from relmgr.errors import DamagedError
from relmgr.i18n import _
from relmgr.store.sqlcipher import DRIVER_ERRORS, damaged, explain

_OF_SEARCHES = ("config", "content", "data", "docsize", "idx")
Part = tuple[str, str, str]
"""Type, name and text of a table, index, trigger or view."""


def require_known(connection: Any, path: Path) -> str:
    """The schema of the file, once all its tables, indexes, triggers and views are those that Relmgr makes for it.

    Raises NewerFileError for a schema from the future, DamagedError naming what is strange. Only the list of what there
    is is read: no trigger runs, no view is looked at.
    """
    from relmgr.store import migrate

    try:
        found = _parts(connection)
        schema = ""
        if any(name == "alembic_version" for _type, name, _sql in found):
            (schema,) = connection.execute("SELECT version_num FROM alembic_version").fetchone() or ("",)
    except DRIVER_ERRORS as error:
        raise explain(error, path) or damaged(path) from error
    migrate.check_known(schema or None)
    expected = _expected(schema) if schema else frozenset()
    strange = sorted({name for _type, name, _sql in found ^ expected})
    if strange:
        raise DamagedError(
            _(
                "“{path}” is not made as Relmgr makes its files ({names}): somebody changed it. Nothing in it was used, "
                "and your file is as it was. Choose another backup."
            ).format(path=path, names=", ".join(strange[:5]))
        )
    return str(schema)


def known_tables() -> dict[str, dict[str, str]]:
    """How the tables of each schema that Relmgr ever had are made, by schema and name."""
    from relmgr.store import migrate

    return {schema: _ordinary(_expected(schema)) for schema in migrate.known()}


def tables_of_searches() -> dict[str, str]:
    """How the searches of today's schema keep what is theirs, by name of the table."""
    from relmgr.store import migrate

    parts = _expected(migrate.REVISION)
    ordinary = _ordinary(parts)
    return {
        name: sql
        for type_, name, sql in parts
        if type_ == "table" and name not in ordinary and not sql.startswith("CREATE VIRTUAL")
    }


def _ordinary(parts: frozenset[Part]) -> dict[str, str]:
    """The tables without the searches and what those keep for themselves."""
    tables = {name: sql for type_, name, sql in parts if type_ == "table"}
    searches = tuple(name for name, sql in tables.items() if sql.startswith("CREATE VIRTUAL"))
    own = (*searches, *(f"{name}_{end}" for name in searches for end in _OF_SEARCHES))
    return {name: sql for name, sql in tables.items() if name not in own}


@cache
def _expected(schema: str) -> frozenset[Part]:
    from sqlalchemy import create_engine
    from sqlcipher3 import dbapi2

    from relmgr.store import migrate

    engine = create_engine("sqlite+pysqlite://", module=dbapi2)
    with engine.connect() as connection:
        migrate.upgrade(connection, schema)
        parts = _parts(connection.connection.driver_connection)
    engine.dispose()
    return parts


def _parts(connection: Any) -> frozenset[Part]:
    """All but SQLite's own notes about tables (`sqlite_stat1` and the like)."""
    rows = connection.execute(
        "SELECT type, name, sql FROM sqlite_master WHERE substr(name, 1, 7) <> 'sqlite_'"
    ).fetchall()
    return frozenset((str(type_), str(name), " ".join(str(sql).split())) for type_, name, sql in rows)
