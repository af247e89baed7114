"""Who stands first by the day of the last conversation, or by silence: found by an index, without sorting everybody.

A page of them, such that whoever is not in it comes after it; nothing where that would take too many rows, and the
order of all is asked instead (paging.py).
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import cache
from heapq import heapify, heappop, heapreplace
from typing import Any

from sqlalchemy import Select, and_, bindparam, column, func, literal, select, true, tuple_

from relmgr.domain.ids import PersonId
from relmgr.domain.people_filter import Filter
from relmgr.services.people.choosing import CONDITIONS
from relmgr.services.people.lists import FILTERS, LISTED, SILENCE, USUAL, Sort
from relmgr.store import Store
from relmgr.store import tables as t
from relmgr.store.among import indexed_by
from relmgr.store.light import light
from relmgr.store.types import Day

Kind = tuple[Filter, tuple[str, ...]]
"""The chip pressed, and the names of the other conditions."""

ENOUGH = 24
"""Rows that fill a window: with so many found, few more are looked for."""
_DAYS = 250
"""Rows walked in one step by the day: some three milliseconds."""
_WALKED = 3_000
"""So many are walked at most: beyond, sorting everybody takes no longer."""
_WALKED_BY_INDEX = 40_000
"""The same where the index alone tells that most are not meant."""
_SOON = 500
"""After so many, a window full is enough."""
_OF_A_GAP = 8
_GAPS = 12
"""Rows of one rhythm read at once, and so many times in one step."""
_IRREGULAR = 300
"""People without a rhythm of their own; where there are more, the index does not help."""

_S = t.summary.c
_TODAY, _BEFORE = bindparam("today", type_=Day()), bindparam("before", type_=Day())
_FROM: Any = bindparam("from_day", type_=Day())
# What a chip asks, as far as the index knows it: evaluated before the row itself is read.
_BY_INDEX = {
    Filter.WARM: func.coalesce(_S.usual_days, 1_000_000) >= SILENCE,
    Filter.QUIET: func.coalesce(2 * _S.usual_days, 0) < SILENCE,
}


def first_page(
    store: Store, sort: Sort, kind: Kind, values: Mapping[str, Any], size: int
) -> Iterator[tuple[PersonId, ...]]:
    """The first of the list in the order `sort`, at least as many as fill a window; an empty page ends a step of looking."""
    find = _latest if sort is Sort.RECENT else _quietest
    yield from find(store, kind, dict(values), size)


# --- by the day ---


@cache
def _day() -> Select[Any]:
    query = select(_S.last_on).where(*LISTED, _S.last_on < _BEFORE).order_by(_S.last_on.desc())
    return indexed_by(query.limit(1).offset(bindparam("walked")), t.summary, "summary_rhythm")


@cache
def _within_days(kind: Kind) -> Select[Any]:
    days = (_S.last_on >= _FROM, _S.last_on < _BEFORE)
    query = select(_S.id, _S.sort_key, _S.last_on).where(*LISTED, *days, *_conditions(kind))
    return indexed_by(query.limit(4 * _DAYS), t.summary, "summary_rhythm")


def _latest(store: Store, kind: Kind, values: dict[str, Any], size: int) -> Iterator[tuple[PersonId, ...]]:
    found: list[Any] = []
    before, walked, step = date.max, 0, _DAYS
    most = _WALKED_BY_INDEX if kind[0] in _BY_INDEX else _WALKED
    while True:
        with store.read() as session:
            quick = light(session)
            final = quick.execute(_day(), {"before": before, "walked": step - 1}).scalar()
            asked = {**values, "before": before, "from_day": final or date.min}
            rows = quick.execute(_within_days(kind), asked).all()
        if len(rows) >= 4 * _DAYS:
            return  # thousands on one day
        found += sorted(rows, key=lambda row: (-row.last_on.toordinal(), row.sort_key, row.id))
        walked += step
        if len(found) >= (size if walked <= _SOON else min(ENOUGH, size)):
            yield tuple(row.id for row in found)
            return
        if final is None or walked >= most:
            return
        before = final
        if most > _WALKED and len(rows) < _DAYS // 8:
            step = min(2 * step, _WALKED)
        yield ()


# --- by silence ---


_USUAL: Any = column("usual")
_EARLIEST = func.date(_TODAY, literal("-").concat(_USUAL).concat(" days"))


@cache
def _longest(is_warm: bool) -> Select[Any]:
    """Each rhythm, and the longest silence there is of it; of those who are warm, the longest that is still within it."""
    known = (_S.is_deleted.is_(False), _S.is_light.is_(False))
    gaps = select(func.min(_S.usual_days).label("usual")).where(*known, _S.usual_days > 0)
    walk = gaps.cte("gaps", recursive=True)
    after = select(func.min(_S.usual_days)).where(*known, _S.usual_days > walk.c.usual).scalar_subquery()
    every = walk.union_all(select(after).select_from(walk).where(walk.c.usual.is_not(None)))
    within = _S.last_on >= _EARLIEST if is_warm else true()
    last = select(func.min(_S.last_on, type_=Day())).where(*known, _S.usual_days == _USUAL, within)
    return select(every.c.usual, last.scalar_subquery().label("last_on")).where(every.c.usual.is_not(None))


@cache
def _of_gap(kind: Kind) -> Select[Any]:
    after = tuple_(_S.last_on, _S.id) > tuple_(_FROM, bindparam("id"))
    query = _judged(kind).where(*LISTED, _S.usual_days == bindparam("usual"), after)
    return indexed_by(query.order_by(_S.last_on, _S.id).limit(_OF_A_GAP), t.summary, "summary_quiet")


@cache
def _irregular(kind: Kind) -> Select[Any]:
    query = _judged(kind).where(*LISTED, _S.usual_days.is_(None), _S.last_on.is_not(None))
    return indexed_by(query.limit(_IRREGULAR + 1), t.summary, "summary_quiet")


def _judged(kind: Kind) -> Select[Any]:
    """Not as conditions: where few fulfil them, thousands would be read until some are found."""
    fits = and_(true(), *_conditions(kind)).label("fits")
    return select(_S.id, _S.sort_key, _S.last_on, (SILENCE / USUAL).label("share"), fits)


def _quietest(store: Store, kind: Kind, values: dict[str, Any], size: int) -> Iterator[tuple[PersonId, ...]]:
    today: date = values["today"]
    with store.read() as session:
        quick = light(session)
        rows = quick.execute(_irregular(kind), values).all()
        gaps = quick.execute(_longest(kind[0] is Filter.WARM), {"today": today}).all()
    if len(rows) > _IRREGULAR:
        return
    yield ()
    # Of one rhythm the longest silent is the one longest ago: the rhythms are read from there on, the best first.
    waiting = [
        (-(today - row.last_on).days / row.usual, row.usual, row.last_on, -1)
        for row in gaps
        if row.last_on is not None
    ]
    heapify(waiting)
    found, walked = [row for row in rows if row.fits], len(rows)

    def sure() -> list[Any]:
        """Those behind whom nobody unread can push in."""
        bound = -waiting[0][0] if waiting else float("-inf")
        return [row for row in found if row.share is not None and row.share > bound]

    while waiting and walked < _WALKED and len(sure()) < (size if walked <= _SOON else min(ENOUGH, size)):
        with store.read() as session:
            read: Callable[..., Any] = light(session).execute
            for _number in range(min(_GAPS, len(waiting))):
                _share, usual, last_on, id_ = waiting[0]
                asked = {**values, "usual": usual, "from_day": last_on, "id": id_}
                rows = read(_of_gap(kind), asked).all()
                found += (row for row in rows if row.fits)
                walked += len(rows)
                if len(rows) < _OF_A_GAP:
                    heappop(waiting)
                else:
                    heapreplace(waiting, (-rows[-1].share, usual, rows[-1].last_on, rows[-1].id))
                if not waiting:
                    break
        yield ()
    first = sorted(sure(), key=lambda row: (-row.share, row.sort_key, row.id))
    if len(first) >= min(ENOUGH, size):
        yield tuple(row.id for row in first)


def _conditions(kind: Kind) -> list[Any]:
    warmth, wanted = kind
    by_index = (_BY_INDEX[warmth],) if warmth in _BY_INDEX else ()
    return [*by_index, *FILTERS[warmth], *(CONDITIONS[name] for name in wanted)]
