"""Referrals: kept, thanked, and thanked again when they became work (G1)."""

from dataclasses import replace
from datetime import timedelta

import pytest

from relmgr.domain.ids import PersonId
from relmgr.errors import InputError, NotFoundError
from relmgr.services import referrals
from relmgr.services.referrals import ReferralInput, is_thanks_owed
from relmgr.store import Store
from tests.builders import TODAY, Make

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
