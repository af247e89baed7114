"""The sample people: made in a file that is thrown away, at the moment of the pictures (U3)."""

import secrets
from datetime import timedelta

from relmgr import clock as clocks
from relmgr import vault
from relmgr.clock import Clock
from relmgr.paths import Profile
from relmgr.vault.slots import Argon2

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
