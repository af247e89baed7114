"""Goals: what they want to reach, for the business and for themselves, and when I last asked (P9)."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Row, bindparam, select

from relmgr.domain.ids import GoalId, PersonId
from relmgr.domain.kinds import GoalKind
from relmgr.domain.partial_date import PartialDate
from relmgr.errors import InputError
from relmgr.i18n import _
from relmgr.services import rows
from relmgr.services.people.record import partial_columns, partial_of
from relmgr.store import Store
from relmgr.store import tables as t
from relmgr.store.store import Session


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalInput:
    """What the form holds: from here, to there, by then."""

    kind: GoalKind = GoalKind.BUSINESS
    from_text: str = ""
    to_text: str
    note: str = ""
    horizon: PartialDate | None = None
    last_asked_on: date | None = None
    reached_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalDetails:
    """One goal as it stands."""

    id: GoalId
    person_id: PersonId
    input: GoalInput
    noted_on: date


def _columns(given: GoalInput) -> dict[str, Any]:
    if not given.to_text.strip():
        raise InputError(_("Say what they want to reach."), "to_text")
    return {
        "goal_kind": given.kind,
        "from_text": given.from_text.strip(),
        "to_text": given.to_text.strip(),
        "note": given.note.strip(),
        "last_asked_on": given.last_asked_on,
        "reached_on": given.reached_on,
        **partial_columns("horizon", given.horizon),
    }


def add(store: Store, person_id: PersonId, given: GoalInput, today: date) -> GoalId:
    """Keep a goal. Raises InputError where nothing is to be reached, NotFoundError for nobody."""
    values = _columns(given)
    with store.change(_("Add goal")) as session:
        rows.get(session, t.person, person_id)
        return GoalId(rows.add(session, t.goal, {"person_id": person_id, "noted_on": today, **values}))


def edit(store: Store, goal_id: GoalId, given: GoalInput) -> None:
    """Replace the goal. Raises InputError, NotFoundError."""
    values = _columns(given)
    with store.change(_("Edit goal")) as session:
        rows.change(session, t.goal, goal_id, values)


def remove(store: Store, goal_id: GoalId) -> None:
    """Take the goal out; undo brings it back. Raises NotFoundError."""
    with store.change(_("Remove goal")) as session:
        rows.remove(session, t.goal, goal_id)


def asked(store: Store, goal_id: GoalId, today: date) -> None:
    """I asked about it today: it is no starter for half a year. Raises NotFoundError."""
    with store.change(_("Asked")) as session:
        rows.change(session, t.goal, goal_id, {"last_asked_on": today})


def get(store: Store, goal_id: GoalId) -> GoalDetails:
    """The goal. Raises NotFoundError."""
    with store.read() as session:
        return _details(rows.get(session, t.goal, goal_id))


_G = t.goal.c
_OF = select(t.goal).where(_G.person_id == bindparam("person")).order_by(_G.reached_on.is_not(None), _G.id)


def of(store: Store, person_id: PersonId) -> tuple[GoalDetails, ...]:
    """All goals of a person: those still ahead first, in the order they were added."""
    with store.read() as session:
        return of_in(session, person_id)


def of_in(session: Session, person_id: PersonId) -> tuple[GoalDetails, ...]:
    """The same inside a read that stands already."""
    return tuple(_details(row) for row in session.execute(_OF, {"person": person_id}))


def _details(row: Row[Any]) -> GoalDetails:
    given = GoalInput(
        kind=row.goal_kind,
        from_text=row.from_text,
        to_text=row.to_text,
        note=row.note,
        horizon=partial_of(row, "horizon"),
        last_asked_on=row.last_asked_on,
        reached_on=row.reached_on,
    )
    return GoalDetails(
        id=GoalId(row.id), person_id=PersonId(row.person_id), input=given, noted_on=row.noted_on
    )
