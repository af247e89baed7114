"""Takes whoever was erased out of a backup too, and brings its manifest up to date (promise 11)."""

import contextlib
from datetime import datetime
from pathlib import Path

from relmgr.backup.making import verified_again
from relmgr.backup.model import Backup, read
from relmgr.errors import RelmgrError
from relmgr.store import scrubbing, sqlcipher
from relmgr.store.sqlcipher import DatabaseKey


def clean(
    database: Path,
    key: DatabaseKey,
    vault_id: str,
    erased: frozenset[str],
    now: datetime,
    *,
    always: bool = False,
    cut_texts: bool = False,
) -> bool:
    """Erase whoever bears the hashes `erased` from the backup that holds the file `database`; whether they were in it.

    A kill leaves the old file, the new one with the manifest of the old, or both new; the second is seen and put right
    when it is done again. Raises as `scrubbing.erase_from`.
    """
    held = read(database.parent)
    if held is not None and held.vault_id and held.vault_id != vault_id:
        return False  # a folder on a memory stick may hold another file's too
    was_in = scrubbing.erase_from(database, key, vault_id, erased, always=always, cut_texts=cut_texts)
    backup = read(database.parent)
    if backup is None or backup.verified is None or database != backup.profile.database:
        return was_in
    if was_in or not backup.is_whole or _rows_differ(backup, key):
        verified_again(backup, key, now)
    return was_in


def _rows_differ(backup: Backup, key: DatabaseKey) -> bool:
    with contextlib.suppress(RelmgrError):  # what cannot be read now was said by whoever cleaned it
        connection = sqlcipher.connect(backup.profile.database, key, read_only=True)
        try:
            return bool(sqlcipher.row_counts(connection) != dict(backup.rows))
        finally:
            connection.close()
    return False
