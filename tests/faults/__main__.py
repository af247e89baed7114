"""Runs the faults and prints one line a promise: `python -m tests.faults [--quick] [ARGUMENT OF PYTEST…]`."""

import os
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


def main(arguments: list[str]) -> int:
    """Full counts unless `--quick`; the exit code is pytest's, or 1 where a promise was not shown."""
    quick = "--quick" in arguments
    others = [each for each in arguments if each != "--quick"]
    os.environ["RELMGR_FAULTS"] = "quick" if quick else "full"
    collected = Collected()
    code = int(pytest.main(["-p", "no:randomly", "-q", *(others or PROVING)], plugins=[collected]))
    sys.stdout.write("\n" + "\n".join(lines(collected.figures, collected.failed)) + "\n")
    shown = {promise for promise, _figure in collected.figures}
    return code if code or others or shown == set(Promise) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
