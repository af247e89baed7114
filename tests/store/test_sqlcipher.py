"""Opening the encrypted file: the pragmas, the refusals, and what each fault is called."""

import copy
import errno
import os
import shutil
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlcipher3 import dbapi2

from relmgr.errors import DamagedError, DiskError, InUseError, NewerFileError, ReadOnlyError, VaultError
from relmgr.store import sqlcipher
from relmgr.store.sqlcipher import DatabaseKey, Verdict, opening

CANARY = "Quillon Zebrafink"
ROWS = 400


@pytest.fixture
def key() -> DatabaseKey:
    return DatabaseKey(os.urandom(32))


@pytest.fixture
def database(tmp_path: Path, key: DatabaseKey) -> Path:
    """A closed file of a hundred pages and more."""
    path = tmp_path / "relmgr.db"
    fill(path, key, "vault-1")
    return path


def fill(path: Path, key: DatabaseKey, vault_id: str) -> None:
    connection = sqlcipher.create(path, key)
    connection.execute("CREATE TABLE meta (id INTEGER PRIMARY KEY, key TEXT, value TEXT)")
    connection.execute("INSERT INTO meta (key, value) VALUES ('vault_id', ?)", (vault_id,))
    connection.execute("CREATE TABLE note (id INTEGER PRIMARY KEY, text TEXT)")
    connection.execute("BEGIN IMMEDIATE")
    connection.executemany("INSERT INTO note (text) VALUES (?)", [(CANARY * 60,)] * ROWS)
    connection.execute("COMMIT")
    connection.close()


def count(connection: Any) -> int:
    return int(connection.execute("SELECT count(*) FROM note").fetchone()[0])


def test_what_was_written_is_there_again_and_nothing_of_it_in_clear(database: Path, key: DatabaseKey) -> None:
    connection = sqlcipher.connect(database, key, vault_id="vault-1")
    assert count(connection) == ROWS
    sqlcipher.quick_check(connection)
    assert sqlcipher.integrity_check(connection) == []
    connection.execute("UPDATE note SET text = text || '!'")
    wal = sqlcipher.companions(database)[0].read_bytes()
    assert len(wal) > 100_000
    assert CANARY.encode() not in wal
    connection.close()
    assert os.listdir(database.parent) == ["relmgr.db"]
    content = database.read_bytes()
    assert CANARY.encode() not in content
    assert b"SQLite" not in content
    assert b"CREATE TABLE" not in content


def test_a_name_full_of_marks_is_a_name(tmp_path: Path, key: DatabaseKey) -> None:
    folder = tmp_path / "a #b?mode=memory&%41 é"
    folder.mkdir()
    fill(folder / "x.db", key, "v")
    connection = sqlcipher.connect(folder / "x.db", key)
    assert count(connection) == ROWS
    connection.close()


@pytest.mark.parametrize(
    ("pragma", "expected"),
    [
        ("foreign_keys", 1),
        ("journal_mode", "wal"),
        ("synchronous", 2),
        ("temp_store", 2),
        ("secure_delete", 1),
        ("trusted_schema", 0),
        ("cell_size_check", 1),
        ("recursive_triggers", 1),
        ("busy_timeout", 5000),
        ("wal_autocheckpoint", 16_000),
        ("application_id", sqlcipher.APPLICATION_ID),
    ],
)
def test_every_connection_is_told_the_same(
    database: Path, key: DatabaseKey, pragma: str, expected: object
) -> None:
    connection = sqlcipher.connect(database, key)
    try:
        assert connection.execute(f"PRAGMA {pragma}").fetchone()[0] == expected
        assert connection.isolation_level is None
    finally:
        connection.close()


def test_files_are_for_this_user_alone(database: Path, key: DatabaseKey) -> None:
    before = os.umask(0)
    try:
        connection = sqlcipher.connect(database, key)
        connection.execute("DELETE FROM note WHERE id = 1")
        modes = {place.name: stat.S_IMODE(place.stat().st_mode) for place in database.parent.iterdir()}
        connection.close()
    finally:
        os.umask(before)
    assert modes == {"relmgr.db": 0o600, "relmgr.db-wal": 0o600, "relmgr.db-shm": 0o600}


