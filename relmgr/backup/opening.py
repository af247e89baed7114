"""Opens the file, with a verified backup before its schema is brought up to date."""

from datetime import datetime
from typing import TYPE_CHECKING

from relmgr import vault
from relmgr.backup import rounds
from relmgr.backup.model import Kind
from relmgr.backup.places import Places
from relmgr.errors import OlderFileError
from relmgr.vault import Unlocked
from relmgr.vault.lock import exclusively

if TYPE_CHECKING:
    from relmgr.store import Store


def open_store(unlocked: Unlocked, places: Places, now: datetime, *, read_only: bool = False) -> "Store":
    """The Store in the unlocked file. An older schema is stepped up only once a verified backup of it stands.

    Raises what `vault.open_store` and `making.make` raise; InUseError if an older file is open in another Relmgr.
    """
    try:
        return vault.open_store(unlocked, read_only=read_only)
    except OlderFileError:
        with exclusively(unlocked.profile):
            rounds.run(unlocked, places, Kind.BEFORE_MIGRATION, now)
            return vault.open_store(unlocked, may_upgrade=True)
