"""The base, read: how many are deep, how much hangs on one person or one client, where the work came from (D6)."""

from collections import Counter
from collections.abc import Generator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Integer, bindparam, func, select

from relmgr.domain import base as rules
from relmgr.domain.base import Share
from relmgr.domain.ids import PersonId
from relmgr.domain.kinds import Standing
from relmgr.domain.map_of_people import Period
from relmgr.services.in_slices import RUN, finished
from relmgr.services.reflect.people import OnMap, people_on_map
from relmgr.store import Store
from relmgr.store import tables as t
from relmgr.store.among import indexed_by
from relmgr.store.light import light
from relmgr.store.types import Day

_SHOWN = 5
_NEW_TALKS, _GROWING_SIGNS = 3, 3
_E, _R, _S = t.expectation.c, t.referral.c, t.summary.c
_AT_ONCE = 500
_AFTER = bindparam("after", type_=Integer())
_WORK = (
    select(_E.id, _E.person_id)
    .where(_E.id > _AFTER, _E.opened_on <= bindparam("today", type_=Day()))
    .where(_E.closed_on.is_(None) | (_E.closed_on > bindparam("since", type_=Day())))
    .order_by(_E.id)
    .limit(_AT_ONCE)
)
_CAME = indexed_by(
    select(_R.by_person_id, _S.name, func.count(), func.count(_R.became_work_on))
    .join(t.summary, _S.id == _R.by_person_id)
    .where(func.coalesce(_S.is_deleted, 0) == 0, _R.on_day <= bindparam("today", type_=Day()))
    .where(_R.by_person_id > _AFTER)
    .group_by(_R.by_person_id)
    .order_by(_R.by_person_id)
    .limit(_AT_ONCE),
    *(t.referral, "referral_by"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class BaseView:
    """Three sentences, and the parts of the whole that the small chart draws and its list says."""

    depth: str
    leaning: str
    source: str
    standings: tuple[tuple[Standing, int], ...]
    organisations: tuple[Share, ...]
    people: tuple[tuple[PersonId, Share], ...]
    introducers: tuple[tuple[PersonId, Share], ...]
    is_empty: bool


def base(store: Store, today: date) -> BaseView:
    """What the work of the last year stands on: conversations of a year, and what was expected in it, each counts one."""
    return finished(base_reading(store, today))


def base_reading(store: Store, today: date) -> Generator[None, None, BaseView]:
    """The same a step at a time; the store rests between the steps."""
    people = list((yield from people_on_map(store, today, Period.YEAR)))
    is_empty = not people
    work = yield from _work(store, people, today)
    came = yield from _came(store, today)
    standings: Counter[Standing] = Counter()
    whole, most = sum(work.values()), dict(work.most_common(_SHOWN))
    named: dict[PersonId, str] = {}
    for start in range(0, len(people), RUN):
        some = people[start : start + RUN]
        standings.update(_standing(one) for one in some)
        named.update((one.id, one.name) for one in some if one.id in most)
        yield
    by_person = [(id_, Share(named[id_], count, whole)) for id_, count in most.items()]
    by_organisation: Counter[str] = Counter()
    for start in range(0, len(people), RUN):
        for one in people[start : start + RUN]:
            if organisation := str(one.row.organisation):
                by_organisation[organisation] += work[one.id]
        yield
    while people:  # freeing tens of thousands takes its time as well
        del people[-RUN:]
        yield
    organisations = [Share(name, count, whole) for name, count in by_organisation.most_common(_SHOWN)]
    introduced = sum(row[2] for row in came)
    introducers = [(PersonId(row[0]), Share(row[1], row[2], introduced)) for row in came[:_SHOWN]]
    return BaseView(
        depth=rules.depth_sentence(standings),
        leaning=rules.leaning_sentence(
            by_person[0][1] if by_person else None, organisations[0] if organisations else None
        ),
        source=rules.source_sentence(
            introduced, sum(row[3] for row in came), introducers[0][1] if introducers else None
        ),
        standings=tuple((one, standings[one]) for one in Standing if standings[one]),
        organisations=tuple(organisations),
        people=tuple(by_person),
        introducers=tuple(introducers),
        is_empty=is_empty,
    )


def _work(store: Store, people: Sequence[OnMap], today: date) -> Generator[None, None, Counter[PersonId]]:
    found: Counter[PersonId] = Counter()
    for start in range(0, len(people), RUN):
        found.update({one.id: one.talks for one in people[start : start + RUN]})
        yield
    asked: dict[str, Any] = {"today": today, "since": today - timedelta(days=Period.YEAR.days), "after": 0}
    while True:
        with store.read() as session:
            rows = light(session).execute(_WORK, asked).all()
        for _id, person in rows:
            if person in found:
                found[PersonId(person)] += 1
        if len(rows) < _AT_ONCE:
            return found
        asked["after"] = rows[-1].id
        yield


def _came(store: Store, today: date) -> Generator[None, None, list[Any]]:
    """Who introduced somebody to me, with how many and how many of those became work: who brought most first."""
    found: list[Any] = []
    while True:
        with store.read() as session:
            asked = {"today": today, "after": found[-1][0] if found else 0}
            rows = light(session).execute(_CAME, asked).all()
        found += rows
        if len(rows) < _AT_ONCE:
            return sorted(found, key=lambda row: (-row[2], row[0]))
        yield


def _standing(one: OnMap) -> Standing:
    """The standing as lists know it: the user's word, else the evidence (D3)."""
    if isinstance(one.row.overruled, Standing):
        return one.row.overruled
    if one.is_at_risk:
        return Standing.AT_RISK
    if one.row.conversations < _NEW_TALKS:
        return Standing.NEW
    if one.depth.is_deep:
        return Standing.DEEP
    return Standing.GROWING if one.depth.seen >= _GROWING_SIGNS else Standing.SHALLOW
