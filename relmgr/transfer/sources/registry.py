"""Which package recognises and which reads what; each is imported when a file asks for it."""

from collections.abc import Callable, Iterator
from importlib import import_module
from typing import Any, BinaryIO

from relmgr.transfer.beyond import Loose
from relmgr.transfer.sources.model import Answers, Format, Recognised, Sample
from relmgr.transfer.vcard import Card, Problem

Entry = Card | Problem | Loose
Reader = Callable[[BinaryIO, Recognised, Answers], Iterator[Entry]]
Recogniser = Callable[[Sample], Recognised | None]

RECOGNISERS: tuple[str, ...] = (
    "relmgr.transfer.archive.source:recognise",
    "relmgr.transfer.sources.cards:recognise",
    "relmgr.transfer.calendars:recognise",
    "relmgr.transfer.monica:recognise",
    "relmgr.transfer.spreadsheets.linkedin:recognise",
    "relmgr.transfer.spreadsheets.reading:recognise",
)  # fmt: skip
"""Asked in this order, "package:function" each, as `Recogniser`; the first that knows the file has it."""

READERS: dict[Format, str] = {
    Format.ARCHIVE: "relmgr.transfer.archive.source:read",
    Format.ICS: "relmgr.transfer.calendars:read",
    Format.MONICA: "relmgr.transfer.monica:read",
    Format.VCARD: "relmgr.transfer.sources.cards:read",
    **dict.fromkeys(
        (
            Format.GOOGLE_CSV, Format.GOOGLE_OLD_CSV, Format.OUTLOOK_CSV, Format.OUTLOOK_WEB_CSV, Format.OUTLOOK_GOOGLE_CSV,
            Format.THUNDERBIRD_CSV, Format.CSV,
        ),
        "relmgr.transfer.spreadsheets.reading:read",
    ),
    Format.LINKEDIN: "relmgr.transfer.spreadsheets.linkedin:read",
}  # fmt: skip
"""Who reads what, "package:function" each, as `Reader`."""


def load(place: str) -> Any:
    """The function that stands at "package:function"."""
    module, _colon, name = place.partition(":")
    return getattr(import_module(module), name)
