"""The quarter's choice, the base and the long view, on a real file; and what of them asks on Today."""

from datetime import date, timedelta

import pytest

from relmgr.domain.ids import PersonId
from relmgr.domain.kinds import Circle, Decision, MilestoneKind, Sign
from relmgr.domain.moments import support_of
from relmgr.errors import InputError, NotFoundError
from relmgr.services import people, reflect, reminders, reviews, search
from relmgr.services.reflect import deepening, long_views
from relmgr.services.reflect.deepening import ChoiceInput
from relmgr.services.reflect.long_views import LongViewInput
from relmgr.services.reminders import Source
from relmgr.services.search import HitKind
from tests.builders import TODAY, Make

FRIDAY = date(2026, 11, 27)


def _choice(person: PersonId, step: str = "Lunch", on: date | None = None) -> ChoiceInput:
    return ChoiceInput(person_id=person, next_step=step, next_on=on)


def _due(make: Make, source: Source) -> list[str]:
    return [one.title for one in reminders.due(make.store, make.now, make.zone) if one.source is source]


def test_whom_i_chose_asks_on_its_day_and_done_is_kept(make: Make) -> None:
    megan, ben = make.person(), make.person("Ben White")
    deepening.choose(
        make.store, TODAY, (_choice(megan, "Lunch at the pool", TODAY), _choice(ben, on=make.day(9)))
    )
    assert _due(make, Source.DEEPENING) == ["Megan: lunch at the pool"]
    (item,) = (
        one for one in reminders.due(make.store, make.now, make.zone) if one.source is Source.DEEPENING
    )
    reminders.decide(make.store, *item.key, Decision.DONE, make.now, zone=make.zone)
    assert [one.words for one in deepening.chosen(make.store, TODAY)] == ["Done on 24 Nov", "By 3 Dec"]
    make.store.undo()
    assert _due(make, Source.DEEPENING) == ["Megan: lunch at the pool"]


@pytest.mark.parametrize("how", ["rest", "gentle", "away", "dead", "trash"])
def test_it_is_silent_about_whom_one_leaves_in_peace(make: Make, how: str) -> None:
    who = make.person(circle=Circle.REST if how == "rest" else None)
    deepening.choose(make.store, TODAY, (_choice(who, on=TODAY),))
    match how:
        case "gentle":
            people.set_gentle(make.store, who, make.day(10), "Her father died")
        case "away":
            people.set_away(make.store, who, None, make.day(10), "")
        case "dead":
            make.milestone(who, MilestoneKind.DEATH, -1)
        case "trash":
            people.remove(make.store, who, make.now)
    assert not _due(make, Source.DEEPENING)


def test_three_at_most_each_once_each_with_a_step(make: Make) -> None:
    four = [make.person(f"Number {number}") for number in range(4)]
    for wrong in (
        [_choice(one) for one in four],
        [_choice(four[0]), _choice(four[0])],
        [_choice(four[0], " ")],
    ):
        with pytest.raises(InputError):
            deepening.choose(make.store, TODAY, wrong)
    with pytest.raises(NotFoundError):
        deepening.choose(make.store, TODAY, [_choice(PersonId(999))])
    assert not deepening.chosen(make.store, TODAY)


def test_choosing_again_keeps_what_was_done_and_the_next_quarter_looks_back(make: Make) -> None:
    megan, ben = make.person(), make.person("Ben White")
    deepening.choose(make.store, TODAY, (_choice(megan), _choice(ben)))
    deepening.done(make.store, deepening.chosen(make.store, TODAY)[0].id, TODAY)
    deepening.choose(make.store, TODAY, (_choice(megan),))
    (held,) = deepening.chosen(make.store, TODAY)
    assert held.done_on == TODAY
    later = TODAY + timedelta(days=60)
    assert not deepening.chosen(make.store, later)
    assert [one.id for one in deepening.before(make.store, later)] == [held.id]
    deepening.choose(make.store, later, (_choice(ben),), {held.id: "We swim now"})
    assert deepening.before(make.store, later)[0].note == "We swim now"
    make.store.undo()
    assert not deepening.chosen(make.store, later)


