"""All organisations by name, with whom one knows there: for the list that leads to their boards."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from relmgr.domain import names
from relmgr.domain.fold import fold, sort_key
from relmgr.domain.ids import OrganisationId
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
    people: int
    people_words: str
    """Such as "Megan, Thabo and Lerato"."""
    has_sponsor: bool


_O, _A, _S = t.organisation.c, t.affiliation.c, t.summary.c
_ALL = select(_O.id, _O.uid, _O.name, _O.monogram, _O.logo_id)
_THERE = (
    select(_A.organisation_id, _A.role, _S.first_name, _S.id)
    .join(t.summary, _S.id == _A.person_id)
    .where(_S.is_deleted.is_(False), _A.until_year.is_(None))
    .order_by(_A.organisation_id, _A.position, _A.id)
)


def listing(store: Store, query: str = "") -> tuple[OrganisationRow, ...]:
    """Every organisation by name; with a `query` those whose name or one of whose people begins a word with each part."""
    parts = fold(query).split()
    with store.read() as session:
        there: dict[int, dict[int, tuple[str, bool]]] = {}
        for organisation, role, name, person in session.execute(_THERE):
            folk = there.setdefault(organisation, {})
            folk[person] = (name, role == "sponsor" or folk.get(person, ("", False))[1])
        found = [
            (sort_key("", "", row.name), _row(row, there.get(row.id, {}).values()))
            for row in session.execute(_ALL)
            if not parts or _holds(parts, row.name, there.get(row.id, {}).values())
        ]
    return tuple(row for _key, row in sorted(found, key=lambda one: (one[0], one[1].id)))


def _holds(parts: list[str], name: str, folk: Iterable[tuple[str, bool]]) -> bool:
    words = fold(" ".join((name, *(first for first, _sponsor in folk)))).split()
    return all(any(word.startswith(part) for word in words) for part in parts)


def _row(row: Any, folk: Iterable[tuple[str, bool]]) -> OrganisationRow:
    known = list(folk)
    return OrganisationRow(
        id=OrganisationId(row.id),
        name=row.name,
        monogram=names.monogram(row.name, row.monogram),
        colour=names.company_colour(row.uid),
        logo_id=row.logo_id,
        people=len(known),
        people_words=_people_words([first for first, _sponsor in known]),
        has_sponsor=any(sponsor for _first, sponsor in known),
    )


def _people_words(known: list[str]) -> str:
    if not known:
        return _("Nobody you know is there now")
    if len(known) <= _NAMED:
        return listed(tuple(known))
    others = len(known) - _NAMED + 1
    rest = ngettext("{count} other", "{count} others", others).format(count=others)
    return listed((*known[: _NAMED - 1], rest))
