"""Circles and what follows from them: cadences, the summary, undo."""

from collections.abc import Iterator

import pytest
from sqlalchemy import select

from relmgr.domain.ids import PersonId
from relmgr.domain.kinds import AllyKind, Circle
from relmgr.domain.moments import MomentKind
from relmgr.errors import InputError
from relmgr.services import circles, people
from relmgr.store import Store, derived
from relmgr.store import tables as t
from tests.builders import NOW, TODAY, Make


@pytest.fixture(autouse=True)
def _nothing_derived_is_stale(store: Store) -> Iterator[None]:
    yield
    with store.read() as session:
        assert list(derived.differences(session)) == []


def every(store: Store, who: PersonId) -> int | None:
    with store.read() as session:
        found: int | None = session.execute(
            select(t.summary.c.cadence_days).where(t.summary.c.id == who)
        ).scalar_one()
    return found


def test_everybody_in_a_circle_follows_its_days_and_undo_brings_them_back(store: Store, make: Make) -> None:
    keep, own = (
        make.person("Keep", circle=Circle.KEEP),
        make.person("Own", circle=Circle.KEEP, cadence_days=7),
    )
    light = make.person("Light", circle=Circle.LIGHT)
    circles.set_days(store, Circle.KEEP, 60)
    assert [every(store, who) for who in (keep, own, light)] == [60, 7, 180]
    assert circles.days(store)[Circle.KEEP] == 60
    circles.set_days(store, Circle.KEEP, 45)
    assert every(store, keep) == 45
    store.undo()
    assert every(store, keep) == 60
    store.undo()
    assert every(store, keep) == 90
    store.redo()
    assert every(store, keep) == 60


def test_somebody_new_in_a_changed_circle_takes_its_days(store: Store, make: Make) -> None:
    circles.set_days(store, Circle.LIGHT, 365)
    assert every(store, make.person("New", circle=Circle.LIGHT)) == 365


def test_what_a_circle_starts_with_needs_no_row(store: Store) -> None:
    circles.set_days(store, Circle.INVEST, 14)
    circles.set_days(store, Circle.INVEST, None)
    assert circles.days(store)[Circle.INVEST] == 30
    with store.read() as session:
        assert session.execute(select(t.circle_cadence)).all() == []


@pytest.mark.parametrize(("circle", "days"), [(Circle.REST, 30), (Circle.KEEP, 0), (Circle.KEEP, 4000)])
def test_impossible_days_are_refused(store: Store, circle: Circle, days: int) -> None:
    with pytest.raises(InputError):
        circles.set_days(store, circle, days)


def test_the_days_of_risk_follow_the_circle(store: Store, make: Make) -> None:
    who = make.person("Ben", circle=Circle.KEEP)
    make.conversation(who, on=-60)
    make.moment(who, MomentKind.CANCELLED, on=-5)

    def at_risk() -> object:
        with store.read() as session:
            return session.execute(select(t.summary.c.risk_from).where(t.summary.c.id == who)).scalar_one()

    before = at_risk()
    circles.set_days(store, Circle.KEEP, 10)
    assert at_risk() != before


def test_several_people_change_circle_as_one_change(store: Store, make: Make) -> None:
    who = [make.person(name) for name in ("Anna", "Ben", "Cem")]
    circles.choose(store, who, Circle.INVEST, NOW)
    assert [every(store, one) for one in who] == [30, 30, 30]
    assert store.undo_label == "Circle of 3 people: Invest"
    store.undo()
    assert [every(store, one) for one in who] == [None, None, None]
    circles.choose(store, who[:1], Circle.REST, NOW)
    assert people.details(store, who[0]).input.circle is Circle.REST


def test_a_circle_counts_from_the_day_it_was_chosen(store: Store, make: Make) -> None:
    who = make.person("Anna")
    circles.choose(store, [who], Circle.KEEP, NOW)
    with store.read() as session:
        set_on = session.execute(select(t.person.c.cadence_set_on).where(t.person.c.id == who)).scalar_one()
    assert set_on == TODAY


def test_an_ally_is_said_and_taken_back(store: Store, make: Make) -> None:
    who = make.person("Anna")
    circles.choose_ally(store, who, AllyKind.PEER, NOW)
    assert people.details(store, who).input.ally_kind is AllyKind.PEER
    circles.choose_ally(store, who, None, NOW)
    assert people.details(store, who).input.ally_kind is None
    store.undo()
    assert people.details(store, who).input.ally_kind is AllyKind.PEER
