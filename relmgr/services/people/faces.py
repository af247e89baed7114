"""How a person is shown wherever they appear: name, initials, colours, the logo behind."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from sqlalchemy import select

from relmgr.domain.ids import PersonId
from relmgr.store import tables as t
from relmgr.store.among import among, listed
from relmgr.store.store import Session


class PersonFace(NamedTuple):
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
    # Made of the row's beginning as it is: Today shows hundreds of faces, and naming each value takes ten times as long.
    return tuple.__new__(PersonFace, row[:10])
