"""What is expected as candidates: open, at risk or with its date near; which of them is told by an index (P13)."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Any

from sqlalchemy import BindParameter, Select, String, bindparam, func, select

from relmgr.domain.expectations import asks_for_attention
from relmgr.domain.kinds import Status
from relmgr.domain.recurrence import MAX_DAYS, Rule
from relmgr.services.expectations import terms_of
from relmgr.services.reminders.frame import Candidate, Frame, once
from relmgr.services.reminders.model import Source
from relmgr.store import tables as t
from relmgr.store.among import among, indexed_by, listed
from relmgr.store.light import streamed
from relmgr.store.store import Session

_E, _P = t.expectation.c, t.person.c
_FINAL_DAY: BindParameter[Any] = bindparam("final_day", type_=String())
_OPEN = (
    select(t.expectation, _P.created_at)
    .join(t.person, _P.id == _E.person_id)
    .where(_E.closed_on.is_(None), _P.deleted_at.is_(None))
)
_AT_RISK = indexed_by(_OPEN.where(t.IS_AT_RISK), t.expectation, "expectation_risk")
_AMONG = (
    select(t.expectation, _P.created_at)
    .join(t.person, _P.id == _E.person_id)
    .where(among(_E.id), _P.deleted_at.is_(None))
)
_DUE_SOON = indexed_by(
    _OPEN.where(_E.status != Status.AT_RISK, func.julianday(_FINAL_DAY) >= t.EXPECTATION_NEAR).order_by(
        t.EXPECTATION_NEAR
    ),
    *(t.expectation, "expectation_near"),
)
_DEADLINE = func.coalesce(_E.due_until, _E.due_on, _E.opened_on)
_COME = (
    _AT_RISK.where(_DEADLINE <= _FINAL_DAY),
    _DUE_SOON.where(_DEADLINE <= _FINAL_DAY),
)


def expectations(session: Session, frame: Frame) -> Iterator[Candidate]:
    """Those at risk, and those whose date is near (P13)."""
    return _expectations_of(session, frame, _AT_RISK, _DUE_SOON)


def come(session: Session, frame: Frame) -> Iterator[Candidate]:
    """The same, only those whose day itself has come by `frame.last`, or which are at risk without one."""
    return _expectations_of(session, frame, *_COME)


def _expectations_of(
    session: Session, frame: Frame, at_risk: Select[Any], soon: Select[Any]
) -> Iterator[Candidate]:
    asked = {"final_day": frame.last.isoformat()}
    for row in session.execute(at_risk, asked).all():
        yield _expectation(row, date.min)
    for row in streamed(session, soon, asked):
        if asks_for_attention(terms_of(row), frame.last):
            yield _expectation(row, (row.due_until or row.due_on) - timedelta(days=row.lead_days))


def among_ids(session: Session, frame: Frame, ids: Iterable[int]) -> list[Candidate]:
    """The same of certain expectations only."""
    found = list(session.execute(_AMONG, {"ids": listed(ids)}))
    # What is closed is left out here: as a condition it would draw the planner to the index of all that is open.
    found = [row for row in found if row.closed_on is None]
    return [_expectation(row, date.min) for row in found if asks_for_attention(terms_of(row), frame.last)]


def _expectation(row: Any, asks_from: date) -> Candidate:
    return Candidate(
        source=Source.EXPECTATION,
        source_id=row.id,
        person_id=row.person_id,
        rule=_attention(row),
        set_at=row.created_at,
        row=row,
        asks_from=asks_from,
    )


def _attention(row: Any) -> Rule:
    """Due from its lead days on; one that is marked at risk from the day it was opened."""
    deadline: date | None = row.due_until or row.due_on
    if deadline is None:
        return once(row.opened_on)
    lead = row.lead_days
    if row.status is Status.AT_RISK:
        lead = max(lead, (deadline - row.opened_on).days)
    return once(deadline, (min(lead, MAX_DAYS), 0))
