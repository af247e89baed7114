"""The base in words: parts of a whole, never a number that grades anybody."""

import pytest

from relmgr.domain.base import Share, depth_sentence, leaning_sentence, share_words, source_sentence
from relmgr.domain.kinds import Standing


@pytest.mark.parametrize(
    ("part", "said"),
    [
        (0.7, "more than half"),
        (0.47, "nearly half"),
        (0.33, "about a third"),
        (0.25, "about a quarter"),
        (0.2, "about one in five"),
        (0.1, "about one in ten"),
        (0.0, "nothing"),
    ],
)
def test_a_part_is_said_as_one_says_it(part: float, said: str) -> None:
    assert share_words(part) == said


def test_how_many_are_deep() -> None:
    counts = {Standing.DEEP: 5, Standing.GROWING: 4, Standing.AT_RISK: 1}
    assert depth_sentence(counts) == "You spoke with ten people: five deep, four growing, one at risk."
    assert not depth_sentence({})


def test_what_hangs_on_one_asks_a_question_only_where_it_is_much() -> None:
    some = leaning_sentence(Share("Megan Jacobs", 2, 10), Share("Fernkloof", 3, 10))
    assert some == (
        "About a third of what you do lies with one client, Fernkloof. About one in five lies with one person, Megan Jacobs."
    )
    much = leaning_sentence(Share("Megan Jacobs", 7, 10), None)
    assert much.endswith("whom would you call?")
    assert not leaning_sentence(None, None)


def test_where_the_work_came_from() -> None:
    assert source_sentence(0, 0, None) == "Nobody has come through an introduction yet."
    said = source_sentence(6, 4, Share("Aroha Ngata", 3, 6))
    assert (
        said
        == "Six people came through an introduction. Four became work. Aroha Ngata introduced three of them."
    )
