"""No table stops the reader, none loses a cell, and a large one is read as it streams."""

import csv
import io
import sys
import tracemalloc
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from relmgr.domain.partial_date import PartialDate
from relmgr.transfer.sources import Answers, Ask, DateOrder, Format, read, recognise
from relmgr.transfer.spreadsheets.lines import Lines
from relmgr.transfer.spreadsheets.rows import Row, Rows
from relmgr.transfer.vcard import Card, Fate, Problem

_HEADINGS = (
    "First Name", "Last Name", "Name", "Given Name", "E-mail 1 - Value", "E-mail 1 - Label", "Phone 1 - Value", "Birthday", "Notes",
    "Group Membership", "Labels", "Custom Field 1 - Label", "Custom Field 1 - Value", "E-mail Address", "Business Street",
    "Business Street 2", "Business Phone", "Mobile Phone", "Referred By", "Children", "User 1", "User 4", "Primary Email",
    "Secondary Email", "Display Name", "Birth Year", "Birth Month", "Birth Day", "Screen Name", "URL", "Company", "Position",
    "Connected On", "Vorname", "Nachname", "Telefon geschäftlich", "Straße geschäftlich", "Ort geschäftlich", "Geburtstag",
    "Email", "Phone", "Anything", "Hobby", "Last contact", "Relmgr id", "",
)  # fmt: skip
_CELLS = st.one_of(
    st.text(max_size=30),
    st.sampled_from(
        ("3/4/1980", "0/0/00", " --04-12", "12 Mar 2024", "a@b.example ::: c@d.example", "'+43 1", "* myContacts ::: Navy",
         "https://www.linkedin.com/in/x", "-- Relmgr data, do not edit --\nBDAY:--0412", "4.4E+11", "urn:uuid:1", "x" * 300)
    ),
)  # fmt: skip
_TABLES = st.lists(st.sampled_from(_HEADINGS), min_size=1, max_size=12).flatmap(
    lambda header: st.tuples(
        st.just(header),
        st.lists(st.lists(_CELLS, min_size=1, max_size=len(header) + 2), max_size=4),
        st.sampled_from(",;\t|"),
        st.sampled_from(("utf-8", "utf-8-sig", "utf-16")),
    )
)


def _file(header: list[str], rows: list[list[str]], sign: str = ",", encoding: str = "utf-8") -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=sign).writerows([header, *rows])
    return text.getvalue().encode(encoding, "replace")


def _entries(content: bytes, name: str = "x.csv", answers: Answers | None = None) -> list[object]:
    stream = BytesIO(content)
    recognised = recognise(stream, name)
    return list(read(stream, recognised, answers or Answers()))


def test_a_heading_of_megabytes_is_not_looked_at_letter_by_letter() -> None:
    content = b"Name," + b"7" * 1_000_000 + b"\nAnn Lee,x\n"
    recognise(BytesIO(b"Name,x\nAnn Lee,x\n"), "x.csv")  # what is only made once is made
    calls = 0

    def count(_frame: object, _event: str, _argument: object) -> None:
        nonlocal calls
        calls += 1

    sys.setprofile(count)
    try:
        recognised = recognise(BytesIO(content), "x.csv")
    finally:
        sys.setprofile(None)
    assert recognised.format is not Format.VCARD
    assert calls < 100_000


@pytest.mark.parametrize("sign", ["3", "e", "Ü"])
def test_a_letter_or_figure_is_no_separator(sign: str) -> None:
    content = f"sep={sign}\nName;Phone\nAda Lee;0302\nBen Ü;3033\n".encode()
    traced = [one.text for entry in _entries(content) if isinstance(entry, Card) for one in entry.traced]
    for words in ("Ada Lee", "0302", "Ben Ü", "3033"):
        assert sum(words in text for text in traced) == 1


