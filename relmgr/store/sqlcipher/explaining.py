"""Puts SQLite's complaints about the environment into sentences for the user."""

import os
from collections.abc import Callable
from pathlib import Path

from sqlcipher3 import dbapi2

from relmgr.errors import DamagedError, DiskError, InUseError, RelmgrError
from relmgr.i18n import _
from relmgr.paths import disk_full, explain_os_error, megabytes_free, not_readable, not_writable, too_long
from relmgr.store.sqlcipher.judging import Verdict, sentence

DRIVER_ERRORS = (dbapi2.Error, MemoryError)
"""What the driver raises, and `explain` can put into a sentence where the environment is to blame."""


_LONGEST_PATH = 500
"""SQLite takes 512 bytes (`MAX_PATHNAME` in its os_unix.c), the names of its own files beside it included."""


def explain(error: BaseException, path: Path) -> RelmgrError | None:
    """What `error` means to the user if the disk or the file is to blame (SQLite's environment codes), else None.

    Looks through SQLAlchemy's wrapping. The driver gives no codes, only SQLite's fixed English texts.
    """
    inner = getattr(error, "orig", None) or error
    if isinstance(inner, OSError):
        return explain_os_error(inner, path)
    if isinstance(inner, MemoryError):
        return _no_memory(path)
    if not isinstance(inner, dbapi2.Error):
        return None
    text = str(inner)
    for part, answer in _ANSWERS.items():
        if part in text:
            return answer(path)
    return None


def damaged(path: Path) -> DamagedError:
    """The error to raise when the content is not what was written."""
    return DamagedError(sentence(Verdict.DAMAGED, path))


def _cannot_open(path: Path) -> RelmgrError:
    if len(os.fsencode(path)) > _LONGEST_PATH:
        return too_long(path)
    if not path.exists():
        return missing(path)
    return not_writable(path) if os.access(path, os.R_OK) else not_readable(path)


def _disk_error(path: Path) -> RelmgrError:
    if (
        megabytes_free(path) == 0
    ):  # what SQLite maps into memory fails in this way where there is no room for it
        return disk_full(path)
    return DiskError(
        _(
            "The disk answered with an error while Relmgr used “{path}”. What was saved before is unharmed. "
            "Check that the disk is connected and sound, and try again."
        ).format(path=path)
    )


def _no_memory(path: Path) -> RelmgrError:
    # The driver says this too where the search, built on a damaged page, asks for an absurd amount.
    return DiskError(
        _(
            "There is not enough memory to work on “{path}”, or the file is damaged. What was saved before is unharmed. "
            "Close other programs and try again; if it happens again, have the file checked."
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
    "file is not a database": damaged,
    "file is encrypted": damaged,
    "database disk image is malformed": damaged,
    "vtable constructor failed": damaged,
    "malformed database schema": damaged,
}


def missing(path: Path) -> DamagedError:
    """The error to raise when the encrypted file is not where its keys are."""
    return DamagedError(
        _(
            "The file “{path}” is missing, though its keys are here. Nothing new was made in its place. "
            "If you moved it, move it back; else put a copy from a backup there."
        ).format(path=path)
    )
