"""What might ask for attention soon: one indexed query a source, each row with its rule (R3).

Milestones, life events, expectations, thank-yous and cadences have no reminder rows: their rules follow from their
own columns, so they can neither be forgotten nor disagree. Only decisions are stored (R1).
"""

import heapq
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime, timedelta, tzinfo
from functools import lru_cache, partial
from typing import Any

from sqlalchemy import BindParameter, String, bindparam, func, select

from relmgr.domain.cadence import cadence_due
from relmgr.domain.endings import BACK_ASKED_DAYS, asks_from
from relmgr.domain.kinds import MilestoneKind
from relmgr.domain.milestones import Milestone, kept_between
from relmgr.domain.partial_date import LeapDay, PartialDate
from relmgr.domain.recurrence import MAX_DAYS, Rule, Unit
from relmgr.services import referrals
from relmgr.services.people.record import partial_of
from relmgr.services.reminders import dealings, given, intentions, keeping, promises
from relmgr.services.reminders.frame import Candidate, Frame, Look, asks_on, once
from relmgr.services.reminders.model import Source
from relmgr.services.reminders.record import rule_of
from relmgr.store import tables as t
from relmgr.store.among import among, indexed_by, listed
from relmgr.store.light import streamed
from relmgr.store.store import Session
from relmgr.store.types import Day, Instant

MILESTONE_LEADS = (7, 0)
"""Days ahead a milestone is announced."""

MILESTONE_GRACE = 14
"""Days after its day that a milestone not yet ticked off stays due."""

SNOOZES_REMEMBERED = 400
"""Days for which the end of a snooze is looked for."""

_DAY = timedelta(days=1)
_SLACK = 2 * _DAY
"""Zones differ by a day; rules look once more, exactly."""


_R, _M, _E, _F, _P, _S, _D = (
    *(t.reminder.c, t.milestone.c, t.expectation.c, t.referral.c, t.person.c, t.summary.c),
    t.decision.c,
)
_FINAL: BindParameter[Any] = bindparam("final", type_=Day())
_FINAL_DAY: BindParameter[Any] = bindparam("final_day", type_=String())
# Built once: the window asks all of them whenever it looks, and building them takes as long as asking.
_NEAR: BindParameter[Any] = bindparam("near", type_=Day())
_OPEN_REMINDERS = (
    select(t.reminder)
    .outerjoin(t.summary, _S.id == _R.person_id)
    .where(_R.ended_on.is_(None), func.coalesce(_S.is_deleted, 0) == 0)
)
_REMINDERS = (
    _OPEN_REMINDERS.where(_R.start_on <= _NEAR),
    indexed_by(
        _OPEN_REMINDERS.where(t.IS_AHEAD, _R.start_on > _NEAR, _R.start_on <= _FINAL),
        *(t.reminder, "reminder_ahead"),
    ),
)
_TIMED = tuple(query.where(_R.at_time.is_not(None)) for query in _REMINDERS)
_DATES = (
    select(t.milestone, _P.leap_day, _P.created_at)
    .join(t.person, _P.id == _M.person_id)
    .where(_P.deleted_at.is_(None))
)
_SNOOZED = _DATES.where(among(_M.id))
_L = t.life_event.c
_GOING_ON = (
    select(t.life_event, _P.created_at)
    .join(t.person, _P.id == _L.person_id)
    .where(_L.ended_on.is_(None), _P.deleted_at.is_(None))
)
_BEGINNING = _GOING_ON.where(
    *(_L.since_year == bindparam("year"), _L.since_month == bindparam("month")),
    _L.since_day.between(bindparam("first"), bindparam("last")),
).order_by(_L.since_day, _L.id)
_FOLLOWED_UP = _GOING_ON.where(_L.follow_up_on <= _FINAL).order_by(_L.follow_up_on, _L.id)
_ENDING = _GOING_ON.where(_L.until_year <= bindparam("year"))
_INTRODUCED = (
    select(t.referral, _P.created_at)
    .join(t.person, _P.id == _F.by_person_id)
    .where(_F.on_day <= _FINAL, _P.deleted_at.is_(None))
)
_IS_OWED = (
    (referrals.OWED[0], t.THANKS_SINCE <= _FINAL_DAY),
    (referrals.OWED[1], _F.became_work_on <= _FINAL),
)
_OWED_BY = ("referral_owed", "referral_again")
_OWED = tuple(
    indexed_by(_INTRODUCED.where(*owed).order_by(newest.desc()), t.referral, index)
    for owed, newest, index in zip(_IS_OWED, (t.THANKS_SINCE, _F.became_work_on), _OWED_BY, strict=True)
)
_OWED_IDS = tuple(
    indexed_by(select(_F.id).where(*owed), t.referral, index)
    for owed, index in zip(_IS_OWED, _OWED_BY, strict=True)
)
_THANKS_AMONG = _INTRODUCED.where(among(_F.id))
_TICKED_OFF = (
    select(func.max(_D.decided_at))
    .where(_D.source == Source.CADENCE, _D.source_id == _S.id, _D.decision != "snoozed")
    .scalar_subquery()
)
_SILENT = (
    select(
        *(_S.id, _S.cadence_days, _S.last_on, _S.talk_from, _P.cadence_set_on, _P.created_at),
        _TICKED_OFF.label("ticked_off"),
    )
    .join(t.person, _P.id == _S.id)
    .where(_S.talk_from <= _FINAL)
    .order_by(_S.talk_from, _S.id)
)
_ON_DAYS = indexed_by(
    _DATES.where(
        _M.on_month == bindparam("month"),
        _M.on_day.between(bindparam("first"), bindparam("last")),
        _M.remind.is_(True),
    ).order_by(_M.on_day),
    *(t.milestone, "milestone_day"),
)
"""Of one day in the order of their ids: so they stand in that index, and asking for it would sort them once more."""
_BACK = {
    source: select(t.person)
    .where(
        until.between(bindparam("first", type_=Day()), _FINAL),
        _P.deleted_at.is_(None),
        _P.is_light.is_(False),
    )
    .order_by(until)
    for source, until in ((Source.AWAY, _P.away_until), (Source.GENTLE, _P.gentle_until))
}
_REST = select(_D.source, _D.source_id, _D.occurrence).where(
    _D.until_at > bindparam("since", type_=Instant())
)
_DEATHS = select(_M.person_id).where(among(_M.person_id), _M.milestone_kind == MilestoneKind.DEATH)


