"""Moments a text tells outright; whatever is in doubt stays text (C3, C4)."""

from datetime import date

import pytest

from relmgr.domain.capture import KnownPerson, Seen, SpanKind, read
from relmgr.domain.ids import PersonId
from relmgr.domain.moments import MomentKind

TODAY = date(2026, 11, 24)
MEGAN, BEN = PersonId(1), PersonId(2)
PEOPLE = (
    KnownPerson(id=MEGAN, name="Megan Jacobs", first="Megan", pronouns="she/her"),
    KnownPerson(id=BEN, name="Ben Whitaker", first="Ben", pronouns="he/him"),
)


def seen(text: str, with_person: PersonId | None = None) -> list[MomentKind]:
    spans = read(text, TODAY, PEOPLE, with_person).spans
    return [
        span.value.kind for span in spans if span.kind is SpanKind.MOMENT and isinstance(span.value, Seen)
    ]


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Call with Megan, she asked for my advice on the depots.", [MomentKind.ASKED_FOR_HELP]),
        ("Ben cancelled last minute again.", [MomentKind.CANCELLED]),
        ("Call with Ben. He cancelled at the last minute and haggled.", [MomentKind.CANCELLED]),
        ("Spoke to Ben, he haggled over the price again.", [MomentKind.HAGGLING]),
        (
            "Coffee with Megan. She thanked me, and I apologised.",
            [MomentKind.THANKED_ME, MomentKind.I_APOLOGISED],
        ),
        ("Met Megan, she called me a supplier.", [MomentKind.CALLED_SUPPLIER]),
        ("Met Megan; I presented to their board.", [MomentKind.PRESENTED]),
        ("Call with Ben, I was late again.", [MomentKind.I_WAS_LATE]),
        ("Megan forgave me the outage.", [MomentKind.FORGAVE_MISTAKE]),
    ],
)
def test_what_is_said_outright_is_seen(text: str, kinds: list[MomentKind]) -> None:
    assert seen(text) == kinds


@pytest.mark.parametrize(
    "text",
    [
        "Call with Megan, she never thanked me.",
        "Call with Megan. Her brother cancelled last minute.",
        "Call with Megan, the train cancelled last minute.",
        "Call with Megan. Did she haggle over the price?",
        "Call with Megan about haggling.",
        "Call with Ben. If he cancelled last minute, what then?",
        "Coffee with Megan, we laughed. Tom apologised to his sister.",
        "Call with Megan, she was late for the train.",
        "Call with Megan, I was late in the garden.",
    ],
)
def test_what_is_in_doubt_stays_text(text: str) -> None:
    assert seen(text) == []


def test_in_the_dialog_of_somebody_a_pronoun_is_enough() -> None:
    assert seen("She asked me for help with the board.", MEGAN) == [MomentKind.ASKED_FOR_HELP]
    assert seen("She asked me for help with the board.") == []


def test_each_is_seen_once_and_takes_no_words_from_others() -> None:
    capture = read("Rang Megan this morning. She thanked me. She thanked me again.", TODAY, PEOPLE)
    assert [span.kind for span in capture.spans].count(SpanKind.MOMENT) == 1
    assert "thanked" not in " ".join(chip.words for chip in capture.chips)
