"""Tells what a file is that does not open: damaged, foreign, or something else altogether."""

import codecs
import hashlib
import hmac
import os
from enum import StrEnum
from pathlib import Path

from relmgr.i18n import _
from relmgr.paths import explain_os_error
from relmgr.store.sqlcipher.key import KEY_BYTES, DatabaseKey
from relmgr.store.sqlcipher.live import is_open

PAGE = 4096
_SALT = 16
_PLAIN_HEADER = b"SQLite format 3\x00"


class Verdict(StrEnum):
    """What a file that does not open is."""

    EMPTY = "empty"
    FOLDER = "folder"
    TEXT = "text"
    PLAIN_SQLITE = "plain_sqlite"
    ZEROED = "zeroed"
    TRUNCATED = "truncated"
    DAMAGED = "damaged"
    FOREIGN = "foreign"
    """Not one page answers to the key: another vault's file, or overwritten from its first byte."""


def judge(path: Path, key: DatabaseKey) -> Verdict:
    """What the file at `path` is, that SQLCipher could not open with `key`; reads it and changes nothing.

    RuntimeError while a connection of this process has it open.
    """
    if is_open(path):
        raise RuntimeError("the file is open: reading it by other means would drop SQLite's locks")
    try:
        with path.open("rb") as file:
            size = os.fstat(file.fileno()).st_size
            head = file.read(PAGE)
            if not head:
                return Verdict.EMPTY
            if head.startswith(_PLAIN_HEADER):
                return Verdict.PLAIN_SQLITE
            if not head.strip(b"\x00"):
                return Verdict.ZEROED
            if _reads_as_text(head):
                return Verdict.TEXT
            file.seek(0)
            ours = _some_page_answers(file.read(PAGE * 64), key)
    except OSError as error:
        raise explain_os_error(error, path, reading=True) from error
    if size % PAGE:
        return Verdict.TRUNCATED
    return Verdict.DAMAGED if ours else Verdict.FOREIGN


def sentence(verdict: Verdict, path: Path) -> str:
    """What the user is told about the file at `path`."""
    happened = {
        Verdict.EMPTY: _("“{path}” is empty: 0 bytes. Something emptied it; Relmgr never does."),
        Verdict.FOLDER: _("“{path}” is a folder, not a Relmgr file. Something else was put in its place."),
        Verdict.TEXT: _("“{path}” is a text, not a Relmgr file. Something else was put in its place."),
        Verdict.PLAIN_SQLITE: _(
            "“{path}” is an unencrypted database, not a Relmgr file. Something else was put in its place."
        ),
        Verdict.ZEROED: _("“{path}” is damaged: its beginning was overwritten with zeros."),
        Verdict.TRUNCATED: _("“{path}” is damaged: it breaks off in the middle."),
        Verdict.DAMAGED: _("“{path}” is damaged. The key is right, but the content is not what was written."),
        Verdict.FOREIGN: _(
            "“{path}” does not answer to the key of this profile: it belongs to another one, or was overwritten."
        ),
    }[verdict].format(path=path)
    return f"{happened} {_what_to_do(path)}"


def _what_to_do(path: Path) -> str:
    log = path.with_name(path.name + "-wal")
    if not (log.exists() and log.stat().st_size):
        return _("Nothing was written to it. Put a copy of the file from a backup in its place.")
    # SQLite would mix the last changes to this file into the copy.
    return _(
        "Nothing was written to it. Put a copy of the file from a backup in its place, "
        "but first move “{log}” out of the folder and keep it: it holds the last changes."
    ).format(log=log.name)


def _reads_as_text(head: bytes) -> bool:
    if b"\x00" in head:
        return False
    printable = sum(byte in b"\t\n\r\f" or 32 <= byte < 127 for byte in head)
    return printable >= 0.9 * len(head) or _is_utf8(head)


def _is_utf8(head: bytes) -> bool:
    try:
        codecs.getincrementaldecoder("utf-8")().decode(head)  # what was read may end within a character
    except UnicodeDecodeError:
        return False
    return len(head) > 32


def signing_key(salt: bytes, key: DatabaseKey) -> bytes:
    """What SQLCipher 4 signs the pages of the file with that begins with `salt` (zetetic.net/sqlcipher/design)."""
    masked = bytes(byte ^ 0x3A for byte in salt[:_SALT])
    return hashlib.pbkdf2_hmac("sha512", key.raw(), masked, 2, KEY_BYTES)


def page_answers(page: bytes, number: int, secret: bytes) -> bool:
    """Whether page `number` was written with the signing key `secret`."""
    covered = page[_SALT if number == 1 else 0 : PAGE - 64]
    expected = hmac.digest(secret, covered + number.to_bytes(4, "little"), "sha512")
    return hmac.compare_digest(expected, page[PAGE - 64 :])


def _some_page_answers(content: bytes, key: DatabaseKey) -> bool:
    secret = signing_key(content, key)
    starts = range(0, len(content) - PAGE + 1, PAGE)
    return any(
        page_answers(content[start : start + PAGE], number, secret) for number, start in enumerate(starts, 1)
    )
