"""Gives, advice and feedback: kept, followed up, evidence where they are evidence, and taken back (G2, G3, G4)."""

from dataclasses import replace
from datetime import date

import pytest

from relmgr.domain.ids import PersonId
from relmgr.domain.kinds import AdviceOutcome, GiveKind
from relmgr.domain.moments import MomentKind
from relmgr.errors import InputError, NotFoundError
from relmgr.services import advice, feedback, gives, moments
from relmgr.services.advice import AdviceInput
from relmgr.services.card import card, timeline
from relmgr.services.card.giving_views import TakeAction
from relmgr.services.feedback import FeedbackInput
from relmgr.services.gives import GiveInput
from relmgr.store import Store
from tests.builders import LONDON, NOW, TODAY, Make

ARTICLE = GiveInput(text="Bees on city roofs", why="Keeps bees", given_on=TODAY)


def kinds_of(store: Store, who: PersonId) -> list[tuple[MomentKind, date]]:
    return [(one.kind, one.on_day) for one in moments.of(store, who)]


def shown(store: Store, who: PersonId) -> list[tuple[str, str, TakeAction | None]]:
    groups = card(store, who, NOW, LONDON).give_take.groups
    return [(row.text, row.details, row.action) for group in groups for row in group.rows]


# --- gives ---


def test_one_thing_for_several_people_is_one_change(store: Store, make: Make) -> None:
    megan, tom = make.person(), make.person("Tom Baker")
    first, second = gives.add(store, (megan, tom, megan), ARTICLE)
    assert gives.get(store, first).person_id == megan
    assert gives.get(store, second).input == ARTICLE
    store.undo()
    assert gives.of(store, megan) == gives.of(store, tom) == ()


def test_what_came_of_it_is_told(store: Store, make: Make) -> None:
    megan = make.person()
    (give,) = gives.add(store, (megan,), ARTICLE)
    gives.edit(store, give, replace(ARTICLE, came_of_it="Read aloud to the board"))
    assert shown(store, megan) == [("Bees on city roofs", "Article, 24 Nov. Read aloud to the board.", None)]
    told = [f"{row.lead} {row.rest}" for row in card(store, megan, NOW, LONDON).timeline]
    assert told == ["I gave: Bees on city roofs. Keeps bees Read aloud to the board"]


def test_what_is_not_given_yet_waits_on_the_card(store: Store, make: Make) -> None:
    megan = make.person()
    (give,) = gives.add(store, (megan,), replace(ARTICLE, given_on=None))
    assert shown(store, megan) == [("Bees on city roofs", "Not given yet. Keeps bees.", TakeAction.GIVEN)]
    assert card(store, megan, NOW, LONDON).timeline == ()
    gives.gave(store, give, TODAY)
    assert gives.get(store, give).input.given_on == TODAY


def test_an_introduction_of_mine_ties_both(store: Store, make: Make) -> None:
    megan, layla = make.person(), make.person("ليلى حدّاد")
    given = GiveInput(
        kind=GiveKind.INTRODUCTION, text="Both print on cloth", introduced=layla, given_on=TODAY
    )
    (give,) = gives.add(store, (megan,), given)
    assert shown(store, megan)[0][0] == "Introduced to \u2068ليلى حدّاد\u2069"
    assert shown(store, layla)[0][:2] == ("Introduced to Megan Jacobs", "24 Nov. Both print on cloth.")
    entries = timeline.entries(store, layla, TODAY)
    (row,) = timeline.rows(store, layla, entries, TODAY)
    assert (row.lead, row.source, row.source_id) == ("Introduced to Megan Jacobs.", "give", give)
    gives.remove(store, give)
    assert shown(store, layla) == []


@pytest.mark.parametrize(
    ("given", "field"),
    [
        (GiveInput(text=" "), "text"),
        (GiveInput(kind=GiveKind.INTRODUCTION, text=""), "introduced"),
        (GiveInput(kind=GiveKind.INTRODUCTION, text="", introduced=PersonId(1)), "introduced"),
    ],
)
def test_what_cannot_be_given(store: Store, make: Make, given: GiveInput, field: str) -> None:
    megan = make.person()
    with pytest.raises(InputError) as refused:
        gives.add(store, (megan,), given)
    assert refused.value.field == field
    assert gives.of(store, megan) == ()


