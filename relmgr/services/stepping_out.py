"""Stepping out of my role for them: presented, taught, sat in; and whom I met there, who is somebody from then on (D7)."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import or_, select

from relmgr.domain.ids import MomentId, PersonId
from relmgr.domain.kinds import RelationKind
from relmgr.domain.moments import MomentKind
from relmgr.domain.names import split_name
from relmgr.i18n import _
from relmgr.services import moments, relations, rows
from relmgr.services.moments import MomentInput
from relmgr.services.people import record
from relmgr.services.people.record import AffiliationInput, PersonInput
from relmgr.services.relations import RelationInput
from relmgr.store import Store
from relmgr.store import tables as t
from relmgr.store.store import Session


@dataclass(frozen=True, slots=True, kw_only=True)
class MetInput:
    """Whom I met: somebody known, or a new name."""

    person_id: PersonId | None = None
    name: str = ""


def note(  # noqa: PLR0917  (a moment, and whom I met)
    store: Store,
    person_id: PersonId,
    kind: MomentKind,
    on_day: date,
    text: str,
    met: MetInput,
    now: datetime,
) -> MomentId:
    """Keep the moment and the new acquaintance in one change. Raises InputError, NotFoundError."""
    with store.change(_("Add moment")) as session:
        rows.get(session, t.person, person_id)
        number = moments.add_in(session, person_id, MomentInput(kind=kind, note=text), on_day)
        _introduce(session, person_id, met, now)
        return number


def met_later(store: Store, person_id: PersonId, met: MetInput, now: datetime) -> None:
    """Somebody I met there came to mind later. Raises InputError, NotFoundError."""
    with store.change(_("Add relation")) as session:
        rows.get(session, t.person, person_id)
        _introduce(session, person_id, met, now)


def _introduce(session: Session, person_id: PersonId, met: MetInput, now: datetime) -> None:
    """A full person, met through the one the moment is about, and at the same organisation (P10)."""
    other = met.person_id
    if other is None:
        parts = split_name(met.name)
        given = PersonInput(
            prefix=parts.prefix,
            given=parts.given,
            additional=parts.additional,
            family=parts.family,
            suffix=parts.suffix,
            nickname=parts.nickname,
            affiliations=_same_house(session, person_id),
        )
        other = record.add_in(session, given, now)
    if other == person_id or _are_tied(session, person_id, other):
        return
    relations.add_in(session, person_id, RelationInput(kind=RelationKind.INTRODUCED, other_id=other), now)


def _same_house(session: Session, person_id: PersonId) -> tuple[AffiliationInput, ...]:
    a, o = t.affiliation.c, t.organisation.c
    query = (
        select(o.name)
        .join(t.affiliation, a.organisation_id == o.id)
        .where(a.person_id == person_id, a.until_year.is_(None))
        .order_by(a.position, a.id)
        .limit(1)
    )
    return tuple(AffiliationInput(organisation=name) for name in session.execute(query).scalars())


def _are_tied(session: Session, one: PersonId, other: PersonId) -> bool:
    r = t.relation.c
    pair = or_(
        (r.from_person_id == one) & (r.to_person_id == other),
        (r.from_person_id == other) & (r.to_person_id == one),
    )
    return session.execute(select(r.id).where(pair).limit(1)).first() is not None
