"""How we met: the day, the place, through whom, and the first impression (P10)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from relmgr.domain.ids import PersonId, RelationId
from relmgr.domain.kinds import MilestoneKind, RelationKind
from relmgr.domain.partial_date import PartialDate
from relmgr.errors import InputError
from relmgr.i18n import _
from relmgr.services import relations, rows
from relmgr.services.people.record import partial_columns, partial_of
from relmgr.services.relations import RelationInput
from relmgr.store import Store
from relmgr.store import tables as t
from relmgr.store.store import Session


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstMet:
    """What the form holds; every part may be unknown."""

    on: PartialDate | None = None
    where: str = ""
    introduced_by: PersonId | None = None
    """Through whom, where that is somebody kept here: a relation of the two."""
    through: str = ""
    """Through whom or what, where it is nobody kept here."""
    impression: str = ""


def get(store: Store, person_id: PersonId) -> FirstMet:
    """What is known of it. Raises NotFoundError for nobody."""
    with store.read() as session:
        row = rows.get(session, t.person, person_id)
        day = _milestone(session, person_id)
        tie = _introduction(session, person_id)
    return FirstMet(
        on=partial_of(day, "on") if day is not None else None,
        where=row.met_where,
        introduced_by=tie[1] if tie is not None else None,
        through=row.met_through,
        impression=row.first_impression,
    )


def save(store: Store, person_id: PersonId, given: FirstMet, now: datetime) -> None:
    """Keep it all as one change. Raises InputError for a person met through themselves, NotFoundError."""
    if given.introduced_by == person_id:
        raise InputError(_("Nobody is met through themselves. Choose somebody else."), "through")
    with store.change(_("How we met")) as session:
        values = {
            "met_where": given.where.strip(),
            "met_through": "" if given.introduced_by is not None else given.through.strip(),
            "first_impression": given.impression.strip(),
            "changed_at": now,
        }
        rows.change(session, t.person, person_id, values)
        _write_day(session, person_id, given.on)
        _write_introduction(session, person_id, given.introduced_by, now)


def _milestone(session: Session, person_id: PersonId) -> Any:
    m = t.milestone.c
    query = (
        select(t.milestone)
        .where(m.person_id == person_id, m.milestone_kind == MilestoneKind.FIRST_MET)
        .order_by(m.id)
    )
    return session.execute(query.limit(1)).first()


def _write_day(session: Session, person_id: PersonId, on: PartialDate | None) -> None:
    held = _milestone(session, person_id)
    if on is None:
        if held is not None:
            rows.remove(session, t.milestone, held.id)
    elif held is not None:
        if partial_of(held, "on") != on:
            rows.change(session, t.milestone, held.id, partial_columns("on", on))
    else:
        values = {"person_id": person_id, "milestone_kind": MilestoneKind.FIRST_MET, "remind": False}
        rows.add(session, t.milestone, {**values, **partial_columns("on", on)})


def _introduction(session: Session, person_id: PersonId) -> tuple[RelationId, PersonId] | None:
    """The first tie that says who introduced them."""
    found = relations.of_in(session, person_id)
    return next(
        ((one.id, one.other_id) for one in found if one.kind is RelationKind.INTRODUCED_BY),
        None,
    )


def _write_introduction(session: Session, person_id: PersonId, by: PersonId | None, now: datetime) -> None:
    held = _introduction(session, person_id)
    if held is not None and held[1] != by:
        rows.remove(session, t.relation, held[0])
    if by is not None and (held is None or held[1] != by):
        given = RelationInput(kind=RelationKind.INTRODUCED_BY, other_id=by)
        relations.add_in(session, person_id, given, now)
