"""The archive as JSON Schema (draft 2020-12): made from the tables, so that it says what is written.

`python -m relmgr.transfer.archive.schema` prints it; docs/archive-schema.json is that, and a test compares them.
"""

import json
import sys
from typing import Any

from relmgr.transfer.archive import layout
from relmgr.transfer.archive.layout import Field, Form, Noun

_FORMS: dict[Form, dict[str, Any]] = {
    Form.TEXT: {"type": "string"},
    Form.NUMBER: {"type": "integer"},
    Form.FLAG: {"type": "boolean"},
    Form.DAY: {"type": "string", "format": "date"},
    Form.INSTANT: {"type": "string", "format": "date-time", "pattern": "Z$"},
    Form.TIME: {"type": "string", "pattern": "^[0-9]{2}:[0-9]{2}:[0-9]{2}"},
    Form.JSON: {"type": ["object", "array", "string"]},
    Form.PARTIAL: {
        "type": "string",
        "pattern": "^([0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?|--[0-9]{2}(-[0-9]{2})?|---[0-9]{2})$",
        "description": "1987-04-12, 1987-04, 1987, --04-12, --04 or ---12: what is not known is left out",
    },
    Form.UP_TO: {"type": "integer", "description": "the number of a moment; 0 for none"},
    Form.ABOUT: {
        "type": ["string", "integer"],
        "description": "what is decided about: `source` says of which noun it is the uid or the number",
    },
}


def schema() -> dict[str, Any]:
    """The whole schema: the manifest, and in `$defs` a record of each noun."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Relmgr archive",
        "description": f"{layout.MANIFEST}; in $defs the records, one JSON object a line in {layout.RECORDS}/<noun>.jsonl",
        "type": "object",
        "properties": {
            "format": {"const": layout.FORMAT},
            "version": {"const": layout.VERSION},
            "made_at": _FORMS[Form.INSTANT],
            "made_by": {"type": "string"},
            "counts": {"type": "object", "additionalProperties": {"type": "integer", "minimum": 0}},
        },
        "required": ["format", "version", "counts"],
        "$defs": {noun.name: _record(noun) for noun in layout.NOUNS},
    }


def _record(noun: Noun) -> dict[str, Any]:
    properties: dict[str, Any] = {}
    if noun.is_numbered:
        properties["number"] = {"type": "integer", "description": "what other records call this one"}
    properties |= {field.key: _field(field) for field in noun.fields}
    required = ["number"] if noun.is_numbered else []
    required += [field.key for field in noun.fields if field.required]
    return {
        "type": "object",
        "properties": properties,
        "required": required,
        "additionalProperties": False,
    }


def _field(field: Field) -> dict[str, Any]:
    if field.words:
        return {"enum": sorted(field.words)}
    if field.form is Form.REFERENCE:
        known_by = layout.KNOWN_BY.get(field.target)
        kind = "string" if known_by else "integer"
        return {"type": kind, "description": f"the {known_by or 'number'} of a {field.target}"}
    return _FORMS[field.form]


def text() -> str:
    """The schema as it stands in docs/."""
    return json.dumps(schema(), indent=1, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    sys.stdout.write(text())
