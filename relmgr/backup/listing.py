"""Finds the backups in a folder, told by their manifests without any key."""

import contextlib
from pathlib import Path

from relmgr.backup.model import Backup, read
from relmgr.paths import Profile, explain_os_error

UNFINISHED = ".unfinished-"
"""How the folder of a backup is called until it was verified."""
REPLACED = "replaced-"
"""How the folder is called into which a restore puts what was there."""
_MOST = 2_000


def in_folder(folder: Path) -> tuple[Backup, ...]:
    """The backups in `folder`, the newest first; none where there is no such folder. RelmgrError if it cannot be read."""
    try:
        places = sorted(folder.iterdir())[:_MOST]
    except (FileNotFoundError, NotADirectoryError):
        return ()
    except OSError as error:
        raise explain_os_error(error, folder, reading=True) from error
    found = [read(place) for place in places if not place.name.startswith(".") and place.is_dir()]
    return _sorted(found)


def replaced_in(profile: Profile) -> tuple[Backup, ...]:
    """What restores put aside, the newest first."""
    try:
        places = sorted(profile.data.glob(f"{REPLACED}*"))
    except OSError as error:
        raise explain_os_error(error, profile.data, reading=True) from error
    return _sorted([read(place) for place in places if place.is_dir()])


def found_at(folder: Path) -> tuple[Backup, ...]:
    """What can be restored from a folder that somebody chose: a backup itself, or the folder that holds them, or a profile's."""
    own = read(folder)
    found = list(in_folder(folder))
    for below in ("backups", "relmgr/backups", "Relmgr/backups"):
        with contextlib.suppress(OSError):
            if (folder / below).is_dir():
                found += in_folder(folder / below)
    return _sorted([own, *found] if own is not None else list(found))


def _sorted(found: "list[Backup | None] | list[Backup]") -> tuple[Backup, ...]:
    there = [one for one in found if one is not None]
    return tuple(sorted(there, key=lambda one: (one.made, one.name), reverse=True))
