"""Whom a typed name means: for pickers, capture and the command line."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import column, select, table, text

from relmgr.domain import names
from relmgr.domain.fold import fold, match_query
from relmgr.domain.ids import PersonId
from relmgr.store import Store
from relmgr.store import tables as t

if TYPE_CHECKING:  # what a capture can hold takes as long to define as a page to read
    from relmgr.domain.capture import KnownPerson, Tie

_SEARCH = table("person_search", column("rowid"))
_FOUND = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonName:
    """A person by their names."""

    id: PersonId
    uid: str
    name: str
    first_name: str
    nickname: str
    given: str
    family: str
    is_light: bool


_P = t.person.c
_NAMES = select(
    _P.id, _P.uid, _P.display_name, _P.prefix, _P.given, _P.additional, _P.family, _P.suffix, _P.nickname,
    _P.native_name, _P.is_light,
).where(_P.deleted_at.is_(None))  # fmt: skip


def _name(row: Any) -> PersonName:
    parts = names.NameParts(
        prefix=row.prefix,
        given=row.given,
        additional=row.additional,
        family=row.family,
        suffix=row.suffix,
        nickname=row.nickname,
        native=row.native_name,
    )
    return PersonName(
        id=PersonId(row.id),
        uid=row.uid,
        name=row.display_name,
        first_name=names.first_name(parts) or row.display_name,
        nickname=row.nickname,
        given=row.given,
        family=row.family,
        is_light=row.is_light,
    )


def find(store: Store, typed: str) -> tuple[PersonName, ...]:
    """The people a typed name may mean, exact names alone where there are any; at most 50, full people first.

    A number or a uid that somebody has means that person.
    """
    wanted = typed.strip()
    with store.read() as session:
        if wanted.isdigit() or wanted.startswith("urn:uuid:"):
            chosen = _P.uid == wanted if wanted.startswith("urn:") else _P.id == int(wanted)
            by_id = [_name(row) for row in session.execute(_NAMES.where(chosen))]
            if by_id:
                return tuple(by_id)
        match = match_query(wanted)
        if match is None:
            return ()
        hits = (
            _NAMES.join(_SEARCH, _SEARCH.c.rowid == _P.id)
            .where(text("person_search MATCH :match"))
            .order_by(_P.is_light, _P.display_name)
            .limit(_FOUND)
        )
        found = [_name(row) for row in session.execute(hits, {"match": f"{{name}} : ({match})"})]
    key = fold(wanted)
    exact = [one for one in found if key in (fold(one.name), fold(one.first_name), fold(one.nickname))]
    whole = [one for one in exact if fold(one.name) == key]
    return tuple(whole or exact or found)


_WORK = t.affiliation.c
_ROLES = (
    select(_WORK.person_id, _WORK.title)
    .where(_WORK.title != "", _WORK.until_year.is_(None))
    .order_by(_WORK.id.desc())
)
_R = t.relation.c
_TIES = select(_R.from_person_id, _R.to_person_id, _R.relation_kind, _R.label)


def known_people(store: Store) -> "tuple[KnownPerson, ...]":
    """Everybody by their names, family included, for reading captured text; with what they do, and their pronouns."""
    with store.read() as session:
        rows = session.execute(_NAMES.add_columns(_P.pronouns)).all()
        roles: dict[int, str] = {row.person_id: row.title for row in session.execute(_ROLES)}
    return tuple(_known(_name(row), row.pronouns, roles.get(row.id, "")) for row in rows)


def known_ties(store: Store) -> "tuple[Tie, ...]":
    """Who is family, friend or colleague of whom, for reading "her dad" in captured text."""
    from relmgr.domain.capture import Tie

    with store.read() as session:
        rows = session.execute(_TIES).all()
    return tuple(
        Tie(PersonId(row.from_person_id), PersonId(row.to_person_id), row.relation_kind, row.label)
        for row in rows
    )


def _known(one: PersonName, pronouns: str, role: str) -> "KnownPerson":
    from relmgr.domain.capture import KnownPerson

    return KnownPerson(
        id=one.id,
        name=one.name,
        first=one.first_name,
        nickname=one.nickname,
        others=tuple(filter(None, (one.given,))),
        is_light=one.is_light,
        pronouns=pronouns,
        role=role,
    )
