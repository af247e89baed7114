"""What I meant to do as candidates: the next step with whom I chose to deepen, and decisions to look back at (D4, D7)."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import BindParameter, bindparam, select

from relmgr.services.reminders.frame import Candidate, Frame, asks_on, once
from relmgr.services.reminders.model import Source
from relmgr.store import tables as t
from relmgr.store.store import Session
from relmgr.store.types import Day

_FINAL: BindParameter[Any] = bindparam("final", type_=Day())
_D, _V, _P = t.deepening.c, t.long_view.c, t.person.c
_STEPS = (
    select(t.deepening, _P.created_at)
    .join(t.person, _P.id == _D.person_id)
    .where(_D.done_on.is_(None), _D.next_on <= _FINAL, _D.next_step != "", _P.deleted_at.is_(None))
    .order_by(_D.next_on)
)
_BACK = (
    select(t.long_view, _P.created_at)
    .outerjoin(t.person, _P.id == _V.person_id)
    .where(_V.looked_back_on.is_(None), _V.back_on <= _FINAL, _P.deleted_at.is_(None))
    .order_by(_V.back_on)
)


def deepenings(session: Session, frame: Frame) -> Iterator[Candidate]:
    """The next step with somebody chosen this quarter or one before."""
    for row in session.execute(_STEPS, {"final": frame.last}):
        yield asks_on(Source.DEEPENING, row, row.next_on, row.next_on)


def long_views(session: Session, frame: Frame) -> Iterator[Candidate]:
    """Decisions whose day to look back has come."""
    for row in session.execute(_BACK, {"final": frame.last}):
        yield Candidate(
            source=Source.LONG_VIEW,
            source_id=row.id,
            person_id=row.person_id,
            rule=once(row.back_on),
            set_at=row.created_at or frame.now,
            row=row,
            asks_from=row.back_on,
        )
