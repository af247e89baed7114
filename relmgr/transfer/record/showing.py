"""Puts the rows of a record into words: what each part is called, what each value says, which are sensitive."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from typing import Any

from relmgr.domain import chapters, first_days, kindnesses, milestones, mirror, phrases, sides, stages
from relmgr.domain.calendar_words import full_day
from relmgr.domain.capture.feelings import feeling_words
from relmgr.domain.depth.standing import standing_word
from relmgr.domain.kinds import (
    AllyKind,
    ChapterKind,
    Characteristic,
    Circle,
    ContactKind,
    Direction,
    Feeling,
    FirstStepKind,
    HowOften,
    KindnessKind,
    MilestoneKind,
    Purpose,
    Replacing,
    Sensitivity,
    Side,
    Stage,
    Standing,
)
from relmgr.domain.moments import MomentKind, moment_words
from relmgr.domain.moments.wording import characteristic_words
from relmgr.domain.partial_date import PartialDate
from relmgr.domain.people_filter import ally_kind_word, circle_word
from relmgr.domain.purposes import purpose_word
from relmgr.i18n import _
from relmgr.services.contacts import channel_words
from relmgr.services.whole import MINE_COLUMNS, MINE_TABLES, Scope, Whole
from relmgr.services.whole.words import column_words, table_words
from relmgr.store import tables as t

_WORKINGS = frozenset(
    {"id", "position", "normalised", "parts", "digest", "sha256", "person_colour", "company_colour", "icon"}
    | {"sort_key", "initials", "monogram", "newest_moment", "sign_days", "undo", "row", "tbl", "data"}
)
"""What only the program reads: in the JSON, not on the page."""
_TITLES = ("statement", "title", "text", "headline", "their_world", "their_words", "name", "file_name")
_PARTS = ("_year", "_month", "_day")


@dataclass(frozen=True, slots=True)
class Value:
    """One value: what it is called, and what it says."""

    called: str
    text: str


@dataclass(frozen=True, slots=True)
class Row:
    """One row, and whether it is not fine to mention."""

    values: tuple[Value, ...]
    sensitive: str = ""
    """In words; empty for what is fine to mention."""


@dataclass(frozen=True, slots=True)
class Group:
    """One part of the record."""

    table: str
    heading: str
    rows: tuple[Row, ...]
    is_mine: bool
    """Whether it is my own view of us."""


def groups(whole: Whole, scope: Scope) -> tuple[Group, ...]:
    """The record in the order of reading; without what is mine where `scope` says so."""
    return tuple(_groups(whole, scope))


def _groups(whole: Whole, scope: Scope) -> Iterator[Group]:
    for part in whole.parts:
        is_mine = part.table in MINE_TABLES
        if is_mine and scope is Scope.WITHOUT_MY_VIEW:
            continue
        rows = [_row(whole, part.table, row, scope) for row in part.rows]
        kept = tuple(row for row in rows if row.values)
        if kept:
            yield Group(part.table, table_words(part.table), kept, is_mine)


def _row(whole: Whole, table: str, row: dict[str, Any], scope: Scope) -> Row:
    left_out = MINE_COLUMNS.get(table, frozenset()) if scope is Scope.WITHOUT_MY_VIEW else frozenset()
    values: list[Value] = []
    for name, text in _texts(whole, table, row):
        if text and name not in left_out:
            values.append(Value(column_words(table, name), text))
    others = whole.others_in.get(row["id"], ()) if table == "conversation" else ()
    if others:
        values.append(Value(_("With"), ", ".join(others)))
    return Row(tuple(values), _sensitive(table, row))


def _sensitive(table: str, row: dict[str, Any]) -> str:
    if table != "fact" or row["sensitivity"] is Sensitivity.FINE:
        return ""
    return sensitivity_words(row["sensitivity"])


def _texts(whole: Whole, table: str, row: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """(column, text) pairs; a partial date as one."""
    keys = {key.parent.name: key.column.table.name for key in t.metadata.tables[table].foreign_keys}
    done: set[str] = set()
    for name, value in row.items():
        stem = next((name.removesuffix(end) for end in _PARTS if name.endswith(end)), "")
        if stem and f"{stem}_year" in row:
            if stem not in done:
                done.add(stem)
                yield stem, _partial(row, stem)
        elif name in keys:
            yield name, _referred(whole, keys[name], value)
        elif name not in _WORKINGS:
            yield name, _said(name, value)


def _partial(row: dict[str, Any], stem: str) -> str:
    parts = tuple(row[f"{stem}{end}"] for end in _PARTS)
    return "" if all(part is None for part in parts) else phrases.partial(PartialDate(*parts))


def _referred(whole: Whole, table: str, id_: int | None) -> str:
    """What a reference leads to: a name, or the title of a row of this record; nothing for the person themselves."""
    if id_ is None or (table == "person" and id_ == whole.person_id):
        return ""
    if table == "person":
        return whole.names.get(id_, "")
    for part in whole.parts:
        if part.table == table:
            row = next((one for one in part.rows if one["id"] == id_), None)
            return "" if row is None else next((row[name] for name in _TITLES if row.get(name)), "")
    return ""


def _said(name: str, value: Any) -> str:
    if value is None or value is False or value == "":
        return ""
    if value is True:
        return _("yes")
    if isinstance(value, StrEnum):
        return _words(value)
    if name == "moment_kind" and value in set(MomentKind):
        return moment_words(MomentKind(value))
    if isinstance(value, datetime):
        return f"{full_day(value.date())}, {value:%H:%M} UTC"
    if isinstance(value, date):
        return full_day(value)
    if isinstance(value, time):
        return f"{value:%H:%M}"
    return str(value)


def sensitivity_words(one: Sensitivity) -> str:
    """How a fact may be used in talk."""
    return {
        Sensitivity.FINE: _("Fine to mention"),
        Sensitivity.WORK_ONLY: _("Work only"),
        Sensitivity.NEVER_FIRST: _("Never mention first"),
    }[one]


def _words(value: StrEnum) -> str:
    word = _KINDS.get(type(value))
    return word(value) if word is not None else value.value.replace("_", " ")


def _direction(one: Direction) -> str:
    return _("They expect it of me") if one is Direction.OF_ME else _("I expect it of them")


def _replacing(one: Replacing) -> str:
    return {
        Replacing.MERGE: _("a merge"),
        Replacing.IMPORT: _("an import"),
        Replacing.SYNC: _("keeping cards in step"),
    }[one]


_KINDS: dict[type[StrEnum], Callable[[Any], str]] = {
    AllyKind: ally_kind_word,
    ChapterKind: chapters.chapter_word,
    Characteristic: characteristic_words,
    Circle: circle_word,
    ContactKind: channel_words,
    Direction: _direction,
    Feeling: feeling_words,
    FirstStepKind: first_days.kind_words,
    HowOften: mirror.how_often_words,
    KindnessKind: kindnesses.kind_words,
    MilestoneKind: milestones.kind_words,
    Purpose: purpose_word,
    Replacing: _replacing,
    Sensitivity: sensitivity_words,
    Side: sides.side_words,
    Stage: stages.stage_word,
    Standing: standing_word,
}
"""Vocabularies with words of their own; the others say themselves."""
