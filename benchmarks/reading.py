"""How long it takes to find, list, count and read: the services beside the same SQL through the driver alone."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from benchmarks.data import twenty_years
from benchmarks.data.build_db import HEAVY, NOW, TODAY
from benchmarks.data.invented import Chance
from benchmarks.measure import (
    CALLS,
    FRAME,
    FUNCTION,
    REPEATS,
    Budget,
    Call,
    Figure,
    Growth,
    Stat,
    Times,
    calls,
    in_pairs,
    replay,
)
from relmgr.domain.ids import OrganisationId, PersonId
from relmgr.domain.kinds import Circle
from relmgr.domain.people_filter import Ally, Missing, PeopleFilter
from relmgr.services import depth, helping, organisations, people, referrals, reminders, search, today
from relmgr.services.card import card, timeline
from relmgr.services.expectations import board
from relmgr.services.long_line import long_line
from relmgr.services.notices import notices_in
from relmgr.services.people import Filter, Sort
from relmgr.services.reminders import foremost
from relmgr.store import Store
from relmgr.store.light import light
from relmgr.store.store import Session
from ui.calm import Calm

ZONE = ZoneInfo("Europe/London")
PAGE = 64
_NAMES = 60
_FRAME = (Budget(Stat.P99, plus=FRAME),)
_HALF = (Budget(Stat.P99, plus=8),)
_WAIT = (Budget(Stat.P99, plus=50),)
_CARD = (Budget(Stat.P99, plus=4), Budget(Stat.P99, times=8))
_ASKED = (Budget(Stat.P99, plus=2), Budget(Stat.P99, times=3))
COMMON = ("th", "the", "budget", "an the", "mar budget", "project", "wants to", "@example", "zzzz", "jurgen")
"""Words that many texts hold, a few that none does, and names with words."""


def strokes(names: int = _NAMES) -> list[str]:
    """What people type: every beginning of one to six letters, and two words."""
    chance = Chance(1)
    words = sorted({chance.name().shown.casefold() for _number in range(names)})
    begun = {word[:length] for word in words for length in range(1, 7)}
    pairs = [word.split() for word in words if " " in word]
    return sorted(begun) + [f"{first[:3]} {last[:2]}" for first, *_rest, last in pairs]


def first_page(store: Store, chosen: PeopleFilter, sort: Sort = Sort.NAME) -> tuple[PersonId, ...]:
    """Whoever the list shows first: what a key in its search, a chip or another order waits for."""
    return next(filter(None, people.pages(store, TODAY, chosen, sort=sort)), ())


def figures(store: Store) -> Iterator[Figure]:
    """Each reading as one figure."""
    paired = partial(_paired, store)
    yield paired(
        "search: the first page, 1 to 6 letters and two words",
        [partial(first_page, store, PeopleFilter(text=typed)) for typed in strokes()],
        goal="F1",
        budgets=(Budget(Stat.P99, plus=8), Budget(Stat.P99, times=6)),
        growth=FUNCTION,
    )
    yield paired(
        "search: everything(query)",
        [partial(search.everything, store, typed) for typed in strokes(20)],
        goal="F4",
        budgets=(Budget(Stat.P99, plus=FRAME), Budget(Stat.P99, times=6)),
        growth=FUNCTION,
    )
    yield paired(
        "search: everything(query), common words and two words",
        [partial(search.everything, store, typed) for typed in COMMON],
        goal="F4",
        budgets=(Budget(Stat.P99, plus=FRAME), Budget(Stat.P99, times=6)),
        growth=FUNCTION,
    )
    for sort in Sort:
        calls_ = [partial(first_page, store, PeopleFilter(warmth=chosen), sort) for chosen in Filter]
        yield paired(f"the list's first page, all four filters, by {sort.value}", calls_, budgets=_FRAME)
    yield paired(
        "all numbers on the chips, which the window reads in slices",
        [partial(people.filter_counts, store, TODAY)],
    )
    yield from _choosing(store)
    ids = people.list_ids(store, TODAY)
    pages = [ids[start : start + PAGE] for start in range(0, len(ids), max(PAGE, len(ids) // 40))]
    yield paired(
        "rows: a page of 64",
        [partial(people.rows, store, page, TODAY) for page in pages],
        budgets=_HALF,
        growth=FUNCTION,
    )
    yield from _cards(store, ids)
    yield from _agenda(store)


def _choosing(store: Store) -> Iterator[Figure]:
    chosen = (
        *(PeopleFilter(missing=missing) for missing in Missing),
        *(PeopleFilter(circle=circle) for circle in Circle),
        PeopleFilter(ally=Ally.ANY),
    )
    asked: tuple[tuple[str, Sequence[Call]], ...] = (
        (
            "the list's first page: missing views, circles, allies",
            [partial(first_page, store, one) for one in chosen],
        ),
        ("organisations: all in their order", [partial(organisations.listing, store)]),
        (
            "organisations: board",
            [partial(organisations.board, store, OrganisationId(n), TODAY) for n in range(1, 21)],
        ),
        (
            "who_can_help",
            [partial(helping.who_can_help, store, words) for words in ("manager", "french", "tax law")],
        ),
    )
    for what, ours in asked:
        yield _paired(store, what, ours, budgets=_WAIT)
    yield slices("missing_counts: the menu of filters, its slices", people.missing_counted(store))


def _cards(store: Store, ids: tuple[Any, ...]) -> Iterator[Figure]:
    some = ids[:: max(1, len(ids) // 100)]
    first = calls(
        [partial(card, store, one, NOW, ZONE) for one in ids[5 :: max(1, len(ids) // 100)]], repeats=1
    )
    yield Figure(what="card(), first visit", ours=first, goal="C1", growth=FUNCTION)
    yield _paired(
        store,
        "card(), typical people",
        [partial(card, store, one, NOW, ZONE) for one in some],
        goal="C1",
        budgets=_CARD,
        growth=FUNCTION,
    )
    yield _paired(
        store,
        "card(), years of data",
        [partial(card, store, PersonId(HEAVY), NOW, ZONE)],
        goal="C1",
        budgets=(Budget(Stat.P99, times=8),),
        growth=FUNCTION,
    )
    deep = [partial(depth.evidence, store, one, TODAY) for one in (*some, PersonId(HEAVY))]
    yield _paired(store, "depth: all its evidence, read and judged", deep, budgets=(Budget(plus=10),))
    yield _paired(store, "depth: notices for Today", [partial(_notices, store)], budgets=_FRAME)
    yield from _twenty_years(store)


def _notices(store: Store) -> object:
    with store.read() as session:
        return notices_in(session, NOW, TODAY)


def _twenty_years(store: Store) -> Iterator[Figure]:
    ada = twenty_years.of(store)
    yield _paired(
        store,
        "card(), twenty years",
        [partial(card, store, ada, NOW, ZONE)],
        goal="C1",
        budgets=(Budget(Stat.P99, times=8),),
    )
    yield _paired(
        store, "timeline: all entries, twenty years", [partial(timeline.entries, store, ada, TODAY)]
    )
    entries = timeline.entries(store, ada, TODAY)
    pages = [entries[start : start + 40] for start in range(0, len(entries), 400)]
    yield _paired(
        store,
        "timeline: a page of 40",
        [partial(timeline.rows, store, ada, page, TODAY) for page in pages],
        budgets=_HALF,
        growth=FUNCTION,
    )
    yield _paired(store, "long_line(), twenty years", [partial(long_line, store, ada, TODAY)])


def _agenda(store: Store) -> Iterator[Figure]:
    moments = [NOW + timedelta(minutes=7 * number) for number in range(CALLS)]
    r1: tuple[tuple[str, Sequence[Call]], ...] = (
        ("due: the first thirty", [partial(_read, store, partial(_first_due, now=at)) for at in moments]),
        (
            "due: the numbers of the badges",
            [partial(reminders.counted, store, at, ZONE) for at in moments],
        ),
        ("due: the next 24 hours", [partial(_read, store, _next_day)]),
        ("whom have I not talked to: the first fifty", [partial(_read, store, _quiet)]),
        ("next_look()", [partial(reminders.next_look, store, at, ZONE) for at in moments]),
    )
    for what, ours in r1:
        yield _paired(store, what, ours, goal="R1", budgets=_ASKED, growth=FUNCTION)
    asked: tuple[tuple[str, Call], ...] = (
        ("today(): the whole Today page", partial(today.today, store, NOW, ZONE)),
        ("expectations: the board, what is seen first", partial(_first_cards, store)),
        ("expectations: the number of the badge", partial(board.at_risk_count, store, TODAY)),
        ("referrals: what is seen first", partial(_first_thanks, store)),
    )
    for what, call in asked:
        yield _paired(store, what, [call], budgets=_WAIT, growth=FUNCTION)
    everything = (
        ("due(): all of it, as the command line lists it", partial(reminders.due, store, NOW, ZONE)),
        ("upcoming(): all of 14 days", partial(reminders.upcoming, store, TODAY)),
        ("to_show(): all that was not shown yet", partial(reminders.to_show, store, NOW, ZONE)),
    )
    for what, call in everything:
        yield _paired(store, what, [call])
    yield slices("a look at what is due: its slices", reminders.looking(store, NOW, ZONE))
    yield slices("expectations: the whole board, its slices", board.reading(store, TODAY))
    yield slices("organisations: a search, its slices", organisations.reading(store, "me"))
    yield slices("referrals: the whole page, its slices", referrals.reading(store, TODAY))


def slices(what: str, steps: Iterator[object]) -> Figure:
    """How long each step of something long takes: none may be felt. The collector keeps quiet, as the window lets it."""
    times, is_over = Times(), object()
    last: list[object] = []
    with Calm():
        while is_over not in last:
            last.clear()
            times.note(lambda: last.append(next(steps, is_over)))
    return Figure(what=what, ours=times, budgets=(Budget(Stat.LONGEST, plus=50),))


def _first_cards(store: Store) -> object:
    """As much of the board as a window shows before anybody scrolls."""
    for made in board.reading(store, TODAY):
        if all(column in made.over or len(ids) >= 32 for column, ids in made.columns.items()):
            return made
    return None


def _first_thanks(store: Store) -> object:
    return next(referrals.reading(store, TODAY))


def _read(store: Store, ask: Callable[[Session], object]) -> object:
    with store.read() as connection:
        return ask(light(connection))


def _first_due(session: Session, now: datetime) -> object:
    return foremost.first_due(session, now, ZONE, foremost.DUE)


def _next_day(session: Session) -> object:
    return foremost.first_upcoming(session, TODAY, 1)


def _quiet(session: Session) -> object:
    return today.gone_quiet(session, TODAY)


def _paired(
    store: Store,
    what: str,
    ours: Sequence[Call],
    *,
    goal: str = "",
    budgets: tuple[Budget, ...] = (),
    growth: Growth | None = None,
) -> Figure:
    raw: Any = store.connection.connection.driver_connection
    pairs = []
    for call in ours:
        call()
        pairs.append((call, replay(raw, store, call)))
    times, limit = in_pairs(pairs * _rounds(len(pairs), budgets), repeats=REPEATS)
    return Figure(
        what=what, ours=times, limit=limit, limit_name="SQL", goal=goal, budgets=budgets, growth=growth
    )


def _rounds(pairs: int, budgets: Iterable[Budget]) -> int:
    """How often each is asked: where a budget is about the 99th of a hundred, until there are 200 calls."""
    return -(-CALLS // pairs) if any(one.stat is Stat.P99 for one in budgets) else 3
