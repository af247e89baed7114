"""Referrals: kept, thanked, and thanked again when they became work (G1)."""

from dataclasses import replace
from datetime import date, timedelta
from random import Random

import pytest
from sqlalchemy import insert

from relmgr.domain.ids import PersonId
from relmgr.domain.kinds import Circle, MilestoneKind
from relmgr.domain.moments import MomentKind
from relmgr.domain.thanks import Owed
from relmgr.errors import InputError, NotFoundError
from relmgr.services import moments, people, referrals
from relmgr.services.card import card, timeline
from relmgr.services.referrals import ReferralInput, is_thanks_owed
from relmgr.store import Store
from relmgr.store import tables as t
from tests.builders import LONDON, NOW, TODAY, Make

DAY = timedelta(days=1)


def test_what_was_typed_comes_back_and_can_be_edited(store: Store, make: Make) -> None:
    given = ReferralInput(by=make.person(), of=make.person("Tom Baker"), on_day=TODAY, note="At lunch.")
    referral = referrals.add(store, given)
    assert referrals.get(store, referral).input == given
    referrals.edit(store, referral, replace(given, note="At dinner."))
    assert referrals.get(store, referral).input.note == "At dinner."


def test_thanked_and_owed_again_when_it_became_work(store: Store, make: Make) -> None:
    referral = make.referral(make.person(), make.person("Tom Baker"))
    referrals.thank(store, referral, TODAY, "A card")
    found = referrals.get(store, referral)
    assert (found.thanked_on, found.thanked_how) == (TODAY, "A card")
    assert not is_thanks_owed(found.thanked_on, found.became_work_on)
    referrals.became_work(store, referral, TODAY + DAY, "First invoice paid.")
    found = referrals.get(store, referral)
    assert is_thanks_owed(found.thanked_on, found.became_work_on)
    assert found.work_note == "First invoice paid."


def test_an_edit_keeps_the_thanks(store: Store, make: Make) -> None:
    referral = make.referral(make.person(), make.person("Tom Baker"))
    referrals.became_work(store, referral, TODAY, "First invoice paid.")
    referrals.thank(store, referral, TODAY, "A card")
    before = referrals.get(store, referral)
    referrals.edit(store, referral, replace(before.input, note="At dinner."))
    after = referrals.get(store, referral)
    assert (after.thanked_on, after.thanked_how, after.work_note) == (TODAY, "A card", "First invoice paid.")


def test_both_ends_know_of_it(store: Store, make: Make) -> None:
    megan, tom = make.person(), make.person("Tom Baker")
    referral = make.referral(megan, tom)
    for who in (megan, tom):
        assert [found.id for found in referrals.of(store, who)] == [referral]


def test_removed_and_brought_back(store: Store, make: Make) -> None:
    referral = make.referral(make.person(), make.person("Tom Baker"))
    referrals.remove(store, referral)
    with pytest.raises(NotFoundError):
        referrals.get(store, referral)
    store.undo()
    assert referrals.get(store, referral).input.on_day == TODAY


def test_nobody_introduces_themselves_or_a_stranger(store: Store, make: Make) -> None:
    megan = make.person()
    with pytest.raises(InputError):
        make.referral(megan, megan)
    with pytest.raises(NotFoundError):
        make.referral(megan, PersonId(99))


# --- both thank-yous ---


def test_the_second_thanks_are_kept_beside_the_first(store: Store, make: Make) -> None:
    referral = make.referral(make.person(), make.person("Tom Baker"), on=-9)
    referrals.thank(store, referral, make.day(-8), "a card")
    referrals.became_work(store, referral, make.day(-2))
    referrals.thank(store, referral, TODAY, "dinner")
    kept = referrals.get(store, referral).input
    assert (kept.thanked_on, kept.thanked_how) == (make.day(-8), "a card")
    assert (kept.work_thanked_on, kept.work_thanked_how) == (TODAY, "dinner")
    referrals.thank(store, referral, make.day(3), "again")
    assert referrals.get(store, referral).input == kept, "nothing that was said is overwritten"
    store.undo()
    assert referrals.get(store, referral).owed is Owed.WORK


