"""What has waited too long to be said, and my own answer time."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relmgr.domain.gaps import (
    GAP_DAYS,
    Gap,
    Standing,
    answer_words,
    gap_asks_on,
    gap_of,
    gap_since,
    gap_words,
    usual_answer_days,
    waits_too_long,
)
from relmgr.domain.kinds import ExpectationKind, Status

OPENED = date(2026, 11, 1)
DAY = timedelta(days=1)


def standing(
    status: Status = Status.UNSPOKEN,
    kind: ExpectationKind = ExpectationKind.EXPECTATION,
    agreed_on: date | None = None,
    answered_on: date | None = None,
    not_said: int = 0,
) -> Standing:
    return Standing(
        kind=kind,
        status=status,
        opened_on=OPENED,
        agreed_on=agreed_on,
        answered_on=answered_on,
        not_said=not_said,
    )


@pytest.mark.parametrize(
    ("one", "gap"),
    [
        (standing(), Gap.UNSPOKEN),
        (standing(Status.SAID), Gap.UNAGREED),
        (standing(Status.AGREED), None),
        (standing(Status.AGREED, not_said=2), Gap.NOT_SAID),
        (standing(Status.AT_RISK, not_said=1), Gap.NOT_SAID),
        (standing(Status.MET, not_said=1), None),
        (standing(Status.SAID, ExpectationKind.REQUEST), Gap.WAITING),
        (standing(Status.SAID, ExpectationKind.REQUEST, answered_on=OPENED), Gap.UNAGREED),
        (standing(Status.AGREED, ExpectationKind.PROMISE), None),
    ],
)
def test_which_gap_there_is(one: Standing, gap: Gap | None) -> None:
    assert gap_of(one) is gap


def test_a_gap_of_what_is_agreed_counts_from_the_agreement() -> None:
    agreed = standing(Status.AGREED, agreed_on=OPENED + 5 * DAY, not_said=1)
    assert gap_since(agreed) == OPENED + 5 * DAY
    assert gap_since(standing()) == OPENED


@given(st.integers(0, 500), st.integers(1, 60))
def test_it_asks_every_so_many_days_and_not_before(age: int, every: int) -> None:
    today = OPENED + age * DAY
    asks = gap_asks_on(standing(), today, every)
    if age < every:
        assert asks is None
    else:
        assert asks is not None
        assert asks <= today < asks + every * DAY
        assert (asks - OPENED).days % every == 0


def test_nothing_to_say_never_asks() -> None:
    assert gap_asks_on(standing(Status.MET), OPENED + 99 * DAY) is None


@pytest.mark.parametrize(
    ("one", "words"),
    [
        (standing(), "Unspoken for 20 days."),
        (standing(Status.SAID), "Said 20 days ago, not agreed."),
        (standing(Status.AGREED, not_said=1), "1 thing in it is not said yet."),
        (standing(Status.AGREED, not_said=3), "3 things in it are not said yet."),
        (standing(Status.SAID, ExpectationKind.REQUEST), "Has waited 20 days."),
        (standing(Status.MET), ""),
    ],
)
def test_why_it_asks(one: Standing, words: str) -> None:
    assert gap_words(one, OPENED + 20 * DAY) == words


def test_my_answer_time_is_the_median_of_what_i_answered() -> None:
    def answered(*days: int) -> list[tuple[date, date]]:
        return [(OPENED, OPENED + each * DAY) for each in days]

    assert usual_answer_days(answered(1, 9)) is None
    assert usual_answer_days(answered(1, 2, 30)) == 2
    assert usual_answer_days(answered(1, 2, 4, 30)) == 2
    assert usual_answer_days([(OPENED, OPENED - DAY)] * 3) == 0


@given(st.lists(st.integers(0, 400), min_size=3, max_size=60))
def test_half_of_my_answers_took_no_longer(days: list[int]) -> None:
    usual = usual_answer_days([(OPENED, OPENED + each * DAY) for each in days])
    assert usual in days
    assert 2 * sum(each <= usual for each in days) >= len(days)
    assert 2 * sum(each >= usual for each in days) >= len(days)


@pytest.mark.parametrize(
    ("days", "usual", "words", "too_long"),
    [
        (0, None, "Asked today.", False),
        (4, None, "Has waited 4 days.", True),
        (1, 1, "Has waited 1 day. You usually answer in 1 day.", False),
        (5, 2, "Has waited 5 days. You usually answer in 2 days.", True),
        (1, 0, "Has waited 1 day. You usually answer on the same day.", True),
    ],
)
def test_how_long_a_request_waits(days: int, usual: int | None, words: str, too_long: bool) -> None:
    assert answer_words(days, usual) == words
    assert waits_too_long(days, usual) is too_long


def test_two_weeks_is_long() -> None:
    assert GAP_DAYS == 14
