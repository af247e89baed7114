"""Restores a backup: made ready beside the file, checked, and exchanged; what stood there is kept (quality.md §2)."""

import errno
import logging
import os
import shutil
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from relmgr.backup import erased, rounds
from relmgr.backup.inside import record_of, require_key
from relmgr.backup.making import headline
from relmgr.backup.model import Backup, Kind
from relmgr.backup.places import Places
from relmgr.backup.trust import require_known
from relmgr.errors import DamagedError, DiskError, NewerFileError, ReadOnlyError
from relmgr.i18n import _
from relmgr.paths import Profile, create_private_file, explain_os_error, megabytes_free, sync_file
from relmgr.store import sqlcipher
from relmgr.store.sqlcipher import DRIVER_ERRORS, DatabaseKey, StoppedError, always, damaged, explain
from relmgr.store.sqlcipher.copying import Going
from relmgr.vault import Unlocked
from relmgr.vault.lock import exclusively
from relmgr.vault.record import VaultRecord, encode, read_copies
from relmgr.vault.slots import is_right_key
from relmgr.vault.swapping import is_under_way, staging_folder, swap

_SPARE_MEGABYTES = 20
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Restored:
    """A restore that was carried through."""

    unlocked: Unlocked
    """The profile with the restored file, and its key."""
    people: int
    conversations: int
    replaced: Path
    """The folder that keeps what stood there before."""
    left_out: int
    """How many people were left out of it because they were erased since it was made."""
    is_new_here: bool
    """Whether the keys came with the backup: this computer's keyring knows nothing of them yet."""


def restore(
    profile: Profile,
    backup: Backup,
    key: DatabaseKey,
    now: datetime,
    *,
    with_erased: bool = False,
    goes_on: Going = always,
) -> Restored:
    """Put the backup that `key` opens in the place of the profile's file, or of none; nobody has that file open.

    The backup is copied, its schema compared with the known ones before anything in it is used, checked, counted, and
    brought up to today's schema. Whoever was erased since, as the present file notes it if it can be read, is left out;
    `with_erased` brings them back, and they are no longer noted as erased. No backup is pruned. Raises DamagedError, NewerFileError, WrongKeyError, DiskError, ReadOnlyError, InUseError, StoppedError:
    everything is then as it was. A kill at any moment leaves the old or the new file, whole.
    """
    record = record_of(backup)
    require_key(key, record, backup.folder)
    profile.make_folders()
    with exclusively(profile):
        _require_room(profile, backup)
        staged = staging_folder(profile, now)
        try:
            path = staged / profile.database.name
            _copy(backup, path, goes_on)
            _make_sound(path, backup, key, record, goes_on)
            left_out = _carry_over(profile, key, record, path, with_erased=with_erased)
            people, conversations = _counted(path, key, record)
            settle(path)
            is_new_here = not _stays(profile, record, key)
            if is_new_here:
                _stage_keys(profile, staged, record)
            if not goes_on():
                raise StoppedError
            replaced = swap(profile, staged, now)
        except BaseException:
            if not is_under_way(profile):  # else it is decided, and carried through at the next look
                shutil.rmtree(staged, ignore_errors=True)
            raise
    _log.info("a backup was restored: %s, schema %s", backup.kind, backup.schema)
    return Restored(
        unlocked=Unlocked(profile, key, record.vault_id),
        people=people,
        conversations=conversations,
        replaced=replaced,
        left_out=left_out,
        is_new_here=is_new_here,
    )


def keep_present(
    unlocked: Unlocked, places: Places, now: datetime, *, goes_on: Going = always
) -> Backup | None:
    """Before a restore: an extra backup of what is there now. None where it is missing or harmed; it is kept aside anyhow."""
    if not unlocked.profile.database.exists():
        return None
    try:
        return rounds.run(unlocked, places, Kind.BEFORE_RESTORE, now, goes_on=goes_on).made
    except (DamagedError, NewerFileError, ReadOnlyError) as error:
        _log.warning("no backup before the restore: %s", type(error).__name__)
        return None


