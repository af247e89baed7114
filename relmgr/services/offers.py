"""Offers: what I can do for people, with its best and its worst outcome known beforehand (P9, E7)."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, func, select

from relmgr.domain.ids import OfferId
from relmgr.errors import InputError
from relmgr.i18n import _
from relmgr.services import rows
from relmgr.store import Store
from relmgr.store import tables as t
from relmgr.store.store import Session


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferInput:
    """What the form holds."""

    name: str
    pros: str = ""
    cons: str = ""
    best_case: str = ""
    best_leads: str = ""
    """What leads to the best outcome."""
    worst_case: str = ""
    worst_leads: str = ""
    """What leads to the worst outcome."""
    position: int = 0


@dataclass(frozen=True, slots=True)
class OfferDetails:
    """One offer as it stands, and how many needs it answers."""

    id: OfferId
    input: OfferInput
    needs: int


_O, _N = t.offer.c, t.need.c
_NEEDS = select(func.count(_N.id)).where(_N.offer_id == _O.id).scalar_subquery()
_ALL = select(t.offer, _NEEDS.label("needs")).order_by(_O.position, _O.id)


def _columns(session: Session, given: OfferInput, offer_id: OfferId | None) -> dict[str, Any]:
    name = given.name.strip()
    if not name:
        raise InputError(_("Say what you offer."), "name")
    same = session.execute(select(_O.id).where(func.lower(_O.name) == func.lower(name))).scalar()
    if same is not None and same != offer_id:
        raise InputError(_("There is an offer of this name already."), "name")
    return {
        "name": name,
        "pros": given.pros.strip(),
        "cons": given.cons.strip(),
        "best_case": given.best_case.strip(),
        "best_leads": given.best_leads.strip(),
        "worst_case": given.worst_case.strip(),
        "worst_leads": given.worst_leads.strip(),
        "position": given.position,
    }


def add(store: Store, given: OfferInput) -> OfferId:
    """Keep an offer. Raises InputError where it has no name, or that of another."""
    with store.change(_("Add offer")) as session:
        return OfferId(rows.add(session, t.offer, _columns(session, given, None)))


def edit(store: Store, offer_id: OfferId, given: OfferInput) -> None:
    """Replace the offer. Raises InputError, NotFoundError."""
    with store.change(_("Edit offer")) as session:
        rows.change(session, t.offer, offer_id, _columns(session, given, offer_id))


def remove(store: Store, offer_id: OfferId) -> None:
    """Take the offer out; the needs it answered stand free, and undo brings it back. Raises NotFoundError."""
    with store.change(_("Remove offer")) as session:
        rows.remove(session, t.offer, offer_id)


def get(store: Store, offer_id: OfferId) -> OfferDetails:
    """The offer. Raises NotFoundError."""
    with store.read() as session:
        rows.get(session, t.offer, offer_id)
        return _details(session.execute(_ALL.where(_O.id == offer_id)).one())


def every(store: Store) -> tuple[OfferDetails, ...]:
    """All offers, in the order they were added."""
    with store.read() as session:
        return tuple(_details(row) for row in session.execute(_ALL))


def _details(row: Row[Any]) -> OfferDetails:
    given = OfferInput(
        name=row.name,
        pros=row.pros,
        cons=row.cons,
        best_case=row.best_case,
        best_leads=row.best_leads,
        worst_case=row.worst_case,
        worst_leads=row.worst_leads,
        position=row.position,
    )
    return OfferDetails(OfferId(row.id), given, row.needs)
