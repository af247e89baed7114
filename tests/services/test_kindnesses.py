"""The kindness shelf in the file: one press keeps, ideas become gifts, nothing is totalled."""

import pytest

from relmgr.domain.kinds import KindnessKind
from relmgr.errors import InputError
from relmgr.services import kindnesses
from relmgr.services.kindnesses import KindnessInput
from relmgr.store import Store
from tests.builders import TODAY, Make


def test_one_press_keeps_it_today(store: Store, make: Make) -> None:
    megan = make.person()
    kindnesses.add(store, megan, KindnessInput(kind=KindnessKind.ASKED_AFTER), TODAY)
    (kept,) = kindnesses.of(store, megan)
    assert (kept.input.on_day, kept.input.text, kept.day) == (TODAY, "", TODAY)
    assert store.undo() == "Asked after them"
    assert kindnesses.of(store, megan) == ()


def test_a_gift_wants_words_and_an_idea_has_no_day(store: Store, make: Make) -> None:
    megan = make.person()
    with pytest.raises(InputError):
        kindnesses.add(store, megan, KindnessInput(kind=KindnessKind.GIFT_GIVEN), TODAY)
    idea = make.kindness(megan, KindnessKind.GIFT_IDEA, "A book about greyhounds", on=0, occasion="Birthday")
    assert kindnesses.get(store, idea).input.on_day is None
    assert [one.occasion for one in kindnesses.ideas(kindnesses.of(store, megan))] == ["Birthday"]
    kindnesses.given_on(store, idea, TODAY)
    given = kindnesses.get(store, idea).input
    assert (given.kind, given.on_day, given.text) == (
        KindnessKind.GIFT_GIVEN,
        TODAY,
        "A book about greyhounds",
    )
    assert kindnesses.ideas(kindnesses.of(store, megan)) == ()


def test_ideas_come_first_then_the_newest(store: Store, make: Make) -> None:
    megan = make.person()
    make.kindness(megan, KindnessKind.GET_WELL, "Soup", on=-20)
    make.kindness(megan, KindnessKind.GIFT_RECEIVED, "Biltong", on=-2)
    make.kindness(megan, KindnessKind.GIFT_IDEA, "Tea")
    assert [one.input.text for one in kindnesses.of(store, megan)] == ["Tea", "Biltong", "Soup"]


def test_it_is_changed_and_removed(store: Store, make: Make) -> None:
    megan = make.person()
    soup = make.kindness(megan, KindnessKind.GET_WELL, "Soup")
    kindnesses.edit(store, soup, KindnessInput(kind=KindnessKind.GOODWILL, text="Waived the fee"), TODAY)
    assert kindnesses.get(store, soup).input.kind is KindnessKind.GOODWILL
    kindnesses.remove(store, soup)
    assert kindnesses.of(store, megan) == ()
