"""The pages of an encrypted file, each verified and decrypted by itself (zetetic.net/sqlcipher/design)."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from relmgr.paths import explain_os_error
from relmgr.store.sqlcipher import DatabaseKey, companions, is_open
from relmgr.store.sqlcipher.changes_beside import sums
from relmgr.store.sqlcipher.judging import PAGE, page_answers, signing_key

RESERVED = 80
USABLE = PAGE - RESERVED
"""Bytes of a page that SQLite uses; behind them lie the start vector and the signature."""
_SALT = 16
_SIGNATURE = 64
_MAGIC = b"SQLite format 3\x00"
_WAL_HEADER = struct.Struct(">8I")
_FRAME_HEADER = struct.Struct(">6I")
_WAL_MAGIC = 0x377F0682
_TREE_PAGES = (0x02, 0x05, 0x0A, 0x0D)


@dataclass(frozen=True, slots=True)
class Pages:
    """What could be decrypted, by page number from 1, and the numbers of those that are harmed."""

    sound: dict[int, bytes]
    harmed: frozenset[int]

    @property
    def count(self) -> int:
        """How many pages there are."""
        return len(self.sound) + len(self.harmed)


def read_pages(path: Path, key: DatabaseKey) -> Pages:
    """Every page of the file at `path`, the last changes beside it included; nothing is written.

    Where not one page answers to the key, because the first bytes are harmed that all signatures hang on, those count
    that decrypt to something with the shape of a page. Raises DiskError if the file cannot be read.
    """
    if is_open(path):
        raise RuntimeError("the file is open: reading it by other means would drop SQLite's locks")
    try:
        content = path.read_bytes()
        log = companions(path)[0]
        changes = log.read_bytes() if log.exists() else b""
    except OSError as error:
        raise explain_os_error(error, path, reading=True) from error
    return _decrypted(content, changes, key)


def _decrypted(content: bytes, changes: bytes, key: DatabaseKey) -> Pages:
    secret = signing_key(content[:_SALT].ljust(_SALT, b"\x00"), key)
    pages = {
        number: content[start : start + PAGE]
        for number, start in enumerate(range(0, len(content) - PAGE + 1, PAGE), 1)
    }
    pages |= dict(_newest(changes))
    raw = key.raw()
    sound = {
        number: _opened(page, number, raw)
        for number, page in pages.items()
        if page_answers(page, number, secret)
    }
    if not sound:
        opened = ((number, _opened(page, number, raw)) for number, page in pages.items())
        sound = {number: page for number, page in opened if _has_shape(page, number)}
    missing = frozenset(pages) - frozenset(sound)
    broken_off = {len(content) // PAGE + 1} if len(content) % PAGE else set()
    return Pages(sound, (missing | broken_off) - frozenset(sound))


def _opened(page: bytes, number: int, raw: bytes) -> bytes:
    start = _SALT if number == 1 else 0
    vector = page[USABLE : USABLE + 16]
    cipher = Cipher(algorithms.AES(raw), modes.CBC(vector)).decryptor()
    plain = cipher.update(page[start:USABLE]) + cipher.finalize()
    return (_MAGIC if number == 1 else b"") + plain


def _has_shape(page: bytes, number: int) -> bool:
    start = 100 if number == 1 else 0
    if page[start] not in _TREE_PAGES:
        return False
    cells = int.from_bytes(page[start + 3 : start + 5], "big")
    content = int.from_bytes(page[start + 5 : start + 7], "big")
    return cells * 2 + start + 8 <= content <= USABLE and page[start + 7] <= 60


def _newest(changes: bytes) -> Iterator[tuple[int, bytes]]:
    """The pages of the log up to its last whole transaction (sqlite.org/fileformat2.html §4)."""
    if len(changes) < _WAL_HEADER.size:
        return
    magic, _version, size, _round, salt, other, *head_sums = _WAL_HEADER.unpack_from(changes)
    words = ">I" if magic & 1 else "<I"
    running = sums(changes[:24], (0, 0), words)
    if magic & ~1 != _WAL_MAGIC or size != PAGE or running != tuple(head_sums):
        return
    waiting: list[tuple[int, bytes]] = []
    for start in range(
        _WAL_HEADER.size, len(changes) - PAGE - _FRAME_HEADER.size + 1, PAGE + _FRAME_HEADER.size
    ):
        number, pages, frame_salt, frame_other, *frame_sums = _FRAME_HEADER.unpack_from(changes, start)
        page = changes[start + _FRAME_HEADER.size : start + _FRAME_HEADER.size + PAGE]
        running = sums(changes[start : start + 8] + page, running, words)
        if (frame_salt, frame_other) != (salt, other) or running != tuple(frame_sums):
            return
        waiting.append((number, page))
        if pages:
            yield from waiting
            waiting = []
