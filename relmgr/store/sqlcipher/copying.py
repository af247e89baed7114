"""Copies the encrypted file while it is in use: SQLite's backup API, on a connection of its own, encrypted throughout."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2

from relmgr.errors import DamagedError, RelmgrError
from relmgr.paths import explain_os_error, sync_file
from relmgr.store.sqlcipher.explaining import DRIVER_ERRORS, damaged, explain
from relmgr.store.sqlcipher.judging import Verdict, sentence
from relmgr.store.sqlcipher.key import DatabaseKey
from relmgr.store.sqlcipher.opening import fill, open_beside, use_key

PAGES_A_STEP = 256
"""1 MB: the window waits for none of it, and cancelling is noticed within 10 ms."""
_STEPS_A_LOOK = 200_000
"""So many steps of SQLite's machine between two looks whether a check is to go on."""

Going = Callable[[], bool]
"""Whether to go on; asked often, from the thread that works."""


class StoppedError(Exception):
    """Whoever asked no longer wants it; nothing is left behind."""


def always() -> bool:
    """Go on."""
    return True


def copy_live(
    path: Path, key: DatabaseKey, vault_id: str, target: Path, *, goes_on: Going = always
) -> dict[str, int]:
    """Copy the file at `path`, which may be open and written to, to a new file at `target`; the rows of its tables.

    What the copy holds is one moment: a read transaction of its own keeps it, and no writer waits. `target` is opened
    with the key before the first page, so that no page ever lies there in the clear. Raises DamagedError for a page of
    the source that is harmed, DiskError or ReadOnlyError for the disk, StoppedError; `target` is then to be deleted.
    """
    source = open_beside(path, key, vault_id)
    try:
        source.execute("BEGIN")
        counts = row_counts(source)
        _copy(source, path, key, target, goes_on)
        source.execute("COMMIT")
    except DRIVER_ERRORS as error:
        raise _of_reading(error, path) from error
    finally:
        source.close()
    return counts


def check_beside(path: Path, key: DatabaseKey, vault_id: str, *, goes_on: Going = always) -> None:
    """`check_structure` of a file that may be open and written to in this process."""
    connection = open_beside(path, key, vault_id)
    try:
        check_structure(connection, path, goes_on=goes_on)
    finally:
        connection.close()


@contextmanager
def beside(path: Path, key: DatabaseKey, vault_id: str, *, goes_on: Going = always) -> Iterator[Any]:
    """A connection of one's own for reading a file that may be open and written to in this process.

    What is asked on it ends soon after `goes_on` says no, with StoppedError. Raises DamagedError for a page that is harmed.
    """
    connection = open_beside(path, key, vault_id)
    connection.set_progress_handler(lambda: 0 if goes_on() else 1, _STEPS_A_LOOK)
    try:
        yield connection
    except DRIVER_ERRORS as error:
        if not goes_on():
            raise StoppedError from error
        raise _of_reading(error, path) from error
    finally:
        connection.close()


def check_structure(connection: Any, path: Path, *, goes_on: Going = always) -> None:
    """DamagedError unless every page reads and the structure is whole (`PRAGMA quick_check`); StoppedError."""
    connection.set_progress_handler(lambda: 0 if goes_on() else 1, _STEPS_A_LOOK)
    try:
        found = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
    except DRIVER_ERRORS as error:
        if not goes_on():
            raise StoppedError from error
        raise _of_reading(error, path) from error
    finally:
        connection.set_progress_handler(None, 0)
    if found != "ok":
        raise DamagedError(sentence(Verdict.DAMAGED, path))


def row_counts(connection: Any) -> dict[str, int]:
    """How many rows each table of the file has, those that the searches keep for themselves included."""
    names = connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%' ORDER BY name"
    ).fetchall()
    return {
        name: connection.execute(f'SELECT count(*) FROM "{_quoted(name)}"').fetchone()[0] for (name,) in names
    }


def in_memory(connection: Any, key: DatabaseKey, path: Path) -> Any:
    """The whole content of `connection` in this process's memory, as a connection; nothing is written to any disk."""
    copy = dbapi2.connect(":memory:", isolation_level=None, check_same_thread=False)
    try:
        use_key(copy, key)  # SQLCipher copies from encrypted to encrypted only
        copy.execute("PRAGMA temp_store = MEMORY")
        connection.backup(copy)
    except DRIVER_ERRORS as error:
        copy.close()
        raise _of_reading(error, path) from error
    return copy


def _copy(source: Any, path: Path, key: DatabaseKey, target: Path, goes_on: Going) -> None:
    copy = fill(target, key)
    try:
        # A copy that is not finished counts for nothing, so it needs no journal of its own beside it.
        copy.execute("PRAGMA journal_mode = OFF")
        copy.execute("PRAGMA synchronous = OFF")
        source.backup(copy, pages=PAGES_A_STEP, progress=lambda *_left: _require(goes_on))
    except DRIVER_ERRORS as error:
        raise _of_copying(error, path, target) from error
    finally:
        copy.close()
    try:
        sync_file(target)
    except OSError as error:
        raise explain_os_error(error, target) from error


def _require(goes_on: Going) -> None:
    if not goes_on():
        raise StoppedError


def _of_reading(error: BaseException, path: Path) -> RelmgrError | BaseException:
    if isinstance(error, DRIVER_ERRORS) and _is_harmed_page(error):
        return damaged(path)
    return explain(error, path) or error


def _of_copying(error: BaseException, path: Path, target: Path) -> RelmgrError | BaseException:
    if _is_harmed_page(error):
        return damaged(path)
    return explain(error, target) or error


def _is_harmed_page(error: BaseException) -> bool:
    """What SQLite says where SQLCipher gives it no page, because its signature is not right."""
    return any(words in str(error) for words in ("malformed", "not a database", "SQL logic error"))


def _quoted(name: str) -> str:
    return name.replace('"', '""')
