"""Reads what the rules of depth look at for one person: for the card, for the evidence, for notices."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from sqlalchemy import BindParameter, Row, bindparam, func, select

from relmgr.domain import depth
from relmgr.domain.ids import PersonId
from relmgr.domain.kinds import Circle, Direction
from relmgr.domain.moments import Moment, MomentKind
from relmgr.store import tables as t
from relmgr.store.store import Session

_PERSON: BindParameter[Any] = bindparam("person")
_M, _E, _Q, _V, _X = t.moment.c, t.expectation.c, t.rough_patch.c, t.overruling.c, t.dismissal.c
_DAYS_READ = 1500
"""Depth looks back two years and a quarter at most; this is nearly two conversations a day for as long."""

# Built once: building a statement takes longer than reading a few rows with it.
MOMENTS = (
    select(_M.id, _M.on_day, _M.moment_kind, _M.note, _M.conversation_id)
    .where(_M.person_id == _PERSON)
    .order_by(_M.on_day, _M.id)
)
_LAST_DAYS = (
    select(t.conversation_person.c.on_day)
    .where(t.conversation_person.c.person_id == _PERSON, t.conversation_person.c.on_day <= bindparam("today"))
    .order_by(t.conversation_person.c.on_day.desc())
    .limit(_DAYS_READ)
    .subquery()
)
# As one text: a row for each takes three times as long, and a type that makes each a day by itself as long again.
_DAYS = select(func.group_concat(_LAST_DAYS.c.on_day))
_EXPECTED = select(
    *(_E.id, _E.direction, _E.statement, _E.opened_on, _E.due_on, _E.due_until, _E.told_on, _E.closed_on)
).where(_E.person_id == _PERSON)
_PATCHES = select(
    *(_Q.id, _Q.opened_on, _Q.their_words, _Q.solved_on, _Q.solution, _Q.felt_on, _Q.felt)
).where(_Q.person_id == _PERSON)
_WORDS = select(_V.id, _V.standing, _V.reason, _V.on_day, _V.ended_on).where(_V.person_id == _PERSON)
_DISMISSALS = select(_X.on_day, _X.reason, _X.newest_moment).where(_X.person_id == _PERSON)

_KINDS = {kind.value: kind for kind in MomentKind}
"""To look up: asking the enumeration takes five times as long, and a card has hundreds of moments."""


def moments_in(session: Session, person_id: PersonId) -> Sequence[Any]:
    """The moments of a person, oldest first."""
    return session.execute(MOMENTS, {"person": person_id}).all()


def moment_of(row: Any) -> Moment:
    """What the rules need of a row."""
    kind = row.moment_kind
    return Moment(_KINDS[kind] if kind in _KINDS else MomentKind(kind), row.on_day, row.note, row.id)


def history_in(  # noqa: PLR0917  (what was read already)
    session: Session,
    person_id: PersonId,
    told: Iterable[Any],
    expected: Iterable[Any] | None,
    today: date,
    cadence_days: int | None,
    minds_silence: bool,
) -> depth.History:
    """Everything that counts for somebody's depth as of `today`.

    told: their moments. expected: their expectations, if they have been read already. A well-handled rough patch is
    among the moments, as the support it is.
    """
    asked = {"person": person_id}
    days: str = session.execute(_DAYS, {**asked, "today": today}).scalar() or ""
    patches = session.execute(_PATCHES, asked).all()
    return depth.History(
        moments=[*map(moment_of, told), *_mended(patches)],
        conversations=list(map(date.fromisoformat, days.split(","))) if days else (),
        cadence_days=cadence_days,
        minds_silence=minds_silence,
        troubles=[
            *_patches(patches),
            *_slips(session.execute(_EXPECTED, asked) if expected is None else expected),
        ],
        overrulings=[
            depth.Overruling(row.standing, row.reason, row.on_day, row.ended_on, row.id)
            for row in session.execute(_WORDS, asked)
        ],
        dismissals=[depth.Dismissal(*row) for row in session.execute(_DISMISSALS, asked)],
    )


def _mended(patches: Iterable[Any]) -> Iterable[Moment]:
    for row in patches:
        moment = depth.mended(row.solved_on, row.felt_on, row.felt, row.id, row.solution)
        if moment is not None:
            yield moment


def _patches(patches: Iterable[Any]) -> Iterable[depth.Trouble]:
    for row in patches:
        yield depth.rough_patch(row.opened_on, row.solved_on, row.id, row.their_words)


def _slips(expected: Iterable[Any]) -> Iterable[depth.Trouble]:
    for row in expected:
        if row.direction is Direction.OF_ME:
            deadline = row.due_until or row.due_on
            slip = depth.slip(row.opened_on, deadline, row.told_on, row.closed_on, row.id, row.statement)
            if slip is not None:
                yield slip


def minds_silence(person: Row[Any], today: date, *, has_died: bool) -> bool:
    """Whether silence of theirs is a warning now: not of who is let rest, away, in gentle mode or dead (D2)."""
    is_away = person.away_until is not None and (person.away_from or today) <= today <= person.away_until
    is_gentle = person.gentle_until is not None and today <= person.gentle_until
    return person.circle is not Circle.REST and not (has_died or is_away or is_gentle)