def test_a_gift_to_nobody_is_refused(store: Store) -> None:
    with pytest.raises(InputError):
        gives.add(store, (), ARTICLE)
    with pytest.raises(NotFoundError):
        gives.add(store, (PersonId(9),), ARTICLE)


# --- advice ---


def test_advice_acted_on_is_a_sign_that_undo_takes_back(store: Store, make: Make) -> None:
    megan = make.person()
    tip = advice.add(store, megan, advice.new("Send line items", TODAY))
    assert kinds_of(store, megan) == []
    advice.acted_on(store, tip, make.day(20))
    assert kinds_of(store, megan) == [(MomentKind.ACTED_ON_ADVICE, make.day(20))]
    store.undo()
    assert kinds_of(store, megan) == []
    assert advice.get(store, tip).input.outcome is None
    store.redo()
    advice.remove(store, tip)
    assert kinds_of(store, megan) == []


def test_advice_set_aside_speaks_against_only_where_i_say_so(store: Store, make: Make) -> None:
    megan = make.person()
    given = AdviceInput(
        text="Two suppliers", given_on=make.day(-40), asked_on=TODAY, outcome=AdviceOutcome.SET_ASIDE
    )
    tip = advice.add(store, megan, given)
    assert kinds_of(store, megan) == []
    advice.edit(store, tip, replace(given, speaks_against=True))
    assert kinds_of(store, megan) == [(MomentKind.IGNORED_ADVICE, TODAY)]
    assert advice.get(store, tip).input.speaks_against
    advice.edit(store, tip, replace(given, outcome=AdviceOutcome.NOT_YET))
    assert kinds_of(store, megan) == []


def test_one_evidence_is_not_counted_twice_and_one_noted_by_hand_stays(store: Store, make: Make) -> None:
    megan = make.person()
    make.moment(megan, MomentKind.ACTED_ON_ADVICE, note="Seen on the site")
    given = AdviceInput(text="Line items", given_on=TODAY, asked_on=TODAY, outcome=AdviceOutcome.ACTED_ON)
    tip = advice.add(store, megan, given)
    assert kinds_of(store, megan) == [(MomentKind.ACTED_ON_ADVICE, TODAY)]
    advice.remove(store, tip)
    assert kinds_of(store, megan) == [(MomentKind.ACTED_ON_ADVICE, TODAY)]


def test_a_moment_removed_by_hand_does_not_come_back_with_an_edit(store: Store, make: Make) -> None:
    megan = make.person()
    given = AdviceInput(text="Line items", given_on=TODAY, asked_on=TODAY, outcome=AdviceOutcome.ACTED_ON)
    tip = advice.add(store, megan, given)
    moments.remove(store, moments.of(store, megan)[0].id)
    advice.edit(store, tip, replace(given, text="Line items on each invoice"))
    assert kinds_of(store, megan) == []


def test_advice_on_the_card_says_when_to_ask_and_what_became_of_it(store: Store, make: Make) -> None:
    megan = make.person()
    tip = advice.add(store, megan, advice.new("Send line items", make.day(-40)))
    (row,) = shown(store, megan)
    assert row == (
        "Send line items",
        "Given on 15 Oct. Ask whether it helped.",
        TakeAction.ASKED,
    )
    advice.asked(store, tip, TODAY)
    assert shown(store, megan)[0][1] == "Given on 15 Oct. Asked today; what came of it?"


@pytest.mark.parametrize(("field", "value"), [("text", " "), ("ask_on", -60), ("asked_on", -60)])
def test_advice_that_makes_no_sense(store: Store, make: Make, field: str, value: str | int) -> None:
    wrong = make.day(value) if isinstance(value, int) else value
    given = replace(advice.new("Line items", make.day(-40)), **{field: wrong})  # type: ignore[arg-type]
    with pytest.raises(InputError) as refused:
        advice.add(store, make.person(), given)
    assert refused.value.field == field


