"""Opens the vault by its keyring slot, its passphrase or its recovery code."""

import logging
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from relmgr.errors import DamagedError, RelmgrError, VaultError, WrongKeyError
from relmgr.i18n import _
from relmgr.paths import Profile, is_writable
from relmgr.store.sqlcipher import DatabaseKey, Opened
from relmgr.vault.keychain import Keychain, KeyringState, keyring_error
from relmgr.vault.lock import exclusively
from relmgr.vault.record import VaultRecord, read_copies, require_record, write_copies
from relmgr.vault.recovery_code import parse_code
from relmgr.vault.slots import STANDARD_COST, Argon2, Slot, SlotKind, is_right_key, unwrap, wrap
from relmgr.vault.state import state

if TYPE_CHECKING:
    from relmgr.store.store import Store

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Unlocked:
    """A profile with the key of its encrypted file. Forget the key to lock: `unlocked.key.forget()`."""

    profile: Profile
    key: DatabaseKey
    vault_id: str

    def copy(self) -> "Unlocked":
        """The same with a key of its own, for work that goes on while the file is locked."""
        return Unlocked(self.profile, DatabaseKey(self.key.raw()), self.vault_id)


def unlock_with_keyring(profile: Profile, keychain: Keychain | None) -> Unlocked:
    """Open with the secret in the keyring; KeyringError, with its state, if that does not work."""
    record = _ready_record(profile)
    slot = record.slot(SlotKind.KEYRING)
    if slot is None:
        raise keyring_error(KeyringState.NOT_SET_UP)
    if keychain is None:
        raise keyring_error(KeyringState.MISSING)
    secret = keychain.get(slot.account)
    if secret is None:
        is_same = slot.backend == keychain.backend_name
        raise keyring_error(KeyringState.EMPTIED if is_same else KeyringState.MOVED)
    key = unwrap(slot, secret, record.vault_id)
    if key is None:
        raise keyring_error(KeyringState.SWAPPED)
    return _unlocked(profile, record, key)


def unlock_with_passphrase(profile: Profile, passphrase: str, *, cost: Argon2 = STANDARD_COST) -> Unlocked:
    """Open with the passphrase; WrongKeyError if it is another one. Takes about half a second on purpose.

    A slot made at less than `cost` is made anew at `cost`.
    """
    record = _ready_record(profile)
    unlocked = _unlocked(profile, record, key_by_passphrase(record, passphrase))
    slot = record.slot(SlotKind.PASSPHRASE)
    if slot is not None and slot.cost is not None and slot.cost.is_weaker_than(cost):
        _strengthen(unlocked, slot, passphrase, cost)
    return unlocked


def unlock_with_recovery_code(profile: Profile, typed: str) -> Unlocked:
    """Open with the recovery code; InputError names the group of a slip, WrongKeyError means the code of another file."""
    record = _ready_record(profile)
    return _unlocked(profile, record, key_by_recovery_code(record, typed))


def key_by_passphrase(record: VaultRecord, passphrase: str) -> DatabaseKey:
    """The key that the passphrase wraps in `record`; nothing is read or written. Raises as `unlock_with_passphrase`."""
    slot = record.slot(SlotKind.PASSPHRASE)
    if slot is None:
        raise VaultError(
            _(
                "This file has no passphrase. Nothing was changed. Open it with the keyring or your recovery key."
            )
        )
    key = unwrap(slot, passphrase, record.vault_id)
    if key is None:
        raise WrongKeyError(
            _(
                "That is not the passphrase of this file. Nothing was changed. Try again, or use your recovery key."
            )
        )
    return key


def key_by_recovery_code(record: VaultRecord, typed: str) -> DatabaseKey:
    """The key that the recovery code wraps in `record`; nothing is read or written. Raises as `unlock_with_recovery_code`."""
    code = parse_code(typed)
    slot = record.slot(SlotKind.RECOVERY)
    key = None if slot is None else unwrap(slot, code, record.vault_id)
    if key is None:
        raise WrongKeyError(
            _(
                "That recovery key is sound, but belongs to another file or was replaced by a newer one. "
                "Nothing was changed. Look for the newest copy."
            )
        )
    return key


def open_store(
    unlocked: Unlocked, *, read_only: bool = False, may_upgrade: bool = False, opened: Opened | None = None
) -> "Store":
    """The Store in the unlocked file; raises the RelmgrError that says what is wrong with it.

    `opened`: a connection to it that stands already, which the Store takes over.

    `may_upgrade`: a verified backup was made, so that an older file may be changed (`relmgr.backup.open_store` makes it).
    """
    from relmgr.store.database import open_store as open_database

    profile = unlocked.profile
    return open_database(
        profile.database,
        unlocked.key,
        unlocked.vault_id,
        read_only=read_only,
        may_upgrade=may_upgrade,
        opened=opened,
    )


def _ready_record(profile: Profile) -> VaultRecord:
    state(profile).require_ready()
    return require_record(profile)


def _unlocked(profile: Profile, record: VaultRecord, key: DatabaseKey) -> Unlocked:
    if not is_right_key(key, record.vault_id, record.key_check):
        raise DamagedError(
            _(
                "“{path}” contradicts itself: the secret is right, but leads to another key. Nothing was changed. "
                "Put the file back from a backup."
            ).format(path=profile.vault_file)
        )
    unlocked = Unlocked(profile, key, record.vault_id)
    _heal(unlocked)
    return unlocked


def _heal(unlocked: Unlocked) -> None:
    """Finish what a kill cut short: a set-up whose file stands already, a copy that fell behind."""
    profile = unlocked.profile
    copies = read_copies(profile)
    if (
        copies.record is None
        or (copies.are_equal and copies.record.made)
        or not is_writable(profile.vault_file)
    ):
        return
    try:
        with exclusively(profile):
            write_copies(profile, replace(copies.record, made=True))
    except RelmgrError as error:  # opening does not depend on it; the next start tries again
        _log.warning("vault.json not healed: %s", type(error).__name__)


def _strengthen(unlocked: Unlocked, weak: Slot, passphrase: str, cost: Argon2) -> None:
    profile = unlocked.profile
    try:
        with exclusively(profile):
            record = read_copies(profile).record
            if record is not None and record.slot(SlotKind.PASSPHRASE) == weak:
                slot = wrap(unlocked.key, passphrase, record.vault_id, SlotKind.PASSPHRASE, cost=cost)
                write_copies(profile, record.with_slot(slot))
    except RelmgrError as error:  # opening does not depend on it; the next start tries again
        _log.warning("passphrase slot not strengthened: %s", type(error).__name__)
