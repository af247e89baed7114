"""What every test stands on: no screen, no network, no keyring, and a home folder that nobody lives in.

The environment is set while this file is imported, before anything imports Qt or reads a folder.
"""

import atexit
import os
import shutil
import signal
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import hypothesis
import pytest

from tests import no_network
from tests.faults.figures import PROPERTY, Figure, Promise

if TYPE_CHECKING:
    from relmgr.store import Store
    from tests.builders import Make

_FOLDERS = {
    "HOME": "home",
    "XDG_CONFIG_HOME": "config",
    "XDG_DATA_HOME": "data",
    "XDG_STATE_HOME": "state",
    "XDG_CACHE_HOME": "cache",
    "XDG_RUNTIME_DIR": "run",
}
_OF_THE_DESKTOP = ("DISPLAY", "WAYLAND_DISPLAY", "DBUS_SESSION_BUS_ADDRESS", "XDG_CURRENT_DESKTOP")
_OF_THE_LANGUAGE = ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "RELMGR_LANGUAGE")


def _leave_the_desktop() -> None:
    away = tempfile.TemporaryDirectory(prefix="relmgr-tests-")
    atexit.register(away.cleanup)
    for variable, name in _FOLDERS.items():
        folder = Path(away.name, name)
        folder.mkdir(mode=0o700)
        os.environ[variable] = str(folder)
    for variable in _OF_THE_DESKTOP:
        os.environ.pop(variable, None)
    for variable in _OF_THE_LANGUAGE:
        os.environ.pop(variable, None)
    os.environ["LANG"] = "C.UTF-8"
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.fail.Keyring"


def _leave_the_network() -> None:
    os.environ["PYTHONPATH"] = str(Path(__file__).parent / "every_python")
    no_network.forbid()


_leave_the_desktop()
_leave_the_network()
signal.signal(
    signal.SIGINT, signal.default_int_handler
)  # what a shell starts in the background has it switched off
hypothesis.settings.register_profile("relmgr", deadline=None, print_blob=True)
hypothesis.settings.load_profile("relmgr")


@pytest.fixture(autouse=True)
def _no_swallowed_network_use() -> Iterator[None]:
    """Fail a test whose code tried the network and hid the refusal."""
    yield
    tried, no_network.attempts[:] = list(no_network.attempts), []
    assert not tried, f"tried to use the network: {tried}"


@pytest.fixture
def figure(request: pytest.FixtureRequest) -> Figure:
    """Says what a test proved of a promise; `dev.py faults` prints it if the test passes."""

    def say(promise: Promise, words: str) -> None:
        request.node.user_properties.append((PROPERTY, (int(promise), words)))

    return say


KEY = bytes(range(32))
VAULT = "a vault of the tests"


@pytest.fixture(scope="session")
def empty_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A real encrypted file with every table and nothing in it, to copy."""
    from relmgr.store.database import create_store
    from relmgr.store.sqlcipher import DatabaseKey

    path = tmp_path_factory.mktemp("empty") / "relmgr.db"
    create_store(path, DatabaseKey(KEY), VAULT).close()
    return path


@pytest.fixture
def store(tmp_path: Path, empty_file: Path) -> "Iterator[Store]":
    """A real encrypted file of one's own, open."""
    from relmgr.store.database import open_store
    from relmgr.store.sqlcipher import DatabaseKey

    path = tmp_path / "relmgr.db"
    shutil.copyfile(empty_file, path)
    opened = open_store(path, DatabaseKey(KEY), VAULT)
    yield opened
    opened.close()


@pytest.fixture
def other(tmp_path: Path, empty_file: Path) -> "Iterator[Store]":
    """A second real encrypted file, empty and open."""
    from relmgr.store.database import open_store
    from relmgr.store.sqlcipher import DatabaseKey

    path = tmp_path / "other.db"
    shutil.copyfile(empty_file, path)
    opened = open_store(path, DatabaseKey(KEY), VAULT)
    yield opened
    opened.close()


@pytest.fixture
def make(store: "Store") -> "Make":
    """Builders through the services, at the pictures' date: Tuesday 24 November 2026, 14:42 in London."""
    from tests.builders import Make

    return Make(store)
