"""Opens the encrypted file with SQLCipher, judges what does not open, and puts SQLite's complaints into sentences."""

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
    "Opened",
    "Verdict",
    "companions",
    "connect",
    "create",
    "damaged",
    "explain",
    "integrity_check",
    "is_open",
    "judge",
    "open",
    "quick_check",
    "require_sound_sqlite",
]
