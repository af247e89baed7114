"""Rules in words."""

from datetime import date

import pytest
from hypothesis import given

from relmgr.domain.partial_date import LeapDay
from relmgr.domain.recurrence import LAST, Rule, Unit
from relmgr.domain.rule_words import say
from tests.domain.rules import rules

START = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        (Rule(start=START), "once, on 24 Nov 2026"),
        (Rule(start=START, unit=Unit.DAY), "every day"),
        (Rule(start=START, unit=Unit.DAY, every=3), "every three days"),
        (Rule(start=START, unit=Unit.WEEK), "every Tuesday"),
        (Rule(start=START, unit=Unit.WEEK, weekdays=(0, 3)), "every Monday and Thursday"),
        (Rule(start=START, unit=Unit.WEEK, every=2), "Tuesday of every second week"),
        (Rule(start=START, unit=Unit.WEEK, every=21), "Tuesday of every 21st week"),
        (Rule(start=START, unit=Unit.MONTH), "every month on the 24th"),
        (Rule(start=START, unit=Unit.MONTH, day=31), "every month on the last day"),
        (Rule(start=START, unit=Unit.MONTH, day=22, every=2), "every two months on the 22nd"),
        (Rule(start=START, unit=Unit.MONTH, day=3), "every month on the 3rd"),
        (Rule(start=START, unit=Unit.MONTH, nth=3, weekdays=(6,)), "every third Sunday of the month"),
        (
            Rule(start=START, unit=Unit.MONTH, nth=LAST, weekdays=(4,), every=3),
            "every three months on the last Friday",
        ),
        (
            Rule(start=START, unit=Unit.YEAR, month=6, nth=3, weekdays=(6,), lead_days=(7,)),
            "every third Sunday of June, 7 days ahead",
        ),
        (
            Rule(start=START, unit=Unit.YEAR, month=6, nth=3, weekdays=(6,), every=2),
            "every two years on the third Sunday of June",
        ),
        (
            Rule(start=START, unit=Unit.YEAR, lead_days=(7, 1, 0)),
            "every year on 24 November, 7 and 1 days ahead and on the day",
        ),
        (
            Rule(start=START, unit=Unit.YEAR, every=5, until=date(2040, 1, 1)),
            "every five years on 24 November until 1 Jan 2040",
        ),
        (
            Rule(start=START, unit=Unit.YEAR, month=2, day=29),
            "every year on 29 February (28 February in ordinary years)",
        ),
        (
            Rule(start=START, unit=Unit.YEAR, month=2, day=29, leap_day=LeapDay.MARCH_1, lead_days=(1,)),
            "every year on 29 February (1 March in ordinary years), 1 day ahead",
        ),
        (Rule(start=START, unit=Unit.DAY, count=5), "every day, five times"),
    ],
)
def test_a_rule_reads_as_one_would_say_it(rule: Rule, words: str) -> None:
    assert say(rule) == words


@given(rules())
def test_every_rule_has_words(rule: Rule) -> None:
    words = say(rule)
    assert words
    assert "{" not in words
    assert "None" not in words
