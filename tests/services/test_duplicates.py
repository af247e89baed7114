"""Possible duplicates of a real file, and who was told apart (X2)."""

import pytest

from relmgr.domain.duplicates import Certainty
from relmgr.domain.ids import PersonId
from relmgr.domain.kinds import ContactKind, RelationKind
from relmgr.domain.partial_date import PartialDate
from relmgr.errors import InputError, NotFoundError
from relmgr.services import duplicates, merging, people, relations
from relmgr.store import Store
from tests.builders import NOW, Make


def _reached(make: Make, name: str, *emails: str, **fields: object) -> PersonId:
    methods = tuple(people.ContactMethodInput(kind=ContactKind.EMAIL, value=each) for each in emails)
    return make.person(name, contact_methods=methods, **fields)


def _pairs(store: Store) -> list[tuple[tuple[int, int], Certainty]]:
    return [(pair.both, pair.certainty) for pair in duplicates.snapshot(store).find()]


def test_the_people_of_a_file_are_compared_with_all_that_tells_them_apart(store: Store, make: Make) -> None:
    one = _reached(make, "Bill Harris", "Bill@Harris.org", company="Fen")
    other = _reached(make, "William Harris", "bill@harris.org", company="Fen Ltd")
    make.birthday(one, PartialDate(1970, 1, 2))
    make.birthday(other, PartialDate(1970, 1, 2))
    assert _pairs(store) == [((one, other), Certainty.CERTAIN)]


def test_a_mobile_and_an_office_are_told_apart_by_their_labels(store: Store, make: Make) -> None:
    for label in ("Mobile", "Office line"):
        for name in ("Ann", "Bea"):
            phone = people.ContactMethodInput(kind=ContactKind.PHONE, label=label, value="+447700900123")
            make.person(f"{name} {label}", contact_methods=(phone,))
    numbers = {entry.name: entry.numbers[0] for entry in duplicates.snapshot(store).entries}
    assert (numbers["Ann Mobile"].is_mobile, numbers["Ann Mobile"].is_shared) == (True, False)
    assert (numbers["Ann Office line"].is_mobile, numbers["Ann Office line"].is_shared) == (False, True)


def test_the_reader_goes_by_slices_and_says_how_far_it_is(store: Store, make: Make) -> None:
    for number in range(duplicates.SLICE + 1):
        make.person(f"Person {number}")
    reader = duplicates.Reader(store)
    assert reader.step()
    assert reader.progress == (0, duplicates.SLICE + 1)
    assert reader.step()
    assert reader.progress == (duplicates.SLICE, duplicates.SLICE + 1)
    while reader.step():
        pass
    assert len(reader.snapshot().entries) == duplicates.SLICE + 1


def test_who_is_in_the_trash_is_left_out(store: Store, make: Make) -> None:
    _one, other = _reached(make, "Ann Lee", "a@lee.org"), _reached(make, "Ann Lee", "a@lee.org")
    people.remove(store, other, NOW)
    assert _pairs(store) == []


def test_two_who_are_tied_to_each_other_are_two(store: Store, make: Make) -> None:
    one, other = _reached(make, "Ann Lee", "a@lee.org"), _reached(make, "Ann Lee", "a@lee.org")
    relations.add(store, one, relations.RelationInput(kind=RelationKind.PARENT, other_id=other), NOW)
    assert _pairs(store) == []


def test_not_the_same_is_remembered_can_be_undone_and_taken_back(store: Store, make: Make) -> None:
    one, other = _reached(make, "Ann Lee", "a@lee.org"), _reached(make, "Ann Lee", "a@lee.org")
    duplicates.tell_apart(store, other, one)
    duplicates.tell_apart(store, one, other)
    assert _pairs(store) == []
    assert [(each.one, each.other, each.one_name) for each in duplicates.told_apart(store)] == [
        (one, other, "Ann Lee")
    ]
    store.undo()
    assert len(_pairs(store)) == 1
    duplicates.tell_apart(store, one, other)
    duplicates.may_be_same(store, other, one)
    assert duplicates.told_apart(store) == ()
    assert len(_pairs(store)) == 1


def test_nobody_is_told_apart_from_themselves_or_from_nobody(store: Store, make: Make) -> None:
    one = make.person("Ann Lee")
    with pytest.raises(InputError):
        duplicates.tell_apart(store, one, one)
    with pytest.raises(NotFoundError):
        duplicates.tell_apart(store, one, PersonId(999))


def test_all_certain_ones_become_one_and_none_is_left(store: Store, make: Make) -> None:
    first = _reached(make, "Ann Lee", "a@lee.org")
    make.conversation(first)
    _reached(make, "Ann Lee", "a@lee.org", "b@lee.org")
    _reached(make, "Bo Katz", "bo@katz.de")
    seen = duplicates.snapshot(store)
    certain = seen.certain(seen.find())
    assert [group[0] for group in certain] == [first]
    merged = merging.merge_all(store, certain, NOW)
    assert (merged.people, merged.into) == (1, 1)
    assert _pairs(store) == []


def test_what_was_told_apart_follows_the_one_who_stays(store: Store, make: Make) -> None:
    one, other = _reached(make, "Ann Lee", "a@lee.org"), _reached(make, "Ann Lee", "a@lee.org")
    third = make.person("Anna Lee")
    duplicates.tell_apart(store, other, third)
    merging.merge(store, one, other, NOW)
    assert [(each.one, each.other) for each in duplicates.told_apart(store)] == [(one, third)]
