"""The third line of a row, read from the file: what `domain.people_rows` asks, as statements."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Any

from sqlalchemy import BindParameter, ColumnClause, Row, Select, bindparam, func, literal_column, select

from relmgr.domain import depth, people_rows
from relmgr.domain.kinds import ConversationKind, Direction, ExpectationKind, MilestoneKind
from relmgr.domain.people_rows import Hint, HintKind, Question
from relmgr.i18n import _
from relmgr.services.depth.brief import recent_histories
from relmgr.services.referrals.record import IS_OWED
from relmgr.store import tables as t
from relmgr.store.among import among, listed
from relmgr.store.store import Session
from relmgr.store.types import Day

__all__ = ["Hint", "HintKind", "hints"]

_TODAY: BindParameter[Any] = bindparam("today", type_=Day())
_L, _E = t.life_event.c, t.expectation.c
_C, _T, _D, _R = t.conversation.c, t.conversation_person.c, t.milestone.c, t.referral.c
# Not as they stand: each would draw the planner from these few people to an index of all that is open, on, or in that month.
_NEVER: ColumnClause[str] = literal_column("''")
_IS_ON = func.coalesce(_L.ended_on, _NEVER) == _NEVER
_IS_OPEN = func.coalesce(_E.closed_on, _NEVER) == _NEVER
# Built once: a page of the list asks all of them, and building them takes longer than asking.
_LIFE_DUE = (
    select(_L.person_id, _L.title)
    .where(among(_L.person_id), _IS_ON, _L.follow_up_on <= _TODAY)
    .order_by(_L.follow_up_on.desc())
)
_MESSAGES = (
    select(_T.person_id, _T.on_day)
    .join(t.conversation, _C.id == _T.conversation_id)
    .where(
        among(_T.person_id),
        _T.on_day >= bindparam("since", type_=Day()),
        _C.conversation_kind == ConversationKind.MESSAGE,
        _C.by_me.is_(False),
    )
)
_PROMISES = (
    select(_E.person_id, _E.statement)
    .where(
        among(_E.person_id),
        _IS_OPEN,
        _E.direction == Direction.OF_ME,
        _E.expectation_kind == ExpectationKind.PROMISE,
    )
    .order_by(_E.due_on.desc())
)
_DATES = (
    select(_D.person_id, _D.milestone_kind, _D.title, _D.on_year, _D.on_month, _D.on_day, t.person.c.leap_day)
    .join(t.person, t.person.c.id == _D.person_id)
    .where(among(_D.person_id), _D.on_day.is_not(None))
    .where((_D.on_month + 0).in_(bindparam("months", expanding=True)))
)
_DEATHS = select(_D.person_id, _D.on_year, _D.on_month, _D.on_day).where(
    among(_D.person_id), _D.milestone_kind == MilestoneKind.DEATH
)
_AHEAD = select(_L.person_id, _L.title, _L.since_year, _L.since_month, _L.since_day).where(
    among(_L.person_id),
    _IS_ON,
    _L.since_day.is_not(None),
    _L.since_year >= bindparam("year"),
)
_UNTHANKED = select(_R.by_person_id).where(among(_R.by_person_id), IS_OWED)
_STATEMENTS: dict[Question, Select[Any]] = {
    Question.LIFE_DUE: _LIFE_DUE,
    Question.MESSAGES: _MESSAGES,
    Question.PROMISES: _PROMISES,
    Question.DATES: _DATES,
    Question.DEATHS: _DEATHS,
    Question.AHEAD: _AHEAD,
    Question.UNTHANKED: _UNTHANKED,
}


def hints(session: Session, people: Mapping[int, Row[Any]], today: date) -> dict[int, Hint]:
    """A hint for each of `people` (summary rows by id), by the rules of `domain.people_rows`."""
    return people_rows.hints(_File(session), people, today)


class _File:
    """Asks the open file."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def ask(self, question: Question, people: Collection[int], **asked: Any) -> Iterable[Any]:
        return self._session.execute(_STATEMENTS[question], {"ids": listed(people), **asked})

    def risk_words(self, people: Mapping[int, Row[Any]], today: date) -> Mapping[int, str]:
        histories = recent_histories(self._session, people, today)
        return {id_: _risk_words(history, today) for id_, history in histories.items()}


def _risk_words(history: depth.History, today: date) -> str:
    why = depth.risk_words(history, today)
    return _("At risk: {why}").format(why=why) if why else _("At risk, as you see it")
