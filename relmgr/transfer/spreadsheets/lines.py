"""From the bytes of a table to its physical lines, in bounded memory: decoded, without their ends, without NUL."""

import codecs
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from relmgr.transfer.spreadsheets.encodings import LONGEST_LINE, UTF_8, Encoding, encoding_of, legacy_of
from relmgr.transfer.vcard.model import DEFAULT, Limits

SAMPLE = 256 * 1024
"""How many bytes decide about the encoding."""
_BLOCK = 256 * 1024


@dataclass(slots=True)
class Lines:
    """The lines of a stream that stands at its start. What happened on the way is told by the fields afterwards."""

    stream: BinaryIO
    limits: Limits = DEFAULT
    encoding: Encoding = UTF_8
    guessed: int = 0
    """Lines that were not in the encoding of the rest, and were read in a guessed one."""
    first_guessed: int = 0
    zeros: int = 0
    """Lines that held zero bytes, which are taken out."""
    first_zero: int = 0
    first_cut: int = 0
    """The first line that was longer than `limits.card_bytes`, of which only the beginning is read."""
    is_cut_off: bool = False
    """Whether the file went on after `limits.file_bytes`."""
    number: int = 0
    """The line given last, from 1."""

    def __iter__(self) -> Iterator[str]:
        """The lines in order, each as it stands between two line ends. Raises OSError where the stream does."""
        for block in self._blocks():
            text = block
            if "\r" in text:
                # A text file written twice through a text-mode writer ends its lines in CR CR LF.
                text = text.replace("\r\r\n", "\n").replace("\r\n", "\n").replace("\r", "\n")
            for line in text.removesuffix("\n").split("\n"):
                self.number += 1
                if "\0" in line:
                    self.zeros += 1
                    self.first_zero = self.first_zero or self.number
                    yield line.replace("\0", "")
                else:
                    yield line

    def _blocks(self) -> Iterator[str]:
        """The text in pieces that end with a line end, but for the last."""
        beginning = self.stream.read(SAMPLE)
        while len(beginning) < SAMPLE and (more := self.stream.read(SAMPLE - len(beginning))):
            beginning += more
        self.encoding = encoding_of(beginning)
        raw = self._raw(beginning[self.encoding.mark :])
        return self._wide(raw) if self.encoding.is_wide else self._narrow(raw)

    def _raw(self, beginning: bytes) -> Iterator[bytes]:
        total = len(beginning)
        yield beginning
        while block := self.stream.read(_BLOCK):
            room = self.limits.file_bytes - total
            if len(block) > room:
                self.is_cut_off = True
                yield block[: max(0, room)]
                return
            total += len(block)
            yield block

    def _wide(self, blocks: Iterator[bytes]) -> Iterator[str]:
        decoder = codecs.getincrementaldecoder(self.encoding.name)("replace")
        pending: list[str] = []
        size = 0
        for block in blocks:
            text = decoder.decode(block)
            at = text.rfind("\n")
            cut = 1 + (at if at >= 0 else text.rfind("\r", 0, max(0, len(text) - 1)))
            if not cut:
                size += len(text)
                if self._has_room(size):
                    pending.append(text)
                continue
            yield "".join((*pending, text[:cut]))
            pending, size = [text[cut:]], len(text) - cut
        rest = "".join(pending) + decoder.decode(b"", final=True)
        if rest:
            yield rest

    def _narrow(self, blocks: Iterator[bytes]) -> Iterator[str]:
        pending: list[bytes] = []
        size = 0
        for block in blocks:
            at = block.rfind(b"\n")
            cut = 1 + (at if at >= 0 else block.rfind(b"\r", 0, max(0, len(block) - 1)))
            if not cut:
                size += len(block)
                if self._has_room(size):
                    pending.append(block)
                continue
            yield self._decoded(b"".join((*pending, block[:cut])))
            pending, size = [block[cut:]], len(block) - cut
        rest = b"".join(pending)
        if rest:
            yield self._decoded(rest)

    def _has_room(self, size: int) -> bool:
        if size <= self.limits.card_bytes:
            return True
        self.first_cut = self.first_cut or self.number + 1
        return False

    def _decoded(self, content: bytes) -> str:
        try:
            return content.decode(self.encoding.name)
        except UnicodeDecodeError:
            lines = content.split(b"\n")
            return "\n".join(self._decoded_line(line, self.number + at) for at, line in enumerate(lines, 1))

    def _decoded_line(self, line: bytes, number: int) -> str:
        try:
            return line.decode(self.encoding.name)
        except UnicodeDecodeError:
            self.guessed += 1
            self.first_guessed = self.first_guessed or number
        guess = legacy_of(line, LONGEST_LINE) if self.encoding.name == "utf-8" else "cp1252"
        try:
            return line.decode(guess)
        except UnicodeDecodeError:
            return line.decode("latin-1")
