"""What stands in an archive: a noun for each table, a field for each column, derived from the tables themselves.

Records are one JSON object a line. Names are those of the columns, made readable by rule: a reference loses its `_id`,
the `give_kind` of a give is its `kind`, and year, month and day of a partial date are one text. What refers to something
else names it by what it is known by (a UID, a name, the mark of a picture), or by its number in its own list.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from typing import Any

from sqlalchemy import Boolean, Column, Integer, LargeBinary, String, Table, Time

from relmgr.services.reminders.decisions import TABLES as DECIDED_ABOUT
from relmgr.store import tables as t
from relmgr.store.types import Day, Instant, Word

FORMAT = "relmgr-archive"
VERSION = 1
MANIFEST = "relmgr.json"
RECORDS = "records"
PICTURES = "pictures"
MARK = "archive-card"
"""The source of identities that say which records of archives were taken in here; they do not travel."""

LEFT_OUT: dict[str, str] = {
    "meta": "which vault this file is and what its computer's clock did: of this file alone",
    "look": "when this computer last looked for what is due",
    "summary": "derived from the other tables, made again on import",
    "synced_card": "how the cards of a folder on this computer were when they were last written or read",
    "erased": "marks keyed by this file's own secret, which say nothing elsewhere",
    "kept_step": "the undo journal while the file is locked",
    "kept_note": "the undo journal while the file is locked",
}
"""Tables that no archive holds, and why."""

KNOWN_BY = {
    "person": "uid",
    "organisation": "uid",
    "conversation": "uid",
    "expectation": "uid",
    "label": "name",
    "offer": "name",
    "photo": "sha256",
}
"""The column by which a row of the table is named elsewhere; rows of the others have a number."""

AS_JSON = {("contact_method", "parts"), ("saved_filter", "query"), ("column_mapping", "mapping")}
"""Text columns that hold JSON: in the archive they are JSON, if that gives the same text back."""


class Form(Enum):
    """How a field is written."""

    TEXT = "text"
    NUMBER = "number"
    FLAG = "flag"
    DAY = "day"
    INSTANT = "instant"
    TIME = "time"
    WORD = "word"
    JSON = "json"
    PARTIAL = "partial"
    REFERENCE = "reference"
    ABOUT = "about"
    """What a decision is about: `source` says of which noun."""
    UP_TO = "up_to"
    """The newest moment up to which something counted: a moment's number, 0 for before all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One field of a record, and the column, or the three of a partial date, that it stands for."""

    key: str
    form: Form
    columns: tuple[str, ...]
    nullable: bool = False
    empty: bool = False
    """Whether an empty text is left out, as null is."""
    target: str = ""
    """The noun referred to."""
    words: frozenset[str] = frozenset()
    """The vocabulary, where it is one."""

    @property
    def required(self) -> bool:
        """Whether every record has it."""
        return not self.nullable and not self.empty


@dataclass(frozen=True)
class Noun:
    """The records of one table."""

    name: str
    table: Table
    fields: tuple[Field, ...]

    @property
    def path(self) -> str:
        """Where the records stand in the archive."""
        return f"{RECORDS}/{self.name}.jsonl"

    @cached_property
    def by_key(self) -> dict[str, Field]:
        """The fields by their keys."""
        return {field.key: field for field in self.fields}

    @cached_property
    def references(self) -> tuple[Field, ...]:
        """The fields that name another record."""
        return tuple(one for one in self.fields if one.form in (Form.REFERENCE, Form.ABOUT, Form.UP_TO))

    @cached_property
    def reaches(self) -> tuple[tuple[str, Form, str], ...]:
        """(key, form, target) of each of these."""
        return tuple((one.key, one.form, one.target) for one in self.references)

    @cached_property
    def known_by(self) -> str:
        """The column by which others name its rows; "" if they have numbers."""
        return KNOWN_BY.get(self.name, "")

    @cached_property
    def is_numbered(self) -> bool:
        """Whether each record has a number, because others refer to it."""
        return self.name in _NUMBERED


def _plain_key(table: Table, column: Column[Any]) -> str:
    if column.name.endswith("_kind") and not column.nullable:
        return "kind"
    return column.name.removesuffix("_id") if column.foreign_keys else column.name


def _form(table: Table, column: Column[Any]) -> Form:
    if (table.name, column.name) in AS_JSON:
        return Form.JSON
    if (table.name, column.name) == ("dismissal", "newest_moment"):
        return Form.UP_TO
    if column.foreign_keys:
        return Form.REFERENCE
    for kind, form in (
        (Word, Form.WORD),
        (Day, Form.DAY),
        (Instant, Form.INSTANT),
        (Time, Form.TIME),
        (Boolean, Form.FLAG),
        (Integer, Form.NUMBER),
        (String, Form.TEXT),
    ):
        if isinstance(column.type, kind):
            return form
    raise TypeError(f"{table.name}.{column.name} has a type that no archive knows")


def _fields(table: Table) -> Iterable[Field]:
    names = {column.name for column in table.columns}
    about = {"source", "source_id"} <= names
    for column in table.columns:
        prefix, _line, part = column.name.rpartition("_")
        is_partial = all(f"{prefix}_{piece}" in names for piece in ("year", "month", "day"))
        if column.name == "id" or isinstance(column.type, LargeBinary):
            continue  # ids do not travel; pictures are files
        if is_partial and part in ("year", "month", "day"):
            if part == "year":
                columns = tuple(f"{prefix}_{piece}" for piece in ("year", "month", "day"))
                yield Field(key=prefix, form=Form.PARTIAL, columns=columns, nullable=True)
            continue
        if about and column.name == "source_id":
            yield Field(key="about", form=Form.ABOUT, columns=(column.name,))
            continue
        default: Any = column.server_default
        yield Field(
            key=_plain_key(table, column),
            form=_form(table, column),
            columns=(column.name,),
            nullable=bool(column.nullable),
            empty=isinstance(column.type, String) and default is not None and default.arg == "",
            target=next((key.column.table.name for key in column.foreign_keys), ""),
            words=frozenset(str(word) for word in column.type.kind)
            if isinstance(column.type, Word)
            else frozenset(),
        )


def _numbered() -> frozenset[str]:
    named = {key.column.table.name for table in t.metadata.sorted_tables for key in table.foreign_keys}
    return frozenset((named | {table.name for table in DECIDED_ABOUT.values()}) - KNOWN_BY.keys())


_NUMBERED = _numbered()

_LATE = (Form.UP_TO, Form.ABOUT)  # what refers to others without the database knowing


def _lateness(noun: Noun) -> int:
    return max((_LATE.index(field.form) + 1 for field in noun.fields if field.form in _LATE), default=0)


NOUNS: tuple[Noun, ...] = tuple(
    sorted(
        (
            Noun(table.name, table, tuple(_fields(table)))
            for table in t.metadata.sorted_tables
            if table.name not in LEFT_OUT
        ),
        key=_lateness,
    )
)
"""What an archive holds, in an order in which nothing refers to what comes later."""

NOUN: dict[str, Noun] = {noun.name: noun for noun in NOUNS}
ABOUT: dict[str, str] = {str(source): table.name for source, table in DECIDED_ABOUT.items()}
"""Of which noun a decision's `about` is, by its source."""
SUFFIXES = {
    "image/jpeg": ".jpg",
    "image/png": ".png",
    "image/gif": ".gif",
    "image/webp": ".webp",
    "image/bmp": ".bmp",
}


def picture_path(sha256: str, media_type: str) -> str:
    """Where a picture stands in the archive."""
    return f"{PICTURES}/{sha256}{SUFFIXES.get(media_type, '')}"
