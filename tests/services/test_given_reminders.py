"""What of give and take asks for attention: when, in which words, what Done does, and when it is silent (G3, G4, P7)."""

from dataclasses import replace
from datetime import timedelta

import pytest

from relmgr.domain.ids import PersonId
from relmgr.domain.kinds import AdviceOutcome, Circle, Decision, MilestoneKind
from relmgr.services import advice, feedback, people, prep, questions, reminders, today
from relmgr.services.card import card
from relmgr.services.feedback import FeedbackInput
from relmgr.services.reminders import DueItem, Source
from relmgr.store import Store
from tests.builders import LONDON, NOW, TODAY, Make

THEIRS = FeedbackInput(text="Your invoices are hard to read", given_on=TODAY)


def due(store: Store, days: int = 0) -> dict[Source, DueItem]:
    return {one.source: one for one in reminders.due(store, NOW + timedelta(days=days), LONDON)}


def done(store: Store, item: DueItem, days: int = 0) -> None:
    moment = NOW + timedelta(days=days)
    reminders.decide(store, item.source, item.source_id, item.occurrence, Decision.DONE, moment, zone=LONDON)


@pytest.fixture
def megan(make: Make) -> PersonId:
    return make.person()


# --- advice ---


def test_advice_is_asked_about_once_a_month_later(store: Store, megan: PersonId) -> None:
    tip = advice.add(store, megan, advice.new("Send line items", TODAY))
    assert due(store, 29) == {}
    item = due(store, 30)[Source.ADVICE]
    assert (item.title, item.why) == (
        "Ask Megan whether your advice helped",
        "“Send line items” Given on 24 Nov.",
    )
    assert item.short_why == "Given on 24 Nov.", "nothing of it is quoted outside the window"
    done(store, item, 30)
    assert due(store, 31) == {}
    assert advice.get(store, tip).input.asked_on == TODAY + timedelta(days=30)
    store.undo()
    assert Source.ADVICE in due(store, 31)


def test_advice_of_which_the_outcome_is_known_or_nobody_wants_to_know_is_not_asked_about(
    store: Store, megan: PersonId
) -> None:
    given = advice.new("Send line items", TODAY)
    advice.add(store, megan, replace(given, ask_on=None))
    tip = advice.add(store, megan, given)
    advice.acted_on(store, tip, TODAY)
    assert due(store, 60) == {}


def test_what_was_put_off_comes_back(store: Store, megan: PersonId) -> None:
    advice.add(store, megan, replace(advice.new("Send line items", TODAY), ask_on=TODAY))
    item = due(store)[Source.ADVICE]
    until = NOW + timedelta(days=7)
    reminders.decide(store, item.source, item.source_id, item.occurrence, Decision.SNOOZED, NOW, until)
    assert due(store, 6) == {}
    assert Source.ADVICE in due(store, 8)


def test_it_is_a_starter_too_and_ticking_it_is_asking(store: Store, megan: PersonId) -> None:
    tip = advice.add(store, megan, replace(advice.new("Send line items", TODAY), ask_on=TODAY))
    (starter,) = [one for one in card(store, megan, NOW, LONDON).ask_about if one.source == "advice"]
    assert (starter.question, starter.why) == ("Did it help: “Send line items”?", "You advised it today.")
    prepared = prep.prep(store, megan, NOW, LONDON)
    assert starter in prepared.ask_about
    with store.change("Logged") as session:
        asked = questions.Asked(question=starter.question, source="advice", source_id=starter.source_id)
        questions.asked_in(session, megan, asked, TODAY)
    assert advice.get(store, tip).input.asked_on == TODAY
    assert "advice" not in {one.source for one in card(store, megan, NOW, LONDON).ask_about}


@pytest.mark.parametrize("spared", ["away", "gentle", "rest"])
def test_nobody_who_is_spared_is_asked_about_advice(store: Store, make: Make, spared: str) -> None:
    who = make.person("Ada Lovelace", circle=Circle.REST if spared == "rest" else None)
    advice.add(store, who, replace(advice.new("Send line items", TODAY), ask_on=TODAY))
    if spared == "away":
        people.set_away(store, who, TODAY, TODAY, "")
    elif spared == "gentle":
        people.set_gentle(store, who, TODAY, "")
    assert "advice" not in {one.source for one in card(store, who, NOW, LONDON).ask_about}


# --- feedback, from thanks to telling ---


def test_feedback_begins_with_thanks_the_same_day(store: Store, megan: PersonId) -> None:
    said = feedback.add(store, megan, THEIRS)
    assert set(due(store)) == {Source.FEEDBACK_THANKS}
    item = due(store)[Source.FEEDBACK_THANKS]
    assert item.title == "Thank Megan for the feedback"
    view = today.today(store, NOW, LONDON)
    assert [row.source for row in view.thanks] == [Source.FEEDBACK_THANKS]
    assert view.sentence == "Everyone has heard from you."
    done(store, item)
    assert due(store) == {}
    assert feedback.get(store, said).input.thanked_on == TODAY


