"""Where the files of a profile live, who may read them, and how one is replaced so that a crash leaves old or new."""

import errno
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

import appdirs

from relmgr import disk
from relmgr.errors import DiskError, ReadOnlyError, RelmgrError
from relmgr.i18n import _

PRIVATE_FOLDER = 0o700
PRIVATE_FILE = 0o600

_SYNCED_BY_NAME = {
    "dropbox": "Dropbox",
    "onedrive": "OneDrive",
    "com~apple~clouddocs": "iCloud Drive",
    "icloud drive": "iCloud Drive",
    "iclouddrive": "iCloud Drive",
    "nextcloud": "Nextcloud",
    "owncloud": "ownCloud",
    "google drive": "Google Drive",
    "googledrive": "Google Drive",
    "cloudstorage": "iCloud Drive",
}
_SYNCED_BY_MARKER = {
    ".dropbox": "Dropbox",
    ".dropbox.cache": "Dropbox",
    ".nextcloudsync.log": "Nextcloud",
    ".owncloudsync.log": "ownCloud",
    ".stfolder": "Syncthing",
}
_CHECKOUT = Path(__file__).resolve().parent.parent
_OWN_NAMES = {
    *("relmgr.db", "vault.json", "vault.json.copy", "settings.json", "lock", "logs", "backups"),
    "portable.txt",  # packaging/windows/portable_zip.py
}
_NOBODYS_NAMES = {"desktop.ini", "thumbs.db"}


class Placing(StrEnum):
    """Why a profile lies where it lies."""

    USUAL = "usual"
    ASKED = "asked"
    """It was named with `--profile`, or made for a demo or a test."""
    BESIDE = "beside"
    """Portable mode: it lies beside the program and travels with it."""


@dataclass(frozen=True, slots=True)
class Profile:
    """The folders of one user's Relmgr: `data` holds the encrypted file and its keys, `config` choices, `logs` logs."""

    data: Path
    config: Path
    logs: Path
    placing: Placing = Placing.USUAL

    @property
    def is_portable(self) -> bool:
        """Whether it is meant to be carried from computer to computer."""
        return self.placing is Placing.BESIDE

    @property
    def database(self) -> Path:
        """The encrypted file."""
        return self.data / "relmgr.db"

    @property
    def vault_file(self) -> Path:
        """The key slots of the encrypted file."""
        return self.data / "vault.json"

    @property
    def vault_copy(self) -> Path:
        """The second copy of the key slots."""
        return self.data / "vault.json.copy"

    @property
    def lock_file(self) -> Path:
        """Locked by the Relmgr that has the profile open; never deleted."""
        return self.data / "lock"

    @property
    def settings_file(self) -> Path:
        """The user's choices; nothing personal."""
        return self.config / "settings.json"

    @property
    def backups(self) -> Path:
        """Where backups go by default."""
        return self.data / "backups"

    def make_folders(self) -> None:
        """Make the folders that are missing, for this user alone; raises a RelmgrError if the disk does not let us."""
        for folder in (self.data, self.config, self.logs):
            make_private_folder(folder)


def default_profile() -> Profile:
    """The profile in the folders that the operating system means for it. RelmgrError where it knows none."""
    name = "relmgr" if sys.platform.startswith("linux") else "Relmgr"
    profile = Profile(
        data=Path(appdirs.user_data_dir(name, appauthor=False)),
        config=Path(appdirs.user_config_dir(name, appauthor=False)),
        logs=Path(appdirs.user_log_dir(name, appauthor=False)),
    )
    if not all(folder.is_absolute() for folder in (profile.data, profile.config, profile.logs)):
        raise RelmgrError(
            _(
                "This computer does not say where your home folder is (HOME is not set, or an XDG folder is not whole). "
                "Nothing was made. Say where the file lies, with --profile FOLDER."
            )
        )
    return profile


def profile_at(folder: Path) -> Profile:
    """The profile that lies wholly in `folder` (`--profile DIR`, demos, tests)."""
    folder = Path(os.path.abspath(os.path.expanduser(folder)))  # leaves as it is what it cannot expand
    return Profile(data=folder, config=folder, logs=folder / "logs", placing=Placing.ASKED)


def chosen_profile(asked: Path | None) -> Profile:
    """The profile in the folder `asked` for, else the one beside the program, else the usual one."""
    if asked is not None:
        return profile_at(asked)
    place = program()
    return (portable_profile(place) if place is not None else None) or default_profile()


def program() -> Path | None:
    """What people copy when they take Relmgr along: the executable, the .app round it, the AppImage, a checkout's main.py.

    None where Python's package installer put Relmgr: what lies beside it there belongs to others.
    """
    if not getattr(sys, "frozen", False):
        main = _CHECKOUT / "main.py"
        return main if main.is_file() and (_CHECKOUT / "pyproject.toml").is_file() else None
    executable = Path(sys.executable).resolve()
    if (image := appimage()) is not None:
        return image
    if executable.parent.name == "MacOS" and executable.parents[2].suffix == ".app":
        return executable.parents[2]
    return executable


