"""Who can help with …?"""

import random

import pytest

from relmgr.domain.kinds import AllyKind, Sensitivity, Side
from relmgr.services import facts, helping, people
from relmgr.services.facts import FactInput
from relmgr.store import Store
from tests.builders import NOW, Make


def found(store: Store, asked: str) -> dict[str, tuple[str, ...]]:
    return {one.name: one.found for one in helping.who_can_help(store, asked)}


def test_allies_come_first_with_the_words_that_speak_for_them(store: Store, make: Make) -> None:
    make.person("Anna Client", company="Maison", title="French teacher")
    make.person("Zoë Peer", labels=("French", "copy-editing"), ally_kind=AllyKind.PEER)
    fact = FactInput(side=Side.HISTORY, label="School", text="Grew up in a French village")
    facts.add(store, make.person("Ben Other"), fact)
    make.person("Cem Nobody", labels=("German",))
    assert found(store, "Who can help me with French?") == {
        "Zoë Peer": ("French",),
        "Anna Client": ("French teacher",),
        "Ben Other": ("School: Grew up in a French village",),
    }
    (first, *_rest) = helping.who_can_help(store, "french")
    assert first.ally_words == "Peer"


def test_every_word_is_wanted_and_any_where_nobody_has_all(store: Store, make: Make) -> None:
    make.person("Anna", labels=("tax", "law"))
    make.person("Ben", labels=("tax",))
    assert list(found(store, "tax law")) == ["Anna"]
    assert list(found(store, "tax painting")) == ["Anna", "Ben"]


def test_what_is_never_mentioned_first_suggests_nobody(store: Store, make: Make) -> None:
    who = make.person("Anna")
    secret = FactInput(side=Side.HEALTH, text="Knows about depression", sensitivity=Sensitivity.NEVER_FIRST)
    facts.add(store, who, secret)
    assert found(store, "depression") == {}


@pytest.mark.parametrize("asked", ["", "  ", "?", "with", "unheard of", '" OR *'])
def test_nobody_for_nothing(store: Store, make: Make, asked: str) -> None:
    make.person("Anna", labels=("tax",))
    assert found(store, asked) == {}


def test_notes_former_roles_light_people_and_the_trash_do_not_count(store: Store, make: Make) -> None:
    make.person("Noted", notes="plumbing")
    make.person("Light", labels=("plumbing",), is_light=True)
    people.remove(store, make.person("Gone", labels=("plumbing",)), NOW)
    assert found(store, "plumbing") == {}


def test_words_with_marks_and_hyphens_are_found(store: Store, make: Make) -> None:
    make.person("Anna", labels=("copy-editing", "Übersetzung"))
    assert found(store, "editing") == {"Anna": ("copy-editing",)}
    assert found(store, "ubersetz") == {"Anna": ("Übersetzung",)}


@pytest.mark.parametrize("seed", range(4))
def test_of_many_the_same_are_found_as_of_few(
    store: Store, make: Make, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    chance = random.Random(seed)
    for number in range(60):
        who = make.person(
            f"{chance.choice('ABCÅД')}nna {number}",
            labels=chance.choice(((), ("tax",), ("taxes", "law"), ("gardens",))),
            ally_kind=chance.choice((None, None, None, *AllyKind)),
            is_light=chance.random() < 0.1,
        )
        if chance.random() < 0.1:
            people.remove(store, who, NOW)
    for most in (5, 200):
        monkeypatch.setattr(helping, "_AT_ONCE", chance.randrange(1, 30))
        for asked in ("tax", "tax law", "law gardens", "t"):
            monkeypatch.setattr(helping, "_MOST_LOOKED_UP", 1_000)
            few = helping.who_can_help(store, asked, most)
            monkeypatch.setattr(helping, "_MOST_LOOKED_UP", 0)
            assert few
            assert helping.who_can_help(store, asked, most) == few
            is_ally = [bool(one.ally_words) for one in few]
            assert is_ally == sorted(is_ally, reverse=True)
