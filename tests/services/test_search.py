"""Search over everything: names, facts and conversations, across scripts and accents."""

from datetime import UTC, date, datetime

import pytest

from relmgr.domain.ids import PersonId
from relmgr.domain.kinds import ConversationKind, Side
from relmgr.services import conversations, facts, people, search
from relmgr.services.conversations import ConversationInput, PersonTalk
from relmgr.services.facts import FactInput
from relmgr.services.people import PersonInput
from relmgr.services.search import HitKind
from relmgr.store import Store

NOW = datetime(2026, 11, 24, 14, 42, tzinfo=UTC)


@pytest.fixture
def zoe(store: Store) -> PersonId:
    person = people.add(store, PersonInput(given="Zoë", family="Núñez"), NOW)
    facts.add(store, person, FactInput(side=Side.INTERESTS, text="Sings in a choir in Łódź"))
    talk = ConversationInput(
        at=NOW,
        on_day=date(2026, 11, 20),
        kind=ConversationKind.CALL,
        people=(PersonTalk(person_id=person),),
        headline="The tracking page, again.",
    )
    conversations.log(store, talk, NOW)
    return person


@pytest.mark.parametrize(
    ("query", "kind", "title"),
    [
        ("zoe", HitKind.PERSON, "Zoë Núñez"),
        ("nunez zo", HitKind.PERSON, "Zoë Núñez"),
        ("lodz", HitKind.FACT, "Sings in a choir in Łódź"),
        ("tracking ag", HitKind.CONVERSATION, "The tracking page, again."),
    ],
)
def test_finds_by_any_words(store: Store, zoe: PersonId, query: str, kind: HitKind, title: str) -> None:
    found = search.everything(store, query)
    assert [(hit.kind, hit.title, hit.person_id) for hit in found] == [(kind, title, zoe)]


@pytest.mark.parametrize("query", ["", "   ", '"', "NEAR(", "* AND", "☃"])
def test_what_holds_no_word_finds_nothing(store: Store, zoe: PersonId, query: str) -> None:
    assert search.everything(store, query) == ()


def test_who_is_in_the_trash_is_not_found(store: Store, zoe: PersonId) -> None:
    people.remove(store, zoe, NOW)
    assert search.everything(store, "zoe") == ()
    assert search.everything(store, "tracking") == ()
    store.undo()
    assert len(search.everything(store, "zoe")) == 1
