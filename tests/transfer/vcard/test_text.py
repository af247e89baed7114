r"""Escapes of values, against the rule read one backslash at a time (RFC 6350 §3.4)."""

import sys
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relmgr.transfer.vcard import text

_VALUES = st.text(alphabet="\\rnN;,:a\n\0\1\ue000\U0001f600")


def _one_by_one(value: str, mean: Callable[[str], str]) -> str:
    """`value` with each backslash and what follows it given to `mean`; `\r\n` is one to it."""
    made, at = [], 0
    while at < len(value):
        if value[at] != "\\" or at + 1 == len(value):
            made.append(value[at])
            at += 1
            continue
        size = 4 if value[at : at + 4] in ("\\r\\n", "\\r\\N") else 2
        made.append(mean(value[at + 1 : at + size]))
        at += size
    return "".join(made)


@given(_VALUES)
def test_undoing_escapes_follows_the_rule(value: str) -> None:
    def mean(escaped: str) -> str:
        return "\n" if escaped in ("n", "N", "r\\n", "r\\N") else escaped

    assert text.unescape(value) == _one_by_one(value, mean)


@given(_VALUES)
def test_in_2_1_only_signs_are_escaped(value: str) -> None:
    def mean(escaped: str) -> str:
        return escaped if escaped in ";,:\\" else f"\\{escaped}"

    assert text.unescape_2_1(value) == _one_by_one(value, mean)


@given(_VALUES, st.sampled_from(";,"))
def test_pieces_are_what_stands_between_separators_that_are_not_escaped(value: str, separator: str) -> None:
    pieces = text.split(value, separator)
    assert separator.join(pieces) == value
    for piece in pieces:
        assert separator not in _one_by_one(piece, lambda _escaped: "")
    for piece in pieces[:-1]:
        assert not (len(piece) - len(piece.rstrip("\\"))) % 2


@pytest.mark.parametrize("undo", [text.unescape, text.unescape_2_1, lambda value: text.split(value, ";")])
def test_megabytes_of_backslashes_are_no_work_for_python(undo: Callable[[str], object]) -> None:
    calls = 0

    def count(_frame: object, _event: str, _argument: object) -> None:
        nonlocal calls
        calls += 1

    sys.setprofile(count)
    try:
        undo("\\n\\\\" * 250_000)
    finally:
        sys.setprofile(None)
    assert calls < 100
