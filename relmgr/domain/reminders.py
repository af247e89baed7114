"""What is due: a function of now, the rule and the decisions made, so that nothing can be lost (R1, R2).

No timer holds a reminder. Each look computes what is due; decisions go by the day of the occurrence and by their own
order, never by comparing timestamps, so that a wrong clock neither brings back what was decided nor loses anything.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo

from relmgr.domain.kinds import Decision
from relmgr.domain.recurrence import Rule, Unit, is_occurrence, occurrences
from relmgr.domain.zones import local_day, local_instant

CLOCK_SLACK = timedelta(hours=1)
"""A clock that goes back further than this was wrong before or is wrong now; less is an ordinary correction."""

AWAY = timedelta(hours=1)
"""What became due in the last hour is not called missed: one was at lunch, not away."""

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionRecord:
    """What was decided about the occurrence on `day`; both instants in UTC, `until` for snoozed and only then."""

    day: date
    decision: Decision
    decided_at: datetime
    until: datetime | None = None

    def __post_init__(self) -> None:
        if (self.decision is Decision.SNOOZED) != (self.until is not None):
            raise ValueError("snoozed needs its end, and only snoozed has one")


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One occurrence laid out in time.

    stages: (days ahead, instant in UTC), earliest first. lapses_at: from then on it is no longer due of itself;
    None for what happens once, which stays until it is decided.
    """

    day: date
    stages: tuple[tuple[int, datetime], ...]
    lapses_at: datetime | None

    @property
    def show_from(self) -> datetime:
        """The instant of the earliest stage."""
        return self.stages[0][1]


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """An occurrence that asks for attention.

    day: the day it is about. lead: the stage it is at, in days ahead, 0 for the day itself. since: the instant (UTC)
    it came to this stage or back from a snooze. snoozed_until: the end of its last snooze, if it had one.
    """

    day: date
    lead: int
    since: datetime
    snoozed_until: datetime | None = None

    @property
    def stage(self) -> str:
        """The key of a `Shown` note, unique for the occurrence: "7", or "7 2026-11-25T09:00Z" after a snooze."""
        if self.snoozed_until is None:
            return str(self.lead)
        return f"{self.lead} {self.snoozed_until.astimezone(UTC):%Y-%m-%dT%H:%MZ}"


@dataclass(frozen=True, slots=True)
class Shown:
    """A note that a popup was shown for the occurrence on `day` at `stage`; it changes no reminder (principle 9)."""

    day: date
    stage: str
    shown_at: datetime


def occurrence(rule: Rule, day: date, zone: tzinfo) -> Occurrence:
    """The occurrence on `day` as clocks in `zone` will show it."""
    at = rule.attention_time
    stages = tuple((lead, local_instant(day - lead * _DAY, at, zone)) for lead in rule.lead_days)
    if rule.unit is Unit.ONCE:
        return Occurrence(day, stages, None)
    return Occurrence(day, stages, local_instant(day + (rule.grace_days + 1) * _DAY, at, zone))


def due(
    rule: Rule, decisions: Sequence[DecisionRecord], now: datetime, zone: tzinfo, set_at: datetime
) -> tuple[Due, ...]:
    """Every occurrence at or before `now` that is not decided, once each, by day (R2).

    decisions: in the order they were made. zone: where the computer is. set_at: when the reminder was made; days
    before that day are not held against anybody, except for what happens once.
    """
    if rule.unit is Unit.ONCE and not decisions:
        once = _due_now(occurrence(rule, rule.start, zone), None, now)
        return () if once is None else (once,)
    latest = {record.day: record for record in decisions}
    days = set(_days_in_reach(rule, local_day(now, zone)))
    if days and rule.unit is not Unit.ONCE:
        first = _first_day(now, zone, set_at)
        days = {day for day in days if day >= first}
    days |= {day for day, record in latest.items() if _is_snoozed(record) and is_occurrence(rule, day)}
    found = (_due_now(occurrence(rule, day, zone), latest.get(day), now) for day in sorted(days))
    return tuple(one for one in found if one is not None)


