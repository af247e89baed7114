"""Every line of a file has its account: taken over, kept or refused, and why; and answers are remembered by header."""

import csv
from io import BytesIO, StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.data.make_vcards import make_mixture
from relmgr.errors import InputError
from relmgr.store import Store
from relmgr.transfer.importing import (
    Account,
    Became,
    ImportPlan,
    accounts,
    plan,
    recall,
    remember,
    report_file,
)
from relmgr.transfer.sources import Answers, DateOrder, Format, Recognised
from relmgr.transfer.sources.answering import answers_of, as_json, read_answers
from relmgr.transfer.vcard import Card, read
from tests.builders import NOW

_FILE = b"""BEGIN:VCARD
VERSION:3.0
N:Jacobs;Megan;;;
TEL;X-ODD=1:+44 117 496 0123
X-ANYTHING:goes
NOTE:
no colon at all
END:VCARD
between the cards
BEGIN:VCARD
VERSION:3.0
FN:Taxi Bristol
ORG:Taxi Bristol
END:VCARD
"""


def _of(store: Store, content: bytes) -> tuple[ImportPlan, list[Account]]:
    made = plan(store, read(BytesIO(content)), "a.vcf")
    return made, list(accounts(made))


def test_each_line_says_what_became_of_it(store: Store) -> None:
    _plan, told = _of(store, _FILE)
    by_line = {one.line: one for one in told}
    assert sorted(by_line) == list(range(1, 15))
    became = {line: one.became for line, one in by_line.items()}
    assert became[3] is became[4] is Became.MAPPED
    assert "X-ODD" in by_line[4].reason
    assert (became[5], by_line[5].text) == (Became.KEPT, "X-ANYTHING:goes")
    assert became[7] is Became.REFUSED
    assert became[9] is Became.REFUSED
    assert {became[line] for line in range(10, 15)} == {Became.REFUSED}
    assert "company" in by_line[12].reason, "the lines of a card that is skipped are refused with its reason"
    assert all(one.reason for one in told if one.became is not Became.MAPPED)


def test_lines_of_a_card_that_is_not_chosen_are_refused(store: Store) -> None:
    made, _told = _of(store, _FILE)
    told = list(accounts(made, frozenset()))
    assert {one.became for one in told} == {Became.REFUSED}
    assert next(one for one in told if one.line == 3).reason == "Not chosen"


def test_no_line_of_any_dialect_is_without_account(store: Store) -> None:
    content = make_mixture(60)
    made, told = _of(store, content)
    assert sum(one.lines for one in told) == sum(row.card.tally.lines for row in made.rows)
    for row in made.rows:
        assert len(row.card.traced) == row.card.tally.lines


@given(st.lists(st.sampled_from([*_FILE.split(b"\n"), b"BEGIN:VCARD", b"\xff\xfe", b" folded", b"AGENT:"])))
def test_whatever_the_order_of_lines_none_is_lost(lines: list[bytes]) -> None:
    entries = list(read(BytesIO(b"\n".join(lines))))
    counted = sum(len(entry.traced) if isinstance(entry, Card) else entry.lines for entry in entries)
    tallied = sum(entry.tally.lines if isinstance(entry, Card) else entry.lines for entry in entries)
    assert counted == tallied


def test_the_report_as_a_table_holds_every_line_and_no_formula(store: Store) -> None:
    made, told = _of(store, _FILE.replace(b"X-ANYTHING:goes", b"=cmd"))
    rows = list(csv.reader(StringIO(report_file(made, ".csv").decode("utf-8-sig"))))
    assert len(rows) == 1 + len(told)
    assert [row[5] for row in rows if "cmd" in row[5]] == ["'=cmd"]


def test_answers_are_remembered_by_header_and_only_by_it(store: Store) -> None:
    table = Recognised(format=Format.CSV, header="Nom;Tél")
    answers = Answers(columns={"Nom": "family", "Tél": "phone:work"}, date_order=DateOrder.DMY)
    assert recall(store, table) is None
    remember(store, table, answers, NOW)
    remember(store, table, Answers(columns={"Nom": "name"}), NOW)
    held = recall(store, table)
    assert held is not None
    assert dict(held.columns) == {"Nom": "name"}
    assert recall(store, Recognised(format=Format.CSV, header="Nom")) is None
    remember(store, Recognised(format=Format.CSV), answers, NOW)
    assert recall(store, Recognised(format=Format.CSV)) is None


def test_answers_go_to_json_and_back() -> None:
    answers = Answers(columns={"Nom": "family"}, date_order=DateOrder.YMD)
    assert answers_of(as_json(answers)) == answers


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"[]",
        b"{",
        b"\xff",
        b'{"columns": []}',
        b'{"columns": {"a": 1}}',
        b'{"columns": {"a": "shoe size"}}',
        b'{"date_order": "x"}',
        b'{"other": 1}',
    ],
)
def test_a_mapping_that_is_none_is_refused_with_a_sentence(content: bytes) -> None:
    with pytest.raises(InputError, match="mapping"):
        read_answers(content)
