"""The schema: what the steps make is what the tables say, and triggers and search survive."""

import shutil
from datetime import date
from pathlib import Path

import pytest
import sqlcipher3.dbapi2
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, insert, select

from relmgr.errors import NewerFileError
from relmgr.store import Store, derived, migrate
from relmgr.store import tables as t
from relmgr.store.database import create_store, open_store
from relmgr.store.sqlcipher import DatabaseKey


def _schema(rows: list[tuple[str, str]]) -> dict[str, str]:
    return {
        name: " ".join((sql or "").split())
        for name, sql in rows
        if not name.startswith(("sqlite_", "alembic"))
    }


def test_the_steps_make_what_the_tables_say(store: Store) -> None:
    plain = create_engine("sqlite://", module=sqlcipher3.dbapi2)
    with plain.begin() as connection:
        t.metadata.create_all(connection)
        for statement in t.SEARCH_SQL:
            connection.exec_driver_sql(statement)
        wanted = connection.exec_driver_sql("SELECT name, sql FROM sqlite_master").all()
    with store.read() as session:
        made = session.exec_driver_sql("SELECT name, sql FROM sqlite_master").all()
    assert _schema([tuple(row) for row in made]) == _schema([tuple(row) for row in wanted])
    plain.dispose()


def test_the_revision_is_the_newest_step() -> None:
    config = Config()
    config.set_main_option("script_location", str(Path(migrate.__file__).parent / "migrations"))
    config.set_main_option("path_separator", "os")
    assert ScriptDirectory.from_config(config).get_current_head() == migrate.REVISION


def test_every_table_is_journalled_or_derived_or_a_note(store: Store) -> None:
    with store.read() as session:
        triggers = session.exec_driver_sql(
            "SELECT tbl_name, count(*) FROM sqlite_temp_master WHERE type = 'trigger' GROUP BY 1"
        ).all()
    free = {"meta", "photo", "shown", "look", "summary", "column_mapping", "synced_card", "erased"} | {
        "kept_step",
        "kept_note",
    }
    assert {table for table, count in triggers if count >= 3} == {
        table.name for table in t.metadata.sorted_tables if table.name not in free
    }


def test_a_newer_file_is_refused_and_left_alone(store: Store) -> None:
    with store.note() as session:
        session.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    store.close()
    with pytest.raises(NewerFileError, match="newer Relmgr"):
        open_store(store.path, DatabaseKey(bytes(range(32))), "a vault of the tests")


OLD_FILES = sorted(Path(__file__, "..", "..", "data", "schemas").resolve().glob("*.db"))


def test_a_file_of_every_older_schema_is_kept() -> None:
    older = int(migrate.REVISION) - 1
    assert [path.stem for path in OLD_FILES] == [f"{number:04}" for number in range(1, older + 1)]


@pytest.mark.parametrize("old", OLD_FILES, ids=lambda path: path.stem)
def test_a_file_of_an_older_schema_opens_with_all_it_held(old: Path, tmp_path: Path) -> None:
    path = tmp_path / "relmgr.db"
    shutil.copyfile(old, path)
    store = open_store(path, DatabaseKey(bytes(range(32))), "a vault of the tests", may_upgrade=True)
    with store.change("Use the new tables") as session:
        names = session.execute(select(t.summary.c.name).order_by(t.summary.c.sort_key)).scalars().all()
        session.execute(insert(t.way).values(person_id=1, label="Calls", text="Not on Fridays"))
    store.undo()
    with store.read() as session:
        assert list(derived.differences(session)) == []
    assert "Megan Jacobs" in names
    assert len(names) > 13
    assert _made_by(store) == _made_by(create_store(tmp_path / "new.db", DatabaseKey(bytes(32)), "new"))


def test_thanks_said_when_it_was_work_are_for_both_after_the_third_step(tmp_path: Path) -> None:
    path = tmp_path / "relmgr.db"
    shutil.copyfile(OLD_FILES[1], path)
    key = DatabaseKey(bytes(range(32)))
    plain = sqlcipher3.dbapi2.connect(str(path))
    plain.execute(f"PRAGMA key = \"x'{bytes(range(32)).hex()}'\"")
    plain.execute("DELETE FROM referral")
    insert_one = (
        "INSERT INTO referral (id, by_person_id, of_person_id, on_day, became_work_on, thanked_on, thanked_how)"
        " VALUES (?, 1, 2, '2026-01-05', ?, ?, ?)"
    )
    for row in (
        (1, "2026-02-01", "2026-02-01", "a card"),
        (2, "2026-02-01", "2026-01-06", "flowers"),
        (3, None, "2026-01-06", ""),
        (4, "2026-02-01", None, ""),
    ):
        plain.execute(insert_one, row)
    plain.commit()
    plain.close()
    store = open_store(path, key, "a vault of the tests", may_upgrade=True)
    r = t.referral.c
    query = select(r.id, r.thanked_how, r.work_thanked_on, r.work_thanked_how).order_by(r.id)
    with store.read() as session:
        found = [tuple(row) for row in session.execute(query)]
    store.close()
    assert found == [
        (1, "a card", date(2026, 2, 1), "a card"),
        (2, "flowers", None, ""),
        (3, "", None, ""),
        (4, "", None, ""),
    ]


def _made_by(store: Store) -> dict[str, str]:
    with store.read() as session:
        made = session.exec_driver_sql("SELECT name, sql FROM sqlite_master").all()
    store.close()
    return _schema([tuple(row) for row in made])
