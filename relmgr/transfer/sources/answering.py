"""Answers as JSON: what `import --map` reads and what is remembered of a header.

{"columns": {"Nom": "family", "Tél. bureau": "phone:work", "Divers": "keep"}, "date_order": "dmy"}
"""

import json
from typing import Any

from relmgr.errors import InputError
from relmgr.i18n import _
from relmgr.transfer.sources.model import Answers, DateOrder
from relmgr.transfer.spreadsheets.fields import Meaning

_SHOWN = 60
"""Characters of a wrong word that are said back."""


def answers_of(said: Any) -> Answers:
    """The answers in decoded JSON. Raises InputError where it is none of them; columns nobody has do no harm."""
    if not isinstance(said, dict) or not said.keys() <= {"columns", "date_order"}:
        raise InputError(
            _("A mapping is an object with “columns” and “date_order” and nothing else. Nothing was changed.")
        )
    columns = said.get("columns", {})
    if not isinstance(columns, dict) or not all(isinstance(word, str) for word in columns.values()):
        raise InputError(
            _("In a mapping, “columns” gives each heading the word of a field. Nothing was changed.")
        )
    order = said.get("date_order")
    if order is not None and order not in tuple(DateOrder):
        raise InputError(
            _("In a mapping, “date_order” is one of {orders}. Nothing was changed.").format(
                orders=", ".join(DateOrder)
            )
        )
    return Answers(columns=dict(columns), date_order=None if order is None else DateOrder(order))


def read_answers(content: bytes) -> Answers:
    """The answers in a mapping file. Raises InputError where it is none."""
    try:
        said = json.loads(content)
    except (ValueError, RecursionError):
        raise InputError(_("The mapping is not JSON. Nothing was changed.")) from None
    answers = answers_of(said)
    for word in answers.columns.values():
        _check_field(word)
    return answers


def _check_field(word: str) -> None:
    try:
        if word:
            Meaning.of(word)
    except ValueError:
        raise InputError(
            _("The mapping says “{word}”, which is no field. Nothing was changed.").format(word=word[:_SHOWN])
        ) from None


def as_json(answers: Answers) -> dict[str, Any]:
    """The reverse of `answers_of`."""
    said: dict[str, Any] = {"columns": dict(answers.columns)}
    return said | ({"date_order": answers.date_order.value} if answers.date_order else {})
