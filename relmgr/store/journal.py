"""The undo journal: TEMP triggers on every table note the inverse of each row touched.

The idea is SQLite's own ("Automatic Undo/Redo With SQLite"): triggers see bulk updates, cascades and upserts,
and cannot be forgotten. The journal lives in memory (`temp_store = MEMORY`) and dies with the connection.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from sqlalchemy import Connection, Table

from relmgr.domain.kinds import Kind
from relmgr.store.light import driver_of
from relmgr.store.tables import JOURNALLED

_KINDS: dict[str, Kind] = {table.name: table.info["kind"] for table in JOURNALLED}
_DELETE = "DELETE"
"""The inverse of an insert: the row is named beside it. A large import notes a million, all of which stay in memory."""
_MANY = 5000
"""From so many rows on, single ones are told to nobody."""
_LOOK = 4000
"""Notes looked at in one step: some milliseconds."""
REPLAYED = 110
"""Notes carried out in one step: some six milliseconds."""
DECIDED_ABOUT: dict[str, tuple[str, ...]] = {
    "reminder": ("reminder",),
    "milestone": ("milestone",),
    "life_event": ("life_event",),
    "expectation": ("expectation", "gap", "request"),
    "referral": ("thank_you",),
    "person": ("cadence", "quiet", "away", "gentle", "notice", "keeping"),
    "update_rhythm": ("update",),
    "heads_up": ("heads_up",),
    "rough_patch": ("answer", "rough_patch", "aftercare"),
    "first_days_step": ("first_days",),
    "deepening": ("deepening",),
    "long_view": ("long_view",),
    "advice": ("advice",),
    "feedback": ("feedback_thanks", "feedback_decide", "feedback_change", "feedback_tell"),
}
"""The tables whose rows reminders are about, and the sources (services/reminders) that name them in decisions."""


@dataclass(frozen=True, slots=True)
class Touched:
    """What a change touched: kinds and people always; `rows` only while they are few."""

    kinds: frozenset[Kind] = frozenset()
    people: frozenset[int] = frozenset()
    rows: frozenset[tuple[str, int]] = frozenset()
    """(table, id) pairs."""


@dataclass(slots=True)
class Seen:
    """What the notes of a long change say, gathered some thousands at a time so that a window stays alive."""

    by_row: frozenset[str] = frozenset()
    """The tables of which every id is kept; of others only while the change is of few rows."""
    names: set[str] = field(default_factory=set)
    people: set[int] = field(default_factory=set)
    rows: dict[str, set[int]] = field(default_factory=dict)
    """Ids by table."""
    new: set[int] = field(default_factory=set)
    """People who were not there before these notes: nothing is beside them that the notes do not name."""
    is_many: bool = False

    def look(self, connection: Connection, after: int, until: int) -> Iterator[int]:
        """Take in the notes above `after` up to `until`; yields how many are left."""
        while after < until:
            final = min(after + _LOOK, until)
            notes = driver_of(connection).execute(
                "SELECT tbl, row, person, other, tbl = 'person' AND undo = ? FROM journal"
                " WHERE seq > ? AND seq <= ?",
                (_DELETE, after, final),
            )
            for name, row, person, other, is_inserted in notes.fetchall():
                rows = self.rows.setdefault(name, set())
                if is_inserted and row not in rows:
                    self.new.add(row)
                rows.add(row)
                if person is not None:
                    self.people.add(person)
                if other is not None:
                    self.people.add(other)
            self._drop_rows()
            after = final
            yield until - after
        self.names |= self.rows.keys()

    def add(self, other: "Seen") -> None:
        """Take in what was seen elsewhere."""
        self.names |= other.names
        self.people |= other.people
        self.new |= other.new - self.rows.get("person", set())
        for name, rows in other.rows.items():
            self.rows.setdefault(name, set()).update(rows)
        self.is_many |= other.is_many
        self._drop_rows()

    def _drop_rows(self) -> None:
        self.is_many = self.is_many or sum(map(len, self.rows.values())) >= _MANY
        for name in self.rows.keys() - self.by_row if self.is_many else ():
            self.rows[name].clear()

    def touched(self) -> Touched:
        """The same as whoever is told of the change gets it."""
        rows = () if self.is_many else ((name, row) for name, rows in self.rows.items() for row in rows)
        return Touched(
            frozenset(map(_KINDS.__getitem__, self.names)), frozenset(self.people), frozenset(rows)
        )


def install(connection: Connection) -> None:
    """Create the journal and its triggers on this connection, inside the transaction that is open."""
    statements = [
        # The driver ends what is open before a script.
        "BEGIN",
        "CREATE TEMP TABLE journal(seq INTEGER PRIMARY KEY, tbl TEXT NOT NULL, row INTEGER NOT NULL,"
        " person INTEGER, other INTEGER, undo TEXT NOT NULL)",
        *(statement for table in JOURNALLED for statement in _triggers(table)),
        *(_forgetting(name, sources) for name, sources in DECIDED_ABOUT.items()),
    ]
    # Two hundred statements, which SQLAlchemy would take longer over than SQLite, and the driver would keep prepared:
    # it lets go what was sent last, so that they would hold their places against all that is sent afterwards.
    driver_of(connection).executescript(";".join(statements))


def _forgetting(name: str, about: tuple[str, ...]) -> str:
    """SQLite gives a freed id to the next row: what was decided about the old one must not silence the new one."""
    sources = ", ".join(f"'{source}'" for source in about)
    return (
        f'CREATE TEMP TRIGGER "{name}_forgotten" AFTER DELETE ON main."{name}" BEGIN'
        f" DELETE FROM decision WHERE source IN ({sources}) AND source_id = old.id;"
        f" DELETE FROM shown WHERE source IN ({sources}) AND source_id = old.id; END"
    )


def _triggers(table: Table) -> Iterable[str]:
    name = table.name
    columns = [column.name for column in table.columns]
    listed = ", ".join(f'"{column}"' for column in columns)
    assign = " || ', ' || ".join(f'\'"{column}" = \' || quote(old."{column}")' for column in columns[1:])
    values = " || ', ' || ".join(f'quote(old."{column}")' for column in columns)
    people = table.info["people"]

    def noted(row: str, undo: str) -> str:
        named = [f'{row}."{people[i]}"' if len(people) > i else "NULL" for i in range(2)]
        return (
            "INSERT INTO journal(tbl, row, person, other, undo)"
            f" VALUES('{name}', {row}.id, {named[0]}, {named[1]}, {undo});"
        )

    yield (
        f'CREATE TEMP TRIGGER "{name}_inserted" AFTER INSERT ON main."{name}" BEGIN '
        + noted("new", f"'{_DELETE}'")
        + " END"
    )
    yield (
        f'CREATE TEMP TRIGGER "{name}_updated" AFTER UPDATE ON main."{name}" BEGIN '
        + noted("new", f"'UPDATE \"{name}\" SET ' || {assign} || ' WHERE id = ' || new.id")
        + " END"
    )
    yield (
        f'CREATE TEMP TRIGGER "{name}_deleted" BEFORE DELETE ON main."{name}" BEGIN '
        + noted("old", f"'INSERT INTO \"{name}\"({listed}) VALUES(' || {values} || ')'")
        + " END"
    )


def last(connection: Connection) -> int:
    """The number of the newest note; 0 when there is none."""
    return int(driver_of(connection).execute("SELECT coalesce(max(seq), 0) FROM journal").fetchone()[0])


def replay(connection: Connection, first: int, final: int) -> None:
    """Carry out the noted inverses from `final` back to `first` (both included) and forget those notes.

    What the replay itself touches is noted in turn, so that it can be taken back: that is redo.
    """
    for _left in replay_in_slices(connection, first, final):
        pass


def replay_in_slices(connection: Connection, first: int, final: int) -> Iterator[int]:
    """The same, some notes at a step, so that a window stays alive: yields how many are left."""
    execute = driver_of(connection).execute
    execute("PRAGMA defer_foreign_keys = ON")
    while final >= first:
        start = max(first, final - REPLAYED + 1)
        notes = execute(
            "SELECT undo, tbl, row FROM journal WHERE seq BETWEEN ? AND ? ORDER BY seq DESC", (start, final)
        ).fetchall()
        for undo, table, row in notes:
            if undo == _DELETE:
                # As one statement for all rows: compiling a delete with its cascades takes five times as long as doing it.
                execute(f'DELETE FROM "{table}" WHERE id = ?', (row,))
            else:
                execute(undo)
        forget(connection, start, final)
        final = start - 1
        yield final - first + 1


def forget(connection: Connection, first: int, final: int) -> None:
    """Drop the notes from `first` to `final`: that step can no longer be taken back."""
    driver_of(connection).execute("DELETE FROM journal WHERE seq BETWEEN ? AND ?", (first, final))
