"""The computer's own clock is set, under the real window and its one tick: no reminder is lost and none comes twice (promise 10).

Python's and Qt's clocks are moved together, with libfaketime, while timers tick on: that is also what waking from sleep
looks like. Summer time, zones and quiet hours are tried in tests/ui/test_attention.py, with a clock that is passed in.
"""

import shutil
import subprocess
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from relmgr.paths import Profile
from tests.faults.effort import IS_FULL
from tests.faults.figures import Figure, Promise
from tests.faults.reality import make_home
from tests.faults.terminal import run
from tests.faults.victims import PASSPHRASE


def moving_clock() -> dict[str, str]:
    """The environment of a process whose clock can be set; empty where that cannot be done."""
    if shutil.which("faketime") is None:
        return {}
    shown = subprocess.run(["faketime", "-m", "-f", "+0", "env"], capture_output=True, text=True, check=True)
    preload = next(line for line in shown.stdout.splitlines() if line.startswith("LD_PRELOAD="))
    return {
        "LD_PRELOAD": preload.removeprefix("LD_PRELOAD="),
        "FAKETIME_DONT_FAKE_MONOTONIC": "1",
        "FAKETIME_NO_CACHE": "1",
    }


CLOCK = moving_clock()

if CLOCK:

    def test_a_clock_that_jumps_and_a_computer_that_slept_a_month(
        tmp_path: Path, profile: Profile, figure: Figure
    ) -> None:
        home = make_home(tmp_path / "home")
        hand = home.given / "hand"
        hand.write_text("+0\n", "utf-8")
        (home.given / "passphrase").write_text(PASSPHRASE + "\n", "utf-8")
        options = ("--profile", profile.data, "--passphrase-file", home.given / "passphrase")
        ended = home.run(home.window("clocks", *options), FAKETIME_TIMESTAMP_FILE=str(hand), **CLOCK)
        seen = home.seen()
        assert (ended.returncode, seen["fault"]) == (0, ""), ended.stderr
        (month, back, month_again, decade, _back, later) = seen["steps"]
        once = {f"Day {day}" for day in range(1, 28, 3)}
        assert len(month[1]) == 1, "what came while it slept is one popup"
        assert once | {"Weekly"} <= set(month[1][0])
        assert back[1] == month_again[1] == []
        assert any("went back" in message for message in seen["messages"])
        assert date.fromisoformat(month[2]).toordinal() - date.fromisoformat(back[2]).toordinal() == 30
        all_shown = Counter(title for step in seen["steps"] for popup in step[1] for title in popup)
        assert all(all_shown[title] == 1 for title in (*once, "Day 33")), all_shown
        assert "Day 33" in {title for popup in decade[1] for title in popup}
        assert "Day 4000" not in all_shown
        assert (once | {"Day 33", "Weekly"}) <= set(seen["due"]), (
            "what was shown too early is due all the same"
        )
        assert later[0] == 34
        figure(
            Promise.REMINDED,
            "a month of sleep and six clock jumps in a real window: one popup, each item once",
        )

    ENDS = ("2199-12-31 23:59:58", *(("1970-01-02 03:04:05", "2038-01-19 03:14:09") if IS_FULL else ()))

    @pytest.mark.parametrize("moment", ENDS)
    def test_commands_at_the_ends_of_time(tmp_path: Path, profile: Profile, moment: str) -> None:
        home = make_home(tmp_path / "home")
        (home.given / "passphrase").write_text(PASSPHRASE + "\n", "utf-8")
        options = ("--profile", profile.data, "--passphrase-file", home.given / "passphrase")
        for command in (("log", "Call with Ann"), ("due", "--json")):
            ended = home.run(home.command(*options, *command), FAKETIME=f"@{moment}", **CLOCK)
            assert (ended.returncode, ended.stderr) == (0, b""), command
        due = run(profile, "due", "--on", "2026-11-24")
        assert "Ring Ann back" in due.said
        assert "All is well" in run(profile, "check").said