def test_thanks_said_when_it_was_work_already_are_for_both(store: Store, make: Make) -> None:
    referral = make.referral(make.person(), make.person("Tom Baker"), on=-9)
    referrals.became_work(store, referral, make.day(-2))
    assert referrals.get(store, referral).owed is Owed.INTRODUCTION
    referrals.thank(store, referral, TODAY)
    assert referrals.get(store, referral).owed is None


# --- the sign ---


def signs(store: Store, who: PersonId) -> list[tuple[MomentKind, date, str]]:
    return [(one.kind, one.on_day, one.note) for one in moments.of(store, who)]


def test_an_introduction_is_one_sign_that_goes_with_it(store: Store, make: Make) -> None:
    megan, tom, ada = make.person(), make.person("Tom Baker"), make.person("Ada Lovelace")
    referral = make.referral(megan, tom, -3)
    assert signs(store, megan) == [(MomentKind.REFERRED_ME, make.day(-3), "Tom Baker")]
    given = referrals.get(store, referral).input
    referrals.edit(store, referral, replace(given, by=ada, on_day=make.day(-2)))
    assert signs(store, megan) == []
    assert signs(store, ada) == [(MomentKind.REFERRED_ME, make.day(-2), "Tom Baker")]
    referrals.remove(store, referral)
    assert signs(store, ada) == []
    store.undo()
    assert len(signs(store, ada)) == 1
    store.undo()
    store.undo()
    assert signs(store, megan) == []
    store.redo()
    assert len(signs(store, megan)) == 1


def test_a_sign_of_the_same_day_is_not_doubled_and_stays(store: Store, make: Make) -> None:
    megan = make.person()
    make.moment(megan, MomentKind.REFERRED_ME, -3, "At the fair")
    referral = make.referral(megan, make.person("Tom Baker"), -3)
    assert signs(store, megan) == [(MomentKind.REFERRED_ME, make.day(-3), "At the fair")]
    referrals.remove(store, referral)
    assert len(signs(store, megan)) == 1


def test_the_timeline_tells_it_once(store: Store, make: Make) -> None:
    megan = make.person()
    make.referral(megan, make.person("Tom Baker"), -3)
    told = [row.lead for row in card(store, megan, NOW, LONDON).timeline]
    assert told == ["Introduced me to Tom Baker."]
    entries = timeline.entries(store, megan, TODAY)
    assert [entry.source for entry in entries] == ["referral"]


def test_both_thanks_are_in_the_timeline(store: Store, make: Make) -> None:
    megan = make.person()
    referral = make.referral(megan, make.person("Tom Baker"), -9)
    referrals.thank(store, referral, make.day(-8), "a card")
    referrals.became_work(store, referral, make.day(-2))
    referrals.thank(store, referral, TODAY)
    (row,) = card(store, megan, NOW, LONDON).timeline
    assert row.rest == "Thanked on 16 Nov: a card. Thanked on 24 Nov."


# --- the page ---


def test_the_page_in_words(store: Store, make: Make) -> None:
    aroha, ike, maria = make.person("Aroha Ngata"), make.person("Ike Okonkwo"), make.person("Maria Vega")
    layla = make.person("ليلى حدّاد")
    old = make.referral(maria, layla, date(2024, 2, 6))
    referrals.thank(store, old, date(2024, 2, 20), "a book")
    new = make.referral(layla, aroha, date(2026, 3, 10))
    referrals.thank(store, new, date(2026, 3, 19))
    make.referral(aroha, ike, date(2026, 11, 3))
    work = make.referral(maria, aroha, date(2026, 9, 1))
    referrals.thank(store, work, date(2026, 9, 2))
    referrals.became_work(store, work, date(2026, 10, 1))
    view = referrals.view(store, TODAY)
    assert view.sentence == "Four introductions since 2024. Two still deserve a thank-you."
    assert [(row.by.first_name, row.words, row.again) for row in view.owed] == [
        ("Aroha", "for Ike, 3 Nov", False),
        ("Maria", "for Aroha, work since 1 Oct", True),
    ]
    assert [row.words for row in view.thanked] == [
        "for Aroha, 19 March",
        "for \u2068ليلى\u2069, a book, February 2024",
    ]
    assert [(link.by, link.of) for link in view.links] == [
        (maria, layla),
        (layla, aroha),
        (maria, aroha),
        (aroha, ike),
    ]
    assert referrals.owed_count(store) == 2


