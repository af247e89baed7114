"""Needs: what they need in their own words, tied to an offer of mine or standing free (P9)."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Row, bindparam, select

from relmgr.domain.ids import NeedId, OfferId, PersonId
from relmgr.errors import InputError
from relmgr.i18n import _
from relmgr.services import rows
from relmgr.store import Store
from relmgr.store import tables as t
from relmgr.store.store import Session


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedInput:
    """What the form holds."""

    text: str
    offer_id: OfferId | None = None
    """The offer of mine that answers it; None: it stands free."""
    heard_on: date | None = None
    met_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedDetails:
    """One need as it stands."""

    id: NeedId
    person_id: PersonId
    input: NeedInput
    offer: str
    """The offer's name, "" for none."""


def _columns(session: Session, given: NeedInput) -> dict[str, Any]:
    if not given.text.strip():
        raise InputError(_("There is nothing written yet."), "text")
    if given.offer_id is not None:
        rows.get(session, t.offer, given.offer_id)
    return {
        "text": given.text.strip(),
        "offer_id": given.offer_id,
        "heard_on": given.heard_on,
        "met_on": given.met_on,
    }


def add(store: Store, person_id: PersonId, given: NeedInput) -> NeedId:
    """Keep a need. Raises InputError where nothing is written, NotFoundError for nobody or no such offer."""
    with store.change(_("Add need")) as session:
        rows.get(session, t.person, person_id)
        return NeedId(rows.add(session, t.need, {"person_id": person_id, **_columns(session, given)}))


def edit(store: Store, need_id: NeedId, given: NeedInput) -> None:
    """Replace the need. Raises InputError, NotFoundError."""
    with store.change(_("Edit need")) as session:
        rows.change(session, t.need, need_id, _columns(session, given))


def remove(store: Store, need_id: NeedId) -> None:
    """Take the need out; undo brings it back. Raises NotFoundError."""
    with store.change(_("Remove need")) as session:
        rows.remove(session, t.need, need_id)


def get(store: Store, need_id: NeedId) -> NeedDetails:
    """The need. Raises NotFoundError."""
    with store.read() as session:
        rows.get(session, t.need, need_id)
        return _details(session.execute(_SELECT.where(_N.id == need_id)).one())


_N, _O = t.need.c, t.offer.c
_SELECT = select(t.need, _O.name.label("offer")).outerjoin(t.offer, _O.id == _N.offer_id)
_OF = _SELECT.where(_N.person_id == bindparam("person")).order_by(_N.met_on.is_not(None), _N.id)


def of(store: Store, person_id: PersonId) -> tuple[NeedDetails, ...]:
    """All needs of a person: those not met yet first, in the order they were added."""
    with store.read() as session:
        return of_in(session, person_id)


def of_in(session: Session, person_id: PersonId) -> tuple[NeedDetails, ...]:
    """The same inside a read that stands already."""
    return tuple(_details(row) for row in session.execute(_OF, {"person": person_id}))


def _details(row: Row[Any]) -> NeedDetails:
    given = NeedInput(
        text=row.text,
        offer_id=OfferId(row.offer_id) if row.offer_id is not None else None,
        heard_on=row.heard_on,
        met_on=row.met_on,
    )
    return NeedDetails(
        id=NeedId(row.id), person_id=PersonId(row.person_id), input=given, offer=row.offer or ""
    )
