"""Who may be one person, how sure that is, and why (X2)."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relmgr.domain.duplicates import (
    Certainty,
    Entry,
    Number,
    Pair,
    against_words,
    compare,
    find,
    groups,
    reason_words,
)
from relmgr.domain.duplicates.latin import latin, sound
from relmgr.domain.duplicates.likeness import jaro_winkler, slips_between
from relmgr.domain.duplicates.nicknames import classes_of, full_form
from relmgr.domain.duplicates.readings import readings
from relmgr.domain.partial_date import PartialDate


def _who(key: int, name: str, *emails: str, **more: object) -> Entry:
    return Entry(key=key, name=name, emails=emails, **more)  # type: ignore[arg-type]


def _pair(one: Entry, other: Entry) -> Pair:
    found = compare(one, other)
    assert found is not None
    return found


# --- reasons in words


def test_a_nickname_and_an_organisation_are_named() -> None:
    pair = _pair(
        _who(1, "William Harris", organisations=("Solberg",)),
        _who(2, "Bill Harris", organisations=("Solberg AS",)),
    )
    assert reason_words(pair.reasons) == "Nickname of William and both at Solberg"
    assert pair.certainty is Certainty.LIKELY


def test_a_mobile_number_in_common_is_named() -> None:
    mine = _who(1, "Megan Jacobs", numbers=(Number("+27821234567", is_mobile=True),))
    theirs = _who(2, "Megan Jacobs", numbers=(Number("0821234567"),))
    pair = _pair(mine, theirs)
    assert reason_words(pair.reasons) == "Same name and same mobile number"
    assert pair.certainty is Certainty.CERTAIN


def test_what_contradicts_is_said_and_keeps_a_pair_from_being_certain() -> None:
    mine = _who(1, "Rosa Vidal", "rosa@vidal.cat", birthday=PartialDate(1980, 4, 12))
    theirs = _who(2, "Rosa Vidal", "rosa@vidal.cat", birthday=PartialDate(1980, 12, 4))
    pair = _pair(mine, theirs)
    assert pair.certainty is Certainty.LOOK
    assert against_words(pair.against) == "Birthdays that nearly agree"


@pytest.mark.parametrize(
    ("mine", "theirs"),
    [
        (_who(1, "Ann Lee", "a@lee.org", birthday=PartialDate(1950, 1, 1)),
         _who(2, "Ann Lee", "a@lee.org", birthday=PartialDate(1981, 7, 9))),
        (_who(1, "John Walker", "w@walker.us", suffix="Sr."), _who(2, "John Walker", "w@walker.us", suffix="Jr.")),
        (_who(1, "Lena Huber", "h@huber.at"), _who(2, "Lina Huber", "h@huber.at")),
        (_who(1, "Jan Kowalski", "k@k.pl"), _who(2, "Jana Kowalska", "k@k.pl")),
    ],
    ids=["birthdays", "father and son", "twins", "couple"],
)  # fmt: skip
def test_two_people_who_share_an_address_are_not_a_pair(mine: Entry, theirs: Entry) -> None:
    assert compare(mine, theirs) is None


def test_of_two_the_one_of_whom_more_is_known_is_offered_to_stay() -> None:
    light = _who(1, "Tom Jacobs", "t@j.org", is_light=True, weight=90)
    poor, rich = _who(2, "Tom Jacobs", "t@j.org", weight=1), _who(3, "Tom Jacobs", "t@j.org", weight=5)
    assert _pair(light, poor).one == 2
    assert _pair(poor, rich).one == 3


# --- names


@pytest.mark.parametrize(
    ("written", "latin_form"),
    [
        ("Иванов", "ivanov"),
        ("Παπαδόπουλος", "papadopulos"),
        ("محمد", "mohammed"),
        ("דוד", "david"),
        ("王", "wang"),
        ("佐藤", "sato"),
        ("さとう", "sato"),
        ("김", "kim"),
    ],
)
def test_names_of_other_scripts_are_read(written: str, latin_form: str) -> None:
    assert latin_form in latin(written)


def test_korean_is_read_by_its_letters_and_kana_by_their_sounds() -> None:
    assert readings("민준") == ("minjun",)
    assert readings("きょうこ") == ("kyoko",)
    assert readings("ジロー") == ("jiro",)


def test_spellings_of_one_name_sound_alike() -> None:
    assert len({sound(each) for each in ("sergey", "sergei", "sergej")}) == 1
    assert len({sound(each) for each in ("julia", "yulia", "iulia")}) == 1


def test_short_forms_stand_for_their_names() -> None:
    assert full_form("bill", "william") == "william"
    assert full_form("sascha", "alexander") == "alexander"
    assert full_form("liz", "betty") == "elisabeth"
    assert not classes_of("peter") & classes_of("petra")


@given(st.text("abcde", max_size=7), st.text("abcde", max_size=7))
def test_slips_are_counted_the_same_from_both_sides(one: str, other: str) -> None:
    assert slips_between(one, other, 3) == slips_between(other, one, 3)
    assert jaro_winkler(one, other) == pytest.approx(jaro_winkler(other, one))


def test_exchanged_letters_are_one_slip() -> None:
    assert slips_between("berger", "begrer", 2) == 1
    assert slips_between("meier", "maurer", 1) == 2


# --- whole address books


def test_an_address_of_many_is_a_switchboard_and_ties_nobody() -> None:
    names = [
        "Ann Brook",
        "Bo Katz",
        "Cy Dale",
        "Di Esposito",
        "Ed Frank",
        "Flo Grant",
        "Gus Hill",
        "Hal Innes",
        "Ida Jones",
    ]
    staff = [_who(key, name, numbers=(Number("+4722123456"),)) for key, name in enumerate(names)]
    assert find(staff) == ()


def test_an_address_of_a_few_counts_less_than_one_of_two() -> None:
    three = [_who(key, name, "x@lee.org") for key, name in ((1, "Ann Lee"), (2, "Ann Lee"), (3, "Bob Lee"))]
    assert [(pair.both, pair.certainty) for pair in find(three)] == [((1, 2), Certainty.LIKELY)]


def test_who_was_told_apart_is_no_pair() -> None:
    both = [_who(1, "Ann Lee", "a@lee.org"), _who(2, "Ann Lee", "a@lee.org")]
    assert len(find(both)) == 1
    assert find(both, {(1, 2)}) == ()


def test_every_planted_pair_is_found_among_many() -> None:
    chance = random.Random(3)
    letters = "abcdefghiklmnoprstuvw"
    people = [
        _who(key, f"{''.join(chance.choices(letters, k=6))} {''.join(chance.choices(letters, k=8))}".title())
        for key in range(600)
    ]
    planted = []
    for key in range(600, 640):
        like = people[key - 600]
        given_name, family = like.name.split()
        people.append(
            _who(key, f"{family} {given_name}" if key % 2 else f"{given_name} {family[:-2]}{family[-1]}")
        )
        planted.append((like.key, key))
    assert set(planted) <= {pair.both for pair in find(people)}


def test_a_search_that_is_cancelled_finds_nothing_and_says_how_far_it_is() -> None:
    people = [_who(key, "Ann Lee", "a@lee.org") for key in (1, 2)]
    told: list[tuple[int, int]] = []
    assert find(people, is_cancelled=lambda: True) == ()
    find(people, report=lambda done, total: told.append((done, total)))
    assert told[-1] == (4, 4)


# --- groups


def test_three_who_are_one_make_one_group() -> None:
    people = [
        _who(key, "Ann Lee", *emails)
        for key, emails in ((1, ("a@x.org",)), (2, ("a@x.org", "b@x.org")), (3, ("b@x.org",)))
    ]
    pairs = find(people)
    assert [sorted(group) for group in groups(pairs, people)] == [[1, 2, 3]]


def test_a_group_never_joins_two_who_contradict_each_other_or_were_told_apart() -> None:
    old, bare, young = (
        _who(1, "Ann Lee", "a@x.org", birthday=PartialDate(1950, 1, 1)),
        _who(2, "Ann Lee", "a@x.org", "b@x.org"),
        _who(3, "Ann Lee", "b@x.org", birthday=PartialDate(1990, 5, 5)),
    )
    pairs = find([old, bare, young])
    assert all(len(group) == 2 for group in groups(pairs, [old, bare, young]))
    friends = [_who(key, "Ann Lee", "a@x.org") for key in (1, 2)]
    assert groups(find(friends), friends, {(1, 2)}) == ()
