"""The upper half of Reflect: the sentence, the map and the three portraits (D4)."""

from dataclasses import dataclass
from datetime import date

from relmgr.domain.map_of_people import Period
from relmgr.services.reflect.people import OnMap, people_in, sentence
from relmgr.services.reflect.portraits import PortraitView, Repair, portraits_of, repairs_of
from relmgr.store import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class ReflectView:
    """What the page shows of one period; nobody on the map is the empty page."""

    period: Period
    sentence: str
    people: tuple[OnMap, ...]
    portraits: tuple[PortraitView, ...]


def view(store: Store, today: date, period: Period = Period.QUARTER) -> ReflectView:
    """Everybody spoken with in the `period` that ends `today`, deepest first."""
    with store.read() as session:
        people = people_in(session, today, period)
        portraits = portraits_of(session, people, today)
    return ReflectView(period=period, sentence=sentence(people), people=people, portraits=portraits)


def repairs(store: Store, shown: ReflectView, today: date) -> tuple[Repair, ...]:
    """Important and low: the repair list of what is shown."""
    with store.read() as session:
        return repairs_of(session, shown.people, today)
