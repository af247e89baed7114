"""On how many days the file was used since its last good backup: after more than three the user is warned (promise 5)."""

from datetime import date

from sqlalchemy import delete, insert, select

from relmgr.domain.backups import is_late
from relmgr.store import Store
from relmgr.store import tables as t
from relmgr.store.store import Session

_KEY = "days_since_backup"
_MOST = 60


def note_use(store: Store, day: date) -> bool:
    """Note that the file is used on `day`; whether it is time to warn that the last good backup is old."""
    with store.read() as session:
        days = _days(session)
    if day.isoformat() not in days and not store.is_read_only:
        days = [*days, day.isoformat()][-_MOST:]
        with store.note() as session:
            _write(session, days)
    return is_late(len(days))


def note_backup(store: Store, day: date) -> None:
    """Note that there is a good backup of `day`: the count begins anew."""
    if store.is_read_only:
        return
    with store.read() as session:
        if _days(session) == [day.isoformat()]:
            return
    with store.note() as session:
        _write(session, [day.isoformat()])


def _days(session: Session) -> list[str]:
    found = session.execute(select(t.meta.c.value).where(t.meta.c.key == _KEY)).scalar()
    return str(found).split() if found else []


def _write(session: Session, days: list[str]) -> None:
    session.execute(delete(t.meta).where(t.meta.c.key == _KEY))
    session.execute(insert(t.meta), [{"key": _KEY, "value": " ".join(days)}])
