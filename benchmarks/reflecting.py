"""How long Reflect takes with 10,000 people and 100,000 moments: each reading, and opening the page until it is painted."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import partial

from sqlalchemy import func, insert, select

from benchmarks.data.build_db import TODAY
from benchmarks.data.invented import Chance
from benchmarks.measure import Budget, Call, Figure, calls
from benchmarks.reading import slices
from benchmarks.windows import Window
from relmgr.domain.map_of_people import Period
from relmgr.domain.moments import OFFERED
from relmgr.services import reflect
from relmgr.services.reflect import mirror
from relmgr.store import Store, derived
from relmgr.store import tables as t

MOMENTS = 100_000
_YEARS = 6
_REPEATS = 5
_PAGE = (Budget(plus=200),)
_FIRST = (Budget(plus=50),)


def fill(store: Store, moments: int = MOMENTS) -> None:
    """Add moments of every kind until there are so many, spread over the people and six years."""
    chance = Chance(11)
    with store.note() as session:
        have = session.execute(select(func.count()).select_from(t.moment)).scalar() or 0
        people = session.execute(select(t.person.c.id).where(t.person.c.is_light.is_(False))).scalars().all()
        rows = [
            {
                "person_id": chance.choice(people),
                "on_day": TODAY - timedelta(days=chance.randrange(1, 365 * _YEARS)),
                "moment_kind": chance.choice(OFFERED).value,
                "note": "",
            }
            for _number in range(max(0, moments - have))
        ]
        for start in range(0, len(rows), 20_000):
            session.execute(insert(t.moment), rows[start : start + 20_000])
        if rows:
            derived.rebuild(session)
    store.checkpoint()


def figures(store: Store) -> Iterator[Figure]:
    """Every reading of the page, and the page itself."""
    people = store_people(store)
    fill(store, MOMENTS * people // 10_000)
    view = reflect.view(store, TODAY)
    asked: tuple[tuple[str, Callable[[], object]], ...] = (
        *((f"reflect.view, {one.days} days", partial(reflect.view, store, TODAY, one)) for one in Period),
        ("reflect: the mirror of everyone", partial(mirror.mirror, store, TODAY)),
        ("reflect: the repair list", partial(reflect.repairs, store, view, TODAY)),
        ("reflect: the base", partial(reflect.base, store, TODAY)),
    )
    for what, call in asked:
        yield Figure(what=what, ours=calls([call], _REPEATS), budgets=_PAGE if people <= 10_000 else ())
    yield slices("reflect.view: its slices", reflect.reading(store, TODAY))
    yield slices("reflect: the base: its slices", reflect.base_reading(store, TODAY))
    yield slices("reflect: the mirror: its slices", mirror.reading(store, TODAY))
    yield from _page(store)


def _page(store: Store) -> Iterator[Figure]:
    window = Window(store)
    try:
        first = calls([_opened(window, whole=False)], _REPEATS)
        yield Figure(what="reflect: until its first pixels", ours=first, budgets=_FIRST)
        whole = calls([_opened(window, whole=True)], _REPEATS)
        yield Figure(what="reflect: until all of it stands", ours=whole)
    finally:
        window.end()


def _opened(window: Window, *, whole: bool) -> Call:
    """Go to Reflect from Today, with everything read anew."""
    from ui.context import Place

    window.open_page("reflect")
    window.settle()
    page = window.shell.page("reflect")
    assert page is not None

    def show() -> None:
        window.shell.go(Place(page="today"))
        page.make_stale()
        window.shell.go(Place(page="reflect"))
        if whole:
            window.settle()
        else:
            window.first_pixels()

    return show


def store_people(store: Store) -> int:
    """How many people the file holds."""
    with store.read() as session:
        query = select(func.count()).select_from(t.person).where(t.person.c.is_light.is_(False))
        return int(session.execute(query).scalar() or 0)
