"""One record of an archive: whether each value is what its field says, and the columns it stands for."""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cache, lru_cache, partial
from typing import Any

from relmgr.domain.partial_date import PartialDate
from relmgr.errors import InputError
from relmgr.i18n import _
from relmgr.transfer.archive import layout
from relmgr.transfer.archive.layout import Field, Form, Noun

Record = dict[str, Any]
"""A record whose values have been looked at, by the keys of its fields."""
TEXT = 10_000_000
NUMBER = 1_000_000
"""The largest number of days, minutes, places in an order: far from where adding days leaves the calendar."""
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_SURROGATE = re.compile("[\ud800-\udfff]")
_LONGEST_TIME = 40
_INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", re.ASCII)


class WrongRecordError(InputError):
    """What is wrong with a record, without a full stop."""


def record_of(noun: Noun, held: Any) -> Record:
    """`held` as a record of `noun`. Raises WrongRecordError."""
    if not isinstance(held, dict):
        raise WrongRecordError(_("this is no record"))
    shape = shape_of(noun.name)
    if not held.keys() <= shape.fits.keys():
        unknown = next(key for key in held if key not in shape.fits)
        raise WrongRecordError(_("“{key}” is not known here").format(key=str(unknown)[:80]))
    fits = shape.fits
    for key, value in held.items():
        if not fits[key](value):
            if key == "number":
                raise WrongRecordError(_("“{key}” is missing").format(key=key))
            raise WrongRecordError(_("“{key}” is not what it should be").format(key=key))
    if not shape.required <= held.keys():
        missing = next(key for key in shape.required_in_order if key not in held)
        raise WrongRecordError(_("“{key}” is missing").format(key=missing))
    if shape.is_about and not _is_about(held):
        raise WrongRecordError(_("“{key}” is not what it should be").format(key="about"))
    return held


Fits = Callable[[Any], bool]


@dataclass(frozen=True, slots=True)
class Shape:
    """What every record of a noun is held to, worked out once: there are hundreds of thousands."""

    fits: Mapping[str, Fits]
    required: frozenset[str]
    required_in_order: tuple[str, ...]
    is_about: bool


@cache
def shape_of(name: str) -> Shape:
    """What a record of this noun is held to. By its name: a noun itself is long to hash."""
    noun = layout.NOUN[name]
    fits: dict[str, Fits] = {one.key: _fitting(one) for one in noun.fields}
    required = [one.key for one in noun.fields if one.required]
    if noun.is_numbered:
        fits["number"] = _is_number
        required.append("number")
    return Shape(fits, frozenset(required), tuple(required), "about" in fits)


def _is_number(value: Any) -> bool:
    return type(value) is int and -(2**53) <= value <= 2**53


def _is_amount(value: Any) -> bool:
    return type(value) is int and -NUMBER <= value <= NUMBER


def _is_flag(value: Any) -> bool:
    return value is True or value is False


def _is_anything(_value: Any) -> bool:
    return True


def _is_text(value: Any) -> bool:
    if type(value) is not str or "\0" in value or len(value) > TEXT:
        return False
    return value.isascii() or _SURROGATE.search(value) is None


def _is_json(value: Any) -> bool:
    return isinstance(value, dict | list) or _is_text(value)


def _is_about(held: Mapping[str, Any]) -> bool:
    target = layout.ABOUT.get(held["source"])
    return target is not None and (
        _is_text(held["about"]) if target in layout.KNOWN_BY else _is_number(held["about"])
    )


def _fitting(field: Field) -> Fits:
    """Whether a value is what the field holds."""
    match field.form:
        case Form.REFERENCE if field.target not in layout.KNOWN_BY:
            return _is_number
        case Form.DAY | Form.INSTANT | Form.TIME | Form.PARTIAL:
            return partial(_is_time_of, field.form)
        case _ if field.words:
            words = field.words
            return lambda value: type(value) is str and value in words
    return _PLAIN.get(field.form, _is_text)


_PLAIN: dict[Form, Fits] = {
    Form.FLAG: _is_flag,
    Form.NUMBER: _is_amount,
    Form.UP_TO: _is_number,
    Form.ABOUT: _is_anything,  # looked at with its source
    Form.JSON: _is_json,
}


def _is_time_of(form: Form, value: Any) -> bool:
    return type(value) is str and len(value) <= _LONGEST_TIME and _is_written(form, value)


@lru_cache(maxsize=8_192)
def _is_written(form: Form, text: str) -> bool:
    """Days and moments come again and again: two thousand days are six years."""
    try:
        match form:
            case Form.DAY:
                return _DAY.fullmatch(text) is not None and bool(date.fromisoformat(text))
            case Form.INSTANT:
                return _INSTANT.fullmatch(text) is not None and bool(datetime.fromisoformat(text))
            case Form.TIME:
                return time.fromisoformat(text).isoformat() == text
        return partial_of(text) is not None
    except ValueError:
        return False


def partial_of(text: str) -> PartialDate | None:
    """The partial date as `writing.partial_text` writes it; None or ValueError for anything else."""
    if text.startswith("---"):
        return PartialDate(day=int(text[3:])) if re.fullmatch(r"---\d\d", text) else None
    found = re.fullmatch(r"(\d{4}|-)(?:-(\d\d)(?:-(\d\d))?)?", text)
    if found is None:
        return None
    year, month, day = found.groups()
    return PartialDate(
        None if year == "-" else int(year), int(month) if month else None, int(day) if day else None
    )


@dataclass(frozen=True, slots=True)
class _Columns:
    """How a record of a noun becomes a row, worked out once."""

    plain: tuple[tuple[str, str, str | None], ...]
    """(key, column, what stands for nothing)."""
    partials: tuple[tuple[str, tuple[str, ...]], ...]
    jsons: tuple[tuple[str, str], ...]
    times: tuple[str, ...]
    """Columns that are plain but for how the time of day is written."""


@cache
def _columns(name: str) -> _Columns:
    plain: list[tuple[str, str, str | None]] = []
    partials: list[tuple[str, tuple[str, ...]]] = []
    jsons: list[tuple[str, str]] = []
    times: list[str] = []
    for field in layout.NOUN[name].fields:
        if field.form is Form.PARTIAL:
            partials.append((field.key, field.columns))
        elif field.form is Form.JSON:
            jsons.append((field.key, field.columns[0]))
        elif field.form not in (Form.REFERENCE, Form.ABOUT, Form.UP_TO):
            plain.append((field.key, field.columns[0], "" if field.empty else None))
            times += [field.columns[0]] if field.form is Form.TIME else []
    return _Columns(tuple(plain), tuple(partials), tuple(jsons), tuple(times))


def columns_of(noun: Noun, record: Record) -> dict[str, Any]:
    """The record as its row stores it; references, and what a decision is about, are left to the caller."""
    known = _columns(noun.name)
    values: dict[str, Any] = {}
    for key, column, nothing in known.plain:
        value = record.get(key)
        values[column] = nothing if value is None else value
    for key, columns in known.partials:
        written = record.get(key)
        day = None if written is None else partial_of(written)
        parts = (None, None, None) if day is None else (day.year, day.month, day.day)
        values.update(zip(columns, parts, strict=True))
    for key, column in known.jsons:
        held = record.get(key)
        text = "" if held is None else held
        values[column] = text if isinstance(text, str) else json.dumps(text, ensure_ascii=False)
    for column in known.times:
        if values[column] is not None and "." not in values[column]:
            values[column] += ".000000"
    return values
