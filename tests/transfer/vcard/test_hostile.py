"""Input that means harm or makes no sense: refused with a reason, in linear time, and nothing else is lost."""

import base64
import struct
import sys
import zlib
from collections.abc import Callable
from io import BytesIO
from types import FrameType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relmgr.transfer import vcard
from relmgr.transfer.vcard import Card, Limits, Outcome, Problem

_GOOD = b"BEGIN:VCARD\nFN:Good\nEND:VCARD\n"
_SMALL = Limits(
    file_bytes=4_000,
    property_bytes=500,
    photo_bytes=600,
    photo_pixels=1_000,
    parameters=20,
    head_characters=300,
    card_lines=30,
    card_bytes=2_000,
)


def read_all(content: bytes, limits: Limits = vcard.DEFAULT) -> tuple[list[Card], list[Problem]]:
    cards: list[Card] = []
    problems: list[Problem] = []
    for item in vcard.read(content, limits=limits):
        if isinstance(item, Card):
            cards.append(item)
            problems.extend(item.problems)
        else:
            problems.append(item)
    return cards, problems


def card_with(line: bytes) -> bytes:
    return b"BEGIN:VCARD\nFN:Odd\n" + line + b"\nTEL:555\nEND:VCARD\n" + _GOOD


@given(st.binary(max_size=300))
def test_any_bytes_are_read(content: bytes) -> None:
    for item in vcard.read(content):
        assert isinstance(item, Card | Problem)


@given(
    st.lists(st.binary(max_size=30), max_size=6),
    st.sampled_from(["", ";CHARSET=SHIFT_JIS", ";QUOTED-PRINTABLE", ";BASE64"]),
)
def test_any_values_are_read_and_written(values: list[bytes], parameter: str) -> None:
    names = ("N", "ADR", "NOTE", "PHOTO", "BDAY", "X-ANDROID-CUSTOM")
    lines = [f"{name}{parameter}:".encode() + value for name, value in zip(names, values, strict=False)]
    cards, _problems = read_all(b"BEGIN:VCARD\n" + b"\n".join(lines) + b"\nEND:VCARD\n")
    for piece in vcard.write(cards):
        assert piece.startswith(b"BEGIN:VCARD\r\n")


@given(
    st.text('BEGINDV:CARPHOT;="\\,.^%\r\n \t\0ü', max_size=200),
    st.sampled_from(["utf-8", "utf-16", "utf-16-le", "utf-32"]),
)
def test_any_text_is_read_under_small_limits(text: str, encoding: str) -> None:
    for item in vcard.read(text.encode(encoding), limits=_SMALL):
        assert isinstance(item, Card | Problem)


@pytest.mark.parametrize(
    "line",
    [
        b"NOTE:" + b"x" * 600,
        b"NOTE:" + b"x" * 100_000,
        b"NOTE:" + b"x\n " * 5_000,
        b"TEL" + b";TYPE=home" * 50_000 + b":555",
        b'TEL;LABEL="' + b":" * 100_000 + b'":555',
        b"PHOTO;ENCODING=b:" + base64.b64encode(bytes(5_000)),
        b"no colon at all",
    ],
    ids=["long", "very long", "long by folding", "parameters", "head", "photo", "bare"],
)
def test_a_refused_line_is_reported_and_stops_nothing(line: bytes) -> None:
    cards, problems = read_all(
        card_with(line), Limits(property_bytes=500, photo_bytes=600, parameters=20, head_characters=300)
    )
    assert [(card.formatted_name, len(card.contacts)) for card in cards] == [("Odd", 1), ("Good", 0)]
    assert [(problem.line, problem.outcome) for problem in problems] == [(3, Outcome.LEFT_OUT)]
    assert problems[0].reason
    assert len(problems[0].raw) <= 200


def test_ordinary_sizes_are_taken() -> None:
    content = card_with(b"NOTE:" + b"x" * 1_000_000)
    cards, problems = read_all(content)
    assert len(cards[0].notes[0]) == 1_000_000
    assert not problems


def _png(width: int, height: int) -> bytes:
    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    body = struct.pack(">I", len(header)) + b"IHDR" + header + struct.pack(">I", zlib.crc32(b"IHDR" + header))
    return b"\x89PNG\r\n\x1a\n" + body


def test_a_huge_picture_in_few_bytes_is_refused_by_its_header() -> None:
    picture = base64.b64encode(_png(60_000, 60_000))
    cards, problems = read_all(card_with(b"PHOTO;ENCODING=b;TYPE=PNG:" + picture))
    assert cards[0].photo is None
    assert [problem.outcome for problem in problems] == [Outcome.LEFT_OUT]
    assert "60000 × 60000" in problems[0].reason


def test_no_end_of_lines_no_end_of_card() -> None:
    cards, problems = read_all(b"BEGIN:VCARD\nFN:Ada")
    assert [card.formatted_name for card in cards] == ["Ada"]
    assert [problem.outcome for problem in problems] == [Outcome.READ]


