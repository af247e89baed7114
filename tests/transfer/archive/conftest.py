"""A file with a row in every table, and it as an archive: made once, for it takes a while."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from relmgr.store import Store
from relmgr.store.database import open_store
from relmgr.store.sqlcipher import DatabaseKey
from relmgr.transfer.archive import write
from tests.builders import NOW
from tests.conftest import KEY, VAULT
from tests.transfer.archive.filled import fill


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory, empty_file: Path) -> Path:
    """A folder with both, to copy from."""
    folder = tmp_path_factory.mktemp("archive")
    shutil.copyfile(empty_file, folder / "filled.db")
    store = open_store(folder / "filled.db", DatabaseKey(KEY), VAULT)
    try:
        fill(store)
        assert write(store, folder / "all.zip", now=NOW) is not None
    finally:
        store.close()
    return folder


@pytest.fixture
def filled(made: Path, tmp_path: Path) -> Iterator[Store]:
    """A file of one's own with a row in every table."""
    path = tmp_path / "filled.db"
    shutil.copyfile(made / "filled.db", path)
    store = open_store(path, DatabaseKey(KEY), VAULT)
    yield store
    store.close()


@pytest.fixture
def archive(made: Path, tmp_path: Path) -> Path:
    """It as an archive."""
    return Path(shutil.copyfile(made / "all.zip", tmp_path / "archive.zip"))
