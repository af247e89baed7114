"""The sample people: made in a file that is thrown away, at the moment of the pictures (U3)."""

import secrets
import shutil
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from pathlib import Path

from relmgr import clock as clocks
from relmgr import vault
from relmgr.clock import Clock
from relmgr.errors import RelmgrError
from relmgr.paths import Profile, make_passing_folder, profile_at
from relmgr.vault.slots import Argon2
from ui.tasks import Tasks

_COST = Argon2(memory_kib=1024, passes=1, lanes=1)
"""Nobody types this passphrase, and nothing in the file is anybody's."""


def sample_clock() -> Clock:
    """A clock that begins at the moment of the pictures and goes on from there."""
    from relmgr.services import sample

    began = clocks.monotonic()
    return Clock(lambda: sample.SAMPLE_NOW + timedelta(seconds=clocks.monotonic() - began))


def make_sample(profile: Profile, clock: Clock) -> vault.Unlocked:
    """Make and fill a file that is thrown away; wholly off the window's thread, and closed again."""
    from relmgr.services import sample

    made = vault.create(profile, passphrase=secrets.token_hex(32), keychain=None, clock=clock, cost=_COST)
    store = vault.open_store(made.unlocked)
    try:
        sample.fill(store, sample.SAMPLE_NOW)
    finally:
        store.close()
    return made.unlocked


def make_passing_sample(
    clock: Clock,
    tasks: Tasks,
    made: Callable[[Path, vault.Unlocked], None],
    failed: Callable[[RelmgrError], None],
) -> None:
    """Make the sample people in a folder that `made` is given and whoever has it takes away again (U3)."""
    try:
        folder = make_passing_folder("relmgr-sample-")
    except RelmgrError as error:
        failed(error)
        return

    def refuse(error: RelmgrError) -> None:
        shutil.rmtree(folder, ignore_errors=True)
        failed(error)

    tasks.run(partial(make_sample, profile_at(folder), clock), partial(made, folder), refuse)
