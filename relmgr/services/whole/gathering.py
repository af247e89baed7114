"""Collects the rows that name a person, driven by the tables themselves: a table that is new is not forgotten.

`LEFT_OUT` says of every other table why nothing in it names anybody; a test holds the two together.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Select, Table, or_, select

from relmgr.domain.ids import PersonId
from relmgr.errors import NotFoundError
from relmgr.i18n import _
from relmgr.store import Store, journal
from relmgr.store import tables as t
from relmgr.store.store import Session

LEFT_OUT: dict[str, str] = {
    "circle_cadence": "how often the circles are, whoever is in them",
    "column_mapping": "headings of files",
    "erased": "hashes of whoever was erased",
    "first_step": "the list every beginning starts from",
    "kept_step": "names of changes; what they would bring back is in kept_note",
    "look": "when Relmgr last looked",
    "meta": "whose file this is",
    "offer": "what I do, for everybody; a need says which answers it",
    "saved_filter": "what the user looks for",
}
"""The tables in which no row is about anybody, and why."""

_ORDER = (
    *(
        "person",
        "photo",
        "contact_method",
        "affiliation",
        "organisation",
        "person_label",
        "label",
        "relation",
    ),
    *("fact", "milestone", "life_event", "way", "goal", "need", "chapter", "stage"),
    *("conversation", "conversation_person", "question", "moment", "expectation", "scope_item"),
    *("expectation_change", "expectation_goal", "update_rhythm", "heads_up", "referral", "reminder"),
    *("give", "advice", "feedback", "kindness", "rough_patch", "rough_patch_step", "mistake"),
    *("first_days", "first_days_step", "review", "mirror_answer", "overruling", "dismissal", "deepening"),
    *("long_view", "earlier_value", "identity", "import_batch", "foreign_line", "synced_card"),
    *("decision", "shown", "told_apart", "declined_relation", "summary", "kept_note"),
)
"""The order they are read in: who, how to reach them, their life, what was said, what is between us, what is kept."""


@dataclass(frozen=True, slots=True)
class Part:
    """The rows of one table that are about the person."""

    table: str
    rows: tuple[dict[str, Any], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Whole:
    """The record as it stands; `names` are those of other people whom a row refers to, by their ids."""

    person_id: PersonId
    name: str
    parts: tuple[Part, ...]
    names: dict[int, str]
    others_in: dict[int, tuple[str, ...]] = field(default_factory=dict)
    """Who else took part, by conversation."""


def gather(store: Store, person_id: PersonId) -> Whole:
    """Everything about the person, whether in the trash or not. Raises NotFoundError."""
    with store.read() as session:
        return gather_in(session, person_id)


def gather_in(session: Session, person_id: PersonId) -> Whole:
    """The same inside a read that stands already."""
    found = _rows_of(session, (person_id,))
    name = found["person"][0].display_name
    parts = tuple(
        Part(table, tuple(dict(row._mapping) for row in found[table])) for table in _ORDER if found.get(table)
    )
    others = _others(session, person_id, [row.id for row in found.get("conversation", ())])
    return Whole(person_id=person_id, name=name, parts=parts, names=_names(session, found), others_in=others)


def kept_of(session: Session, people: Sequence[int]) -> dict[str, int]:
    """How many rows each table holds about these people, in the order of reading."""
    found = _rows_of(session, people)
    return {table: len({row.id for row in found[table]}) for table in _ORDER if found.get(table)}


def _rows_of(session: Session, people: Sequence[int]) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = {}
    for table in t.metadata.sorted_tables:  # what refers to others comes after them
        if table.name in LEFT_OUT:
            continue
        by_hand = _BY_HAND.get(table.name)
        if by_hand is not None:
            found[table.name] = by_hand(session, people, found)
        else:
            condition = _condition(table, people, found)
            rows = session.execute(select(table).where(condition).order_by(table.c.id))
            found[table.name] = list(rows)
        if table.name == "person" and len(found["person"]) < len(set(people)):
            raise NotFoundError(_("This person is no longer here. Undo may bring them back."))
    return found


def _condition(table: Table, people: Sequence[int], found: dict[str, list[Any]]) -> Any:
    if table is t.person:
        return table.c.id.in_(people)
    direct = [key.parent for key in table.foreign_keys if key.column.table is t.person]
    if direct:
        return or_(*(column.in_(people) for column in direct))
    through = [key for key in table.foreign_keys if key.ondelete == "CASCADE"]
    return or_(*(key.parent.in_([row.id for row in found[key.column.table.name]]) for key in through))


def _some(session: Session, query: Select[Any]) -> list[Any]:
    return list(session.execute(query))


def _photos(session: Session, people: Sequence[int], _found: dict[str, list[Any]]) -> list[Any]:
    mine = select(t.person.c.photo_id).where(t.person.c.id.in_(people))
    return _some(session, select(t.photo).where(t.photo.c.id.in_(mine)))


def _talks(session: Session, people: Sequence[int], _found: dict[str, list[Any]]) -> list[Any]:
    c = t.conversation_person.c
    mine = select(c.conversation_id).where(c.person_id.in_(people))
    return _some(
        session, select(t.conversation).where(t.conversation.c.id.in_(mine)).order_by(t.conversation.c.at)
    )


def _organisations(session: Session, people: Sequence[int], _found: dict[str, list[Any]]) -> list[Any]:
    c = t.affiliation.c
    mine = select(c.organisation_id).where(c.person_id.in_(people))
    return _some(session, select(t.organisation).where(t.organisation.c.id.in_(mine)))


def _labels(session: Session, people: Sequence[int], _found: dict[str, list[Any]]) -> list[Any]:
    mine = select(t.person_label.c.label_id).where(t.person_label.c.person_id.in_(people))
    return _some(session, select(t.label).where(t.label.c.id.in_(mine)))


def _batches(session: Session, people: Sequence[int], _found: dict[str, list[Any]]) -> list[Any]:
    mine = select(t.foreign_line.c.import_batch_id).where(t.foreign_line.c.person_id.in_(people))
    return _some(session, select(t.import_batch).where(t.import_batch.c.id.in_(mine)))


def _cards(session: Session, people: Sequence[int], _found: dict[str, list[Any]]) -> list[Any]:
    mine = select(t.person.c.uid).where(t.person.c.id.in_(people))
    return _some(session, select(t.synced_card).where(t.synced_card.c.uid.in_(mine)))


def _kept_notes(session: Session, people: Sequence[int], _found: dict[str, list[Any]]) -> list[Any]:
    c = t.kept_note.c
    return _some(session, select(t.kept_note).where(or_(c.person.in_(people), c.other.in_(people))))


def _summary(session: Session, people: Sequence[int], _found: dict[str, list[Any]]) -> list[Any]:
    return _some(session, select(t.summary).where(t.summary.c.id.in_(people)))


def _about_sources(table: Table) -> Callable[[Session, Sequence[int], dict[str, list[Any]]], list[Any]]:
    """Decisions and deliveries name what they are about by source and number."""

    def look(session: Session, people: Sequence[int], _found: dict[str, list[Any]]) -> list[Any]:
        rows: list[Any] = []
        for name, sources in journal.DECIDED_ABOUT.items():
            about = t.metadata.tables[name]
            ids = select(about.c.id).where(_of_person(about, people))
            rows += _some(
                session, select(table).where(table.c.source.in_(sources), table.c.source_id.in_(ids))
            )
        return sorted(rows, key=lambda row: row.id)

    return look


def _of_person(table: Table, people: Sequence[int]) -> Any:
    """Rows of `table` about the person, directly or through what they are part of."""
    if table is t.person:
        return table.c.id.in_(people)
    direct = [key.parent for key in table.foreign_keys if key.column.table is t.person]
    if direct:
        return or_(*(column.in_(people) for column in direct))
    (key,) = [key for key in table.foreign_keys if key.ondelete == "CASCADE"]
    whole = key.column.table
    return key.parent.in_(select(whole.c.id).where(_of_person(whole, people)))


_BY_HAND: dict[str, Callable[[Session, Sequence[int], dict[str, list[Any]]], list[Any]]] = {
    "photo": _photos,
    "conversation": _talks,
    "organisation": _organisations,
    "label": _labels,
    "import_batch": _batches,
    "synced_card": _cards,
    "kept_note": _kept_notes,
    "summary": _summary,
    "decision": _about_sources(t.decision),
    "shown": _about_sources(t.shown),
}
"""The tables that do not refer to people, and are about them all the same."""


def _names(session: Session, found: dict[str, list[Any]]) -> dict[int, str]:
    ids = set(_referred(found))
    query = select(t.person.c.id, t.person.c.display_name).where(t.person.c.id.in_(ids))
    return {row.id: row.display_name for row in session.execute(query)}


def _referred(found: dict[str, list[Any]]) -> Iterator[int]:
    for name, rows in found.items():
        columns = [
            key.parent.name for key in t.metadata.tables[name].foreign_keys if key.column.table is t.person
        ]
        for row in rows:
            yield from (value for column in columns if (value := getattr(row, column)) is not None)


def _others(session: Session, person_id: PersonId, talks: list[int]) -> dict[int, tuple[str, ...]]:
    c, p = t.conversation_person.c, t.person.c
    query = (
        select(c.conversation_id, p.display_name)
        .join(t.person, p.id == c.person_id)
        .where(c.conversation_id.in_(talks), c.person_id != person_id)
        .order_by(c.id)
    )
    found: dict[int, tuple[str, ...]] = {}
    for row in session.execute(query):
        found[row.conversation_id] = (*found.get(row.conversation_id, ()), row.display_name)
    return found