def test_each_step_asks_by_itself_even_on_one_day(store: Store, megan: PersonId) -> None:
    said = feedback.add(store, megan, THEIRS)
    done(store, due(store)[Source.FEEDBACK_THANKS])
    item = due(store, 7)[Source.FEEDBACK_DECIDE]
    assert item.is_question
    assert item.title == "Will you change something after Megan’s feedback?"
    done(store, item, 7)
    kept = feedback.get(store, said).input
    assert (kept.decided_on, kept.will_change) == (TODAY + timedelta(days=7), True)
    item = due(store, 37)[Source.FEEDBACK_CHANGE]
    assert (item.title, item.is_question) == ("Is it changed, after Megan’s feedback?", True)
    done(store, item, 37)
    item = due(store, 37)[Source.FEEDBACK_TELL]
    assert item.title == "Tell Megan what you changed"
    assert (
        today.today(store, NOW + timedelta(days=37), LONDON).sentence == "Megan is waiting to hear from you."
    )
    done(store, item, 37)
    assert due(store, 60) == {}
    assert feedback.get(store, said).input.told_on == TODAY + timedelta(days=37)


def test_thanks_that_are_skipped_hold_up_nothing(store: Store, megan: PersonId) -> None:
    feedback.add(store, megan, THEIRS)
    item = due(store)[Source.FEEDBACK_THANKS]
    reminders.decide(store, item.source, item.source_id, item.occurrence, Decision.SKIPPED, NOW)
    assert set(due(store, 7)) == {Source.FEEDBACK_DECIDE}


def test_leaving_it_as_it_is_is_told_as_well(store: Store, megan: PersonId) -> None:
    decided = replace(
        THEIRS, thanked_on=TODAY, decided_on=TODAY, will_change=False, decision="They are short"
    )
    feedback.add(store, megan, decided)
    item = due(store)[Source.FEEDBACK_TELL]
    assert (item.title, item.why) == (
        "Tell Megan that it stays as it is, and why",
        "“They are short” Decided on 24 Nov.",
    )


def test_a_change_they_made_is_to_be_noticed(store: Store, megan: PersonId) -> None:
    mine = FeedbackInput(is_mine=True, text="Late briefs", given_on=TODAY, changed_on=TODAY, change="Earlier")
    feedback.add(store, megan, mine)
    assert due(store)[Source.FEEDBACK_TELL].title == "Tell Megan that you noticed the change"
    assert set(due(store, 90)) == {Source.FEEDBACK_TELL}


def test_what_is_removed_takes_its_decisions_along(store: Store, megan: PersonId) -> None:
    said = feedback.add(store, megan, THEIRS)
    done(store, due(store)[Source.FEEDBACK_THANKS])
    feedback.remove(store, said)
    again = feedback.add(store, megan, THEIRS)
    assert again == said, "SQLite gives the number to the next row"
    assert set(due(store)) == {Source.FEEDBACK_THANKS}


# --- silence ---


def all_of_it(store: Store, who: PersonId) -> None:
    advice.add(store, who, replace(advice.new("Send line items", TODAY), ask_on=TODAY))
    feedback.add(store, who, THEIRS)
    feedback.add(store, who, replace(THEIRS, thanked_on=TODAY, changed_on=TODAY))


def test_gentle_mode_keeps_the_thanks_and_is_silent_about_business(store: Store, megan: PersonId) -> None:
    all_of_it(store, megan)
    assert set(due(store)) == {Source.ADVICE, Source.FEEDBACK_THANKS, Source.FEEDBACK_TELL}
    people.set_gentle(store, megan, TODAY + timedelta(days=10), "A bereavement")
    assert set(due(store)) == {Source.FEEDBACK_THANKS}


def test_away_is_silent_until_they_are_back(store: Store, megan: PersonId) -> None:
    all_of_it(store, megan)
    people.set_away(store, megan, TODAY, TODAY + timedelta(days=5), "Holiday")
    assert set(due(store)) == {Source.FEEDBACK_THANKS}
    assert {Source.ADVICE, Source.FEEDBACK_TELL} <= set(due(store, 6))


def test_of_the_dead_and_those_let_rest_nothing_is_asked(store: Store, make: Make, megan: PersonId) -> None:
    resting = make.person("Ada Lovelace", circle=Circle.REST)
    for who in (megan, resting):
        all_of_it(store, who)
    make.milestone(megan, MilestoneKind.DEATH, 0)
    assert due(store) == {}


# --- ahead and behind ---


def test_the_self_test_and_the_history_know_them(store: Store, megan: PersonId) -> None:
    advice.add(store, megan, advice.new("Send line items", TODAY))
    feedback.add(store, megan, replace(THEIRS, thanked_on=TODAY))
    shown = reminders.next_showings(store, NOW, LONDON)
    assert [one.item.source for one in shown] == [Source.FEEDBACK_DECIDE, Source.ADVICE]
    for days, source in ((7, Source.FEEDBACK_DECIDE), (30, Source.ADVICE)):
        done(store, due(store, days)[source], days)
    assert [(line.title, line.person) for line in reminders.history(store)] == [
        ("Did the advice help?", "Megan Jacobs"),
        ("Feedback: a decision", "Megan Jacobs"),
    ]


def test_not_yet_can_be_asked_again_where_i_say_so(store: Store, megan: PersonId) -> None:
    given = replace(advice.new("Send line items", TODAY), ask_on=TODAY)
    tip = advice.add(store, megan, replace(given, outcome=AdviceOutcome.NOT_YET, asked_on=TODAY))
    assert due(store, 90) == {}
    advice.edit(store, tip, replace(given, ask_on=TODAY + timedelta(days=60)))
    assert set(due(store, 60)) == {Source.ADVICE}
