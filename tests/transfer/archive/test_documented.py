"""The archive is what its pages say: every column is in it or has its reason, the schema is the code's, ten lines read it."""

import json
import re
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest

from relmgr.store import tables as t
from relmgr.transfer.archive import layout, schema

DOCS = Path(__file__).parents[3] / "docs"


def test_every_table_is_in_the_archive_or_has_its_reason() -> None:
    tables = {table.name for table in t.metadata.sorted_tables}
    assert set(layout.NOUN) | set(layout.LEFT_OUT) == tables
    assert not set(layout.NOUN) & set(layout.LEFT_OUT)
    assert all(len(reason) > 20 for reason in layout.LEFT_OUT.values())


@pytest.mark.parametrize("noun", layout.NOUNS, ids=lambda noun: noun.name)
def test_every_column_is_in_the_archive(noun: layout.Noun) -> None:
    held = [column for field in noun.fields for column in field.columns]
    assert len(held) == len(set(held))
    left = {column.name for column in noun.table.columns} - set(held)
    assert left == ({"id", "data"} if noun.name == "photo" else {"id"})
    keys = [field.key for field in noun.fields]
    assert len(keys) == len(set(keys))
    assert "number" not in keys


def test_what_refers_to_something_comes_after_it() -> None:
    names = [noun.name for noun in layout.NOUNS]
    for noun in layout.NOUNS:
        for field in noun.fields:
            if field.target:
                assert names.index(field.target) < names.index(noun.name)


def test_the_schema_in_the_docs_is_the_one_of_the_code() -> None:
    assert (DOCS / "archive-schema.json").read_text(encoding="utf-8") == schema.text()


def test_every_record_keeps_to_the_schema(archive: Path) -> None:
    said = json.loads((DOCS / "archive-schema.json").read_text(encoding="utf-8"))["$defs"]
    with zipfile.ZipFile(archive) as opened:
        for noun, rules in said.items():
            for line in opened.open(f"records/{noun}.jsonl"):
                _keeps_to(json.loads(line), rules)


_TYPES: dict[str, Any] = {
    "string": str, "integer": int, "boolean": bool, "object": dict, "array": list,
}  # fmt: skip


def _keeps_to(record: dict[str, Any], rules: dict[str, Any]) -> None:
    """As much of JSON Schema as the archive's uses."""
    assert record.keys() <= rules["properties"].keys()
    assert set(rules["required"]) <= record.keys()
    for key, value in record.items():
        rule = rules["properties"][key]
        if "enum" in rule:
            assert value in rule["enum"]
            continue
        kinds = rule["type"] if isinstance(rule["type"], list) else [rule["type"]]
        assert any(isinstance(value, _TYPES[kind]) for kind in kinds), (key, value)
        if "pattern" in rule:
            assert re.search(rule["pattern"], value)


@pytest.mark.parametrize("page", ["archive.md", "guide/in-and-out.md"])
def test_ten_lines_of_python_read_it(page: str, archive: Path, tmp_path: Path) -> None:
    text = (DOCS / page).read_text(encoding="utf-8")
    found = re.search(r"```python\n(.*?)```", text, re.DOTALL)
    assert found is not None
    lines = [line for line in found[1].splitlines() if line.strip()]
    assert len(lines) <= 10
    assert set(re.findall(r"^(?:import|from) (.*)$", found[1], re.MULTILINE)) == {"json, sys, zipfile"}
    script = tmp_path / "reader.py"
    script.write_text(found[1], encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-I", "-X", "utf8", str(script), str(archive)],
        capture_output=True, text=True, encoding="utf-8", check=True,
    )  # fmt: skip
    shown = done.stdout.splitlines()
    with zipfile.ZipFile(archive) as opened:
        dates = [json.loads(line) for line in opened.open("records/milestone.jsonl")]
        people = {
            one["uid"]: one["display_name"] for one in map(json.loads, opened.open("records/person.jsonl"))
        }
    expected = [f"{one['on']} {people[one['person']]}" for one in dates if one["kind"] == "birthday"]
    assert shown == expected
    assert "--02-29 Ada Quist" in shown
