"""Changes the key slots of an unlocked vault. The database key itself never changes (quality.md §2)."""

import logging
import secrets
from dataclasses import replace

from relmgr.errors import InputError, KeyringError, VaultError
from relmgr.i18n import _
from relmgr.paths import Profile
from relmgr.store.sqlcipher import DatabaseKey
from relmgr.vault.keychain import Keychain
from relmgr.vault.lock import exclusively
from relmgr.vault.record import VaultRecord, require_record, write_copies
from relmgr.vault.recovery_code import new_code
from relmgr.vault.slots import (
    STANDARD_COST,
    Argon2,
    Slot,
    SlotKind,
    is_right_key,
    require_usable_passphrase,
    wrap,
)
from relmgr.vault.unlocking import Unlocked, unlock_with_recovery_code

_log = logging.getLogger(__name__)


def rewrap_keyring(unlocked: Unlocked, keychain: Keychain) -> None:
    """Give the keyring a new secret, after recovery or when the keyring changed.

    The new secret gets a name of its own, so that a kill at any moment leaves one that opens.
    """
    with exclusively(unlocked.profile):
        record = _record_of(unlocked)
        keychain.probe()
        slot, secret = keyring_slot(unlocked.key, record.vault_id, keychain)
        keychain.set(slot.account, secret)
        write_copies(unlocked.profile, record.with_slot(slot))
        forget_account(record, keychain)


def remove_keyring(unlocked: Unlocked, keychain: Keychain | None) -> None:
    """Use the keyring no longer; InputError if the recovery code would be the only way in."""
    with exclusively(unlocked.profile):
        record = _record_of(unlocked)
        _require_other_way(record, SlotKind.KEYRING)
        write_copies(unlocked.profile, record.without_slot(SlotKind.KEYRING))
        if keychain is not None:
            forget_account(record, keychain)


def set_passphrase(unlocked: Unlocked, passphrase: str, *, cost: Argon2 = STANDARD_COST) -> None:
    """Add or replace the passphrase; InputError if it is too short. Takes about half a second on purpose."""
    require_usable_passphrase(passphrase)
    with exclusively(unlocked.profile):
        record = _record_of(unlocked)
        slot = wrap(unlocked.key, passphrase, record.vault_id, SlotKind.PASSPHRASE, cost=cost)
        write_copies(unlocked.profile, record.with_slot(slot))


def remove_passphrase(unlocked: Unlocked) -> None:
    """Use the passphrase no longer; InputError if the recovery code would be the only way in."""
    with exclusively(unlocked.profile):
        record = _record_of(unlocked)
        _require_other_way(record, SlotKind.PASSPHRASE)
        write_copies(unlocked.profile, record.without_slot(SlotKind.PASSPHRASE))


def new_recovery_code(unlocked: Unlocked) -> str:
    """Replace the recovery code and return the new one, 48 symbols; the old one opens nothing any more.

    It counts as not proved until `mark_recovery_proved`.
    """
    code = new_code()
    with exclusively(unlocked.profile):
        record = _record_of(unlocked)
        slot = wrap(unlocked.key, code, record.vault_id, SlotKind.RECOVERY)
        write_copies(unlocked.profile, replace(record.with_slot(slot), recovery_proved=False))
    return code


def mark_recovery_proved(profile: Profile) -> None:
    """Note that part of the recovery code was typed back rightly (promise 4)."""
    with exclusively(profile):
        record = require_record(profile)
        if not record.recovery_proved:
            write_copies(profile, replace(record, recovery_proved=True))


def prove_recovery_code(profile: Profile, typed: str) -> None:
    """Note that the whole recovery code was typed back rightly; raises as `unlock_with_recovery_code` does."""
    unlock_with_recovery_code(profile, typed).key.forget()
    mark_recovery_proved(profile)


def keyring_slot(key: DatabaseKey, vault_id: str, keychain: Keychain) -> tuple[Slot, str]:
    """A keyring slot and the secret to keep for its account."""
    secret, account = secrets.token_hex(32), f"{vault_id}-{secrets.token_hex(4)}"
    slot = wrap(key, secret, vault_id, SlotKind.KEYRING, backend=keychain.backend_name, account=account)
    return slot, secret


def forget_account(record: VaultRecord, keychain: Keychain) -> None:
    """Take the secret of `record`'s keyring slot out of the keyring; one that stays behind opens nothing."""
    slot = record.slot(SlotKind.KEYRING)
    if slot is None or slot.backend != keychain.backend_name:
        return
    try:
        keychain.delete(slot.account)
    except KeyringError as error:
        _log.warning("an old secret stays in the keyring: %s", error.state)


def _record_of(unlocked: Unlocked) -> VaultRecord:
    record = require_record(unlocked.profile)
    if record.vault_id != unlocked.vault_id or not is_right_key(
        unlocked.key, record.vault_id, record.key_check
    ):
        raise VaultError(
            _(
                "“{path}” was exchanged while Relmgr was running. Nothing was changed. Start Relmgr again."
            ).format(path=unlocked.profile.vault_file)
        )
    return record


def _require_other_way(record: VaultRecord, leaving: SlotKind) -> None:
    others = {slot.kind for slot in record.slots} - {leaving, SlotKind.RECOVERY}
    if not others:
        raise InputError(
            _(
                "This is the only way in besides the recovery key, so it stays. "
                "Set a passphrase or use the keyring first."
            )
        )
