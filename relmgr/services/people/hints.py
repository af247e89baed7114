"""The third line of a row: the one thing worth knowing about this person today."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy import Row, and_, select

from relmgr.domain import depth, phrases, rhythm
from relmgr.domain.kinds import ConversationKind, Direction, ExpectationKind, MilestoneKind
from relmgr.domain.moments import Moment, MomentKind, warnings_words
from relmgr.domain.partial_date import LeapDay, PartialDate
from relmgr.i18n import _
from relmgr.store import tables as t
from relmgr.store.store import Session

SOON_DAYS = 7
"""How far ahead a milestone is a hint."""


class HintKind(StrEnum):
    """Which colour the hint takes: ember for their life, danger for a risk (DESIGN §3)."""

    LIFE = "life"
    RISK = "risk"
    PLAIN = "plain"


@dataclass(frozen=True, slots=True)
class Hint:
    """What the third line says."""

    words: str = ""
    kind: HintKind = HintKind.PLAIN


def hints(session: Session, people: Mapping[int, Row[Any]], today: date) -> dict[int, Hint]:
    """A hint for each of `people` (summary rows by id), the most pressing rule first."""
    ids = list(people)
    found: dict[int, Hint] = {}
    for rule in (_life_due, _risk, _quiet, _message_left, _promise, _milestone_soon, _life_ahead, _thanks):
        left = {id_: people[id_] for id_ in ids if id_ not in found}
        if left:
            found.update(rule(session, left, today))
    for id_, row in people.items():
        if row.last_on is not None:
            found.setdefault(id_, Hint(rhythm.spoke_sentence(rhythm.silence_days(today, row.last_on))))
        found.setdefault(id_, Hint())
    return found


def _life_due(session: Session, people: Mapping[int, Row[Any]], today: date) -> dict[int, Hint]:
    e = t.life_event.c
    query = (
        select(e.person_id, e.title)
        .where(e.person_id.in_(list(people)), e.ended_on.is_(None), e.follow_up_on <= today)
        .order_by(e.follow_up_on.desc())
    )
    return {
        row.person_id: Hint(_("{what}: ask today").format(what=row.title), HintKind.LIFE)
        for row in session.execute(query)
    }


def _risk(session: Session, people: Mapping[int, Row[Any]], today: date) -> dict[int, Hint]:
    at_risk = [
        id_
        for id_, row in people.items()
        if row.risk_from is not None and row.risk_from <= today <= row.risk_until
    ]
    if not at_risk:
        return {}
    m = t.moment.c
    query = select(m.person_id, m.moment_kind, m.on_day).where(m.person_id.in_(at_risk), m.on_day <= today)
    moments: dict[int, list[Moment]] = defaultdict(list)
    for person_id, kind, day in session.execute(query):
        moments[person_id].append(Moment(MomentKind(kind), day))
    return {id_: Hint(_risk_words(moments[id_], people[id_], today), HintKind.RISK) for id_ in at_risk}


def _risk_words(moments: list[Moment], row: Row[Any], today: date) -> str:
    history = depth.History(
        moments=moments, conversations=(row.last_on,) if row.last_on else (), cadence_days=row.usual_days
    )
    warned = [one.warning for one in depth.recent_warnings(history, today)]
    return _("At risk: {why}").format(why=warnings_words(warned))


def _quiet(session: Session, people: Mapping[int, Row[Any]], today: date) -> dict[int, Hint]:
    return {
        id_: Hint(rhythm.silence_sentence(rhythm.silence_days(today, row.last_on)))
        for id_, row in people.items()
        if rhythm.is_going_quiet(rhythm.warmth(today, row.last_on, row.usual_days, row.cadence_days))
    }


def _message_left(session: Session, people: Mapping[int, Row[Any]], today: date) -> dict[int, Hint]:
    last = {id_: row.last_on for id_, row in people.items() if row.last_on is not None}
    recent = [id_ for id_, day in last.items() if (today - day).days <= SOON_DAYS]
    c, p = t.conversation.c, t.conversation_person.c
    query = (
        select(p.person_id, p.on_day)
        .join(t.conversation, c.id == p.conversation_id)
        .where(p.person_id.in_(recent), c.conversation_kind == ConversationKind.MESSAGE, c.by_me.is_(False))
    )
    return {
        person_id: Hint(_("Left you a message {when}").format(when=phrases.spoken_day(day, today)))
        for person_id, day in session.execute(query)
        if day == last[person_id]
    }


def _promise(session: Session, people: Mapping[int, Row[Any]], today: date) -> dict[int, Hint]:
    e = t.expectation.c
    query = (
        select(e.person_id, e.statement)
        .where(
            e.person_id.in_(list(people)),
            e.closed_on.is_(None),
            e.direction == Direction.OF_ME,
            e.expectation_kind == ExpectationKind.PROMISE,
        )
        .order_by(e.due_on.desc())
    )
    return {person_id: Hint(_promised(statement)) for person_id, statement in session.execute(query)}


def _promised(statement: str) -> str:
    words = statement.removeprefix("send ").removeprefix("Send ")
    article, _space, rest = words.partition(" ")
    if article in ("The", "the") and rest:
        return _("Waiting for your {what}").format(what=rest)
    return _("You promised: {what}").format(what=statement)


def _milestone_soon(session: Session, people: Mapping[int, Row[Any]], today: date) -> dict[int, Hint]:
    m = t.milestone.c
    query = select(m.person_id, m.milestone_kind, m.title, m.on_year, m.on_month, m.on_day).where(
        m.person_id.in_(list(people)), and_(m.on_month.is_not(None), m.on_day.is_not(None))
    )
    soon: dict[int, tuple[date, str]] = {}
    for row in session.execute(query):
        day = PartialDate(row.on_year, row.on_month, row.on_day).next_on(today, LeapDay.FEBRUARY_28)
        if day is None or (day - today).days > SOON_DAYS or row.milestone_kind is MilestoneKind.DEATH:
            continue
        words = (
            _("Birthday {when}") if row.milestone_kind is MilestoneKind.BIRTHDAY else row.title + " {when}"
        )
        said = words.replace("{when}", phrases.spoken_day(day, today))
        soon[row.person_id] = min(soon.get(row.person_id, (date.max, "")), (day, said))
    return {id_: Hint(words) for id_, (day, words) in soon.items()}


def _life_ahead(session: Session, people: Mapping[int, Row[Any]], today: date) -> dict[int, Hint]:
    e = t.life_event.c
    query = select(e.person_id, e.title, e.since_year, e.since_month, e.since_day).where(
        e.person_id.in_(list(people)),
        e.ended_on.is_(None),
        e.since_day.is_not(None),
        e.since_year >= today.year,
    )
    found = {}
    for row in session.execute(query):
        start = PartialDate(row.since_year, row.since_month, row.since_day).as_date()
        if start is not None and start > today:
            words = _("{what} starts {day}").format(
                what=row.title, day=f"{start.day} {phrases.month_name(start.month)}"
            )
            found[row.person_id] = Hint(words)
    return found


def _thanks(session: Session, people: Mapping[int, Row[Any]], today: date) -> dict[int, Hint]:
    r = t.referral.c
    query = select(r.by_person_id).where(r.by_person_id.in_(list(people)), r.thanked_on.is_(None))
    return {id_: Hint(_("Thank-you owed")) for id_ in session.execute(query).scalars()}