def next_due(
    rule: Rule, decisions: Sequence[DecisionRecord], now: datetime, zone: tzinfo, set_at: datetime
) -> Due | None:
    """What will become due next, at its `since`, which is after `now`; None if nothing ever will.

    A new stage, a new occurrence or the end of a snooze: until then, what is due only changes by decisions or grace.
    """
    latest = {record.day: record for record in decisions}
    best = _first(
        _due_later(occurrence(rule, day, zone), record, now)
        for day, record in latest.items()
        if _is_snoozed(record) and is_occurrence(rule, day)
    )
    first = max(_first_day(now, zone, set_at), local_day(now, zone) - 2 * _DAY)
    for day in occurrences(rule, first, date.max):
        one = occurrence(rule, day, zone)
        if best is not None and one.show_from >= best.since:
            break
        best = _first((best, _due_later(one, latest.get(day), now)))
    return best


def is_new(one: Due, shown: Iterable[Shown]) -> bool:
    """Whether no popup was shown yet for this stage, or for a later one of the same occurrence (R2: none twice)."""
    snooze = _snooze_of(one.stage)
    return not any(
        note.day == one.day and _snooze_of(note.stage) == snooze and _lead_of(note.stage) <= one.lead
        for note in shown
    )


def was_snoozed(stage: str) -> bool:
    """Whether this showing (`Due.stage`) is the one after a snooze."""
    return bool(_snooze_of(stage))


def is_while_away(one: Due, now: datetime, last_look: datetime | None) -> bool:
    """Whether it became due while the app was closed or asleep, and more than an hour ago (R2).

    last_look: when the app last looked before this one; None on the very first look.
    """
    return last_look is not None and last_look < one.since < now - AWAY


def has_clock_gone_back(now: datetime, last_look: datetime | None) -> bool:
    """Whether the clock is more than an hour behind what it showed before; the window then says so (quality §3)."""
    return last_look is not None and now < last_look - CLOCK_SLACK


def _first_day(now: datetime, zone: tzinfo, set_at: datetime) -> date:
    """The first day that counts. Made in what is now the future means by a wrong clock: then every day counts."""
    return date.min if set_at > now + CLOCK_SLACK else local_day(min(set_at, now), zone)


def _days_in_reach(rule: Rule, today: date) -> Iterator[date]:
    if rule.unit is Unit.ONCE:
        return iter((rule.start,))
    return occurrences(rule, today - (rule.grace_days + 2) * _DAY, today + (rule.lead_days[0] + 1) * _DAY)


def _is_snoozed(record: DecisionRecord | None) -> bool:
    return record is not None and record.decision is Decision.SNOOZED


def _end_of_rest(record: DecisionRecord | None, now: datetime) -> datetime | None:
    """The end of the snooze, if it can be believed.

    A clock that has gone back since would let it rest for too long; then the occurrence's own stages count again.
    """
    if record is None or record.decided_at > now + CLOCK_SLACK:
        return None
    return record.until


def _due_now(one: Occurrence, record: DecisionRecord | None, now: datetime) -> Due | None:
    if record is not None and not _is_snoozed(record):
        return None
    passed = [stage for stage in one.stages if stage[1] <= now]
    rested = _end_of_rest(record, now)
    if rested is not None:
        if rested > now:
            return None
        lead, since = passed[-1] if passed else (one.stages[0][0], rested)
        return Due(day=one.day, lead=lead, since=max(rested, since), snoozed_until=rested)
    lapses = record is None and one.lapses_at is not None and now >= one.lapses_at
    if not passed or lapses:
        return None
    lead, since = passed[-1]
    return Due(day=one.day, lead=lead, since=since, snoozed_until=None if record is None else record.until)


def _due_later(one: Occurrence, record: DecisionRecord | None, now: datetime) -> Due | None:
    if record is not None and not _is_snoozed(record):
        return None
    rested = _end_of_rest(record, now)
    if rested is not None and rested > now:
        passed = [lead for lead, at in one.stages if at <= rested]
        lead = passed[-1] if passed else one.stages[0][0]
        return Due(day=one.day, lead=lead, since=rested, snoozed_until=rested)
    snoozed_until = None if record is None else record.until
    for lead, at in one.stages:
        if at > now:
            return Due(day=one.day, lead=lead, since=at, snoozed_until=snoozed_until)
    return None


def _first(found: Iterable[Due | None]) -> Due | None:
    return min((one for one in found if one is not None), key=lambda one: (one.since, one.day), default=None)


def _lead_of(stage: str) -> int:
    return int(stage.partition(" ")[0])


def _snooze_of(stage: str) -> str:
    return stage.partition(" ")[2]
