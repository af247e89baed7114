"""What is due now, what is coming, and when to look next: all computed from rules and decisions (R1, R2)."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import BindParameter, bindparam, func, select

from relmgr.domain import expectations, reminders
from relmgr.domain.kinds import Decision
from relmgr.domain.recurrence import ATTENTION_TIME, MAX_DAYS, Rule, Unit, occurrences
from relmgr.domain.reminders import DecisionRecord, Due
from relmgr.domain.zones import local_day, local_instant
from relmgr.i18n import _
from relmgr.services.expectations import terms_of
from relmgr.services.reminders.candidates import (
    MILESTONE_GRACE,
    SNOOZES_REMEMBERED,
    beginnings,
    candidates,
    looks,
    reminders_until,
    the_dead,
)
from relmgr.services.reminders.frame import Candidate, Frame
from relmgr.services.reminders.model import DueItem, Saying, Source, Words
from relmgr.services.reminders.somebody import Somebody, is_muted, is_plain_note, somebodies
from relmgr.services.reminders.wording import Scene, is_question, local_words, words
from relmgr.store import Store
from relmgr.store import tables as t
from relmgr.store.among import among, listed
from relmgr.store.light import light
from relmgr.store.store import Session
from relmgr.store.types import Day, Instant

UPCOMING_DAYS = 14

_DAY = timedelta(days=1)
_MILESTONE_REACH = timedelta(days=MILESTONE_GRACE + 10)
_REMINDER_REACH = timedelta(days=MAX_DAYS + 10)
_SNOOZE_REACH = timedelta(days=SNOOZES_REMEMBERED)
"""Older decisions concern nothing that can still be due."""

_LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)

AHEAD = frozenset({Source.EXPECTATION})
"""Sources whose lead days are part of being due; the others' are announcements only."""


_BEFORE_ITS_HOUR = Source.ANSWER
"""What stands on Today before the hour it is due at: who waits for an answer waits already."""

AWAY_MARK = "away "
"""Before the stage in a note of delivery: it was shown as missed while away."""

_D, _N = t.decision.c, t.shown.c
_SOURCE: BindParameter[str] = bindparam("source")
# Built once: every look asks them for each source.
_DECISIONS = select(_D.id, _D.source, _D.source_id, _D.occurrence, _D.decision, _D.decided_at, _D.until_at)
_ABOUT = _DECISIONS.where(_D.source == _SOURCE, among(_D.source_id)).order_by(_D.id)
_SINCE = _ABOUT.where(_D.occurrence >= bindparam("since", type_=Day()))
_PUT_OFF = _DECISIONS.where(_D.source == _SOURCE, _D.until_at > bindparam("since", type_=Instant()))
_FIRST_AWAKE = select(func.min(_D.until_at)).where(_D.until_at > bindparam("now", type_=Instant()))
_LAST_LOOK = select(t.look.c.at).order_by(t.look.c.id.desc()).limit(1)
_AWAY = select(_N.source_id, _N.occurrence).where(
    _N.source == _SOURCE, among(_N.source_id), _N.stage.startswith(AWAY_MARK)
)


class Asking(NamedTuple):
    """A candidate with the occurrence of it that asks."""

    candidate: Candidate
    due: Due


def due(store: Store, now: datetime, zone: tzinfo) -> tuple[DueItem, ...]:
    """Everything due and undecided, the longest waiting first; what has no time of its own from the day's beginning.

    now: UTC. zone: where the computer is. Milestones only on their day and after; see `upcoming` for before.
    """
    with store.read() as session:
        return due_in(session, now, zone)


def due_in(session: Session, now: datetime, zone: tzinfo) -> tuple[DueItem, ...]:
    """The same inside a read that stands already."""
    asked = [
        one
        for one in asking(session, now, zone, all_day=True)
        if one.due.lead == 0 or one.candidate.source in AHEAD
    ]
    return items(session, asked, now, zone)


def asking(
    session: Session,
    now: datetime,
    zone: tzinfo,
    *,
    all_day: bool = False,
    attention: time = ATTENTION_TIME,
) -> list[Asking]:
    """What asks at `now`, its announcements ahead included.

    all_day: what has no time of its own asks since midnight. attention: else when it asks, on the wall clock.
    """
    today = local_day(now, zone)
    frame = Frame(now=now, zone=zone, today=today, last=today)
    found = list(candidates(session, frame))
    return judged(session, found, now, zone, all_day=all_day, attention=attention)


