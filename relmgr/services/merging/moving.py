"""Everything that names the one who goes names the one who stays: every table's every row, none by hand.

Which tables there are, the schema says (`info["people"]`); what two equal rows become, `rules` says.
"""

from collections import defaultdict
from typing import Any

from sqlalchemy import Table, delete, insert, or_, select, update

from relmgr.domain.ids import PersonId
from relmgr.domain.kinds import Sensitivity
from relmgr.domain.partial_date import PartialDate
from relmgr.domain.phrases import partial
from relmgr.services.merging.fields import SINGLE_DATES
from relmgr.services.merging.history import History
from relmgr.services.merging.rules import (
    ANYWHERE,
    RULES,
    STRICTNESS,
    Rule,
    Values,
    children_of,
    people_of,
    plain_key,
    references_to,
    turned,
)
from relmgr.store import tables as t
from relmgr.store.journal import DECIDED_ABOUT
from relmgr.store.store import Session

TABLES: tuple[Table, ...] = tuple(
    table for table in t.JOURNALLED if people_of(table) and table is not t.person
)
"""What is moved: all that names a person."""
_DATE = ("on_year", "on_month", "on_day")


class Mover:
    """Moves the rows of `goes` to `stays`, inside a change that stands already."""

    def __init__(
        self,
        session: Session,
        stays: PersonId,
        goes: PersonId,
        history: History,
        chosen_dates: frozenset[str],
    ) -> None:
        self._session, self._stays, self._goes = session, stays, goes
        self._history = history
        self._chosen_dates = chosen_dates
        """The single dates (by the keys of SINGLE_DATES) of which the value of the one who goes is to stand."""

    def move(self) -> None:
        """All of it; afterwards nothing names the one who goes."""
        self._join_conversations()
        for table in TABLES:
            self._move_rows(table)
        self._move_decisions("person", self._goes, self._stays)

    # --- rows ---

    def _move_rows(self, table: Table) -> None:
        columns = people_of(table)
        going = self._rows(table, self._goes)
        if not going:
            return
        rule = RULES.get(table.name, Rule(plain_key(table)))
        held: dict[Any, list[Values]] = defaultdict(list)
        after = 0
        for row in self._rows(table, self._stays):
            if any(row[column] == self._goes for column in columns):
                continue
            held[rule.key(row)].append(row)
            after = max(after, row.get("position") or 0)
        for row in going:
            moved = {**row, **{column: self._stays for column in columns if row[column] == self._goes}}
            if len(columns) > 1 and len({moved[column] for column in columns}) == 1:
                self._end_tie(table, moved)
                continue
            if table is t.told_apart:
                small, large = sorted((moved["one_person_id"], moved["other_person_id"]))
                moved |= {"one_person_id": small, "other_person_id": large}
            double = self._double(table, rule, held[rule.key(moved)], moved)
            if double is not None:
                self._join(table, rule, double, moved)
                continue
            if "position" in row:
                after += 1
                moved["position"] = after
            if table is t.contact_method and moved["is_preferred"]:
                moved["is_preferred"] = not any(
                    each["is_preferred"] and each["contact_kind"] == moved["contact_kind"]
                    for rows in held.values()
                    for each in rows
                )
            held[rule.key(moved)].append(moved)
            changed = {name: value for name, value in moved.items() if value != row[name]}
            self._session.execute(update(table).where(table.c.id == row["id"]).values(**changed))

    def _rows(self, table: Table, person: PersonId) -> list[Values]:
        names = or_(*(table.c[column] == person for column in people_of(table)))
        order = (table.c.position, table.c.id) if "position" in table.c else (table.c.id,)
        return [
            dict(row._mapping) for row in self._session.execute(select(table).where(names).order_by(*order))
        ]

    def _double(self, table: Table, rule: Rule, held: list[Values], row: Values) -> Values | None:
        """The row that says the same; rows with rows of their own only if those say the same too."""
        for each in held:
            if rule.fits is not None and not rule.fits(each, row):
                continue
            if all(
                self._said_below(child, column, each["id"]) == self._said_below(child, column, row["id"])
                for child, column in children_of(table)
            ):
                return each
        return None

    def _said_below(self, table: Table, column: str, parent: int) -> list[str]:
        names = [each.name for each in table.columns if each.name not in ANYWHERE and each.name != column]
        rows = self._session.execute(select(table).where(table.c[column] == parent))
        return sorted(repr([row._mapping[name] for name in names]) for row in rows)

    def _join(self, table: Table, rule: Rule, stays: Values, goes: Values) -> None:
        """One row of two: what the first lacks the second gives; what differs goes to the earlier values."""
        if table is t.relation:
            goes = turned(goes, stays)
        completed = self._completed(table, rule, stays, goes)
        children = {child.name for child, _column in children_of(table)}
        for other, column in references_to(table):
            if other.name not in children:
                self._session.execute(
                    update(other).where(other.c[column] == goes["id"]).values({column: stays["id"]})
                )
        self._move_decisions(table.name, goes["id"], stays["id"])
        self._session.execute(delete(table).where(table.c.id == goes["id"]))
        changed = {name: value for name, value in completed.items() if value != stays[name]}
        if changed:
            self._session.execute(update(table).where(table.c.id == stays["id"]).values(**changed))
            stays.update(changed)

    def _completed(self, table: Table, rule: Rule, stays: Values, goes: Values) -> Values:
        if table is t.milestone:
            return self._dates_joined(stays, goes)
        values: Values = {}
        for name in rule.soft:
            mine, theirs = stays[name], goes[name]
            if name == "sensitivity":
                values[name] = max(mine, theirs, key=lambda each: STRICTNESS[Sensitivity(each)])
            elif name in ("is_preferred", "source"):
                values[name] = mine
            elif mine in (None, "", False):
                values[name] = theirs
            else:
                values[name] = mine
                if theirs not in (None, "", False, mine) and not name.endswith("_id"):
                    self._history.note(rule.field or _word(table, stays, name), str(theirs), str(mine))
        return values

    def _dates_joined(self, stays: Values, goes: Values) -> Values:
        """Two dates of one kind: as much of it as both know, or the chosen one where they contradict each other."""
        values = {name: stays[name] or goes[name] for name in ("title", "note")}
        values["remind"] = stays["remind"] or goes["remind"]
        for name in ("title", "note"):
            self._history.note(stays["milestone_kind"], goes[name], values[name])
        mine, theirs = ([row[name] for name in _DATE] for row in (stays, goes))
        key = SINGLE_DATES.get(stays["milestone_kind"], "")
        first, second = (theirs, mine) if key and key in self._chosen_dates else (mine, theirs)
        joined = _both(first, second)
        if joined is None:
            joined = first
            self._history.note(key or stays["milestone_kind"], _as_text(second), _as_text(first))
        return {**values, **dict(zip(_DATE, joined, strict=True))}

    def _end_tie(self, table: Table, row: Values) -> None:
        """Nobody is related to themselves, nor sent themselves: the tie goes, its words stay as earlier values."""
        if table is t.give:
            changed = {"person_id": self._stays, "introduced_id": None}
            self._session.execute(update(table).where(table.c.id == row["id"]).values(**changed))
            return
        for column in table.columns:
            if isinstance(row[column.name], str) and column.name not in ("relation_kind", "uid"):
                self._history.note(table.name, row[column.name])
        self._session.execute(delete(table).where(table.c.id == row["id"]))

    # --- conversations ---

    def _join_conversations(self) -> None:
        """A conversation that stands twice, once with each of the two, word for word, is one."""
        held: dict[Any, int] = {}
        for row in self._conversations(self._stays):
            held.setdefault(self._told(row), row["id"])
        for row in self._conversations(self._goes):
            double = held.get(self._told(row))
            if double is None or double == row["id"]:
                continue
            self._join_people(double, row["id"])
            for other, column in references_to(t.conversation):
                self._session.execute(
                    update(other).where(other.c[column] == row["id"]).values({column: double})
                )
            self._session.execute(delete(t.conversation).where(t.conversation.c.id == row["id"]))

    def _join_people(self, double: int, going: int) -> None:
        """Everybody else of both conversations stands in the one that stays once; the two are joined with the rest."""
        c = t.conversation_person.c
        theirs = {
            row.person_id: dict(row._mapping)
            for row in self._session.execute(select(t.conversation_person).where(c.conversation_id == double))
        }
        for row in self._session.execute(
            select(t.conversation_person).where(c.conversation_id == going)
        ).all():
            if row.person_id != self._goes and row.person_id in theirs:
                held = theirs[row.person_id]
                self._join(t.conversation_person, RULES["conversation_person"], held, dict(row._mapping))

    def _conversations(self, person: PersonId) -> list[Values]:
        p = t.conversation_person.c
        query = (
            select(t.conversation)
            .where(t.conversation.c.id.in_(select(p.conversation_id).where(p.person_id == person)))
            .order_by(t.conversation.c.id)
        )
        return [dict(row._mapping) for row in self._session.execute(query)]

    def _told(self, row: Values) -> Any:
        """What is said in it and who was there, the two counted as one."""
        p = t.conversation_person.c
        people = self._session.execute(select(p.person_id).where(p.conversation_id == row["id"])).scalars()
        there = frozenset(self._stays if each == self._goes else each for each in people)
        return (there, *(value for name, value in row.items() if name not in ANYWHERE))

    # --- decisions ---

    def _move_decisions(self, table: str, goes: int, stays: int) -> None:
        """What was decided and shown about one row holds for the row it became; of two for one day the first."""
        if table not in DECIDED_ABOUT or goes == stays:
            return
        sources = ", ".join(f"'{source}'" for source in DECIDED_ABOUT[table])
        for name in ("decision", "shown"):
            stage = " AND held.stage = moved.stage" if name == "shown" else ""
            self._session.exec_driver_sql(
                f"DELETE FROM {name} AS moved WHERE source IN ({sources}) AND source_id = ?1 AND EXISTS"
                f" (SELECT 1 FROM {name} AS held WHERE held.source = moved.source AND held.source_id = ?2"
                f" AND held.occurrence = moved.occurrence{stage})",
                (goes, stays),
            )
            self._session.exec_driver_sql(
                f"UPDATE {name} SET source_id = ?2 WHERE source IN ({sources}) AND source_id = ?1",
                (goes, stays),
            )


def remember_identity(session: Session, stays: PersonId, uid: str, sources: tuple[str, ...]) -> None:
    """Let whoever brings the one who went, by the identity that they had here, find the one who stays."""
    i = t.identity.c
    for source in sources:
        known = select(i.id).where(i.person_id == stays, i.source == source, i.uid == uid)
        if session.execute(known).first() is None:
            session.execute(insert(t.identity).values(person_id=stays, source=source, uid=uid))


def _word(table: Table, row: Values, column: str) -> str:
    """The name of an earlier value: what kind of address it was, else the column."""
    if table is t.contact_method and column == "value":
        return str(row["contact_kind"])
    return column


def _both(mine: list[Any], theirs: list[Any]) -> list[Any] | None:
    """As much of a date as both know; None where they contradict each other or would make no date."""
    if any(a is not None and b is not None and a != b for a, b in zip(mine, theirs, strict=True)):
        return None
    joined = [a if a is not None else b for a, b in zip(mine, theirs, strict=True)]
    if joined == [None, None, None]:
        return joined
    try:
        PartialDate(*joined)
    except ValueError:
        return None
    return joined


def _as_text(parts: list[Any]) -> str:
    return "" if parts == [None, None, None] else partial(PartialDate(*parts))