def appimage() -> Path | None:
    """The AppImage that this program runs from, if it does; not one that only started it, such as a terminal's."""
    image, mounted = os.environ.get("APPIMAGE"), os.environ.get("APPDIR")
    if not image or not mounted or not getattr(sys, "frozen", False):
        return None
    inside = Path(sys.executable).resolve().is_relative_to(Path(mounted).resolve())
    return Path(image) if inside else None


def portable_profile(place: Path) -> Profile | None:
    """The profile in the folder `data` beside the program at `place`, if there is one: Relmgr on a memory stick.

    The folder is empty or holds what Relmgr keeps: beside an .app or an AppImage a folder of that name may be anybody's.
    """
    folder = place.resolve().parent / "data"
    if not folder.is_dir() or not _may_be_ours(folder):
        return None
    return replace(profile_at(folder), placing=Placing.BESIDE)


def _may_be_ours(folder: Path) -> bool:
    try:
        names = {each.name.casefold() for each in folder.iterdir() if not each.name.startswith(".")}
    except OSError:  # taken for ours, so that opening it says what is wrong
        return True
    names -= _NOBODYS_NAMES
    return not names or bool(names & _OWN_NAMES)


def place_words(profile: Profile) -> str:
    """Why the files are where they are, in a sentence for the settings."""
    return {
        Placing.USUAL: _("The folder that this computer keeps for your programs’ files."),
        Placing.ASKED: _("The folder that was named with --profile when Relmgr was started."),
        Placing.BESIDE: _(
            "Portable: the folder “data” beside the program. File, settings, logs and backups travel with it."
        ),
    }[profile.placing]


def synced_by(folder: Path) -> str | None:
    """The service that copies `folder` elsewhere, such as "Dropbox", as far as names and marker files tell; else None.

    A file that is open must not be copied half-way, and an old copy put back loses what was written since: the user
    is warned (quality.md §2).
    """
    folder = Path(os.path.abspath(folder))
    for place in (folder, *folder.parents):
        name = place.name.casefold()
        if name.startswith("onedrive -"):  # OneDrive for business adds the firm's name
            return "OneDrive"
        if name in _SYNCED_BY_NAME:
            return _SYNCED_BY_NAME[name]
        for marker, service in _SYNCED_BY_MARKER.items():
            if _is_there(place / marker):
                return service
    return None


def _is_there(path: Path) -> bool:
    try:
        return path.exists()
    except OSError:  # a folder we may not look into tells nothing
        return False


def make_private_folder(folder: Path) -> None:
    """Make `folder` and what is missing above it, readable by this user alone whatever the umask.

    A folder that was there before and holds other things keeps its rights: it may be shared on purpose.
    """
    try:
        missing = [place for place in (folder, *folder.parents) if not place.exists()]
        for place in reversed(missing):
            place.mkdir(mode=PRIVATE_FOLDER, exist_ok=True)
            disk.close_to_others(place, PRIVATE_FOLDER)
        if not missing and folder.stat().st_mode & 0o077 and not any(folder.iterdir()):
            disk.close_to_others(folder, PRIVATE_FOLDER)
    except OSError as error:
        raise explain_os_error(error, folder) from error


def make_passing_folder(prefix: str) -> Path:
    """A folder for this user alone that whoever makes it takes away again; RelmgrError where there is no place for one."""
    try:
        return Path(tempfile.mkdtemp(prefix=prefix))
    except OSError as error:
        # Without any usable place the error names none, and asking for the usual one fails again.
        raise explain_os_error(error, Path(error.filename or os.environ.get("TMPDIR", "tmp"))) from error


def create_private_file(path: Path) -> None:
    """Make an empty file at `path` that only this user may read; FileExistsError if anything is there."""
    descriptor = os.open(
        path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), PRIVATE_FILE
    )
    try:
        disk.close_to_others(descriptor, PRIVATE_FILE)
    finally:
        os.close(descriptor)


def replace_file(path: Path, content: bytes) -> None:
    """Put `content` at `path` so that whoever looks, even after a power cut, finds the old or the new file, whole.

    Raises a RelmgrError if the disk is full or does not let us; the old file is then as it was.
    """
    replace_files({path: content})


def replace_files(contents: Mapping[Path, bytes]) -> None:
    """`replace_file` for several files of one folder: all are on the disk before the first takes its place."""
    staged = {path: path.with_name(path.name + ".tmp") for path in contents}
    at = next(iter(contents))
    try:
        try:
            for at, temporary in staged.items():
                temporary.unlink(missing_ok=True)  # left by a kill; nothing refers to it
                create_private_file(temporary)
                _write_through(temporary, contents[at])
            for at, temporary in staged.items():
                disk.put_in_place(temporary, at)
        except OSError:
            for temporary in staged.values():
                temporary.unlink(missing_ok=True)
            raise
        sync_folder(at.parent)
    except OSError as error:
        raise explain_os_error(error, at) from error