def judged(
    session: Session,
    found: Sequence[Candidate],
    now: datetime,
    zone: tzinfo,
    *,
    all_day: bool = False,
    attention: time = ATTENTION_TIME,
) -> list[Asking]:
    """Which of the candidates `found` ask at `now`, each with the occurrence that does; see `asking`."""
    today = local_day(now, zone)
    decided = decisions_about(session, found, today)
    morning = local_instant(today, attention, zone)
    at = max(now, morning) if all_day else now
    worked_out: dict[tuple[int, datetime], tuple[Due, ...]] = {}
    asked: list[Asking] = []
    for one in found:
        rule = one.rule
        moment = at if rule.at is None else now
        if all_day and one.source is _BEFORE_ITS_HOUR:
            moment = max(now, local_instant(rule.start, rule.attention_time, zone))
        counts_from = _LONG_AGO if rule.unit is Unit.ONCE else _counts_from(one, now)
        records = decided.get((one.source, one.source_id), ())
        # Hundreds of birthdays share a few dozen days: each day's rule is worked out once. Equal rules are one object
        # as long as their makers remember them; if not, one is worked out twice.
        key = (id(rule), counts_from)
        if records or key not in worked_out:
            asking_rule = (
                rule if rule.at is not None or attention == ATTENTION_TIME else _asking_at(rule, attention)
            )
            each_due = reminders.due(asking_rule, records, moment, zone, counts_from)
            if records:
                each_due = tuple(each for each in each_due if each.snoozed_until is None or each.since <= now)
            else:
                worked_out[key] = each_due
        else:
            each_due = worked_out[key]
        if one.source is Source.REMINDER:
            each_due = newest(one, each_due, records, today)
        for each in each_due:
            asked.append(Asking(one, each))
    return asked


@lru_cache(maxsize=4096)
def _asking_at(rule: Rule, attention: time) -> Rule:
    return replace(rule, at=attention)


def newest(
    one: Candidate, found: tuple[Due, ...], records: Sequence[DecisionRecord], today: date
) -> tuple[Due, ...]:
    """`found` without what a newer occurrence, decided or not, has taken the place of.

    Only rules without a grace of their own: a month away brings back one watering of the plants, not thirty. What
    was snoozed and what is announced ahead stand for themselves.
    """
    if one.source is not Source.REMINDER or one.row.grace_days is not None or one.rule.unit is Unit.ONCE:
        return found
    come = [each.day for each in found if each.lead == 0 and each.snoozed_until is None]
    come += [record.day for record in records if record.day <= today and record.decided_at >= one.set_at]
    latest = max(come, default=today)
    return tuple(each for each in found if each.lead or each.snoozed_until is not None or each.day >= latest)


def _counts_from(one: Candidate, now: datetime) -> datetime:
    """When it was set, as far as that matters: what is older than its grace is equally old."""
    oldest = now - timedelta(days=one.rule.grace_days + 4)
    return max(one.set_at, oldest)


def decisions_about(
    session: Session, found: Iterable[Candidate], today: date
) -> dict[tuple[Source, int], list[DecisionRecord]]:
    """What was decided about the candidates, in the order it was decided."""
    ids: dict[Source, set[int]] = defaultdict(set)
    for one in found:
        ids[one.source].add(one.source_id)
    made: dict[tuple[Source, int], list[DecisionRecord]] = defaultdict(list)
    for source, wanted in ids.items():
        for row in _decisions(session, source, wanted, today):
            if source is Source.ROUGH_PATCH and row.decision in (Decision.DONE, Decision.HANDLED):
                # That step was taken: what the row holds now is another, perhaps for the same day.
                made[source, row.source_id].clear()
                continue
            made[source, row.source_id].append(
                DecisionRecord(
                    day=row.occurrence, decision=row.decision, decided_at=row.decided_at, until=row.until_at
                )
            )
    return made


