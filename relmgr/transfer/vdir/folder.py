"""The folder itself: one .vcf a person, written whole or not at all, other programs' own files left alone (vdir)."""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from urllib.parse import quote

from relmgr import disk
from relmgr.errors import DiskError
from relmgr.i18n import _
from relmgr.paths import create_private_file, explain_os_error, sync_folder
from relmgr.transfer.vcard import DEFAULT

_CARD = ".vcf"
_OURS = ".relmgr-"
_CONFLICT = re.compile(r"\.sync-conflict-|\(conflicted copy|\(.*conflict.*\)", re.IGNORECASE)
_LONGEST_NAME = 100


@dataclass(frozen=True, slots=True)
class Seen:
    """A file as it was looked at: `stamp` tells cheaply whether it may have changed since."""

    digest: str
    stamp: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Scan:
    """What the folder holds: the cards by file name, and files that could not be read."""

    files: Mapping[str, Seen]
    unreadable: tuple[str, ...] = ()


NOTHING = Scan(MappingProxyType({}))


class Folder:
    """A folder of cards. Raises RelmgrError where the disk refuses; what was there is then as it was."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def require(self) -> None:
        """Raise DiskError where there is no such folder: it may be on a disk that is not plugged in."""
        if not self.path.is_dir():
            raise DiskError(
                _(
                    "The folder “{path}” is not there, so nothing was synced and nothing was deleted. "
                    "Plug its disk in, or choose another folder in the settings."
                ).format(path=self.path)
            )

    def scan(self, known: Scan = NOTHING) -> Scan:
        """Every card file; one whose size and time are as in `known` is not read again. Pure: for any thread."""
        self.require()
        files: dict[str, Seen] = {}
        unreadable: list[str] = []
        try:
            entries = sorted(self.path.iterdir())
        except OSError as error:
            raise explain_os_error(error, self.path, reading=True) from error
        for entry in entries:
            if not _is_card(entry.name):
                continue
            try:
                stat = entry.stat()
                stamp = (stat.st_mtime_ns, stat.st_size)
                held = known.files.get(entry.name)
                if held is not None and held.stamp == stamp:
                    files[entry.name] = held
                elif entry.is_file() and stat.st_size <= DEFAULT.card_bytes:
                    files[entry.name] = Seen(digest_of(entry.read_bytes()), stamp)
                else:
                    unreadable.append(entry.name)
            except OSError:
                unreadable.append(entry.name)  # told in the report
        return Scan(files, tuple(unreadable))

    def read(self, name: str) -> bytes:
        """One file; empty if it is gone meanwhile. Raises RelmgrError."""
        try:
            return (self.path / name).read_bytes()
        except FileNotFoundError:
            return b""
        except OSError as error:
            raise explain_os_error(error, self.path / name, reading=True) from error

    def write(self, name: str, content: bytes) -> Seen:
        """Put a card in place whole. The disk is not waited for: a card that a power cut emptied is written again."""
        target = self.path / name
        temporary = self.path / f"{_OURS}{name}.tmp"
        try:
            temporary.unlink(missing_ok=True)  # left by a kill; nothing refers to it
            create_private_file(temporary)
            try:
                temporary.write_bytes(content)
                disk.put_in_place(temporary, target)
            finally:
                temporary.unlink(missing_ok=True)
            stat = target.stat()
        except OSError as error:
            raise explain_os_error(error, target) from error
        return Seen(digest_of(content), (stat.st_mtime_ns, stat.st_size))

    def remove(self, name: str) -> None:
        """Take a card away; nothing if it is gone already. Raises RelmgrError."""
        try:
            (self.path / name).unlink(missing_ok=True)
        except OSError as error:
            raise explain_os_error(error, self.path / name) from error

    def settle(self) -> None:
        """Wait until the disk holds the names."""
        sync_folder(self.path)


def _is_card(name: str) -> bool:
    return not name.startswith(".") and name.lower().endswith(_CARD) and _CONFLICT.search(name) is None


def digest_of(content: bytes) -> str:
    """What tells one content from another."""
    return hashlib.sha256(content).hexdigest()


def name_for(uid: str) -> str:
    """The file name that goes with an identity."""
    plain = uid.removeprefix("urn:uuid:")
    written = quote(plain, safe="-_.@+ ")
    if not written.strip(".") or written.startswith(".") or len(written) > _LONGEST_NAME:
        written = digest_of(uid.encode())[:40]
    return f"{written}{_CARD}"


__all__ = ["NOTHING", "Folder", "Scan", "Seen", "digest_of", "name_for"]
