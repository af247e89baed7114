"""Search over everything: names, facts and conversations, across scripts and accents."""

from datetime import UTC, date, datetime

import pytest

from relmgr.domain.ids import PersonId
from relmgr.domain.kinds import ConversationKind, KindnessKind, MilestoneKind, Scope, Sensitivity, Side
from relmgr.domain.moments import MomentKind
from relmgr.domain.search.ranking import Rank
from relmgr.services import (
    advice,
    conversations,
    facts,
    feedback,
    first_days,
    gives,
    mistakes,
    people,
    rough_patches,
    search,
)
from relmgr.services.conversations import ConversationInput, PersonTalk
from relmgr.services.expectations import ScopeItemInput
from relmgr.services.facts import FactInput
from relmgr.services.feedback import FeedbackInput
from relmgr.services.gives import GiveInput
from relmgr.services.mistakes import MistakeInput
from relmgr.services.people import PersonInput
from relmgr.services.search import HitKind
from relmgr.store import Store, derived
from tests.builders import TODAY, Make

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


@pytest.mark.parametrize(
    "query", ["", "   ", '"', "NEAR(", "* AND", "☃", "zoe OR", "x" * 10_000, "{name}: q*", "'); --"]
)
def test_nothing_typed_is_an_error(store: Store, zoe: PersonId, query: str) -> None:
    assert search.everything(store, query) == ()


def test_who_is_in_the_trash_is_not_found(store: Store, zoe: PersonId) -> None:
    people.remove(store, zoe, NOW)
    assert search.everything(store, "zoe") == ()
    assert search.everything(store, "tracking") == ()
    store.undo()
    assert len(search.everything(store, "zoe")) == 1


def titles(store: Store, query: str) -> list[str]:
    return [hit.title for hit in search.everything(store, query)]


@pytest.mark.parametrize(
    ("names", "typed"),
    [
        (("Jürgen Groß", "Juergen Gross", "Jurgen Gros"), ("jürgen", "juergen", "JURGEN", "gros jur")),
        (("Zoë Núñez",), ("zoe", "Zoë nunez", "nunez zo", "zn")),
        (("Łukasz Żak",), ("lukasz", "zak")),
        (("Søren Kjær",), ("soren", "soeren kjaer")),
        (("İpek Işık", "ILGIN Demir"), ("i",)),
        (("Nguyễn Thị Minh Châu",), ("chau", "nguyen minh")),
        (("Пётр Ильич",), ("петр", "ПЁТР")),
        (("אַבְרָהָם כהן",), ("אברהם",)),
        (("أحـمد حدّاد",), ("احمد", "حداد")),
        (("佐藤 美咲",), ("佐藤", "藤", "美咲", "佐藤美咲")),
    ],
)
def test_names_in_any_script_and_spelling(
    store: Store, make: Make, names: tuple[str, ...], typed: tuple[str, ...]
) -> None:
    for name in names:
        make.person(name, display_name=name)
    make.person("Bob Quill")
    for query in typed:
        assert sorted(titles(store, query)) == sorted(names), query


def test_kana_and_romaji_are_known_where_they_were_noted(store: Store, make: Make) -> None:
    make.person("佐藤", display_name="佐藤", native_name="サトウ", say_name="Sato")
    for query in ("サト", "さとう", "sato"):
        (hit,) = search.everything(store, query)
        assert (hit.title, hit.detail_marks != ()) == ("佐藤", query != "さとう")


def test_the_best_hit_comes_first(store: Store, make: Make) -> None:
    friend = make.person("Ada Stone", nickname="Max")
    make.person("Max")
    make.person("Maxine Reed")
    make.person("Eve Maxwell")
    make.person("Ida Lowe", company="Max Foods")
    make.conversation(friend, headline="Max was there")
    facts.add(store, friend, FactInput(side=Side.FAMILY, text="Her cat is Max the third"))
    found = search.everything(store, "max")
    assert [(hit.title, hit.rank) for hit in found] == [
        ("Max", Rank.EXACT_NAME),
        ("Eve Maxwell", Rank.NAME_BEGINS),
        ("Maxine Reed", Rank.NAME_BEGINS),
        ("Ada Stone", Rank.NICKNAME),
        ("Max Foods", Rank.ORGANISATION),
        ("Ida Lowe", Rank.ORGANISATION),
        ("Her cat is Max the third", Rank.KNOWN),
        ("Max was there", Rank.SAID),
    ]


