"""The lock that keeps a second Relmgr out of a profile; the system frees it the moment its holder ends, however it ends."""

import errno
import os
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from relmgr.clock import monotonic
from relmgr.errors import InUseError
from relmgr.i18n import _
from relmgr.paths import PRIVATE_FILE, Profile, explain_os_error, is_writable

_held: set[str] = set()
_TAKEN = {errno.EAGAIN, errno.EACCES, errno.EDEADLK}


class FileLock:
    """The lock of one profile. Use it as a context, or `acquire` and `release` it; once per process."""

    def __init__(self, profile: Profile) -> None:
        self._profile = profile
        self._path = profile.lock_file
        self._descriptor: int | None = None

    def acquire(self, wait_seconds: float = 0.0) -> None:
        """Take the lock, trying for `wait_seconds`; InUseError if another Relmgr keeps it.

        Where the folder cannot be written and holds no lock file there is nothing to protect, and nothing is taken.
        """
        name = os.path.realpath(self._path)
        if name in _held:
            raise _in_use(self._path)
        descriptor = self._open()
        if descriptor is None:
            return
        until = monotonic() + wait_seconds
        pause = threading.Event()
        try:
            while not _take(descriptor):
                if monotonic() >= until:
                    raise _in_use(self._path)
                pause.wait(0.05)
        except OSError as error:
            os.close(descriptor)
            raise explain_os_error(error, self._path) from error
        except BaseException:
            os.close(descriptor)
            raise
        self._descriptor = descriptor
        _held.add(name)

    def release(self) -> None:
        """Give the lock back; more than once does no harm. The file stays: deleting it would race with others."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None
            _held.discard(os.path.realpath(self._path))

    def __enter__(self) -> "FileLock":
        self.acquire()
        return self

    def __exit__(self, *_error: object) -> None:
        self.release()

    def _open(self) -> int | None:
        try:
            if is_writable(self._path):
                self._profile.make_folders()
            elif self._path.parent.exists():
                return os.open(self._path, os.O_RDONLY) if self._path.exists() else None
            else:
                self._profile.make_folders()
            return os.open(self._path, os.O_RDWR | os.O_CREAT, PRIVATE_FILE)
        except OSError as error:
            raise explain_os_error(error, self._path) from error


def is_held(profile: Profile) -> bool:
    """Whether this process holds the profile's lock."""
    return os.path.realpath(profile.lock_file) in _held


@contextmanager
def exclusively(profile: Profile) -> Iterator[None]:
    """Hold the profile's lock for a moment, unless this process holds it anyway."""
    if is_held(profile):
        yield
        return
    with FileLock(profile):
        yield


def _in_use(path: Path) -> InUseError:
    return InUseError(
        _(
            "Relmgr already has the file in “{folder}” open. Nothing was changed. "
            "Use the window that is open, or close it first."
        ).format(folder=path.parent)
    )


if sys.platform == "win32":
    import msvcrt

    def _take(descriptor: int) -> bool:
        os.lseek(descriptor, 0, os.SEEK_SET)
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError as error:
            if error.errno in _TAKEN:
                return False
            raise
        return True

else:
    import fcntl

    def _take(descriptor: int) -> bool:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            if error.errno in _TAKEN:
                return False
            raise
        return True
