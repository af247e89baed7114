"""How a person is shown wherever they appear: name, initials, colours, the logo behind."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select

from relmgr.domain.ids import PersonId
from relmgr.store import tables as t
from relmgr.store.store import Session


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonFace:
    """What a portrait and a name need."""

    id: PersonId
    name: str
    first_name: str
    initials: str
    role_line: str
    organisation: str
    person_colour: int
    company_colour: int | None
    """0 to 9 and 0 to 5 in the palettes; None for somebody without an organisation."""
    monogram: str
    photo_id: int | None


_FACE = select(
    t.summary.c.id,
    t.summary.c.name,
    t.summary.c.first_name,
    t.summary.c.initials,
    t.summary.c.role_line,
    t.summary.c.organisation,
    t.summary.c.person_colour,
    t.summary.c.company_colour,
    t.summary.c.monogram,
    t.summary.c.photo_id,
)


def faces(session: Session, ids: Iterable[int]) -> dict[PersonId, PersonFace]:
    """The faces of `ids`, by id; deleted people too, unknown ids left out."""
    rows = session.execute(_FACE.where(t.summary.c.id.in_(list(ids))))
    return {
        PersonId(row.id): PersonFace(
            id=PersonId(row.id),
            name=row.name,
            first_name=row.first_name,
            initials=row.initials,
            role_line=row.role_line,
            organisation=row.organisation,
            person_colour=row.person_colour,
            company_colour=row.company_colour,
            monogram=row.monogram,
            photo_id=row.photo_id,
        )
        for row in rows
    }
