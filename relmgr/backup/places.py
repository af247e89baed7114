"""Where backups go: beside the file, or where the settings say, and a second folder that may not be connected."""

from dataclasses import dataclass
from pathlib import Path

from relmgr.paths import Profile
from relmgr.settings import Settings


@dataclass(frozen=True, slots=True)
class Places:
    """The folders for backups."""

    first: Path
    second: Path | None = None
    """Such as one on a memory stick; nothing is said of it while it is away but in the settings."""

    @property
    def is_second_there(self) -> bool:
        """Whether the second folder can be reached now."""
        try:
            return self.second is not None and self.second.is_dir()
        except OSError:
            return False


def places(profile: Profile, settings: Settings) -> Places:
    """The folders that hold for `profile`."""
    first = Path(settings.backup_folder) if settings.backup_folder else profile.backups
    second = Path(settings.second_backup_folder) if settings.second_backup_folder else None
    return Places(first, None if second == first else second)


def for_extras(where: Places, profile: Profile) -> Places:
    """The same, but beside the file where a folder of the user's own is away: an import need not wait for a stick."""
    if where.first == profile.backups or where.first.is_dir():
        return where
    return Places(profile.backups, where.second)