def test_the_choice_is_offered_once_a_quarter_and_may_be_skipped(make: Make) -> None:
    assert not reviews.offer(make.store, FRIDAY).quarter  # nobody was spoken with yet
    make.conversation(make.person(), on=-3)
    assert reviews.offer(make.store, FRIDAY).quarter
    deepening.skip(make.store, FRIDAY)
    assert not reviews.offer(make.store, FRIDAY + timedelta(days=7)).quarter
    assert reviews.offer(make.store, date(2027, 1, 1)).quarter


def test_the_year_is_offered_and_may_be_skipped(make: Make) -> None:
    make.conversation(make.person(), on=-3)
    new_year = date(2027, 1, 1)
    assert reviews.offer(make.store, new_year).year
    reviews.save_year(make.store, new_year, "More swimming")
    assert not reviews.offer(make.store, new_year + timedelta(days=7)).year
    assert reviews.last_year_note(make.store) == "More swimming"
    make.store.undo()
    reviews.skip_year(make.store, new_year)
    assert not reviews.offer(make.store, new_year + timedelta(days=7)).year


def test_a_decision_comes_back_and_is_closed_by_what_came_of_it(make: Make) -> None:
    megan = make.person()
    given = LongViewInput(
        decision="Advised against the tool",
        long_term="She trusts what I say",
        on_day=make.day(-365),
        person_id=megan,
        back_on=TODAY,
    )
    number = long_views.add(make.store, given)
    assert _due(make, Source.LONG_VIEW) == ["What came of it? Advised against the tool"]
    (held,) = long_views.every(make.store, TODAY)
    assert (held.words, held.came_words) == ("24 Nov 2025, with Megan", "Comes back on 24 Nov")
    changed = LongViewInput(
        decision=given.decision,
        on_day=given.on_day,
        looked_back_on=TODAY,
        how_it_went="She sent me two friends",
    )
    long_views.edit(make.store, number, changed)
    assert not _due(make, Source.LONG_VIEW)
    assert long_views.every(make.store, TODAY)[0].came_words == "She sent me two friends"
    long_views.remove(make.store, number)
    make.store.undo()
    assert len(long_views.every(make.store, TODAY)) == 1


def test_a_decision_about_nobody_asks_too_and_one_without_words_is_refused(make: Make) -> None:
    with pytest.raises(InputError):
        long_views.add(make.store, LongViewInput(decision=" ", on_day=TODAY))
    long_views.add(make.store, LongViewInput(decision="Took the summer off", on_day=TODAY, back_on=TODAY))
    assert _due(make, Source.LONG_VIEW) == ["What came of it? Took the summer off"]
    assert long_views.comes_back(TODAY) == date(2027, 11, 24)


def test_the_base_counts_conversations_and_what_is_expected(make: Make) -> None:
    assert reflect.base(make.store, TODAY).is_empty
    megan, ben = make.person(company="Fernkloof"), make.person("Ben White", company="Calder")
    make.talks(megan, 3, 10, 6)
    make.talks(ben, 3, 30, 2)
    make.expectation(megan)
    for sign in Sign:
        make.moment(megan, support_of(sign), -20)
    make.referral(megan, ben, -40)
    view = reflect.base(make.store, TODAY)
    assert view.depth == "You spoke with two people: one deep, one new."
    assert [(one.name, one.count, one.whole) for one in view.organisations] == [
        ("Fernkloof", 7, 9),
        ("Calder", 2, 9),
    ]
    assert view.leaning.endswith("If that ended tomorrow, whom would you call?")
    assert view.source == "One person came through an introduction."
    assert [id_ for id_, _share in view.introducers] == [megan]


def test_next_steps_and_decisions_are_found(make: Make) -> None:
    megan = make.person()
    deepening.choose(make.store, TODAY, (_choice(megan, "Lunch at the tidal pool"),))
    given = LongViewInput(decision="Advised against the tool", on_day=TODAY, person_id=megan)
    long_views.add(make.store, given)
    for words, kind in (("tidal", HitKind.DEEPENING), ("megan advised", HitKind.LONG_VIEW)):
        (hit,) = [one for one in search.everything(make.store, words, 10) if one.kind is kind]
        assert hit.person_id == megan
    make.store.undo()
    assert not [one for one in search.everything(make.store, "advised", 10) if one.kind is HitKind.LONG_VIEW]
