"""Stages: how far I declare us to be, from logo to partner, each with its date and story (P10).

The app never declares one: `evidence` only says what is known.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Row, bindparam, func, select

from relmgr.domain import depth
from relmgr.domain.ids import PersonId, StageId
from relmgr.domain.kinds import MilestoneKind, SignState, Stage
from relmgr.domain.moments import Moment, MomentKind
from relmgr.domain.partial_date import PartialDate
from relmgr.domain.sides import FAMILY_RELATIONS, sides_known
from relmgr.domain.stages import Evidence, SignSeen, newest_first
from relmgr.errors import InputError
from relmgr.i18n import _
from relmgr.services import relations, rows
from relmgr.services.people.record import partial_columns, partial_of
from relmgr.store import Store
from relmgr.store import tables as t
from relmgr.store.store import Session


@dataclass(frozen=True, slots=True, kw_only=True)
class StageInput:
    """What the form holds: the stage, since when (any precision), and how it came about."""

    stage: Stage
    on: PartialDate | None = None
    story: str = ""


@dataclass(frozen=True, slots=True)
class StageDetails:
    """One declaration as it stands."""

    id: StageId
    person_id: PersonId
    input: StageInput


def _columns(given: StageInput) -> dict[str, Any]:
    if given.on is None or given.on.year is None:
        raise InputError(_("Say since when: a year is enough."), "on")
    return {"stage": given.stage, "story": given.story.strip(), **partial_columns("on", given.on)}


def add(store: Store, person_id: PersonId, given: StageInput) -> StageId:
    """Declare a stage. Raises InputError without a year, NotFoundError for nobody."""
    values = _columns(given)
    with store.change(_("Declare a stage")) as session:
        rows.get(session, t.person, person_id)
        return StageId(rows.add(session, t.stage, {"person_id": person_id, **values}))


def edit(store: Store, stage_id: StageId, given: StageInput) -> None:
    """Replace the declaration. Raises InputError, NotFoundError."""
    values = _columns(given)
    with store.change(_("Edit stage")) as session:
        rows.change(session, t.stage, stage_id, values)


def remove(store: Store, stage_id: StageId) -> None:
    """Take the declaration out; undo brings it back. Raises NotFoundError."""
    with store.change(_("Remove stage")) as session:
        rows.remove(session, t.stage, stage_id)


def get(store: Store, stage_id: StageId) -> StageDetails:
    """The declaration. Raises NotFoundError."""
    with store.read() as session:
        return _details(rows.get(session, t.stage, stage_id))


_S = t.stage.c
_OF = select(t.stage).where(_S.person_id == bindparam("person"))


def of(store: Store, person_id: PersonId) -> tuple[StageDetails, ...]:
    """The history, newest first; the first one is where we stand."""
    with store.read() as session:
        return of_in(session, person_id)


def of_in(session: Session, person_id: PersonId) -> tuple[StageDetails, ...]:
    """The same inside a read that stands already."""
    found = [_details(row) for row in session.execute(_OF, {"person": person_id})]
    return tuple(sorted(found, key=lambda one: newest_first(one.input.on, one.id), reverse=True))


def _details(row: Row[Any]) -> StageDetails:
    given = StageInput(stage=row.stage, on=partial_of(row, "on"), story=row.story)
    return StageDetails(StageId(row.id), PersonId(row.person_id), given)


def evidence(store: Store, person_id: PersonId, today: date) -> Evidence:
    """What is known that may speak for a stage. Raises NotFoundError for nobody."""
    c, m, f = t.conversation_person.c, t.moment.c, t.fact.c
    with store.read() as session:
        person = rows.get(session, t.person, person_id)
        talks, first, last = session.execute(
            select(func.count(), func.min(c.on_day), func.max(c.on_day)).where(c.person_id == person_id)
        ).one()
        told = session.execute(select(m.moment_kind, m.on_day).where(m.person_id == person_id)).all()
        facts = session.execute(select(f.side).where(f.person_id == person_id).distinct()).scalars().all()
        ties = relations.of_in(session, person_id)
        d = t.milestone.c
        dates = session.execute(select(d.milestone_kind).where(d.person_id == person_id)).scalars().all()
    kinds: set[MilestoneKind] = set(dates)
    states = depth.sign_states([Moment(MomentKind(row.moment_kind), row.on_day) for row in told], today)
    seen = [
        SignSeen(sign, one.last)
        for sign, one in states.items()
        if one.state is SignState.SEEN and one.last is not None
    ]
    return Evidence(
        conversations=talks,
        first_on=first,
        last_on=last,
        sides=len(sides_known(facts, [one.kind for one in ties], milestones=kinds, city=person.city)),
        family=tuple(dict.fromkeys(one.other_name for one in ties if one.kind in FAMILY_RELATIONS)),
        signs=tuple(seen),
    )
