"""Writes an archive's records into a file: new people whole, known ones gain what is missing, nothing is overwritten.

Rows are written as they were stored where the archive was made, in its order, so that an empty file becomes equal to
that one. What is here already is told by its name (a UID, a label's name), else by saying the same. Only rows that
were here before count: two equal facts of one archive stay two.
"""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from functools import cache
from typing import Any

from sqlalchemy import RowMapping

from relmgr.domain.kinds import INVERSE, RelationKind
from relmgr.store.store import Session
from relmgr.transfer.archive import layout
from relmgr.transfer.archive.layout import NOUN, NOUNS, Form, Noun
from relmgr.transfer.archive.reading import Archive
from relmgr.transfer.archive.values import Record, columns_of
from relmgr.transfer.beyond import Taken, Writing

FORMAT = "archive"
"""The source of identities that are UIDs of people who came from elsewhere and are known under another one here."""
SLICE = 100
"""Records written at once: about ten milliseconds."""
_CHUNK = 400
_UNSAID = {"id", "position"}
"""Columns that do not make two rows different."""
_SAME: dict[str, tuple[str, ...]] = {
    "affiliation": ("person_id", "organisation_id", "title"),
    "contact_method": ("person_id", "contact_kind", "value"),
    "milestone": ("person_id", "milestone_kind", "title"),
    "relation": ("from_person_id", "to_person_id", "relation_kind"),
    "conversation_person": ("conversation_id", "person_id"),
    "foreign_line": ("person_id", "format", "raw"),
    "scope_item": ("expectation_id", "text"),
    "circle_cadence": ("circle",),
    "saved_filter": ("name",),
    "column_mapping": ("header",),
    "update_rhythm": ("person_id", "direction"),
    "told_apart": ("one_person_id", "other_person_id"),
    "mirror_answer": ("review_id", "characteristic"),
    "shown": ("source", "source_id", "occurrence", "stage"),
}
"""What makes two rows the same; all columns for the others."""
_GROUPS = (
    ("away_from", "away_until", "away_why"),
    ("gentle_until", "gentle_why"),
    ("cadence_days", "cadence_set_on"),
)
"""Columns of a person that say one thing together."""
_NEVER_FILLED = {"id", "uid", "deleted_at", "created_at", "changed_at", "is_light", "do_not_phone"}
_SHARED = ("conversation", "organisation", "label", "photo")
"""What belongs to several people: taken in where somebody who is taken in has it."""

Row = dict[str, Any]


