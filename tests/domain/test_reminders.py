"""Due is a function of now: nothing is lost, nothing comes twice."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from relmgr.domain.kinds import Decision
from relmgr.domain.recurrence import Rule, Unit
from relmgr.domain.reminders import (
    AWAY,
    CLOCK_SLACK,
    DecisionRecord,
    Due,
    Shown,
    due,
    has_clock_gone_back,
    is_new,
    is_while_away,
    next_due,
    occurrence,
)
from relmgr.domain.zones import local_day, local_instant
from tests.domain.rules import rules, walked

ZONES = [ZoneInfo(name) for name in sorted(available_timezones())]
LONDON = ZoneInfo("Europe/London")
NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def decided(day: date, decision: Decision = Decision.DONE, at: datetime = NOON) -> DecisionRecord:
    return DecisionRecord(day=day, decision=decision, decided_at=at)


def snoozed(day: date, until: datetime, at: datetime = NOON) -> DecisionRecord:
    return DecisionRecord(day=day, decision=Decision.SNOOZED, decided_at=at, until=until)


def at(day: date, hour: int = 12) -> datetime:
    return datetime.combine(day, time(hour), UTC)


# --- once ---


def test_what_happens_once_is_due_from_its_time_until_it_is_decided() -> None:
    rule = Rule(start=date(2026, 11, 24))
    assert due(rule, (), NOON.replace(hour=8, minute=59), LONDON, LONG_AGO) == ()
    nine = NOON.replace(hour=9)
    assert due(rule, (), nine, LONDON, LONG_AGO) == (Due(day=rule.start, lead=0, since=nine),)
    years_later = NOON + 3000 * DAY
    assert due(rule, (), years_later, LONDON, LONG_AGO) == (Due(day=rule.start, lead=0, since=nine),)
    for decision in (Decision.DONE, Decision.SKIPPED, Decision.HANDLED):
        assert due(rule, (decided(rule.start, decision),), years_later, LONDON, LONG_AGO) == ()


def test_what_was_set_for_a_past_day_is_due_at_once() -> None:
    rule = Rule(start=date(2026, 11, 20))
    assert [one.day for one in due(rule, (), NOON, LONDON, NOON)] == [date(2026, 11, 20)]


# --- stages ---

BIRTHDAY = Rule(start=date(2020, 1, 1), unit=Unit.YEAR, month=11, day=29, lead_days=(7, 1, 0))


def test_the_stages_of_an_occurrence_merge_to_the_present_one() -> None:
    day = date(2026, 11, 29)
    leads = {
        date(2026, 11, 21): None,
        date(2026, 11, 22): 7,
        date(2026, 11, 27): 7,
        date(2026, 11, 28): 1,
        date(2026, 11, 29): 0,
        date(2026, 12, 20): 0,
    }
    for looked_on, lead in leads.items():
        found = due(BIRTHDAY, (), at(looked_on), LONDON, LONG_AGO)
        assert [(one.day, one.lead) for one in found] == ([] if lead is None else [(day, lead)])


def test_done_at_an_early_stage_finishes_the_occurrence() -> None:
    day = date(2026, 11, 29)
    done = (decided(day, at=at(date(2026, 11, 23))),)
    for looked_on in (date(2026, 11, 23), date(2026, 11, 28), day, date(2026, 12, 5)):
        assert due(BIRTHDAY, done, at(looked_on), LONDON, LONG_AGO) == ()
    following = next_due(BIRTHDAY, done, at(day), LONDON, LONG_AGO)
    assert following is not None
    assert (following.day, following.lead) == (date(2027, 11, 29), 7)


def test_grace_lets_a_recurring_occurrence_go() -> None:
    rule = Rule(start=date(2020, 1, 1), unit=Unit.YEAR, month=11, day=20, grace_days=3)
    assert len(due(rule, (), at(date(2026, 11, 24), 8), LONDON, LONG_AGO)) == 1
    assert due(rule, (), at(date(2026, 11, 24), 9), LONDON, LONG_AGO) == ()


def test_a_laptop_that_slept_a_month_finds_each_missed_day_once() -> None:
    rule = Rule(start=date(2026, 1, 5), unit=Unit.WEEK)
    awake = at(date(2026, 11, 24))
    found = due(rule, (), awake, LONDON, LONG_AGO)
    assert [one.day for one in found] == [date(2026, 10, 26) + 7 * week * DAY for week in range(5)]
    last_look = awake - 30 * DAY
    assert all(is_while_away(one, awake, last_look) for one in found)


def test_days_before_the_reminder_was_made_do_not_count() -> None:
    rule = Rule(start=date(2020, 1, 1), unit=Unit.DAY)
    made = at(date(2026, 11, 23))
    found = due(rule, (), NOON, LONDON, made)
    assert [one.day for one in found] == [date(2026, 11, 23), date(2026, 11, 24)]


# --- snoozing ---


def test_a_snooze_rests_until_its_end_and_does_not_lapse() -> None:
    day = date(2026, 11, 29)
    back = local_instant(date(2026, 11, 30), time(9), LONDON)
    records = (snoozed(day, back, at(date(2026, 11, 27))),)
    assert due(BIRTHDAY, records, at(date(2026, 11, 29)), LONDON, LONG_AGO) == ()
    for later in (back, back + 90 * DAY):
        (one,) = due(BIRTHDAY, records, later, LONDON, LONG_AGO)
        assert (one.day, one.lead, one.since, one.snoozed_until) == (day, 0, back, back)


def test_a_short_snooze_leaves_the_later_stages() -> None:
    day = date(2026, 11, 29)
    decided_at = at(date(2026, 11, 23))
    records = (snoozed(day, decided_at + HOUR, decided_at),)
    following = next_due(BIRTHDAY, records, decided_at, LONDON, LONG_AGO)
    assert following is not None
    assert (following.lead, following.since) == (7, decided_at + HOUR)
    following = next_due(BIRTHDAY, records, decided_at + 2 * HOUR, LONDON, LONG_AGO)
    assert following is not None
    assert (following.lead, following.since) == (1, local_instant(day - DAY, time(9), LONDON))


def test_the_last_decision_made_counts_whatever_its_clock_said() -> None:
    day = date(2026, 11, 24)
    rule = Rule(start=day)
    records = (snoozed(day, NOON + HOUR, NOON), decided(day, at=datetime(1970, 1, 1, tzinfo=UTC)))
    assert due(rule, records, NOON + 5 * HOUR, LONDON, LONG_AGO) == ()
    reopened = (*records, snoozed(day, NOON + 2 * HOUR, NOON))
    assert len(due(rule, reopened, NOON + 5 * HOUR, LONDON, LONG_AGO)) == 1


def test_a_snooze_of_a_day_the_rule_no_longer_knows_is_forgotten() -> None:
    moved = Rule(start=date(2026, 11, 26))
    records = (snoozed(date(2026, 11, 24), NOON, NOON),)
    assert due(moved, records, NOON + HOUR, LONDON, LONG_AGO) == ()
    following = next_due(moved, records, NOON + HOUR, LONDON, LONG_AGO)
    assert following is not None
    assert following.day == date(2026, 11, 26)


def test_only_a_snooze_has_an_end() -> None:
    with pytest.raises(ValueError, match="snoozed"):
        DecisionRecord(day=NOON.date(), decision=Decision.SNOOZED, decided_at=NOON)
    with pytest.raises(ValueError, match="snoozed"):
        DecisionRecord(day=NOON.date(), decision=Decision.DONE, decided_at=NOON, until=NOON)


# --- clocks ---


def test_a_snooze_chosen_by_a_clock_far_ahead_is_not_lost() -> None:
    day = date(2026, 11, 24)
    wrong = datetime(2038, 1, 20, tzinfo=UTC)
    records = (snoozed(day, wrong + HOUR, wrong),)
    (one,) = due(Rule(start=day), records, NOON, LONDON, LONG_AGO)
    assert one.day == day


def test_a_future_day_snoozed_under_a_wrong_clock_waits_for_its_time() -> None:
    rule = Rule(start=date(2035, 5, 30))
    wrong = at(date(2035, 5, 30))
    records = (snoozed(rule.start, wrong + HOUR, wrong),)
    assert due(rule, records, NOON, LONDON, LONG_AGO) == ()
    following = next_due(rule, records, NOON, LONDON, LONG_AGO)
    assert following is not None
    assert following.since == local_instant(rule.start, time(9), LONDON)


def test_a_reminder_made_by_a_clock_far_ahead_is_not_lost() -> None:
    rule = Rule(start=date(2026, 1, 1), unit=Unit.MONTH, day=24)
    (one, two) = due(rule, (), NOON, LONDON, datetime(2038, 1, 20, tzinfo=UTC))
    assert (one.day, two.day) == (date(2026, 10, 24), date(2026, 11, 24))


def test_a_clock_at_1970_neither_shows_nor_loses() -> None:
    rule = Rule(start=date(2026, 11, 24))
    epoch = datetime(1970, 1, 1, tzinfo=UTC)
    assert due(rule, (), epoch, LONDON, LONG_AGO) == ()
    assert has_clock_gone_back(epoch, NOON)
    assert len(due(rule, (), NOON, LONDON, LONG_AGO)) == 1
    assert not has_clock_gone_back(NOON - CLOCK_SLACK, NOON)
    assert not has_clock_gone_back(NOON, None)


def test_while_you_were_away_means_closed_and_over_an_hour_ago() -> None:
    one = Due(day=NOON.date(), lead=0, since=NOON)
    assert is_while_away(one, NOON + 2 * HOUR, NOON - HOUR)
    assert not is_while_away(one, NOON + AWAY, NOON - HOUR)
    assert not is_while_away(one, NOON + 2 * HOUR, NOON)
    assert not is_while_away(one, NOON + 2 * HOUR, None)


def test_a_popup_is_shown_once_a_stage_and_never_for_an_earlier_one() -> None:
    day = date(2026, 11, 29)
    week = Due(day=day, lead=7, since=NOON)
    eve = Due(day=day, lead=1, since=NOON)
    back = Due(day=day, lead=1, since=NOON, snoozed_until=NOON)
    assert week.stage == "7"
    assert back.stage == "1 2026-11-24T12:00Z"
    shown = [Shown(day, eve.stage, NOON)]
    assert not is_new(eve, shown)
    assert not is_new(week, shown)
    assert is_new(back, shown)
    assert is_new(Due(day=day, lead=0, since=NOON), shown)
    assert is_new(Due(day=date(2027, 11, 29), lead=1, since=NOON), shown)


# --- properties ---


@dataclass
class Desk:
    """Somebody's computer: it looks now and then, shows popups, and decides now and then."""

    rule: Rule
    set_at: datetime
    decisions: list[DecisionRecord] = field(default_factory=list)
    shown: list[Shown] = field(default_factory=list)

    def look(self, now: datetime, zone: ZoneInfo) -> tuple[Due, ...]:
        found = due(self.rule, self.decisions, now, zone, self.set_at)
        for one in found:
            if is_new(one, self.shown):
                self.shown.append(Shown(one.day, one.stage, now))
        return found


