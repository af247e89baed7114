"""The People list: who is in it, in which order, and what each row says."""

from collections.abc import Sequence
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
    column,
    func,
    not_,
    or_,
    select,
    table,
    text,
)

from relmgr.domain.fold import match_query
from relmgr.domain.ids import PersonId
from relmgr.domain.kinds import Standing
from relmgr.domain.people_filter import EVERYBODY, Filter, Missing, PeopleFilter
from relmgr.domain.people_rows import PersonRow, person_row
from relmgr.services.people.choosing import CONDITIONS, MISSING, asked_of, wanted_of
from relmgr.services.people.hints import hints
from relmgr.store import Store
from relmgr.store import tables as t
from relmgr.store.store import Session
from relmgr.store.types import Day

HITS = 500
"""How many hits a search lists; more than anybody reads."""

DEFAULT_GAP = 30
"""Days taken as usual for people without a rhythm or a cadence yet."""


class Sort(StrEnum):
    """The orders of the list."""

    NAME = "name"
    RECENT = "recent"
    QUIETEST = "quietest"


_S = t.summary.c
_SEARCH = table("person_search", column("rowid"))
_LISTED = (_S.is_deleted.is_(False), _S.is_light.is_(False))
_TODAY = bindparam("today", type_=Day())
_SILENCE = func.julianday(_TODAY) - func.julianday(_S.last_on)
_USUAL = func.coalesce(_S.usual_days, _S.cadence_days, DEFAULT_GAP)
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
_FILTERS: dict[Filter, tuple[ColumnElement[bool], ...]] = {
    Filter.ALL: (),
    Filter.WARM: (_SPOKEN_OF, _SILENCE <= _USUAL),
    Filter.QUIET: (_SPOKEN_OF, _NOT_SPARED, _SILENCE > 2 * _USUAL),
    Filter.AT_RISK: (_SPOKEN_OF, _NOT_SPARED, AT_RISK),
}
_ORDERS: dict[Sort, tuple[ColumnElement[Any], ...]] = {
    Sort.NAME: (_S.sort_key, _S.id),
    Sort.RECENT: (_S.last_on.desc().nulls_last(), _S.sort_key),
    Sort.QUIETEST: ((cast(_SILENCE, Float) / _USUAL).desc().nulls_last(), _S.sort_key),
}


# Built once each: building a statement takes longer than finding a few people with it.
@cache
def _listing(warmth: Filter, wanted: tuple[str, ...], sort: Sort) -> Select[Any]:
    """Everybody of whom all that is `wanted` holds; a limit of -1 is none."""
    chosen = select(_S.id).where(*_LISTED, *_FILTERS[warmth], *_conditions(wanted))
    return chosen.order_by(*_ORDERS[sort]).limit(bindparam("limit"))


@cache
def _hits(warmth: Filter, wanted: tuple[str, ...], sort: Sort) -> Select[Any]:
    return (
        select(_S.id)
        .select_from(t.summary)
        .join(_SEARCH, _SEARCH.c.rowid == _S.id)
        .where(text("person_search MATCH :match"), *_LISTED, *_FILTERS[warmth], *_conditions(wanted))
        .order_by(*_ORDERS[sort])
        .limit(bindparam("limit"))
    )


def _conditions(wanted: tuple[str, ...]) -> list[ColumnElement[bool]]:
    return [CONDITIONS[name] for name in wanted]


@cache
def _missing_count(missing: Missing) -> Select[Any]:
    return select(func.count()).select_from(t.summary).where(*_LISTED, MISSING[missing])


_ROWS = select(t.summary).where(_S.id.in_(bindparam("ids", expanding=True)))


def list_ids(
    store: Store,
    today: date,
    query: str = "",
    *,
    filter: Filter = Filter.ALL,
    sort: Sort = Sort.NAME,
    limit: int | None = None,
) -> tuple[PersonId, ...]:
    """Ids of the people to list; with a `query` at most 500, those whose name matches first."""
    return list_chosen(store, today, PeopleFilter(text=query, warmth=filter), sort=sort, limit=limit)


def list_chosen(
    store: Store,
    today: date,
    chosen: PeopleFilter = EVERYBODY,
    *,
    sort: Sort = Sort.NAME,
    limit: int | None = None,
) -> tuple[PersonId, ...]:
    """Ids of the people of whom all in `chosen` holds; with words at most 500, those whose name matches first."""
    match = match_query(chosen.text)
    if chosen.text.strip() and match is None:
        return ()
    asked = {"today": today, **asked_of(chosen)}
    wanted = wanted_of(chosen)
    with store.read() as session:
        if match is not None:
            return _search(
                session, _hits(chosen.warmth, wanted, sort), match, {**asked, "limit": limit or HITS}
            )
        listing = _listing(chosen.warmth, wanted, sort)
        found = session.execute(listing, {**asked, "limit": -1 if limit is None else limit})
        return tuple(found.scalars())


def _search(session: Session, hits: Select[Any], match: str, asked: dict[str, Any]) -> tuple[PersonId, ...]:
    ids: dict[PersonId, None] = {}
    for expression in (f"{{name}} : ({match})", match):
        found = session.execute(hits, {**asked, "match": expression}).scalars()
        ids.update(dict.fromkeys(found))
        if len(ids) >= asked["limit"]:
            break
    return tuple(ids)[: asked["limit"]]


def missing_counts(store: Store) -> dict[Missing, int]:
    """How many people each missing view would list (P13)."""
    with store.read() as session:
        return {missing: session.execute(_missing_count(missing)).scalar_one() for missing in Missing}


def count(store: Store) -> int:
    """How many people are in the main list."""
    with store.read() as session:
        return session.execute(select(func.count()).select_from(t.summary).where(*_LISTED)).scalar_one()


def filter_counts(store: Store, today: date) -> dict[Filter, int]:
    """How many people each chip would list."""
    columns = [func.count().filter(*chosen) if chosen else func.count() for chosen in _FILTERS.values()]
    with store.read() as session:
        row = session.execute(select(*columns).where(*_LISTED), {"today": today}).one()
    return dict(zip(_FILTERS, row, strict=True))


def rows(store: Store, ids: Sequence[PersonId], today: date) -> tuple[PersonRow, ...]:
    """The rows of `ids`, in that order; ids that are gone are left out. Meant for a page of up to 64."""
    with store.read() as session:
        found = {row.id: row for row in session.execute(_ROWS, {"ids": list(ids)})}
        said = hints(session, found, today)
    return tuple(person_row(found[id_], said[id_], today) for id_ in ids if id_ in found)
