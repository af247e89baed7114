"""Rescues what can be read from a damaged file: into a folder of its own, or into the place of the file, which is kept."""

import shutil
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from relmgr.backup.restoring import settle
from relmgr.backup.trust import known_tables, tables_of_searches
from relmgr.errors import DamagedError, DiskError, InputError
from relmgr.i18n import _
from relmgr.paths import (
    Profile,
    create_private_file,
    explain_os_error,
    make_private_folder,
    megabytes_free,
    sync_file,
)
from relmgr.store.rescue import Rescued, rescue
from relmgr.store.sqlcipher import DatabaseKey
from relmgr.vault import Unlocked
from relmgr.vault.lock import exclusively
from relmgr.vault.record import VaultRecord, encode, read_copies
from relmgr.vault.swapping import is_under_way, staging_folder, swap

_SPARE_MEGABYTES = 20


@dataclass(frozen=True, slots=True)
class InPlace:
    """A rescue whose result stands in the place of the damaged file."""

    rescued: Rescued
    replaced: Path
    """The folder that keeps the damaged file."""


def rescue_in_place(unlocked: Unlocked, now: datetime) -> InPlace:
    """Put what can be read of the profile's file in its place; nobody has it open, and the damaged file is kept.

    Raises as `rescue_to`; everything is then as it was.
    """
    profile = unlocked.profile
    with exclusively(profile):
        _require_room(profile.database, profile.data)
        staged = staging_folder(profile, now)
        try:
            path = staged / profile.database.name
            rescued = rescue(
                profile.database,
                unlocked.key,
                unlocked.vault_id,
                path,
                known=known_tables(),
                searches=tables_of_searches(),
                now=now,
            )
            settle(path)
            return InPlace(rescued, swap(profile, staged, now))
        except BaseException:
            if not is_under_way(profile):
                shutil.rmtree(staged, ignore_errors=True)
            raise


def rescue_to(database: Path, key: DatabaseKey, target: Path, now: datetime) -> Rescued:
    """Put what can be read of the file at `database` into the new folder `target`, with its keys: a backup by its looks.

    Raises InputError if there is anything at `target`, DamagedError if nothing at all can be read, DiskError.
    """
    record = read_copies(_profile_of(database)).record
    if record is None:
        raise DamagedError(
            _(
                "Beside “{path}” there is no vault.json that can be read, and without it nothing opens. Nothing was changed. "
                "Put the one from a backup beside it."
            ).format(path=database)
        )
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise InputError(
            _(
                "There is something at “{path}” already. Nothing was changed. Name a folder that is not there yet."
            ).format(path=target)
        )
    _require_room(database, target)
    make_private_folder(target)
    try:
        path = target / "relmgr.db"
        rescued = rescue(
            database, key, record.vault_id, path, known=known_tables(), searches=tables_of_searches(), now=now
        )
        settle(path)
        _write_keys(target, record)
    except BaseException:
        shutil.rmtree(target, ignore_errors=True)
        raise
    return rescued


def _profile_of(database: Path) -> Profile:
    folder = database.absolute().parent
    return Profile(data=folder, config=folder, logs=folder / "logs")


def _require_room(database: Path, folder: Path) -> None:
    try:
        needed = database.stat().st_size // 1_000_000 + _SPARE_MEGABYTES
    except OSError as error:
        raise explain_os_error(error, database, reading=True) from error
    free = megabytes_free(folder)
    if 0 <= free < needed:
        raise DiskError(
            _(
                "There is no room in “{folder}” for what can be rescued ({free} MB free; {needed} MB are needed). "
                "Nothing was changed. Free some space and try again."
            ).format(folder=folder, free=free, needed=needed)
        )


def _write_keys(folder: Path, record: VaultRecord) -> None:
    for name in ("vault.json", "vault.json.copy"):
        try:
            create_private_file(folder / name)
            (folder / name).write_bytes(encode(record))
            sync_file(folder / name)
        except OSError as error:
            raise explain_os_error(error, folder / name) from error
