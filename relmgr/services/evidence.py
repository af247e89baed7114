"""The moment that follows from something else noted: made once, moved with it, and gone with it (G1, G3)."""

from datetime import date

from sqlalchemy import select

from relmgr.domain.ids import MomentId, PersonId
from relmgr.domain.moments import MomentKind
from relmgr.services import moments, rows
from relmgr.services.moments import MomentInput
from relmgr.store import tables as t
from relmgr.store.store import Session

_M = t.moment.c


def make(
    session: Session, person_id: PersonId, kind: MomentKind, on_day: date, note: str = ""
) -> MomentId | None:
    """Keep the moment; None where the same was noted of that day already: one evidence is not counted twice."""
    query = select(_M.id).where(_M.person_id == person_id, _M.on_day == on_day, _M.moment_kind == kind)
    if session.execute(query).first() is not None:
        return None
    return moments.add_in(session, person_id, MomentInput(kind=kind, note=note), on_day)


def follow(
    session: Session, moment_id: int | None, person_id: PersonId, on_day: date, note: str = ""
) -> None:
    """Move the moment that was made along with what it follows from. One that was removed since stays removed."""
    if moment_id is not None:
        values = {"person_id": person_id, "on_day": on_day, "note": note.strip()}
        rows.change(session, t.moment, moment_id, values)


def take_back(session: Session, moment_id: int | None) -> None:
    """Remove the moment that was made; one noted by hand is never touched."""
    if moment_id is not None:
        rows.remove(session, t.moment, moment_id)
