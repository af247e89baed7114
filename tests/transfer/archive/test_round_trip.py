"""What is written as an archive comes back: an equal file, nothing twice, what the user changed stays."""

import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import delete, select, update

from relmgr.store import Store
from relmgr.store import tables as t
from relmgr.transfer import importing, sources
from relmgr.transfer.archive import layout, reading, write
from relmgr.transfer.hearing import heard
from relmgr.transfer.importing import ImportPlan, ImportReport, Verdict
from tests.builders import NOW, Make
from tests.faults.figures import Figure, Promise


def plan_of(store: Store, path: Path) -> ImportPlan:
    """What taking the archive in would do."""
    with path.open("rb") as file:
        return importing.plan(store, sources.read(file, sources.recognise(file, path.name)), path.name)


def take_in(store: Store, path: Path) -> ImportReport:
    """All of it that writes something."""
    report = importing.apply(store, plan_of(store, path), now=NOW)
    assert report is not None
    return report


def records(path: Path) -> dict[str, bytes]:
    """Everything in the zip."""
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def rows(store: Store) -> dict[str, list[Any]]:
    """All rows of the tables that travel, and of the summary derived from them, without the marks of importing.

    Row ids, and what refers to them, are numbers in the order of the ids: that is all two equal files may differ in.
    """
    with store.read() as session:
        tables = [
            one for one in t.metadata.sorted_tables if one.name not in layout.LEFT_OUT or one is t.summary
        ]
        held = {one.name: session.execute(select(one).order_by(one.c.id)).mappings().all() for one in tables}
    held["identity"] = [row for row in held["identity"] if row["source"] != layout.MARK]
    ranks = {name: {row["id"]: rank for rank, row in enumerate(found)} for name, found in held.items()}
    ranks["summary"] = ranks["person"]

    def told(table: Any, row: Any) -> tuple[Any, ...]:
        values = []
        for column in table.columns:
            target = next((key.column.table.name for key in column.foreign_keys), "")
            if column.name == "id":
                target = table.name
            elif column.name == "photo_id":
                target = "photo"
            value = row[column.name]
            values.append(ranks[target].get(value) if target else value)
        return tuple(
            value for column, value in zip(table.columns, values, strict=True) if column.name not in _ABOUT
        )

    return {one.name: [told(one, row) for row in held[one.name]] for one in tables}


_ABOUT = ("source_id", "newest_moment")
"""References that no key tells of; the records compare them."""


def test_every_noun_is_tried(archive: Path) -> None:
    counts = json.loads(records(archive)["relmgr.json"])["counts"]
    assert [name for name, count in counts.items() if not count] == []
    assert set(counts) == set(layout.NOUN)


def test_into_an_empty_file_gives_an_equal_one(
    filled: Store, archive: Path, other: Store, tmp_path: Path, figure: Figure
) -> None:
    report = take_in(other, archive)
    assert report.added == len(rows(filled)["person"])
    again = tmp_path / "again.zip"
    write(other, again, now=NOW)
    assert records(again) == records(archive)
    assert rows(other) == rows(filled)
    held = rows(filled)
    figure(
        Promise.LEAVES_WHOLE,
        f"{sum(map(len, held.values()))} rows of {len(held)} tables equal after leaving and coming back",
    )


def test_a_second_time_changes_nothing(archive: Path, other: Store) -> None:
    take_in(other, archive)
    before = rows(other)
    plan = plan_of(other, archive)
    assert {row.verdict for row in plan.rows} == {Verdict.SKIPPED}
    assert importing.apply(other, plan, now=NOW) is not None
    assert rows(other) == before


def test_into_its_own_file_it_changes_nothing(filled: Store, archive: Path) -> None:
    before = rows(filled)
    report = take_in(filled, archive)
    assert (report.added, report.merged, report.beyond) == (0, 0, 0)
    assert rows(filled) == before


def test_one_undo_takes_all_of_it_back(archive: Path, other: Store) -> None:
    empty = rows(other)
    take_in(other, archive)
    other.undo()
    after = rows(other)
    # Two tables are of no noun, and never undone: how columns were mapped, and pictures, which nobody shows any more.
    assert {name for name in after if after[name] != empty[name]} == {"column_mapping", "photo"}


