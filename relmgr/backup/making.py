"""Makes a backup: copied, opened, checked and counted under a passing name, and only then called a backup."""

import logging
import shutil
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from types import MappingProxyType
from typing import Any

from relmgr.backup import listing
from relmgr.backup.model import MANIFEST, Backup, Kind, encode, stamp
from relmgr.domain.backups import to_let_go
from relmgr.errors import DamagedError, DiskError
from relmgr.i18n import _
from relmgr.paths import (
    Profile,
    create_private_file,
    explain_os_error,
    make_private_folder,
    megabytes_free,
    replace_file,
    replace_files,
    sync_file,
    sync_folder,
)
from relmgr.store import sqlcipher
from relmgr.store.sqlcipher import DatabaseKey, StoppedError, always
from relmgr.store.sqlcipher.copying import Going
from relmgr.vault import Unlocked
from relmgr.vault.record import VaultRecord, read_copies
from relmgr.vault.record import encode as encode_record
from relmgr.vault.slots import SlotKind, is_right_key

_SPARE_MEGABYTES = 20
_log = logging.getLogger(__name__)


def make(unlocked: Unlocked, folder: Path, kind: Kind, now: datetime, *, goes_on: Going = always) -> Backup:
    """Copy the file of `unlocked`, which may be open, into a new folder in `folder`, verify it and say what it holds.

    Made from a thread of its own it holds up nobody: neither who reads nor who writes. A kill at any moment leaves no
    backup or a whole one. Raises DamagedError if the file is harmed (then there is none and none was pruned),
    DiskError, ReadOnlyError, or StoppedError when `goes_on` says no.
    """
    record = _record_of(unlocked)
    _make_ready(unlocked.profile, folder)
    _clear_away(folder, unlocked.vault_id)
    _require_room(unlocked.profile.database, folder)
    name = _free_name(folder, stamp(now) + (f"-{kind.replace('_', '-')}" if kind.is_extra else ""))
    unfinished = folder / f"{listing.UNFINISHED}{unlocked.vault_id[:8]}-{name}"
    key = DatabaseKey(unlocked.key.raw())  # locking forgets the other one at any moment
    try:
        make_private_folder(unfinished)
        target = unfinished / unlocked.profile.database.name
        counts = sqlcipher.copy_live(
            unlocked.profile.database, key, unlocked.vault_id, target, goes_on=goes_on
        )
        _write_record(unfinished, unlocked.profile, record)
        made = Backup(folder=unfinished, made=now.astimezone(UTC), kind=kind, vault_id=unlocked.vault_id)
        verified = _verified(made, key, counts, now, goes_on)
        return _finish(verified, folder / name)
    except BaseException:
        shutil.rmtree(unfinished, ignore_errors=True)
        raise
    finally:
        key.forget()


def copy_to(
    backup: Backup, folder: Path, key: DatabaseKey, now: datetime, *, goes_on: Going = always
) -> Backup:
    """Copy a finished backup into a second `folder`, which must be there, and verify the copy. Raises as `make`."""
    if not folder.is_dir():
        raise _not_connected(folder)
    _clear_away(folder, backup.vault_id)
    _require_room(backup.profile.database, folder)
    unfinished = folder / f"{listing.UNFINISHED}{backup.vault_id[:8]}-{backup.name}"
    try:
        make_private_folder(unfinished)
        for source in (backup.profile.database, backup.profile.vault_file, backup.profile.vault_copy):
            _copy_file(source, unfinished / source.name, goes_on)
        copied = replace(backup, folder=unfinished)
        return _finish(_verified(copied, key, dict(backup.rows), now, goes_on), folder / backup.name)
    except BaseException:
        shutil.rmtree(unfinished, ignore_errors=True)
        raise


def prune(folder: Path, now: datetime, vault_id: str) -> tuple[str, ...]:
    """Let go of what the rule no longer keeps in `folder` (domain/backups.py); the names. Only ever after a good one was made."""
    good = [one for one in listing.in_folder(folder) if one.is_good and one.vault_id == vault_id]
    going = set(to_let_go([one.dated() for one in good], now))
    for one in good:
        if one.name in going:
            remove(one)
    return tuple(sorted(going))


def remove(backup: Backup) -> None:
    """Take a backup away; a kill half-way leaves no half of one in the list."""
    passing = backup.folder.with_name(f"{listing.UNFINISHED}{backup.vault_id[:8]}-going-{backup.name}")
    try:
        backup.folder.rename(passing)
        shutil.rmtree(passing)
        sync_folder(passing.parent)
    except OSError as error:
        raise explain_os_error(error, backup.folder) from error


def bring_keys_up_to_date(profile: Profile, backups: Iterable[Backup]) -> int:
    """Give backups the key slots that the file has now, so that the newest recovery key opens them too; how many changed.

    The database key never changes, so today's slots open every backup of the same file.
    """
    record = read_copies(profile).record
    changed = 0
    for backup in backups:
        if record is None or backup.vault_id != record.vault_id:
            continue
        there = read_copies(backup.profile)
        if there.record is not None and there.are_equal and there.record.generation >= record.generation:
            continue
        _put_record(backup.profile, record)
        changed += 1
    return changed


def _record_of(unlocked: Unlocked) -> VaultRecord:
    record = read_copies(unlocked.profile).record
    if (
        record is None
        or record.slot(SlotKind.RECOVERY) is None
        or not is_right_key(unlocked.key, record.vault_id, record.key_check)
    ):
        raise DamagedError(
            _(
                "No backup was made: “{path}” cannot be read or is another file’s, and without the keys in it a backup "
                "opens for nobody. Start Relmgr again."
            ).format(path=unlocked.profile.vault_file)
        )
    return record


