"""Reflect on a real file: who is on the map, whom it looks at first, and about whom it is silent."""

from datetime import date, timedelta
from importlib import import_module

import pytest

from relmgr.domain.kinds import Circle, MilestoneKind, Sign
from relmgr.domain.map_of_people import Period
from relmgr.domain.moments import MomentKind, support_of
from relmgr.domain.partial_date import PartialDate
from relmgr.services import people, reflect, sample
from relmgr.services.reflect import Act, Portrait, mirror
from relmgr.store import Store, derived
from tests.builders import TODAY, Make


def _portrait(view: reflect.ReflectView, kind: Portrait) -> reflect.PortraitView | None:
    return next((one for one in view.portraits if one.kind is kind), None)


def test_the_sample_people_stand_as_in_the_picture(store: Store) -> None:
    ids = sample.fill(store)
    view = reflect.view(store, TODAY)
    assert view.sentence == (
        "Of the 13 people you spoke with, seven are warming. Six are cooling, and two of those run deep."
    )
    kwame = next(one for one in view.people if one.id == ids["kwame"])
    assert kwame.words == "2 signs, 4 talks in 90 days"
    said = {one.kind: (one.person.name, one.reason, one.act_words) for one in view.portraits}
    assert said == {
        Portrait.WORST: (
            "Ben Whitaker",
            "Two calls cancelled, price questioned twice. No sign since May 2025.",
            "Plan a straight talk",
        ),
        Portrait.POTENTIAL: (
            "Kwame Boateng",
            "Warming fast, still shallow. He involves you early and treats you well.",
            "Suggest a coffee",
        ),
        Portrait.LONGEST: (
            "Aroha Ngata",
            "Since 2011. All eight signs. You still owe her thanks.",
            "Say thank you",
        ),
    }


def test_only_those_spoken_with_in_the_period(make: Make) -> None:
    lately, long_ago = make.person("Ada Low"), make.person("Ben High")
    make.conversation(lately, on=-20)
    make.conversation(long_ago, on=-200)
    never = make.person("Cy Never")
    ids = [one.id for one in reflect.view(make.store, TODAY).people]
    assert ids == [lately]
    year = {one.id for one in reflect.view(make.store, TODAY, Period.YEAR).people}
    assert year == {lately, long_ago}
    assert never not in year


def test_kin_the_dead_and_those_let_rest_are_not_on_it(make: Make) -> None:
    megan = make.person()
    make.conversation(megan, make.kin(megan, "Ivy"), on=-3)
    resting, dead, gone = (
        make.person("Rest Er", circle=Circle.REST),
        make.person("D Ead"),
        make.person("Go Ne"),
    )
    for who in (resting, dead, gone):
        make.conversation(who, on=-3)
    make.milestone(dead, MilestoneKind.DEATH, -1)
    people.remove(make.store, gone, make.now)
    assert [one.id for one in reflect.view(make.store, TODAY).people] == [megan]


def test_whoever_is_away_is_shown_but_nothing_is_said_of_the_silence(make: Make) -> None:
    who = make.person("Away Er")
    make.talks(who, 40, 7)
    make.moment(who, MomentKind.CANCELLED, -5)
    make.moment(who, MomentKind.HAGGLING, -4)
    assert _portrait(reflect.view(make.store, TODAY), Portrait.WORST) is not None
    people.set_away(make.store, who, None, make.day(10), "Holiday")
    view = reflect.view(make.store, TODAY)
    assert [one.id for one in view.people] == [who]
    assert not view.portraits
    assert "Quiet" not in view.people[0].reason
    assert not reflect.repairs(make.store, view, TODAY)


def test_the_worst_is_found_however_long_it_was_silent(make: Make) -> None:
    bad, good = make.person("Bad Case"), make.person("Good Case")
    make.talks(good, 2, 7)
    make.talks(bad, 55, 10)
    for kind in (MomentKind.CANCELLED, MomentKind.DELAY):
        make.moment(bad, kind, -50)
    worst = _portrait(reflect.view(make.store, TODAY, Period.MONTH), Portrait.WORST)
    assert worst is not None
    assert worst.person.id == bad
    assert worst.act is Act.STRAIGHT_TALK
    assert worst.reason.startswith("One call cancelled, one delay.")


