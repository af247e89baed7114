"""Milestones: dates in a person's life, or our shared one (P6)."""

from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Row, select

from relmgr.domain.ids import MilestoneId, PersonId
from relmgr.domain.kinds import MilestoneKind
from relmgr.domain.partial_date import LeapDay, PartialDate
from relmgr.errors import InputError
from relmgr.i18n import _
from relmgr.services import rows
from relmgr.services.people.record import partial_columns
from relmgr.store import Store
from relmgr.store import tables as t
from relmgr.store.store import Session


@dataclass(frozen=True, slots=True, kw_only=True)
class MilestoneInput:
    """What the form holds."""

    kind: MilestoneKind
    title: str = ""
    """In the user's words; needed for custom ones."""
    date: PartialDate
    note: str = ""
    remind: bool = True
    person_id: PersonId | None = None
    """Whose, where it is noted with a conversation; None: of the first person there."""
    leap_day: LeapDay | None = None
    """When the person keeps a 29 February in ordinary years; None leaves their choice as it is (P6)."""


@dataclass(frozen=True, slots=True)
class MilestoneDetails:
    """One milestone as it stands."""

    id: MilestoneId
    person_id: PersonId
    input: MilestoneInput
    leap_day: str = ""
    """When the person keeps a 29 February in ordinary years, as `get` reads it: a `LeapDay`, or "" for not said."""


def columns(given: MilestoneInput) -> dict[str, Any]:
    """The row's values. Raises InputError for a custom milestone without a name."""
    if given.kind is MilestoneKind.CUSTOM and not given.title.strip():
        raise InputError(_("Say what this date is."), "title")
    return {
        "milestone_kind": given.kind,
        "title": given.title.strip(),
        "note": given.note.strip(),
        "remind": given.remind,
        **partial_columns("on", given.date),
    }


def add(store: Store, person_id: PersonId, given: MilestoneInput) -> MilestoneId:
    """Keep a milestone. Raises InputError."""
    values = columns(given)
    with store.change(_("Add date")) as session:
        _write_leap_day(session, person_id, given)
        return MilestoneId(rows.add(session, t.milestone, {"person_id": person_id, **values}))


def edit(store: Store, milestone_id: MilestoneId, given: MilestoneInput) -> None:
    """Replace the milestone. Raises InputError, NotFoundError."""
    values = columns(given)
    with store.change(_("Edit date")) as session:
        _write_leap_day(session, rows.get(session, t.milestone, milestone_id).person_id, given)
        rows.change(session, t.milestone, milestone_id, values)


def _write_leap_day(session: Session, person_id: int, given: MilestoneInput) -> None:
    if given.leap_day is not None:
        rows.change(session, t.person, person_id, {"leap_day": given.leap_day})


def remove(store: Store, milestone_id: MilestoneId) -> None:
    """Take the milestone out; undo brings it back. Raises NotFoundError."""
    with store.change(_("Remove date")) as session:
        rows.remove(session, t.milestone, milestone_id)


def get(store: Store, milestone_id: MilestoneId) -> MilestoneDetails:
    """The milestone. Raises NotFoundError."""
    with store.read() as session:
        row = rows.get(session, t.milestone, milestone_id)
        leap_day = rows.get(session, t.person, row.person_id).leap_day
    return replace(_details(row), leap_day=leap_day)


def of(store: Store, person_id: PersonId) -> tuple[MilestoneDetails, ...]:
    """All dates of a person, in the order they were added."""
    m = t.milestone.c
    query = select(t.milestone).where(m.person_id == person_id).order_by(m.id)
    with store.read() as session:
        return tuple(_details(row) for row in session.execute(query))


def _details(row: Row[Any]) -> MilestoneDetails:
    given = MilestoneInput(
        kind=row.milestone_kind,
        title=row.title,
        date=PartialDate(row.on_year, row.on_month, row.on_day),
        note=row.note,
        remind=row.remind,
    )
    return MilestoneDetails(MilestoneId(row.id), PersonId(row.person_id), given)
