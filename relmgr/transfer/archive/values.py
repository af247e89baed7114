"""One record of an archive: whether each value is what its field says, and the columns it stands for."""

import json
import re
from collections.abc import Mapping
from datetime import date, datetime, time
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
_INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", re.ASCII)


class WrongRecordError(InputError):
    """What is wrong with a record, without a full stop."""


def record_of(noun: Noun, held: Any) -> Record:
    """`held` as a record of `noun`. Raises WrongRecordError."""
    if not isinstance(held, dict):
        raise WrongRecordError(_("this is no record"))
    allowed = noun.by_key
    unknown = next(
        (key for key in held if key not in allowed and not (key == "number" and noun.is_numbered)), None
    )
    if unknown is not None:
        raise WrongRecordError(_("“{key}” is not known here").format(key=str(unknown)[:80]))
    for field in noun.fields:
        if field.key in held:
            if not _fits(field, held[field.key]):
                raise WrongRecordError(_("“{key}” is not what it should be").format(key=field.key))
        elif field.required:
            raise WrongRecordError(_("“{key}” is missing").format(key=field.key))
    if noun.is_numbered and not _is_number(held.get("number")):
        raise WrongRecordError(_("“{key}” is missing").format(key="number"))
    if "about" in allowed and not _is_about(held):
        raise WrongRecordError(_("“{key}” is not what it should be").format(key="about"))
    return held


def _is_number(value: Any, most: int = 2**53) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and -most <= value <= most


def _is_text(value: Any) -> bool:
    if not isinstance(value, str) or len(value) > TEXT or "\0" in value:
        return False
    return value.isascii() or not any("\ud800" <= letter <= "\udfff" for letter in value)


def _is_about(held: Mapping[str, Any]) -> bool:
    target = layout.ABOUT.get(held["source"])
    return target is not None and (
        _is_text(held["about"]) if target in layout.KNOWN_BY else _is_number(held["about"])
    )


def _fits(field: Field, value: Any) -> bool:  # noqa: PLR0911  (one for each form)
    match field.form:
        case Form.FLAG:
            return isinstance(value, bool)
        case Form.NUMBER:
            return _is_number(value, NUMBER)
        case Form.UP_TO:
            return _is_number(value)
        case Form.ABOUT:
            return True  # looked at with its source
        case Form.JSON:
            return isinstance(value, dict | list) or _is_text(value)
        case Form.REFERENCE:
            return _is_text(value) if field.target in layout.KNOWN_BY else _is_number(value)
    if not _is_text(value):
        return False
    if field.words:
        return value in field.words
    try:
        return _is_written(field.form, value)
    except ValueError:
        return False


def _is_written(form: Form, text: str) -> bool:
    match form:
        case Form.DAY:
            return _DAY.fullmatch(text) is not None and bool(date.fromisoformat(text))
        case Form.INSTANT:
            return _INSTANT.fullmatch(text) is not None and bool(datetime.fromisoformat(text))
        case Form.TIME:
            return time.fromisoformat(text).isoformat() == text
        case Form.PARTIAL:
            return partial_of(text) is not None
    return True


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


def columns_of(noun: Noun, record: Record) -> dict[str, Any]:
    """The record as its row stores it; references, and what a decision is about, are left to the caller."""
    values: dict[str, Any] = {}
    for field in noun.fields:
        value = record.get(field.key)
        if field.form is Form.PARTIAL:
            partial = None if value is None else partial_of(value)
            parts = (None, None, None) if partial is None else (partial.year, partial.month, partial.day)
            values.update(zip(field.columns, parts, strict=True))
        elif field.form is Form.JSON:
            if value is None:
                value = ""
            values[field.columns[0]] = (
                value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
            )
        elif field.form is Form.TIME and value is not None:
            values[field.columns[0]] = value if "." in value else f"{value}.000000"
        elif field.form not in (Form.REFERENCE, Form.ABOUT, Form.UP_TO):
            values[field.columns[0]] = "" if value is None and field.empty else value
    return values