def hold_standard_files() -> None:
    """Where one was closed its number would go to the next file opened, ours, and any library's warning into that."""
    while (descriptor := os.open(os.devnull, os.O_RDWR)) <= 2:
        pass
    os.close(descriptor)


def sync_file(path: Path) -> None:
    """Wait until the disk holds `path`. Never for a file that SQLite has open (quality.md §2)."""
    descriptor = os.open(path, os.O_RDWR | getattr(os, "O_BINARY", 0))
    try:
        disk.sync(descriptor)
    finally:
        os.close(descriptor)


def sync_folder(folder: Path) -> None:
    """Wait until the disk holds the names in `folder`: without it a rename may be lost to a power cut."""
    if sys.platform == "win32":  # folders cannot be opened there; NTFS journals its names
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        disk.sync(descriptor)
    finally:
        os.close(descriptor)


def is_writable(path: Path) -> bool:
    """Whether files can be made in the folder of `path` and, if it exists, `path` itself be written."""
    return os.access(path.parent, os.W_OK | os.X_OK) and (not path.exists() or os.access(path, os.W_OK))


def megabytes_free(path: Path) -> int:
    """Whole megabytes (10⁶ bytes) free on the disk of `path`; -1 if the disk does not say."""
    for place in (path, *path.parents):
        try:
            return shutil.disk_usage(place).free // 1_000_000
        except OSError:
            continue  # not made yet: ask the folder above
    return -1


def explain_os_error(error: OSError, path: Path, *, reading: bool = False) -> RelmgrError:
    """What `error`, met at `path`, means to the user; `reading`: nothing was to be written there."""
    refused = not_readable if reading else not_writable
    explanations: dict[int | None, Callable[[Path], RelmgrError]] = {
        errno.ENOSPC: disk_full,
        errno.EFBIG: disk_full,
        getattr(errno, "EDQUOT", errno.ENOSPC): disk_full,
        errno.EROFS: not_writable,
        errno.EACCES: refused,
        errno.EPERM: refused,
        errno.ENOENT: _not_there,
        errno.ENOTDIR: _no_folder,
        errno.EEXIST: _no_folder,
        errno.ENAMETOOLONG: too_long,
    }
    explain = explanations.get(error.errno)
    if explain is not None:
        return explain(path)
    return DiskError(
        _(
            "The disk answered with an error ({reason}) at “{path}”. What was saved before is unharmed. "
            "Check that the disk is connected and try again."
        ).format(reason=error.strerror or type(error).__name__, path=path)
    )


def _no_folder(path: Path) -> DiskError:
    at = next((place for place in (path, *path.parents) if place.is_file()), path)
    return DiskError(
        _(
            "“{path}” is a file, and a folder is needed there. It was left as it is. Choose another folder."
        ).format(path=at)
    )


def too_long(path: Path) -> DiskError:
    """The error to raise where a path is longer than the system takes."""
    return DiskError(
        _(
            "This computer takes no name as long as “{start} …”. Nothing was changed. Choose a folder with a shorter name."
        ).format(start=str(path)[:60])
    )


def disk_full(path: Path) -> DiskError:
    """The error to raise when there is no room to write `path`."""
    return DiskError(
        _(
            "There is no room left to write “{path}” ({free} MB free; 20 MB are needed). "
            "Nothing saved before is lost. Free some space and try again."
        ).format(path=path, free=max(megabytes_free(path), 0))
    )


def not_readable(path: Path) -> DiskError:
    """The error to raise when this user may not read `path`."""
    return DiskError(
        _(
            "“{path}” cannot be read: this computer does not allow it. Nothing was changed. "
            "Allow yourself to read it, and try again."
        ).format(path=path)
    )


def _not_there(path: Path) -> DiskError:
    return DiskError(
        _(
            "“{path}” is not there, or no longer. Nothing was changed. "
            "Look where it is now, or connect the disk it is on, and try again."
        ).format(path=path)
    )


def not_writable(path: Path) -> ReadOnlyError:
    """The error to raise when this user may not write `path`."""
    return ReadOnlyError(
        _(
            "“{path}” cannot be written: this computer does not allow it. Nothing was changed. "
            "Allow yourself to write there, or choose another folder."
        ).format(path=path)
    )


def _write_through(path: Path, content: bytes) -> None:
    descriptor = os.open(path, os.O_WRONLY | getattr(os, "O_BINARY", 0))
    try:
        rest = memoryview(content)
        while rest:
            rest = rest[os.write(descriptor, rest) :]
        disk.sync(descriptor)
    finally:
        os.close(descriptor)