@pytest.mark.parametrize(
    ("thanked", "words"),
    [
        (True, "One introduction since 2026. Everybody was thanked."),
        (False, "One introduction since 2026. One still deserves a thank-you."),
    ],
)
def test_one_introduction(store: Store, make: Make, thanked: bool, words: str) -> None:
    referral = make.referral(make.person(), make.person("Tom Baker"))
    if thanked:
        referrals.thank(store, referral, TODAY)
    assert referrals.view(store, TODAY).sentence == words


def test_nobody_yet_is_an_empty_page(store: Store) -> None:
    view = referrals.view(store, TODAY)
    assert (view.sentence, view.links, dict(view.people)) == ("", (), {})


def test_the_dead_and_those_let_rest_ask_for_nothing(store: Store, make: Make) -> None:
    megan, ada = make.person(), make.person("Ada Lovelace", circle=Circle.REST)
    for by in (megan, ada):
        make.referral(by, make.person("Tom Baker"))
    make.milestone(megan, MilestoneKind.DEATH, 0)
    view = referrals.view(store, TODAY)
    assert {row.by.id for row in view.let_be} == {megan, ada}
    assert view.owed == ()
    assert referrals.owed_count(store) == 0


def test_who_is_in_the_trash_is_left_out(store: Store, make: Make) -> None:
    megan, tom = make.person(), make.person("Tom Baker")
    make.referral(megan, tom)
    people.remove(store, tom, NOW)
    assert referrals.view(store, TODAY).links == ()
    assert referrals.owed_count(store) == 0
    store.undo()
    assert len(referrals.view(store, TODAY).links) == 1


@pytest.mark.parametrize("seed", range(4))
def test_what_stands_first_is_the_beginning_of_the_whole(store: Store, make: Make, seed: int) -> None:
    chance = Random(seed)
    folk = [make.person(f"Person {number}") for number in range(12)]
    folk.append(make.person("Ada Lovelace", circle=Circle.REST))
    make.milestone(folk[0], MilestoneKind.DEATH, 0)
    rows = []
    for _number in range(chance.choice((30, 250))):
        on_day = make.day(-chance.randint(0, 400))
        became = on_day + chance.randint(0, 60) * DAY if chance.random() < 0.4 else None
        thanked = on_day + chance.randint(0, 60) * DAY if chance.random() < 0.6 else None
        again = became + DAY if became and thanked and chance.random() < 0.3 else None
        by, of = chance.sample(folk, 2)
        rows.append({"by_person_id": by, "of_person_id": of, "on_day": on_day,
                     "became_work_on": became, "thanked_on": thanked, "work_thanked_on": again})  # fmt: skip
    with store.note() as session:
        session.execute(insert(t.referral), rows)
    people.remove(store, folk[5], NOW)
    whole = referrals.view(store, TODAY)
    made = [*whole.owed, *whole.thanked, *whole.let_be]
    assert (
        len(whole.links)
        == len(made)
        == sum(folk[5] not in (row["by_person_id"], row["of_person_id"]) for row in rows)
    )
    assert list(whole.owed) == sorted(whole.owed, key=lambda row: (row.day, row.id), reverse=True)
    assert len(whole.owed) == referrals.owed_count(store)
    steps = [*referrals.reading(store, TODAY)]
    assert all(step is steps[0] for step in steps)
    (first,) = {id(step): step for step in steps}.values()
    assert not first.is_whole
    assert first.owed == whole.owed[: len(first.owed)]
    assert len(first.owed) >= min(20, len(whole.owed))
    kept = {row.id for row in (*first.owed, *first.let_be)}
    assert first.links == tuple(link for link in whole.links if link.id in kept)
