"""Processes that back up, restore or rescue until they are killed; for whoever counts the kills."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from multiprocessing.connection import Connection
from pathlib import Path

from relmgr import backup, vault
from relmgr.backup import Kind
from relmgr.errors import RelmgrError
from relmgr.paths import profile_at
from relmgr.vault import Unlocked
from tests.faults.victims import CHEAP, PASSPHRASE

NOW = datetime(2026, 11, 24, 14, 42, tzinfo=UTC)


def back_up(folder: Path, pipe: Connection) -> None:
    """Make one backup; says its name."""
    _say(lambda unlocked: _one(unlocked, 0), folder, pipe)


def back_up_on_and_on(folder: Path, pipe: Connection) -> None:
    """Make one backup after another, a day apart; says the name of each once it is verified."""
    unlocked = _open(folder)
    day = len(backup.in_folder(unlocked.profile.backups))
    while True:
        pipe.send(_one(unlocked, day))
        day += 1


def restore_newest(folder: Path, pipe: Connection) -> None:
    """Restore the newest backup over the file; says "done"."""
    _say(_restore, folder, pipe)


def step_up(folder: Path, pipe: Connection) -> None:
    """Open a file of an older schema, which is backed up and stepped up; says "done"."""
    _say(_step_up, folder, pipe)


def rescue(folder: Path, pipe: Connection) -> None:
    """Rescue what can be read into the place of the file; says "done"."""
    _say(_rescue, folder, pipe)


def _one(unlocked: Unlocked, day: int) -> str:
    where = backup.Places(unlocked.profile.backups)
    return backup.run(unlocked, where, Kind.AUTOMATIC, NOW + timedelta(days=day)).made.name


def _restore(unlocked: Unlocked) -> str:
    newest = backup.in_folder(unlocked.profile.backups)[0]
    backup.restore(unlocked.profile, newest, unlocked.key, NOW)
    return "done"


def _step_up(unlocked: Unlocked) -> str:
    backup.open_store(unlocked, backup.Places(unlocked.profile.backups), NOW).close()
    return "done"


def _rescue(unlocked: Unlocked) -> str:
    backup.rescue_in_place(unlocked, NOW)
    return "done"


def _open(folder: Path) -> Unlocked:
    return vault.unlock_with_passphrase(profile_at(folder), PASSPHRASE, cost=CHEAP)


def _say(deed: Callable[[Unlocked], str], folder: Path, pipe: Connection) -> None:
    unlocked = _open(folder)
    try:
        pipe.send(deed(unlocked))
    except RelmgrError as error:
        pipe.send(f"{type(error).__name__}: {error}")
