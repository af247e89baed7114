"""Where an expectation stands, how late it is, and how its date reads."""

from datetime import date

import pytest

from relmgr.domain.expectations import (
    Terms,
    asks_for_attention,
    can_become,
    distance_words,
    due_words,
    late_days,
    late_words,
    shown_status,
)
from relmgr.domain.kinds import Status

TODAY = date(2026, 11, 24)


def terms(status: Status = Status.AGREED, due: date | None = None, until: date | None = None) -> Terms:
    return Terms(status=status, due_on=due, due_until=until)


@pytest.mark.parametrize("status", Status)
@pytest.mark.parametrize(
    "day", [date(2026, 11, 20), date(2026, 11, 24), date(2026, 11, 27), date(2026, 11, 28), None]
)
def test_agreed_is_at_risk_once_its_date_is_near(status: Status, day: date | None) -> None:
    is_near = day is not None and day <= date(2026, 11, 27)
    shown = shown_status(terms(status, day), TODAY)
    assert shown is (Status.AT_RISK if status is Status.AGREED and is_near else status)
    expected = status is Status.AT_RISK or (is_near and not status.is_closed)
    assert asks_for_attention(terms(status, day), TODAY) is expected


def test_a_range_is_late_after_its_end() -> None:
    during = terms(due=date(2026, 11, 20), until=date(2026, 11, 26))
    assert late_days(during, TODAY) == 0
    assert late_days(during, date(2026, 11, 28)) == 2
    assert due_words(during, TODAY) == "Due 20 Nov to 26 Nov"


def test_nothing_closed_or_undated_is_late() -> None:
    assert late_days(terms(Status.MISSED, date(2026, 1, 1)), TODAY) == 0
    assert late_days(terms(), TODAY) == 0


@pytest.mark.parametrize(("days", "words"), [(0, ""), (1, "1 day late"), (4, "4 days late")])
def test_how_late_it_is(days: int, words: str) -> None:
    assert late_words(days) == words


@pytest.mark.parametrize(
    ("what", "own", "closed", "words"),
    [
        (terms(due=date(2026, 11, 27)), "", None, "Due Fri 27 Nov"),
        (terms(due=date(2026, 12, 1)), "Before peak season, 1 Dec", None, "Before peak season, 1 Dec"),
        (terms(due=date(2026, 11, 20)), "On Friday", None, "Was due Fri 20 Nov"),
        (terms(Status.MISSED, date(2026, 11, 20)), "", TODAY, "Was due Fri 20 Nov"),
        (
            terms(Status.EXCEEDED, date(2026, 10, 30)),
            "",
            date(2026, 10, 23),
            "Was due 30 Oct, done 23 Oct",
        ),
        (terms(), "", None, "No date yet"),
        (terms(), "Some day", None, "Some day"),
        (terms(Status.MET), "", TODAY, "Closed 24 Nov"),
        (terms(due=date(2028, 1, 3)), "", None, "Due Mon 3 Jan 2028"),
    ],
)
def test_how_a_date_reads(what: Terms, own: str, closed: date | None, words: str) -> None:
    assert due_words(what, TODAY, own, closed) == words


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (TODAY, "today"),
        (date(2026, 11, 25), "tomorrow"),
        (date(2026, 11, 27), "in 3 days"),
        (date(2026, 11, 23), "1 day late"),
        (None, ""),
    ],
)
def test_how_far_it_is(day: date | None, words: str) -> None:
    assert distance_words(terms(due=day), TODAY) == words


def test_what_is_closed_is_only_agreed_anew() -> None:
    for closed in (Status.MET, Status.EXCEEDED):
        assert [status for status in Status if can_become(closed, status)] == [Status.AGREED]
    assert can_become(Status.MISSED, Status.MET)
    assert not any(can_become(status, status) for status in Status)
