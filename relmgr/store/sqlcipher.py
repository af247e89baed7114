"""Opens the encrypted file with SQLCipher, judges what does not open, and puts SQLite's complaints into sentences."""

import codecs
import gc
import hashlib
import hmac
import os
import threading
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any, NoReturn

from sqlcipher3 import dbapi2

from relmgr.errors import DamagedError, DiskError, InUseError, ReadOnlyError, RelmgrError, VaultError
from relmgr.i18n import _
from relmgr.paths import create_private_file, disk_full, explain_os_error, is_writable, not_writable

APPLICATION_ID = 0x52_4C_4D_47
"""“RLMG” in the header of every file of ours."""
KEY_BYTES = 32
OLDEST_SQLITE = (3, 51, 3)
"""Older ones can corrupt a WAL file when two connections checkpoint at once (sqlite.org/wal.html)."""

_PAGE = 4096
_SALT = 16
_WAL_CEILING_PAGES = 16_000  # 64 MB: a save never checkpoints, the WAL never grows for ever
_PLAIN_HEADER = b"SQLite format 3\x00"


class DatabaseKey:
    """The 256-bit key of the encrypted file; shows itself nowhere and is not copied into any message."""

    __slots__ = ("_content",)

    def __init__(self, content: bytes) -> None:
        if len(content) != KEY_BYTES:
            raise ValueError("a database key has 32 bytes")
        self._content = bytearray(content)

    def raw(self) -> bytes:
        """The key, for wrapping it; keep it no longer than that. RuntimeError once it is forgotten."""
        if not self._content:
            raise RuntimeError("the key was forgotten: Relmgr is locked")
        return bytes(self._content)

    def hex(self) -> str:
        """The key as `PRAGMA key` wants it; keep it no longer than that."""
        return self.raw().hex()

    def forget(self) -> None:
        """Overwrite the key, as far as Python allows: copies made for a moment may linger until they are reused."""
        for position in range(len(self._content)):
            self._content[position] = 0
        self._content.clear()
        gc.collect()

    def __repr__(self) -> str:
        return "<DatabaseKey>"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, DatabaseKey) and hmac.compare_digest(self.raw(), other.raw())

    __hash__ = None  # type: ignore[assignment]  # what is compared in constant time belongs in no dictionary

    def __reduce__(self) -> NoReturn:
        raise TypeError("a key is not stored")


_live: Counter[str] = Counter()
_live_guard = threading.Lock()


class Connection(dbapi2.Connection):  # type: ignore[misc]  # the driver has no types
    """A connection that says while it is open that nothing else in this process may touch its file.

    Closing any other handle on the file drops SQLite's POSIX locks (sqlite.org/howtocorrupt.html §2.2).
    """

    _file = ""

    def watch(self, path: Path) -> None:
        """Count this connection among those that have `path` open."""
        self._file = _name_of(path)
        with _live_guard:
            _live[self._file] += 1

    def close(self) -> None:
        """Close the connection; more than once does no harm."""
        super().close()
        with _live_guard:
            if self._file:
                _live[self._file] -= 1
                self._file = ""


def _name_of(path: Path) -> str:
    return os.path.realpath(path)


def is_open(path: Path) -> bool:
    """Whether this process has `path` open through SQLite: then it is not read, copied or closed by other means."""
    with _live_guard:
        return _live[_name_of(path)] > 0


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
    connection = _open(path, "mode=rw")
    try:
        _use_key(connection, key)
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
    _require_content(path)
    connection = _open(path, _read_only_mode(path) if read_only else "mode=rw")
    try:
        _use_key(connection, key)
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        _require_ours(connection, path, vault_id)
        _settle(connection, read_only=read_only)
        if check is not None:
            check(connection)
    except dbapi2.Error as error:
        connection.close()
        if "not a database" in str(error):
            raise DamagedError(_sentence(judge(path, key), path)) from error
        raise explain(error, path) or error from error
    except BaseException:
        connection.close()
        raise
    return connection


@dataclass(frozen=True, slots=True)
class Opened:
    """An open connection, and whether it can only be read from."""

    connection: Any
    is_read_only: bool


