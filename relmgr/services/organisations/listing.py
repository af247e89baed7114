"""All organisations by name, with whom one knows there: for the list that leads to their boards.

Ids come first, in the order of the names; what a row says is read a page at a time.
"""

from collections.abc import Generator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import bindparam, func, select

from relmgr.domain import names
from relmgr.domain.fold import fold, sort_key, sort_keys
from relmgr.domain.ids import OrganisationId
from relmgr.domain.kinds import RoleTowardMe
from relmgr.domain.numbers import listed
from relmgr.i18n import _, ngettext
from relmgr.services.in_slices import finished
from relmgr.store import Store
from relmgr.store import tables as t
from relmgr.store.among import among
from relmgr.store.among import listed as listed_ids
from relmgr.store.light import light

_NAMED = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationRow:
    """One organisation of the list."""

    id: OrganisationId
    name: str
    monogram: str
    colour: int
    """0 to 5 in the palette of companies."""
    logo_id: int | None
    people_words: str
    """Such as "Megan, Thabo and Lerato"."""
    has_sponsor: bool


@dataclass(frozen=True, slots=True)
class Listed:
    """The organisations found, in the order of their names."""

    ids: tuple[OrganisationId, ...] = ()
    is_whole: bool = False
    """Whether these are all; else more may follow behind them."""


NAMES_AT_ONCE = 2000
"""Names put in order at one step: some milliseconds."""

LOOKED_AT_ONCE = 64
"""Organisations whose people are looked at in one step, where words are asked for."""

_O, _A, _S = t.organisation.c, t.affiliation.c, t.summary.c
_APART = "\x1f"
_NAMES = select(_O.id, _O.name).where(_O.id > bindparam("after")).order_by(_O.id).limit(bindparam("most"))
_ROWS = select(_O.id, _O.uid, _O.name, _O.monogram, _O.logo_id).where(among(_O.id))
# Gathered by the database; left out by a computed value, for a plain condition draws the planner to all who are here.
_FOLK = (
    select(
        _A.organisation_id,
        func.group_concat(_S.first_name, _APART).label("names"),
        func.max(_A.role == RoleTowardMe.SPONSOR).label("has_sponsor"),
    )
    .join(t.summary, _S.id == _A.person_id)
    .where(among(_A.organisation_id), func.coalesce(_S.is_deleted, 0) == 0, _A.until_year.is_(None))
    .group_by(_A.organisation_id)
)


def listing(store: Store, query: str = "") -> tuple[OrganisationId, ...]:
    """Every organisation by name; with a `query` those whose name or one of whose people begins a word with each part."""
    return finished(reading(store, query)).ids


def reading(store: Store, query: str = "") -> Generator[Listed, None, Listed]:
    """The same a step at a time: names are put in order first, then what is asked for is found from the top on.

    The store rests between the steps. What was read before a change is void: a new reading has to be begun.
    """
    names_: list[tuple[int, str]] = []
    keys: list[str] = []
    while True:
        with store.read() as session:
            asked = {"after": names_[-1][0] if names_ else 0, "most": NAMES_AT_ONCE}
            found = [(row.id, row.name) for row in light(session).execute(_NAMES, asked)]
        names_ += found
        keys += sort_keys([name for _id, name in found])
        if len(found) < NAMES_AT_ONCE:
            break
        yield Listed()
    order = sorted(range(len(names_)), key=keys.__getitem__)  # those of one name in the order of their ids
    if parts := fold(query).split():
        return (yield from _found(store, parts, [names_[place] for place in order]))
    return Listed(tuple(OrganisationId(names_[place][0]) for place in order), is_whole=True)


def _found(store: Store, parts: list[str], ordered: list[tuple[int, str]]) -> Generator[Listed, None, Listed]:
    ids: list[OrganisationId] = []
    for start in range(0, len(ordered), LOOKED_AT_ONCE):
        some = ordered[start : start + LOOKED_AT_ONCE]
        hits = {id_ for id_, name in some if _holds(parts, name, "")}
        others = [(id_, name) for id_, name in some if id_ not in hits]
        there = _people_of(store, [id_ for id_, _name in others])
        hits |= {id_ for id_, name in others if id_ in there and _holds(parts, name, there[id_][0])}
        ids += [OrganisationId(id_) for id_, _name in some if id_ in hits]
        yield Listed(tuple(ids))
    return Listed(tuple(ids), is_whole=True)


def _people_of(store: Store, ids: Sequence[int]) -> dict[int, tuple[str, bool]]:
    """The first names of those who are there now, and whether one of them is a sponsor."""
    with store.read() as session:
        rows = light(session).execute(_FOLK, {"ids": listed_ids(ids)})
        return {number: (joined, bool(sponsor)) for number, joined, sponsor in rows}


def rows(store: Store, ids: Sequence[OrganisationId]) -> tuple[OrganisationRow, ...]:
    """What the list says of `ids`, in that order; ids that are gone are left out. Meant for a page of some dozens."""
    with store.read() as session:
        found = {row.id: row for row in light(session).execute(_ROWS, {"ids": listed_ids(ids)})}
    there = _people_of(store, ids)
    return tuple(_row(found[id_], *there.get(id_, ("", False))) for id_ in ids if id_ in found)


def _holds(parts: list[str], name: str, joined: str) -> bool:
    words = fold(f"{name} {joined.replace(_APART, ' ')}").split()
    return all(any(word.startswith(part) for word in words) for part in parts)


def _row(row: Any, joined: str, has_sponsor: bool) -> OrganisationRow:
    known = sorted(joined.split(_APART), key=lambda name: sort_key("", "", name)) if joined else []
    return OrganisationRow(
        id=OrganisationId(row.id),
        name=row.name,
        monogram=names.monogram(row.name, row.monogram),
        colour=names.company_colour(row.uid),
        logo_id=row.logo_id,
        people_words=_people_words(known),
        has_sponsor=has_sponsor,
    )


def _people_words(known: list[str]) -> str:
    if not known:
        return _("Nobody you know is there now")
    if len(known) <= _NAMED:
        return listed(tuple(known))
    others = len(known) - _NAMED + 1
    rest = ngettext("{count} other", "{count} others", others).format(count=others)
    return listed((*known[: _NAMED - 1], rest))