def candidates(
    session: Session, frame: Frame, sources: frozenset[Source] | None = None
) -> Iterator[Candidate]:
    """Everything whose time may have come by `frame.last`; only from `sources`, where they are given."""
    for source, look in _LOOKS.items():
        if sources is None or source in sources:
            yield from look(session, frame)


def in_slices(frame: Frame) -> Iterator[Callable[[Session, Frame], Iterable[Candidate]]]:
    """The same as `candidates`, each of what is given some part of it: a source, a few days of milestones, some thanks.

    Each is to be called before the next is asked for.
    """
    for source, look in _LOOKS.items():
        if source is Source.MILESTONE:
            yield _milestones_put_off
            first, last = _milestone_days(frame)
            for begin in range(0, (last - first).days + 1, _DAYS_AT_ONCE):
                start = first + timedelta(days=begin)
                yield partial(_milestones_in, first=start, last=min(last, start + (_DAYS_AT_ONCE - 1) * _DAY))
        elif source is Source.THANK_YOU:
            owed: list[int] = []
            yield partial(_thanks_owed, found=owed)
            for begin in range(0, len(owed), _THANKS_AT_ONCE):
                yield partial(_thanks_among, ids=owed[begin : begin + _THANKS_AT_ONCE])
        else:
            yield look


_DAYS_AT_ONCE, _THANKS_AT_ONCE = 3, 300


def reminders_until(session: Session, frame: Frame, *, are_timed: bool = False) -> Iterator[Candidate]:
    """The free reminders that have not ended; are_timed: only those with an hour of their own."""
    # Only what is announced ahead can ask before the day it starts on.
    asked = {"near": frame.last + _SLACK, "final": frame.last + timedelta(days=MAX_DAYS)}
    for query in _TIMED if are_timed else _REMINDERS:
        for row in session.execute(query, asked).all():
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
    yield from _milestones_put_off(session, frame)
    yield from _milestones_in(session, frame, *_milestone_days(frame))


def _milestone_days(frame: Frame) -> tuple[date, date]:
    first = frame.today - timedelta(days=MILESTONE_GRACE) - _SLACK
    return first, frame.last + timedelta(days=max(MILESTONE_LEADS)) + _SLACK


