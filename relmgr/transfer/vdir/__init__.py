"""A folder of cards kept in step with the people, so that phones and CardDAV tools can follow (X3, ecosystem.md §6.2)."""

from relmgr.transfer.vdir.folder import NOTHING, Folder, Scan
from relmgr.transfer.vdir.job import Done, MassDeletionError, Report, Sync, Verb
from relmgr.transfer.vdir.notes import forget_all

__all__ = [
    "NOTHING",
    "Done",
    "Folder",
    "MassDeletionError",
    "Report",
    "Scan",
    "Sync",
    "Verb",
    "forget_all",
]
