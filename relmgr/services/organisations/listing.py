"""All organisations by name, with whom one knows there: for the list that leads to their boards."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import func, select

from relmgr.domain import names
from relmgr.domain.fold import fold, sort_key
from relmgr.domain.ids import OrganisationId
from relmgr.domain.kinds import RoleTowardMe
from relmgr.domain.numbers import listed
from relmgr.i18n import _, ngettext
from relmgr.store import Store
from relmgr.store import tables as t

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


_O, _A, _S = t.organisation.c, t.affiliation.c, t.summary.c
_APART = "\x1f"
_ALL = select(_O.id, _O.uid, _O.name, _O.monogram, _O.logo_id)
# Gathered by the database: ten thousand rows become one line for each organisation.
_FOLK = (
    select(
        _A.organisation_id,
        func.group_concat(_S.first_name, _APART).label("names"),
        func.max(_A.role == RoleTowardMe.SPONSOR).label("has_sponsor"),
    )
    .join(t.summary, _S.id == _A.person_id)
    .where(_S.is_deleted.is_(False), _A.until_year.is_(None))
    .group_by(_A.organisation_id)
)


def listing(store: Store, query: str = "") -> tuple[OrganisationRow, ...]:
    """Every organisation by name; with a `query` those whose name or one of whose people begins a word with each part."""
    parts = fold(query).split()
    with store.read() as session:
        there = {number: (names_, bool(sponsor)) for number, names_, sponsor in session.execute(_FOLK)}
        rows = session.execute(_ALL).all()
    found = []
    for row in rows:
        joined, has_sponsor = there.get(row.id, ("", False))
        if not parts or _holds(parts, row.name, joined):
            found.append((_sorted_by(row.name), row.id, _row(row, joined, has_sponsor=has_sponsor)))
    return tuple(row for _key, _id, row in sorted(found, key=lambda one: one[:2]))


_letter = lru_cache(maxsize=8192)(names.monogram)
_colour = lru_cache(maxsize=8192)(names.company_colour)


@lru_cache(maxsize=8192)
def _sorted_by(name: str) -> str:
    return sort_key("", "", name)


def _holds(parts: list[str], name: str, joined: str) -> bool:
    words = _words(name, joined)
    return all(any(word.startswith(part) for word in words) for part in parts)


@lru_cache(maxsize=8192)
def _words(name: str, joined: str) -> tuple[str, ...]:
    return tuple(fold(f"{name} {joined.replace(_APART, ' ')}").split())


def _row(row: Any, joined: str, *, has_sponsor: bool) -> OrganisationRow:
    known = sorted(joined.split(_APART), key=_sorted_by) if joined else []
    return OrganisationRow(
        id=OrganisationId(row.id),
        name=row.name,
        monogram=_letter(row.name, row.monogram),
        colour=_colour(row.uid),
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
