"""Rough patches and mistakes in the file: kept, answered, taken step by step, closed twice, asked after, undone."""

from datetime import date, datetime, timedelta

import pytest

from relmgr.domain.ids import RoughPatchId
from relmgr.domain.kinds import Circle, Decision, Feeling, MilestoneKind
from relmgr.domain.moments import MomentKind
from relmgr.domain.rough_patches import PatchState
from relmgr.errors import InputError, NotFoundError
from relmgr.services import circles, mistakes, moments, people, reminders, rough_patches, today
from relmgr.services.mistakes import MistakeInput
from relmgr.services.reminders import DueItem, Source
from relmgr.services.rough_patches import RoughPatchInput
from relmgr.store import Store
from tests.builders import LONDON, NOW, TODAY, Make

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def due(store: Store, now: datetime = NOW) -> list[DueItem]:
    return list(reminders.due(store, now, LONDON))


def titles(store: Store, now: datetime = NOW) -> list[tuple[str, str]]:
    return [(item.title, item.why) for item in due(store, now)]


def test_it_needs_words_and_a_step_for_a_day(store: Store, make: Make) -> None:
    megan = make.person()
    for given, field in (
        (RoughPatchInput(opened_on=TODAY), "their_words"),
        (RoughPatchInput(opened_on=TODAY, their_words="Late", next_on=TODAY), "next_step"),
        (RoughPatchInput(opened_on=TODAY, their_words="Late", answer_by=NOW), "heard_at"),
        (
            RoughPatchInput(opened_on=TODAY, their_words="Late", heard_at=NOW, answer_by=NOW - HOUR),
            "answer_by",
        ),
    ):
        with pytest.raises(InputError) as refused:
            rough_patches.add(store, megan, given)
        assert refused.value.field == field
    with pytest.raises(NotFoundError):
        rough_patches.get(store, RoughPatchId(99))
    assert rough_patches.of(store, megan) == ()


def test_who_waits_stands_on_today_at_once_and_calls_when_the_answer_is_due(store: Store, make: Make) -> None:
    patch = make.rough_patch(make.person(), heard_at=NOW - 2 * HOUR, answer_by=NOW + HOUR)
    assert titles(store) == [("Answer Megan", "Megan has waited two hours for an answer.")]
    assert reminders.to_show(store, NOW, LONDON) == ()
    assert reminders.next_look(store, NOW, LONDON) == NOW + HOUR
    (shown,) = reminders.to_show(store, NOW + HOUR, LONDON)
    assert (shown.title, shown.short_why) == ("Answer Megan", "Megan has waited three hours for an answer.")
    assert "Monday" not in f"{shown.title} {shown.why} {shown.short_why}"  # what happened stays in the window
    rough_patches.answered(store, patch, NOW + HOUR)
    assert titles(store, NOW + HOUR) == []
    store.undo()
    assert len(titles(store, NOW + HOUR)) == 1


def test_done_on_today_answers_and_takes_the_step(store: Store, make: Make) -> None:
    patch = make.rough_patch(
        make.person(), heard_at=NOW - HOUR, next_step="Send the corrected plan", next_on=0
    )
    for item in due(store):
        reminders.decide(store, *item.key, Decision.DONE, NOW, zone=LONDON)
    found = rough_patches.get(store, patch)
    assert found.answered_at == NOW
    assert not found.waits
    assert [(step.on_day, step.text) for step in found.steps] == [(TODAY, "Send the corrected plan")]
    assert (found.input.next_step, found.input.next_on) == ("", None)
    assert titles(store) == []
    store.undo()
    store.undo()
    assert len(titles(store)) == 2


def test_closed_twice_and_asked_after_a_month(store: Store, make: Make) -> None:
    patch = make.rough_patch(make.person(), on=-10, next_step="Ring her", next_on=0)
    with pytest.raises(InputError):
        rough_patches.feel(store, patch, TODAY, Feeling.GOOD, "")
    rough_patches.solve(store, patch, TODAY, "A new plan, and somebody who reads it")
    found = rough_patches.get(store, patch)
    assert (found.state, found.aftercare_on) == (PatchState.SOLVED, TODAY + 30 * DAY)
    assert titles(store) == []
    rough_patches.feel(store, patch, TODAY + 2 * DAY, Feeling.GOOD, "Relieved that you rang")
    assert rough_patches.get(store, patch).state is PatchState.CLOSED
    assert titles(store, NOW + 29 * DAY) == []
    ((title, why),) = titles(store, NOW + 30 * DAY)
    assert title == "How is it now with Megan?"
    assert why == "A month ago: “You promised it for Monday” Put right on 24 Nov."
    (item,) = due(store, NOW + 30 * DAY)
    assert item.short_why == "Put right on 24 Nov."
    reminders.decide(store, *item.key, Decision.DONE, NOW + 30 * DAY, zone=LONDON)
    assert rough_patches.get(store, patch).aftercare_done_on == TODAY + 30 * DAY
    assert titles(store, NOW + 31 * DAY) == []


