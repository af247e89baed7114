"""The base, read: how many are deep, how much hangs on one person or one client, where the work came from (D6)."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import bindparam, func, select

from relmgr.domain import base as rules
from relmgr.domain.base import Share
from relmgr.domain.ids import PersonId
from relmgr.domain.kinds import Standing
from relmgr.domain.map_of_people import Period
from relmgr.services.reflect.people import OnMap, people_in
from relmgr.store import Store
from relmgr.store import tables as t
from relmgr.store.store import Session
from relmgr.store.types import Day

_SHOWN = 5
_NEW_TALKS, _GROWING_SIGNS = 3, 3
_E, _R, _S = t.expectation.c, t.referral.c, t.summary.c
_WORK = (
    select(_E.person_id, func.count())
    .where(_E.opened_on <= bindparam("today", type_=Day()))
    .where(_E.closed_on.is_(None) | (_E.closed_on > bindparam("since", type_=Day())))
    .group_by(_E.person_id)
)
_CAME = (
    select(_R.by_person_id, _S.name, func.count(), func.count(_R.became_work_on))
    .join(t.summary, _S.id == _R.by_person_id)
    .where(func.coalesce(_S.is_deleted, 0) == 0, _R.on_day <= bindparam("today", type_=Day()))
    .group_by(_R.by_person_id)
    .order_by(func.count().desc(), _R.by_person_id)
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
    with store.read() as session:
        people = people_in(session, today, Period.YEAR)
        work = _work(session, people, today)
        came = session.execute(_CAME, {"today": today}).all()
    standings = Counter(_standing(one) for one in people)
    named = {one.id: one for one in people}
    whole = sum(work.values())
    by_person = [(id_, Share(named[id_].name, count, whole)) for id_, count in work.most_common(_SHOWN)]
    by_organisation: Counter[str] = Counter()
    for id_, count in work.items():
        if organisation := str(named[id_].row.organisation):
            by_organisation[organisation] += count
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
        is_empty=not people,
    )


def _work(session: Session, people: Sequence[OnMap], today: date) -> Counter[PersonId]:
    found = Counter({one.id: one.talks for one in people})
    asked = {"today": today, "since": today - timedelta(days=Period.YEAR.days)}
    for person, count in session.execute(_WORK, asked):
        if person in found:
            found[PersonId(person)] += count
    return found


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
