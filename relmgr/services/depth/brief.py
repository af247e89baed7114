"""What lists need of the depth of many people at once: from their summaries, in three statements for all of them."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from sqlalchemy import BindParameter, bindparam, select

from relmgr.domain import depth
from relmgr.domain.kinds import Direction
from relmgr.domain.moments import WARNING_KINDS, Moment, MomentKind
from relmgr.store import tables as t
from relmgr.store.store import Session
from relmgr.store.types import Day

_IDS: BindParameter[Any] = bindparam("ids", expanding=True)
_M, _E, _Q, _X = t.moment.c, t.expectation.c, t.rough_patch.c, t.dismissal.c
_WINDOW_DAYS = 60
_WARNED = (
    select(_M.person_id, _M.id, _M.moment_kind, _M.on_day, _M.note)
    .where(
        _M.person_id.in_(_IDS),
        _M.on_day >= bindparam("since", type_=Day()),
        _M.on_day <= bindparam("today", type_=Day()),
        _M.moment_kind.in_([kind.value for kind in WARNING_KINDS]),
    )
    .order_by(_M.on_day, _M.id)
)
_PATCHES = select(_Q.person_id, _Q.opened_on, _Q.solved_on, _Q.id).where(_Q.person_id.in_(_IDS))
# Whose it is and whether it is closed is asked in Python: here it would draw the planner to the index of all open ones.
_EXPECTED = select(
    *(_E.person_id, _E.direction, _E.opened_on, _E.due_on, _E.due_until, _E.told_on, _E.closed_on),
    *(_E.id, _E.statement),
).where(_E.person_id.in_(_IDS))
_DISMISSED = select(_X.person_id, _X.on_day, _X.reason, _X.newest_moment).where(_X.person_id.in_(_IDS))


def recent_histories(session: Session, people: Mapping[int, Any], today: date) -> dict[int, depth.History]:
    """What may put these people at risk on `today`, and the notices put away; no signs, and no older warnings.

    people: summary rows by id, of nobody who is let rest, away, in gentle mode or dead.
    """
    asked = {"ids": list(people), "since": today - timedelta(days=_WINDOW_DAYS), "today": today}
    moments: dict[int, list[Moment]] = defaultdict(list)
    troubles: dict[int, list[depth.Trouble]] = defaultdict(list)
    dismissals: dict[int, list[depth.Dismissal]] = defaultdict(list)
    for person_id, number, kind, day, note in session.execute(_WARNED, asked):
        moments[person_id].append(Moment(MomentKind(kind), day, note, number))
    for person_id, opened, solved, number in session.execute(_PATCHES, {"ids": asked["ids"]}):
        troubles[person_id].append(depth.rough_patch(opened, solved, number))
    for row in session.execute(_EXPECTED, {"ids": asked["ids"]}):
        deadline = row.due_until or row.due_on
        slip = depth.slip(row.opened_on, deadline, row.told_on, row.closed_on, row.id, row.statement)
        if slip is not None and row.direction is Direction.OF_ME:
            troubles[row.person_id].append(slip)
    for person_id, *dismissed in session.execute(_DISMISSED, {"ids": asked["ids"]}):
        dismissals[person_id].append(depth.Dismissal(*dismissed))
    return {
        id_: depth.History(
            moments=moments[id_],
            conversations=(row.last_on,) if row.last_on else (),
            cadence_days=row.cadence_days,
            usual_days=row.usual_days,
            troubles=troubles[id_],
            dismissals=dismissals[id_],
        )
        for id_, row in people.items()
    }