def expected(desk: Desk, now: datetime, zone: ZoneInfo) -> set[tuple[date, int]]:
    """What must be due, by trying every day there ever was."""
    latest = {record.day: record for record in desk.decisions}
    wrong_clock = desk.set_at > now + CLOCK_SLACK
    first = date.min if wrong_clock or desk.rule.unit is Unit.ONCE else local_day(min(desk.set_at, now), zone)
    must: set[tuple[date, int]] = set()
    for day in walked(desk.rule, local_day(now, zone) + 40 * DAY):
        record = latest.get(day)
        if record is None and desk.rule.unit is not Unit.ONCE and day < local_day(now, zone) - 45 * DAY:
            continue
        passed = [lead for lead, instant in occurrence(desk.rule, day, zone).stages if instant <= now]
        if record is not None and record.until is not None:
            wrong_end = record.decided_at > now + CLOCK_SLACK
            if passed if wrong_end else record.until <= now:
                must.add((day, passed[-1] if passed else desk.rule.lead_days[0]))
        elif record is None and day >= first and passed:
            lapses = local_instant(day + (desk.rule.grace_days + 1) * DAY, desk.rule.attention_time, zone)
            if desk.rule.unit is Unit.ONCE or now < lapses:
                must.add((day, passed[-1]))
    return must