# --- feedback ---


def test_feedback_goes_from_thanks_to_telling(store: Store, make: Make) -> None:
    megan = make.person()
    said = feedback.add(store, megan, FeedbackInput(text="Your invoices are hard to read", given_on=TODAY))
    assert shown(store, megan) == [
        (
            "Your invoices are hard to read",
            "From Megan, 24 Nov. Thank Megan for it first.",
            TakeAction.THANKED,
        )
    ]
    feedback.thank(store, said, TODAY)
    assert shown(store, megan)[0][1] == "From Megan, 24 Nov. Thanked on 24 Nov. Not decided yet."
    decided = replace(
        feedback.get(store, said).input, decided_on=TODAY, will_change=True, decision="Line items on each"
    )
    feedback.edit(store, said, decided)
    assert shown(store, megan)[0][1:] == (
        "From Megan, 24 Nov. You said you would change it. Line items on each.",
        TakeAction.CHANGED,
    )
    feedback.changed(store, said, make.day(3))
    assert shown(store, megan)[0][1:] == (
        "From Megan, 24 Nov. Changed on 27 Nov. Line items on each. Tell Megan.",
        TakeAction.TOLD,
    )
    feedback.told(store, said, make.day(4))
    assert shown(store, megan)[0][1:] == (
        "From Megan, 24 Nov. Changed on 27 Nov. Line items on each. Megan was told on 28 Nov.",
        None,
    )


def test_what_was_said_before_is_not_overwritten(store: Store, make: Make) -> None:
    said = feedback.add(store, make.person(), FeedbackInput(text="Slow", given_on=make.day(-9)))
    feedback.thank(store, said, make.day(-9))
    feedback.thank(store, said, TODAY)
    assert feedback.get(store, said).input.thanked_on == make.day(-9)


def test_leaving_it_as_it_is_is_told_too(store: Store, make: Make) -> None:
    megan = make.person()
    given = FeedbackInput(
        text="Ring more often",
        given_on=make.day(-9),
        thanked_on=make.day(-9),
        decided_on=make.day(-2),
        will_change=False,
        decision="Friday calls are enough",
    )
    feedback.add(store, megan, given)
    assert shown(store, megan)[0][1:] == (
        "From Megan, 15 Nov. Decided on 22 Nov to leave it as it is. Friday calls are enough. Tell Megan.",
        TakeAction.TOLD,
    )


def test_a_hard_truth_keeps_what_it_was_based_on_and_how_it_was_taken(store: Store, make: Make) -> None:
    megan = make.person()
    truth = FeedbackInput(
        is_mine=True,
        text="The depot is unsafe",
        given_on=TODAY,
        is_hard_truth=True,
        based_on="Two near misses",
    )
    said = feedback.add(store, megan, truth)
    assert shown(store, megan)[0][1] == "A hard truth of mine, 24 Nov. How did Megan take it?"
    feedback.edit(store, said, replace(truth, how_taken="Went quiet, then thanked me"))
    kept = feedback.get(store, said).input
    assert (kept.based_on, kept.how_taken) == ("Two near misses", "Went quiet, then thanked me")
    assert card(store, megan, NOW, LONDON).timeline[0].lead == "I told Megan a hard truth."


@pytest.mark.parametrize("field", ["thanked_on", "decided_on", "changed_on", "told_on"])
def test_no_step_comes_before_it_was_said(store: Store, make: Make, field: str) -> None:
    given = replace(FeedbackInput(text="Slow", given_on=TODAY), **{field: make.day(-1)})  # type: ignore[arg-type]
    with pytest.raises(InputError) as refused:
        feedback.add(store, make.person(), given)
    assert refused.value.field == field
    with pytest.raises(InputError):
        feedback.add(store, make.person("Tom Baker"), FeedbackInput(text=" ", given_on=TODAY))


def test_nothing_given_leaves_one_quiet_line(store: Store, make: Make) -> None:
    assert card(store, make.person(), NOW, LONDON).give_take.groups == ()
