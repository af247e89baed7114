"""The upper half of Reflect: the sentence, the map and the three portraits (D4)."""

from collections.abc import Generator
from dataclasses import dataclass
from datetime import date

from relmgr.domain.map_of_people import Period
from relmgr.services.in_slices import finished
from relmgr.services.reflect.people import OnMap, people_on_map, sentence
from relmgr.services.reflect.portraits import (
    REPAIRS,
    PortraitView,
    Repair,
    important_and_low,
    portraits_of,
    repairs_of,
)
from relmgr.store import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class ReflectView:
    """What the page shows of one period; nobody on the map is the empty page."""

    period: Period
    sentence: str
    people: tuple[OnMap, ...]
    portraits: tuple[PortraitView, ...]
    low: tuple[OnMap, ...]
    """Important and low: those whom the repair list is about."""


def view(store: Store, today: date, period: Period = Period.QUARTER) -> ReflectView:
    """Everybody spoken with in the `period` that ends `today`, deepest first."""
    return finished(reading(store, today, period))


def reading(store: Store, today: date, period: Period = Period.QUARTER) -> Generator[None, None, ReflectView]:
    """The same a step at a time; the store rests between the steps.

    What was read before a change is void: a new reading has to be begun.
    """
    people = yield from people_on_map(store, today, period)
    said = yield from sentence(people)
    low = yield from important_and_low(store, people)
    portraits = yield from portraits_of(store, people, low[0] if low else None, today)
    return ReflectView(
        period=period, sentence=said, people=people, portraits=portraits, low=tuple(low[:REPAIRS])
    )


def repairs(store: Store, shown: ReflectView, today: date) -> tuple[Repair, ...]:
    """Important and low: the repair list of what is shown."""
    with store.read() as session:
        return repairs_of(session, shown.low, today)
