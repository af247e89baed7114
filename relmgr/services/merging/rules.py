"""When two rows of a table say the same once they are one person's, and what of the second row completes the first.

What is not named here has the common rule: rows are doubles if all of their columns are equal, apart from ids, the
person, and the place in a list. A new table needs no rule to be merged without loss; it needs one to be merged well.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Table

from relmgr.domain.fold import fold
from relmgr.domain.kinds import INVERSE, RelationKind, Sensitivity
from relmgr.services.merging.fields import SINGLE_DATES
from relmgr.store import tables as t

Values = dict[str, Any]
ANYWHERE = frozenset({"id", "uid", "position"})
"""Columns that make no row another one."""


@dataclass(frozen=True, slots=True)
class Rule:
    """`key` says what makes two rows one; of the columns that are not in it, `soft` ones complete each other."""

    key: Callable[[Values], Any]
    soft: tuple[str, ...] = ()
    fits: Callable[[Values, Values], bool] | None = None
    """Of rows with one key, whether these two may be one."""
    field: str = ""
    """Under what name earlier values of the soft columns are kept; empty: the column's own."""


def people_of(table: Table) -> tuple[str, ...]:
    """The columns that name a person."""
    named: tuple[str, ...] = table.info["people"]
    return named


def children_of(table: Table) -> tuple[tuple[Table, str], ...]:
    """The tables whose rows belong to a row of `table`, with the column that says to which."""
    return tuple(
        (other, key.parent.name)
        for other in t.metadata.sorted_tables
        for key in other.foreign_keys
        if key.column.table is table and key.ondelete == "CASCADE"
    )


def references_to(table: Table) -> tuple[tuple[Table, str], ...]:
    """Every column that names a row of `table`."""
    return tuple(
        (other, key.parent.name)
        for other in t.metadata.sorted_tables
        for key in other.foreign_keys
        if key.column.table is table
    )


def plain_key(table: Table) -> Callable[[Values], Any]:
    """The common rule's key: everything that is said."""
    left_out = ANYWHERE | frozenset(people_of(table)) if len(people_of(table)) == 1 else ANYWHERE
    names = tuple(column.name for column in table.columns if column.name not in left_out)
    return lambda row: tuple(row[name] for name in names)


def _of(*names: str) -> Callable[[Values], Any]:
    return lambda row: tuple(row[name] for name in names)


def _method(row: Values) -> Any:
    return (row["contact_kind"], row["normalised"] or row["value"])


def _fact(row: Values) -> Any:
    return (row["side"], fold(row["label"]), row["text"].strip())


def _relation(row: Values) -> Any:
    kind, one, other = RelationKind(row["relation_kind"]), row["from_person_id"], row["to_person_id"]
    if one > other:
        kind, one, other = INVERSE[kind], other, one
    return (one, other, kind)


def _milestone(row: Values) -> Any:
    if row["milestone_kind"] in SINGLE_DATES:
        return (row["milestone_kind"],)
    return (row["milestone_kind"], fold(row["title"]))


def _dates_fit(mine: Mapping[str, Any], theirs: Mapping[str, Any], *prefixes: str) -> bool:
    pairs = [
        (mine[f"{prefix}_{part}"], theirs[f"{prefix}_{part}"])
        for prefix in prefixes
        for part in ("year", "month", "day")
    ]
    return all(a is None or b is None or a == b for a, b in pairs)


def _milestones_fit(mine: Values, theirs: Values) -> bool:
    return mine["milestone_kind"] in SINGLE_DATES or _dates_fit(mine, theirs, "on")


def _jobs_fit(mine: Values, theirs: Values) -> bool:
    texts = all(
        not mine[name] or not theirs[name] or mine[name].strip() == theirs[name].strip()
        for name in ("title", "department")
    )
    roles = mine["role"] is None or theirs["role"] is None or mine["role"] == theirs["role"]
    is_past = (mine["until_year"] is None) == (theirs["until_year"] is None)
    return texts and roles and is_past and _dates_fit(mine, theirs, "from", "until")


def _ties_fit(mine: Values, theirs: Values) -> bool:
    """Two people may be several things to each other: a tie under another word is another tie."""
    other = turned(theirs, mine)
    return all(
        not mine[name] or not other[name] or mine[name] == other[name] for name in ("label", "back_label")
    )


_DATE = ("on_year", "on_month", "on_day")
RULES: dict[str, Rule] = {
    "contact_method": Rule(_method, ("value", "label", "parts", "is_preferred")),
    "fact": Rule(_fact, ("heard_on", "source", "sensitivity", "conversation_id", "question")),
    "milestone": Rule(_milestone, (*_DATE, "title", "note", "remind"), fits=_milestones_fit),
    "affiliation": Rule(
        _of("organisation_id"),
        (
            *("title", "department", "role", "from_year", "from_month", "from_day"),
            *("until_year", "until_month", "until_day"),
        ),
        fits=_jobs_fit,
    ),
    "relation": Rule(_relation, ("label", "back_label", "note"), fits=_ties_fit, field="relation"),
    "declined_relation": Rule(_relation),
    "conversation_person": Rule(_of("conversation_id"), ("feeling", "feeling_word", "saw")),
    "person_label": Rule(_of("label_id")),
    "update_rhythm": Rule(
        _of("direction"), ("every_days", "agreed_on", "last_on", "note"), field="update_rhythm"
    ),
    "identity": Rule(_of("source", "uid")),
    "foreign_line": Rule(_of("format", "raw"), ("import_batch_id",)),
    "told_apart": Rule(lambda row: frozenset((row["one_person_id"], row["other_person_id"]))),
    "deepening": Rule(
        _of("quarter"), ("chosen_on", "next_step", "next_on", "done_on", "note"), field="next_step"
    ),
}
STRICTNESS = {Sensitivity.FINE: 0, Sensitivity.WORK_ONLY: 1, Sensitivity.NEVER_FIRST: 2}


def turned(row: Values, like: Values) -> Values:
    """A relation as it is told from the same end as `like`: its two words change places."""
    if row["from_person_id"] == like["from_person_id"]:
        return row
    return {**row, "label": row["back_label"], "back_label": row["label"]}
