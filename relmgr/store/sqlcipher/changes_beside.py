"""Looks at the write-ahead log a kill left beside a file, before SQLite moves it into the file for good.

SQLite takes whatever lies there under the right name, and moves it into the file on closing even when opening failed:
another file's log would overwrite ours, and a file put in the place of ours would swallow our last changes.
"""

import struct
from pathlib import Path

from relmgr.errors import DamagedError
from relmgr.i18n import _
from relmgr.paths import explain_os_error
from relmgr.store.sqlcipher.judging import PAGE, Verdict, judge, page_answers, sentence, signing_key
from relmgr.store.sqlcipher.key import DatabaseKey

_HEADER = struct.Struct(">8I")
_FRAME = struct.Struct(">6I")
_MAGIC = 0x377F0682
"""In the lowest bit: whether the sums are those of big-endian words (sqlite.org/fileformat2.html §4)."""
_SALT = 16


def are_there(path: Path) -> bool:
    """Whether changes lie beside the encrypted file at `path` that are not in it yet."""
    try:
        return path.with_name(path.name + "-wal").stat().st_size > 0
    except FileNotFoundError:
        return False
    except OSError as error:
        raise explain_os_error(error, path, reading=True) from error


def require_own(path: Path, key: DatabaseKey) -> None:
    """DamagedError if the log beside `path` was not written with `key` into this very file; nothing is changed."""
    log = path.with_name(path.name + "-wal")
    try:
        with path.open("rb") as file:
            salt = file.read(_SALT)
        with log.open("rb") as file:
            content = file.read(_HEADER.size + _FRAME.size + PAGE)
    except FileNotFoundError:
        return  # whoever had it open just closed it
    except OSError as error:
        raise explain_os_error(error, path, reading=True) from error
    first = _first_page(content)
    if first is None or page_answers(first[1], first[0], signing_key(salt, key)):
        return
    verdict = judge(path, key)
    if verdict is not Verdict.DAMAGED:
        raise DamagedError(sentence(verdict, path))
    raise DamagedError(
        _(
            "“{log}” holds changes to another file than “{path}”. Nothing was written to either. "
            "Move it out of the folder and try again."
        ).format(log=log, path=path.name)
    )


def _first_page(content: bytes) -> tuple[int, bytes] | None:
    """Number and content of the first page in the log; None if SQLite would take nothing from it."""
    if len(content) < _HEADER.size + _FRAME.size + PAGE:
        return None
    magic, _version, _size, _round, salt, other_salt, *head_sums = _HEADER.unpack_from(content)
    number, _pages, frame_salt, other_frame_salt, *frame_sums = _FRAME.unpack_from(content, _HEADER.size)
    words = ">I" if magic & 1 else "<I"
    page = content[-PAGE:]
    after_header = sums(content[: _HEADER.size - 8], (0, 0), words)
    after_frame = sums(content[_HEADER.size : _HEADER.size + 8] + page, after_header, words)
    is_taken = (
        magic & ~1 == _MAGIC
        and (salt, other_salt) == (frame_salt, other_frame_salt)
        and after_header == tuple(head_sums)
        and after_frame == tuple(frame_sums)
    )
    return (number, page) if is_taken else None


def sums(content: bytes, before: tuple[int, int], words: str) -> tuple[int, int]:
    """SQLite's running sums over `content`, a multiple of 8 bytes (sqlite.org/fileformat2.html §4.2)."""
    first, second = before
    numbers = [number for (number,) in struct.iter_unpack(words, content)]
    for one, other in zip(numbers[::2], numbers[1::2], strict=True):
        first = (first + one + second) & 0xFFFFFFFF
        second = (second + other + first) & 0xFFFFFFFF
    return first, second