class Adding(Writing):
    """An archive on its way into a file."""

    def __init__(
        self, session: Session, archive: Archive, people: Mapping[str, Taken], now: datetime
    ) -> None:
        self._session = session
        self._archive = archive
        self._taken = people
        self._now = now.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        self._ids: dict[str, dict[Any, int]] = defaultdict(dict)
        self._last: dict[str, int] = {}
        self._next: dict[str, int] = {}
        self._touched: set[int] = set()
        self._new: set[int] = set()
        self._wanted: dict[str, set[Any]] | None = None
        self.people: dict[str, int] = {}
        self.done = self.added = self.merged = self.unchanged = self.records = 0

    def steps(self) -> Iterator[None]:
        """Write slice by slice. Raises InputError for what is wrong with the archive."""
        if any(record["uid"] not in self._taken for _line, record in self._archive.records(NOUN["person"])):
            yield from self._find_shared()
        for noun in NOUNS:
            if noun.name == "identity":
                self._mark()
            batch: list[Record] = []
            for _line, record in self._archive.records(noun):
                batch.append(record)
                if len(batch) == SLICE:
                    self._take(noun, batch)
                    batch = []
                    yield
            self._take(noun, batch)
            yield
        known = set(self.people.values()) - self._new
        self._touched.discard(None)
        self.merged = len(known & self._touched)
        self.unchanged = len(known - self._touched)

    def _mark(self) -> None:
        """Note what was taken in, so that it is not taken in again when it was changed or removed since."""
        marks = [(person, layout.MARK, self._taken[uid].mark) for uid, person in self.people.items()]
        before = [person for person in self.people.values() if person not in self._new]
        named = dict(self._pairs("SELECT id, uid FROM person WHERE id IN ({ids})", before))
        others = [
            (person, FORMAT, uid)
            for uid, person in self.people.items()
            if person in named and named[person] != uid
        ]
        query = "SELECT person_id, source, uid FROM identity WHERE source IN (?, ?)"
        here = {tuple(row) for row in self._session.exec_driver_sql(query, (layout.MARK, FORMAT))}
        rows = [row for row in (*others, *marks) if row not in here]
        if rows:
            self._session.exec_driver_sql(
                "INSERT INTO identity (person_id, source, uid) VALUES (?, ?, ?)", rows
            )

    # --- what is shared, where not everybody is taken in ---

    def _find_shared(self) -> Iterator[None]:
        wanted: dict[str, set[Any]] = {name: set() for name in _SHARED}
        for noun in (*NOUNS, NOUN["organisation"]):
            shared = [field for field in noun.fields if field.target in wanted]
            whose = [field.key for field in noun.fields if field.target == "person" or noun.name == "person"]
            if not shared:
                continue
            for line, record in self._archive.records(noun):
                if noun.name == "organisation":
                    taken = record["uid"] in wanted["organisation"]
                elif noun.name == "person":
                    taken = record["uid"] in self._taken
                else:
                    taken = bool(whose) and all(record.get(key, "") in self._taken for key in whose)
                if taken:
                    for field in shared:
                        wanted[field.target].add(record.get(field.key))
                if line % SLICE == 0:
                    yield
        self._wanted = wanted

    def _is_left_out(self, noun: Noun, record: Record) -> bool:
        if noun.name == "person":
            return record["uid"] not in self._taken
        if self._wanted is None or noun.name not in self._wanted:
            return False
        return record[noun.known_by] not in self._wanted[noun.name]

    # --- one slice ---

    def _take(self, noun: Noun, records: Sequence[Record]) -> None:
        self.done += len(records)
        rows: list[tuple[Record, Row]] = []
        for record in records:
            if self._is_left_out(noun, record):
                continue
            row = self._row(noun, record)
            if row is not None:
                rows.append((record, row))
        if not rows:
            return
        here = self._here(noun, rows)
        new: list[Row] = []
        for (record, row), known in zip(rows, here, strict=True):
            if known is None:
                self._add(noun, record, row)
                new.append(row)
            elif noun.name in ("person", "organisation"):
                self._fill(noun, known, row)
            self._name(noun, record, row["id"] if known is None else known)
        self._insert(noun, new)

    def _row(self, noun: Noun, record: Record) -> Row | None:
        """The row with its references; None where it belongs to somebody who is left out."""
        row = columns_of(noun, record)
        for key, column, target, must_be in _references(noun.name):
            value = record.get(key)
            found = None if value is None else self._ids[target].get(value)
            if found is None and (must_be or (value is not None and target == "person")):
                return None
            row[column] = found
        for field in noun.references:
            if field.form is Form.ABOUT:
                about = self._ids[layout.ABOUT[record["source"]]].get(record.get(field.key))
                if about is None:
                    return None
                row[field.columns[0]] = about
            elif field.form is Form.UP_TO:
                row[field.columns[0]] = self._ids["moment"].get(record.get(field.key), 0)
        if noun.name == "told_apart" and row["one_person_id"] > row["other_person_id"]:
            row["one_person_id"], row["other_person_id"] = row["other_person_id"], row["one_person_id"]
        return row

    def _add(self, noun: Noun, record: Record, row: Row) -> None:
        row["id"] = self._fresh_id(noun.name)
        if noun.name == "person":
            if self._pairs_in("person", "uid", [row["uid"]]):  # chosen as somebody else than who is here
                row["uid"] = f"urn:uuid:{uuid.uuid4()}"
            self._new.add(row["id"])
            self.added += 1
        else:
            self.records += 1
            self._touched.update(row[column] for column in noun.table.info["people"])
        if noun.name == "photo":
            row["data"] = self._archive.picture(record["sha256"])

    def _name(self, noun: Noun, record: Record, row_id: int) -> None:
        if noun.is_numbered:
            self._ids[noun.name][record["number"]] = row_id
        elif noun.known_by:
            self._ids[noun.name][record[noun.known_by]] = row_id
        if noun.name == "person":
            self.people[record["uid"]] = row_id

    def _insert(self, noun: Noun, rows: list[Row]) -> None:
        if rows:
            columns = list(rows[0])
            listed = ", ".join(f'"{column}"' for column in columns)
            places = ", ".join("?" * len(columns))
            self._session.exec_driver_sql(
                f'INSERT INTO "{noun.name}" ({listed}) VALUES ({places})',
                [tuple(row[column] for column in columns) for row in rows],
            )

    def _fill(self, noun: Noun, row_id: int, row: Row) -> None:
        """What is empty here takes what the archive says."""
        found = self._session.exec_driver_sql(f'SELECT * FROM "{noun.name}" WHERE id = ?', (row_id,))
        here: Row = dict(found.mappings().one())
        filled = {
            column: value
            for column, value in row.items()
            if value not in (None, "") and column not in _NEVER_FILLED and here[column] in (None, "")
        }
        for group in _GROUPS:
            if any(here.get(column) not in (None, "") for column in group):
                filled = {column: value for column, value in filled.items() if column not in group}
        if not filled:
            return
        if noun.name == "person":
            filled["changed_at"] = self._now
            self._touched.add(row_id)
        assigned = ", ".join(f'"{column}" = ?' for column in filled)
        self._session.exec_driver_sql(
            f'UPDATE "{noun.name}" SET {assigned} WHERE id = ?', (*filled.values(), row_id)
        )

    # --- what is here already ---

    def _here(self, noun: Noun, rows: Sequence[tuple[Record, Row]]) -> list[int | None]:
        if noun.name == "person":
            return [self._taken[record["uid"]].person for record, _row in rows]
        if noun.known_by:
            named = self._pairs_in(noun.name, noun.known_by, [row[noun.known_by] for _record, row in rows])
            if noun.name == "organisation":
                same = self._pairs_in(
                    noun.name, "lower(name)", [row["name"].lower() for _record, row in rows]
                )
                return [named.get(row["uid"], same.get(row["name"].lower())) for _record, row in rows]
            return [named.get(row[noun.known_by]) for _record, row in rows]
        return self._saying_the_same(noun, [row for _record, row in rows])

    def _saying_the_same(self, noun: Noun, rows: Sequence[Row]) -> list[int | None]:
        columns = _SAME.get(noun.name) or tuple(
            column.name for column in noun.table.columns if column.name not in _UNSAID
        )
        said: dict[tuple[Any, ...], int] = {}
        for row in self._near(noun, rows):
            said.setdefault(tuple(row[column] for column in columns), row["id"])
        if not said:
            return [None] * len(rows)
        return [
            said.get(mine) or _seen_from_there(noun, mine, said)
            for mine in (tuple(row[column] for column in columns) for row in rows)
        ]

    def _near(self, noun: Noun, rows: Sequence[Row]) -> Iterator[RowMapping]:
        """Rows that were here before, of what these rows belong to."""
        last = self._last_id(noun.name)
        if last == 0:
            return
        parents = [field for field in noun.fields if field.form in (Form.REFERENCE, Form.ABOUT)]
        owner = parents[0] if parents else None
        if noun.name == "relation":
            yield from self._rows_where(noun, "to_person_id", {row["from_person_id"] for row in rows}, last)
        if owner is None:
            found = self._session.exec_driver_sql(f'SELECT * FROM "{noun.name}" WHERE id <= ?', (last,))
            yield from found.mappings()
            return
        column = owner.columns[0]
        wanted = {row[column] for row in rows}
        if None in wanted:
            found = self._session.exec_driver_sql(
                f'SELECT * FROM "{noun.name}" WHERE "{column}" IS NULL AND id <= ?', (last,)
            )
            yield from found.mappings()
        if owner.target:
            newest = self._last_id(owner.target)
            wanted = {one for one in wanted if one is not None and one <= newest}
        yield from self._rows_where(noun, column, wanted - {None}, last)

    def _rows_where(self, noun: Noun, column: str, ids: Iterable[int], last: int) -> Iterator[RowMapping]:
        listed = sorted(ids)
        for start in range(0, len(listed), _CHUNK):
            chunk = listed[start : start + _CHUNK]
            query = f'SELECT * FROM "{noun.name}" WHERE "{column}" IN ({_places(chunk)}) AND id <= ?'
            yield from self._session.exec_driver_sql(query, (*chunk, last)).mappings()

    def _pairs_in(self, table: str, column: str, keys: Sequence[Any]) -> dict[Any, int]:
        """Ids of the rows that were here before, by what `column` says."""
        last = self._last_id(table)
        name = column if "(" in column else f'"{column}"'
        found: dict[Any, int] = {}
        for start in range(0, len(keys) if last else 0, _CHUNK):
            chunk = list(keys[start : start + _CHUNK])
            query = f'SELECT {name}, id FROM "{table}" WHERE {name} IN ({_places(chunk)}) AND id <= ? ORDER BY id DESC'
            found |= {row[0]: row[1] for row in self._session.exec_driver_sql(query, (*chunk, last))}
        return found

    def _pairs(self, query: str, ids: Sequence[int]) -> Iterator[tuple[Any, Any]]:
        for start in range(0, len(ids), _CHUNK):
            chunk = list(ids[start : start + _CHUNK])
            rows = self._session.exec_driver_sql(query.format(ids=_places(chunk)), tuple(chunk))
            yield from ((row[0], row[1]) for row in rows)

    def _last_id(self, table: str) -> int:
        """The newest id there was before; 0 for an empty table."""
        if table not in self._last:
            found = self._session.exec_driver_sql(f'SELECT coalesce(max(id), 0) FROM "{table}"')
            self._last[table] = self._next[table] = int(found.scalar_one())
        return self._last[table]

    def _fresh_id(self, table: str) -> int:
        self._last_id(table)
        self._next[table] += 1
        return self._next[table]


@cache
def _references(name: str) -> tuple[tuple[str, str, str, bool], ...]:
    """(key, column, noun referred to, whether a row without it is none) of a noun's references."""
    return tuple(
        (one.key, one.columns[0], one.target, not one.nullable)
        for one in NOUN[name].references
        if one.form is Form.REFERENCE
    )


def _places(values: Sequence[Any]) -> str:
    return ", ".join("?" * len(values))


def _seen_from_there(noun: Noun, mine: tuple[Any, ...], said: Mapping[tuple[Any, ...], int]) -> int | None:
    """A tie is stored once, from one end or the other."""
    if noun.name != "relation":
        return None
    one, other, kind = mine
    return said.get((other, one, str(INVERSE[RelationKind(kind)])))
