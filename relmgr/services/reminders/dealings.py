"""What rough patches, beginnings, advice and feedback ask for (G3, G4, G5, G7): one indexed query each."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import BindParameter, bindparam, select

from relmgr.domain.first_days import ends_on
from relmgr.domain.recurrence import MAX_DAYS, Rule
from relmgr.domain.rough_patches import answer_until
from relmgr.services.first_days import settled_kinds
from relmgr.services.reminders import given
from relmgr.services.reminders.frame import Candidate, Frame, asks_on, once
from relmgr.services.reminders.model import Source
from relmgr.store import tables as t
from relmgr.store.store import Session
from relmgr.store.types import Day

_P = t.person.c
_FINAL: BindParameter[Any] = bindparam("final", type_=Day())
_Q, _B, _T = t.rough_patch.c, t.first_days.c, t.first_days_step.c
_PATCHES = select(t.rough_patch, _P.created_at).join(t.person, _P.id == _Q.person_id)
_ROUGH = _PATCHES.where(_Q.solved_on.is_(None), _P.deleted_at.is_(None))
_WAITING = _ROUGH.where(_Q.heard_at.is_not(None), _Q.answered_at.is_(None))
_NEXT_STEPS = _ROUGH.where(_Q.next_step != "", (_Q.next_on <= _FINAL) | _Q.next_on.is_(None))
_HOW_NOW = _PATCHES.where(
    *(_Q.aftercare_done_on.is_(None), _Q.aftercare_on <= _FINAL, _P.deleted_at.is_(None))
).order_by(_Q.aftercare_on)
_BEGINNINGS = (
    select(
        *(t.first_days_step, _B.person_id, _B.started_on, _B.delivered_on, _B.ended_on, _P.created_at),
    )
    .join(t.first_days, _B.id == _T.first_days_id)
    .join(t.person, _P.id == _B.person_id)
    .where(_B.ended_on.is_(None), _B.started_on >= bindparam("since", type_=Day()))
    .where(_T.done_on.is_(None), _T.due_on <= _FINAL, _P.deleted_at.is_(None))
)
_LONGEST_BEGINNING = timedelta(days=2 * MAX_DAYS)


def answers(session: Session, frame: Frame) -> Iterator[Candidate]:
    """Those who wait for an answer in a rough patch, due when I mean to have answered at the latest (G5)."""
    for row in session.execute(_WAITING):
        by: datetime = row.answer_by or answer_until(row.heard_at, frame.zone)
        local = by.astimezone(frame.zone)
        yield Candidate(
            source=Source.ANSWER,
            source_id=row.id,
            person_id=row.person_id,
            rule=Rule(start=local.date(), at=local.time().replace(second=0, microsecond=0)),
            set_at=row.created_at,
            row=row,
        )


def next_steps(session: Session, frame: Frame) -> Iterator[Candidate]:
    """The next step in a rough patch that is open; one without a day asks from the day it went wrong (G5)."""
    for row in session.execute(_NEXT_STEPS, {"final": frame.last}):
        yield Candidate(
            source=Source.ROUGH_PATCH,
            source_id=row.id,
            person_id=row.person_id,
            rule=once(row.next_on or row.opened_on),
            set_at=row.created_at,
            row=row,
        )


def aftercare(session: Session, frame: Frame) -> Iterator[Candidate]:
    """A month after a rough patch was solved it is asked how it is now."""
    for row in session.execute(_HOW_NOW, {"final": frame.last}):
        yield asks_on(Source.AFTERCARE, row, row.aftercare_on, row.aftercare_on)


def first_steps(session: Session, frame: Frame) -> Iterator[Candidate]:
    """Steps of a beginning that is under way; none that is evidently done, and none after its last day (G7)."""
    oldest = frame.today - _LONGEST_BEGINNING
    found = [
        row
        for row in session.execute(_BEGINNINGS, {"final": frame.last, "since": oldest})
        if max(frame.today, row.due_on) <= ends_on(row.started_on, row.delivered_on, row.ended_on)
    ]
    settled = settled_kinds(session, {row.person_id for row in found})
    for row in found:
        if (row.person_id, row.first_step_kind) not in settled:
            yield asks_on(Source.FIRST_DAYS, row, row.due_on)


def given_of(source: Source) -> Callable[[Session, Frame], Iterator[Candidate]]:
    """Advice to ask about, and the steps of feedback (G3, G4)."""

    def look(session: Session, frame: Frame) -> Iterator[Candidate]:
        for row, day, asks_from in given.asking(session, source, frame.last):
            yield asks_on(source, row, day, asks_from)

    return look
