"""What might ask for attention soon: one indexed query a source, each row with its rule (R3).

Milestones, life events, expectations, thank-yous and cadences have no reminder rows: their rules follow from their
own columns, so they can neither be forgotten nor disagree. Only decisions are stored (R1).
"""

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, and_, func, or_, select

from relmgr.domain.cadence import cadence_due
from relmgr.domain.endings import BACK_ASKED_DAYS, asks_from
from relmgr.domain.expectations import asks_for_attention
from relmgr.domain.kinds import MilestoneKind, Status
from relmgr.domain.milestones import Milestone, kept_between
from relmgr.domain.partial_date import LeapDay, PartialDate
from relmgr.domain.recurrence import MAX_DAYS, Rule, Unit
from relmgr.services.expectations import terms_of
from relmgr.services.people.record import partial_of
from relmgr.services.reminders.model import Source
from relmgr.services.reminders.record import rule_of
from relmgr.store import tables as t
from relmgr.store.store import Session

MILESTONE_LEADS = (7, 0)
"""Days ahead a milestone is announced."""

MILESTONE_GRACE = 14
"""Days after its day that a milestone not yet ticked off stays due."""

SNOOZES_REMEMBERED = 400
"""Days for which the end of a snooze is looked for."""

_DAY = timedelta(days=1)
_SLACK = 2 * _DAY
"""Zones differ by a day; rules look once more, exactly."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """The moment of asking, and the last day of interest."""

    now: datetime
    zone: tzinfo
    today: date
    last: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """Something that may ask for attention, with what its words are made from."""

    source: Source
    source_id: int
    person_id: int | None
    rule: Rule
    set_at: datetime
    row: Any


def candidates(
    session: Session, frame: Frame, sources: frozenset[Source] | None = None
) -> Iterator[Candidate]:
    """Everything whose time may have come by `frame.last`; only from `sources`, where they are given."""
    for source, look in _LOOKS.items():
        if sources is None or source in sources:
            yield from look(session, frame)


def reminders_until(session: Session, frame: Frame) -> Iterator[Candidate]:
    """The free reminders that have not ended."""
    r = t.reminder.c
    query = (
        select(t.reminder)
        .outerjoin(t.summary, t.summary.c.id == r.person_id)
        .where(
            r.ended_on.is_(None),
            r.start_on <= frame.last + timedelta(days=MAX_DAYS),
            func.coalesce(t.summary.c.is_deleted, 0) == 0,
        )
    )
    for row in session.execute(query):
        yield Candidate(
            source=Source.REMINDER,
            source_id=row.id,
            person_id=row.person_id,
            rule=rule_of(row),
            set_at=row.set_at,
            row=row,
        )


def milestones_between(session: Session, frame: Frame) -> Iterator[Candidate]:
    """The milestones whose day, with its lead days and its grace, is near."""
    first = frame.today - timedelta(days=MILESTONE_GRACE) - _SLACK
    last = frame.last + timedelta(days=max(MILESTONE_LEADS)) + _SLACK
    m, p = t.milestone.c, t.person.c
    query = (
        select(t.milestone, p.leap_day, p.created_at)
        .join(t.person, p.id == m.person_id)
        .where(or_(*_months(first, last)), m.remind.is_(True), p.deleted_at.is_(None))
    )
    snoozed = _snoozed_milestones(session, frame.now)
    for row in session.execute(query):
        for day in kept_between(milestone_of(row), first, last):
            snoozed.discard((row.id, day))
            yield _milestone(row, day)
    if not snoozed:
        return
    later = defaultdict(list)
    for id_, day in sorted(snoozed):
        later[id_].append(day)
    again = select(t.milestone, p.leap_day, p.created_at).join(t.person, p.id == m.person_id)
    for row in session.execute(again.where(m.id.in_(later), p.deleted_at.is_(None))):
        for day in later[row.id]:
            yield _milestone(row, day)


def _milestone(row: Any, day: date) -> Candidate:
    return Candidate(
        source=Source.MILESTONE,
        source_id=row.id,
        person_id=row.person_id,
        rule=_anniversary(day),
        set_at=row.created_at,
        row=row,
    )


def _snoozed_milestones(session: Session, now: datetime) -> set[tuple[int, date]]:
    """(id, day) of those put off within about a year: they come back even when their grace is over."""
    d = t.decision.c
    since = now - timedelta(days=SNOOZES_REMEMBERED)
    query = select(d.source, d.source_id, d.occurrence).where(d.until_at > since)
    # The source is compared here: in SQL it would draw the planner to the index of all decisions ever made.
    rows = session.execute(query)
    return {(row.source_id, row.occurrence) for row in rows if row.source == Source.MILESTONE}


def milestone_of(row: Any, name: str = "") -> Milestone:
    """What the rules and words of domain/milestones.py look at, from a milestone's row with its person's leap day."""
    return Milestone(
        kind=row.milestone_kind,
        date=PartialDate(row.on_year, row.on_month, row.on_day),
        title=row.title,
        name=name,
        leap_day=LeapDay(row.leap_day or LeapDay.FEBRUARY_28),
    )


@lru_cache(maxsize=1024)
def _anniversary(day: date) -> Rule:
    """This one year's: one put off last year and this year's own are two candidates."""
    return Rule(start=day, unit=Unit.YEAR, count=1, lead_days=MILESTONE_LEADS, grace_days=MILESTONE_GRACE)


def _months(first: date, last: date) -> Iterator[ColumnElement[bool]]:
    """Month and day from `first` to `last`, by month for the index; 29 February counts with both its neighbours."""
    m, day = t.milestone.c, first
    while day <= last:
        end = min(last, _last_of_month(day))
        until = 31 if end == _last_of_month(day) else end.day
        yield and_(m.on_month == day.month, m.on_day.between(day.day, until))
        if (day.month, day.day) == (3, 1):
            yield and_(m.on_month == 2, m.on_day == 29)
        day = end + _DAY


def _last_of_month(day: date) -> date:
    return (day.replace(day=28) + 4 * _DAY).replace(day=1) - _DAY


@lru_cache(maxsize=4096)
def _once(day: date, leads: tuple[int, ...] = (0,)) -> Rule:
    return Rule(start=day, lead_days=leads)


def _life_events(session: Session, frame: Frame) -> Iterator[Candidate]:
    """Those to follow up, and those whose end has come: they ask whether it is over, never end silently (P7)."""
    e, p = t.life_event.c, t.person.c
    query = select(t.life_event, p.created_at).join(t.person, p.id == e.person_id)
    open_ = (e.ended_on.is_(None), p.deleted_at.is_(None))
    found = {row.id: row for row in session.execute(query.where(e.follow_up_on <= frame.last, *open_))}
    found |= {row.id: row for row in session.execute(query.where(e.until_year <= frame.last.year, *open_))}
    for row in found.values():
        day = life_event_day(row, frame.last + _DAY)
        if day is not None and day <= frame.last:
            yield Candidate(
                source=Source.LIFE_EVENT,
                source_id=row.id,
                person_id=row.person_id,
                rule=_once(day),
                set_at=row.created_at,
                row=row,
            )


def life_event_day(row: Any, today: date) -> date | None:
    """The day a life event asks on: whether it is over, where its end has passed by `today`, else the follow-up."""
    return asks_from(partial_of(row, "until"), row.follow_up_on, today) or row.follow_up_on


def day_after(ended: date) -> date:
    """The day on which it is asked whether what `ended` is behind them."""
    return ended + _DAY


def _returns(source: Source) -> Callable[[Session, Frame], Iterator[Candidate]]:
    """Who has been away, or in gentle mode, until lately: the day after, it asks whether they are back (P7)."""

    def look(session: Session, frame: Frame) -> Iterator[Candidate]:
        p = t.person.c
        until = p.away_until if source is Source.AWAY else p.gentle_until
        first = frame.today - timedelta(days=BACK_ASKED_DAYS)
        query = select(t.person).where(
            until.between(first, frame.last - _DAY), p.deleted_at.is_(None), p.is_light.is_(False)
        )
        for row in session.execute(query):
            ended: date = row.away_until if source is Source.AWAY else row.gentle_until
            yield Candidate(
                source=source,
                source_id=row.id,
                person_id=row.id,
                rule=_once(day_after(ended)),
                set_at=row.created_at,
                row=row,
            )

    return look


def beginnings(session: Session, frame: Frame) -> Iterator[Candidate]:
    """The life events that begin after today: dates in people's lives, said ahead like milestones."""
    e, p = t.life_event.c, t.person.c
    query = (
        select(t.life_event, p.created_at)
        .join(t.person, p.id == e.person_id)
        .where(e.since_year.in_({frame.today.year, frame.last.year}), e.since_day.is_not(None))
        .where(e.ended_on.is_(None), p.deleted_at.is_(None))
    )
    for row in session.execute(query):
        day = date(row.since_year, row.since_month, row.since_day)
        if frame.today < day <= frame.last:
            yield Candidate(
                source=Source.LIFE_EVENT,
                source_id=row.id,
                person_id=row.person_id,
                rule=_once(day),
                set_at=row.created_at,
                row=row,
            )