def _milestones_put_off(session: Session, frame: Frame) -> Iterator[Candidate]:
    snoozed = _snoozed_milestones(session, frame.now)
    again = defaultdict(list)
    for id_, day in sorted(snoozed):
        again[id_].append(day)
    for row in session.execute(_SNOOZED, {"ids": listed(again)}).all() if again else ():
        for day in again[row.id]:
            yield _milestone(row, day)


def _milestones_in(session: Session, frame: Frame, first: date, last: date) -> Iterator[Candidate]:
    snoozed = _snoozed_milestones(session, frame.now)
    for one in milestones_on(session, first, last):
        if (one.source_id, one.asks_from) not in snoozed:
            yield one


def milestones_on(session: Session, first: date, last: date) -> Iterator[Candidate]:
    """The milestones that are kept on the days from `first` to `last`, in the order of these days."""
    for begin, end, months in _months(first, last):
        for month in months:
            for row in streamed(session, _ON_DAYS, month):
                on = (row.on_year, row.on_month, row.on_day)
                for day in _kept_days(row.milestone_kind, on, row.leap_day, begin, end):
                    yield _milestone(row, day, day)


@lru_cache(maxsize=8192)
def _kept_days(
    kind: MilestoneKind, day: tuple[int | None, ...], leap_day: str, first: date, last: date
) -> tuple[date, ...]:
    """The days it is kept; remembered, for hundreds are looked at again every time somebody looks."""
    leap = LeapDay(leap_day or LeapDay.FEBRUARY_28)
    return kept_between(Milestone(kind=kind, date=PartialDate(*day), leap_day=leap), first, last)


def _milestone(row: Any, day: date, asks_from: date = date.min) -> Candidate:
    return Candidate(
        Source.MILESTONE, row.id, row.person_id, _anniversary(day), row.created_at, row, asks_from
    )


def _snoozed_milestones(session: Session, now: datetime) -> set[tuple[int, date]]:
    """(id, day) of those put off within about a year: they come back even when their grace is over."""
    # The source is compared here: in SQL it would draw the planner to the index of all decisions ever made.
    rows = session.execute(_REST, {"since": now - timedelta(days=SNOOZES_REMEMBERED)})
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


def _months(first: date, last: date) -> Iterator[tuple[date, date, list[dict[str, int]]]]:
    """From `first` to `last` month by month for the index, each with what is asked for; 29 February counts with both
    its neighbours.
    """
    day = first
    while day <= last:
        end = min(last, _last_of_month(day))
        until = 31 if end == _last_of_month(day) else end.day
        asked = [{"month": day.month, "first": day.day, "last": until}]
        if (day.month, day.day) == (3, 1):
            asked.insert(0, {"month": 2, "first": 29, "last": 29})
        yield day, end, asked
        day = end + _DAY


def _last_of_month(day: date) -> date:
    return (day.replace(day=28) + 4 * _DAY).replace(day=1) - _DAY


def _life_events(session: Session, frame: Frame) -> Iterator[Candidate]:
    """Those to follow up, and those whose end has come: they ask whether it is over, never end silently (P7)."""
    ending = {row.id: row for row in session.execute(_ENDING, {"year": frame.last.year}).all()}
    for row in ending.values():
        day = life_event_day(row, frame.last + _DAY)
        if day is not None and day <= frame.last:
            yield asks_on(Source.LIFE_EVENT, row, day)
    for row in streamed(session, _FOLLOWED_UP, {"final": frame.last}):
        if row.id not in ending:
            yield asks_on(Source.LIFE_EVENT, row, row.follow_up_on, row.follow_up_on)


def life_event_day(row: Any, today: date) -> date | None:
    """The day a life event asks on: whether it is over, where its end has passed by `today`, else the follow-up."""
    return asks_from(partial_of(row, "until"), row.follow_up_on, today) or row.follow_up_on


def day_after(ended: date) -> date:
    """The day on which it is asked whether what `ended` is behind them."""
    return ended + _DAY


def _returns(source: Source) -> Callable[[Session, Frame], Iterator[Candidate]]:
    """Who has been away, or in gentle mode, until lately: the day after, it asks whether they are back (P7)."""
    query = _BACK[source]

    def look(session: Session, frame: Frame) -> Iterator[Candidate]:
        asked = {"first": frame.today - timedelta(days=BACK_ASKED_DAYS), "final": frame.last - _DAY}
        for row in streamed(session, query, asked):
            ended: date = row.away_until if source is Source.AWAY else row.gentle_until
            yield Candidate(
                source=source,
                source_id=row.id,
                person_id=row.id,
                rule=once(day_after(ended)),
                set_at=row.created_at,
                row=row,
                asks_from=day_after(ended),
            )

    return look


