"""The mirror's rules: the middle of answers, the closing sentence, and what is counted beside it."""

from datetime import date

import pytest

from relmgr.domain.kinds import Characteristic, HowOften, Whose
from relmgr.domain.mirror import (
    STEPS,
    Marks,
    changed_words,
    closing,
    did_words,
    kept_words,
    line_words,
    middle,
    mine_words,
    started_words,
    theirs_words,
    told_late_words,
)
from relmgr.domain.moments import MEANINGS, OFFERED, MomentKind

TODAY, JUNE = date(2026, 11, 24), date(2026, 6, 1)
_PICTURE = {
    Characteristic.SPONSORSHIP: Marks(4, 3),
    Characteristic.PARTICIPATION: Marks(3, 4),
    Characteristic.IMPROVEMENT: Marks(2, 3.5),
    Characteristic.HUMILITY: Marks(4, 4),
    Characteristic.COMMUNICATION: Marks(3, 4.5),
    Characteristic.COMMITMENT: Marks(4.5, 4),
    Characteristic.KINDNESS: Marks(4, 5),
}


def test_the_closing_of_the_picture() -> None:
    assert closing(_PICTURE, date(2026, 11, 3), TODAY) == (
        "They tell you more than you tell them. Constant improvement is your lowest: 2 of 5, last reviewed on 3 Nov."
    )


def test_where_nobody_gives_more_it_says_what_i_give_or_nothing() -> None:
    even = dict.fromkeys(Characteristic, Marks(3, 3))
    assert closing(even, TODAY, TODAY).startswith("Sponsorship and accountability is your lowest: 3 of 5")
    mine = even | {Characteristic.KINDNESS: Marks(5, 3)}
    assert closing(mine, TODAY, TODAY).startswith("You are kinder to them than they are to you.")


def test_without_an_answer_it_says_so() -> None:
    assert closing({}, None, TODAY) == "You have not looked into the mirror yet."
    assert (
        closing({Characteristic.KINDNESS: Marks(None, 4)}, TODAY, TODAY)
        == "You have not looked into the mirror yet."
    )


def test_the_middle_is_told_in_halves() -> None:
    assert middle([HowOften.OFTEN, HowOften.MOSTLY]) == 3.5
    assert middle([HowOften.ALWAYS, None]) == 5
    assert middle([None]) is None


def test_a_line_is_read_out_in_words() -> None:
    said = line_words(Characteristic.COMMUNICATION, Marks(3, 4.5))
    assert said == "Communication: you often, they between mostly and always"
    assert line_words(Characteristic.KINDNESS, Marks(None, None)) == "Kindness: not answered yet"


def test_what_is_counted_is_said_with_its_time() -> None:
    assert started_words([True] * 9 + [False]) == "You started nine of the last ten conversations."
    assert not started_words([True, False])
    assert told_late_words(["Megan", "Megan"], JUNE, TODAY) == "You told Megan late twice since June."
    assert (
        told_late_words(["Megan", "Ben", "Ben"], JUNE, TODAY)
        == "You told people late three times since June."
    )
    assert kept_words(7, 9, JUNE, TODAY) == "You kept seven of nine promises since June."
    assert changed_words(2, 3) == "You changed two of the three things you were told."
    counts = {MomentKind.I_LET_WAIT: 2, MomentKind.I_SENT_UPDATE: 1}
    assert (
        mine_words(counts, JUNE, TODAY)
        == "You let an answer wait twice and sent an update unasked once since June."
    )
    assert theirs_words(0, 2, JUNE, TODAY) == "It was missing twice since June."
    assert theirs_words(6, 2, JUNE, TODAY) == "They showed it six times since June, and twice they did not."
    assert not theirs_words(0, 0, JUNE, TODAY)


@pytest.mark.parametrize("kind", [kind for kind in OFFERED if MEANINGS[kind].whose is Whose.MINE])
def test_all_that_is_mine_can_be_said(kind: MomentKind) -> None:
    assert did_words(kind)


def test_there_are_five_steps_from_seldom_to_always() -> None:
    assert (STEPS[0], STEPS[-1], len(STEPS)) == (HowOften.SELDOM, HowOften.ALWAYS, 5)
