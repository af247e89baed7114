"""A row in every table that can be about a person, each text of it a word of its own: nothing can be forgotten unseen."""

from datetime import UTC, date, datetime, time
from typing import Any

from sqlalchemy import Boolean, Column, Integer, LargeBinary, String, Table, Time, insert, select, update

from relmgr.services.whole import LEFT_OUT
from relmgr.store import Store
from relmgr.store import tables as t
from relmgr.store.types import Day, Instant, Word

NOW = datetime(2026, 11, 24, 14, 42, tzinfo=UTC)
DAY = date(2026, 11, 20)
MADE_BY_THEMSELVES = frozenset({"summary"})
"""Written by the file itself (store/derived.py)."""
SOURCES = {"decision": "expectation", "shown": "expectation"}


def word_of(table: str, column: str = "") -> str:
    """The word that stands in that column, and nowhere else: letters only, so that the search takes it whole."""
    return "Zyq" + "".join(character for character in f"{table}{column}" if character.isalpha())


def fill(store: Store, person_id: int, other_id: int) -> set[str]:
    """Give `person_id` a row in each table, some shared with `other_id`; the words written."""
    words: set[str] = set()
    made: dict[str, int] = {"person": person_id}
    with store.change("everything") as session:
        values = _texts(t.person, words)
        values.pop("leap_day"), values.pop("time_zone"), values.pop("uid")
        session.execute(update(t.person).where(t.person.c.id == person_id).values(values))
        for table in sorted(t.metadata.sorted_tables, key=lambda one: one.name in SOURCES):
            if table.name in LEFT_OUT or table.name in MADE_BY_THEMSELVES or table is t.person:
                continue
            row = _texts(table, words) | _others(table) | _references(table, made, person_id, other_id)
            if table.name in SOURCES:
                row |= {"source": SOURCES[table.name], "source_id": made["expectation"]}
            made[table.name] = int(session.execute(insert(table).values(row)).lastrowid)
        session.execute(update(t.person).where(t.person.c.id == person_id).values(photo_id=made["photo"]))
        uid = session.execute(select(t.person.c.uid).where(t.person.c.id == person_id)).scalar_one()
        session.execute(update(t.synced_card).values(uid=uid))
        session.execute(update(t.kept_note).values(person=person_id))
    words -= {word_of("synced_card", "uid"), word_of("decision", "source"), word_of("shown", "source")}
    words -= {word_of("person", name) for name in ("uid", "leap_day", "time_zone")}
    words.discard(word_of("import_batch", "format"))
    return words


def _texts(table: Table, words: set[str]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for column in table.columns:
        if type(column.type) is String and not column.foreign_keys:
            found[column.name] = word_of(table.name, column.name)
            words.add(found[column.name])
        elif isinstance(column.type, LargeBinary):
            found[column.name] = word_of(table.name, column.name).encode() * 300
            words.add(word_of(table.name, column.name))
    for name in ("moment_kind",):
        if name in found:
            words.discard(found[name])
            found[name] = "asked_for_help"
    return found


def _others(table: Table) -> dict[str, Any]:
    return {
        column.name: _value(column)
        for column in table.columns
        if not column.primary_key
        and not column.foreign_keys
        and type(column.type) is not String
        and not isinstance(column.type, LargeBinary)
    }


def _value(column: Column[Any]) -> Any:
    kind = column.type
    if isinstance(kind, Word):
        return next(iter(kind.kind))
    if isinstance(kind, Day):
        return DAY
    if isinstance(kind, Instant):
        return NOW
    if isinstance(kind, Time):
        return time(9)
    if isinstance(kind, Boolean):
        return False
    if isinstance(kind, Integer):
        return {"year": 2026, "month": 11, "day": 20}.get(column.name.rpartition("_")[2], 7)
    raise TypeError(f"{column}: {kind!r}")


def _references(table: Table, made: dict[str, int], person_id: int, other_id: int) -> dict[str, Any]:
    found: dict[str, Any] = {}
    people = [person_id, other_id]
    for key in sorted(table.foreign_keys, key=lambda one: one.parent.name, reverse=True):
        target = key.column.table.name
        if target == "person":
            found[key.parent.name] = people.pop(0)
        else:
            found[key.parent.name] = made.get(target)
    return found
