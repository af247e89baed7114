"""Knows which files this process has open through SQLite, so that nothing else touches them."""

import os
import threading
from collections import Counter
from pathlib import Path

from sqlcipher3 import dbapi2

_live: Counter[str] = Counter()
_live_guard = threading.Lock()


class Connection(dbapi2.Connection):  # type: ignore[misc]  # the driver has no types
    """A connection that says while it is open that nothing else in this process may touch its file.

    Closing any other handle on the file drops SQLite's POSIX locks (sqlite.org/howtocorrupt.html §2.2).
    """

    _file = ""

    def watch(self, path: Path) -> None:
        """Count this connection among those that have `path` open."""
        self._file = _name_of(path)
        with _live_guard:
            _live[self._file] += 1

    def close(self) -> None:
        """Close the connection; more than once does no harm."""
        super().close()
        with _live_guard:
            if self._file:
                _live[self._file] -= 1
                self._file = ""


def _name_of(path: Path) -> str:
    return os.path.realpath(path)


def is_open(path: Path) -> bool:
    """Whether this process has `path` open through SQLite: then it is not read, copied or closed by other means."""
    with _live_guard:
        return _live[_name_of(path)] > 0