def _expectations(session: Session, frame: Frame) -> Iterator[Candidate]:
    e, p = t.expectation.c, t.person.c
    deadline = func.coalesce(e.due_until, e.due_on)
    ahead = func.julianday(deadline) - func.julianday(frame.last.isoformat())
    query = (
        select(t.expectation, p.created_at)
        .join(t.person, p.id == e.person_id)
        .where(e.closed_on.is_(None), or_(e.status == Status.AT_RISK, ahead <= e.lead_days))
        .where(p.deleted_at.is_(None))
    )
    for row in session.execute(query):
        if asks_for_attention(terms_of(row), frame.last):
            yield Candidate(
                source=Source.EXPECTATION,
                source_id=row.id,
                person_id=row.person_id,
                rule=_attention(row),
                set_at=row.created_at,
                row=row,
            )


def _attention(row: Any) -> Rule:
    """Due from its lead days on; one that is marked at risk from the day it was opened."""
    deadline: date | None = row.due_until or row.due_on
    if deadline is None:
        return _once(row.opened_on)
    lead = row.lead_days
    if row.status is Status.AT_RISK:
        lead = max(lead, (deadline - row.opened_on).days)
    return _once(deadline, (min(lead, MAX_DAYS), 0))


def _thank_yous(session: Session, frame: Frame) -> Iterator[Candidate]:
    r, p = t.referral.c, t.person.c
    owed = (r.thanked_on.is_(None), and_(r.became_work_on.is_not(None), r.thanked_on < r.became_work_on))
    for condition in owed:
        query = (
            select(t.referral, p.created_at)
            .join(t.person, p.id == r.by_person_id)
            .where(condition, r.on_day <= frame.last, p.deleted_at.is_(None))
            .order_by(r.on_day.desc(), r.id)
        )
        for row in session.execute(query):
            yield Candidate(
                source=Source.THANK_YOU,
                source_id=row.id,
                person_id=row.by_person_id,
                rule=_once(row.became_work_on or row.on_day),
                set_at=row.created_at,
                row=row,
            )


