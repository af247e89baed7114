"""Random rules for hypothesis, and the slow, obvious way to tell their days."""

import calendar
from collections.abc import Iterator
from datetime import date, time, timedelta

from hypothesis import strategies as st

from relmgr.domain.partial_date import LeapDay
from relmgr.domain.recurrence import LAST, Rule, Unit

STARTS = st.dates(date(1995, 1, 1), date(2040, 12, 31))
TIMES = st.one_of(st.none(), st.builds(time, st.integers(0, 23), st.sampled_from([0, 15, 30, 59])))


@st.composite
def rules(draw: st.DrawFn, starts: st.SearchStrategy[date] = STARTS) -> Rule:
    unit = draw(st.sampled_from(Unit))
    start = draw(starts)
    if unit is Unit.ONCE:
        return Rule(start=start, at=draw(TIMES), lead_days=draw(leads()), grace_days=draw(st.integers(0, 40)))
    nth = (
        draw(st.one_of(st.none(), st.sampled_from([1, 2, 3, 4, LAST])))
        if unit in (Unit.MONTH, Unit.YEAR)
        else None
    )
    month = draw(st.one_of(st.none(), st.integers(1, 12))) if unit is Unit.YEAR else None
    longest = calendar.monthrange(2024, month or start.month)[1] if unit is Unit.YEAR else 31
    day = None
    if unit in (Unit.MONTH, Unit.YEAR) and nth is None:
        chosen = st.integers(1, longest)
        day = draw(chosen if month else st.one_of(st.none(), chosen))
        day = min(day or start.day, longest)
    weekdays: tuple[int, ...] = ()
    if unit is Unit.WEEK:
        weekdays = tuple(draw(st.lists(st.integers(0, 6), max_size=4)))
    elif nth is not None:
        weekdays = (draw(st.integers(0, 6)),)
    ends = draw(st.sampled_from(["never", "count", "until"]))
    return Rule(
        start=start,
        at=draw(TIMES),
        every=draw(st.one_of(st.integers(1, 5), st.integers(1, 60))),
        unit=unit,
        weekdays=weekdays,
        nth=nth,
        day=day,
        month=month,
        count=draw(st.integers(1, 30)) if ends == "count" else None,
        until=start + timedelta(days=draw(st.integers(0, 4000))) if ends == "until" else None,
        lead_days=draw(leads()),
        grace_days=draw(st.integers(0, 40)),
        leap_day=draw(st.sampled_from(LeapDay)),
    )


def leads() -> st.SearchStrategy[tuple[int, ...]]:
    return st.sampled_from([(0,), (7, 1, 0), (1,), (14, 0), (7,), (30, 7)])


def walked(rule: Rule, last: date) -> Iterator[date]:
    """Every day from the start on is asked whether it matches: slow and obvious."""
    day, found = rule.start, 0
    while day <= last and (rule.until is None or day <= rule.until):
        if rule.count is not None and found == rule.count:
            return
        if matches(rule, day):
            found += 1
            yield day
        day += timedelta(days=1)


def matches(rule: Rule, day: date) -> bool:
    match rule.unit:
        case Unit.ONCE:
            return day == rule.start
        case Unit.DAY:
            return (day - rule.start).days % rule.every == 0
        case Unit.WEEK:
            weeks = (_week(day) - _week(rule.start)).days // 7
            return weeks % rule.every == 0 and day.weekday() in rule.weekdays
        case Unit.MONTH:
            months = (day.year - rule.start.year) * 12 + day.month - rule.start.month
            return months % rule.every == 0 and _fits_month(rule, day)
        case Unit.YEAR:
            return (day.year - rule.start.year) % rule.every == 0 and _fits_year(rule, day)


def _week(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _fits_month(rule: Rule, day: date) -> bool:
    last = calendar.monthrange(day.year, day.month)[1]
    if rule.nth == LAST:
        return day.weekday() == rule.weekdays[0] and day.day > last - 7
    if rule.nth is not None:
        return day.weekday() == rule.weekdays[0] and (day.day - 1) // 7 == rule.nth - 1
    assert rule.day is not None
    return day.day == min(rule.day, last)


def _fits_year(rule: Rule, day: date) -> bool:
    if (rule.month, rule.day) == (2, 29) and not calendar.isleap(day.year):
        kept = (2, 28) if rule.leap_day is LeapDay.FEBRUARY_28 else (3, 1)
        return (day.month, day.day) == kept
    return day.month == rule.month and _fits_month(rule, day)
