"""The People list a page at a time: the first at once however many there are, the rest in slices that hold nobody up.

Names are walked in the order of their index, from the last one read on; in the other orders who comes first is found by
an index as well (foremost.py), then some thousands are sorted at a time and the sorted runs merged. A file of five thousand is one page.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from heapq import merge
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    and_,
    bindparam,
    column,
    func,
    literal,
    select,
    table,
    text,
    true,
    tuple_,
)

from relmgr.domain.fold import match_query, query_words, sort_key
from relmgr.domain.ids import PersonId
from relmgr.domain.people_filter import EVERYBODY, Filter, PeopleFilter
from relmgr.services.people.choosing import CONDITIONS, asked_of, wanted_of
from relmgr.services.people.foremost import first_page
from relmgr.services.people.lists import FILTERS, LISTED, ORDERS, SILENCE, USUAL, Sort
from relmgr.store import Store
from relmgr.store import tables as t
from relmgr.store.among import among, listed
from relmgr.store.light import light
from relmgr.store.store import Session

HITS = 500
"""How many hits a search lists; more than anybody reads."""
FIRST = 64
"""The first page of a long list: more than a window shows."""

_SMALL = 5_000
_SLICE = 2_000
_NAMES = 5_000
_WALKED = 10_000
"""Names looked at in one slice of a search: some two milliseconds."""
_FEW, _FEW_OF, _MOST_FEW = 500, 100, 2_000
"""Up to so many hits, or a hundredth of everybody, are looked up one by one and sorted; for more, of whom a page is soon
full, the list is walked in its order."""

Page = tuple[PersonId, ...]
Key = tuple[Any, ...]
"""Where somebody stands in an order: smaller comes first."""

_S = t.summary.c
_SEARCH = table("person_search", column("rowid"))
_MATCHES = text("person_search MATCH :match")
_VALUES: dict[Sort, Any] = {
    Sort.NAME: literal(0),
    Sort.RECENT: SILENCE,
    Sort.QUIETEST: -SILENCE / USUAL,
}
_IS_AFTER = tuple_(_S.sort_key, _S.id) > tuple_(bindparam("key"), bindparam("id"))
_IS_WITHIN = tuple_(_S.sort_key, _S.id) <= tuple_(bindparam("last_key"), bindparam("last_id"))
_HIGHEST = select(func.max(_S.id))
_BOUND = (
    select(_S.sort_key, _S.id)
    .where(*LISTED, _IS_AFTER)
    .order_by(_S.sort_key, _S.id)
    .limit(1)
    .offset(bindparam("walked"))
)
_FOUND = select(_SEARCH.c.rowid).where(_MATCHES).order_by(_SEARCH.c.rowid).limit(bindparam("limit"))
# Not as LISTED: that would draw the planner from the ids to the index of all who are in the list.
_LISTED_AMONG = (func.coalesce(_S.is_deleted, 0) == 0, func.coalesce(_S.is_light, 0) == 0)


@dataclass(frozen=True, slots=True)
class _Asked:
    """What a list is to hold."""

    store: Store
    today: date
    chosen: PeopleFilter
    sort: Sort

    @property
    def kind(self) -> "tuple[Filter, tuple[str, ...]]":
        return self.chosen.warmth, wanted_of(self.chosen)

    @property
    def values(self) -> dict[str, Any]:
        return {"today": self.today, **asked_of(self.chosen)}


def list_chosen(
    store: Store,
    today: date,
    chosen: PeopleFilter = EVERYBODY,
    *,
    sort: Sort = Sort.NAME,
    limit: int | None = None,
) -> Page:
    """Ids of the people of whom all in `chosen` holds: all the `pages` in one."""
    found: list[PersonId] = []
    for page in pages(store, today, chosen, sort=sort):
        found += page
        if limit is not None and len(found) >= limit:
            break
    return tuple(found[:limit])


def list_ids(
    store: Store,
    today: date,
    query: str = "",
    *,
    filter: Filter = Filter.ALL,
    sort: Sort = Sort.NAME,
    limit: int | None = None,
) -> Page:
    """The same of those whom `query` and the chip `filter` leave."""
    return list_chosen(store, today, PeopleFilter(text=query, warmth=filter), sort=sort, limit=limit)


def pages(
    store: Store, today: date, chosen: PeopleFilter = EVERYBODY, *, sort: Sort = Sort.NAME
) -> Iterator[Page]:
    """The people of whom all in `chosen` holds, in that order, a page at a time; an empty page ends a slice of looking.

    With words in it at most 500: first those whose name as it is shown matches, then those with another form of their
    name that does, then those of whom something else does. Each page is read in a transaction of its own; whoever
    hears of a change begins anew.
    """
    asked = _Asked(store, today, chosen, sort)
    match = match_query(chosen.text)
    if match is not None:
        return _search(asked, match)
    return iter(()) if chosen.text.strip() else _everybody(asked)


def keys_among(
    store: Store, today: date, chosen: PeopleFilter, sort: Sort, ids: Collection[PersonId]
) -> dict[PersonId, Key]:
    """Where those of `ids` who belong to the list without words stand in it; the others are left out."""
    with store.read() as session:
        return {row.id: _key(row) for row in _rows(session, _Asked(store, today, chosen, sort), ids)}


# --- everybody ---


def _everybody(asked: _Asked) -> Iterator[Page]:
    page: Page = ()
    with asked.store.read() as session:
        highest = light(session).execute(_HIGHEST).scalar() or 0
        if highest <= _SMALL:
            page = tuple(light(session).execute(_listing(*asked.kind, asked.sort), asked.values).scalars())
    if highest <= _SMALL:
        yield page
    elif asked.sort is Sort.NAME:
        yield from _by_name(asked)
    else:
        yield from _in_runs(asked, highest)


def _by_name(asked: _Asked) -> Iterator[Page]:
    is_everybody = asked.kind == (Filter.ALL, ())
    size, walked = FIRST, _NAMES if is_everybody else _SLICE
    for bounds in _bounds(asked, walked):
        yield from _within(asked, _walk(*asked.kind), bounds, size)
        size = walked


def _bounds(asked: _Asked, walked: int) -> Iterator[dict[str, Any]]:
    """Where one slice of so many names begins and ends, slice for slice."""
    after = {"key": "", "id": -1}
    while True:
        with asked.store.read() as session:
            final = light(session).execute(_BOUND, {**after, "walked": walked - 1}).first()
        if final is None:
            yield {**after, "last_key": "\U0010ffff" * 4, "last_id": 0}
            return
        yield {**after, "last_key": final.sort_key, "last_id": final.id}
        after = {"key": final.sort_key, "id": final.id}


def _within(asked: _Asked, walk: Select[Any], bounds: dict[str, Any], first: int) -> Iterator[Page]:
    """Those within `bounds`: the `first` few of them at once, then the others."""
    size = first
    while True:
        with asked.store.read() as session:
            found = light(session).execute(walk, {**asked.values, **bounds, "limit": size}).all()
        yield tuple(row.id for row in found)
        if len(found) < size:
            return
        bounds = {**bounds, "key": found[-1].sort_key, "id": found[-1].id}
        size = _WALKED + 1


def _in_runs(asked: _Asked, highest: int) -> Iterator[Page]:
    shown: set[PersonId] = set()
    for page in first_page(asked.store, asked.sort, asked.kind, asked.values, FIRST):
        shown.update(page)
        yield page
    runs = []
    for start in range(0, highest + 1, _SLICE):
        with asked.store.read() as session:
            between = {**asked.values, "first": start, "final": start + _SLICE}
            found = light(session).execute(_between(*asked.kind, asked.sort), between).all()
        runs.append(sorted((*_key(row), row.id) for row in found))
        yield ()
    others: list[PersonId] = []
    for *_place, id_ in merge(*runs):
        if id_ not in shown:
            others.append(id_)
        if len(others) >= _SLICE:
            yield tuple(others)
            others = []
    yield tuple(others)


# --- words ---


@dataclass(slots=True)
class _Hits:
    """Who is found so far: nobody twice, and no more than anybody reads."""

    ids: dict[PersonId, None] = field(default_factory=dict)

    def take(self, found: Iterator[PersonId]) -> Page:
        """Those of `found` that are new, up to the limit."""
        taken = []
        for id_ in found:
            if len(self.ids) >= HITS:
                break
            if id_ not in self.ids:
                self.ids[id_] = None
                taken.append(id_)
        return tuple(taken)

    @property
    def is_full(self) -> bool:
        return len(self.ids) >= HITS


def _search(asked: _Asked, match: str) -> Iterator[Page]:
    hits = _Hits()
    first: Page = ()
    words = [f" {sort_key('', '', word)}" for word in query_words(asked.chosen.text)]
    for expression in (f"{{name}} : ({match})", match):
        with asked.store.read() as session:
            few = _few(session)
            some = _found(session, expression, few + 1)
            is_few = len(some) <= few
            looked_up = _sorted(session, asked, some, words, HITS + len(hits.ids)) if is_few else []
        if is_few:
            first += hits.take(iter(looked_up))
            if len(first) >= FIRST:
                yield first
                first = ()
        else:
            if first:
                yield first
            first = ()
            is_name = expression is not match
            yield from _many(asked, expression, words if is_name else [], hits)
        if hits.is_full:
            break
    if first:
        yield first


def _many(asked: _Asked, expression: str, words: list[str], hits: _Hits) -> Iterator[Page]:
    """The hits of what more than a few answer to; `words`: those whose name shows them come first."""
    if asked.sort is not Sort.NAME:
        with asked.store.read() as session:
            found = light(session).execute(
                _hits(*asked.kind, asked.sort), {**asked.values, "match": expression}
            )
            yield hits.take(found.scalars())
        return
    if words:
        walk = _showing(*asked.kind, len(words))
        shown = {f"word{number}": word for number, word in enumerate(words)}
        for bounds in _bounds(asked, _WALKED):
            for page in _within(asked, walk, bounds | shown, FIRST):
                yield hits.take(iter(page))
                if hits.is_full:
                    return
    with asked.store.read() as session:
        answering = set(_found(session, expression))
    yield ()
    for bounds in _bounds(asked, _NAMES):
        for page in _within(asked, _walk(*asked.kind), bounds, _NAMES):
            yield hits.take(id_ for id_ in page if id_ in answering)
            if hits.is_full:
                return


def _found(session: Session, expression: str, limit: int = -1) -> list[int]:
    """Who answers; a limit of -1 is none. In one go: for each part of it SQLite would join all words that begin so anew."""
    return list(light(session).execute(_FOUND, {"match": expression, "limit": limit}).scalars())


def _few(session: Session) -> int:
    highest = light(session).execute(_HIGHEST).scalar() or 0
    return max(_FEW, min(_MOST_FEW, highest // _FEW_OF))


def _sorted(session: Session, asked: _Asked, ids: list[int], words: list[str], most: int) -> list[PersonId]:
    """The first of `ids` who belong to the list, in its order; those whose name shows the words come first."""
    if not ids:
        return []
    shown = {f"word{number}": word for number, word in enumerate(words)}
    given = {**asked.values, **shown, "ids": listed(ids), "limit": most}
    return list(light(session).execute(_in_order(*asked.kind, asked.sort, len(words)), given).scalars())


def _rows(session: Session, asked: _Asked, ids: Collection[int]) -> list[Any]:
    given = {**asked.values, "ids": listed(ids)}
    return list(light(session).execute(_among(*asked.kind, asked.sort), given)) if ids else []


def _key(row: Any) -> Key:
    return (row.value is None, row.value or 0, row.sort_key, row.id)


# Built once each: building a statement takes longer than finding a few people with it.
def _conditions(warmth: Filter, wanted: tuple[str, ...]) -> list[Any]:
    return [*FILTERS[warmth], *(CONDITIONS[name] for name in wanted)]


@cache
def _listing(warmth: Filter, wanted: tuple[str, ...], sort: Sort) -> Select[Any]:
    return select(_S.id).where(*LISTED, *_conditions(warmth, wanted)).order_by(*ORDERS[sort])


@cache
def _walk(warmth: Filter, wanted: tuple[str, ...]) -> Select[Any]:
    return (
        select(_S.id, _S.sort_key)
        .where(*LISTED, _IS_AFTER, _IS_WITHIN, *_conditions(warmth, wanted))
        .order_by(_S.sort_key, _S.id)
        .limit(bindparam("limit"))
    )


@cache
def _showing(warmth: Filter, wanted: tuple[str, ...], words: int) -> Select[Any]:
    return _walk(warmth, wanted).where(*_shown(words))


def _shown(words: int) -> list[ColumnElement[bool]]:
    spaced = literal(" ").concat(_S.sort_key)
    return [func.instr(spaced, bindparam(f"word{number}")) > 0 for number in range(words)]


@cache
def _in_order(warmth: Filter, wanted: tuple[str, ...], sort: Sort, words: int) -> Select[Any]:
    order = (and_(true(), *_shown(words)).desc(), *ORDERS[sort], _S.id)
    return (
        select(_S.id)
        .where(among(_S.id), *_LISTED_AMONG, *_conditions(warmth, wanted))
        .order_by(*order)
        .limit(bindparam("limit"))
    )


@cache
def _between(warmth: Filter, wanted: tuple[str, ...], sort: Sort) -> Select[Any]:
    within = (_S.id >= bindparam("first"), _S.id < bindparam("final"))
    return _keyed(sort).where(*within, *_LISTED_AMONG, *_conditions(warmth, wanted))


@cache
def _among(warmth: Filter, wanted: tuple[str, ...], sort: Sort) -> Select[Any]:
    return _keyed(sort).where(among(_S.id), *_LISTED_AMONG, *_conditions(warmth, wanted))


def _keyed(sort: Sort) -> Select[Any]:
    return select(_S.id, _S.sort_key, _VALUES[sort].label("value"))


@cache
def _hits(warmth: Filter, wanted: tuple[str, ...], sort: Sort) -> Select[Any]:
    return (
        select(_S.id)
        .select_from(t.summary)
        .join(_SEARCH, _SEARCH.c.rowid == _S.id)
        .where(_MATCHES, *LISTED, *_conditions(warmth, wanted))
        .order_by(*ORDERS[sort])
        .limit(HITS)
    )
