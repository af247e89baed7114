"""Processes that are killed while they write: what they do, and how a test starts and ends them."""

import multiprocessing
import os
import signal
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

from relmgr import clock, vault
from relmgr.errors import InUseError, RelmgrError
from relmgr.paths import profile_at
from relmgr.store import sqlcipher
from relmgr.store.sqlcipher import DatabaseKey
from relmgr.vault.lock import FileLock
from relmgr.vault.making import create
from relmgr.vault.slots import Argon2
from tests.fake_keyring import FileKeyring, keychain

CHEAP = Argon2(memory_kib=64, passes=1, lanes=1)
PASSPHRASE = "a passphrase for tests"
NEW_PASSPHRASE = "another passphrase for tests"
NOON = clock.fixed(datetime(2026, 9, 1, 12, tzinfo=UTC))

Deed = Callable[[Path, Connection], object]


def _context() -> Any:
    """Processes forked from one that has no threads; where there is none such, fresh ones."""
    if sys.platform == "win32":
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.faults.victims", "tests.faults.terminal", "tests.faults.writers"])
    return context


@dataclass
class Victim:
    """A running process and the pipe to it."""

    process: BaseProcess
    pipe: Connection

    def answer(self) -> str:
        """What it says next; "" if it ended without a word."""
        try:
            return str(self.pipe.recv())
        except EOFError:
            return ""

    def ends_within(self, seconds: float) -> bool:
        """Whether it ends by itself before that time is over."""
        self.process.join(seconds)
        return self.process.exitcode is not None

    def kill(self) -> None:
        """`kill -9`, and wait until it is gone."""
        self.process.kill()
        self.process.join()
        self.pipe.close()

    @property
    def was_killed(self) -> bool:
        """Whether it was killed before it was done."""
        return self.process.exitcode == -signal.SIGKILL


def start(deed: Deed, folder: Path, kill_at: int = 0) -> Victim:
    """Run `deed` in a process of its own, which kills itself before its `kill_at`-th call to the disk."""
    ours, theirs = _context().Pipe()
    process = _context().Process(target=_run, args=(deed, folder, theirs, kill_at), daemon=True)
    process.start()
    theirs.close()
    return Victim(process, ours)


def _run(deed: Deed, folder: Path, pipe: Connection, kill_at: int) -> None:
    if kill_at:
        _kill_before(kill_at)
    deed(folder, pipe)


def _kill_before(number: int) -> None:
    calls = 0

    def counted(real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*arguments: Any, **named: Any) -> Any:
            nonlocal calls
            calls += 1
            if calls == number:
                os.kill(os.getpid(), signal.SIGKILL)
            return real(*arguments, **named)

        return call

    for name in ("open", "write", "fsync", "replace", "rename", "unlink", "mkdir", "fchmod"):
        setattr(os, name, counted(getattr(os, name)))


def make_database(path: Path, key: DatabaseKey, vault_id: str) -> None:
    """The least that the vault takes for its encrypted file."""
    connection = sqlcipher.create(path, key)
    connection.execute("CREATE TABLE meta (id INTEGER PRIMARY KEY, key TEXT, value TEXT)")
    connection.execute("INSERT INTO meta (key, value) VALUES ('vault_id', ?)", (vault_id,))
    connection.close()


def keyring_of(folder: Path) -> FileKeyring:
    """The keyring of the tests, beside the profile."""
    return FileKeyring(folder.parent / "keyring.json")


def make_vault(folder: Path, pipe: Connection | None = None) -> vault.Created:
    """Set-up with keyring and passphrase; says "done" with the recovery code."""
    created = create(
        profile_at(folder),
        passphrase=PASSPHRASE,
        keychain=keychain(keyring_of(folder)),
        clock=NOON,
        initialise=make_database,
        cost=CHEAP,
    )
    if pipe is not None:
        pipe.send(f"done {created.recovery_code}")
    return created


def change_passphrase(folder: Path, pipe: Connection) -> None:
    """Exchange the passphrase."""
    vault.set_passphrase(_open(folder), NEW_PASSPHRASE, cost=CHEAP)
    pipe.send("done")


def change_keyring(folder: Path, pipe: Connection) -> None:
    """Give the keyring a new secret."""
    vault.rewrap_keyring(_open(folder), keychain(keyring_of(folder)))
    pipe.send("done")


def drop_passphrase(folder: Path, pipe: Connection) -> None:
    """Take the passphrase away."""
    vault.remove_passphrase(_open(folder))
    pipe.send("done")


def change_recovery_code(folder: Path, pipe: Connection) -> None:
    """Exchange the recovery code; says the new one."""
    pipe.send(f"done {vault.new_recovery_code(_open(folder))}")


def _open(folder: Path) -> vault.Unlocked:
    return vault.unlock_with_passphrase(profile_at(folder), PASSPHRASE, cost=CHEAP)


def make_vault_on_a_small_disk(folder: Path, pipe: Connection) -> None:
    """Set-up where no file may grow beyond 2 kB; says the sentence it ends with."""
    import resource

    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (2048, resource.RLIM_INFINITY))
    _say_the_sentence(make_vault, folder, pipe)


def change_passphrase_on_a_full_disk(folder: Path, pipe: Connection) -> None:
    """Exchange the passphrase where no file may grow beyond 100 bytes; says the sentence it ends with."""
    import resource

    unlocked = _open(folder)
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100, resource.RLIM_INFINITY))
    _say_the_sentence(
        lambda _folder, _pipe: vault.set_passphrase(unlocked, NEW_PASSPHRASE, cost=CHEAP), folder, pipe
    )


def _say_the_sentence(deed: Callable[[Path, Connection], Any], folder: Path, pipe: Connection) -> None:
    try:
        deed(folder, pipe)
    except RelmgrError as error:
        pipe.send(f"{type(error).__name__}: {error}")


def hold_lock(folder: Path, pipe: Connection) -> None:
    """Take the profile's lock, say so, and keep it until killed."""
    try:
        with FileLock(profile_at(folder)):
            pipe.send("got it")
            pipe.recv()
    except InUseError:
        pipe.send("in use")


def wait_for_lock(folder: Path, pipe: Connection) -> None:
    """Wait a minute for the profile's lock."""
    pipe.send("waiting")
    lock = FileLock(profile_at(folder))
    lock.acquire(60)
    pipe.send("got it")
    lock.release()