def open(path: Path, key: DatabaseKey, vault_id: str) -> Opened:
    """`connect` for writing or, where the file or its folder cannot be written, for reading."""
    if not is_writable(path):
        return Opened(connect(path, key, read_only=True, vault_id=vault_id), is_read_only=True)
    try:
        return Opened(connect(path, key, vault_id=vault_id), is_read_only=False)
    except ReadOnlyError:  # rights that only show on use, as on some network drives
        return Opened(connect(path, key, read_only=True, vault_id=vault_id), is_read_only=True)


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
        raise DamagedError(_sentence(Verdict.DAMAGED, path))


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


class Verdict(StrEnum):
    """What a file that does not open is."""

    EMPTY = "empty"
    TEXT = "text"
    PLAIN_SQLITE = "plain_sqlite"
    ZEROED = "zeroed"
    TRUNCATED = "truncated"
    DAMAGED = "damaged"
    FOREIGN = "foreign"
    """Not one page answers to the key: another vault's file, or overwritten from its first byte."""


def judge(path: Path, key: DatabaseKey) -> Verdict:
    """What the file at `path` is, that SQLCipher could not open with `key`; reads it and changes nothing.

    RuntimeError while a connection of this process has it open.
    """
    if is_open(path):
        raise RuntimeError("the file is open: reading it by other means would drop SQLite's locks")
    try:
        with path.open("rb") as file:
            size = os.fstat(file.fileno()).st_size
            head = file.read(_PAGE)
            if not head:
                return Verdict.EMPTY
            if head.startswith(_PLAIN_HEADER):
                return Verdict.PLAIN_SQLITE
            if not head.strip(b"\x00"):
                return Verdict.ZEROED
            if _reads_as_text(head):
                return Verdict.TEXT
            file.seek(0)
            ours = _some_page_answers(file.read(_PAGE * 64), key)
    except OSError as error:
        raise explain_os_error(error, path) from error
    if size % _PAGE:
        return Verdict.TRUNCATED
    return Verdict.DAMAGED if ours else Verdict.FOREIGN


def explain(error: BaseException, path: Path) -> RelmgrError | None:
    """What `error` means to the user if the disk or the file is to blame (SQLite's environment codes), else None.

    Looks through SQLAlchemy's wrapping. The driver gives no codes, only SQLite's fixed English texts.
    """
    inner = getattr(error, "orig", None) or error
    if isinstance(inner, OSError):
        return explain_os_error(inner, path)
    if not isinstance(inner, dbapi2.Error):
        return None
    text = str(inner)
    for part, answer in _ANSWERS.items():
        if part in text:
            return answer(path)
    return None


def _cannot_open(path: Path) -> RelmgrError:
    if not path.exists():
        return _missing(path)
    return not_writable(path)


def _disk_error(path: Path) -> RelmgrError:
    return DiskError(
        _(
            "The disk answered with an error while Relmgr used “{path}”. What was saved before is unharmed. "
            "Check that the disk is connected and sound, and try again."
        ).format(path=path)
    )


def _busy(path: Path) -> RelmgrError:
    return InUseError(
        _(
            "Another program, perhaps a virus scanner or a synchronisation, held “{path}” for more than 5 seconds. "
            "Nothing was lost. Try again."
        ).format(path=path)
    )


_ANSWERS: dict[str, Callable[[Path], RelmgrError]] = {
    "database or disk is full": disk_full,
    "attempt to write a readonly database": not_writable,
    "unable to open database file": _cannot_open,
    "disk I/O error": _disk_error,
    "database is locked": _busy,
    "database table is locked": _busy,
    "locking protocol": _busy,
    "file is not a database": lambda path: DamagedError(_sentence(Verdict.DAMAGED, path)),
    "file is encrypted": lambda path: DamagedError(_sentence(Verdict.DAMAGED, path)),
    "database disk image is malformed": lambda path: DamagedError(_sentence(Verdict.DAMAGED, path)),
    "malformed database schema": lambda path: DamagedError(_sentence(Verdict.DAMAGED, path)),
}


