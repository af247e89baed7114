"""Make, open, recover and lock the encrypted file: its one key, and the slots that wrap it.

What each name stands for is imported when it is first asked for: a start opens a file, and makes or changes none.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from relmgr.vault.state import (  # at once: the module has the function's name
    NOTHING,
    Standing,
    VaultState,
    has_file,
    state,
)

if TYPE_CHECKING:
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

_HOMES = {
    "relmgr.store.sqlcipher": ("DatabaseKey",),
    "relmgr.vault.changing": (
        "mark_recovery_proved",
        "new_recovery_code",
        "prove_recovery_code",
        "remove_keyring",
        "remove_passphrase",
        "rewrap_keyring",
        "set_passphrase",
    ),
    "relmgr.vault.keychain": (
        "Keychain",
        "KeyringState",
        "system_keychain",
    ),
    "relmgr.vault.lock": ("FileLock",),
    "relmgr.vault.making": (
        "Created",
        "create",
        "discard_half_made",
    ),
    "relmgr.vault.passphrase_file": ("read_passphrase_file",),
    "relmgr.vault.recovery_code": (
        "check_typed_back",
        "format_code",
        "groups_of",
        "groups_to_type_back",
        "is_group_sound",
        "parse_code",
    ),
    "relmgr.vault.slots": (
        "SHORTEST_PASSPHRASE",
        "Argon2",
        "SlotKind",
    ),
    "relmgr.vault.unlocking": (
        "Unlocked",
        "open_store",
        "unlock_with_keyring",
        "unlock_with_passphrase",
        "unlock_with_recovery_code",
    ),
}
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names}


def __getattr__(name: str) -> Any:
    if name in _HOME_OF:
        return getattr(import_module(_HOME_OF[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
