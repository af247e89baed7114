"""Rules as RRULE text, checked against dateutil as a second reader."""

from contextlib import suppress
from dataclasses import replace
from datetime import date, datetime
from itertools import islice

import pytest
from dateutil.rrule import rrulestr
from hypothesis import given
from hypothesis import strategies as st

from relmgr.domain.partial_date import LeapDay
from relmgr.domain.recurrence import ATTENTION_TIME, GRACE_DAYS, LAST, Rule, Unit, occurrences
from relmgr.domain.rrule import parse_rrule, to_rrule
from relmgr.errors import InputError
from tests.domain.rules import rules

START = date(2026, 11, 24)


@given(rules())
def test_what_is_written_is_read_back(rule: Rule) -> None:
    read = parse_rrule(to_rrule(rule), rule.start)
    if rule.unit is Unit.DAY and rule.every == 1 and rule.count == 1:
        assert list(occurrences(read, date.min, date.max)) == [rule.start]
    else:
        assert read == replace(rule, at=None, lead_days=(0,), grace_days=GRACE_DAYS)


@given(rules())
def test_other_readers_see_the_same_days(rule: Rule) -> None:
    ours = list(islice(occurrences(rule, rule.start, date(2160, 1, 1)), 12))
    start = datetime.combine(rule.start, ATTENTION_TIME)
    text = to_rrule(rule)
    if rule.until is not None:
        text += "T235959"
    theirs = rrulestr(text, dtstart=start, ignoretz=True)
    assert [moment.date() for moment in islice(theirs, len(ours))] == ours


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        (Rule(start=START), "FREQ=DAILY;COUNT=1"),
        (Rule(start=START, unit=Unit.DAY, every=3, count=5), "FREQ=DAILY;INTERVAL=3;COUNT=5"),
        (Rule(start=START, unit=Unit.MONTH, day=31), "FREQ=MONTHLY;BYMONTHDAY=28,29,30,31;BYSETPOS=-1"),
        (Rule(start=START, unit=Unit.MONTH, nth=LAST, weekdays=(6,)), "FREQ=MONTHLY;BYDAY=-1SU"),
        (Rule(start=START, unit=Unit.YEAR), "FREQ=YEARLY;BYMONTH=11;BYMONTHDAY=24"),
        (Rule(start=START, unit=Unit.YEAR, month=2, day=29), "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=-1"),
        (
            Rule(start=START, unit=Unit.YEAR, month=2, day=29, leap_day=LeapDay.MARCH_1),
            "FREQ=YEARLY;BYYEARDAY=60",
        ),
        (
            Rule(start=START, unit=Unit.WEEK, weekdays=(0, 3), until=date(2027, 1, 1)),
            "FREQ=WEEKLY;BYDAY=MO,TH;UNTIL=20270101",
        ),
    ],
)
def test_rules_are_written_so_that_every_reader_keeps_their_days(rule: Rule, text: str) -> None:
    assert to_rrule(rule) == text


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("FREQ=DAILY", Rule(start=START, unit=Unit.DAY)),
        (
            "rrule:freq=weekly; interval=2 ;byday=mo,th;",
            Rule(start=START, unit=Unit.WEEK, every=2, weekdays=(0, 3)),
        ),
        ("FREQ=WEEKLY;WKST=MO", Rule(start=START, unit=Unit.WEEK)),
        ("FREQ=MONTHLY;BYMONTHDAY=31", Rule(start=START, unit=Unit.MONTH, day=31)),
        ("FREQ=MONTHLY;BYMONTHDAY=28,29,30;BYSETPOS=-1", Rule(start=START, unit=Unit.MONTH, day=30)),
        ("FREQ=MONTHLY;BYMONTHDAY=-1", Rule(start=START, unit=Unit.MONTH, day=31)),
        ("FREQ=MONTHLY;BYDAY=SU;BYSETPOS=-1", Rule(start=START, unit=Unit.MONTH, nth=LAST, weekdays=(6,))),
        ("FREQ=MONTHLY", Rule(start=START, unit=Unit.MONTH)),
        ("FREQ=YEARLY;BYMONTH=6;BYDAY=3SU", Rule(start=START, unit=Unit.YEAR, month=6, nth=3, weekdays=(6,))),
        ("FREQ=YEARLY;BYMONTH=4;BYMONTHDAY=-1", Rule(start=START, unit=Unit.YEAR, month=4, day=30)),
        (
            "FREQ=YEARLY;BYYEARDAY=60",
            Rule(start=START, unit=Unit.YEAR, month=2, day=29, leap_day=LeapDay.MARCH_1),
        ),
        ("FREQ=DAILY;UNTIL=20271231T235959Z", Rule(start=START, unit=Unit.DAY, until=date(2027, 12, 31))),
        ("FREQ=DAILY;COUNT=1", Rule(start=START)),
    ],
)
def test_what_people_and_programs_write_is_understood(text: str, rule: Rule) -> None:
    assert parse_rrule(text, START) == rule