@given(st.binary(max_size=2_000), st.sampled_from(("x.csv", "x.txt", "x.zip")))
def test_no_bytes_stop_the_reader(content: bytes, name: str) -> None:
    assert all(isinstance(entry, Card | Problem) for entry in _entries(content, name))


@given(
    st.binary(max_size=300),
    st.sampled_from(("First Name,Last Name,URL,Connected On\n", "Vorname;Nachname;E-Mail\n")),
)
def test_no_bytes_below_a_header_stop_the_reader(content: bytes, header: str) -> None:
    assert all(isinstance(entry, Card | Problem) for entry in _entries(header.encode() + content))


@settings(deadline=None)
@given(_TABLES)
def test_every_cell_has_one_fate(table: tuple[list[str], list[list[str]], str, str]) -> None:
    header, rows, sign, encoding = table
    for entry in _entries(_file(header, rows, sign, encoding)):
        if not isinstance(entry, Card):
            continue
        told = [one.fate for one in entry.traced]
        tally = entry.tally
        assert told.count(Fate.MAPPED) == tally.mapped
        assert told.count(Fate.KEPT) == tally.kept
        assert told.count(Fate.STRUCTURAL) == tally.structural
        assert told.count(Fate.LEFT_OUT) == tally.left_out
        assert len(entry.columns) >= tally.kept


@settings(deadline=None)
@given(
    st.lists(
        st.tuples(st.text(min_size=1, max_size=12), st.text(max_size=20)),
        min_size=1,
        max_size=6,
        unique_by=lambda p: p[0],
    )
)
def test_what_has_no_home_is_kept_as_it_stands(pairs: list[tuple[str, str]]) -> None:
    header = [
        "First Name",
        "Last Name",
        "URL",
        "Connected On",
        *(f"x {heading}" for heading, _value in pairs),
    ]
    content = _file(header, [["Ada", "Lovelace", "", "", *(value for _heading, value in pairs)]])
    cards = [entry for entry in _entries(content) if isinstance(entry, Card)]
    kept = "".join(value for card in cards for _heading, value in card.columns)
    for _heading, value in pairs:
        for word in value.replace("\0", "").split():
            assert word in kept or "\r" in value or "\n" in value


def test_a_cell_longer_than_the_standard_library_reads() -> None:
    long = "x" * 200_000
    cards = [
        one
        for one in _entries(_file(["Name", "Email", "Note"], [["Ada", "a@b.example", long]]))
        if isinstance(one, Card)
    ]
    assert cards[0].notes == (long,)


def test_a_cell_beyond_the_limit_is_refused_with_its_row() -> None:
    content = b'Name,Email\nAda,"' + b"x" * 11_000_000 + b'"\nBob,b@b.example\n'
    entries = _entries(content)
    refused = [one for one in entries if isinstance(one, Problem)]
    assert [problem.line for problem in refused] == [2]
    assert [one.display_name for one in entries if isinstance(one, Card)] == ["Bob"]


def test_ten_thousand_columns() -> None:
    header = ["Name", "Email", *(f"c{at}" for at in range(9_998))]
    cards = [
        one
        for one in _entries(_file(header, [["Ada", "a@b.example", *("v",) * 9_998]]))
        if isinstance(one, Card)
    ]
    assert cards[0].tally.kept == 9_998
    assert cards[0].tally.mapped == 2


def test_a_row_of_more_columns_is_refused_with_its_line_and_the_reason() -> None:
    wide = ",".join(f"c{at}" for at in range(10_001))
    entries = _entries(f"Name,Email\nAda,a@b.example\n{wide}\nBob,b@b.example\n".encode())
    refused = [one for one in entries if isinstance(one, Problem)]
    assert [(one.line, "10,000" in one.reason or "10000" in one.reason) for one in refused] == [(3, True)]
    assert [one.display_name for one in entries if isinstance(one, Card)] == ["Ada", "Bob"]


