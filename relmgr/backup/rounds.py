"""One round of backing up: make, prune, bring the keys up to date, and do the same in the second folder if it is there."""

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from relmgr.backup import listing, making
from relmgr.backup.model import Backup, Kind
from relmgr.backup.places import Places
from relmgr.domain.backups import is_due as is_due_since
from relmgr.errors import RelmgrError
from relmgr.paths import Profile
from relmgr.store import sqlcipher
from relmgr.store.sqlcipher import always
from relmgr.store.sqlcipher.copying import Going
from relmgr.vault import Unlocked
from relmgr.vault.swapping import clear_away

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """What came of it."""

    made: Backup
    let_go: tuple[str, ...] = ()
    """Names of those that need not be kept any longer."""
    second: Backup | None = None
    """The copy in the second folder."""
    is_second_away: bool = False
    """There is a second folder, and it was not connected."""
    second_problem: str = ""
    """Why there is no copy in a second folder that is connected."""


def run(unlocked: Unlocked, places: Places, kind: Kind, now: datetime, *, goes_on: Going = always) -> Round:
    """Make a verified backup of the open file and let go of those the rule no longer keeps. Raises as `making.make`.

    A second folder that is away or fails does not undo the first. Before a restore nothing is pruned.
    """
    clear_away(unlocked.profile)
    made = making.make(unlocked, places.first, kind, now, goes_on=goes_on)
    let_go: tuple[str, ...] = ()
    if kind is not Kind.BEFORE_RESTORE:
        let_go = making.prune(places.first, now, unlocked.vault_id)
    making.bring_keys_up_to_date(unlocked.profile, listing.in_folder(places.first))
    if places.second is None:
        return Round(made=made, let_go=let_go)
    if not places.is_second_there:
        return Round(made=made, let_go=let_go, is_second_away=True)
    try:
        second = making.copy_to(made, places.second, unlocked.key, now, goes_on=goes_on)
        if kind is not Kind.BEFORE_RESTORE:
            making.prune(places.second, now, unlocked.vault_id)
        making.bring_keys_up_to_date(unlocked.profile, listing.in_folder(places.second))
    except RelmgrError as error:
        _log.warning("no copy in the second folder: %s", type(error).__name__)
        return Round(made=made, let_go=let_go, second_problem=str(error))
    return Round(made=made, let_go=let_go, second=second)


def spread_keys(profile: Profile, places: Places) -> int:
    """After a way in changed: give every copy within reach the slots of now, so that the old secrets open none of them.

    How many changed; those on a disk that is away follow with the next backup there. Raises a RelmgrError.
    """
    found = [*listing.in_folder(places.first), *listing.replaced_in(profile)]
    if places.second is not None and places.is_second_there:
        found += listing.in_folder(places.second)
    return making.bring_keys_up_to_date(profile, found)


def catch_up(unlocked: Unlocked, places: Places, now: datetime, *, goes_on: Going = always) -> Backup | None:
    """Copy the newest good backup into the second folder once that is connected again; None if there is nothing to copy."""
    newest = making.newest(own(listing.in_folder(places.first), unlocked.vault_id))
    if newest is None or places.second is None or not places.is_second_there:
        return None
    if any(one.name == newest.name for one in listing.in_folder(places.second)):
        return None
    copied = making.copy_to(newest, places.second, unlocked.key, now, goes_on=goes_on)
    making.prune(places.second, now, unlocked.vault_id)
    return copied


def is_due(places: Places, vault_id: str, now: datetime) -> bool:
    """Whether there is no good backup of the last 24 hours."""
    return is_due_since(
        [one.made for one in own(listing.in_folder(places.first), vault_id) if one.is_good], now
    )


def check(unlocked: Unlocked, *, goes_on: Going = always) -> None:
    """`quick_check` of the file, which may be open, on a connection of its own. DamagedError, StoppedError."""
    sqlcipher.check_beside(unlocked.profile.database, unlocked.key, unlocked.vault_id, goes_on=goes_on)


def own(backups: Iterable[Backup], vault_id: str) -> tuple[Backup, ...]:
    """Those of this file: a folder on a memory stick may hold another one's as well."""
    return tuple(one for one in backups if one.vault_id == vault_id)
