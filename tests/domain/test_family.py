"""The words for family, and what the known ties suggest."""

import pytest

from relmgr.domain.family import FamilyHint, Tie, by_pronouns, family_hints
from relmgr.domain.kinds import RelationKind as K
from relmgr.domain.pronouns import read_pronouns

MEGAN, TOMAS, IVY, NOAH, ROSA = 1, 2, 3, 4, 5


def found(person: int, *ties: Tie, declined: tuple[Tie, ...] = ()) -> list[Tie]:
    return [hint.tie for hint in family_hints(person, ties, declined)]


@pytest.mark.parametrize(
    ("pronouns", "word"), [("she/her", "Mother"), ("he/him", "Father"), ("they/them", ""), ("", "")]
)
def test_a_word_follows_from_pronouns_and_is_never_guessed(pronouns: str, word: str) -> None:
    assert by_pronouns(K.PARENT, read_pronouns(pronouns)) == word


def test_several_have_a_plural_and_other_ties_no_word() -> None:
    assert by_pronouns(K.SIBLING, read_pronouns("she"), 2) == "Sisters"
    assert by_pronouns(K.COLLEAGUE, read_pronouns("she")) == ""


def test_two_children_of_one_parent_are_siblings() -> None:
    ties = (Tie(MEGAN, K.CHILD, IVY), Tie(MEGAN, K.CHILD, NOAH))
    assert found(MEGAN, *ties) == [Tie(IVY, K.SIBLING, NOAH)]
    assert family_hints(IVY, ties) == (FamilyHint(Tie(IVY, K.SIBLING, NOAH), MEGAN),)


def test_the_parent_of_a_parent_is_a_grandparent_from_every_side() -> None:
    ties = (Tie(MEGAN, K.PARENT, ROSA), Tie(IVY, K.PARENT, MEGAN))
    for one in (MEGAN, ROSA, IVY):
        assert found(one, *ties) == [Tie(IVY, K.GRANDPARENT, ROSA)]


def test_a_partners_child_has_two_parents_but_not_three() -> None:
    ties = (Tie(MEGAN, K.PARTNER, TOMAS), Tie(MEGAN, K.CHILD, IVY))
    assert found(MEGAN, *ties) == [Tie(TOMAS, K.CHILD, IVY)]
    assert found(MEGAN, *ties, Tie(ROSA, K.CHILD, IVY)) == []


def test_two_parents_of_one_child_may_be_partners_unless_something_else_ties_them() -> None:
    ties = (Tie(MEGAN, K.CHILD, IVY), Tie(TOMAS, K.CHILD, IVY))
    assert found(MEGAN, *ties) == [Tie(MEGAN, K.PARTNER, TOMAS)]
    assert found(MEGAN, *ties, Tie(MEGAN, K.OTHER, TOMAS)) == []
    assert found(MEGAN, *ties, Tie(TOMAS, K.PARTNER, ROSA)) == []


def test_what_is_known_or_declined_is_not_offered_whichever_way_round() -> None:
    ties = (Tie(MEGAN, K.CHILD, IVY), Tie(MEGAN, K.CHILD, NOAH))
    assert found(MEGAN, *ties, Tie(NOAH, K.SIBLING, IVY)) == []
    assert found(MEGAN, *ties, declined=(Tie(NOAH, K.SIBLING, IVY),)) == []


def test_what_concerns_others_alone_is_left_to_their_cards() -> None:
    ties = (Tie(MEGAN, K.PARENT, ROSA), Tie(ROSA, K.CHILD, TOMAS), Tie(ROSA, K.CHILD, IVY))
    assert set(found(MEGAN, *ties)) == {Tie(MEGAN, K.SIBLING, TOMAS), Tie(MEGAN, K.SIBLING, IVY)}


def test_friends_and_colleagues_suggest_nothing() -> None:
    assert found(MEGAN, Tie(MEGAN, K.COLLEAGUE, TOMAS), Tie(MEGAN, K.COLLEAGUE, ROSA)) == []