STARTS = st.dates(date(2025, 6, 1), date(2027, 2, 1))
STEPS = st.one_of(
    st.timedeltas(timedelta(minutes=1), timedelta(hours=3)),
    st.timedeltas(timedelta(hours=3), timedelta(days=45)),
    st.timedeltas(timedelta(days=-20), timedelta(hours=-1)),
    st.just(timedelta(days=-365 * 56)),
    st.just(timedelta(days=365 * 10)),
)


@settings(max_examples=150)
@given(st.data())
def test_none_is_lost_and_none_comes_twice(data: st.DataObject) -> None:
    """Random looks from random zones, with sleep, travel and clocks that jump both ways and back again."""
    rule = data.draw(rules(STARTS))
    real = at(data.draw(STARTS))
    desk = Desk(rule, set_at=real)
    zone = data.draw(st.sampled_from(ZONES))
    for _look in range(data.draw(st.integers(1, 8))):
        step = data.draw(STEPS)
        is_jump = step < timedelta() or step > 50 * DAY
        now = real + step
        if not is_jump:
            real = now
        if data.draw(st.booleans()):
            zone = data.draw(st.sampled_from(ZONES))
        found = desk.look(now, zone)
        assert {(one.day, one.lead) for one in found} == expected(desk, now, zone)
        assert len({one.day for one in found}) == len(found)
        assert all(one.since <= now for one in found)
        assert not any(is_new(one, desk.shown) for one in found)
        for one in found[:3]:
            choice = data.draw(st.sampled_from([None, *Decision]))
            if choice is not None:
                until = now + data.draw(st.timedeltas(HOUR, 9 * DAY)) if choice is Decision.SNOOZED else None
                desk.decisions.append(
                    DecisionRecord(day=one.day, decision=choice, decided_at=now, until=until)
                )
    assert len({(note.day, note.stage) for note in desk.shown}) == len(desk.shown)
    finished = {r.day for r in desk.decisions} - {
        r.day for r in desk.decisions if r.decision is Decision.SNOOZED
    }
    assert not finished & {one.day for one in desk.look(real + DAY, zone)}


