"""What a file was recognised as, what has to be asked before it can be read, and the answers."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from types import MappingProxyType
from typing import BinaryIO

from relmgr.transfer.vcard.source import encoding_of

BEGINNING = 64 * 1024
"""How many bytes of a file are looked at to recognise it."""


class Format(StrEnum):
    """What can be taken in (X1). The word is the namespace of its UIDs and of its kept columns."""

    VCARD = "vcard"
    GOOGLE_CSV = "google-csv"
    GOOGLE_OLD_CSV = "google-old-csv"
    OUTLOOK_CSV = "outlook-csv"
    OUTLOOK_WEB_CSV = "outlook-web-csv"
    OUTLOOK_GOOGLE_CSV = "outlook-google-csv"
    THUNDERBIRD_CSV = "thunderbird-csv"
    LINKEDIN = "linkedin"
    CSV = "csv"
    ICS = "ics"
    MONICA = "monica"
    ARCHIVE = "archive"


class Ask(StrEnum):
    """What a file leaves open."""

    COLUMNS = "columns"
    """What the columns mean, since the header is none that is known."""
    DATE_ORDER = "date_order"
    """Whether 3/4/2025 is in March or in April."""


class DateOrder(StrEnum):
    """The order of day, month and year in dates of figures."""

    DMY = "dmy"
    MDY = "mdy"
    YMD = "ymd"


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column of a table. `heading` is unique in its file; `guess` is a field's word, "" for none."""

    heading: str
    samples: tuple[str, ...] = ()
    guess: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recognised:
    """What a file is. `asks` says what `Answers` have to hold; without them the guesses are taken."""

    format: Format
    name: str = ""
    asks: frozenset[Ask] = frozenset()
    columns: tuple[Column, ...] = ()
    header: str = ""
    """What tells tables of this header from others, for remembering the answers; "" where none are kept."""
    dates: tuple[str, ...] = ()
    """Dates of the file that can be read in two ways, as they stand."""
    encoding: str = ""
    separator: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """What the user said: fields by heading ("" leaves a column unmapped, so that it is kept), and the date order."""

    columns: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    date_order: DateOrder | None = None


NO_ANSWERS = Answers()


@dataclass(frozen=True)
class Sample:
    """The beginning of a file, for those who recognise. `stream` can be sought and stands at its start."""

    stream: BinaryIO
    name: str
    beginning: bytes = field(repr=False)

    @classmethod
    def of(cls, stream: BinaryIO, name: str) -> "Sample":
        """The sample of a stream, which is put back to its start. Raises OSError where the stream does."""
        stream.seek(0)
        beginning = b""
        while len(beginning) < BEGINNING and (block := stream.read(BEGINNING - len(beginning))):
            beginning += block
        stream.seek(0)
        return cls(stream, name, beginning)

    @property
    def is_zip(self) -> bool:
        """Whether it is a zip file, empty ones too."""
        return self.beginning.startswith((b"PK\x03\x04", b"PK\x05\x06"))

    @cached_property
    def text(self) -> str:
        """The beginning as text without a byte order mark; bytes that are not its encoding's are replaced."""
        encoding, mark = encoding_of(self.beginning)
        return self.beginning[mark:].decode(encoding, "replace")
