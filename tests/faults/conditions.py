"""What a process can be put under before it runs: a full disk, another user, a keyring in some state, no standard files."""

import importlib
import os
import pkgutil
import signal
from pathlib import Path

from keyring import errors

import relmgr
from relmgr import vault
from relmgr.vault import Keychain
from tests.fake_keyring import FakeKeyring, keychain

NOBODY = 65534
PATIENCE_SECONDS = 0.2


def as_nobody() -> None:
    """Be a user without any rights; for root only. What is imported on use is imported first: nobody may not read it."""
    for module in pkgutil.walk_packages(relmgr.__path__, "relmgr."):
        if ".migrations" not in module.name:
            importlib.import_module(module.name)
    importlib.import_module("sqlalchemy.dialects.sqlite.pysqlite")
    os.setresgid(NOBODY, NOBODY, NOBODY)
    os.setresuid(NOBODY, NOBODY, NOBODY)


def no_file_beyond(largest: int) -> None:
    """Let no file grow beyond so many bytes, as on a disk that is full."""
    import resource

    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (largest, resource.RLIM_INFINITY))


def without_backups() -> None:
    """Let no backup come first, so that the disk meets what comes after it."""
    from relmgr import backup

    backup.run = lambda *_given, **_named: None  # type: ignore[assignment]


def closed(*numbers: int) -> None:
    """Begin with these standard files closed; Python knows then that they are not there."""
    import sys

    for number in numbers:
        os.close(number)
    if 0 in numbers:
        sys.stdin = None
    if 1 in numbers:
        sys.stdout = None
    if 2 in numbers:
        sys.stderr = None


def said_to(path: Path) -> None:
    """Send what is said to `path`."""
    descriptor = os.open(path, os.O_WRONLY)
    os.dup2(descriptor, 1)
    os.close(descriptor)


class SwappedKeyring(FakeKeyring):
    """Answers with a secret that is not ours."""

    def get_password(self, service: str, username: str) -> str | None:
        return "abcdef"


def with_keyring(state: str) -> None:
    """Let the computer's keyring be in `state`."""
    keyring = FakeKeyring()

    def find() -> Keychain | None:
        match state:
            case "missing":
                return None
            case "never set up":
                keyring.failure = errors.InitError("no collection")
            case "locked":
                keyring.failure = errors.KeyringLocked("locked")
            case "silent":
                import threading

                keyring.gate = threading.Event()
            case "swapped":
                return keychain(SwappedKeyring(), patience=PATIENCE_SECONDS)
            case "faulty":
                keyring.failure = OSError("D-Bus is gone; the secret was hunter2")
        return keychain(keyring, patience=PATIENCE_SECONDS)

    vault.system_keychain = lambda **_options: find()
