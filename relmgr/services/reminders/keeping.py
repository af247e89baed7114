"""Whether somebody is still to be kept: on the day that was said, and once a year of those of whom nothing was (privacy).

Only on Today, never a popup: nothing here has an hour, and nothing is deleted by itself.
"""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import BindParameter, bindparam, func, select

from relmgr.domain.calendar_words import months_after
from relmgr.domain.kinds import Circle, Decision
from relmgr.i18n import _
from relmgr.services import rows
from relmgr.services.reminders.frame import Candidate, Frame, once
from relmgr.services.reminders.model import DueItem, Saying, Source, Words
from relmgr.store import tables as t
from relmgr.store.among import indexed_by
from relmgr.store.store import Session
from relmgr.store.types import Day

LOOK_EVERY_DAYS = 365
"""How often those of whom nothing was said are looked over, and how long they are known before."""

_P, _D = t.person.c, t.decision.c
_FINAL: BindParameter[Any] = bindparam("final", type_=Day())
_DUE = select(t.person).where(_P.keep_until <= _FINAL, _P.deleted_at.is_(None)).order_by(_P.keep_until)
_LOOKED = (
    select(_D.decision, _D.occurrence, _D.until_at)
    .where(_D.source == Source.KEEPING_LOOK.value, _D.source_id == 0)
    .order_by(_D.id.desc())
    .limit(1)
)
_FIRST_UNSAID = indexed_by(
    select(_P.created_at)
    .where(_P.purpose.is_(None), _P.keep_until.is_(None), _P.deleted_at.is_(None), _P.is_light.is_(False))
    .where(
        func.coalesce(_P.circle, "") != Circle.REST.value,
        _P.created_at <= bindparam("before", type_=_P.created_at.type),
    )
    .order_by(_P.created_at)
    .limit(1),
    *(t.person, "person_unsaid"),
)


def to_keep(session: Session, frame: Frame) -> Iterator[Candidate]:
    """Those whose day has come."""
    for row in session.execute(_DUE, {"final": frame.last}):
        day = row.keep_until
        yield Candidate(Source.KEEPING, row.id, row.id, once(day), row.created_at, row, day)


def yearly_look(session: Session, now: datetime, today: date) -> DueItem | None:
    """One row a year, about nobody by name, while there is somebody of whom neither purpose nor day was said."""
    made = session.execute(_LOOKED).first()
    day = today
    if made is not None and made.decision is not Decision.SNOOZED:
        day = made.occurrence + timedelta(days=LOOK_EVERY_DAYS)
    elif made is not None:
        day = today if made.until_at <= now else date.max
    if day > today:
        return None
    before = now - timedelta(days=LOOK_EVERY_DAYS)
    if session.execute(_FIRST_UNSAID, {"before": before}).first() is None:
        return None
    return DueItem(
        source=Source.KEEPING_LOOK,
        source_id=0,
        occurrence=today,
        person=None,
        saying=Saying(_look_words),
        late_days=0,
        late_words="",
        due_on=today,
        while_away=False,
        stage="0",
        since=now,
        days_ahead=0,
    )


def _look_words() -> Words:
    why = _("Of some people it was never said what you keep them for. Once a year is enough.")
    return Words(_("Look over whom you keep"), why, why)


def keep_on(session: Session, person_id: int, today: date) -> None:
    """Keep them for another year, from today."""
    rows.change(session, t.person, person_id, {"keep_until": months_after(today, 12)})
