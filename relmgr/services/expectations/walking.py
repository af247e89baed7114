"""The columns of the board in their order, some dozens at a time: what stands first is found without reading the rest (E5).

An index gives expectations in the order of the day from which their date is near. That day lies up to a year before the
date itself, so that what was read waits until nothing still to come could stand before it.
"""

import heapq
from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlalchemy import BindParameter, bindparam, func, select

from relmgr.domain.expectations import Column
from relmgr.domain.kinds import Status
from relmgr.store import tables as t
from relmgr.store.among import indexed_by
from relmgr.store.store import Session
from relmgr.store.types import Day

AT_ONCE = 64
"""Rows read at one step: one or two milliseconds."""

_JULIAN = 1721424.5
"""What SQLite's count of days is ahead of Python's."""

_FIRST, _LAST = -1e9, 1e9
"""Before and after all days, as SQLite counts them."""

_LAST_ID = 2**62

_E, _S = t.expectation.c, t.summary.c
_AFTER: BindParameter[Any] = bindparam("after")
_AFTER_ID: BindParameter[Any] = bindparam("after_id")
_TO: BindParameter[Any] = bindparam("to")
ROWS = (
    select(
        *(_E.id, _E.status, _E.due_on, _E.due_until, _E.lead_days, _E.direction, _E.statement),
        *(_E.closed_on, _S.name, _S.sort_key, _S.organisation, t.EXPECTATION_NEAR.label("near")),
    )
    .join(t.summary, _S.id == _E.person_id)
    .where(func.coalesce(_S.is_deleted, 0) == 0)
)
"""What column, order and filters look at, of each expectation whose person is here."""

_OPEN = ROWS.where(_E.closed_on.is_(None))
_MARKED = indexed_by(_OPEN.where(t.IS_AT_RISK), t.expectation, "expectation_risk")
_WAITING = (Status.UNSPOKEN, Status.SAID)


def _dated(statuses: Iterable[Status]) -> Any:
    return indexed_by(
        _OPEN.where(
            _E.status.in_(list(statuses)),
            t.EXPECTATION_NEAR >= _AFTER,
            (t.EXPECTATION_NEAR > _AFTER) | (_E.id > _AFTER_ID),
            t.EXPECTATION_NEAR <= _TO,
        )
        .order_by(t.EXPECTATION_NEAR, _E.id)
        .limit(AT_ONCE),
        *(t.expectation, "expectation_near"),
    )


def _undated(statuses: Iterable[Status]) -> Any:
    return indexed_by(
        _OPEN.where(_E.status.in_(list(statuses)), t.EXPECTATION_NEAR.is_(None), _E.id > _AFTER_ID)
        .order_by(_E.id)
        .limit(AT_ONCE),
        *(t.expectation, "expectation_near"),
    )


_AGREED = (_dated([Status.AGREED]), _undated([Status.AGREED]))
_UNSPOKEN = (_dated(_WAITING), _undated(_WAITING))
_BEFORE = bindparam("before", type_=Day())
_BEFORE_ID: BindParameter[Any] = bindparam("before_id")
_CLOSED = indexed_by(
    ROWS.where(
        _E.closed_on >= bindparam("since", type_=Day()),
        _E.closed_on <= _BEFORE,
        (_E.closed_on < _BEFORE) | (_E.id < _BEFORE_ID),
    )
    .order_by(_E.closed_on.desc(), _E.id.desc())
    .limit(AT_ONCE),
    *(t.expectation, "expectation_open"),
)


class _Open:
    """Open expectations by their deadline, then by id; what is not counted by days comes at the end."""

    def __init__(
        self, queries: tuple[Any, Any], *, after: float = _FIRST, to: float = _LAST, marked: bool = False
    ) -> None:
        self._dated, self._undated = queries
        self._asked = {"after": after, "after_id": 0 if after == _FIRST else _LAST_ID, "to": to}
        self._is_marked, self._is_dated = marked, True
        self._has_undated = to == _LAST
        self._waiting: list[tuple[date, int, Any]] = []
        self.is_over = False

    def step(self, session: Session) -> list[Any]:
        """The rows that are certain to come next."""
        if self._is_marked:  # what was marked by hand: few, whatever there is
            self._is_marked = False
            self._wait(session.execute(_MARKED).all())
        if not self._is_dated:
            return self._last(session)
        rows = session.execute(self._dated, self._asked).all()
        self._wait(rows)
        if len(rows) == AT_ONCE:
            self._asked |= {"after": rows[-1].near, "after_id": rows[-1].id}
            return self._certain(rows[-1].near)
        self._is_dated = False
        self._asked["after_id"] = 0
        self.is_over = not self._has_undated
        return self._certain(_LAST)

    def _last(self, session: Session) -> list[Any]:
        rows = session.execute(self._undated, {"after_id": self._asked["after_id"]}).all()
        self.is_over = len(rows) < AT_ONCE
        if rows:
            self._asked["after_id"] = rows[-1].id
        return list(rows)

    def _wait(self, rows: Iterable[Any]) -> None:
        for row in rows:
            heapq.heappush(self._waiting, (deadline(row), row.id, row))

    def _certain(self, near: float) -> list[Any]:
        """What nothing still to come can stand before: of that, no date is earlier than the day it is near from."""
        found = []
        while self._waiting and _counted(self._waiting[0][0]) < near:
            found.append(heapq.heappop(self._waiting)[2])
        return found


class _Closed:
    """What is closed, the latest first."""

    def __init__(self, since: date) -> None:
        self._asked = {"since": since, "before": date.max, "before_id": _LAST_ID}
        self.is_over = False

    def step(self, session: Session) -> list[Any]:
        """The next rows."""
        rows = session.execute(_CLOSED, self._asked).all()
        self.is_over = len(rows) < AT_ONCE
        if rows:
            self._asked |= {"before": rows[-1].closed_on, "before_id": rows[-1].id}
        return list(rows)


Walk = _Open | _Closed


def walks(today: date, since: date) -> dict[Column, Walk]:
    """Each column of `today` from its top on, what is closed down to the day `since`.

    A step gives the next rows; a column whose walk `is_over` has no more.
    """
    now = _counted(today)
    return {
        Column.UNSPOKEN: _Open(_UNSPOKEN),
        Column.AGREED: _Open(_AGREED, after=now),
        Column.AT_RISK: _Open(_AGREED, to=now, marked=True),
        Column.CLOSED: _Closed(since),
    }


def deadline(row: Any) -> date:
    """The last day of its date; without one, a day after all others."""
    found: date | None = row.due_until or row.due_on
    return found or date.max


def _counted(day: date) -> float:
    return day.toordinal() + _JULIAN
