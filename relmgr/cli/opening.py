"""Opens the encrypted file for a command: for reading beside the window, for writing only alone."""

import argparse
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING

from relmgr.errors import DiskError, InputError, KeyringError, ReadOnlyError
from relmgr.i18n import _
from relmgr.paths import Profile, chosen_profile

if TYPE_CHECKING:
    from datetime import datetime

    from relmgr.backup import Kind, Places
    from relmgr.store import Store
    from relmgr.vault import Unlocked


def profile_of(options: argparse.Namespace) -> Profile:
    """The profile that was asked for, or the usual one."""
    return chosen_profile(options.profile)


def passphrase_of(options: argparse.Namespace) -> str | None:
    """What stands in the passphrase file, None without one. Raises InputError."""
    if options.passphrase_file is None:
        return None
    from relmgr.vault import read_passphrase_file

    return read_passphrase_file(options.passphrase_file)


@contextmanager
def reading(options: argparse.Namespace) -> Iterator["Store"]:
    """The open file; a window that has it open does not matter, nor a disk that is full."""
    with _opened(profile_of(options), passphrase_of(options), is_for_reading=True) as store:
        yield store


@contextmanager
def writing(options: argparse.Namespace) -> Iterator["Store"]:
    """The open file for this process alone. Raises InUseError while another Relmgr has it, ReadOnlyError."""
    with writing_with_key(options) as (store, unlocked):
        unlocked.key.forget()
        yield store


@contextmanager
def writing_after_backup(options: argparse.Namespace, kind: "Kind", now: "datetime") -> Iterator["Store"]:
    """The same once an extra backup of that kind stands, unless nobody is in the file: before what changes much."""
    from relmgr import backup
    from relmgr.services import people

    with writing_with_key(options) as (store, unlocked):
        if people.count(store):
            where = backup.for_extras(places_of(unlocked.profile), unlocked.profile)
            backup.run(unlocked, where, kind, now)
        unlocked.key.forget()
        yield store


@contextmanager
def writing_with_key(options: argparse.Namespace) -> Iterator["tuple[Store, Unlocked]"]:
    """The same with the file's key, which is forgotten at the end: for what works on copies of the file too."""
    from relmgr.vault import FileLock, state

    profile, passphrase = profile_of(options), passphrase_of(options)
    state(profile).require_ready()
    with ExitStack() as held:
        held.enter_context(FileLock(profile))
        unlocked = unlock(profile, passphrase)
        held.callback(unlocked.key.forget)
        store = _open_store(unlocked)
        held.callback(store.close)
        if store.is_read_only:
            raise ReadOnlyError(
                _("“{path}” can only be read, so nothing was changed. Allow yourself to write there.").format(
                    path=profile.database
                )
            )
        yield store, unlocked


@contextmanager
def _opened(profile: Profile, passphrase: str | None, *, is_for_reading: bool = False) -> Iterator["Store"]:
    from relmgr.vault import open_store

    unlocked = unlock(profile, passphrase)
    try:
        store = _open_store(unlocked)
    except DiskError:
        if not is_for_reading:
            raise
        store = open_store(unlocked, read_only=True)
    finally:
        unlocked.key.forget()
    try:
        yield store
    finally:
        store.close()


def _open_store(unlocked: "Unlocked") -> "Store":
    """The Store; a file of an older Relmgr is backed up first, and then brought up to date."""
    from relmgr import vault
    from relmgr.errors import OlderFileError

    try:
        return vault.open_store(unlocked)
    except OlderFileError:
        from relmgr import backup
        from relmgr.clock import Clock

        return backup.open_store(unlocked, places_of(unlocked.profile), Clock().now())


def places_of(profile: Profile) -> "Places":
    """Where the backups of the profile go, as its settings say."""
    from relmgr import settings
    from relmgr.backup import places

    return places(profile, settings.load(profile.settings_file).settings)


def unlock(profile: Profile, passphrase: str | None) -> "Unlocked":
    """The profile with its key, by the passphrase or the keyring. Raises as the vault does, InputError without either."""
    from relmgr import vault

    if passphrase is not None:
        return vault.unlock_with_passphrase(profile, passphrase)
    vault.state(profile).require_ready()
    try:
        return vault.unlock_with_keyring(profile, vault.system_keychain())
    except KeyringError as error:
        if error.state == vault.KeyringState.NOT_SET_UP:
            raise InputError(
                _(
                    "This file opens with a passphrase. Nothing was changed. Give it with --passphrase-file FILE."
                )
            ) from error
        raise
