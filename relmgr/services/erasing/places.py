"""Where a person's words may lie besides the file: backups, files that a restore put aside, the folder of cards."""

from collections.abc import Iterable
from pathlib import Path

from relmgr import backup
from relmgr.i18n import _
from relmgr.services.erasing.doing import Places
from relmgr.settings import Settings
from relmgr.vault import Unlocked


def places_of(unlocked: Unlocked, settings: Settings, card_folders: Iterable[Path] = ()) -> Places:
    """The file of a profile and every backup of it: where the settings say, beside it, and what restores put aside.

    `card_folders` are those that cards were ever written to (`elsewhere`), besides the one in the settings. A folder that
    is not there now, such as one on a memory stick, gives nothing.
    """
    profile = unlocked.profile
    where = backup.places(profile, settings)
    found: set[Path] = set()
    for folder in {profile.backups, where.first, where.second, *profile.data.glob("replaced-*")}:
        if folder is not None:
            found |= _files_below(folder, profile.database.name)
    return Places(
        database=profile.database,
        key=unlocked.key,
        vault_id=unlocked.vault_id,
        copies=tuple(sorted(found - {profile.database})),
        cards=Path(settings.card_folder) if settings.card_folder else None,
        other_cards=tuple(card_folders),
    )


def _files_below(folder: Path, name: str) -> set[Path]:
    """Of a backup, of the folder that holds backups, and of one that a kill left unfinished."""
    try:
        return {*folder.glob(name), *folder.glob(f"*/{name}"), *folder.glob(f".*/{name}")}
    except OSError:  # not connected, or not ours to read: named as out of reach
        return set()


def out_of_reach(
    unlocked: Unlocked | None, settings: Settings, card_folders: Iterable[Path]
) -> tuple[str, ...]:
    """A sentence for each folder that holds copies and is not there now: they are not cleaned."""
    said: list[str] = []
    away = _away(unlocked, settings) if unlocked is not None else None
    if away is not None:
        said.append(_("The second folder for backups, “{folder}”, is not connected now.").format(folder=away))
    folders = [Path(settings.card_folder)] if settings.card_folder else []
    for folder in dict.fromkeys((*folders, *card_folders)):
        if not folder.is_dir():
            said.append(_("The folder of cards “{folder}” is not there now.").format(folder=folder))
    return tuple(said)


def _away(unlocked: Unlocked, settings: Settings) -> Path | None:
    """The second folder for backups, if there is one and it is not connected now."""
    where = backup.places(unlocked.profile, settings)
    return where.second if where.second is not None and not where.is_second_there else None
