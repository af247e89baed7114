"""What tables are made of: the kinds of columns, and a table that says which noun it belongs to."""

from enum import StrEnum
from typing import Any

from sqlalchemy import Column, ForeignKey, Integer, MetaData, String, Table

from relmgr.domain.kinds import Kind
from relmgr.store.types import Word

metadata = MetaData()


def text(name: str) -> Column[str]:
    """A text that is never null."""
    return Column(name, String, nullable=False, server_default="")


def word(name: str, kind: type[StrEnum], *, nullable: bool = False) -> Column[Any]:
    """A word of a fixed vocabulary."""
    return Column(name, Word(kind), nullable=nullable)


def partial(prefix: str) -> list[Column[Any]]:
    """Year, month and day of a partial date, each of which may be unknown (P6)."""
    return [Column(f"{prefix}_{part}", Integer) for part in ("year", "month", "day")]


def to(
    target: str, name: str | None = None, *, nullable: bool = False, ondelete: str = "CASCADE"
) -> Column[int]:
    """A reference to a row of `target`, checked when the change ends."""
    return Column(
        name or f"{target}_id",
        Integer,
        ForeignKey(f"{target}.id", ondelete=ondelete, deferrable=True, initially="IMMEDIATE"),
        nullable=nullable,
    )


def table(name: str, *items: Any, kind: Kind | None = None, people: tuple[str, ...] = ()) -> Table:
    return Table(
        name, metadata, Column("id", Integer, primary_key=True), *items, info={"kind": kind, "people": people}
    )
