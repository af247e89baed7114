"""A backup: a folder with the encrypted file, both copies of its key slots, and a manifest that holds nothing secret."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType
from typing import Any

from relmgr.domain.backups import Dated
from relmgr.i18n import _
from relmgr.paths import Profile, profile_at

FORMAT = 1
MANIFEST = "manifest.json"
_LARGEST_FILE = 1_000_000


class Kind(StrEnum):
    """Why a backup was made."""

    AUTOMATIC = "automatic"
    ASKED = "asked"
    BEFORE_IMPORT = "before_import"
    BEFORE_MIGRATION = "before_migration"
    BEFORE_RESTORE = "before_restore"
    BEFORE_DELETING = "before_deleting"
    REPLACED = "replaced"
    """What a restore put aside: kept as it was, and never pruned by itself."""

    @property
    def is_extra(self) -> bool:
        """Whether it is kept apart from those that come round (quality.md §2)."""
        return self not in (Kind.AUTOMATIC, Kind.ASKED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Backup:
    """One backup as its manifest tells of it, without any key."""

    folder: Path
    made: datetime
    """UTC."""
    kind: Kind
    schema: str = ""
    vault_id: str = ""
    size: int = 0
    """Bytes of the encrypted file."""
    people: int | None = None
    """In the list when it was made; None where no manifest says so."""
    conversations: int | None = None
    rows: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))
    """By table; empty where no manifest says so."""
    verified: datetime | None = None
    """When it was opened, checked and counted; None: it never was."""
    is_whole: bool = True
    """Whether its file stands there with the size it was made with."""

    @property
    def name(self) -> str:
        """The name of its folder, which begins with the moment it was made."""
        return self.folder.name

    @property
    def is_good(self) -> bool:
        """Whether it was verified and still stands as it was."""
        return self.verified is not None and self.is_whole

    @property
    def profile(self) -> Profile:
        """The backup as the profile that it is: its file and keys have the names that they have at home."""
        return profile_at(self.folder)

    def dated(self) -> Dated:
        """The backup as the rule of keeping sees it."""
        return Dated(self.name, self.made, self.kind if self.kind.is_extra else "")


def stamp(moment: datetime) -> str:
    """The moment as it stands in names of folders: UTC, to the second, and good on every file system."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H-%M-%SZ")


def unstamp(name: str) -> datetime | None:
    """The moment that `name` begins with; None if it begins with none."""
    try:
        return datetime.strptime(name[:20], "%Y-%m-%dT%H-%M-%SZ").replace(tzinfo=UTC)
    except ValueError:
        return None


def kind_words(kind: Kind) -> str:
    """What a backup of that kind is called."""
    return {
        Kind.AUTOMATIC: _("By itself"),
        Kind.ASKED: _("You asked for it"),
        Kind.BEFORE_IMPORT: _("Before an import"),
        Kind.BEFORE_MIGRATION: _("Before an update"),
        Kind.BEFORE_RESTORE: _("Before a restore"),
        Kind.BEFORE_DELETING: _("Before much was deleted"),
        Kind.REPLACED: _("Replaced by a restore"),
    }[kind]


def encode(backup: Backup) -> bytes:
    """The manifest of `backup`."""
    stored = {
        "format": FORMAT,
        "made": backup.made.isoformat(),
        "kind": backup.kind,
        "schema": backup.schema,
        "vault_id": backup.vault_id,
        "size": backup.size,
        "people": backup.people,
        "conversations": backup.conversations,
        "rows": dict(backup.rows),
        "verified": None if backup.verified is None else backup.verified.isoformat(),
    }
    return (json.dumps(stored, indent=2) + "\n").encode()


def read(folder: Path) -> Backup | None:
    """The backup in `folder`, None if there is no file of ours in it. What cannot be read counts as never verified."""
    database = profile_at(folder).database
    try:
        size = database.stat().st_size
        with (folder / MANIFEST).open("rb") as file:
            content = file.read(_LARGEST_FILE)
    except FileNotFoundError:
        return _without_manifest(folder, database)
    except OSError:
        return _without_manifest(folder, database)
    try:
        return _decode(folder, size, json.loads(content))
    except (ValueError, TypeError, KeyError, OverflowError, RecursionError):
        return _without_manifest(folder, database)


def _decode(folder: Path, size: int, stored: Any) -> Backup:
    if stored["format"] != FORMAT:
        raise ValueError("a manifest of another format")
    verified = stored["verified"]
    return Backup(
        folder=folder,
        made=_moment(stored["made"]),
        kind=Kind(stored["kind"]),
        schema=str(stored["schema"]),
        vault_id=str(stored["vault_id"]),
        size=int(stored["size"]),
        people=_count(stored["people"]),
        conversations=_count(stored["conversations"]),
        rows=MappingProxyType({str(name): int(count) for name, count in stored["rows"].items()}),
        verified=None if verified is None else _moment(verified),
        is_whole=size == int(stored["size"]) and size > 0,
    )


def _without_manifest(folder: Path, database: Path) -> Backup | None:
    try:
        found = database.stat()
    except OSError:
        return None
    made = unstamp(folder.name) or datetime.fromtimestamp(found.st_mtime, UTC)
    is_replaced = folder.name.startswith("replaced-")
    return Backup(
        folder=folder,
        made=(unstamp(folder.name.removeprefix("replaced-")) or made) if is_replaced else made,
        kind=Kind.REPLACED if is_replaced else Kind.ASKED,
        size=found.st_size,
        is_whole=found.st_size > 0,
    )


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError("a moment without a zone")
    return moment.astimezone(UTC)


def _count(value: object) -> int | None:
    if value is None:
        return None
    if not isinstance(value, int) or value < 0:
        raise TypeError("no count")
    return value
