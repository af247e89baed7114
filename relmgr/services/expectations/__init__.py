"""Expectations: what one side expects of the other, its scope, and the history of where it stands (E1 to E5)."""

from relmgr.services.expectations.model import (
    Agreement,
    ExpectationChange,
    ExpectationDetails,
    ExpectationInput,
    ScopeItemInput,
    terms_of,
)
from relmgr.services.expectations.reading import answer_days, get, of
from relmgr.services.expectations.writing import (
    add,
    add_in,
    agree,
    answer,
    answer_in,
    edit,
    move,
    remove,
    set_status,
    set_status_in,
    told,
)

__all__ = [
    "Agreement",
    "ExpectationChange",
    "ExpectationDetails",
    "ExpectationInput",
    "ScopeItemInput",
    "add",
    "add_in",
    "agree",
    "answer",
    "answer_days",
    "answer_in",
    "edit",
    "get",
    "move",
    "of",
    "remove",
    "set_status",
    "set_status_in",
    "terms_of",
    "told",
]
