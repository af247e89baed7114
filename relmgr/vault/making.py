"""Makes a new vault, so that a kill at any instant leaves none or a whole one, and never over an existing file."""

import errno
import logging
import os
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

from relmgr.clock import Clock
from relmgr.errors import DamagedError, InputError, KeyringError, RelmgrError
from relmgr.i18n import _
from relmgr.paths import Profile, explain_os_error, sync_file, sync_folder
from relmgr.store import sqlcipher
from relmgr.store.sqlcipher import DatabaseKey
from relmgr.vault.changing import forget_account, keyring_slot
from relmgr.vault.keychain import Keychain
from relmgr.vault.lock import exclusively
from relmgr.vault.record import VaultRecord, read_copies, write_copies
from relmgr.vault.recovery_code import new_code
from relmgr.vault.slots import (
    STANDARD_COST,
    Argon2,
    SlotKind,
    key_check,
    new_database_key,
    require_usable_passphrase,
    wrap,
)
from relmgr.vault.state import Standing, state, unfinished_database
from relmgr.vault.unlocking import Unlocked

_log = logging.getLogger(__name__)

Initialise = Callable[[Path, DatabaseKey, str], None]
"""Makes the encrypted file at a path, with a key and a vault id, and closes it."""


@dataclass(frozen=True, slots=True)
class Created:
    """A new vault, unlocked, and the recovery code: shown once, typed back, kept nowhere."""

    unlocked: Unlocked
    recovery_code: str = field(repr=False)


def create(
    profile: Profile,
    *,
    passphrase: str | None,
    keychain: Keychain | None,
    clock: Clock,
    initialise: Initialise | None = None,
    cost: Argon2 = STANDARD_COST,
) -> Created:
    """Make a vault with a random key that the keyring, the passphrase (at least one of them) and a recovery code open.

    Takes away a half-made one first. Raises DamagedError if anything else is there (promise 2), InputError for a
    passphrase too short, KeyringError, DiskError or ReadOnlyError; then there is no vault, and it can be tried again.
    """
    if passphrase is None and keychain is None:
        raise InputError(
            _("This computer has no keyring that Relmgr can trust. Choose a passphrase instead."),
            "passphrase",
        )
    if passphrase is not None:
        require_usable_passphrase(passphrase)
    profile.make_folders()
    with exclusively(profile):
        discard_half_made(profile, keychain)
        _require_nothing(profile)
        try:
            if keychain is not None:
                keychain.probe()
            return _create(
                profile,
                passphrase=passphrase,
                keychain=keychain,
                clock=clock,
                initialise=initialise or _new_store,
                cost=cost,
            )
        except KeyringError as error:
            raise KeyringError(
                _(
                    "The keyring of this computer cannot be used, so no file was made ({state}). "
                    "Choose a passphrase instead, or unlock the keyring and try again."
                ).format(state=error.state),
                error.state,
            ) from error


def discard_half_made(profile: Profile, keychain: Keychain | None) -> bool:
    """Take away what a killed set-up left: a file that never counted, and keys to nothing. False if there is no such.

    Only ever while no encrypted file stands under its own name and vault.json says that none ever did.
    """
    with exclusively(profile):
        if state(profile).standing is not Standing.HALF_MADE:
            return False
        record = read_copies(profile).record
        if record is not None and keychain is not None:
            forget_account(record, keychain)
        _remove_unfinished(profile)
        return True


def _create(
    profile: Profile,
    *,
    passphrase: str | None,
    keychain: Keychain | None,
    clock: Clock,
    initialise: Initialise,
    cost: Argon2,
) -> Created:
    vault_id, key, code = uuid.uuid4().hex, new_database_key(), new_code()
    record = VaultRecord(
        vault_id=vault_id,
        generation=0,
        made=False,
        recovery_proved=False,
        created=clock.now().isoformat(timespec="seconds"),
        key_check=key_check(key, vault_id),
        slots=(wrap(key, code, vault_id, SlotKind.RECOVERY),),
    )
    if passphrase is not None:
        record = record.with_slot(wrap(key, passphrase, vault_id, SlotKind.PASSPHRASE, cost=cost))
    secret = ""
    if keychain is not None:
        slot, secret = keyring_slot(key, vault_id, keychain)
        record = record.with_slot(slot)
    unfinished = profile.data / unfinished_database(profile)
    try:
        record = write_copies(profile, record)
        if (
            keychain is not None
        ):  # after vault.json, which names the account: a killed set-up can be cleared away
            keychain.set(record.slots[-1].account, secret)
        initialise(unfinished, key, vault_id)
        _settle(unfinished)
        _rename(unfinished, profile.database)  # from here on the vault is whole
    except BaseException:
        if not profile.database.exists():
            if keychain is not None:
                forget_account(record, keychain)
            _remove_unfinished(profile)
        raise
    try:
        write_copies(profile, replace(record, made=True))
    except RelmgrError as error:  # the vault is whole without it; unlocking makes up for it
        _log.warning("vault.json not finished: %s", type(error).__name__)
    return Created(Unlocked(profile, key, vault_id), code)


def _new_store(path: Path, key: DatabaseKey, vault_id: str) -> None:
    from relmgr.store.database import create_store

    create_store(path, key, vault_id).close()


def _require_nothing(profile: Profile) -> None:
    taken = (
        profile.database,
        *sqlcipher.companions(profile.database),
        profile.vault_file,
        profile.vault_copy,
    )
    for place in taken:
        if place.exists() or place.is_symlink():
            raise DamagedError(
                _(
                    "“{path}” is already there, so no new file was made. Nothing was changed. "
                    "Open the one that is there, or choose another folder."
                ).format(path=place)
            )
    _remove_unfinished(profile)  # a nameless left-over of a set-up killed before its vault.json


def _settle(path: Path) -> None:
    """Be sure that the whole file is on the disk and that nothing of it lies in a WAL."""
    if sqlcipher.is_open(path):
        raise RuntimeError("the new file was not closed")
    try:
        if any(place.exists() and place.stat().st_size for place in sqlcipher.companions(path)):
            # SQLite closes without a word where the disk fails.
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        sync_file(path)
    except OSError as error:
        raise explain_os_error(error, path) from error


def _rename(unfinished: Path, database: Path) -> None:
    try:
        unfinished.rename(database)
        sync_folder(database.parent)
    except OSError as error:
        raise explain_os_error(error, database) from error


def _remove_unfinished(profile: Profile) -> None:
    """Take away the unfinished file, and then the keys: with the keys gone first a kill would leave a riddle."""
    unfinished = profile.data / unfinished_database(profile)
    try:
        for place in (*sqlcipher.companions(unfinished), unfinished, profile.vault_copy, profile.vault_file):
            place.unlink(missing_ok=True)
        sync_folder(profile.data)
    except OSError as error:
        raise explain_os_error(error, profile.data) from error
