"""Cleans the bytes of what was deleted out of a file: out of free pages, search, the write-ahead log, and out of copies.

SQLite's `secure_delete` overwrites what is deleted, but not every copy that moving rows left between them, and the
full-text index keeps the beginnings of words. Only writing both anew leaves nothing (measured: tests/store).
"""

import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

from sqlalchemy import select

from relmgr import disk
from relmgr.errors import InUseError
from relmgr.i18n import _
from relmgr.paths import PRIVATE_FILE, explain_os_error, sync_file, sync_folder
from relmgr.store import erasing, ledger, sqlcipher
from relmgr.store import tables as t
from relmgr.store.database import open_store
from relmgr.store.fulltext import SEARCHED
from relmgr.store.sqlcipher import DRIVER_ERRORS, DatabaseKey, companions, explain

_MARK = ".erasing"
"""At the end of the name of a copy that is being cleaned; one that a kill left is thrown away."""


def scrub(path: Path, key: DatabaseKey, step: Callable[[], object] = lambda: None) -> None:
    """Write search and file anew and empty the write-ahead log, on a connection of its own.

    Whoever has the file open may read meanwhile. Takes twice the file's size on the disk for a moment; some three
    seconds for 10,000 people and 100,000 conversations. `step` is called in between. Raises a RelmgrError, with
    the file as it was or already cleaner.
    """
    connection = sqlcipher.connect(path, key)
    try:
        for table in SEARCHED:
            connection.execute(f"INSERT INTO {table}({table}) VALUES('rebuild')")
            step()
        connection.execute("VACUUM")
        step()
        _empty_log(connection, path)
    except DRIVER_ERRORS as error:
        raise explain(error, path) or error from error
    finally:
        connection.close()


def empty_log(path: Path, key: DatabaseKey) -> None:
    """Empty the write-ahead log alone. Raises a RelmgrError."""
    connection = sqlcipher.connect(path, key)
    try:
        _empty_log(connection, path)
    except DRIVER_ERRORS as error:
        raise explain(error, path) or error from error
    finally:
        connection.close()


def _empty_log(connection: Any, path: Path) -> None:
    is_busy, _pages, _moved = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    if is_busy:
        raise InUseError(
            _(
                "Another program reads “{path}” just now, so its write-ahead log could not be emptied. "
                "It is tried again when Relmgr starts."
            ).format(path=path)
        )


def erase_from(
    path: Path,
    key: DatabaseKey,
    vault_id: str,
    erased: frozenset[str],
    *,
    always: bool = False,
    cut_texts: bool = False,
) -> bool:
    """Erase whoever bears the hashes `erased` from a store file that nobody has open, such as a backup.

    A copy is cleaned and put in its place when it is whole, so that a kill leaves the old or the new; it has this
    version's schema then, and the time of the old. `always`: clean it even if nobody is found. Whether it was
    replaced. Raises a RelmgrError for a file that cannot be read or written; it is left as it was.
    """
    discard_half_made(path)
    made = path.with_name(path.name + _MARK)
    try:
        if companions(path)[0].exists():
            sqlcipher.connect(path, key).close()  # what a kill left in its log goes into it
        shutil.copyfile(path, made)
        disk.close_to_others(made, PRIVATE_FILE)
        held = path.stat()
        if not _clean(made, key, vault_id, erased, always=always, cut_texts=cut_texts):
            return False
        sync_file(made)
        os.utime(made, ns=(held.st_atime_ns, held.st_mtime_ns))
        disk.put_in_place(made, path)
        sync_folder(path.parent)
        return True
    except OSError as error:
        raise explain_os_error(error, path) from error
    finally:
        discard_half_made(path)


def discard_half_made(path: Path) -> None:
    """Throw away what a kill left of a copy of `path` that was being cleaned."""
    made = path.with_name(path.name + _MARK)
    for each in (made, *companions(made)):
        each.unlink(missing_ok=True)


def _clean(
    made: Path, key: DatabaseKey, vault_id: str, erased: frozenset[str], *, always: bool, cut_texts: bool
) -> bool:
    store = open_store(made, key, vault_id, may_upgrade=True)  # the copy itself still stands
    try:
        with store.read() as session:
            ids = list(session.execute(select(t.person.c.id)).scalars())
            known = ledger.marks_of(session, store.ledger_key, ids)
        found = [id_ for id_, marks in known.items() if marks.are_surely(erased)]
        if not found and not always:
            return False
        if found:
            with store.final("") as session:
                for person_id in found:
                    for _step in erasing.take_out(
                        session, erasing.extent(session, person_id), cut_texts=cut_texts
                    ):
                        pass
    finally:
        store.close()
    scrub(made, key)
    _settle_alone(made, key)
    return True


def _settle_alone(made: Path, key: DatabaseKey) -> None:
    """A copy is one file: without a log beside it, and found sound before it takes a place."""
    connection = sqlcipher.connect(made, key)
    try:
        sqlcipher.quick_check(connection)
        connection.execute("PRAGMA journal_mode = DELETE")
    except DRIVER_ERRORS as error:
        raise explain(error, made) or error from error
    finally:
        connection.close()
