"""Backups that are verified when they are made, restores that destroy nothing, and what can be rescued (S3)."""

from relmgr.backup.inside import Difference, Inside, compare, key_of, look, opens, vault_id_of
from relmgr.backup.listing import found_at, in_folder, replaced_in
from relmgr.backup.making import bring_keys_up_to_date, newest, remove
from relmgr.backup.model import Backup, Kind, kind_words
from relmgr.backup.opening import open_store
from relmgr.backup.places import Places, for_extras, places
from relmgr.backup.rescuing import InPlace, rescue_in_place, rescue_to
from relmgr.backup.restoring import Restored, keep_present, restore
from relmgr.backup.rounds import Round, catch_up, check, is_due, own, run, spread_keys
from relmgr.store.rescue import Rescued
from relmgr.store.sqlcipher import StoppedError

__all__ = [
    "Backup",
    "Difference",
    "InPlace",
    "Inside",
    "Kind",
    "Places",
    "Rescued",
    "Restored",
    "Round",
    "StoppedError",
    "bring_keys_up_to_date",
    "catch_up",
    "check",
    "compare",
    "for_extras",
    "found_at",
    "in_folder",
    "is_due",
    "keep_present",
    "key_of",
    "kind_words",
    "look",
    "newest",
    "open_store",
    "opens",
    "own",
    "places",
    "remove",
    "replaced_in",
    "rescue_in_place",
    "rescue_to",
    "restore",
    "run",
    "spread_keys",
    "vault_id_of",
]
