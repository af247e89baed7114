"""What Relmgr writes down about itself: ids and kinds of errors, never a text about a person (promise 8)."""

import logging
import platform
import sys
import traceback
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import IO

from relmgr import disk
from relmgr.errors import RelmgrError
from relmgr.paths import PRIVATE_FILE, make_private_folder

FILE_NAME = "relmgr.log"
_LARGEST = 1_000_000
_KEPT = 3
_ROOT = Path(__file__).resolve().parent.parent

_ErrorTriple = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class LogFile(logging.FileHandler):
    """A log file for this user alone, which begins anew when it is large; a full disk loses log lines and nothing else.

    `logging.handlers` could do the same, and would import sockets and pickles at every start.
    """

    def __init__(self, path: Path) -> None:
        self.lost = 0
        super().__init__(path, encoding="utf-8")

    def emit(self, record: logging.LogRecord) -> None:
        """Write it, in a new file if this one is large; earlier ones are kept under their numbers."""
        try:
            if self.stream is not None and self.stream.tell() >= _LARGEST:
                self.stream.close()
                self.stream = None  # opened again below, as after a start with `delay`
                _number_anew(Path(self.baseFilename))
        except OSError:
            self.handleError(record)
            return
        super().emit(record)

    def _open(self) -> IO[str]:  # type: ignore[override]  # logging's stub names the class of what open() gives
        path = Path(self.baseFilename)
        path.touch(PRIVATE_FILE)
        disk.close_to_others(path, PRIVATE_FILE)
        return super()._open()

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802  (logging's name)
        """Count what could not be written: logging's own answer would print the text on the terminal."""
        self.lost += 1


def _number_anew(path: Path) -> None:
    """The log becomes the first of those before it; the oldest goes."""
    for number in range(_KEPT, 0, -1):
        before = path if number == 1 else path.with_name(f"{path.name}.{number - 1}")
        if before.exists():
            before.replace(path.with_name(f"{path.name}.{number}"))


class _Formatter(logging.Formatter):
    """Times in UTC, and errors without their texts."""

    def __init__(self) -> None:
        super().__init__("{asctime} {levelname} {name} {message}", "%Y-%m-%dT%H:%M:%SZ", style="{")

    def formatTime(self, record: logging.LogRecord, datefmt: str | None = None) -> str:  # noqa: N802  (logging's name)
        moment = datetime.fromtimestamp(record.created, UTC)
        return moment.strftime(datefmt or "%Y-%m-%dT%H:%M:%SZ")

    def formatException(self, ei: _ErrorTriple) -> str:  # noqa: N802  (logging's name)
        return crash_report(ei[1]) if ei[1] is not None else ""


def start(folder: Path, level: int | str = logging.INFO) -> bool:
    """Log to `folder` from `level` on, replacing what an earlier call set up; False if the folder cannot be written.

    Then nothing is logged, and Relmgr goes on: a log is never worth a refusal.
    """
    stop()
    logger = logging.getLogger("relmgr")
    logger.propagate = False
    logger.setLevel(level)
    try:
        make_private_folder(folder)
        handler: logging.Handler = LogFile(folder / FILE_NAME)
    except (OSError, RelmgrError):
        logger.addHandler(logging.NullHandler())
        return False
    handler.setFormatter(_Formatter())
    logger.addHandler(handler)
    return True


def stop() -> None:
    """Close the log."""
    logger = logging.getLogger("relmgr")
    for handler in list(logger.handlers):
        logger.removeHandler(handler)
        handler.close()


def crash_report(error: BaseException) -> str:
    """Where `error` came from: kinds of errors, files and lines of the program; no values, texts or folders.

    The text of an error may quote what the user typed, and the folder of a file names its owner; neither is in here.
    """
    lines = [f"Python {platform.python_version()}, {sys.platform} {platform.machine()}"]
    _describe(error, lines, set())
    return "\n".join(lines)


def _describe(error: BaseException, lines: list[str], seen: set[int]) -> None:
    if id(error) in seen:
        return
    seen.add(id(error))
    before = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if before is not None:
        _describe(before, lines, seen)
        lines.append("and then:")
    lines.extend(
        f"  {_place(frame.filename)}:{frame.lineno} in {frame.name}"
        for frame in traceback.extract_tb(error.__traceback__)
    )
    number = f" {error.errno}" if isinstance(error, OSError) and error.errno is not None else ""
    lines.append(f"{type(error).__module__}.{type(error).__qualname__}{number}")
    if isinstance(error, BaseExceptionGroup):
        for each in error.exceptions:
            lines.append("together with:")
            _describe(each, lines, seen)


def _place(file_name: str) -> str:
    path = Path(file_name)
    if path.is_relative_to(_ROOT) and ".venv" not in path.parts:
        return path.relative_to(_ROOT).as_posix()
    return "/".join(path.parts[-2:])
