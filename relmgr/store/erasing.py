"""Takes people out of every table of the file: what goes with them, what is theirs alone, what others share with them.

Most goes by the references of the tables themselves; `BY_HAND` says what is done about every table that has none.
"""

import json
from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Column, Connection, Select, Table, delete, select, update

from relmgr.domain.fold import fold
from relmgr.store import tables as t

BY_HAND: dict[str, str] = {
    "conversation": "goes where nobody else took part; else it stays, without them",
    "organisation": "goes where nobody else is or was",
    "label": "goes where nobody else bears it",
    "photo": "goes where nothing shows it any more",
    "decision": "goes with what it was about (store/journal.py)",
    "shown": "goes with what it was about (store/journal.py)",
    "summary": "made anew (store/derived.py)",
    "earlier_value": "their own go with them; where it came from is left out of others'",
    "import_batch": "loses the name of a file that holds theirs, or brought lines of nobody else",
    "synced_card": "their card goes, and every one that names them is made anew at the next look",
    "kept_step": "all go: they could bring somebody back",
    "kept_note": "all go: they hold what was there",
    "erased": "is where it is noted",
    "column_mapping": "holds headings, and names nobody",
    "saved_filter": "holds what the user looks for; shown before, never changed",
    "circle_cadence": "names nobody",
    "offer": "is about my own work; shown before, never changed",
    "first_step": "is my own list, and names nobody",
    "look": "names nobody",
    "meta": "names nobody",
    "mirror_answer": "goes with its review",
}
"""Every table that the deletion of a person's row does not empty by itself, or not of everything."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Extent:
    """What one erasure reaches; ids by table."""

    people: tuple[int, ...]
    """Whom it is about first, then the light ones known only through them."""
    talks: tuple[int, ...]
    """Conversations with nobody else."""
    shared: tuple[int, ...]
    """Conversations with others too."""
    organisations: tuple[int, ...]
    labels: tuple[int, ...]


def goes_with_a_person() -> frozenset[str]:
    """The tables whose rows the file itself deletes with a person's, directly or through others."""
    found = {"person"}
    while True:
        more = {table.name for table in t.metadata.sorted_tables if _follows(table, found)} - found
        if not more:
            return frozenset(found)
        found |= more


def _follows(table: Table, found: set[str]) -> bool:
    return any(key.ondelete == "CASCADE" and key.column.table.name in found for key in table.foreign_keys)


def extent(connection: Connection, person_id: int) -> Extent:
    """What erasing this person reaches."""
    people = (person_id, *_known_only_through(connection, person_id))
    talks, shared = _talks(connection, people)
    return Extent(
        people=people,
        talks=talks,
        shared=shared,
        organisations=_alone_at(connection, people),
        labels=_alone_with(connection, people),
    )


def _known_only_through(connection: Connection, person_id: int) -> tuple[int, ...]:
    """Light people whose every tie leads to this person or to one another: without them nobody would find them again."""
    r, p = t.relation.c, t.person.c
    ends = (
        select(r.from_person_id.label("one"), r.to_person_id.label("other")),
        select(r.to_person_id.label("one"), r.from_person_id.label("other")),
    )
    ties: dict[int, set[int]] = {}
    near = {person_id}
    while near:
        reached: set[int] = set()
        for query in ends:
            rows = connection.execute(query.where(query.selected_columns.one.in_(near)))
            for one, other in rows:
                ties.setdefault(one, set()).add(other)
                reached.add(other)
        wanted = reached - ties.keys()
        light = select(p.id).where(p.id.in_(wanted), p.is_light.is_(True))
        near = set(connection.execute(light).scalars())
    candidates = set(ties) - {person_id}
    while True:
        kept = {one for one in candidates if ties[one] - candidates - {person_id}}
        if not kept:
            return tuple(sorted(candidates))
        candidates -= kept


def _talks(connection: Connection, people: Sequence[int]) -> tuple[tuple[int, ...], tuple[int, ...]]:
    c = t.conversation_person.c
    mine = sorted(set(connection.execute(select(c.conversation_id).where(c.person_id.in_(people))).scalars()))
    with_others: set[int] = set()
    for start in range(0, len(mine), 500):
        query = select(c.conversation_id).where(
            c.conversation_id.in_(mine[start : start + 500]), c.person_id.not_in(people)
        )
        with_others |= set(connection.execute(query).scalars())
    return tuple(one for one in mine if one not in with_others), tuple(sorted(with_others))


