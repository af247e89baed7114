"""The People list: what its filters and orders ask for, how many each leaves, and what each row says."""

from collections.abc import Generator, Iterator, Sequence
from datetime import date
from enum import StrEnum
from functools import cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Float,
    Select,
    and_,
    bindparam,
    cast,
    func,
    not_,
    or_,
    select,
)

from relmgr.domain.ids import PersonId
from relmgr.domain.kinds import Standing
from relmgr.domain.people_filter import Filter, Missing
from relmgr.domain.people_rows import PersonRow, person_row
from relmgr.services.people.choosing import LOOKED_UP
from relmgr.services.people.hints import hints
from relmgr.store import Store
from relmgr.store import tables as t
from relmgr.store.among import among, listed
from relmgr.store.light import light
from relmgr.store.types import Day

DEFAULT_GAP = 30
"""Days taken as usual for people without a rhythm or a cadence yet."""


class Sort(StrEnum):
    """The orders of the list."""

    NAME = "name"
    RECENT = "recent"
    QUIETEST = "quietest"


_S = t.summary.c
LISTED = (_S.is_deleted.is_(False), _S.is_light.is_(False))
_TODAY = bindparam("today", type_=Day())
SILENCE = func.julianday(_TODAY) - func.julianday(_S.last_on)
USUAL = func.coalesce(_S.usual_days, _S.cadence_days, DEFAULT_GAP)
_SPOKEN_OF = _S.is_silent.is_(False)
"""Nobody who has died or is let rest is counted as warm, quiet or at risk."""
_IS_SPARED = and_(
    _S.spared_until.is_not(None),
    _S.spared_until >= _TODAY,
    or_(_S.spared_from.is_(None), _S.spared_from <= _TODAY),
)
_NOT_SPARED = not_(_IS_SPARED)
"""Away or in gentle mode: warnings wait (D2)."""
AT_RISK = or_(
    _S.overruled == Standing.AT_RISK,
    and_(
        _S.overruled.is_(None),
        or_(and_(_S.risk_from <= _TODAY, _S.risk_until >= _TODAY), _S.slips_from <= _TODAY),
    ),
)
"""What the user says, else what the evidence says (D3)."""
FILTERS: dict[Filter, tuple[ColumnElement[bool], ...]] = {
    Filter.ALL: (),
    Filter.WARM: (_SPOKEN_OF, SILENCE <= USUAL),
    Filter.QUIET: (_SPOKEN_OF, _NOT_SPARED, SILENCE > 2 * USUAL),
    Filter.AT_RISK: (_SPOKEN_OF, _NOT_SPARED, AT_RISK),
}
ORDERS: dict[Sort, tuple[ColumnElement[Any], ...]] = {
    Sort.NAME: (_S.sort_key, _S.id),
    Sort.RECENT: (_S.last_on.desc().nulls_last(), _S.sort_key),
    Sort.QUIETEST: ((cast(SILENCE, Float) / USUAL).desc().nulls_last(), _S.sort_key),
}


_COUNTED = 5_000
_HIGHEST = select(func.max(_S.id))
_LOOKED_UP = 2_000
# Not as LISTED: that would draw the planner to the index of all who are in the list.
_SLICE = (
    _S.id >= bindparam("first"),
    _S.id < bindparam("final"),
    func.coalesce(_S.is_deleted, 0) == 0,
    func.coalesce(_S.is_light, 0) == 0,
)
_COUNTS = select(
    *(func.count().filter(*chosen) if chosen else func.count() for chosen in FILTERS.values())
).where(*_SLICE)
_SOMEBODY = select(_S.id).where(*LISTED).limit(1)
_ROWS = select(t.summary).where(among(_S.id))


@cache
def _missing(views: tuple[Missing, ...]) -> Select[Any]:
    counts: list[Any] = [func.count().filter(LOOKED_UP[view]) for view in views]
    return select(*counts).where(*_SLICE, func.coalesce(_S.is_silent, 0) == 0)


def missing_counts(store: Store, views: tuple[Missing, ...] = tuple(Missing)) -> dict[Missing, int]:
    """How many people each missing view would list (P13)."""
    counting = missing_counted(store, views)
    while True:
        try:
            next(counting)
        except StopIteration as end:
            return dict(end.value)


def missing_counted(
    store: Store, views: tuple[Missing, ...] = tuple(Missing)
) -> Generator[None, None, dict[Missing, int]]:
    """The same some thousands of people at a step, so that nobody waits; returns them all."""
    found = dict.fromkeys(views, 0)
    first = 0
    while True:
        with store.read() as session:
            quick = light(session)
            highest = quick.execute(_HIGHEST).scalar() or 0
            (row,) = quick.execute(_missing(views), {"first": first, "final": first + _LOOKED_UP})
        found = {view: found[view] + more for view, more in zip(views, row, strict=True)}
        first += _LOOKED_UP
        if first > highest:
            return found
        yield


def count(store: Store) -> int:
    """How many people are in the main list."""
    with store.read() as session:
        return session.execute(select(func.count()).select_from(t.summary).where(*LISTED)).scalar_one()


def is_anybody_there(store: Store) -> bool:
    """Whether the main list holds anybody: asks for one row."""
    with store.read() as session:
        return light(session).execute(_SOMEBODY).first() is not None


def filter_counts(store: Store, today: date) -> dict[Filter, int]:
    """How many people each chip would list."""
    *_partly, (found, _is_whole) = counted(store, today)
    return found


def counted(store: Store, today: date) -> Iterator[tuple[dict[Filter, int], bool]]:
    """The same some thousands of people at a time, so that nobody waits: how many so far, and whether that is all."""
    found = dict.fromkeys(FILTERS, 0)
    first = 0
    while True:
        with store.read() as session:
            highest = session.execute(_HIGHEST).scalar_one() or 0
            row = session.execute(_COUNTS, {"today": today, "first": first, "final": first + _COUNTED}).one()
        found = {chosen: found[chosen] + more for chosen, more in zip(FILTERS, row, strict=True)}
        first += _COUNTED
        yield found, first > highest
        if first > highest:
            return


def rows(store: Store, ids: Sequence[PersonId], today: date) -> tuple[PersonRow, ...]:
    """The rows of `ids`, in that order; ids that are gone are left out. Meant for a page of up to 64."""
    with store.read() as session:
        quick = light(session)
        found = {row.id: row for row in quick.execute(_ROWS, {"ids": listed(ids)})}
        said = hints(quick, found, today)
    return tuple(person_row(found[id_], said[id_], today) for id_ in ids if id_ in found)
