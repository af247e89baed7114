"""Work off the window's thread, and which arguments open a window."""

import gc
import sys
import threading

import pytest
from pytestqt.qtbot import QtBot

import main
from relmgr.errors import DiskError, RelmgrError
from ui.tasks import SWITCH_SECONDS, Task, Tasks


def test_the_result_comes_back_to_the_window_thread(qtbot: QtBot) -> None:
    got: list[tuple[str, bool]] = []
    here = threading.current_thread()

    def work() -> str:
        assert threading.current_thread() is not here
        return "read"

    tasks = Tasks()
    tasks.run(work, lambda result: got.append((result, threading.current_thread() is here)))
    qtbot.waitUntil(lambda: ("read", True) in got)


def test_a_fault_of_the_environment_goes_to_failed(qtbot: QtBot) -> None:
    failed: list[RelmgrError] = []
    tasks = Tasks()

    def work() -> None:
        raise DiskError("full")

    tasks.run(work, lambda _result: None, failed.append)
    qtbot.waitUntil(lambda: [str(error) for error in failed] == ["full"])


def test_a_mistake_is_raised_in_the_window_thread(qtbot: QtBot) -> None:
    tasks = Tasks()

    def work() -> None:
        raise LookupError("a mistake")

    with qtbot.captureExceptions() as caught:
        tasks.run(work, lambda _result: None, lambda _error: None)
        qtbot.waitUntil(lambda: len(caught) == 1)
    assert caught[0][0] is LookupError


def test_what_was_cancelled_comes_back_to_nobody(qtbot: QtBot) -> None:
    tasks = Tasks()
    gate, ended = threading.Event(), threading.Event()
    got: list[object] = []

    def work(task: Task) -> None:
        gate.wait()
        task.report(1, 2)
        if task.is_cancelled():
            ended.set()

    task = tasks.run_counted(work, got.append, progress=lambda done, total: got.append((done, total)))
    task.cancel()
    gate.set()
    qtbot.waitUntil(ended.is_set)
    done: list[None] = []
    tasks.run(lambda: None, done.append)
    qtbot.waitUntil(lambda: done == [None])
    assert got == []


def test_progress_is_told_in_order(qtbot: QtBot) -> None:
    told: list[tuple[int, int]] = []
    results: list[int] = []
    tasks = Tasks()

    def work(task: Task) -> int:
        for number in range(3):
            task.report(number, 3)
        return 3

    tasks.run_counted(work, results.append, progress=lambda done, total: told.append((done, total)))
    qtbot.waitUntil(lambda: results == [3])
    assert told == [(0, 3), (1, 3), (2, 3)]


@pytest.mark.parametrize(
    ("arguments", "for_terminal"),
    [
        ([], False),
        (["--background"], False),
        (["--demo"], False),
        (["--profile", "people"], False),
        (["--profile=people"], False),
        (["phone.vcf"], False),
        (["--profile", "x", "Phone.VCF"], False),
        (["people"], True),
        (["--profile", "x", "--passphrase-file", "y", "due"], True),
        (["import", "phone.vcf"], True),
        (["--help"], True),
        (["--version"], True),
        (["nonsense"], True),
    ],
)
def test_only_a_command_or_a_question_stays_on_the_terminal(arguments: list[str], for_terminal: bool) -> None:
    assert main.is_for_terminal(arguments) is for_terminal


def test_nothing_old_is_looked_through_while_threads_work(qtbot: QtBot) -> None:
    usual = gc.get_threshold()
    seen: list[int] = []
    goes_on = threading.Event()
    tasks = Tasks()

    def work() -> int:
        goes_on.wait()
        return gc.get_threshold()[2]

    for _count in range(2):
        tasks.run(work, seen.append)
    goes_on.set()
    qtbot.waitUntil(lambda: len(seen) == 2)
    assert min(seen) > 100_000
    assert gc.get_threshold() == usual
    assert sys.getswitchinterval() == pytest.approx(SWITCH_SECONDS)
