"""What opens the file: asked of the keyring at the start, before the lock page is made, and by the lock page itself."""

import threading
from dataclasses import dataclass

from relmgr import vault
from relmgr.paths import Profile

PATIENCE_SECONDS = 600.0
"""The page shows Cancel, so the keyring may take its time to ask for its own password."""


@dataclass(frozen=True, slots=True)
class Opened:
    """The unlocked file, and a sentence for the notice bar (empty: nothing to say)."""

    unlocked: vault.Unlocked
    notice: str = ""
    by_recovery: bool = False
    """Whether the recovery key was typed, which proves that it is kept."""


def with_keyring(profile: Profile, cancel: threading.Event) -> Opened:
    """The file, opened with the secret in the keyring. Raises KeyringError, with its state, and the vault's errors."""
    keychain = vault.system_keychain(patience=PATIENCE_SECONDS, cancel=cancel)
    return Opened(vault.unlock_with_keyring(profile, keychain))
