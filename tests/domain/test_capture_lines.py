"""The corpus of `tests/data/capture/`: what people write, and what must be understood of it (C3)."""

from collections import Counter

import pytest

from benchmarks import capturing

_ENOUGH = 0.9
_LINES, _WITH_NOTHING = 150, 40


def test_nine_of_ten_pieces_are_found() -> None:
    score = capturing.score(capturing.lines(capturing.OPEN), capturing.world())
    assert score.recall() >= _ENOUGH, "\n".join(score.wrong)
    assert score.precision() >= _ENOUGH, "\n".join(score.wrong)
    for piece in capturing.PIECES:
        assert score.recall(piece) >= _ENOUGH, (piece, score.wrong)


@pytest.mark.parametrize("name", [capturing.OPEN, capturing.KEPT_BACK])
def test_nothing_is_invented_where_there_is_nothing(name: str) -> None:
    nothing = [line for line in capturing.lines(name) if not set(line) - {"text"}]
    score = capturing.score(nothing, capturing.world())
    assert score.invented_in_nothing == []


def test_what_was_kept_back_is_understood_too() -> None:
    score = capturing.score(capturing.lines(capturing.KEPT_BACK), capturing.world())
    assert score.recall() >= _ENOUGH, "\n".join(score.wrong)


def test_the_corpus_is_large_and_says_nothing_twice() -> None:
    every = [line for name in (capturing.OPEN, capturing.KEPT_BACK) for line in capturing.lines(name)]
    assert len(every) >= _LINES
    assert sum(1 for line in every if not set(line) - {"text"}) >= _WITH_NOTHING
    assert [text for text, count in Counter(line["text"] for line in every).items() if count > 1] == []


@pytest.mark.parametrize(
    "text", ["", "  \n", "Nothing much. Weather dreadful.", "Coffee with Megan yesterday"]
)
def test_every_key_is_there(text: str) -> None:
    there = capturing.world()
    told = capturing.understood(text, there)
    assert list(told) == [
        "people", "kind", "when", "feeling", "promises", "life_events", "milestones", "next_step", "rest",
    ]  # fmt: skip
    assert told["when"][-6:] == "+00:00"


def test_what_is_not_understood_stays_byte_for_byte() -> None:
    text = "  Zanele's  idea\u00a0— büro\tgrün 🌱;  no more.\n"
    assert capturing.understood(text, capturing.world())["rest"] == text
    told = capturing.understood("Rang Megan. The  moss is\u00a0green", capturing.world())
    assert told["rest"] == "The  moss is\u00a0green"


def test_whose_life_it_is() -> None:
    there = capturing.world()
    told = capturing.understood(
        "Lunch with Megan and Ben. Ben's wife had a baby girl. Tom starts school 3 Sep. Her father is ill.",
        there,
    )
    assert told["people"] == ["Megan Jacobs", "Ben Whitfield"]
    assert [(one["who"], one["what"]) for one in told["life_events"]] == [
        ("Ben Whitfield", "Wife had a baby girl"),
        ("Megan Jacobs", "Father ill"),
    ]
    assert told["milestones"] == [{"who": "Tom Jacobs", "what": "Tom starts school", "date": "2027-09-03"}]