def test_reopened_it_keeps_what_was_written(store: Store, make: Make) -> None:
    patch = make.rough_patch(make.person(), on=-10)
    rough_patches.solve(store, patch, TODAY, "A new plan.")
    rough_patches.feel(store, patch, TODAY, Feeling.UNEASY, "Not sure it will hold.")
    rough_patches.reopen(store, patch)
    found = rough_patches.get(store, patch)
    assert found.state is PatchState.OPEN
    assert (found.solved_on, found.felt, found.aftercare_on, found.solution) == (None, None, None, "")
    assert [step.text for step in found.steps] == ["A new plan. Not sure it will hold."]
    store.undo()
    assert rough_patches.get(store, patch).felt is Feeling.UNEASY


def test_asked_anew_they_wait_anew(store: Store, make: Make) -> None:
    patch = make.rough_patch(make.person(), heard_at=NOW - 5 * HOUR)
    rough_patches.answered(store, patch, NOW - 4 * HOUR)
    given = rough_patches.get(store, patch).input
    rough_patches.edit(store, patch, given)
    assert not rough_patches.get(store, patch).waits
    again = RoughPatchInput(opened_on=given.opened_on, their_words=given.their_words, heard_at=NOW - HOUR)
    rough_patches.edit(store, patch, again)
    assert rough_patches.get(store, patch).waits


@pytest.mark.parametrize("mode", ["away", "gentle", "rest"])
def test_spared_it_is_a_plain_note_and_calls_on_nobody(store: Store, make: Make, mode: str) -> None:
    megan = make.person()
    make.rough_patch(
        megan, heard_at=NOW - 30 * HOUR, answer_by=NOW - 20 * HOUR, next_step="Ring her", next_on=-1
    )
    late = make.rough_patch(megan, on=-60)
    rough_patches.solve(store, late, TODAY - 40 * DAY, "")
    assert len(reminders.to_show(store, NOW, LONDON)) == 3
    until = TODAY + 5 * DAY
    if mode == "away":
        people.set_away(store, megan, TODAY, until, "Leave")
    elif mode == "gentle":
        people.set_gentle(store, megan, until, "A bereavement")
    else:
        circles.choose(store, (megan,), Circle.REST, NOW)
    assert reminders.to_show(store, NOW, LONDON) == ()
    assert {item.source for item in due(store)} == {Source.ANSWER, Source.ROUGH_PATCH}  # aftercare waits
    whys = {item.source: item.why for item in due(store)}
    expected = {
        "away": "Megan is away: choose the moment.",
        "gentle": "Gentle mode: choose the moment.",
        "rest": "",
    }
    assert all(why.endswith(expected[mode]) for why in whys.values())


def test_of_the_dead_nothing_asks(store: Store, make: Make) -> None:
    megan = make.person()
    make.rough_patch(megan, heard_at=NOW - HOUR, next_step="Ring her", next_on=0)
    make.milestone(megan, MilestoneKind.DEATH, -1)
    assert titles(store) == []


def test_today_brings_who_waits_first(store: Store, make: Make) -> None:
    ben = make.person("Ben Carter")
    make.life_event(ben, follow_up_on=0)
    make.rough_patch(make.person(), heard_at=NOW - HOUR)
    view = today.today(store, NOW, LONDON)
    assert [item.source for item in view.due] == [Source.ANSWER, Source.LIFE_EVENT]


def test_the_history_of_reminders_tells_nothing_of_it(store: Store, make: Make) -> None:
    make.rough_patch(make.person(), heard_at=NOW - HOUR, next_step="Admit the wrong invoice", next_on=0)
    for item in due(store):
        reminders.decide(store, *item.key, Decision.DONE, NOW, zone=LONDON)
    assert {(line.title, line.person) for line in reminders.history(store)} == {
        ("An answer", "Megan Jacobs"),
        ("A next step", "Megan Jacobs"),
    }


