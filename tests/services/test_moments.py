"""Moments: dated evidence of a kind from the catalogue (C4, D1)."""

import pytest

from relmgr.domain.ids import PersonId
from relmgr.domain.moments import MomentKind
from relmgr.errors import InputError, NotFoundError
from relmgr.services import moments
from relmgr.store import Store
from tests.builders import TODAY, Make


def test_moments_come_back_the_newest_first(store: Store, make: Make) -> None:
    megan = make.person()
    old = make.moment(megan, MomentKind.DELAY, -9, " The list. ")
    new = make.moment(megan, MomentKind.RESPECT)
    found = moments.of(store, megan)
    assert [(moment.id, moment.kind, moment.note) for moment in found] == [
        (new, MomentKind.RESPECT, ""),
        (old, MomentKind.DELAY, "The list."),
    ]


def test_removed_and_brought_back(store: Store, make: Make) -> None:
    megan = make.person()
    moments.remove(store, make.moment(megan, MomentKind.DELAY))
    assert moments.of(store, megan) == ()
    assert store.undo() == "Remove moment"
    assert len(moments.of(store, megan)) == 1


def test_only_what_is_in_the_catalogue_is_kept(store: Store, make: Make) -> None:
    with pytest.raises(InputError):
        moments.add(store, make.person(), "sulked", TODAY)  # type: ignore[arg-type]
    with pytest.raises(NotFoundError):
        moments.add(store, PersonId(99), MomentKind.DELAY, TODAY)
