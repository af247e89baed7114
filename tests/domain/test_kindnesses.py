"""Gift ideas find their day, and only theirs."""

import pytest

from relmgr.domain import kindnesses as rules
from relmgr.domain.kindnesses import GiftIdea, Occasion
from relmgr.domain.kinds import KindnessKind, MilestoneKind

OWN = Occasion(MilestoneKind.BIRTHDAY, "Birthday, turns 41")
TOM = Occasion(MilestoneKind.BIRTHDAY, "Tom turns 13, birthday", "Tom")
EXAM = Occasion(MilestoneKind.EXAM, "Exam")


@pytest.mark.parametrize(
    ("occasion", "own", "tom", "exam"),
    [
        ("", True, False, False),
        ("birthday", True, False, False),
        ("Her birthday", True, False, False),
        ("Tom’s birthday", False, True, False),
        ("the exam", False, False, True),
        ("Exam", False, False, True),
        ("Christmas", False, False, False),
    ],
)
def test_an_idea_is_for_its_own_day(occasion: str, own: bool, tom: bool, exam: bool) -> None:
    ideas = (GiftIdea(1, "A book", occasion),)
    found = tuple(bool(rules.ideas_for(day, ideas)) for day in (OWN, TOM, EXAM))
    assert found == (own, tom, exam)


def test_it_is_said_as_what_you_noted() -> None:
    assert rules.noted_words(()) == ""
    two = (GiftIdea(1, "A book about greyhounds."), GiftIdea(2, "Tea"))
    assert rules.noted_words(two) == "You noted: a book about greyhounds; tea"


def test_gifts_want_a_word_and_the_rest_one_press() -> None:
    assert all(rules.needs_words(kind) for kind in rules.GIFTS)
    assert not any(rules.needs_words(kind) for kind in rules.AT_ONCE)
    assert {*rules.GIFTS, *rules.AT_ONCE} == set(KindnessKind)
    assert all(rules.kind_words(kind) and rules.hint_words(kind) for kind in KindnessKind)