def test_what_comes_is_known_ahead(store: Store, make: Make) -> None:
    make.rough_patch(
        make.person(), heard_at=NOW - HOUR, answer_by=NOW + 2 * HOUR, next_step="Ring", next_on=3
    )
    patch = make.rough_patch(make.person("Ben Carter"), on=-20)
    rough_patches.solve(store, patch, TODAY - 25 * DAY, "")
    ahead = {(one.item.source, one.at) for one in reminders.next_showings(store, NOW, LONDON)}
    nine = NOW.replace(hour=9, minute=0)
    assert ahead == {
        (Source.ANSWER, NOW + 2 * HOUR),
        (Source.ROUGH_PATCH, nine + 3 * DAY),
        (Source.AFTERCARE, nine + 5 * DAY),
    }


def test_a_mistake_that_is_forgiven_is_a_sign_once(store: Store, make: Make) -> None:
    megan = make.person()
    patch = make.rough_patch(megan)
    given = MistakeInput(text="Sent the wrong invoice", on_day=TODAY, rough_patch_id=patch)
    one = mistakes.add(store, megan, given)
    assert moments.of(store, megan) == ()
    mistakes.edit(store, one, MistakeInput(text="Sent the wrong invoice", on_day=TODAY, forgiven_on=TODAY))
    (sign,) = moments.of(store, megan)
    assert (sign.kind, sign.on_day, sign.note) == (MomentKind.FORGAVE_MISTAKE, TODAY, "")
    later = MistakeInput(
        text="The wrong invoice", on_day=TODAY, forgiven_on=TODAY + DAY, learned="Read it aloud"
    )
    mistakes.edit(store, one, later)
    (sign,) = moments.of(store, megan)
    assert sign.on_day == TODAY + DAY
    mistakes.edit(store, one, given)
    assert moments.of(store, megan) == ()
    assert [found.input.text for found in mistakes.of(store, megan, patch)] == ["Sent the wrong invoice"]
    store.undo()
    assert len(moments.of(store, megan)) == 1
    mistakes.remove(store, one)
    assert (moments.of(store, megan), mistakes.of(store, megan)) == ((), ())
    with pytest.raises(InputError):
        mistakes.add(store, megan, MistakeInput(text=" ", on_day=TODAY))


def test_a_mistake_outlives_its_rough_patch(store: Store, make: Make) -> None:
    megan = make.person()
    patch = make.rough_patch(megan)
    mistakes.add(store, megan, MistakeInput(text="The date", on_day=TODAY, rough_patch_id=patch))
    rough_patches.remove(store, patch)
    (left,) = mistakes.of(store, megan)
    assert left.input.rough_patch_id is None
    store.undo()
    assert mistakes.of(store, megan, patch) != ()


def test_steps_are_added_changed_and_removed(store: Store, make: Make) -> None:
    patch = make.rough_patch(make.person())
    step = rough_patches.add_step(store, patch, TODAY, " Rang her ")
    rough_patches.edit_step(store, step, TODAY - DAY, "Rang her twice")
    (found,) = rough_patches.get(store, patch).steps
    assert (found.on_day, found.text) == (TODAY - DAY, "Rang her twice")
    rough_patches.remove_step(store, step)
    assert rough_patches.get(store, patch).steps == ()
    with pytest.raises(InputError):
        rough_patches.add_step(store, patch, TODAY, "")
    rough_patches.set_next(store, patch, "Visit", TODAY)
    assert rough_patches.get(store, patch).input.next_step == "Visit"


def steps(store: Store) -> list[str]:
    return [one.title for one in reminders.due(store, NOW, LONDON) if one.source is Source.ROUGH_PATCH]


def test_a_next_step_without_a_day_asks_too(store: Store, make: Make) -> None:
    patch = make.rough_patch(make.person(), on=-10, next_step="Ring her")
    assert steps(store) == ["Megan: ring her"]
    item = next(one for one in reminders.due(store, NOW, LONDON) if one.source is Source.ROUGH_PATCH)
    assert item.late_words == "", "nothing counts up"
    rough_patches.set_next(store, patch, "", None)
    assert steps(store) == []


@pytest.mark.parametrize("on_day", [TODAY, None])
def test_a_step_set_after_one_was_taken_the_same_day_asks_again(
    store: Store, make: Make, on_day: date | None
) -> None:
    patch = make.rough_patch(make.person(), next_step="Ring her")
    rough_patches.set_next(store, patch, "Ring her", on_day)
    item = next(one for one in reminders.due(store, NOW, LONDON) if one.source is Source.ROUGH_PATCH)
    reminders.decide(store, item.source, item.source_id, item.occurrence, Decision.DONE, NOW, zone=LONDON)
    assert steps(store) == []
    rough_patches.set_next(store, patch, "Write what we agreed", on_day)
    assert steps(store) == ["Megan: write what we agreed"]
    store.undo()
    store.undo()
    assert steps(store) == ["Megan: ring her"]