@pytest.mark.parametrize("taken", ["relmgr.db", "relmgr.db-wal", "relmgr.db-journal"])
def test_nothing_is_made_over_what_is_there(tmp_path: Path, key: DatabaseKey, taken: str) -> None:
    (tmp_path / taken).write_bytes(b"")
    with pytest.raises(DamagedError, match=taken):
        sqlcipher.create(tmp_path / "relmgr.db", key)
    assert os.listdir(tmp_path) == [taken]


def set_nothing(path: Path) -> None:
    path.write_bytes(b"")


def set_text(path: Path) -> None:
    path.write_text("Shopping list: milk, bread\n" * 400)


def set_unicode_text(path: Path) -> None:
    path.write_text("Список покупок: молоко и хлеб\n" * 400)


def set_plain(path: Path) -> None:
    path.unlink()
    connection = dbapi2.connect(str(path))
    connection.execute("CREATE TABLE meta (id INTEGER PRIMARY KEY, key TEXT, value TEXT)")
    connection.commit()
    connection.close()


def set_zeros(path: Path) -> None:
    path.write_bytes(bytes(path.stat().st_size))


def cut(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 2 + 100)


def cut_within_the_first_page(path: Path) -> None:
    os.truncate(path, 1000)


def flip_on_the_first_page(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[500] ^= 1
    path.write_bytes(content)


def exchange(path: Path) -> None:
    path.unlink()
    fill(path, DatabaseKey(os.urandom(32)), "vault-2")


FAULTS = [
    (set_nothing, Verdict.EMPTY, "empty: 0 bytes"),
    (set_text, Verdict.TEXT, "is a text"),
    (set_unicode_text, Verdict.TEXT, "is a text"),
    (set_plain, Verdict.PLAIN_SQLITE, "unencrypted database"),
    (set_zeros, Verdict.ZEROED, "zeros"),
    (cut_within_the_first_page, Verdict.TRUNCATED, "breaks off"),
    (flip_on_the_first_page, Verdict.DAMAGED, "damaged"),
    (exchange, Verdict.FOREIGN, "does not answer to the key"),
]


@pytest.mark.parametrize(("harm", "verdict", "words"), FAULTS)
def test_what_does_not_open_is_told_apart_and_left_alone(  # noqa: PLR0917  (fixtures)
    database: Path,
    key: DatabaseKey,
    harm: Callable[[Path], None],
    verdict: Verdict,
    words: str,
    capfd: pytest.CaptureFixture[str],
) -> None:
    harm(database)
    before = database.read_bytes()
    for read_only in (False, True):
        with pytest.raises(DamagedError, match=words) as caught:
            sqlcipher.connect(database, key, read_only=read_only)
        assert str(database) in str(caught.value)
        assert "backup" in str(caught.value)
    assert sqlcipher.judge(database, key) is verdict
    assert not sqlcipher.is_open(database)
    assert database.read_bytes() == before
    assert os.listdir(database.parent) == ["relmgr.db"]
    assert capfd.readouterr() == ("", "")


def test_a_file_cut_in_the_middle_is_found_out(database: Path, key: DatabaseKey) -> None:
    cut(database)
    with pytest.raises(DamagedError):
        connect_and_check(database, key)
    assert sqlcipher.judge(database, key) is Verdict.TRUNCATED


def test_a_flipped_bit_far_inside_is_found_out(database: Path, key: DatabaseKey) -> None:
    content = bytearray(database.read_bytes())
    content[4096 * 60 + 700] ^= 1
    database.write_bytes(content)
    with pytest.raises(DamagedError, match="damaged"):
        connect_and_check(database, key)


def connect_and_check(path: Path, key: DatabaseKey) -> None:
    connection = sqlcipher.connect(path, key, vault_id="vault-1")
    try:
        sqlcipher.quick_check(connection)
    finally:
        connection.close()


def test_a_missing_file_is_not_made(tmp_path: Path, key: DatabaseKey) -> None:
    with pytest.raises(DamagedError, match="missing"):
        sqlcipher.connect(tmp_path / "relmgr.db", key)
    assert os.listdir(tmp_path) == []


def test_an_encrypted_file_of_another_program_is_not_ours(tmp_path: Path, key: DatabaseKey) -> None:
    path = tmp_path / "other.db"
    connection = dbapi2.connect(str(path))
    connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
    connection.execute("CREATE TABLE meta (a)")
    connection.close()
    with pytest.raises(DamagedError, match="not made by Relmgr"):
        sqlcipher.connect(path, key)


@pytest.mark.parametrize("statement", ["DROP TABLE meta", "DELETE FROM meta", "UPDATE meta SET value = 'x'"])
def test_the_vault_id_must_be_this_one(database: Path, key: DatabaseKey, statement: str) -> None:
    connection = sqlcipher.connect(database, key)
    connection.execute(statement)
    connection.close()
    with pytest.raises(DamagedError, match="belongs to another one"):
        sqlcipher.connect(database, key, vault_id="vault-1")
    assert not sqlcipher.is_open(database)


def test_the_check_of_the_schema_comes_before_any_use(database: Path, key: DatabaseKey) -> None:
    def refuse(connection: Any) -> None:
        assert count(connection) == ROWS
        raise NewerFileError("newer")

    with pytest.raises(NewerFileError):
        sqlcipher.connect(database, key, check=refuse)
    assert not sqlcipher.is_open(database)


def test_an_old_sqlite_is_refused(database: Path, key: DatabaseKey, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dbapi2, "sqlite_version_info", (3, 51, 2))
    with pytest.raises(VaultError, match=r"3\.51\.3"):
        sqlcipher.connect(database, key)


def test_the_file_is_not_read_by_other_means_while_it_is_open(database: Path, key: DatabaseKey) -> None:
    first, second = sqlcipher.connect(database, key), sqlcipher.connect(database, key)
    first.close()
    first.close()
    link = database.with_name("link.db")
    link.symlink_to(database)
    for name in (database, link):
        assert sqlcipher.is_open(name)
        with pytest.raises(RuntimeError, match="locks"):
            sqlcipher.judge(name, key)
    second.close()
    assert not sqlcipher.is_open(database)


def test_reading_only_changes_nothing_and_leaves_nothing(database: Path, key: DatabaseKey) -> None:
    before = database.read_bytes()
    connection = sqlcipher.connect(database, key, read_only=True, vault_id="vault-1")
    assert count(connection) == ROWS
    with pytest.raises(dbapi2.OperationalError, match="readonly") as caught:
        connection.execute("DELETE FROM note")
    assert isinstance(sqlcipher.explain(caught.value, database), ReadOnlyError)
    assert os.listdir(database.parent) == ["relmgr.db"]
    connection.close()
    assert database.read_bytes() == before


def test_reading_only_never_hides_what_lies_in_the_wal(
    database: Path, key: DatabaseKey, tmp_path: Path
) -> None:
    """`immutable=1` alone would show the file as it was before the last changes."""
    killed = tmp_path / "killed"
    killed.mkdir()
    connection = sqlcipher.connect(database, key)
    connection.execute("INSERT INTO note (text) VALUES ('last')")
    for place in (database, *sqlcipher.companions(database)[:2]):
        shutil.copy(place, killed)  # copies of a file in use: the picture that a kill leaves
    connection.close()
    left = killed / "relmgr.db"
    reader = sqlcipher.connect(left, key, read_only=True)
    assert count(reader) == ROWS + 1
    reader.close()
    (killed / "relmgr.db-shm").unlink(missing_ok=True)
    with pytest.raises(ReadOnlyError, match="Copy the whole folder"):
        sqlcipher.connect(left, key, read_only=True)


def test_opened_for_reading_where_writing_fails(
    database: Path, key: DatabaseKey, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = sqlcipher.open(database, key, "vault-1")
    assert not opened.is_read_only
    opened.connection.close()
    monkeypatch.setattr(opening, "is_writable", lambda _path: False)
    opened = sqlcipher.open(database, key, "vault-1")
    assert opened.is_read_only
    assert count(opened.connection) == ROWS
    opened.connection.close()


def test_a_full_disk_is_said_and_nothing_is_lost(database: Path, key: DatabaseKey) -> None:
    connection = sqlcipher.connect(database, key)
    pages = connection.execute("PRAGMA page_count").fetchone()[0]
    connection.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(dbapi2.OperationalError) as caught:
        connection.executemany("INSERT INTO note (text) VALUES (?)", [("x" * 9000,)] * 50)
    explained = sqlcipher.explain(caught.value, database)
    assert isinstance(explained, DiskError)
    assert str(database) in str(explained)
    assert "MB free" in str(explained)
    connection.execute(f"PRAGMA max_page_count = {pages + 1000}")
    connection.execute("INSERT INTO note (text) VALUES (?)", ("x" * 9000,))
    connection.close()


def test_a_foreign_lock_is_waited_for_and_said(database: Path, key: DatabaseKey) -> None:
    first, second = sqlcipher.connect(database, key), sqlcipher.connect(database, key)
    second.execute("PRAGMA busy_timeout = 1")
    first.execute("BEGIN IMMEDIATE")
    with pytest.raises(dbapi2.OperationalError) as caught:
        second.execute("BEGIN IMMEDIATE")
    assert isinstance(sqlcipher.explain(caught.value, database), InUseError)
    first.execute("ROLLBACK")
    second.execute("BEGIN IMMEDIATE")
    second.execute("ROLLBACK")
    first.close()
    second.close()


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (dbapi2.OperationalError("disk I/O error"), DiskError),
        (dbapi2.OperationalError("database or disk is full"), DiskError),
        (dbapi2.OperationalError("unable to open database file"), DamagedError),
        (dbapi2.DatabaseError("database disk image is malformed"), DamagedError),
        (dbapi2.DatabaseError("file is not a database"), DamagedError),
        (OSError(errno.ENOSPC, "no space"), DiskError),
        (OSError(errno.EROFS, "read-only"), ReadOnlyError),
    ],
)
def test_what_the_environment_causes_has_a_sentence(
    tmp_path: Path, error: Exception, kind: type[Exception]
) -> None:
    explained = sqlcipher.explain(error, tmp_path / "relmgr.db")
    assert isinstance(explained, kind)
    assert str(tmp_path) in str(explained)