def test_among_equals_who_was_spoken_with_last_comes_first(store: Store, make: Make) -> None:
    for name, last in (("Anna Ash", 30), ("Anna Birch", 2), ("Anna Cole", 9)):
        make.conversation(make.person(name), on=-last)
    make.person("Anna Aspen")
    assert titles(store, "anna") == ["Anna Birch", "Anna Cole", "Anna Ash", "Anna Aspen"]


def test_words_may_name_the_person_and_say_what(store: Store, make: Make) -> None:
    megan, ben = make.person("Megan Jacobs"), make.person("Ben Whitaker")
    talk = make.conversation(megan, headline="The budget for spring")
    make.conversation(ben, headline="A budget, too")
    make.expectation(megan, "The budget table")
    found = search.everything(store, "megan budg")
    assert [(hit.kind, hit.person_id) for hit in found] == [
        (HitKind.EXPECTATION, megan),
        (HitKind.CONVERSATION, megan),
    ]
    assert found[1].id == talk
    assert [found[1].title[start:end] for start, end in found[1].marks] == ["budg"]


def test_everything_noted_is_found_by_its_own_words(store: Store, make: Make) -> None:
    one = make.person("Megan Jacobs", notes="Knows the harbour master", city="Whitby", labels=("Sailors",))
    other = make.person("Ben Whitaker", company="Fernkloof Logistics", title="Ropemaker")
    make.life_event(one, "Moving to a lighthouse")
    make.milestone(one, MilestoneKind.CUSTOM, -30, title="Regatta")
    make.expectation(one, "New sails", items=(ScopeItemInput(text="Mainsail mended", scope=Scope.WILL_DO),))
    make.moment(one, MomentKind.ASKED_FOR_HELP, note="About the anchor")
    make.referral(one, other, note="Met on the ferry")
    make.reminder(one, "Send the tide table")
    gives.add(store, (one,), GiveInput(text="A chart of the skerries", came_of_it="Framed in her hallway"))
    advice.add(store, one, advice.new("Reef early", TODAY))
    feedback.add(store, one, FeedbackInput(text="You tack too late", given_on=TODAY))
    expected = {
        "harbour": (HitKind.PERSON, "Knows the harbour master"),
        "whitb": (HitKind.PERSON, "Whitby"),
        "ropem": (HitKind.PERSON, "Ropemaker · Fernkloof Logistics"),
        "lighth": (HitKind.LIFE_EVENT, "Moving to a lighthouse"),
        "regatta": (HitKind.MILESTONE, "Regatta"),
        "sails": (HitKind.EXPECTATION, "New sails"),
        "mainsail": (HitKind.EXPECTATION, "Mainsail mended"),
        "anchor": (HitKind.MOMENT, "About the anchor"),
        "ferry": (HitKind.REFERRAL, "Met on the ferry"),
        "tide": (HitKind.REMINDER, "Send the tide table"),
        "hallway": (HitKind.GIVE, "Framed in her hallway"),
        "reef": (HitKind.ADVICE, "Reef early"),
        "tack": (HitKind.FEEDBACK, "You tack too late"),
    }
    for query, (kind, words) in expected.items():
        (hit,) = search.everything(store, query)
        assert (hit.kind, hit.detail if kind is HitKind.PERSON else hit.title) == (kind, words), query
    assert {hit.kind for hit in search.everything(store, "sailors")} == {HitKind.LABEL, HitKind.PERSON}
    organisation, _ben = search.everything(store, "fernk")
    assert (organisation.kind, organisation.detail) == (HitKind.ORGANISATION, "1 person")


def test_one_slip_of_the_finger_is_forgiven_only_where_nothing_else_is_found(
    store: Store, make: Make
) -> None:
    make.person("Megan Jacobs")
    make.person("Meagan Reed")
    assert titles(store, "meagn") == ["Meagan Reed", "Megan Jacobs"]
    assert titles(store, "megan jacosb") == ["Megan Jacobs"]
    assert titles(store, "megan") == ["Megan Jacobs"]
    assert titles(store, "mgn") == []
    assert all(hit.rank is Rank.NEARLY and hit.marks for hit in search.everything(store, "meagn"))


