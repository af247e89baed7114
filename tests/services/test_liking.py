"""Who would like this? Found by interests, goals and needs; what is not to be mentioned suggests nobody (G2, P4)."""

import pytest

from relmgr.domain.ids import PersonId
from relmgr.domain.kinds import Circle, MilestoneKind, RelationKind, Sensitivity, Side
from relmgr.services import facts, gives, goals, liking, needs, people
from relmgr.services.facts import FactInput
from relmgr.services.gives import GiveInput
from relmgr.services.goals import GoalInput
from relmgr.services.needs import NeedInput
from relmgr.store import Store
from tests.builders import NOW, TODAY, Make

ABOUT = "An article about bees on city roofs"


def fact(
    store: Store,
    who: PersonId,
    text: str,
    side: Side = Side.INTERESTS,
    sensitivity: Sensitivity = Sensitivity.FINE,
) -> None:
    facts.add(store, who, FactInput(side=side, text=text, sensitivity=sensitivity))


def found(store: Store, about: str = ABOUT) -> list[tuple[str, tuple[str, ...]]]:
    return [(one.face.name, one.found) for one in liking.who_would_like(store, about, TODAY).people]


def test_interests_goals_and_needs_say_why(store: Store, make: Make) -> None:
    megan, tom, ada = make.person(), make.person("Tom Baker"), make.person("Ada Lovelace")
    fact(store, megan, "Keeps a bee on the roof")
    goals.add(store, tom, GoalInput(to_text="A green roof"), TODAY)
    needs.add(store, ada, NeedInput(text="Somebody who knows the city council"))
    assert found(store) == [
        ("Megan Jacobs", ("Interests: Keeps a bee on the roof",)),
        ("Ada Lovelace", ("Need: Somebody who knows the city council",)),
        ("Tom Baker", ("Goal: A green roof",)),
    ]


def test_the_most_fitting_come_first(store: Store, make: Make) -> None:
    first, second = make.person("Zoe Adams"), make.person("Abe Brown")
    fact(store, second, "Likes city walks")
    fact(store, first, "Bees in the city")
    assert [name for name, _why in found(store)] == ["Zoe Adams", "Abe Brown"]


@pytest.mark.parametrize(
    ("side", "sensitivity", "is_found"),
    [
        (Side.INTERESTS, Sensitivity.NEVER_FIRST, False),
        (Side.INTERESTS, Sensitivity.WORK_ONLY, False),
        (Side.WORK, Sensitivity.WORK_ONLY, True),
        (Side.WORK, Sensitivity.NEVER_FIRST, False),
        (Side.FAMILY, Sensitivity.FINE, True),
    ],
)
def test_what_is_not_to_be_mentioned_suggests_nobody(
    store: Store, make: Make, side: Side, sensitivity: Sensitivity, is_found: bool
) -> None:
    fact(store, make.person(), "Bees", side, sensitivity)
    assert bool(found(store)) is is_found


def test_who_is_spared_is_counted_and_the_dead_are_not(store: Store, make: Make) -> None:
    away, gentle, dead = make.person("Ann Away"), make.person("Gil Gentle"), make.person("Dan Dead")
    resting = make.person("Rae Rest", circle=Circle.REST)
    for who in (away, gentle, dead, resting, make.kin(away, "Kim")):
        fact(store, who, "Bees")
    people.set_away(store, away, TODAY, TODAY, "")
    people.set_gentle(store, gentle, TODAY, "")
    make.milestone(dead, MilestoneKind.DEATH, 0)
    assert liking.who_would_like(store, ABOUT, TODAY) == liking.Likers((), 3)


def test_who_had_the_very_same_is_left_out(store: Store, make: Make) -> None:
    megan = make.person()
    fact(store, megan, "Bees")
    gives.add(store, (megan,), GiveInput(text=ABOUT, given_on=TODAY))
    assert found(store) == []
    assert len(found(store, "Bees again")) == 1


def test_what_is_over_or_in_the_trash_suggests_nobody(store: Store, make: Make) -> None:
    megan, tom = make.person(), make.person("Tom Baker")
    goals.add(store, megan, GoalInput(to_text="Bees", reached_on=TODAY), TODAY)
    needs.add(store, megan, NeedInput(text="Bees", met_on=TODAY))
    fact(store, tom, "Bees")
    people.remove(store, tom, NOW)
    assert found(store) == []


@pytest.mark.parametrize("nothing", ["", "  ", "!?", "the article about this", '"" OR *'])
def test_no_word_finds_nobody(store: Store, make: Make, nothing: str) -> None:
    fact(store, make.person(), "Bees")
    assert found(store, nothing) == []


def test_a_light_person_is_no_suggestion(store: Store, make: Make) -> None:
    megan = make.person()
    kim = make.kin(megan, "Kim", RelationKind.CHILD)
    fact(store, kim, "Bees")
    assert found(store) == []


def test_common_words_crowd_out_no_rare_one(
    store: Store, make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(liking, "_LOOKED_AT", 8)
    keeper = make.person("Kim Keeper")
    fact(store, keeper, "Keeps bees")
    for number in range(12):
        fact(store, make.person(f"Guest {number}"), "Likes music and coffee")
    found = liking.who_would_like(store, "Music, coffee and bees", TODAY, limit=40)
    assert keeper in [one.face.id for one in found.people]
    assert len(found.people) <= 8, "what is looked at has a bound"
