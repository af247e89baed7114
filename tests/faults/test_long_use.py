"""A window that is used all day, and many starts at one moment."""

import signal
import subprocess
import sys
import threading
from collections.abc import Iterator

import pytest

from relmgr.paths import Profile
from tests.faults.effort import times
from tests.faults.figures import Figure, Promise
from tests.faults.reality import ROOT, Home, make_home
from tests.faults.terminal import run, typed

pytestmark = pytest.mark.timeout(times(240, 7200))
ACTIONS = times(150, 1440)
"""One every five seconds for two hours."""
STARTS = times(12, 200)
MOST_GROWTH_KB = 20_000


@pytest.fixture
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """A home with a short path: that of a socket has 108 bytes."""
    return make_home(tmp_path_factory.mktemp("h"), patience=times(230, 7000))


def test_a_window_that_is_used_for_hours_neither_ends_nor_grows(
    home: Home, profile: Profile, figure: Figure
) -> None:
    ended = home.run(home.soak(ACTIONS, *typed(profile)))
    assert ended.returncode == 0, ended.stderr
    seen = home.seen()
    assert seen["fault"] == ""
    assert sum(seen["done"].values()) >= ACTIONS
    if sys.platform == "linux":
        grown = seen["after"] - seen["before"]
        assert grown < MOST_GROWTH_KB, seen
        figure(Promise.UNDONE, f"{ACTIONS} actions in one window: {grown / 1000:.1f} MB grown")
    assert "All is well" in run(profile, "check").said


@pytest.fixture
def processes() -> Iterator[list[subprocess.Popen[bytes]]]:
    """Those that were started, killed in the end."""
    started: list[subprocess.Popen[bytes]] = []
    yield started
    for process in started:
        process.kill()
        process.communicate()


def test_of_many_starts_at_once_one_runs(
    home: Home, profile: Profile, processes: list[subprocess.Popen[bytes]], figure: Figure
) -> None:
    for _start in range(STARTS):
        processes.append(
            subprocess.Popen(
                home.command("--profile", profile.data),
                cwd=ROOT,
                env=home.environment(),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
            )
        )
    pause = threading.Event()
    while sum(process.poll() is None for process in processes) > 1:
        pause.wait(0.05)
    (first,) = (process for process in processes if process.poll() is None)
    others = [process for process in processes if process is not first]
    assert {process.returncode for process in others} == {0}, [process.communicate() for process in others]
    first.send_signal(signal.SIGTERM)
    said, _none = first.communicate(timeout=60)
    assert (first.returncode, b"Traceback" in said) == (0, False), said
    assert run(profile, "log", "Call with Ann").code == 0
    figure(Promise.NEVER_EMPTY, f"{STARTS} starts at once: one ran, the others ended with 0")
