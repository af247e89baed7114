"""When it went wrong: the words of the wait, by when to answer, the two closings and what is said a month later."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from relmgr.domain import rough_patches as rules
from relmgr.domain.kinds import Feeling
from relmgr.domain.rough_patches import PatchState

LONDON = ZoneInfo("Europe/London")
NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("minutes", "words"),
    [
        (-5, "Megan is waiting for an answer."),
        (0, "Megan is waiting for an answer."),
        (9, "Megan is waiting for an answer."),
        (10, "Megan has waited less than an hour for an answer."),
        (60, "Megan has waited one hour for an answer."),
        (125, "Megan has waited two hours for an answer."),
        (23 * 60 + 59, "Megan has waited 23 hours for an answer."),
        (24 * 60, "Megan has waited one day for an answer."),
        (12 * 24 * 60, "Megan has waited twelve days for an answer."),
        (40 * 24 * 60, "Megan has waited 40 days for an answer."),
    ],
)
def test_the_wait_is_said_calmly(minutes: int, words: str) -> None:
    assert rules.waits_words("Megan", NOON, NOON + timedelta(minutes=minutes)) == words


@pytest.mark.parametrize(
    ("heard", "by"),
    [
        ("24 12:00", "24 14:00"),
        ("24 15:59", "24 17:59"),
        ("24 16:00", "24 18:00"),
        ("24 16:01", "25 10:00"),
        ("24 23:30", "25 10:00"),
        ("24 03:00", "24 10:00"),
        ("24 08:30", "24 10:30"),
    ],
)
def test_an_answer_is_due_soon_but_not_in_the_night(heard: str, by: str) -> None:
    assert rules.answer_until(_at(heard), LONDON) == _at(by)


def _at(moment: str) -> datetime:
    """The "24 12:30" of that November in London."""
    return datetime.strptime(f"2026-11-{moment}", "%Y-%m-%d %H:%M").replace(tzinfo=LONDON)


def test_it_is_closed_twice() -> None:
    solved = date(2026, 11, 3)
    assert rules.state(None, None) is PatchState.OPEN
    assert rules.state(solved, None) is PatchState.SOLVED
    assert rules.state(solved, Feeling.UPSET) is PatchState.CLOSED


def test_only_what_they_felt_was_handled_well_counts() -> None:
    solved = date(2026, 11, 3)
    assert not rules.is_well_handled(None, Feeling.DELIGHTED)
    assert not rules.is_well_handled(solved, None)
    well = [feeling for feeling in Feeling if rules.is_well_handled(solved, feeling)]
    assert well == [Feeling.GOOD, Feeling.DELIGHTED]


def test_what_happened_in_one_line_keeps_their_words() -> None:
    assert rules.in_short("You were\nlate again", "We misread the date") == "“You were late again”"
    assert rules.in_short(" ", "We misread the date") == "We misread the date"
    long = rules.in_short("word " * 60, "")
    assert long.endswith("word…”")
    assert len(long) < 100


def test_how_it_ended_tells_both_closings() -> None:
    solved, today = date(2026, 11, 3), date(2026, 11, 24)
    assert rules.how_it_ended(solved, None, "Megan", today) == "Solved on 3 Nov."
    good = rules.how_it_ended(solved, Feeling.GOOD, "Megan", today)
    assert good == "Solved on 3 Nov; Megan felt good about how it was handled."
    assert rules.aftercare_day(solved) == date(2026, 12, 3)
    assert rules.since_words(today, today) == "A rough patch since today"
    assert rules.since_words(solved, today) == "A rough patch since 3 Nov"
