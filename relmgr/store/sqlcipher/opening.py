"""Makes, opens and checks the encrypted file, and tells every connection what it must be told."""

import hmac
import os
import stat
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import Any
from urllib.parse import quote_from_bytes

from sqlcipher3 import dbapi2

from relmgr.errors import DamagedError, ReadOnlyError, VaultError
from relmgr.i18n import _
from relmgr.paths import create_private_file, explain_os_error, is_writable
from relmgr.store.sqlcipher import changes_beside
from relmgr.store.sqlcipher.explaining import explain, missing
from relmgr.store.sqlcipher.judging import PAGE, Verdict, judge, sentence
from relmgr.store.sqlcipher.key import DatabaseKey
from relmgr.store.sqlcipher.live import Connection, is_open

APPLICATION_ID = 0x52_4C_4D_47
"""“RLMG” in the header of every file of ours."""
OLDEST_SQLITE = (3, 51, 3)
"""Older ones can corrupt a WAL file when two connections checkpoint at once (sqlite.org/wal.html)."""

_WRITING, _READ_ONLY = "mode=rw", "mode=ro"
_WAL_CEILING_PAGES = 16_000  # 64 MB: a save never checkpoints, the WAL never grows for ever


def create(path: Path, key: DatabaseKey) -> Any:
    """A connection to a new encrypted file at `path`, marked as ours; whoever calls fills it and closes it.

    Raises DamagedError if anything is at `path`: nothing is ever written over (promise 2).
    """
    require_sound_sqlite()
    for place in (path, *companions(path)):
        if place.exists():
            raise DamagedError(
                _(
                    "There is already a file “{path}”. It was left as it is; no new one is made over it."
                ).format(path=place)
            )
    try:
        create_private_file(path)
    except OSError as error:
        raise explain_os_error(error, path) from error
    connection = _open(path, _WRITING)
    try:
        use_key(connection, key)
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        _settle(connection)
    except dbapi2.Error as error:
        connection.close()
        raise explain(error, path) or error from error
    return connection


def connect(
    path: Path,
    key: DatabaseKey,
    *,
    read_only: bool = False,
    vault_id: str | None = None,
    check: Callable[[Any], None] | None = None,
) -> Any:
    """A connection to the encrypted file at `path`, in autocommit mode (write within BEGIN IMMEDIATE).

    `key` has passed the vault's key check, so what does not open is damaged or foreign, never a wrong passphrase.
    `vault_id`: what the table `meta` must hold. `check`: looks at the open connection before anybody else does and
    raises NewerFileError for a schema from the future. Raises a RelmgrError with a sentence; the file is unchanged.
    """
    require_sound_sqlite()
    _require_content(path, key)
    if read_only:
        return _connect(path, key, _read_only_mode(path), vault_id, check)
    if not is_open(path) and changes_beside.are_there(path):
        # Closing what was opened for writing moves the log into the file, whatever opening found.
        changes_beside.require_own(path, key)
        _connect(path, key, _READ_ONLY, vault_id, check).close()
    return _connect(path, key, _WRITING, vault_id, check)


def _connect(
    path: Path, key: DatabaseKey, mode: str, vault_id: str | None, check: Callable[[Any], None] | None
) -> Any:
    connection = _open(path, mode)
    try:
        use_key(connection, key)
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        _require_ours(connection, path, vault_id)
        if check is not None:
            check(connection)
        _settle(connection, read_only=mode != _WRITING)
    except (dbapi2.Error, MemoryError) as error:
        connection.close()
        if "not a database" in str(error):
            raise DamagedError(sentence(judge(path, key), path)) from error
        raise explain(error, path) or error from error
    except BaseException:
        connection.close()
        raise
    return connection


_STATEMENTS_KEPT = 1024
"""More than are sent: preparing one takes longer than asking it, and what makes a file sends 240, a card 115.

Where there is no room left the driver lets go the one that came last of the least used, which is the one it prepared
before: all that are new from then on would be prepared each time.
"""


@dataclass(frozen=True, slots=True)
class Opened:
    """An open connection, and whether it can only be read from."""

    connection: Any
    is_read_only: bool


def open(
    path: Path,
    key: DatabaseKey,
    vault_id: str,
    check: Callable[[Any], None] | None = None,
    *,
    read_only: bool = False,
) -> Opened:
    """`connect` for writing or, where the file or its folder cannot be written, for reading."""
    if not read_only and is_writable(path):
        try:
            return Opened(connect(path, key, vault_id=vault_id, check=check), is_read_only=False)
        except ReadOnlyError:  # rights that only show on use, as on some network drives
            pass
    return Opened(connect(path, key, read_only=True, vault_id=vault_id, check=check), is_read_only=True)


def open_beside(path: Path, key: DatabaseKey, vault_id: str) -> Any:
    """A read-only connection of one's own to a file that may be open and written to in this process. Raises as `connect`."""
    require_sound_sqlite()
    if any(place.exists() for place in companions(path)[:2]):
        # Never immutable: what is written meanwhile must be seen, and the log beside it read.
        return _connect(path, key, _READ_ONLY, vault_id, None)
    return connect(path, key, read_only=True, vault_id=vault_id)


def fill(path: Path, key: DatabaseKey) -> Any:
    """A connection to a new file at `path`, keyed before its first page; whoever calls copies a whole file into it."""
    try:
        create_private_file(path)
    except OSError as error:
        raise explain_os_error(error, path) from error
    connection = _open(path, _WRITING)
    try:
        use_key(connection, key)
    except BaseException:
        connection.close()
        raise
    return connection


