"""The user's own word about depth: a standing overruled, a notice put away with a reason (D2, D3)."""

from datetime import date

from sqlalchemy import func, select

from relmgr.domain.ids import DismissalId, OverrulingId, PersonId
from relmgr.domain.kinds import Standing
from relmgr.errors import InputError
from relmgr.i18n import _
from relmgr.services import rows
from relmgr.store import Store
from relmgr.store import tables as t
from relmgr.store.store import Session


def overrule(store: Store, person_id: PersonId, standing: Standing, reason: str, today: date) -> OverrulingId:
    """Say how it stands, above what is computed, until `end_overruling`; an earlier word ends with it.

    Raises InputError without a reason, NotFoundError for nobody.
    """
    if not reason.strip():
        raise InputError(_("Say why: the reason stands beside your word."), "reason")
    with store.change(_("Overrule the standing")) as session:
        rows.get(session, t.person, person_id)
        for number in _lasting(session, person_id):
            rows.change(session, t.overruling, number, {"ended_on": today})
        values = {
            "person_id": person_id,
            "standing": standing,
            "reason": reason.strip(),
            "on_day": today,
            "ended_on": None,
        }
        return OverrulingId(rows.add(session, t.overruling, values))


def end_overruling(store: Store, person_id: PersonId, today: date) -> None:
    """Let the evidence speak again; what was said stays on record. Nothing happens where nothing was said."""
    with store.change(_("Let the evidence speak")) as session:
        for number in _lasting(session, person_id):
            rows.change(session, t.overruling, number, {"ended_on": today})


def _lasting(session: Session, person_id: PersonId) -> list[int]:
    o = t.overruling.c
    query = select(o.id).where(o.person_id == person_id, o.ended_on.is_(None))
    return list(session.execute(query).scalars())


def dismiss(store: Store, person_id: PersonId, reason: str, today: date) -> DismissalId:
    """Put the notice about somebody away until a new warning comes. Raises InputError without a reason, NotFoundError."""
    if not reason.strip():
        raise InputError(_("Say why: in a while you will want to know."), "reason")
    with store.change(_("Put the notice away")) as session:
        return dismiss_in(session, person_id, reason, today)


def dismiss_in(session: Session, person_id: PersonId, reason: str, today: date) -> DismissalId:
    """The same inside a change that stands already; from a list it may be without a reason."""
    rows.get(session, t.person, person_id)
    m = t.moment.c
    newest = session.execute(select(func.max(m.id)).where(m.person_id == person_id)).scalar()
    values = {
        "person_id": person_id,
        "on_day": today,
        "reason": reason.strip(),
        "newest_moment": newest or 0,
    }
    return DismissalId(rows.add(session, t.dismissal, values))