def _decisions(session: Session, source: Source, ids: set[int], today: date) -> list[Any]:
    """Rows by the order they were made. Where years of decisions gather, those that can matter, and every snooze."""
    about = {"source": source, "ids": listed(ids)}
    oldest = {Source.MILESTONE: _MILESTONE_REACH, Source.REMINDER: _REMINDER_REACH}.get(source)
    if oldest is None:
        return list(session.execute(_ABOUT, about).all())
    found = {row.id: row for row in session.execute(_SINCE, {**about, "since": today - oldest}).all()}
    reach = datetime.combine(today - _SNOOZE_REACH, time(), UTC)
    old = [
        row for row in session.execute(_PUT_OFF, {"source": source, "since": reach}) if row.source_id in ids
    ]
    if old:  # with what was decided after the snooze
        days = {row.occurrence for row in old}
        again = _ABOUT.where(t.decision.c.occurrence.in_(days))
        rows = session.execute(again, {"source": source, "ids": listed({row.source_id for row in old})})
        found |= {row.id: row for row in rows}
    return [found[id_] for id_ in sorted(found)]


def upcoming(store: Store, today: date, days: int = UPCOMING_DAYS) -> tuple[DueItem, ...]:
    """What comes in the `days` after today from every source, undecided, the soonest first."""
    with store.read() as session:
        return upcoming_in(session, today, days)


def upcoming_in(
    session: Session, today: date, days: int = UPCOMING_DAYS, sources: frozenset[Source] | None = None
) -> tuple[DueItem, ...]:
    """The same inside a read that stands already; only `sources`, where they are given.

    Milestones bring along what begins in people's lives, such as a leave.
    """
    # Days have no zone: seen from UTC at noon, every occurrence lies on the day it is about.
    noon = datetime.combine(today, time(12), UTC)
    last = today + days * _DAY
    frame = Frame(now=noon, zone=UTC, today=today, last=last)
    found = list(candidates(session, frame, sources))
    if sources is None or Source.MILESTONE in sources:
        found += beginnings(session, frame)
    decided = decisions_about(session, found, today)
    asked: list[Asking] = []
    for one in found:
        closed = {record.day for record in decided.get((one.source, one.source_id), ())}
        for day in _days_of(one, today + _DAY, last):
            if day not in closed:
                since = datetime.combine(day, one.rule.attention_time, UTC)
                asked.append(Asking(one, Due(day=day, lead=0, since=since)))
    return items(session, asked, noon, UTC)


def _days_of(one: Candidate, first: date, last: date) -> Iterable[date]:
    """Of reminders every occurrence; all else is a candidate for its one day."""
    if one.source is Source.REMINDER:
        return occurrences(one.rule, first, last)
    return (one.rule.start,) if first <= one.rule.start <= last else ()


class Heard(NamedTuple):
    """One that asks and is not silent, with whom it is about: its place in the order is known, its words are not yet."""

    asking: Asking
    somebody: Somebody | None
    people: dict[int, Somebody]
    occurrence: date
    since: datetime
    source: Source
    source_id: int
    stage: str


def heard(session: Session, asked: Sequence[Asking], today: date, *, calls: bool = False) -> list[Heard]:
    """Those that ask without the muted and the dead, in the order given.

    calls: it is to call on somebody who is doing something else: then what is only a plain note is left out.
    """
    people = _people_of(session, asked)
    may_be_silent = {id_ for id_, one in people.items() if one.may_be_silent}
    dead = the_dead(session, may_be_silent) if may_be_silent else set()
    found: list[Heard] = []
    for one in asked:
        candidate, due = one.candidate, one.due
        somebody = people.get(candidate.person_id) if candidate.person_id is not None else None
        source = candidate.source
        if somebody is not None and may_be_silent and _is_silent(candidate, somebody, people, dead, today):
            continue
        if calls and somebody is not None and is_plain_note(source, somebody, today):
            continue
        found.append(Heard(one, somebody, people, due.day, due.since, source, candidate.source_id, due.stage))
    return found


def told(session: Session, found: Sequence[Heard], now: datetime, zone: tzinfo) -> tuple[DueItem, ...]:
    """What is shown of these, in the order given."""
    today = local_day(now, zone)
    last_look = previous_look(session)
    away = _shown_while_away(session, [one.asking for one in found])
    return tuple([_item(one, away, last_look, now=now, zone=zone, today=today) for one in found])


def items(
    session: Session,
    asked: Sequence[Asking],
    now: datetime,
    zone: tzinfo,
    *,
    calls: bool = False,
) -> tuple[DueItem, ...]:
    """What is shown of those that ask: without the muted and the dead, in words, the longest waiting first.

    calls: see `heard`.
    """
    found = heard(session, asked, local_day(now, zone), calls=calls)
    return in_order(told(session, found, now, zone))


def in_order(found: Iterable[DueItem]) -> tuple[DueItem, ...]:
    """The longest waiting first."""
    return tuple(sorted(found, key=place_of))