def test_where_nobody_is_at_risk_the_one_that_cools_most_is_named(make: Make) -> None:
    warm, cool = make.person("Warm One"), make.person("Cool One")
    make.talks(warm, 2, 7)
    make.talks(cool, 40, 12)
    worst = _portrait(reflect.view(make.store, TODAY), Portrait.WORST)
    assert worst is not None
    assert worst.person.id == cool
    assert "Quiet 40 days, usually 12." in worst.reason


def test_where_nobody_cools_nobody_is_the_worst(make: Make) -> None:
    make.talks(make.person("Warm One"), 2, 7)
    assert _portrait(reflect.view(make.store, TODAY), Portrait.WORST) is None


def test_importance_is_what_i_chose_and_goes_before_momentum(make: Make) -> None:
    warming, chosen = make.person("Warm One"), make.person("Chosen One", circle=Circle.INVEST)
    make.talks(warming, 2, 7)
    for day in (-10, -40, -70, -100, -130, -160):
        make.conversation(chosen, on=day)
    view = reflect.view(make.store, TODAY)
    found = _portrait(view, Portrait.POTENTIAL)
    assert found is not None
    assert found.person.id == chosen
    steps = reflect.repairs(make.store, view, TODAY)
    assert [one.person.id for one in steps] == [chosen, warming]
    assert all(1 <= len(one.steps) <= 3 for one in steps)


def test_a_deep_relationship_has_no_potential_to_repair(make: Make) -> None:
    who = make.person()
    make.talks(who, 2, 7)
    for sign in Sign:
        make.moment(who, support_of(sign), -30)
    assert _portrait(reflect.view(make.store, TODAY), Portrait.POTENTIAL) is None


def test_the_longest_is_whom_i_met_first(make: Make) -> None:
    old, older = make.person("Old Friend"), make.person("Older Friend")
    make.conversation(old, on=date(2012, 3, 1))
    make.milestone(older, MilestoneKind.FIRST_MET, PartialDate(2011))
    for who in (old, older):
        make.conversation(who, on=-5)
    longest = _portrait(reflect.view(make.store, TODAY), Portrait.LONGEST)
    assert longest is not None
    assert longest.person.id == older
    assert longest.reason == "Since 2011. No sign yet."


def test_undo_keeps_the_map_right(make: Make) -> None:
    who = make.person()
    make.conversation(who, on=-5)
    make.moment(who, MomentKind.RESPECT, -5)
    assert reflect.view(make.store, TODAY).people[0].depth.seen == 1
    make.moment(who, MomentKind.DISRESPECT, -2)
    assert reflect.view(make.store, TODAY).people[0].depth.seen == 0
    make.store.undo()
    assert reflect.view(make.store, TODAY).people[0].depth.seen == 1
    make.store.redo()
    assert reflect.view(make.store, TODAY).people[0].depth.fading == 1
    with make.store.read() as session:
        assert list(derived.differences(session)) == []


@pytest.mark.parametrize("period", Period)
def test_read_a_step_at_a_time_it_is_the_same(
    store: Store, period: Period, monkeypatch: pytest.MonkeyPatch
) -> None:
    sample.fill(store)
    whole = reflect.view(store, TODAY, period), reflect.base(store, TODAY), mirror.mirror(store, TODAY)
    folk, base, portraits = (import_module(f"relmgr.services.reflect.{name}") for name in _MODULES)
    for module, statement, few in ((folk, "_PEOPLE", 3), (base, "_WORK", 1), (base, "_CAME", 1)):
        monkeypatch.setattr(module, statement, getattr(module, statement).limit(few))
    for module, number, few in ((folk, "AT_ONCE", 3), (base, "_AT_ONCE", 1), (portraits, "_RANKED", 2)):
        monkeypatch.setattr(module, number, few)
    for module in (folk, base, portraits):
        monkeypatch.setattr(module, "RUN", 2)
    monkeypatch.setattr(mirror, "_STEP", timedelta(days=3))
    assert len([*reflect.reading(store, TODAY, period)]) > len(whole[0].people) / 2
    assert reflect.view(store, TODAY, period) == whole[0]
    assert reflect.base(store, TODAY) == whole[1]
    assert mirror.mirror(store, TODAY) == whole[2]


_MODULES = ("people", "base", "portraits")