def test_a_bug_has_none(tmp_path: Path) -> None:
    assert sqlcipher.explain(dbapi2.OperationalError("no such table: x"), tmp_path) is None
    assert sqlcipher.explain(KeyError("x"), tmp_path) is None


def test_a_wrapped_error_is_looked_through(tmp_path: Path) -> None:
    from sqlalchemy.exc import OperationalError

    wrapped = OperationalError("INSERT …", {}, dbapi2.OperationalError("database or disk is full"))
    assert isinstance(sqlcipher.explain(wrapped, tmp_path), DiskError)


def test_a_key_shows_itself_nowhere(key: DatabaseKey) -> None:
    secret = key.hex()
    assert repr(key) == str(key) == f"{key}" == "<DatabaseKey>"
    with pytest.raises(TypeError) as caught:
        copy.deepcopy(key)
    assert secret not in str(caught.value)
    with pytest.raises(TypeError):
        hash(key)


def test_a_key_equals_itself_alone(key: DatabaseKey) -> None:
    assert key == DatabaseKey(key.raw())
    assert key != DatabaseKey(os.urandom(32))
    assert key != key.raw()
    with pytest.raises(ValueError, match="32"):
        DatabaseKey(b"short")


def test_a_forgotten_key_opens_nothing(database: Path, key: DatabaseKey) -> None:
    key.forget()
    with pytest.raises(RuntimeError, match="forgotten"):
        sqlcipher.connect(database, key)
    assert not sqlcipher.is_open(database)
