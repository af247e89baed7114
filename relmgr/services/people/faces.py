"""How a person is shown wherever they appear: name, initials, colours, the logo behind."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from relmgr.domain.ids import PersonId
from relmgr.store import tables as t
from relmgr.store.among import among, listed
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


_S = t.summary.c
FACE = (
    *(_S.name, _S.first_name, _S.initials, _S.role_line, _S.organisation),
    *(_S.person_colour, _S.company_colour, _S.monogram, _S.photo_id),
)
"""The columns, beside the id, that a face is made from."""
_FACES = select(_S.id, *FACE).where(among(_S.id))


def faces(session: Session, ids: Iterable[int]) -> dict[PersonId, PersonFace]:
    """The faces of `ids`, by id; deleted people too, unknown ids left out."""
    rows = session.execute(_FACES, {"ids": listed(ids)}).all()
    return {PersonId(row.id): face_of(row) for row in rows}


def face_of(row: Any) -> PersonFace:
    """The face in a row that begins with the person's id and the columns of FACE."""
    # Taken apart at once: asking a row for each name takes three times as long, and Today shows hundreds of faces.
    id_, name, first_name, initials, role_line, organisation, colour, company_colour, letter, photo_id = row[
        :10
    ]
    return PersonFace(
        id=PersonId(id_),
        name=name,
        first_name=first_name,
        initials=initials,
        role_line=role_line,
        organisation=organisation,
        person_colour=colour,
        company_colour=company_colour,
        monogram=letter,
        photo_id=photo_id,
    )