def test_a_header_of_more_columns_is_refused_and_the_rows_are_read() -> None:
    wide = ",".join(["Name", "Email", *(f"c{at}" for at in range(20_000))])
    entries = _entries(f"{wide}\nAda,a@b.example\nBob,b@b.example\n".encode())
    assert 1 in {one.line for one in entries if isinstance(one, Problem) and "columns" in one.reason}
    assert [one.line for one in entries if isinstance(one, Card)] == [2, 3]


def test_empty_columns_at_the_end_do_not_count() -> None:
    entries = _entries(b"Name,Email" + b"," * 175_000 + b"\nAda,a@b.example" + b"," * 20_000 + b"\n")
    assert [one.display_name for one in entries if isinstance(one, Card)] == ["Ada"]
    assert not [one for one in entries if isinstance(one, Problem)]


def test_a_mark_that_is_never_closed_costs_one_row() -> None:
    lines = ["Name,Email", 'Ada,"open', *(f"P{at},p{at}@x.example" for at in range(20_000))]
    cards = [one for one in _entries("\n".join(lines).encode()) if isinstance(one, Card)]
    assert len(cards) == 20_001


@pytest.mark.parametrize("count", [20_000])
def test_rows_stream(count: int) -> None:
    content = b"Name,Email,Phone\n" + b"".join(
        b"Person %d,p%d@x.example,+43 1 %07d\n" % (at, at, at) for at in range(count)
    )
    stream = BytesIO(content)
    recognised = recognise(stream, "x.csv")
    seen = 0
    tracemalloc.start()
    try:
        for _entry in read(stream, recognised):
            seen += 1
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert seen == count
    assert peak < 8_000_000


def test_the_line_of_a_row_is_the_one_it_begins_in() -> None:
    rows = list(Rows(Lines(BytesIO(b'a,b\r\n\r\n1,"x\r\ny"\r\n3,4')), ","))
    assert [row.line for row in rows if isinstance(row, Row)] == [1, 3, 5]


def test_dates_are_asked_for_only_if_nothing_in_the_file_tells() -> None:
    head = "First Name,Last Name,E-mail Address,Business Phone,Business Street,Birthday\n"
    asked = recognise(BytesIO((head + "A,B,,,,3/4/1980\nC,D,,,,5/6/1981\n").encode()), "x.csv")
    told = recognise(BytesIO((head + "A,B,,,,3/4/1980\nC,D,,,,5/26/1981\n").encode()), "x.csv")
    same = recognise(BytesIO((head + "A,B,,,,3/3/1980\n").encode()), "x.csv")
    assert asked.format is told.format is Format.OUTLOOK_CSV
    assert (Ask.DATE_ORDER in asked.asks, asked.dates) == (True, ("3/4/1980", "5/6/1981"))
    assert Ask.DATE_ORDER not in told.asks
    assert Ask.DATE_ORDER not in same.asks


@pytest.mark.parametrize(("order", "month"), [(DateOrder.DMY, 4), (DateOrder.MDY, 3)])
def test_the_answer_settles_the_dates(order: DateOrder, month: int) -> None:
    content = (
        b"First Name,Last Name,E-mail Address,Business Phone,Business Street,Birthday\nA,B,,,,3/4/1980\n"
    )
    cards = [one for one in _entries(content, answers=Answers(date_order=order)) if isinstance(one, Card)]
    assert cards[0].milestones[0].date.month == month


def test_a_second_column_of_the_same_part_of_a_birthday_is_kept() -> None:
    header = ["First Name", "Last Name", "Display Name", "Secondary Email", "Screen Name"]
    header += ["Birth Year", "Birth Month", "Birth Day", "Geburtstag"]
    row = ["Ada", "Lovelace", "Ada Lovelace", "a@b.example", "ada", "1980", "3", "4", "7"]
    (card,) = [one for one in _entries(_file(header, [row])) if isinstance(one, Card)]
    assert [one.date for one in card.milestones] == [PartialDate(1980, 3, 4)]
    assert ("Geburtstag", "7") in card.columns
    assert len(card.traced) == len(row)
