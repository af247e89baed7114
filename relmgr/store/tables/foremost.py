"""In which order things ask, as indexes: what a page shows first is found without sorting all there is (architecture, Today)."""

from typing import Any

from sqlalchemy import ColumnElement, Index, func, literal_column

from relmgr.store.tables.dealings import expectation, referral, reminder

_E, _F, _R = expectation.c, referral.c, reminder.c

EXPECTATION_NEAR: ColumnElement[Any] = func.julianday(func.coalesce(_E.due_until, _E.due_on)) - _E.lead_days
"""The day, as SQLite counts days, from which an expectation's date is near."""

NOT_A_REQUEST: ColumnElement[Any] = literal_column("(expectation.expectation_kind != 'request')")
"""What was asked of somebody comes before all else that was never said or agreed."""

OPEN_SINCE: ColumnElement[Any] = func.coalesce(_E.agreed_on, _E.opened_on)
THANKS_SINCE: ColumnElement[Any] = func.coalesce(_F.became_work_on, _F.on_day)

IS_AHEAD: ColumnElement[Any] = literal_column("reminder.leads NOT IN ('', '0')")
"""Whether it may ask before the day it starts on."""
IS_AT_RISK: ColumnElement[Any] = literal_column("expectation.status = 'at_risk'")
"""All three with the words in them: SQLite takes an index of an expression, or of some rows, only where it can read the condition."""

Index("expectation_near", EXPECTATION_NEAR, sqlite_where=_E.closed_on.is_(None))
Index(
    "expectation_risk", _E.status, sqlite_where=_E.closed_on.is_(None) & literal_column("status = 'at_risk'")
)
Index(
    "expectation_gap",
    literal_column("expectation_kind != 'request'"),
    OPEN_SINCE,
    sqlite_where=_E.closed_on.is_(None),
)
Index("referral_owed", THANKS_SINCE, sqlite_where=_F.thanked_on.is_(None))
Index(
    "referral_again",
    _F.became_work_on,
    sqlite_where=_F.became_work_on.is_not(None)
    & _F.work_thanked_on.is_(None)
    & (_F.thanked_on < _F.became_work_on),
)
Index(
    "reminder_ahead",
    _R.start_on,
    sqlite_where=_R.ended_on.is_(None) & literal_column("leads NOT IN ('', '0')"),
)
