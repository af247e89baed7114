"""What to ask about: gathers what the starters are made from (P2; the rules are in domain/starters.py)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import BindParameter, Row, bindparam, select

from relmgr.domain import starters as rules
from relmgr.domain.ids import PersonId
from relmgr.domain.kinds import Circle, MilestoneKind, Side
from relmgr.domain.milestones import ONLY_ONCE
from relmgr.domain.partial_date import LeapDay
from relmgr.domain.pronouns import read_pronouns
from relmgr.domain.sides import questions as questions_of
from relmgr.i18n import _
from relmgr.services.card import life
from relmgr.services.card.views import StarterView
from relmgr.services.goals import GoalDetails
from relmgr.services.people.record import partial_of
from relmgr.store import tables as t
from relmgr.store.store import Session

LAST_TALKS = 5
"""How many service-only conversations in a row make room for a question that is not about work (C5)."""

ASKED_FOR_DAYS = 300
"""How long a question that was asked stays away, where it comes from what returns: a birthday, an interest."""

_PERSON: BindParameter[Any] = bindparam("person")
_Q, _C, _P = t.question.c, t.conversation.c, t.conversation_person.c
# Built once: building a statement takes longer than reading a few rows with it.
_QUESTIONS = select(t.question).where(_Q.person_id == _PERSON).order_by(_Q.noted_on.desc(), _Q.id)
_LAST_TALKS = (
    select(_C.their_world, _C.our_work)
    .join(t.conversation_person, _P.conversation_id == _C.id)
    .where(_P.person_id == _PERSON)
    .order_by(_P.on_day.desc(), _P.conversation_id.desc())
    .limit(LAST_TALKS)
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathered:
    """What the card has read already; `kin` are the first names of the light relatives, by id."""

    session: Session
    today: date
    person: Row[Any]
    summary: Row[Any]
    life_events: Sequence[Row[Any]]
    milestones: Sequence[Row[Any]]
    facts: Sequence[Row[Any]]
    goals: Sequence[GoalDetails]
    advice: Sequence[Row[Any]]
    kin: Mapping[PersonId, str]
    leap_days: Mapping[int, LeapDay]
    """When each of them keeps 29 February in ordinary years."""
    patches: tuple[rules.PatchNote, ...] = ()


def ask_about(gathered: Gathered, sides: frozenset[Side]) -> tuple[StarterView, ...]:
    """Up to three questions, each with its why."""
    person, today = gathered.person, gathered.today
    dead = {row.person_id for row in gathered.milestones if row.milestone_kind is MilestoneKind.DEATH}
    questions = _questions(gathered)
    context = rules.StarterContext(
        today=today,
        name=gathered.summary.first_name,
        pronouns=read_pronouns(person.pronouns),
        life_events=tuple(_life_event(row) for row in gathered.life_events if _goes_on(row, today)),
        questions=tuple(_question(row) for row in questions if row.asked_on is None),
        away=_away(person, today),
        milestones=tuple(
            note
            for row in gathered.milestones
            if row.person_id not in dead and (note := _milestone(row, gathered)) is not None
        ),
        advice=_advice(gathered),
        goals=tuple(_goal(one) for one in gathered.goals if one.input.reached_on is None),
        patches=gathered.patches,
        facts=tuple(_fact(row) for row in gathered.facts),
        sides_known=sides,
        asked=_asked(questions, today),
        answered=frozenset(row.question for row in gathered.facts if row.question),
        all_service=_is_all_service(gathered),
        is_gentle=person.gentle_until is not None and person.gentle_until >= today,
        has_died=person.id in dead,
    )
    return tuple(
        StarterView(question=one.question, why=one.why, source=one.source.value, source_id=one.source_id)
        for one in rules.starters(context)
    )


def _goes_on(row: Row[Any], today: date) -> bool:
    return row.ended_on is None and not life.is_ahead(row, today)


def _life_event(row: Row[Any]) -> rules.LifeEventNote:
    return rules.LifeEventNote(
        id=row.id,
        title=row.title,
        question=row.question,
        why=row.why,
        since=partial_of(row, "since"),
        follow_up=row.follow_up_on,
        last_asked=row.last_asked_on,
    )


def _questions(gathered: Gathered) -> Sequence[Row[Any]]:
    return gathered.session.execute(_QUESTIONS, {"person": gathered.person.id}).all()


def _question(row: Row[Any]) -> rules.QuestionNote:
    return rules.QuestionNote(id=row.id, text=row.text, why=row.why, noted=row.noted_on)


def _asked(rows: Sequence[Row[Any]], today: date) -> frozenset[str]:
    """What need not be asked again: the questions of the bank ever, what a date or an interest asks for a while."""
    asked = [row for row in rows if row.asked_on is not None]
    bank = {question for side in Side for question in questions_of(side)} if asked else set()
    return frozenset(
        row.text for row in asked if row.text in bank or (today - row.asked_on).days <= ASKED_FOR_DAYS
    )


def _away(person: Row[Any], today: date) -> rules.AwayNote | None:
    if person.away_until is None or person.away_until >= today:
        return None
    return rules.AwayNote(id=None, title=person.away_why.rstrip(". ") or _("Away"), until=person.away_until)


def _milestone(row: Row[Any], gathered: Gathered) -> rules.MilestoneNote | None:
    on = partial_of(row, "on")
    if on is None or row.milestone_kind in (MilestoneKind.DEATH, MilestoneKind.FIRST_MET):
        return None
    today = gathered.today
    if row.milestone_kind in ONLY_ONCE and on.year:
        day = on.as_date()
    else:
        leap = gathered.leap_days[row.person_id]
        near = [
            found
            for year in (today.year - 1, today.year, today.year + 1)
            if (found := on.in_year(year, leap))
        ]
        day = min(near, key=lambda found: abs((found - today).days), default=None)
    if day is None:
        return None
    return rules.MilestoneNote(
        id=row.id,
        kind=row.milestone_kind,
        day=day,
        who=gathered.kin.get(row.person_id, ""),
        title=row.title,
        turns=day.year - on.year if on.year else None,
    )


def _advice(gathered: Gathered) -> tuple[rules.AdviceNote, ...]:
    """What is to be asked about by now; nothing while they are away, or let rest (P7, P13)."""
    person, today = gathered.person, gathered.today
    if person.circle is Circle.REST or life.spared_by(person, today):
        return ()
    return tuple(
        rules.AdviceNote(id=row.id, text=row.text, given=row.given_on)
        for row in gathered.advice
        if row.asked_on is None and row.outcome is None and row.ask_on is not None and row.ask_on <= today
    )


def _goal(one: GoalDetails) -> rules.GoalNote:
    return rules.GoalNote(
        id=one.id, text=one.input.to_text, noted=one.noted_on, last_asked=one.input.last_asked_on
    )


def _fact(row: Row[Any]) -> rules.FactNote:
    return rules.FactNote(
        id=row.id, side=row.side, text=row.text, heard=row.heard_on, sensitivity=row.sensitivity
    )


def _is_all_service(gathered: Gathered) -> bool:
    """Whether the last five conversations told of our work and nothing of their world (C5)."""
    last = gathered.session.execute(_LAST_TALKS, {"person": gathered.person.id}).all()
    return len(last) == LAST_TALKS and all(row.our_work and not row.their_world for row in last)