def beginnings(session: Session, frame: Frame) -> Iterator[Candidate]:
    """The life events that begin after today: dates in people's lives, said ahead like milestones."""
    for begin, _end, months in _months(frame.today + _DAY, frame.last):
        for row in streamed(session, _BEGINNING, {"year": begin.year, **months[-1]}):
            day = date(row.since_year, row.since_month, row.since_day)
            yield asks_on(Source.LIFE_EVENT, row, day, day)


def _thank_yous(session: Session, frame: Frame) -> Iterator[Candidate]:
    """Thanks owed for an introduction and for the work that came of it, the newest first."""
    final = frame.last
    owed = (
        streamed(session, _OWED[0], {"final": final, "final_day": final.isoformat()}),
        streamed(session, _OWED[1], {"final": final}),
    )
    for row in heapq.merge(*owed, key=_thanks_day, reverse=True):
        yield _thank_you(row)


def _thanks_owed(session: Session, frame: Frame, *, found: list[int]) -> Iterable[Candidate]:
    """Which they are, into `found`: an index alone tells."""
    for query in _OWED_IDS:
        asked = {"final": frame.last, "final_day": frame.last.isoformat()}
        found += session.execute(query, asked).scalars()
    return ()


def _thanks_among(session: Session, frame: Frame, *, ids: Iterable[int]) -> Iterable[Candidate]:
    for row in session.execute(_THANKS_AMONG, {"ids": listed(ids), "final": frame.last}):
        yield _thank_you(row)


def _thanks_day(row: Any) -> date:
    day: date = row.became_work_on or row.on_day
    return day


def _thank_you(row: Any) -> Candidate:
    day = _thanks_day(row)
    return Candidate(
        source=Source.THANK_YOU,
        source_id=row.id,
        person_id=row.by_person_id,
        rule=once(day),
        set_at=row.created_at,
        row=row,
        asks_from=day,
    )


def _cadences(session: Session, frame: Frame) -> Iterator[Candidate]:
    """Those not heard from for as long as the cadence says; found by the summary's first day, exact by domain/cadence.py."""
    for row in streamed(session, _SILENT, {"final": frame.last}):
        day = _cadence_day(row, frame.zone)
        if day <= frame.last:
            yield Candidate(
                source=Source.CADENCE,
                source_id=row.id,
                person_id=row.id,
                rule=once(day),
                set_at=row.created_at,
                row=row,
                asks_from=row.talk_from,
            )


def _cadence_day(row: Any, zone: tzinfo) -> date:
    set_on = row.cadence_set_on or row.created_at.astimezone(zone).date()
    decided = None if row.ticked_off is None else row.ticked_off.astimezone(zone).date()
    return cadence_due(set_on, row.last_on, row.cadence_days, decided)


_LOOKS: dict[Source, Look] = {
    Source.REMINDER: reminders_until,
    Source.MILESTONE: milestones_between,
    Source.LIFE_EVENT: _life_events,
    Source.EXPECTATION: promises.expectations,
    Source.THANK_YOU: _thank_yous,
    Source.CADENCE: _cadences,
    Source.AWAY: _returns(Source.AWAY),
    Source.GENTLE: _returns(Source.GENTLE),
    Source.ANSWER: dealings.answers,
    Source.ROUGH_PATCH: dealings.next_steps,
    Source.AFTERCARE: dealings.aftercare,
    Source.FIRST_DAYS: dealings.first_steps,
    **{source: dealings.given_of(source) for source in given.SOURCES},
    Source.DEEPENING: intentions.deepenings,
    Source.LONG_VIEW: intentions.long_views,
    Source.KEEPING: keeping.to_keep,
}


def looks(source: Source) -> Look:
    """How the candidates of one source are found."""
    return _LOOKS[source]


def the_dead(session: Session, people: set[int]) -> set[int]:
    """Those of `people` who have died: their card stays, reminders stop (DESIGN §9)."""
    return set(session.execute(_DEATHS, {"ids": listed(people)}).scalars())
