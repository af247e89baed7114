"""The signature of an e-mail becomes a card; what is not clear in it is said, never guessed in silence."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relmgr.domain.kinds import ContactKind
from relmgr.transfer import signature
from relmgr.transfer.vcard import Card, Fate, Outcome, Problem

ENGLISH = """Best regards,

Megan Jacobs (she/her)
Head of Design, Fernkloof Studio
T +44 117 496 0123 | M: +44 7700 900123 | megan@fernkloof.example
www.fernkloof.example
12 Harbour Street, Bristol BS1 4RN
Please consider the environment before printing.
"""
GERMAN = """Viele Grüße
Dr. Jörg Müller
Geschäftsführer

Müller & Söhne GmbH
Hauptstraße 5
1010 Wien, Österreich
Tel.: 01 234 56 78
Fax: +43 1 234 56 79
joerg@mueller.example
https://www.linkedin.com/in/joergm
Registergericht Wien
"""


def _reach(card: Card) -> list[tuple[ContactKind, str, str]]:
    return [(one.kind, one.value, one.label) for one in card.contacts]


def test_an_english_signature() -> None:
    card = signature.card_of(ENGLISH)
    assert (card.formatted_name, card.name.given, card.name.family) == ("Megan Jacobs", "Megan", "Jacobs")
    assert card.pronouns == "she/her"
    assert [(job.name, job.title) for job in card.organisations] == [("Fernkloof Studio", "Head of Design")]
    assert _reach(card) == [
        (ContactKind.PHONE, "+44 117 496 0123", ""),
        (ContactKind.PHONE, "+44 7700 900123", "mobile"),
        (ContactKind.EMAIL, "megan@fernkloof.example", ""),
        (ContactKind.LINK, "www.fernkloof.example", ""),
        (ContactKind.ADDRESS, "12 Harbour Street, Bristol BS1 4RN", ""),
    ]
    assert [(one.line, one.outcome) for one in card.problems] == [(8, Outcome.LEFT_OUT)]
    assert "Please consider" in card.problems[0].reason


def test_a_german_signature() -> None:
    card = signature.card_of(GERMAN)
    assert (card.formatted_name, card.name.prefix) == ("Dr. Jörg Müller", "Dr.")
    assert [(job.name, job.title) for job in card.organisations] == [
        ("Müller & Söhne GmbH", "Geschäftsführer")
    ]
    address = next(one.parts for one in card.contacts if one.kind is ContactKind.ADDRESS)
    assert address is not None
    assert (address.street, address.postal_code, address.locality, address.country) == (
        "Hauptstraße 5", "1010", "Wien", "Österreich",
    )  # fmt: skip
    assert (ContactKind.PHONE, "+43 1 234 56 79", "fax") in _reach(card)
    assert [one.reason for one in card.problems] == ["Not understood: Registergericht Wien"]


def test_an_organisation_is_known_by_the_address_of_the_mail() -> None:
    card = signature.card_of("Ben Whitaker\nCalder Rail\nben@calderrail.example")
    assert [job.name for job in card.organisations] == ["Calder Rail"]


def test_what_follows_the_name_is_taken_for_the_title_and_said_so() -> None:
    card = signature.card_of("Ben Whitaker\nSignalling\nben@calder.example")
    assert [(job.title, job.name) for job in card.organisations] == [("Signalling", "")]
    assert [one.outcome for one in card.problems] == [Outcome.READ]


def test_quoted_lines_are_read_without_their_marks() -> None:
    assert signature.card_of("> Ada Abel\n> ada@abel.example").formatted_name == "Ada Abel"


@pytest.mark.parametrize(
    ("text", "is_worth"),
    [
        ("Megan, +44 117 496 0123", True),
        ("megan@fernkloof.example", True),
        ("BEGIN:VCARD\nFN:Ada\nEND:VCARD", True),
        ("the meeting is on 12.11.2026 at 10", False),
        ("", False),
    ],
)
def test_what_is_worth_pasting(text: str, is_worth: bool) -> None:
    assert signature.is_worth_reading(text) is is_worth


def test_a_text_that_says_nothing_gives_its_lines_back() -> None:
    told = signature.entries("12 of 13\n???")
    assert [entry.outcome for entry in told if isinstance(entry, Problem)] == [Outcome.LEFT_OUT] * 2


@given(st.text(max_size=400) | st.text(alphabet="aA1 .@|-/+()\n,", max_size=3_000))
def test_no_line_of_any_text_is_lost(text: str) -> None:
    card = signature.card_of(text)
    assert card.tally.lines == len(card.traced)
    assert {one.line for one in card.traced if one.fate is Fate.LEFT_OUT} == {
        one.line for one in card.problems if one.outcome is Outcome.LEFT_OUT
    }


@pytest.mark.parametrize("piece", ["a" * 20_000, "1 " * 10_000, "a." * 10_000, "+" * 20_000, "a@" * 10_000])
def test_long_texts_are_read_in_bounds(piece: str) -> None:
    assert signature.card_of(piece).tally.lines == 1