def _cadences(session: Session, frame: Frame) -> Iterator[Candidate]:
    """Those not heard from for as long as the cadence says; found in the summary, exact by domain/cadence.py."""
    s, p, d = t.summary.c, t.person.c, t.decision.c
    silence = func.julianday(frame.last.isoformat()) - func.julianday(s.last_on)
    ticked_off = (
        select(func.max(d.decided_at))
        .where(d.source == Source.CADENCE, d.source_id == s.id, d.decision != "snoozed")
        .scalar_subquery()
    )
    query = (
        select(
            s.id, s.cadence_days, s.last_on, p.cadence_set_on, p.created_at, ticked_off.label("ticked_off")
        )
        .join(t.person, p.id == s.id)
        .where(s.cadence_days > 0, s.is_deleted.is_(False), s.is_light.is_(False))
        .where(or_(s.last_on.is_(None), silence >= s.cadence_days))
    )
    for row in session.execute(query):
        day = _cadence_day(row, frame.zone)
        if day <= frame.last:
            yield Candidate(
                source=Source.CADENCE,
                source_id=row.id,
                person_id=row.id,
                rule=_once(day),
                set_at=row.created_at,
                row=row,
            )


def _cadence_day(row: Any, zone: tzinfo) -> date:
    set_on = row.cadence_set_on or row.created_at.astimezone(zone).date()
    decided = None if row.ticked_off is None else row.ticked_off.astimezone(zone).date()
    return cadence_due(set_on, row.last_on, row.cadence_days, decided)


_LOOKS: dict[Source, Callable[[Session, Frame], Iterator[Candidate]]] = {
    Source.REMINDER: reminders_until,
    Source.MILESTONE: milestones_between,
    Source.LIFE_EVENT: _life_events,
    Source.EXPECTATION: _expectations,
    Source.THANK_YOU: _thank_yous,
    Source.CADENCE: _cadences,
    Source.AWAY: _returns(Source.AWAY),
    Source.GENTLE: _returns(Source.GENTLE),
}


def the_dead(session: Session, people: set[int]) -> set[int]:
    """Those of `people` who have died: their card stays, reminders stop (DESIGN §9)."""
    m = t.milestone.c
    query = select(m.person_id).where(m.person_id.in_(people), m.milestone_kind == MilestoneKind.DEATH)
    return set(session.execute(query).scalars())
