"""Fills every table there is with rows about some people, drawn from few words so that equal rows come about."""

import random
import uuid
from datetime import timedelta
from typing import Any

from sqlalchemy import Boolean, Column, Integer, LargeBinary, String, Table, Time, insert, select

from relmgr.domain.moments import MomentKind
from relmgr.store import Store
from relmgr.store import tables as t
from relmgr.store.store import Session
from relmgr.store.types import Day, Instant, Word
from tests.builders import NOW, TODAY

_WORDS = ("", "", "amber", "birch", "cedar", "Dorn, Elm", "fir")
_DERIVED = frozenset({"summary", "shown", "look", "decision"})
_NOT_OF_PEOPLE = frozenset(
    {"meta", "kept_step", "kept_note", "erased", "synced_card", "column_mapping", "circle_cadence"}
)
FILLED = tuple(table for table in t.metadata.sorted_tables if table.name not in _DERIVED | _NOT_OF_PEOPLE)


class Filler:
    """Draws rows; the same seed gives the same rows."""

    def __init__(self, store: Store, seed: int) -> None:
        self._store = store
        self._chance = random.Random(seed)
        self._ids: dict[str, list[int]] = {}
        self._taken: set[tuple[Any, ...]] = set()

    def fill(self, people: int = 3, rows: int = 4) -> list[int]:
        """The ids of the people; every table has up to `rows` rows about each of them and about each parent row."""
        with self._store.change("Fill") as session:
            for table in FILLED:
                count = people if table is t.person else rows * people
                for _each in range(count):
                    self._add(session, table)
            for name in ("decision", "shown"):
                self._decide(session, t.metadata.tables[name])
        return self._ids["person"]

    def _add(self, session: Session, table: Table) -> None:
        values = {column.name: self._value(table, column) for column in table.columns if column.name != "id"}
        values = self._sensible(table, values)
        ends = [values[name] for name in table.info["people"] if name != "id"]
        if len(ends) == 2 and ends[0] == ends[1]:
            return
        for index in table.indexes:
            if index.unique:
                key = (index.name, *(values[column.name] for column in index.columns))
                if key in self._taken:
                    return
                self._taken.add(key)
        made = session.execute(insert(table).values(**values))
        self._ids.setdefault(table.name, []).append(int(made.lastrowid))

    def _sensible(self, table: Table, values: dict[str, Any]) -> dict[str, Any]:
        if table is t.person:
            values |= {"deleted_at": None, "display_name": values["display_name"] or "Ann"}
        for name in values:
            prefix, _underscore, part = name.rpartition("_")
            if part == "year" and values[f"{prefix}_day"] is not None:
                values[f"{prefix}_month"] = values[f"{prefix}_month"] or 4
        if table is t.told_apart:
            ends = sorted((values["one_person_id"], values["other_person_id"]))
            values |= {"one_person_id": ends[0], "other_person_id": ends[1]}
        return values

    def _decide(self, session: Session, table: Table) -> None:
        for source, of in (("cadence", "person"), ("milestone", "milestone"), ("reminder", "reminder")):
            for id_ in self._ids[of]:
                values = {
                    column.name: self._value(table, column) for column in table.columns if column.name != "id"
                }
                values |= {"source": source, "source_id": id_, "occurrence": TODAY}
                session.execute(insert(table).values(**values))

    def _value(self, table: Table, column: Column[Any]) -> Any:
        if column.foreign_keys:
            return self._reference(column)
        if column.nullable and self._chance.random() < 0.3:
            return None
        return self._plain(table, column)

    def _reference(self, column: Column[Any]) -> int | None:
        target = next(iter(column.foreign_keys)).column.table.name
        known = self._ids.get(target, [])
        if not known or (column.nullable and self._chance.random() < 0.4):
            return None
        return self._chance.choice(known)

    def _plain(self, table: Table, column: Column[Any]) -> Any:
        if column.unique or column.name == "uid":
            return f"urn:uuid:{uuid.UUID(int=self._chance.getrandbits(128))}"
        if isinstance(column.type, Word):
            return self._chance.choice(list(column.type.kind))
        if isinstance(column.type, Instant):
            return NOW + timedelta(minutes=self._chance.randrange(2))
        if isinstance(column.type, Day):
            return TODAY - timedelta(days=self._chance.randrange(3))
        return self._simple(table, column)

    def _simple(self, table: Table, column: Column[Any]) -> Any:
        match column.type:
            case Boolean():
                return self._chance.random() < 0.5
            case LargeBinary():
                return self._chance.randbytes(4)
            case Time():
                return None
            case Integer():
                return self._number(column.name)
            case String():
                if column.name == "moment_kind":
                    return self._chance.choice(list(MomentKind)).value
                if column.name == "leap_day":
                    return self._chance.choice(("", "feb28", "mar1"))
                return self._chance.choice(_WORDS)
        raise AssertionError(f"no value for {table.name}.{column.name}")

    def _number(self, name: str) -> int | None:
        if name.endswith("_year"):
            return self._chance.choice((1980, 1990))
        if name.endswith("_month"):
            return self._chance.choice((4, 5))
        if name.endswith("_day"):
            return self._chance.choice((12, 13))
        return self._chance.randrange(1, 4)


def dump(store: Store) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table but the notes of delivery, which no undo touches."""
    with store.read() as session:
        return {
            table.name: [tuple(row) for row in session.execute(select(table).order_by(table.c.id))]
            for table in t.metadata.sorted_tables
            if table.name not in ("shown", "look")
        }


def texts_about(session: Session, people: list[int]) -> set[str]:
    """Every text in a row about one of `people`, and in the rows that belong to those."""
    found: set[str] = set()
    wanted: dict[str, set[int]] = {"person": set(people)}
    for table in FILLED:
        ids = wanted.setdefault(table.name, set())
        for row in session.execute(select(table)):
            columns = [
                (column.name, next(iter(column.foreign_keys)).column.table.name)
                for column in table.columns
                if column.foreign_keys
            ]
            mine = row.id in ids or any(
                target not in ("photo", "label", "organisation", "offer", "import_batch")
                and row._mapping[name] in wanted.get(target, ())
                for name, target in columns
            )
            if mine:
                ids.add(row.id)
                found.update(
                    value.strip()
                    for column in table.columns
                    if not isinstance(column.type, Word)
                    and column.name != "leap_day"
                    and isinstance(value := row._mapping[column.name], str)
                    and value.strip()
                )
    return found
