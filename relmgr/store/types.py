"""How values are kept in the file: instants as UTC text, days as days, enums by their words."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import String
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator

Reader = Callable[[Any], Any]
INSTANT = "%Y-%m-%dT%H:%M:%SZ"
"""How an instant in UTC is written."""


class Instant(TypeDecorator[datetime]):
    """A moment, zone-aware outside, ISO 8601 text in UTC inside, so that text order is time order."""

    impl = String
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:
        """Refuses naive datetimes: a moment without a zone is a bug."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("an instant needs a time zone")
        return value.astimezone(UTC).strftime(INSTANT)

    def result_processor(self, dialect: Dialect, coltype: object) -> Reader:
        """Back to a zone-aware datetime in UTC; straight, for a page reads thousands."""
        read = datetime.fromisoformat
        return lambda value: None if value is None else read(value)


class Day(TypeDecorator[date]):
    """A calendar day without a time, as ISO 8601 text."""

    impl = String
    cache_ok = True

    def process_bind_param(self, value: date | None, dialect: Dialect) -> str | None:
        """A datetime is not a day."""
        if value is None:
            return None
        if isinstance(value, datetime):
            raise TypeError("a day is not a moment")
        return value.isoformat()

    def result_processor(self, dialect: Dialect, coltype: object) -> Reader:
        """Back to a date; straight, for a page reads thousands."""
        read = date.fromisoformat
        return lambda value: None if value is None else read(value)


class Word(TypeDecorator[StrEnum]):
    """One of a fixed vocabulary, kept as its word."""

    impl = String
    cache_ok = True

    def __init__(self, kind: type[StrEnum]) -> None:
        super().__init__()
        self.kind = kind

    def process_bind_param(self, value: StrEnum | str | None, dialect: Dialect) -> str | None:
        """Raises ValueError for a word that is not in the vocabulary."""
        return None if value is None else self.kind(value).value

    def result_processor(self, dialect: Dialect, coltype: object) -> Reader:
        """Back to the enum; ValueError for a word that is not in the vocabulary."""
        kind = self.kind
        members: dict[Any, StrEnum | None] = {None: None, **{member.value: member for member in kind}}
        return lambda value: members[value] if value in members else kind(value)
