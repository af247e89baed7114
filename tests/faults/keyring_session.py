"""Tries the vault against the keyring of the session it is started in, and prints what happened as JSON."""

import json
import sys
from pathlib import Path

import secretstorage

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
    bus.close()
    return seen


def state_of(profile: Profile, keychain: vault.Keychain) -> str:
    """The state of the error that opening ends with."""
    try:
        vault.unlock_with_keyring(profile, keychain)
    except KeyringError as error:
        return str(error.state)
    return ""


if __name__ == "__main__":
    sys.stdout.write(json.dumps(main(Path(sys.argv[1]))))