def _sentence(verdict: Verdict, path: Path) -> str:
    happened = {
        Verdict.EMPTY: _("“{path}” is empty: 0 bytes. Something emptied it; Relmgr never does."),
        Verdict.TEXT: _("“{path}” is a text, not a Relmgr file. Something else was put in its place."),
        Verdict.PLAIN_SQLITE: _(
            "“{path}” is an unencrypted database, not a Relmgr file. Something else was put in its place."
        ),
        Verdict.ZEROED: _("“{path}” is damaged: its beginning was overwritten with zeros."),
        Verdict.TRUNCATED: _("“{path}” is damaged: it breaks off in the middle."),
        Verdict.DAMAGED: _("“{path}” is damaged. The key is right, but the content is not what was written."),
        Verdict.FOREIGN: _(
            "“{path}” does not answer to the key of this profile: it belongs to another one, or was overwritten."
        ),
    }[verdict].format(path=path)
    return happened + " " + _("Nothing was written to it. Put a copy of the file from a backup in its place.")


def _missing(path: Path) -> DamagedError:
    return DamagedError(
        _(
            "The file “{path}” is missing, though its keys are here. Nothing new was made in its place. "
            "If you moved it, move it back; else put a copy from a backup there."
        ).format(path=path)
    )


def _require_content(path: Path) -> None:
    try:
        size = path.stat().st_size  # never open(): see Connection
    except FileNotFoundError:
        raise _missing(path) from None
    except OSError as error:
        raise explain_os_error(error, path) from error
    if size == 0:
        raise DamagedError(_sentence(Verdict.EMPTY, path))


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
    raise DamagedError(_sentence(Verdict.FOREIGN, path))


def _read_only_mode(path: Path) -> str:
    """`immutable=1` reads where nothing can be locked, but not the WAL: what is in there would be silently missing."""
    wal, shared, _journal = companions(path)
    if not (wal.exists() and wal.stat().st_size):
        return "mode=ro&immutable=1"
    if shared.exists():
        return "mode=ro"
    raise ReadOnlyError(
        _(
            "The last changes to “{path}” lie in a second file, “{wal}”, that can only be read where writing is allowed. "
            "Nothing is lost. Copy the whole folder to a place that can be written, and open it there."
        ).format(path=path, wal=wal.name)
    )


def _open(path: Path, mode: str) -> Connection:
    connection = dbapi2.connect(
        f"{path.absolute().as_uri()}?{mode}",
        uri=True,
        isolation_level=None,
        timeout=5.0,
        check_same_thread=False,  # the vault may open it in a task; the store keeps to one thread at a time
        factory=Connection,
    )
    assert isinstance(connection, Connection)
    connection.watch(path)
    return connection


def _use_key(connection: Any, key: DatabaseKey) -> None:
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
    connection.execute("PRAGMA temp_store = MEMORY")
    connection.execute("PRAGMA secure_delete = ON")
    connection.execute("PRAGMA trusted_schema = OFF")
    connection.execute("PRAGMA cell_size_check = ON")
    connection.execute("PRAGMA recursive_triggers = ON")
    connection.execute("PRAGMA busy_timeout = 5000")
    connection.execute(f"PRAGMA wal_autocheckpoint = {_WAL_CEILING_PAGES}")


def _reads_as_text(head: bytes) -> bool:
    if b"\x00" in head:
        return False
    printable = sum(byte in b"\t\n\r\f" or 32 <= byte < 127 for byte in head)
    return printable >= 0.9 * len(head) or _is_utf8(head)


def _is_utf8(head: bytes) -> bool:
    try:
        codecs.getincrementaldecoder("utf-8")().decode(head)  # what was read may end within a character
    except UnicodeDecodeError:
        return False
    return len(head) > 32


def _some_page_answers(content: bytes, key: DatabaseKey) -> bool:
    """Whether the HMAC of any page is right for `key`, as SQLCipher 4 computes it (zetetic.net/sqlcipher/design)."""
    salt = bytes(byte ^ 0x3A for byte in content[:_SALT])
    secret = hashlib.pbkdf2_hmac("sha512", key.raw(), salt, 2, KEY_BYTES)
    for number, start in enumerate(range(0, len(content) - _PAGE + 1, _PAGE), 1):
        page = content[start : start + _PAGE]
        covered = page[_SALT if number == 1 else 0 : _PAGE - 64]
        expected = hmac.digest(secret, covered + number.to_bytes(4, "little"), "sha512")
        if hmac.compare_digest(expected, page[_PAGE - 64 :]):
            return True
    return False