def _make_ready(profile: Profile, folder: Path) -> None:
    if folder == profile.backups:
        make_private_folder(folder)
    elif not folder.is_dir():
        raise _not_connected(folder)


def _not_connected(folder: Path) -> DiskError:
    return DiskError(
        _(
            "The folder for backups “{folder}” is not there. Your people are safe, but no backup was made in it. "
            "Connect the disk it is on, or choose another folder in the settings."
        ).format(folder=folder)
    )


def _clear_away(folder: Path, vault_id: str) -> None:
    """Take away what a killed backup left: only what bears our passing name and this file's id."""
    try:
        left = sorted(folder.glob(f"{listing.UNFINISHED}{vault_id[:8]}-*"))
    except OSError as error:
        raise explain_os_error(error, folder, reading=True) from error
    for place in left:
        shutil.rmtree(place, ignore_errors=True)


def _require_room(database: Path, folder: Path) -> None:
    needed = sum(place.stat().st_size for place in _with_log(database)) // 1_000_000 + _SPARE_MEGABYTES
    free = megabytes_free(folder)
    if 0 <= free < needed:
        raise DiskError(
            _(
                "There is no room for a backup in “{folder}” ({free} MB free; {needed} MB are needed). "
                "Your people and the backups made before are safe. Free some space and try again."
            ).format(folder=folder, free=free, needed=needed)
        )


def _with_log(database: Path) -> list[Path]:
    return [place for place in (database, sqlcipher.companions(database)[0]) if place.exists()]


def _free_name(folder: Path, name: str) -> str:
    names = (name if number == 1 else f"{name}-{number}" for number in range(1, 1000))
    return next(each for each in names if not (folder / each).exists())


def _write_record(folder: Path, profile: Profile, record: VaultRecord) -> None:
    content = encode_record(replace(record, made=True))
    for name in (profile.vault_file.name, profile.vault_copy.name):
        try:
            create_private_file(folder / name)
            (folder / name).write_bytes(content)
            sync_file(folder / name)
        except OSError as error:
            raise explain_os_error(error, folder / name) from error


def _put_record(profile: Profile, record: VaultRecord) -> None:
    content = encode_record(replace(record, made=True))
    replace_files({profile.vault_file: content, profile.vault_copy: content})


def _copy_file(source: Path, target: Path, goes_on: Going) -> None:
    """Copy a file that nobody has open."""
    if sqlcipher.is_open(source):
        raise RuntimeError("the file is open: reading it by other means would drop SQLite's locks")
    try:
        create_private_file(target)
        with source.open("rb") as reading, target.open("r+b") as writing:
            while content := reading.read(1 << 20):
                if not goes_on():
                    raise StoppedError
                writing.write(content)
        sync_file(target)
    except OSError as error:
        raise explain_os_error(error, target) from error


def _verified(
    backup: Backup, key: DatabaseKey, counts: dict[str, int], now: datetime, goes_on: Going
) -> Backup:
    """Open the copy with the key, check it and count it against its source."""
    path = backup.profile.database
    connection = sqlcipher.connect(path, key, read_only=True, vault_id=backup.vault_id)
    try:
        sqlcipher.check_structure(connection, path, goes_on=goes_on)
        found = sqlcipher.row_counts(connection)
        if counts and found != counts:
            raise DamagedError(
                _(
                    "The copy in “{folder}” does not hold what the file holds, so it was taken away again. "
                    "Your people are safe. Have the disk checked, and try again."
                ).format(folder=backup.folder.parent)
            )
        people, conversations = headline(connection)
        return replace(
            backup,
            schema=_schema(connection),
            size=path.stat().st_size,
            people=people,
            conversations=conversations,
            rows=MappingProxyType(found),
            verified=now.astimezone(UTC),
        )
    except OSError as error:
        raise explain_os_error(error, path, reading=True) from error
    finally:
        connection.close()


def verified_again(backup: Backup, key: DatabaseKey, now: datetime) -> Backup:
    """Check and count a backup whose file was written anew, and say so in its manifest. Raises DamagedError, DiskError."""
    found = _verified(backup, key, {}, now, always)
    replace_file(backup.folder / MANIFEST, encode(replace(found, is_whole=True)))
    return found


def headline(connection: Any) -> tuple[int | None, int | None]:
    """How many people are in the list and how many conversations there are; None in a file that has no such tables."""
    names = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    if not {"person", "conversation"} <= names:
        return None, None
    people = connection.execute("SELECT count(*) FROM person WHERE deleted_at IS NULL AND NOT is_light")
    talks = connection.execute("SELECT count(*) FROM conversation")
    return int(people.fetchone()[0]), int(talks.fetchone()[0])


def _schema(connection: Any) -> str:
    names = connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'alembic_version'").fetchone()
    if names is None:
        return ""
    found = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    return str(found[0]) if found is not None else ""


def _finish(verified: Backup, place: Path) -> Backup:
    """Give the verified copy its name; from here on it is a backup."""
    try:
        replace_file(verified.folder / MANIFEST, encode(verified))
        sync_folder(verified.folder)
        verified.folder.rename(place)
        sync_folder(place.parent)
    except OSError as error:
        raise explain_os_error(error, place) from error
    _log.info("backup made and verified: %s, schema %s", verified.kind, verified.schema)
    return replace(verified, folder=place)


def newest(backups: Iterable[Backup]) -> Backup | None:
    """The newest good one."""
    return max((one for one in backups if one.is_good), key=lambda one: one.made, default=None)
