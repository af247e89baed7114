"""From the bytes of a file to its physical lines, whatever the encoding and the line ends, in bounded memory."""

import codecs
from collections.abc import Iterator
from typing import BinaryIO

from relmgr.transfer.vcard.model import Limits

_BLOCK = 256 * 1024
_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


def encoding_of(beginning: bytes) -> tuple[str, int]:
    """The Unicode form of a file by its first bytes, and the length of its byte order mark.

    Without a mark, UTF-16 and UTF-32 are told by where the zero bytes of "BEGIN:VCARD" lie.
    """
    for mark, encoding in _BYTE_ORDER_MARKS:
        if beginning.startswith(mark):
            return encoding, len(mark)
    sample = beginning[:20]
    zero = tuple(all(byte == 0 for byte in sample[at::4]) for at in range(4))
    shapes: dict[tuple[bool, ...], str] = {
        (False, True, True, True): "utf-32-le",
        (True, True, True, False): "utf-32-be",
        (False, True, False, True): "utf-16-le",
        (True, False, True, False): "utf-16-be",
    }
    return (shapes.get(zero, "utf-8") if len(sample) >= 4 else "utf-8"), 0


class Source:
    """A file as batches of physical lines, without their ends.

    Bytes that are not UTF-8 arrive as surrogate escapes, to be decoded once a content line is whole. Of a physical
    line longer than `limits.line_characters` only a little more than that is kept.
    """

    def __init__(self, stream: BinaryIO, limits: Limits) -> None:
        self._stream = stream
        self._limits = limits
        self.is_cut_off = False
        """Whether the file went on after `limits.file_bytes`."""
        self.has_more_lines = False
        """Whether it went on after some more than `limits.file_lines`: the last block is read whole."""

    def batches(self) -> Iterator[list[str]]:
        """Lists of physical lines, in order. Raises OSError where the stream does."""
        pending: list[bytes] = []
        size = count = 0
        for block in self._with_plain_line_ends():
            first, last = block.find(b"\n"), block.rfind(b"\n")
            head = block if first < 0 else block[:first]
            if size <= self._limits.line_characters:
                pending.append(head)
                size += len(head)
            if first < 0:
                continue
            pending.append(block[first:last])
            lines = _lines(b"".join(pending))
            count += len(lines)
            yield lines
            if count > self._limits.file_lines:
                self.has_more_lines = True
                return
            pending = [block[last + 1 :]]
            size = len(pending[0])
        if size and not self.is_cut_off:
            yield _lines(b"".join(pending))

    def _with_plain_line_ends(self) -> Iterator[bytes]:
        held = b""
        for block in self._in_utf8():
            content = held + block
            # What a CR at the end means is known only with the next block.
            kept = next((end for end in (2, 1) if content.endswith(b"\r" * end)), 0)
            whole, held = content[: len(content) - kept], content[len(content) - kept :]
            if b"\r" in whole:
                # A text file written twice through a text-mode writer ends its lines in CR CR LF.
                whole = whole.replace(b"\r\r\n", b"\n").replace(b"\r\n", b"\n").replace(b"\r", b"\n")
            yield whole
        yield held.replace(b"\r", b"\n")

    def _in_utf8(self) -> Iterator[bytes]:
        beginning = self._beginning()
        encoding, mark = encoding_of(beginning)
        if encoding == "utf-8":
            yield beginning[mark:]
            yield from self._blocks(len(beginning))
            return
        decoder = codecs.getincrementaldecoder(encoding)("replace")
        yield decoder.decode(beginning[mark:]).encode("utf-8")
        for block in self._blocks(len(beginning)):
            yield decoder.decode(block).encode("utf-8")
        yield decoder.decode(b"", final=True).encode("utf-8")

    def _beginning(self) -> bytes:
        beginning = b""
        while len(beginning) < 32 and (block := self._stream.read(32 - len(beginning))):
            beginning += block
        return beginning

    def _blocks(self, total: int) -> Iterator[bytes]:
        while block := self._stream.read(_BLOCK):
            room = self._limits.file_bytes - total
            if len(block) > room:
                self.is_cut_off = True
                yield block[: max(0, room)]
                return
            total += len(block)
            yield block


def _lines(content: bytes) -> list[str]:
    try:
        return content.decode("utf-8").split("\n")
    except UnicodeDecodeError:
        return content.decode("utf-8", "surrogateescape").split("\n")
