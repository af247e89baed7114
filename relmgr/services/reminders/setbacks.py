"""When the clock went back: which notes of showing a clock that was ahead made too early, and no longer count (R2).

Nothing is deleted: it may as well be that the clock is wrong now, and will be put forward again. Until time has
reached what the clock showed before, a note made before the setback about a later day counts for nothing.
"""

import json
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Row, delete, func, insert, select

from relmgr.store import tables as t
from relmgr.store.store import Session

_KEY = "clock_setbacks"
_REMEMBERED = 20
_A_DAY = timedelta(days=1)
_LITTLE = timedelta(days=2)


@dataclass(frozen=True, slots=True)
class Setback:
    """One time the clock went back: from where to where, and the newest note of showing at that moment."""

    high: datetime
    back: datetime
    newest_note: int


def add(session: Session, high: datetime, now: datetime) -> None:
    """Remember that the clock went back from `high` to `now`; earlier setbacks that time has overtaken are dropped."""
    newest = session.execute(select(func.max(t.shown.c.id))).scalar() or 0
    _keep(session, (*standing(session, now), Setback(high, now, newest))[-_REMEMBERED:])


def forget_overtaken(session: Session, now: datetime) -> None:
    """Drop the setbacks whose former time has come again: a clock that goes back a little later must not revive them."""
    known = _known(session)
    left = tuple(one for one in known if now < one.high)
    if len(left) < len(known):
        _keep(session, left)


def standing(session: Session, now: datetime) -> tuple[Setback, ...]:
    """The setbacks whose former time has not been reached again."""
    return tuple(one for one in _known(session) if now < one.high)


def _known(session: Session) -> tuple[Setback, ...]:
    text = session.execute(select(t.meta.c.value).where(t.meta.c.key == _KEY)).scalar()
    if text is None:
        return ()
    return tuple(
        Setback(datetime.fromisoformat(high), datetime.fromisoformat(back), note)
        for high, back, note in json.loads(text)
    )


def _keep(session: Session, known: tuple[Setback, ...]) -> None:
    text = json.dumps([[one.high.isoformat(), one.back.isoformat(), one.newest_note] for one in known])
    session.execute(delete(t.meta).where(t.meta.c.key == _KEY))
    session.execute(insert(t.meta).values(key=_KEY, value=text))


def still_counts(setback: Setback, note: Row[Any]) -> bool:
    """Whether a note of showing counts: made since, or with a right clock before, or about what had come by then.

    A clock that was ahead by a day or two showed things a day early, which is not too early. One that was years ahead
    showed them among hundreds of others: what had not come by then comes again on its day.
    """
    if note.id > setback.newest_note or note.shown_at <= setback.back:
        return True
    lead, _space, snoozed_until = note.stage.partition(" ")
    asked_on = note.occurrence - timedelta(days=int(lead))
    if snoozed_until:
        asked_on = max(asked_on, date.fromisoformat(snoozed_until[:10]))
    is_little = note.shown_at - setback.back <= _LITTLE
    return bool(asked_on <= setback.back.date() + (_A_DAY if is_little else -2 * _A_DAY))
