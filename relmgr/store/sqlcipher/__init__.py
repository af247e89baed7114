"""Opens the encrypted file with SQLCipher, judges what does not open, and puts SQLite's complaints into sentences."""

from relmgr.store.sqlcipher.copying import (
    Going,
    StoppedError,
    always,
    beside,
    check_beside,
    check_structure,
    copy_live,
    in_memory,
    row_counts,
)
from relmgr.store.sqlcipher.explaining import DRIVER_ERRORS, damaged, explain
from relmgr.store.sqlcipher.judging import Verdict, judge
from relmgr.store.sqlcipher.key import KEY_BYTES, DatabaseKey
from relmgr.store.sqlcipher.live import Connection, is_open
from relmgr.store.sqlcipher.opening import (
    APPLICATION_ID,
    OLDEST_SQLITE,
    Opened,
    companions,
    connect,
    create,
    integrity_check,
    open,
    open_beside,
    quick_check,
    require_sound_sqlite,
)

__all__ = [
    "APPLICATION_ID",
    "DRIVER_ERRORS",
    "KEY_BYTES",
    "OLDEST_SQLITE",
    "Connection",
    "DatabaseKey",
    "Going",
    "Opened",
    "StoppedError",
    "Verdict",
    "always",
    "beside",
    "check_beside",
    "check_structure",
    "companions",
    "connect",
    "copy_live",
    "create",
    "damaged",
    "explain",
    "in_memory",
    "integrity_check",
    "is_open",
    "judge",
    "open",
    "open_beside",
    "quick_check",
    "require_sound_sqlite",
    "row_counts",
]