def place_of(item: DueItem) -> tuple[Any, ...]:
    """Where it stands in that order."""
    return (item.occurrence, item.since, item.source, item.source_id)


def _people_of(session: Session, asked: Sequence[Asking]) -> dict[int, Somebody]:
    ids = {one.candidate.person_id for one in asked if one.candidate.person_id is not None}
    ids |= {one.candidate.row.of_person_id for one in asked if one.candidate.source is Source.THANK_YOU}
    return somebodies(session, ids)


def _is_silent(
    candidate: Candidate, one: Somebody, people: dict[int, Somebody], dead: set[int], today: date
) -> bool:
    if dead and (one.id in dead or one.belongs_to in dead):
        return True
    host = people.get(one.belongs_to, one) if one.belongs_to is not None else one
    direction = candidate.row.direction if candidate.source is Source.EXPECTATION else None
    return is_muted(candidate.source, direction, one, host, today)


def _item(
    heard_one: Heard,
    away: set[tuple[Source, int, date]],
    last_look: datetime | None,
    *,
    now: datetime,
    zone: tzinfo,
    today: date,
) -> DueItem:
    asked, one, people, day, since, source, source_id, stage = heard_one
    candidate = asked.candidate
    host = people.get(one.belongs_to) if one is not None and one.belongs_to is not None else None
    shown = host or one
    late = _late_days(candidate, day, today) if source in _COUNTS_UP else 0

    def said() -> Words:
        spoken = words(candidate, Scene(one=one, people=people, day=day, today=today, now=now))
        return replace(spoken, local_words=local_words(shown, now, zone))

    was_away = (source, source_id, day) in away
    return DueItem(
        source=source,
        source_id=source_id,
        occurrence=day,
        person=shown.face if shown else None,
        saying=Saying(said),
        late_days=late,
        late_words=_("{late}.").format(late=expectations.late_words(late)) if late else "",
        due_on=day,
        while_away=was_away or reminders.is_while_away(asked.due, now, last_look),
        stage=stage,
        since=since,
        days_ahead=(day - today).days if day > today else 0,
        is_question=is_question(candidate, today),
    )


_COUNTS_UP = (Source.EXPECTATION, Source.REMINDER)


def _late_days(candidate: Candidate, day: date, today: date) -> int:
    if candidate.source is Source.EXPECTATION:
        return expectations.late_days(terms_of(candidate.row), today)
    return max(0, (today - day).days) if candidate.source is Source.REMINDER else 0


def _shown_while_away(session: Session, asked: Sequence[Asking]) -> set[tuple[Source, int, date]]:
    ids: dict[Source, set[int]] = defaultdict(set)
    for one in asked:
        ids[one.candidate.source].add(one.candidate.source_id)
    found: set[tuple[Source, int, date]] = set()
    for source, wanted in ids.items():
        rows = session.execute(_AWAY, {"source": source, "ids": listed(wanted)}).all()
        found |= {(source, row.source_id, row.occurrence) for row in rows}
    return found


def previous_look(session: Session) -> datetime | None:
    """When the app last looked; None on the very first look."""
    at: datetime | None = session.execute(_LAST_LOOK).scalar()
    return at


def next_look(store: Store, now: datetime, zone: tzinfo, attention: time = ATTENTION_TIME) -> datetime:
    """When to look again at the latest: the next reminder with a time, the end of a snooze, morning or a new day.

    Everything without a time of its own asks at `attention`, so one indexed look at the rest is enough. After
    `now`, at most a day ahead; a change of the file is a reason to ask again.
    """
    today = local_day(now, zone)
    frame = Frame(now=now, zone=zone, today=today, last=today + 2 * _DAY)
    with store.read() as connection:
        session = light(connection)
        timed = [*reminders_until(session, frame, are_timed=True), *looks(_BEFORE_ITS_HOUR)(session, frame)]
        decided = decisions_about(session, timed, today) if timed else {}
        snoozed = session.execute(_FIRST_AWAKE, {"now": now}).scalar()
    ahead = (
        reminders.next_due(one.rule, decided.get((one.source, one.source_id), ()), now, zone, one.set_at)
        for one in timed
    )
    moments = [each.since for each in ahead if each is not None]
    moments += [local_instant(today + day * _DAY, at, zone) for day in (0, 1) for at in (time(), attention)]
    if snoozed is not None:
        moments.append(snoozed)
    return min(moment for moment in moments if moment > now)
