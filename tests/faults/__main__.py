"""Runs the faults and prints one line a promise: `python -m tests.faults [--quick] [ARGUMENT OF PYTEST…]`."""

import os
import shutil
import subprocess
import sys
from typing import cast

import pytest

from tests.faults.figures import PROPERTY, Promise, Said, lines

PROVING = (
    "tests/faults",
    "tests/backup",
    "tests/services/test_erasing.py",
    "tests/transfer/archive",
    "tests/transfer/wild",
)
"""Where the promises are shown; a test says its figure with the fixture `figure`."""


class Collected:
    """What the tests said and which of them failed."""

    def __init__(self) -> None:
        self.figures: list[Said] = []
        self.failed: list[str] = []

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Take in the figures of a test that passed, and the name of one that did not."""
        if report.failed:
            self.failed.append(report.nodeid)
        elif report.when == "call":
            self.figures += [cast(Said, value) for name, value in report.user_properties if name == PROPERTY]


WITHOUT_A_NET = ("unshare", "-n")


def may_leave_the_net() -> bool:
    """Whether a process may be given a net of its own, with nothing in it; on Linux, and for its administrator."""
    return (
        shutil.which(WITHOUT_A_NET[0]) is not None
        and subprocess.run([*WITHOUT_A_NET, "true"]).returncode == 0
    )


def whole_suite_without_a_net() -> list[Said]:
    """Run every test where there is no net at all; what that showed, or nothing if one failed."""
    suite = [sys.executable, "-m", "pytest", "-q", "-n", "auto", "--dist", "worksteal"]
    environment = {**os.environ, "RELMGR_FAULTS": "quick"}
    ended = subprocess.run([*WITHOUT_A_NET, *suite], env=environment)
    words = "every test of Relmgr passes inside a net of its own with nothing in it"
    return [] if ended.returncode else [(int(Promise.NO_NETWORK), words)]


def main(arguments: list[str]) -> int:
    """Full counts unless `--quick`; the exit code is pytest's, or 1 where a promise was not shown."""
    quick = "--quick" in arguments
    others = [each for each in arguments if each != "--quick"]
    os.environ["RELMGR_FAULTS"] = "quick" if quick else "full"
    collected = Collected()
    code = int(pytest.main(["-p", "no:randomly", "-q", *(others or PROVING)], plugins=[collected]))
    if not quick and not others and may_leave_the_net():
        shown_there = whole_suite_without_a_net()
        collected.figures += shown_there
        collected.failed += [] if shown_there else ["the whole suite inside a net of its own"]
    sys.stdout.write("\n" + "\n".join(lines(collected.figures, collected.failed)) + "\n")
    shown = {promise for promise, _figure in collected.figures}
    return code or int(bool(collected.failed)) or int(not others and shown != set(Promise))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
