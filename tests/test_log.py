"""The log keeps no texts about people, and never stands in the way."""

import logging
import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from relmgr import log

CANARY = "Quillon Zebrafink"


@pytest.fixture(autouse=True)
def _closed_afterwards() -> Iterator[None]:
    yield
    log.stop()


def fail_with_canary() -> None:
    typed = CANARY
    try:
        {"": 0}[typed]
    except KeyError as error:
        raise ValueError(f"no {typed}") from error


def test_a_crash_report_says_where_and_not_what() -> None:
    with pytest.raises(ValueError, match="no") as caught:
        fail_with_canary()
    report = log.crash_report(caught.value)
    assert "builtins.KeyError" in report
    assert "builtins.ValueError" in report
    assert "tests/test_log.py:" in report
    assert "in fail_with_canary" in report
    assert CANARY not in report
    assert str(Path(log.__file__).parents[1]) not in report


def test_a_crash_report_of_many_errors_and_of_a_circle_ends() -> None:
    first, second = ValueError(CANARY), OSError(28, CANARY)
    first.__context__, second.__context__ = second, first
    report = log.crash_report(ExceptionGroup(CANARY, [first, second]))
    assert "builtins.OSError 28" in report
    assert CANARY not in report


def test_the_log_is_private_and_without_the_texts_of_errors(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        assert log.start(tmp_path / "logs")
    finally:
        os.umask(before)
    logger = logging.getLogger("relmgr.anything")
    try:
        fail_with_canary()
    except ValueError:
        logger.exception("person %d not shown", 7)
    path = tmp_path / "logs" / log.FILE_NAME
    text = path.read_text()
    assert "person 7 not shown" in text
    assert "ValueError" in text
    assert CANARY not in text
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_the_level_is_the_argument(tmp_path: Path) -> None:
    log.start(tmp_path, "WARNING")
    logging.getLogger("relmgr.a").info("quiet")
    logging.getLogger("relmgr.a").warning("loud")
    assert [line.split()[-1] for line in (tmp_path / log.FILE_NAME).read_text().splitlines()] == ["loud"]


def test_starting_twice_writes_once_and_nothing_on_the_terminal(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    log.start(tmp_path)
    log.start(tmp_path)
    logging.getLogger("relmgr.a").warning("once")
    assert (tmp_path / log.FILE_NAME).read_text().count("once") == 1
    assert capsys.readouterr() == ("", "")


def test_it_rotates_and_keeps_a_few(tmp_path: Path) -> None:
    log.start(tmp_path)
    for _number in range(60):
        logging.getLogger("relmgr.a").warning("x" * 100_000)
    assert 1 < len(os.listdir(tmp_path)) <= 4
    assert sum(path.stat().st_size for path in tmp_path.iterdir()) < 5_000_000


def test_a_folder_that_cannot_be_made_stops_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("")
    assert not log.start(tmp_path / "file" / "logs")
    logging.getLogger("relmgr.a").warning("lost")
    assert capsys.readouterr() == ("", "")


def test_a_full_disk_loses_log_lines_and_nothing_else(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    log.start(tmp_path)
    (handler,) = logging.getLogger("relmgr").handlers
    assert isinstance(handler, log.LogFile)

    def full(_text: str) -> None:
        raise OSError(28, "full")

    monkeypatch.setattr(handler.stream, "write", full)
    logging.getLogger("relmgr.a").warning(CANARY)
    assert handler.lost == 1
    assert capsys.readouterr() == ("", "")
