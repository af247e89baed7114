"""vCards among the sources: told by a BEGIN anywhere near the beginning, and what everything else is read as."""

from collections.abc import Iterator
from typing import BinaryIO

from relmgr.transfer import vcard
from relmgr.transfer.sources.model import Answers, Format, Recognised, Sample
from relmgr.transfer.sources.registry import Entry


def recognise(sample: Sample) -> Recognised | None:
    """The file as vCards, if one begins in its first part."""
    for line in sample.text.splitlines():
        stripped = line.strip().upper()
        if stripped == "BEGIN:VCARD":
            return Recognised(format=Format.VCARD, name=sample.name)
        if stripped == "BEGIN:VCALENDAR":
            return None
    return None


def read(stream: BinaryIO, _recognised: Recognised, _answers: Answers) -> Iterator[Entry]:
    """The cards of the stream, and what stands between them."""
    return vcard.read(stream)
