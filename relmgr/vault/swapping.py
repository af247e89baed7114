"""Puts a restored file in the place of the one that stood there, so that a kill leaves the old or the new, whole.

What is to happen is written down first; from then on it is carried through, by whoever looks at the profile next.
"""

import json
import logging
import shutil
from datetime import UTC, datetime
from pathlib import Path

from relmgr import disk
from relmgr.errors import DamagedError
from relmgr.i18n import _
from relmgr.paths import (
    Profile,
    explain_os_error,
    make_private_folder,
    replace_file,
    replace_files,
    sync_folder,
)
from relmgr.store import sqlcipher
from relmgr.vault.lock import exclusively

STAGED = "restoring-"
REPLACED = "replaced-"
_PLAN = "restore.json"
_log = logging.getLogger(__name__)


def staging_folder(profile: Profile, now: datetime) -> Path:
    """A new folder in which a restored file is made ready, under the profile's lock; what a killed restore left goes first."""
    clear_away(profile)
    staged = profile.data / f"{STAGED}{_stamp(now)}"
    make_private_folder(staged)
    return staged


def clear_away(profile: Profile) -> None:
    """Take away what a restore made ready that was cut short before it was decided on. Under the profile's lock."""
    if is_under_way(profile):
        return
    try:
        for left in profile.data.glob(f"{STAGED}*"):
            shutil.rmtree(left)
    except OSError as error:
        raise explain_os_error(error, profile.data) from error


def swap(profile: Profile, staged: Path, now: datetime) -> Path:
    """Put what is in `staged` (the encrypted file, perhaps its keys) in place of what is there; the folder that keeps the old.

    Nobody has the file open, and this process holds the profile's lock.
    """
    if sqlcipher.is_open(profile.database):
        raise RuntimeError("the file is open: it cannot be exchanged")
    replaced = _free_folder(profile, now)
    make_private_folder(replaced)
    if not (staged / profile.vault_file.name).exists():
        _keep_keys(profile, replaced)
    sync_folder(staged)
    plan = {"staged": staged.name, "replaced": replaced.name}
    replace_file(profile.data / _PLAN, json.dumps(plan).encode())
    finish(profile)
    return replaced


def is_under_way(profile: Profile) -> bool:
    """Whether a restore was cut short after it was decided."""
    try:
        return (profile.data / _PLAN).exists()
    except OSError as error:
        raise explain_os_error(error, profile.data, reading=True) from error


def finish(profile: Profile) -> None:
    """Carry through a restore that was decided on; nothing where there is none. InUseError while another process does it."""
    if not is_under_way(profile):
        return
    with exclusively(profile):
        plan = profile.data / _PLAN
        if not plan.exists():
            return
        staged, replaced = _read(profile, plan)
        try:
            _exchange(profile, staged, replaced)
            shutil.rmtree(staged, ignore_errors=True)
            if not any(replaced.iterdir()):  # nothing stood there, as on a new computer
                replaced.rmdir()
            plan.unlink()
            sync_folder(profile.data)
        except OSError as error:
            raise explain_os_error(error, profile.data) from error
        _log.info("a restored file stands in its place")


def _exchange(profile: Profile, staged: Path, replaced: Path) -> None:
    """Each step can be done again: what is already moved is no longer where it came from."""
    make_private_folder(replaced)
    keys = (profile.vault_file, profile.vault_copy)
    going = [place for place in keys if (staged / place.name).exists()]
    if (staged / profile.database.name).exists():
        going += [*sqlcipher.companions(profile.database), profile.database]
    for place in going:
        if place.exists():
            disk.put_in_place(place, replaced / place.name)
    sync_folder(replaced)
    sync_folder(profile.data)
    for place in (*keys, profile.database):  # the file last: with it the restore is whole
        if (staged / place.name).exists():
            disk.put_in_place(staged / place.name, place)
    sync_folder(profile.data)


def _read(profile: Profile, plan: Path) -> tuple[Path, Path]:
    try:
        stored = json.loads(plan.read_bytes())
        staged, replaced = str(stored["staged"]), str(stored["replaced"])
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise _odd(plan) from error
    is_ours = staged.startswith(STAGED) and replaced.startswith(REPLACED)
    if not is_ours or any(Path(name).name != name for name in (staged, replaced)):
        raise _odd(plan)
    return profile.data / staged, profile.data / replaced


def _odd(plan: Path) -> DamagedError:
    return DamagedError(
        _(
            "“{path}” says that a restore is under way, but not which. Nothing was changed. "
            "Move that file out of the folder, and restore the backup again."
        ).format(path=plan)
    )


def _keep_keys(profile: Profile, replaced: Path) -> None:
    """What is put aside opens alone, too: the keys that stay are copied to it."""
    contents = {}
    for place in (profile.vault_file, profile.vault_copy):
        try:
            contents[replaced / place.name] = place.read_bytes()
        except FileNotFoundError:
            continue
        except OSError as error:
            raise explain_os_error(error, place, reading=True) from error
    if contents:
        replace_files(contents)


def _free_folder(profile: Profile, now: datetime) -> Path:
    names = (f"{REPLACED}{_stamp(now)}{f'-{number}' if number > 1 else ''}" for number in range(1, 1000))
    return next(profile.data / name for name in names if not (profile.data / name).exists())


def _stamp(now: datetime) -> str:
    return now.astimezone(UTC).strftime("%Y-%m-%dT%H-%M-%SZ")
