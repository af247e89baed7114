"""Makes and opens the encrypted database file and puts the journal on its connection."""

from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2
from sqlalchemy import Connection, FromClause, create_engine, event, insert
from sqlalchemy.dialects.sqlite.base import SQLiteCompiler
from sqlalchemy.pool import StaticPool

from relmgr.errors import OlderFileError
from relmgr.i18n import _
from relmgr.store import derived, fulltext, journal, kept, ledger, migrate, sqlcipher
from relmgr.store import tables as t
from relmgr.store.light import driver_of
from relmgr.store.sqlcipher import DatabaseKey
from relmgr.store.store import Session, Store


def create_store(path: Path, key: DatabaseKey, vault_id: str) -> Store:
    """A new, empty file at `path`, which must not exist yet. Raises DamagedError if it does, DiskError if it cannot."""
    store = _store(path, sqlcipher.create(path, key))
    store.ledger_key = ledger.ledger_key(key)
    try:
        _fill(store, vault_id)
        _settle_search(store)
        with store.read() as session:
            journal.install(session)
    except BaseException:
        store.close()
        raise
    return store


def create_old(path: Path, key: DatabaseKey, vault_id: str, revision: str, *statements: str) -> None:
    """A file as the release with the schema `revision` made it, closed; `statements` put into it what it holds.

    For whoever tries whether older files open: everybody else makes new ones.
    """
    store = _store(path, sqlcipher.create(path, key))
    try:
        _fill(store, vault_id, revision, *statements)
    finally:
        store.close()


def _fill(store: Store, vault_id: str, revision: str = migrate.REVISION, *statements: str) -> None:
    with store.note() as session:
        migrate.upgrade(session, revision)
        session.execute(insert(t.meta), [{"key": "vault_id", "value": vault_id}])
        for statement in statements:
            session.exec_driver_sql(statement)


def open_store(
    path: Path,
    key: DatabaseKey,
    vault_id: str,
    *,
    read_only: bool = False,
    may_upgrade: bool = False,
    opened: sqlcipher.Opened | None = None,
) -> Store:
    """The file at `path`, read-only where that is asked for, or neither it nor its folder can be written.

    `opened`: a connection to it that stands already, from the first screen after a start; it is the Store's from now on.
    `may_upgrade`: a verified copy stands elsewhere, so that an older schema may be brought up to today's; without it
    OlderFileError (quality.md §2). A file that can only be read is brought up to date in memory alone. Raises VaultError
    children: wrong key, damaged, foreign, newer, in use. Never creates or replaces anything.
    """
    if opened is None:
        opened = sqlcipher.open(path, key, vault_id, _require_known, read_only=read_only)
    store = _store(path, opened.connection, is_read_only=opened.is_read_only)
    store.ledger_key = ledger.ledger_key(key)
    try:
        with store.read() as session:
            revision = migrate.stored_revision(session)
        if revision != migrate.REVISION and opened.is_read_only:
            store = _of_today_in_memory(path, key, store)
        elif revision != migrate.REVISION:
            if not may_upgrade:
                raise _older(path)
            with store.note() as session:
                _bring_up_to_date(session)
        _settle_search(store)
        with store.read() as session:
            journal.install(session)
        if revision != migrate.REVISION and opened.is_read_only:
            store.connection.connection.driver_connection.execute("PRAGMA query_only = ON")  # type: ignore[union-attr]
    except BaseException:
        store.close()
        raise
    return store


def _settle_search(store: Store) -> None:
    with store.read() as session:
        is_settled = fulltext.is_settled(session)
    if not is_settled and not store.is_read_only:
        with store.note() as session:
            fulltext.settle(session)


def _of_today_in_memory(path: Path, key: DatabaseKey, store: Store) -> Store:
    """What a file of an older schema holds, brought up to today's where nothing is written: in memory."""
    try:
        copy = sqlcipher.in_memory(store.connection.connection.driver_connection, key, path)
    finally:
        store.close()
    made = _store(path, copy, is_read_only=True)
    with made.note() as session:
        _bring_up_to_date(session)
    return made


def _bring_up_to_date(session: Session) -> None:
    before = migrate.stored_revision(session)
    migrate.upgrade(session)
    if migrate.makes_derived_stale(before):
        derived.rebuild(session)
    kept.clear(session)  # noted for another shape of the tables


def _older(path: Path) -> OlderFileError:
    return OlderFileError(
        _(
            "“{path}” was last opened by an older Relmgr and is to be brought up to date. A backup comes first, and there "
            "is none yet. Nothing was changed. Open it in the window, which makes one."
        ).format(path=path)
    )


def _require_known(raw: Any) -> None:
    """NewerFileError before anything at all is written to a file of a newer Relmgr."""
    found = raw.execute(
        "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'alembic_version'"
    ).fetchone()
    if found is not None:
        (revision,) = raw.execute("SELECT version_num FROM alembic_version").fetchone() or (None,)
        migrate.check_known(revision)


class _Compiler(SQLiteCompiler):
    """Writes the index that `store.among.indexed_by` names; SQLAlchemy knows hints for other databases only."""

    def get_from_hint_text(self, table: FromClause, text: str | None) -> str | None:
        return text


def _store(path: Path, raw: Any, *, is_read_only: bool = False) -> Store:
    engine = create_engine(
        "sqlite+pysqlite://",
        module=sqlcipher3.dbapi2,
        creator=lambda: raw,
        poolclass=StaticPool,
        hide_parameters=True,  # the text of an error would quote what somebody typed
    )
    engine.dialect.statement_compiler = _Compiler

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        # The driver's own transaction mode loses SAVEPOINT and DDL rollback, so BEGIN is ours. Sent by the driver: every
        # read begins with it.
        driver_of(connection).execute(connection.info.get("begin", "BEGIN"))

    return Store(engine=engine, connection=engine.connect(), path=path, is_read_only=is_read_only)
