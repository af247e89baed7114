"""A year of sleeps, kills, journeys and clocks that go wrong: each reminder once (promise 10)."""

from pathlib import Path

import pytest

from benchmarks.reminders import FOLLOWED, Year
from tests.faults.effort import IS_FULL
from tests.faults.figures import Figure, Promise

pytestmark = pytest.mark.timeout(7200)
PEOPLE, DAYS = 5_000, 365

if IS_FULL:

    def test_no_reminder_is_lost_and_none_comes_twice(tmp_path: Path, figure: Figure) -> None:
        year = Year(tmp_path, PEOPLE, DAYS)
        year.live()
        assert year.counts["kills"] > 0
        assert year.counts["clock jumps"] > 0
        assert (year.lost, year.doubled) == (0, 0)
        lived = f"{year.counts['kills']} kills, {year.counts['clock jumps']} jumps of the clock"
        figure(Promise.REMINDED, f"0 lost and 0 doubled of {FOLLOWED} reminders in {DAYS} days with {lived}")