def test_what_was_changed_here_stays(archive: Path, other: Store) -> None:
    take_in(other, archive)
    with other.change("by hand") as session:
        session.execute(update(t.fact).values(text="mine now"))
        session.execute(delete(t.moment))
        session.execute(update(t.person).values(city="elsewhere"))
    before = rows(other)
    take_in(other, archive)
    assert rows(other) == before


def test_known_people_gain_what_is_missing(filled: Store, archive: Path, make: Make) -> None:
    with filled.change("lose some") as session:
        ada = session.execute(
            select(t.person.c.id).where(t.person.c.display_name == "Ada Quist")
        ).scalar_one()
        session.execute(update(t.person).where(t.person.c.id == ada).values(notes="", city="Graz"))
        session.execute(delete(t.reminder).where(t.reminder.c.person_id == ada))
        session.execute(delete(t.conversation))
        kept = session.execute(select(t.fact)).all()
    report = take_in(filled, archive)
    assert report.added == 0
    assert report.merged > 0
    with filled.read() as session:
        row = session.execute(select(t.person).where(t.person.c.id == ada)).one()
        assert row.notes.startswith("Zwölf")
        assert row.city == "Graz"
        assert session.execute(select(t.reminder).where(t.reminder.c.person_id == ada)).all()
        assert len(session.execute(select(t.conversation)).all()) == 88
        assert session.execute(select(t.fact)).all() == kept


def test_who_is_not_chosen_stays_out_with_what_is_theirs(archive: Path, other: Store) -> None:
    plan = plan_of(other, archive)
    megan = next(row for row in plan.rows if row.title == "Megan Jacobs")
    report = importing.apply(other, plan, [megan.index], now=NOW)
    assert report is not None
    held = rows(other)
    assert len(held["person"]) == 1
    with other.read() as session:
        shared = session.execute(select(t.conversation_person.c.person_id)).scalars().all()
        talks = session.execute(select(t.conversation.c.id)).scalars().all()
    assert shared
    assert len(talks) == len(shared)
    assert held["relation"] == []


def test_a_cancelled_writing_leaves_what_was_there(filled: Store, tmp_path: Path) -> None:
    path = tmp_path / "all.zip"
    path.write_bytes(b"before")
    seen: list[tuple[int, int]] = []
    result = write(filled, path, now=NOW, progress=lambda *at: seen.append(at), cancelled=lambda: True)
    assert result is None
    assert path.read_bytes() == b"before"
    assert [one.name for one in tmp_path.iterdir() if one.name.startswith("all")] == ["all.zip"]
    assert seen
    assert not filled.is_busy


def test_a_cancelled_import_leaves_nothing(archive: Path, other: Store) -> None:
    before = rows(other)
    assert importing.apply(other, plan_of(other, archive), now=NOW, cancelled=lambda: True) is None
    assert rows(other) == before


def test_facts_that_are_equal_stay_two(store: Store, other: Store, make: Make, tmp_path: Path) -> None:
    ada = make.person("Ada Quist")
    with store.change("two") as session:
        for _each in range(2):
            session.execute(
                t.fact.insert().values(
                    person_id=ada, side="work", text="Same", source="own", sensitivity="fine"
                )
            )
    write(store, tmp_path / "two.zip", now=NOW)
    take_in(other, tmp_path / "two.zip")
    assert len(rows(other)["fact"]) == 2


def test_how_far_it_is_looked_through_is_told_and_can_be_stopped(
    store: Store, make: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "LOOKED_AT", 5)
    for number in range(20):
        make.person(f"Person {number}")
    path = tmp_path / "all.zip"
    counts = write(store, path, now=NOW)
    assert counts is not None
    told: list[tuple[int, int]] = []

    def read(until: int) -> list[sources.Entry]:
        told.clear()

        def hear(done: int, total: int) -> bool:
            told.append((done, total))
            return done < until

        with path.open("rb") as file, heard(hear):
            return list(sources.read(file, sources.recognise(file, path.name)))

    total = sum(counts.values())
    assert len(read(1_000)) == 20
    assert told == [(done, total) for done in range(5, total + 1, 5)]
    assert read(10) == []
    assert told == [(5, total), (10, total)]
