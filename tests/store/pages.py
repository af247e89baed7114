"""Reads every byte an encrypted file holds: each page decrypted, free ones too, and each frame of its log.

SQLCipher 4: AES-256 in CBC mode; a page ends with its initialisation vector and its signature (zetetic.net/sqlcipher/design).
"""

from collections.abc import Iterator
from pathlib import Path

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

PAGE, RESERVED, SALT = 4096, 80, 16
_LOG_HEADER, _FRAME_HEADER = 32, 24


def plain_bytes(path: Path, key: bytes) -> Iterator[bytes]:
    """The content of every page of the file at `path` and of its write-ahead log."""
    content = path.read_bytes()
    for start in range(0, len(content), PAGE):
        yield _plain(content[start : start + PAGE], key, is_first=start == 0)
    log = path.with_name(path.name + "-wal")
    if log.exists():
        frames = log.read_bytes()[_LOG_HEADER:]
        for start in range(0, len(frames), _FRAME_HEADER + PAGE):
            frame = frames[start : start + _FRAME_HEADER + PAGE]
            number = int.from_bytes(frame[:4], "big")
            yield _plain(frame[_FRAME_HEADER:], key, is_first=number == 1)


def _plain(page: bytes, key: bytes, *, is_first: bool) -> bytes:
    sealed = page[SALT if is_first else 0 : PAGE - RESERVED]
    vector = page[PAGE - RESERVED : PAGE - RESERVED + 16]
    reader = Cipher(algorithms.AES(key), modes.CBC(vector)).decryptor()
    return reader.update(sealed) + reader.finalize()


def found_in(path: Path, key: bytes, words: set[str]) -> dict[str, int]:
    """Which of `words` stand anywhere in the file or its log, in any letter case, and on how many pages."""
    spelled = {
        word: {each.encode(code) for each in (word, word.lower()) for code in ("utf-8", "utf-16-le")}
        for word in words
    }
    found: dict[str, int] = {}
    for page in plain_bytes(path, key):
        lower = page.lower()
        for word, ways in spelled.items():
            if any(way in page or way in lower for way in ways):
                found[word] = found.get(word, 0) + 1
    return found
