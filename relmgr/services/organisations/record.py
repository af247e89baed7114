"""Organisations: the logos, their names and what stands on them."""

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, delete, func, select, update

from relmgr.domain.ids import OrganisationId
from relmgr.errors import InputError, NotFoundError
from relmgr.i18n import _
from relmgr.store import Store
from relmgr.store import tables as t
from relmgr.store.light import add_row, light
from relmgr.store.store import Session

_O = t.organisation.c
_NAMED = select(_O.id).where(_O.name == bindparam("name"))
_CALLED = select(_O.id).where(func.lower(_O.name) == bindparam("name"))


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationInput:
    """What the form holds."""

    name: str
    monogram: str = ""
    """The letter on the tile; the first of the name where it is empty."""
    website: str = ""
    notes: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationDetails:
    """One organisation as it stands."""

    id: OrganisationId
    uid: str
    input: OrganisationInput
    logo_id: int | None
    people: int


def named(session: Session, name: str, now: datetime, uid: str | None = None) -> OrganisationId:
    """The organisation called `name` (white space and case aside), made where it is new; `uid` only for a new one."""
    wanted = " ".join(name.split())
    quick = light(session)
    known = quick.execute(_NAMED, {"name": wanted}).scalar()
    if known is None:
        known = quick.execute(_CALLED, {"name": wanted.lower()}).scalar()
    if known is not None:
        return OrganisationId(int(known))
    made = {"uid": uid or f"urn:uuid:{uuid.uuid4()}", "name": wanted, "created_at": now}
    return OrganisationId(add_row(session, t.organisation, made))


def names(store: Store) -> tuple[str, ...]:
    """Every organisation's name, for completion in forms."""
    with store.read() as session:
        return tuple(session.execute(select(t.organisation.c.name).order_by(t.organisation.c.name)).scalars())


def known(store: Store) -> tuple[tuple[str, str], ...]:
    """Every organisation by name: (uid, name) pairs, for choosing one."""
    o = t.organisation.c
    with store.read() as session:
        query = select(o.uid, o.name).order_by(func.lower(o.name), o.id)
        return tuple((row.uid, row.name) for row in session.execute(query))


def find(store: Store, name: str) -> OrganisationId | None:
    """The organisation of exactly this name."""
    with store.read() as session:
        known = session.execute(select(t.organisation.c.id).where(t.organisation.c.name == name)).scalar()
    return None if known is None else OrganisationId(int(known))


def details(store: Store, organisation_id: OrganisationId) -> OrganisationDetails:
    """The organisation. Raises NotFoundError."""
    with store.read() as session:
        return details_in(session, organisation_id)


def details_in(session: Session, organisation_id: OrganisationId) -> OrganisationDetails:
    """The same inside a read that stands already."""
    row = session.execute(select(t.organisation).where(t.organisation.c.id == organisation_id)).first()
    if row is None:
        raise NotFoundError(_("This organisation is no longer here. Undo may bring it back."))
    people = session.execute(
        select(func.count(func.distinct(t.affiliation.c.person_id))).where(
            t.affiliation.c.organisation_id == organisation_id
        )
    ).scalar_one()
    given = OrganisationInput(name=row.name, monogram=row.monogram, website=row.website, notes=row.notes)
    return OrganisationDetails(
        id=organisation_id, uid=row.uid, input=given, logo_id=row.logo_id, people=people
    )


def edit(store: Store, organisation_id: OrganisationId, given: OrganisationInput) -> None:
    """Replace name, monogram, website and notes. Raises InputError for an empty name."""
    values = columns(given)
    with store.change(_("Edit {name}").format(name=values["name"])) as session:
        session.execute(update(t.organisation).where(t.organisation.c.id == organisation_id).values(**values))


def columns(given: OrganisationInput) -> dict[str, Any]:
    """The row's values. Raises InputError for an empty name."""
    name = " ".join(given.name.split())
    if not name:
        raise InputError(_("The organisation needs a name."), "name")
    return {
        "name": name,
        "monogram": given.monogram.strip(),
        "website": given.website.strip(),
        "notes": given.notes.strip(),
    }


def remove(store: Store, organisation_id: OrganisationId) -> None:
    """Take an organisation out of which nobody is known; undo brings it back. Raises InputError, NotFoundError."""
    o, a = t.organisation.c, t.affiliation.c
    with store.change(_("Remove the organisation")) as session:
        if session.execute(select(o.id).where(o.id == organisation_id)).first() is None:
            raise NotFoundError(_("This organisation is no longer here. Undo may bring it back."))
        if session.execute(select(a.id).where(a.organisation_id == organisation_id).limit(1)).first():
            raise InputError(_("You know somebody there. Change their roles first."), "name")
        session.execute(delete(t.organisation).where(o.id == organisation_id))