def companions(path: Path) -> tuple[Path, ...]:
    """The files SQLite keeps beside `path`; they belong to it and are moved and deleted only with it."""
    return tuple(path.with_name(path.name + end) for end in ("-wal", "-shm", "-journal"))


def quick_check(connection: Any) -> None:
    """DamagedError unless SQLite finds the file's structure whole (`PRAGMA quick_check`)."""
    path = Path(connection.execute("PRAGMA database_list").fetchone()[2])
    try:
        found = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
    except dbapi2.Error as error:
        raise explain(error, path) or error from error
    if found != "ok":
        raise DamagedError(sentence(Verdict.DAMAGED, path))


def integrity_check(connection: Any) -> list[str]:
    """What SQLCipher finds wrong with the pages of the file; empty: nothing.

    Brings the WAL into the file first: without that it raises false alarms on healthy files (quality.md §2).
    """
    path = Path(connection.execute("PRAGMA database_list").fetchone()[2])
    try:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        return [str(row[0]) for row in connection.execute("PRAGMA cipher_integrity_check")]
    except dbapi2.Error as error:
        raise explain(error, path) or error from error


def require_sound_sqlite() -> None:
    """VaultError if this build's SQLite is older than `OLDEST_SQLITE`."""
    if dbapi2.sqlite_version_info < OLDEST_SQLITE:
        raise VaultError(
            _(
                "This copy of Relmgr came with SQLite {found}, and it needs {needed} or newer to keep your file safe. "
                "The file was not touched. Install Relmgr anew."
            ).format(found=dbapi2.sqlite_version, needed=".".join(map(str, OLDEST_SQLITE)))
        )


def _require_content(path: Path, key: DatabaseKey) -> None:
    try:
        found = path.stat()  # never open(): see Connection
    except FileNotFoundError:
        raise missing(path) from None
    except OSError as error:
        raise explain_os_error(error, path, reading=True) from error
    if stat.S_ISDIR(found.st_mode):
        raise DamagedError(sentence(Verdict.FOLDER, path))
    if found.st_size == 0:
        raise DamagedError(sentence(Verdict.EMPTY, path))
    if found.st_size % PAGE and not is_open(path) and not changes_beside.are_there(path):
        raise DamagedError(sentence(judge(path, key), path))


def _require_ours(connection: Any, path: Path, vault_id: str | None) -> None:
    if connection.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
        raise DamagedError(
            _(
                "“{path}” was not made by Relmgr, or was never finished. Nothing was written to it. "
                "Put a copy of the file from a backup in its place."
            ).format(path=path)
        )
    if vault_id is None:
        return
    if connection.execute("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'meta'").fetchone():
        found = connection.execute("SELECT value FROM meta WHERE key = 'vault_id'").fetchone()
        if found is not None and hmac.compare_digest(str(found[0]), vault_id):
            return
    raise DamagedError(sentence(Verdict.FOREIGN, path))


def _read_only_mode(path: Path) -> str:
    """`immutable=1` reads where nothing can be locked, but not the WAL: what is in there would be silently missing."""
    wal, shared, _journal = companions(path)
    if not (wal.exists() and wal.stat().st_size):
        return f"{_READ_ONLY}&immutable=1"
    if shared.exists():
        return _READ_ONLY
    raise ReadOnlyError(
        _(
            "The last changes to “{path}” lie in a second file, “{wal}”, that can only be read where writing is allowed. "
            "Nothing is lost. Copy the whole folder to a place that can be written, and open it there."
        ).format(path=path, wal=wal.name)
    )


def _open(path: Path, mode: str) -> Connection:
    try:
        connection = dbapi2.connect(
            f"{address(path.absolute())}?{mode}",
            uri=True,
            isolation_level=None,
            timeout=5.0,
            check_same_thread=False,  # the vault may open it in a task; the store keeps to one thread at a time
            factory=Connection,
            cached_statements=_STATEMENTS_KEPT,
        )
    except dbapi2.Error as error:
        raise explain(error, path) or error from error
    assert isinstance(connection, Connection)
    connection.watch(path)
    return connection


def address(path: PurePath) -> str:
    """The file: address that SQLite opens for an absolute `path` (sqlite.org/uri.html).

    Not `as_uri`, which puts the server of a Windows share where SQLite wants nothing.
    """
    text = path.as_posix()
    return "file://" + quote_from_bytes(os.fsencode(text if text.startswith("/") else f"/{text}"), safe="/:")


def use_key(connection: Any, key: DatabaseKey) -> None:
    """Tell a connection its key, before anything else; VaultError where the driver came without encryption."""
    connection.execute("PRAGMA cipher_log_level = NONE")  # else it prints on the terminal
    if connection.execute("PRAGMA cipher_version").fetchone() is None:
        raise VaultError(
            _(
                "This copy of Relmgr came without encryption, so nothing was opened or written. Install Relmgr anew."
            )
        )
    connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")


def _settle(connection: Any, *, read_only: bool = False) -> None:
    """Everything a connection must be told each time (quality.md §2)."""
    connection.execute("PRAGMA foreign_keys = ON")
    if not read_only:
        connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA fullfsync = ON")  # macOS: else a commit stops at the drive's own memory
    connection.execute("PRAGMA checkpoint_fullfsync = ON")
    connection.execute("PRAGMA temp_store = MEMORY")
    connection.execute("PRAGMA secure_delete = ON")
    connection.execute("PRAGMA trusted_schema = OFF")
    connection.execute("PRAGMA cell_size_check = ON")
    connection.execute("PRAGMA recursive_triggers = ON")
    connection.execute("PRAGMA busy_timeout = 5000")
    connection.execute(f"PRAGMA wal_autocheckpoint = {_WAL_CEILING_PAGES}")
