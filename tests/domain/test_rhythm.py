"""Silence against the usual rhythm, with the figures of the pictures."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relmgr.domain.kinds import Warmth
from relmgr.domain.rhythm import (
    is_going_quiet,
    quiet_from,
    silence_days,
    silence_sentence,
    spoke_sentence,
    usual_gap,
    warmth,
    warmth_sentence,
)

TODAY = date(2026, 11, 24)


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def test_the_usual_gap_is_the_median_of_the_last_ten_conversations() -> None:
    assert usual_gap([ago(34), ago(48), ago(62), ago(100)]) == 14
    assert usual_gap([ago(1), ago(1), ago(2)]) is None
    assert usual_gap([]) is None
    old = [ago(3000 + 300 * one) for one in range(20)]
    assert usual_gap([ago(7 * one) for one in range(10)] + old) == 7


@given(st.lists(st.integers(0, 4000), max_size=30))
def test_a_rhythm_needs_three_days_and_lies_within_their_span(days: list[int]) -> None:
    gap = usual_gap([ago(day) for day in days])
    distinct = sorted(set(days))
    if gap is None:
        assert len(distinct) < 3
    else:
        assert 1 <= gap <= distinct[-1] - distinct[0]


@pytest.mark.parametrize(
    ("silence", "usual", "cadence", "found"),
    [
        (11, 14, None, Warmth.WARM),
        (14, 14, None, Warmth.WARM),
        (28, 14, None, Warmth.STEADY),
        (34, 14, None, Warmth.COOLING),
        (47, 21, None, Warmth.COOLING),
        (61, 30, None, Warmth.QUIET),
        (60, 14, None, Warmth.COOLING),
        (61, 14, 90, Warmth.QUIET),
        (61, None, None, Warmth.QUIET),
        (61, None, 90, Warmth.WARM),
        (-5, 14, None, Warmth.WARM),
    ],
)
def test_warmth(silence: int, usual: int | None, cadence: int | None, found: Warmth) -> None:
    assert warmth(TODAY, ago(silence), usual, cadence) is found
    assert is_going_quiet(found) == (found in (Warmth.COOLING, Warmth.QUIET))


def test_without_contact_there_is_no_warmth() -> None:
    assert warmth(TODAY, None, None, 30) is None
    assert not is_going_quiet(None)


@given(st.one_of(st.none(), st.integers(1, 400)), st.one_of(st.none(), st.integers(1, 400)))
def test_the_first_quiet_day_is_foretold(usual: int | None, cadence: int | None) -> None:
    first = quiet_from(TODAY, usual, cadence)
    assert warmth(first, TODAY, usual, cadence) is Warmth.QUIET
    assert warmth(first - timedelta(days=1), TODAY, usual, cadence) is not Warmth.QUIET


def test_silence_in_words() -> None:
    assert silence_days(TODAY, ago(34)) == 34
    assert silence_days(TODAY, ago(-3)) == 0
    assert silence_sentence(34, 14) == "Quiet 34 days, usually 14"
    assert silence_sentence(1) == "Quiet 1 day"
    assert warmth_sentence(Warmth.COOLING, 34, 14) == "Cooling: 34 days, usually 14"
    assert warmth_sentence(Warmth.WARM, 1) == "Warm: 1 day"
    assert [spoke_sentence(days) for days in (0, 1, 4)] == [
        "Spoke today",
        "Spoke yesterday",
        "Spoke 4 days ago",
    ]
