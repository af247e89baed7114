"""Make, open, recover and lock the encrypted file: its one key, and the slots that wrap it."""

from relmgr.store.sqlcipher import DatabaseKey
from relmgr.vault.changing import (
    mark_recovery_proved,
    new_recovery_code,
    prove_recovery_code,
    remove_keyring,
    remove_passphrase,
    rewrap_keyring,
    set_passphrase,
)
from relmgr.vault.keychain import Keychain, KeyringState, system_keychain
from relmgr.vault.lock import FileLock
from relmgr.vault.making import Created, create, discard_half_made
from relmgr.vault.passphrase_file import read_passphrase_file
from relmgr.vault.recovery_code import (
    check_typed_back,
    format_code,
    groups_of,
    groups_to_type_back,
    is_group_sound,
    parse_code,
)
from relmgr.vault.slots import SHORTEST_PASSPHRASE, Argon2, SlotKind
from relmgr.vault.state import NOTHING, Standing, VaultState, has_file, state
from relmgr.vault.unlocking import (
    Unlocked,
    open_store,
    unlock_with_keyring,
    unlock_with_passphrase,
    unlock_with_recovery_code,
)

__all__ = [
    "NOTHING",
    "SHORTEST_PASSPHRASE",
    "Argon2",
    "Created",
    "DatabaseKey",
    "FileLock",
    "Keychain",
    "KeyringState",
    "SlotKind",
    "Standing",
    "Unlocked",
    "VaultState",
    "check_typed_back",
    "create",
    "discard_half_made",
    "format_code",
    "groups_of",
    "groups_to_type_back",
    "has_file",
    "is_group_sound",
    "mark_recovery_proved",
    "new_recovery_code",
    "open_store",
    "parse_code",
    "prove_recovery_code",
    "read_passphrase_file",
    "remove_keyring",
    "remove_passphrase",
    "rewrap_keyring",
    "set_passphrase",
    "state",
    "system_keychain",
    "unlock_with_keyring",
    "unlock_with_passphrase",
    "unlock_with_recovery_code",
]