def _require_room(profile: Profile, backup: Backup) -> None:
    needed = 2 * (backup.size // 1_000_000) + _SPARE_MEGABYTES
    free = megabytes_free(profile.data)
    if 0 <= free < needed:
        raise DiskError(
            _(
                "There is no room to restore a backup in “{folder}” ({free} MB free; {needed} MB are needed). "
                "Nothing was changed. Free some space and try again."
            ).format(folder=profile.data, free=free, needed=needed)
        )


def _copy(backup: Backup, target: Path, goes_on: Going) -> None:
    """The file and, where a restore put it aside with one, its log of last changes."""
    source = backup.profile.database
    log, target_log = (sqlcipher.companions(path)[0] for path in (source, target))
    pairs = [(source, target)] + ([(log, target_log)] if log.exists() else [])
    for one, other in pairs:
        if sqlcipher.is_open(one):
            raise RuntimeError("the file is open: reading it by other means would drop SQLite's locks")
        try:
            create_private_file(other)
            with one.open("rb") as reading, other.open("r+b") as writing:
                while content := reading.read(1 << 20):
                    if not goes_on():
                        raise StoppedError
                    writing.write(content)
        except OSError as error:
            reads = error.filename is not None and Path(os.fsdecode(error.filename)) == one
            raise explain_os_error(error, one if reads else other, reading=reads) from error


def _make_sound(path: Path, backup: Backup, key: DatabaseKey, record: VaultRecord, goes_on: Going) -> None:
    """Compare and check the copy, compare its counts with those it was made with, and bring it up to date."""
    from relmgr.store.database import open_store

    connection = sqlcipher.open_beside(path, key, record.vault_id)
    try:
        require_known(connection, backup.profile.database)
        sqlcipher.check_structure(connection, path, goes_on=goes_on)
        found = sqlcipher.row_counts(connection)
    except DRIVER_ERRORS as error:
        raise explain(error, path) or damaged(backup.profile.database) from error
    finally:
        connection.close()
    if backup.rows and dict(backup.rows) != found:
        raise DamagedError(
            _(
                "“{folder}” does not hold what was put into it when it was made. Nothing was changed. "
                "Choose another backup."
            ).format(folder=backup.folder)
        )
    open_store(path, key, record.vault_id, may_upgrade=True).close()  # the backup itself is the copy


def _counted(path: Path, key: DatabaseKey, record: VaultRecord) -> tuple[int, int]:
    """How many people and conversations the restored file has."""
    connection = sqlcipher.connect(path, key, vault_id=record.vault_id)
    try:
        people, talks = headline(connection)
    except DRIVER_ERRORS as error:
        raise explain(error, path) or error from error
    finally:
        connection.close()
    return people or 0, talks or 0


def _carry_over(
    profile: Profile, key: DatabaseKey, record: VaultRecord, path: Path, *, with_erased: bool
) -> int:
    """What is noted as erased goes over into the restored file, and whoever it names is left out of it; how many.

    With `with_erased` they stay in it, and their erasures are noted no longer. An erasure that has still to reach
    some copy goes over too.
    """
    from relmgr.store import scrubbing  # large: only a restore needs it

    noted = erased.noted_in(profile, key, record.vault_id)
    if not noted:
        return 0
    connection = sqlcipher.connect(path, key, vault_id=record.vault_id)
    try:
        found = erased.people_in(connection, key, noted)
        erased.note(connection, noted.without(found) if with_erased else noted)
    except DRIVER_ERRORS as error:
        raise explain(error, path) or error from error
    finally:
        connection.close()
    if with_erased or not found:
        return 0
    scrubbing.erase_from(path, key, record.vault_id, frozenset(noted.hashes))
    return len(found)


def settle(path: Path) -> None:
    """Be sure that nothing of the restored file lies in a log, and that the disk holds it."""
    try:
        for place in sqlcipher.companions(path):
            if place.exists() and place.stat().st_size:
                raise OSError(
                    errno.EIO, os.strerror(errno.EIO)
                )  # SQLite closes without a word where the disk fails
            place.unlink(missing_ok=True)
        sync_file(path)
    except OSError as error:
        raise explain_os_error(error, path) from error


def _stays(profile: Profile, record: VaultRecord, key: DatabaseKey) -> bool:
    """Whether the keys in the profile open the backup as well: they are newer than those that came with it."""
    now = read_copies(profile).record
    return (
        now is not None and now.vault_id == record.vault_id and is_right_key(key, now.vault_id, now.key_check)
    )


def _stage_keys(profile: Profile, staged: Path, record: VaultRecord) -> None:
    for name in (profile.vault_file.name, profile.vault_copy.name):
        try:
            create_private_file(staged / name)
            (staged / name).write_bytes(encode(record))
            sync_file(staged / name)
        except OSError as error:
            raise explain_os_error(error, staged / name) from error
