"""Tries the vault against the keyring of the session it is started in, and prints what happened as JSON."""

import json
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import ClassVar

import secretstorage
from keyring.backend import KeyringBackend

from relmgr import vault
from relmgr.errors import KeyringError
from relmgr.paths import Profile, profile_at
from relmgr.vault.keychain import SERVICE
from relmgr.vault.making import create
from tests.faults.victims import CHEAP, NOON, make_database


def main(folder: Path) -> dict[str, object]:
    """Set up, open, empty, recover and lock; the states met on the way."""
    profile = profile_at(folder)
    keychain = vault.system_keychain(patience=20)
    if keychain is None:
        return {"backend": None}
    try:
        created = create(
            profile, passphrase=None, keychain=keychain, clock=NOON, initialise=make_database, cost=CHEAP
        )
    except KeyringError as error:
        return {"backend": keychain.backend_name, "made": str(error.state)}
    seen: dict[str, object] = {
        "backend": keychain.backend_name,
        "opened": vault.unlock_with_keyring(profile, keychain).key == created.unlocked.key,
    }
    bus = secretstorage.dbus_init()
    collection = secretstorage.get_default_collection(bus)
    items = list(collection.search_items({"service": SERVICE}))
    seen["items"] = len(items)
    for item in items:
        item.delete()
    seen["emptied"] = state_of(profile_at(folder), keychain)
    unlocked = vault.unlock_with_recovery_code(profile, created.recovery_code)
    vault.rewrap_keyring(unlocked, keychain)
    seen["rewrapped"] = vault.unlock_with_keyring(profile, keychain).key == created.unlocked.key
    collection.lock()
    seen["locked"] = state_of(profile, keychain)
    seen["recovered"] = (
        vault.unlock_with_recovery_code(profile, created.recovery_code).key == created.unlocked.key
    )
    seen |= window_states(profile, created.recovery_code, keychain, collection)
    bus.close()
    return seen


def window_states(
    profile: Profile, code: str, keychain: vault.Keychain, collection: secretstorage.Collection
) -> dict[str, object]:
    """What a swapped secret, a swapped keyring, and a locked one behind its own prompt come to."""
    seen: dict[str, object] = {}
    unlocked = vault.unlock_with_recovery_code(profile, code)
    vault.set_passphrase(unlocked, "another way in", cost=CHEAP)
    # locked, and nobody answers the prompt: the user cancels
    cancel = threading.Event()
    threading.Timer(0.3, cancel.set).start()
    waiting = vault.Keychain(made(NeverAnswers), patience=60, cancel=cancel, trusted=[name_of(NeverAnswers)])
    seen["cancelled"] = state_of(profile, waiting)
    # swapped: the same service, but another keyring's secret stands there
    seen["other_backend"] = state_of(profile, vault.Keychain(made(Elsewhere), trusted=[name_of(Elsewhere)]))
    vault.rewrap_keyring(unlocked, vault.Keychain(made(Elsewhere), trusted=[name_of(Elsewhere)]))
    seen["moved_to"] = vault.state(profile).keyring_backend.rpartition(".")[2]
    seen["left_behind"] = state_of(profile, keychain) in {"emptied", "locked"}
    vault.remove_keyring(unlocked, None)
    seen["not_set_up"] = state_of(profile, keychain)
    seen["missing"] = state_of_missing(profile, unlocked)
    seen["still_opens"] = (
        vault.unlock_with_passphrase(profile, "another way in", cost=CHEAP).key == unlocked.key
    )
    return seen


def state_of_missing(profile: Profile, unlocked: vault.Unlocked) -> str:
    """No keyring on this computer, though the file has a slot for one."""
    vault.rewrap_keyring(unlocked, vault.Keychain(made(Elsewhere), trusted=[name_of(Elsewhere)]))
    try:
        vault.unlock_with_keyring(profile, None)
    except KeyringError as error:
        return str(error.state)
    return ""


class NeverAnswers(KeyringBackend):
    """Stands behind a prompt that nobody answers."""

    priority = 1.0

    def get_password(self, service: str, username: str) -> str | None:
        threading.Event().wait(600)
        return None

    set_password = delete_password = get_password  # type: ignore[assignment]


class Elsewhere(KeyringBackend):
    """Another keyring of this computer, as after a change of desktop."""

    priority = 1.0
    held: ClassVar[dict[str, str]] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.held.get(username)

    def set_password(self, service: str, username: str, password: str) -> None:
        self.held[username] = password

    def delete_password(self, service: str, username: str) -> None:
        self.held.pop(username, None)


def made(kind: type[KeyringBackend]) -> KeyringBackend:
    """One of these."""
    make: Callable[[], KeyringBackend] = kind
    return make()


def name_of(kind: type) -> str:
    """As a keychain names it."""
    return f"{kind.__module__}.{kind.__qualname__}"


def state_of(profile: Profile, keychain: vault.Keychain) -> str:
    """The state of the error that opening ends with."""
    try:
        vault.unlock_with_keyring(profile, keychain)
    except KeyringError as error:
        return str(error.state)
    return ""


if __name__ == "__main__":
    sys.stdout.write(json.dumps(main(Path(sys.argv[1]))))