def test_a_card_of_too_many_lines_keeps_the_first_ones() -> None:
    content = b"BEGIN:VCARD\nFN:Odd\n" + b"TEL:1\n" * 100 + b"END:VCARD\n" + _GOOD
    cards, problems = read_all(content, _SMALL)
    assert len(cards[0].contacts) == 29
    assert [(problem.line, problem.lines) for problem in problems] == [(32, 71)]
    assert cards[0].tally.lines == 103
    assert cards[1].formatted_name == "Good"


def test_a_file_that_is_too_large_is_read_up_to_the_limit_and_says_so() -> None:
    cards, problems = read_all(_GOOD * 1_000, _SMALL)
    assert len(cards) == 4_000 // len(_GOOD)
    assert problems[-1].lines == 0
    assert "larger than" in problems[-1].reason


def test_zero_bytes_are_removed_and_reported() -> None:
    cards, problems = read_all(b"BEGIN:VCARD\nFN:A\0da\nNOTE;QUOTED-PRINTABLE:a=00b\nEND:VCARD\n")
    assert (cards[0].formatted_name, cards[0].notes) == ("Ada", ("ab",))
    assert [problem.outcome for problem in problems] == [Outcome.READ, Outcome.READ]


def test_cards_within_cards_without_end() -> None:
    content = b"BEGIN:VCARD\nFN:A\nAGENT:\n" * 300 + b"END:VCARD\n"
    cards, _problems = read_all(content)
    assert len(cards) == 300


def test_a_stream_that_gives_little_at_a_time() -> None:
    class Slow(BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            return super().read(min(3, size or 3))

    text = "BEGIN:VCARD\r\nFN:Zoë\r\nNOTE:a\r\n b\r\nEND:VCARD\r\n"
    for encoding in ("utf-8", "utf-16", "utf-16-be", "utf-32"):
        (card,) = vcard.read(Slow(text.encode(encoding)))
        assert isinstance(card, Card)
        assert (card.formatted_name, card.notes) == ("Zoë", ("ab",))


def _calls(content: bytes) -> int:
    """How many Python and C functions reading `content` calls."""
    count = 0

    def note(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    previous = sys.getprofile()
    sys.setprofile(note)
    try:
        for _item in vcard.read(content):
            pass
    finally:
        sys.setprofile(previous)
    return count


@pytest.mark.parametrize(
    "shape",
    [
        lambda n: _GOOD * n,
        lambda n: b"BEGIN:VCARD\nNOTE:x\n" + b" y\n" * n + b"END:VCARD\n",
        lambda n: b"BEGIN:VCARD\nNOTE;QUOTED-PRINTABLE:x" + b"=41=\n" * n + b"\nEND:VCARD\n",
        lambda n: b"BEGIN:VCARD\nPHOTO;BASE64:\n" + b"AAAA\n" * n + b"END:VCARD\n",
        lambda n: b"BEGIN:VCARD\nNOTE:x\n" + b"y\n" * n + b"END:VCARD\n",
        lambda n: b"BEGIN:VCARD\n" + b"TEL;TYPE=a%d:1\n" * n + b"END:VCARD\n",
        lambda n: b"BEGIN:VCARD\nN:" + b"\\,;" * n + b"\nEND:VCARD\n",
        lambda n: b"BEGIN:VCARD\nTEL" + b';X="' * n + b":1\nEND:VCARD\n",
        lambda n: b"BEGIN:VCARD\n" * n,
        lambda n: b"stray\n" * n,
        lambda n: b"\r" * n,
        lambda n: b"BEGIN:VCARD\n" + b"".join(b"item%d.X-ABLabel:a\n" % i for i in range(n)) + b"END:VCARD\n",
    ],
)
def test_work_grows_no_faster_than_the_file(shape: Callable[[int], bytes]) -> None:
    few, many = shape(400), shape(4_000)
    assert _calls(many) <= 12 * _calls(few) + 500


def test_memory_holds_one_card_at_a_time() -> None:
    class Endless:
        """A stream of cards of which the reader may be only a few blocks ahead."""

        def __init__(self) -> None:
            self.given = 0

        def read(self, size: int = -1) -> bytes:
            self.given += size
            return (_GOOD * (size // len(_GOOD) + 1))[:size]

    stream = Endless()
    cards = vcard.read(stream, limits=Limits(file_bytes=50_000_000))  # type: ignore[arg-type]
    for _number in range(100):
        next(cards)
    assert stream.given < 1_000_000


def test_a_file_of_too_many_lines_is_read_so_far_and_says_so() -> None:
    content = b"BEGIN:VCARD\nFN:Ada\nEND:VCARD\n" + b"a\n" * 400_000
    entries = list(vcard.read(content, limits=Limits(file_lines=1_000)))
    assert isinstance(entries[0], Card)
    last = entries[-1]
    assert isinstance(last, Problem)
    assert "more than 1000 lines" in last.reason
    assert last.line < 400_000


@given(st.text('";:,= aA', max_size=40))
def test_parameters_are_told_apart_outside_quotation_marks(text: str) -> None:
    (card,), _problems = read_all(f"BEGIN:VCARD\nFN:Odd\nTEL;X-A={text}:555\nEND:VCARD\n".encode())
    outside = "".join(text.split('"')[::2])
    if text.count('"') % 2 == 0 and ":" not in outside:
        assert [method.value for method in card.contacts] == ["555"]
    assert card.tally.lines == 4