def _alone_at(connection: Connection, people: Sequence[int]) -> tuple[int, ...]:
    return _alone(connection, t.affiliation.c.organisation_id, t.affiliation.c.person_id, people)


def _alone_with(connection: Connection, people: Sequence[int]) -> tuple[int, ...]:
    return _alone(connection, t.person_label.c.label_id, t.person_label.c.person_id, people)


def _alone(
    connection: Connection, of: Column[int], person: Column[int], people: Sequence[int]
) -> tuple[int, ...]:
    mine = set(connection.execute(select(of).where(person.in_(people), of.is_not(None))).scalars())
    others = select(of).where(of.in_(mine), person.not_in(people))
    return tuple(sorted(mine - set(connection.execute(others).scalars())))


SHARED_TEXTS = ("headline", "their_world", "our_work", "heard", "not_said", "next_step")
"""What is written down in a conversation that others took part in."""


_AT_ONCE = 50
"""Conversations taken out in one step, with all that belongs to them: some five milliseconds."""
_LOOKED_AT = 200
"""Texts looked through for a name in one step."""


def take_out(
    connection: Connection, reach: Extent, *, cut_texts: bool = False
) -> Generator[None, None, tuple[str, ...]]:
    """Take all of it out, a slice at each step; gives the names of the files in the folder of cards that are to go with it.

    `cut_texts`: what is written in the shared conversations goes too. To be called inside `Store.final`.
    """
    names = _names(connection, reach.people)
    files = yield from _cards(connection, reach.people, names)
    brought = _brought_alone(connection, reach.people)
    yield from _delete(connection, t.conversation, reach.talks)
    for table, whose in _HANGING_ON_THEM:
        rows = select(table.c.id).where(whose.in_(reach.people))
        yield from _delete(connection, table, list(connection.execute(rows).scalars()))
    yield from _delete(connection, t.person, reach.people, 1)
    if cut_texts:
        blank = dict.fromkeys(SHARED_TEXTS, "")
        for some in _some(reach.shared):
            connection.execute(update(t.conversation).where(t.conversation.c.id.in_(some)).values(blank))
            yield
    yield from _delete(connection, t.organisation, reach.organisations)
    yield from _delete(connection, t.label, reach.labels)
    connection.execute(_UNSHOWN_PHOTOS)
    yield
    for some in _some(brought):
        connection.execute(update(t.import_batch).where(t.import_batch.c.id.in_(some)).values(file_name=""))
    for table, column in ((t.earlier_value, "origin"), (t.import_batch, "file_name")):
        yield from _blank(connection, table, column, names)
    for table in (t.kept_step, t.kept_note):
        connection.execute(delete(table))
        yield
    return files


# They would go with the person's row, but all in one statement: 63 ms for three hundred moments.
_HANGING_ON_THEM = tuple(
    (table, key.parent)
    for table in t.metadata.sorted_tables
    for key in table.foreign_keys
    if key.column.table is t.person and key.ondelete == "CASCADE"
)


def _some(ids: Sequence[int], size: int = _AT_ONCE) -> Iterator[Sequence[int]]:
    return (ids[start : start + size] for start in range(0, len(ids), size))


def _brought_alone(connection: Connection, people: Sequence[int]) -> tuple[int, ...]:
    """The imports that brought lines of nobody else."""
    return _alone(connection, t.foreign_line.c.import_batch_id, t.foreign_line.c.person_id, people)


def _shown(column: Column[Any]) -> Select[Any]:
    return select(column).where(column.is_not(None))


# As lists made once: nothing is indexed by its photo, and asking photo by photo reads everybody for each (36 s).
_UNSHOWN_PHOTOS = delete(t.photo).where(
    t.photo.c.id.not_in(_shown(t.person.c.photo_id)),
    t.photo.c.id.not_in(_shown(t.organisation.c.logo_id)),
    t.photo.c.sha256.not_in(_shown(t.earlier_value.c.value).where(t.earlier_value.c.field == "photo")),
)