@settings(max_examples=150)
@given(rules(STARTS), STARTS, st.sampled_from(ZONES), st.data())
def test_nothing_becomes_due_before_the_next_due_and_then_it_does(
    rule: Rule, today: date, zone: ZoneInfo, data: st.DataObject
) -> None:
    now, set_at = at(today), at(today) - 100 * DAY
    records: list[DecisionRecord] = []
    for one in due(rule, (), now, zone, set_at):
        choice = data.draw(st.sampled_from([None, *Decision]))
        if choice is not None:
            until = now + data.draw(st.timedeltas(HOUR, 9 * DAY)) if choice is Decision.SNOOZED else None
            records.append(DecisionRecord(day=one.day, decision=choice, decided_at=now, until=until))
    known = {(one.day, one.stage) for one in due(rule, records, now, zone, set_at)}
    following = next_due(rule, records, now, zone, set_at)
    if following is None:
        later = due(rule, records, now + 3000 * DAY, zone, set_at)
        assert {(one.day, one.stage) for one in later} <= known
        return
    assert following.since > now
    just_before = due(rule, records, following.since - timedelta(seconds=1), zone, set_at)
    assert {(one.day, one.stage) for one in just_before} <= known
    then = due(rule, records, following.since, zone, set_at)
    assert following.day in {one.day for one in then if one.since == following.since}