def test_texts_are_searched_from_two_letters_on_or_one_ideograph(store: Store, make: Make) -> None:
    make.conversation(make.person("Ada Reed"), headline="zebra 茶")
    assert titles(store, "z") == []
    assert titles(store, "ze") == titles(store, "茶") == ["zebra 茶"]


def test_what_is_never_mentioned_first_is_said_to_be_so(store: Store, make: Make) -> None:
    person = make.person()
    facts.add(
        store, person, FactInput(side=Side.HEALTH, text="Fears heights", sensitivity=Sensitivity.NEVER_FIRST)
    )
    facts.add(store, person, FactInput(side=Side.PLACES, text="Likes heights of the Alps"))
    assert {hit.title: hit.is_private for hit in search.everything(store, "heights")} == {
        "Fears heights": True,
        "Likes heights of the Alps": False,
    }


def test_more_namesakes_than_are_looked_at_still_give_the_best(store: Store, make: Make) -> None:
    met = make.person("Anna Zimmer")
    for number in range(110):
        make.person(f"Anna Doe{number:03}")
    make.conversation(met, on=-1)
    first, *_rest = search.everything(store, "anna")
    assert first.person_id == met
    assert len(search.everything(store, "anna", limit=5)) == 5


def test_what_changes_is_searched_at_once_and_undo_takes_it_back(store: Store, make: Make) -> None:
    person = make.person("Jürgen Groß", company="Old Mill")
    fact = facts.add(store, person, FactInput(side=Side.INTERESTS, text="Beekeeping"))
    facts.edit(store, fact, FactInput(side=Side.INTERESTS, text="Woodwork"))
    assert (titles(store, "beekeeping"), titles(store, "woodw")) == ([], ["Woodwork"])
    store.undo()
    assert (titles(store, "beekeeping"), titles(store, "woodw")) == (["Beekeeping"], [])
    facts.remove(store, fact)
    assert titles(store, "beekeeping") == []
    people.remove(store, person, NOW)
    assert [hit.kind for hit in search.everything(store, "mill")] == [HitKind.ORGANISATION]
    store.undo()
    assert "Jürgen Groß" in titles(store, "juergen")
    with store.read() as session:
        assert list(derived.differences(session)) == []


def test_rough_patches_kindness_and_first_days_are_found(store: Store, make: Make) -> None:
    megan = make.person()
    patch = make.rough_patch(megan, "The tender came late")
    rough_patches.add_step(store, patch, TODAY, "Brought flowers")
    mistakes.add(store, megan, MistakeInput(text="Wrong invoice", on_day=TODAY, learned="Count twice"))
    make.kindness(megan, KindnessKind.GIFT_IDEA, "Lavender honey")
    number = first_days.start(store, megan, TODAY)
    step = first_days.add_step(store, number, first_days.StepInput(text="Visit the quarry"))
    for words, kind, id_, detail in (
        ("tender", HitKind.ROUGH_PATCH, patch, "Megan Jacobs · Rough patch"),
        ("flowers", HitKind.ROUGH_PATCH, patch, "Megan Jacobs · Rough patch"),
        ("count twice", HitKind.MISTAKE, 1, "Megan Jacobs · Mistake of mine"),
        ("megan honey", HitKind.KINDNESS, 1, "Megan Jacobs · A gift idea"),
        ("quarry", HitKind.FIRST_STEP, step, "Megan Jacobs · First 30 days"),
    ):
        (hit,) = search.everything(store, words, 5)
        assert (hit.kind, hit.id, hit.detail, hit.person_id) == (kind, id_, detail, megan)
        assert hit.is_private is (kind in (HitKind.ROUGH_PATCH, HitKind.MISTAKE))
    rough_patches.remove(store, patch)
    assert search.everything(store, "tender flowers", 5) == ()
    store.undo()
    assert search.everything(store, "tender", 5) != ()
