"""Which way a relationship goes: against before, and against two people's own rhythm."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relmgr.domain.momentum import Going, going, momentum, reason, sentence


@pytest.mark.parametrize(
    ("talks", "before", "silence", "usual", "way"),
    [
        (4, 1, 3, 14, Going.WARMING),  # more often than before
        (2, 6, 10, 14, Going.COOLING),  # less often than before
        (5, 5, 10, 14, Going.LEVEL),
        (5, 5, 35, 14, Going.COOLING),  # as often, but the silence now is beyond their rhythm
        (1, 0, 2, None, Going.WARMING),  # somebody new
        (9, 9, 4, 1, Going.LEVEL),  # daily talkers over a long weekend
        (3, 3, 40, 45, Going.LEVEL),  # forty days are nothing to two people who talk every six weeks
    ],
)
def test_the_way_it_goes(talks: int, before: int, silence: int, usual: int | None, way: Going) -> None:
    assert going(momentum(talks, before, silence, usual)) is way


@given(
    st.integers(1, 500), st.integers(0, 500), st.integers(0, 400), st.one_of(st.none(), st.integers(0, 400))
)
def test_it_is_bounded_and_more_talks_never_cool(
    talks: int, before: int, silence: int, usual: int | None
) -> None:
    value = momentum(talks, before, silence, usual)
    assert -1 <= value <= 1
    assert momentum(talks + 1, before, silence, usual) >= value
    assert momentum(talks, before, silence + 1, usual) <= value


def test_without_a_rhythm_the_cadence_says_what_is_late() -> None:
    assert momentum(2, 2, 50, None, 20) < momentum(2, 2, 50, None, 60) == 0


def test_the_reason_says_what_was_counted() -> None:
    assert reason(4, 1, 90, 3, 14) == "Four talks in 90 days, one in the 90 before."
    assert reason(1, 0, 30, 3, None) == "One talk in 30 days, none in the 30 before."
    assert reason(3, 2, 90, 47, 21).endswith("two in the 90 before. Quiet 47 days, usually 21.")


@pytest.mark.parametrize(
    ("counts", "said"),
    [
        (
            (13, 7, 6, 2),
            "Of the 13 people you spoke with, seven are warming. Six are cooling, and two of those run deep.",
        ),
        (
            (4, 1, 3, 1),
            "Of the four people you spoke with, one is warming. Three are cooling, and one of those runs deep.",
        ),
        ((5, 0, 1, 1), "You spoke with five people. One is cooling, and it runs deep. Four keep their pace."),
        ((3, 3, 0, 0), "Of the three people you spoke with, three are warming."),
        ((1, 1, 0, 0), "The one person you spoke with is warming."),
        ((1, 0, 1, 0), "You spoke with one person. One is cooling."),
        ((0, 0, 0, 0), ""),
    ],
)
def test_the_sentence_on_top(counts: tuple[int, int, int, int], said: str) -> None:
    assert sentence(*counts) == said