@pytest.mark.parametrize(
    "text",
    [
        "",
        "every week",
        "INTERVAL=2",
        "FREQ=HOURLY",
        "FREQ=SECONDLY;COUNT=9",
        "FREQ=DAILY;FREQ=DAILY",
        "FREQ=DAILY;COUNT=3651",
        "FREQ=DAILY;COUNT=0",
        "FREQ=DAILY;COUNT=-3",
        "FREQ=DAILY;COUNT=٣",
        "FREQ=DAILY;INTERVAL=1001",
        "FREQ=DAILY;INTERVAL=99999999999999999999",
        "FREQ=DAILY;COUNT=2;UNTIL=20271231",
        "FREQ=DAILY;UNTIL=20270231",
        "FREQ=DAILY;UNTIL=tomorrow",
        "FREQ=DAILY;UNTIL=20261123",
        "FREQ=DAILY;BYDAY=MO",
        "FREQ=DAILY;BYHOUR=9",
        "FREQ=WEEKLY;BYDAY=1MO",
        "FREQ=WEEKLY;BYDAY=XX",
        "FREQ=WEEKLY;WKST=SU",
        "FREQ=MONTHLY;BYDAY=SU",
        "FREQ=MONTHLY;BYDAY=5SU",
        "FREQ=MONTHLY;BYDAY=0SU",
        "FREQ=MONTHLY;BYDAY=3SU;BYSETPOS=1",
        "FREQ=MONTHLY;BYDAY=3XX",
        "FREQ=MONTHLY;BYMONTH=6",
        "FREQ=MONTHLY;BYMONTHDAY=1,15",
        "FREQ=MONTHLY;BYMONTHDAY=0",
        "FREQ=MONTHLY;BYMONTHDAY=28,30;BYSETPOS=-1",
        "FREQ=MONTHLY;BYSETPOS=1",
        "FREQ=YEARLY;BYDAY=3SU",
        "FREQ=YEARLY;BYMONTH=6",
        "FREQ=YEARLY;BYMONTHDAY=6",
        "FREQ=YEARLY;BYMONTH=4;BYMONTHDAY=31",
        "FREQ=YEARLY;BYYEARDAY=100",
        "FREQ=YEARLY;BYYEARDAY=60;BYMONTH=2",
        "FREQ=DAILY;" + "X" * 600,
    ],
)
def test_what_cannot_be_kept_is_refused_with_a_sentence(text: str) -> None:
    with pytest.raises(InputError) as caught:
        parse_rrule(text, START)
    assert str(caught.value).endswith(".")


@given(st.text(st.sampled_from("FREQ=DAILYWKMONTHBYSP;:,-0123456789 \n☃"), max_size=80))
def test_any_text_is_a_rule_or_an_input_error(text: str) -> None:
    with suppress(InputError):
        rule = parse_rrule("FREQ=MONTHLY;" + text, START)
        assert rule.unit is Unit.MONTH
        assert all(day >= START for day in islice(occurrences(rule, date.min, date.max), 3))
