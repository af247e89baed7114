"""Whatever stands in the tables goes out and comes in again: rows made by chance, in every table and column."""

import hashlib
import shutil
import tempfile
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from random import Random
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import insert

from relmgr.domain.moments import MomentKind
from relmgr.store import Store
from relmgr.store.database import open_store
from relmgr.store.sqlcipher import DatabaseKey
from relmgr.transfer.archive import layout, write
from relmgr.transfer.archive.layout import Field, Form, Noun
from tests.builders import NOW
from tests.conftest import KEY, VAULT
from tests.transfer.archive.test_round_trip import records, rows, take_in

_TEXTS = (
    "",
    " ",
    "a",
    "Ö",
    "two\nlines\r\n",
    '"',
    "\\",
    "{}",
    "null",
    "’",
    "🎂",
    "مرحبا",
    "\u2028",
    "0",
    "x" * 5000,
)
_JSON = ("", '{"a": "ö"}', '{"a":1}', "[1, 2]", "no JSON", '"text"', "{}")
_PARTIALS = (
    (None, None, None), (1987, 4, 12), (1, 1, 1), (2024, 2, 29), (1987, 4, None), (9999, None, None), (None, 2, 29),
    (None, 12, None), (None, None, 31),
)  # fmt: skip
_ONE_EACH = {
    "circle_cadence", "update_rhythm", "told_apart", "expectation_goal", "person_label", "shown", "mirror_answer",
}  # fmt: skip
"""Tables where a second row could be the same as the first."""


class _Chance:
    """Rows by chance, from a seed and the texts that Hypothesis thought of."""

    def __init__(self, seed: int, texts: list[str]) -> None:
        self._random = Random(seed)
        self._texts = (*_TEXTS, *texts)
        self._ids: dict[str, list[int]] = {}

    def fill(self, store: Store) -> None:
        """Up to three rows in each table."""
        with store.change("by chance") as session:
            for noun in layout.NOUNS:
                for at in range(self._random.randint(0, 1 if noun.name in _ONE_EACH else 3)):
                    values = self._row(noun, at)
                    if values is not None:
                        made = session.execute(insert(noun.table).values(**values))
                        self._ids.setdefault(noun.name, []).append(int(made.lastrowid))

    def _row(self, noun: Noun, at: int) -> dict[str, Any] | None:
        """None where it would have to refer to what there is none of."""
        values: dict[str, Any] = {}
        unique = {column.name for column in noun.table.columns if column.unique}
        for field in noun.fields:
            known = self._ids.get(
                layout.ABOUT[values["source"]] if field.form is Form.ABOUT else field.target, []
            )
            if field.form in (Form.REFERENCE, Form.ABOUT) and not known and field.required:
                return None
            value = self._value(noun, field, known)
            if field.form is Form.PARTIAL:
                values.update(zip(field.columns, value, strict=True))
            elif field.columns[0] in unique and field.form is Form.TEXT:
                values[field.columns[0]] = f"{value}{at}"
            else:
                values[field.columns[0]] = value
        if noun.name == "photo":
            values["data"] = b"picture %d" % at
            values["sha256"] = hashlib.sha256(values["data"]).hexdigest()
        if noun.name == "told_apart" and values["one_person_id"] >= values["other_person_id"]:
            return None
        return values

    def _value(self, noun: Noun, field: Field, known: list[int]) -> Any:
        pick = self._random.choice
        if field.form is Form.PARTIAL:
            return pick(_PARTIALS)
        if field.nullable and (self._random.random() < 0.4 or (field.form is Form.REFERENCE and not known)):
            return None
        if field.words:
            return pick(sorted(field.words))
        if (noun.name, field.key) == ("moment", "kind"):
            return pick(sorted(MomentKind))
        if field.key == "source" and "about" in noun.by_key:
            return pick(sorted(layout.ABOUT))
        if field.form in (Form.REFERENCE, Form.ABOUT):
            return pick(known)
        return self._plain(field.form)

    def _plain(self, form: Form) -> Any:
        number = self._random.randint
        made: dict[Form, Callable[[], Any]] = {
            Form.TEXT: lambda: self._random.choice(self._texts),
            Form.JSON: lambda: self._random.choice(_JSON),
            Form.NUMBER: lambda: number(-5, 10_000),
            Form.FLAG: lambda: number(0, 1) == 1,
            Form.DAY: lambda: date.fromordinal(number(date(1900, 1, 1).toordinal(), date.max.toordinal())),
            Form.INSTANT: lambda: datetime(1900, 1, 1, tzinfo=UTC) + timedelta(seconds=number(0, 2**37)),
            Form.TIME: lambda: time(number(0, 23), number(0, 59)),
            Form.UP_TO: lambda: number(0, 9),
        }
        return made[form]()


@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(
    seed=st.integers(0, 2**32),
    texts=st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=30), max_size=6),
)
def test_any_rows_come_back(empty_file: Path, seed: int, texts: list[str]) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        stores = []
        for one in ("here.db", "there.db"):
            shutil.copyfile(empty_file, folder / one)
            stores.append(open_store(folder / one, DatabaseKey(KEY), VAULT))
        here, there = stores
        try:
            _Chance(seed, texts).fill(here)
            write(here, folder / "here.zip", now=NOW)
            take_in(there, folder / "here.zip")
            write(there, folder / "there.zip", now=NOW)
            assert records(folder / "there.zip") == records(folder / "here.zip")
            assert rows(there) == rows(here)
        finally:
            here.close()
            there.close()
