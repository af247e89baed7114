"""The one calm notice when two kinds of warnings came together: on the card and on Today, never a popup (D2).

It names what happened and when, and somebody only to the user: nothing of it leaves the window.
"""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from sqlalchemy import and_, bindparam, func, not_, or_, select

from relmgr.domain import depth
from relmgr.domain.kinds import Decision
from relmgr.i18n import _
from relmgr.services.depth import notice_words
from relmgr.services.depth.brief import recent_histories
from relmgr.services.reminders.model import DueItem, Saying, Source, Words
from relmgr.services.reminders.somebody import Somebody, somebodies
from relmgr.services.reminders.wording import in_sentence
from relmgr.store import tables as t
from relmgr.store.store import Session
from relmgr.store.types import Day

ROWS = 5
"""How many of these Today bears; each card has its own."""

_LOOKED_AT = 50
_S, _D = t.summary.c, t.decision.c
_TODAY = bindparam("today", type_=Day())
_IS_SPARED = and_(func.coalesce(_S.spared_until, "") >= _TODAY, func.coalesce(_S.spared_from, "") <= _TODAY)
_AT_RISK = (
    select(t.summary)
    .where(_S.risk_from <= _TODAY, _S.risk_until >= _TODAY)
    .where(_S.is_silent.is_(False), func.coalesce(_S.is_deleted, 0) == 0, _S.is_light.is_(False))
    .where(or_(_S.spared_until.is_(None), not_(_IS_SPARED)))
    .order_by(_S.risk_from.desc(), _S.risk_until.desc(), _S.id.desc())
    .limit(_LOOKED_AT)
)
_DECIDED = (
    select(_D.source_id, _D.occurrence, _D.decision, _D.until_at)
    .where(_D.source == Source.NOTICE.value, _D.source_id.in_(bindparam("ids", expanding=True)))
    .order_by(_D.id)
)


def notices_in(session: Session, now: datetime, today: date) -> tuple[DueItem, ...]:
    """The rows for Today, one a person, the newest warning first; what is put off or put away is left out."""
    rows = sorted(session.execute(_AT_RISK, {"today": today}).all(), key=lambda row: int(row.id))
    people = {row.id: row for row in sorted(rows, key=lambda row: row.risk_from, reverse=True)}
    if not people:
        return ()
    histories = recent_histories(session, people, today)
    found: list[tuple[date, int]] = []
    for id_, history in histories.items():
        warnings = depth.recent_warnings(history, today)
        newest = depth.newest_day(warnings)
        if newest is not None and depth.has_notice(history, today, warnings):
            found.append((newest, id_))
    waiting = _waiting(session, (id_ for _day, id_ in found), now)
    chosen = sorted((one for one in found if one not in waiting), key=lambda one: one[0], reverse=True)
    chosen = chosen[:ROWS]
    named = somebodies(session, [id_ for _day, id_ in chosen])
    return tuple(
        _item(named[id_], day, notice_words(depth.warning_facts(histories[id_], today)), now)
        for day, id_ in chosen
    )


def is_waiting(session: Session, person_id: int, newest: date, now: datetime) -> bool:
    """Whether the notice of which the newest warning came on `newest` was put off, or said to be done."""
    return (newest, person_id) in _waiting(session, (person_id,), now)


def _waiting(session: Session, ids: Iterable[int], now: datetime) -> set[tuple[date, int]]:
    last: dict[tuple[date, int], Any] = {}
    for row in session.execute(_DECIDED, {"ids": list(ids)}):
        last[row.occurrence, row.source_id] = row
    return {key for key, row in last.items() if row.decision is not Decision.SNOOZED or row.until_at > now}


def _item(one: Somebody, newest: date, words: str, now: datetime) -> DueItem:
    title = _("A word with {name}").format(name=in_sentence(one.face.first_name))
    return DueItem(
        source=Source.NOTICE,
        source_id=one.face.id,
        occurrence=newest,
        person=one.face,
        saying=Saying(lambda: Words(title, words, words)),
        late_days=0,
        late_words="",
        due_on=newest,
        while_away=False,
        stage="0",
        since=now,
        days_ahead=0,
    )
