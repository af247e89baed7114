"""No line of a card vanishes: each is mapped, kept or reported."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.data.make_vcards import DIALECTS, make_mixture
from relmgr.transfer import vcard
from relmgr.transfer.vcard import Card, Outcome, Problem

_FILES = Path(__file__).parents[2] / "data" / "vcards"
_WORDY = [
    "FN",
    "N",
    "NICKNAME",
    "ORG",
    "TITLE",
    "ROLE",
    "NOTE",
    "EMAIL",
    "TEL",
    "ADR",
    "URL",
    "IMPP",
    "RELATED",
    "X-ABRELATEDNAMES",
    "CATEGORIES",
    "TZ",
    "LANG",
    "PRONOUNS",
    "UID",
    "X-SPOUSE",
    "X-MS-CHILD",
    "X-JABBER",
    "X-SKYPE",
    "X-PHONETIC-FIRST-NAME",
    "X-PHONETIC-LAST-NAME",
    "SORT-STRING",
    "MEMBER",
    "GEO",
    "GENDER",
    "X-ANYTHING",
    "item1.X-ABADR",
    "item1.X-ABLABEL",
    "SOUND",
    "KEY",
    "AGENT",
    "BDAY",
    "REV",
    "X-SOCIALPROFILE",
    "PHOTO",
    "LOGO",
    "KIND",
    "X-MANAGERSNAME",
    "X-ABDATE",
    "ANNIVERSARY",
    "CREATED",
    "SOURCE",
    "X-GENDER",
    "DEATHDATE",
    "X-ANDROID-CUSTOM",
    "X-ABSHOWAS",
]


def accounted(content: bytes) -> int:
    """The content lines that cards and reports account for; checks each card's own counts on the way."""
    total = 0
    for item in vcard.read(content):
        if isinstance(item, Problem):
            total += item.lines
            continue
        assert item.tally.kept == len(item.unknown)
        left_out = sum(problem.lines for problem in item.problems if problem.outcome is Outcome.LEFT_OUT)
        assert item.tally.left_out == left_out
        total += item.tally.lines
    return total


def content_lines(text: str) -> int:
    """The content lines of a text without quoted-printable or base64, counted the plain way."""
    return sum(1 for line in text.split("\n") if line and line[0] not in " \t")


@pytest.mark.parametrize(
    "name", ["apple-3.0.vcf", "google-3.0.vcf", "evolution-3.0.vcf", "kde-3.0.vcf", "broken.vcf"]
)
def test_the_lines_of_a_file_add_up(name: str) -> None:
    content = (_FILES / name).read_bytes()
    text = content.decode("utf-8-sig").replace("\r\n", "\n")
    assert accounted(content) == content_lines(text)


def test_the_lines_of_a_mixture_add_up_and_everybody_is_there() -> None:
    cards = list(vcard.read(make_mixture(1_000)))
    assert len(cards) == 1_000
    for number, card in enumerate(cards):
        assert isinstance(card, Card)
        assert card.display_name.endswith(f"-{number}")
        assert card.tally.left_out == 0
        assert not card.problems
    assert accounted(make_mixture(1_000)) == sum(card.tally.lines for card in cards if isinstance(card, Card))


def test_the_mixture_is_the_same_for_the_same_seed() -> None:
    assert make_mixture(40, seed=3) == make_mixture(40, seed=3)
    assert make_mixture(40, seed=3) != make_mixture(40, seed=4)
    assert len(DIALECTS) == 9


@pytest.mark.parametrize("name", _WORDY)
def test_a_word_in_any_property_is_found_again(name: str) -> None:
    content = f"BEGIN:VCARD\nVERSION:3.0\nFN:x\n{name}:canaryword\nEND:VCARD\n".encode()
    (card,) = vcard.read(content)
    assert isinstance(card, Card)
    assert "canaryword" in repr(card)
    written = b"".join(vcard.write([card])) + b"".join(vcard.write([card], "3.0"))
    assert written.count(b"canaryword") >= 2


_LINES = st.lists(
    st.one_of(
        st.builds(
            "{}{}:{}".format,
            st.sampled_from(_WORDY),
            st.sampled_from(["", ";TYPE=home", ";X-FOO=1", ";PREF=1", ';LABEL="a:b"']),
            st.text(st.characters(exclude_categories=["Cc", "Cs"]), max_size=12),
        ),
        st.text(st.characters(exclude_categories=["Cc", "Cs"]), max_size=12),
        st.sampled_from(["BEGIN:VCARD", "END:VCARD", "VERSION:4.0", "AGENT:", "", "=", ":", ";"]),
    ),
    max_size=25,
)


@given(_LINES)
def test_the_lines_of_any_text_add_up(lines: list[str]) -> None:
    lines = [line.strip().removeprefix("\ufeff").strip() for line in lines]
    lines = [line for line in lines if line and not _joins(line)]
    assert accounted("\n".join(lines).encode()) == len(lines)


def _joins(line: str) -> bool:
    """Whether the line may be taken for more base64 of a picture before it."""
    return ":" not in line and line.isascii()