def _delete(connection: Connection, table: Table, ids: Sequence[int], size: int = _AT_ONCE) -> Iterator[None]:
    for some in _some(ids, size):
        connection.execute(delete(table).where(table.c.id.in_(some)))
        yield


def _names(connection: Connection, people: Sequence[int]) -> list[set[str]]:
    """Of each of them the words of their name, folded; only names of two words and more say whom they mean."""
    p = t.person.c
    rows = connection.execute(select(p.given, p.family, p.display_name).where(p.id.in_(people)))
    found = [
        set(fold(f"{row.given} {row.family}" if row.family else row.display_name).split()) for row in rows
    ]
    return [words for words in found if len(words) > 1]


def _holds(text: str, names: list[set[str]]) -> bool:
    folded = fold(text)
    return any(all(word in folded for word in words) for words in names)


def _blank(connection: Connection, table: Table, column: str, names: list[set[str]]) -> Iterator[None]:
    for rows in _pages(connection, select(table.c.id, table.c[column]).where(table.c[column] != "")):
        ids = [row.id for row in rows if _holds(row[1], names)]
        if ids:
            connection.execute(update(table).where(table.c.id.in_(ids)).values({column: ""}))
        yield


def _pages(connection: Connection, query: Select[Any]) -> Iterator[list[Any]]:
    """The rows of `query`, whose first column is the id, some at a time; what was read may change in between."""
    id_, last = query.selected_columns[0], 0
    while True:
        rows = list(connection.execute(query.where(id_ > last).order_by(id_).limit(_LOOKED_AT)))
        if rows:
            yield rows
        if len(rows) < _LOOKED_AT:
            return
        last = rows[-1].id


def _cards(
    connection: Connection, people: Sequence[int], names: list[set[str]]
) -> Generator[None, None, tuple[str, ...]]:
    """Take their cards in step out, and those of others that name them; the files that held theirs."""
    s = t.synced_card.c
    own = set(connection.execute(select(t.person.c.uid).where(t.person.c.id.in_(people))).scalars())
    gone: list[int] = []
    files: list[str] = []
    for rows in _pages(connection, select(s.id, s.uid, s.file_name, s.card)):
        for row in rows:
            if row.uid in own or any(uid in row.card for uid in own) or _holds(row.card, names):
                gone.append(row.id)
                files += [row.file_name] if row.uid in own else []
        yield
    yield from _delete(connection, t.synced_card, gone)
    return tuple(files)


# What is begun and not finished yet, in the file itself: a kill cannot lose it.

UNFINISHED = "erasing"
"""The key of it in `meta`."""


@dataclass(frozen=True, slots=True)
class Unfinished:
    """An erasure that took somebody out of the tables, and has still to clean the file, the cards and the backups."""

    at: str
    """The moment of it, as the ledger has it (ISO 8601)."""
    files: tuple[str, ...] = ()
    """Files in the folder of cards that are to go."""
    cut_texts: bool = False
    """Whether what is written in shared conversations goes too."""


def begin(connection: Connection, one: Unfinished) -> None:
    """Note what is still to be done; two begun one after the other are finished together."""
    before = unfinished(connection)
    files = (*before.files, *one.files) if before else one.files
    first = before.at if before else one.at
    settle(connection)
    cuts = one.cut_texts or (before is not None and before.cut_texts)
    value = json.dumps({"at": first, "files": list(files), "cut_texts": cuts})
    connection.execute(t.meta.insert().values(key=UNFINISHED, value=value))


def unfinished(connection: Connection) -> Unfinished | None:
    """What is still to be done; None mostly."""
    query: Select[Any] = select(t.meta.c.value).where(t.meta.c.key == UNFINISHED)
    found = connection.execute(query).scalar()
    if found is None:
        return None
    held = json.loads(found)
    return Unfinished(held["at"], tuple(held["files"]), held["cut_texts"])


def without_cards(value: str) -> str:
    """The same note, as `meta` keeps it, with no card left to delete: whoever they show is back."""
    return json.dumps(json.loads(value) | {"files": []})


def settle(connection: Connection) -> None:
    """Nothing is left to do."""
    connection.execute(delete(t.meta).where(t.meta.c.key == UNFINISHED))
