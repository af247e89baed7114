"""Reading expectations: one whole, all of a person, and how long my answers usually take."""

from typing import Any

from sqlalchemy import Row, bindparam, select

from relmgr.domain.gaps import usual_answer_days
from relmgr.domain.ids import ConversationId, ExpectationId, GoalId, PersonId
from relmgr.domain.kinds import Direction, ExpectationKind
from relmgr.services import rows
from relmgr.services.expectations.model import (
    ExpectationChange,
    ExpectationDetails,
    ExpectationInput,
    ScopeItemInput,
)
from relmgr.store import Store
from relmgr.store import tables as t
from relmgr.store.store import Session

ANSWERS_LOOKED_AT = 50
"""My answer time follows what I do lately, not what I did years ago."""

SAME = (
    *("direction", "statement", "due_on", "due_until", "due_words", "lead_days", "best_case", "worst_case"),
    *("worst_case_told", "agreed_on", "agreed_how", "agreed_with", "status", "risk_reason"),
    *("real_request", "answered_on"),
)
"""Fields of the form that are columns of the same name."""

_E = t.expectation.c
_ANSWERED = (
    select(_E.opened_on, _E.answered_on)
    .where(
        _E.answered_on.is_not(None),
        _E.expectation_kind == ExpectationKind.REQUEST,
        _E.direction == Direction.OF_ME,
    )
    .order_by(_E.answered_on.desc())
    .limit(bindparam("most"))
)


def get(store: Store, expectation_id: ExpectationId) -> ExpectationDetails:
    """The whole of it. Raises NotFoundError."""
    with store.read() as session:
        row = rows.get(session, t.expectation, expectation_id)
        return details_in(session, row)


def of(store: Store, person_id: PersonId) -> tuple[ExpectationDetails, ...]:
    """All expectations between this person and me, the newest first."""
    query = select(t.expectation).where(_E.person_id == person_id).order_by(_E.opened_on.desc(), _E.id.desc())
    with store.read() as session:
        return tuple(details_in(session, row) for row in session.execute(query).all())


def answer_days(store: Store) -> int | None:
    """My own answer time in days: the median of the last requests I answered; None before a few (E4)."""
    with store.read() as session:
        return answer_days_in(session)


def answer_days_in(session: Session) -> int | None:
    """The same inside a read that stands already."""
    answered = session.execute(_ANSWERED, {"most": ANSWERS_LOOKED_AT}).all()
    return usual_answer_days((row.opened_on, row.answered_on) for row in answered)


def details_in(session: Session, row: Row[Any]) -> ExpectationDetails:
    """The whole of what stands in `row`, inside a read that stands already."""
    given = ExpectationInput(
        person_id=PersonId(row.person_id),
        kind=row.expectation_kind,
        items=tuple(ScopeItemInput(text=item.text, scope=item.scope) for item in items_of(session, row.id)),
        goals=goals_in(session, row.id),
        **{name: getattr(row, name) for name in SAME},
    )
    return ExpectationDetails(
        id=ExpectationId(row.id),
        uid=row.uid,
        input=given,
        status=row.status,
        opened_on=row.opened_on,
        closed_on=row.closed_on,
        told_on=row.told_on,
        conversation_id=None if row.conversation_id is None else ConversationId(row.conversation_id),
        history=_history(session, row.id),
    )


def items_of(session: Session, expectation_id: int) -> list[Row[Any]]:
    """The rows of its scope, in their order."""
    i = t.scope_item.c
    query = select(t.scope_item).where(i.expectation_id == expectation_id).order_by(i.position, i.id)
    return list(session.execute(query))


def goals_in(session: Session, expectation_id: int) -> tuple[GoalId, ...]:
    """The goals it is linked to."""
    link = t.expectation_goal.c
    query = select(link.goal_id).where(link.expectation_id == expectation_id).order_by(link.id)
    return tuple(GoalId(number) for number in session.execute(query).scalars())


def _history(session: Session, expectation_id: int) -> tuple[ExpectationChange, ...]:
    c = t.expectation_change.c
    names = (
        "on_day",
        "at",
        "from_status",
        "to_status",
        "note",
        "step",
        "due_before",
        "due_after",
        "agreed_words",
    )
    steps = session.execute(
        select(t.expectation_change).where(c.expectation_id == expectation_id).order_by(c.id)
    )
    return tuple(ExpectationChange(**{name: getattr(row, name) for name in names}) for row in steps)
