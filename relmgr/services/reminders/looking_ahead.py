"""The self-test: the next reminders and the moment at which each will show, and when we last looked (R2)."""

from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta, tzinfo

from relmgr.domain import reminders
from relmgr.domain.recurrence import ATTENTION_TIME, MAX_DAYS
from relmgr.domain.zones import local_day
from relmgr.services.reminders.agenda import Asking, decisions_about, items, previous_look
from relmgr.services.reminders.candidates import candidates
from relmgr.services.reminders.frame import Frame
from relmgr.services.reminders.model import DueItem
from relmgr.store import Store
from relmgr.store.store import Session

NEXT = 5
_FIRST_REACH_DAYS = 14


@dataclass(frozen=True, slots=True)
class NextShowing:
    """What will show, and when, in UTC. Quiet hours may put it off; a computer that is off shows it afterwards."""

    item: DueItem
    at: datetime


def next_showings(
    store: Store, now: datetime, zone: tzinfo, attention: time = ATTENTION_TIME, count: int = NEXT
) -> tuple[NextShowing, ...]:
    """The first `count` reminders that will show after `now`, the soonest first; each only once.

    attention: when the day's reminders come, on the wall clock. Looks a fortnight ahead, and a year where that holds
    too few.
    """
    with store.read() as session:
        found = _showings(session, now, zone, attention, _FIRST_REACH_DAYS)
        if len(found) < count:
            found = _showings(session, now, zone, attention, MAX_DAYS)
    return found[:count]


def _showings(
    session: Session, now: datetime, zone: tzinfo, attention: time, days: int
) -> tuple[NextShowing, ...]:
    today = local_day(now, zone)
    frame = Frame(now=now, zone=zone, today=today, last=today + timedelta(days=days))
    found = list(candidates(session, frame))
    decided = decisions_about(session, found, today)
    asking: list[Asking] = []
    for one in found:
        rule = one.rule if one.rule.at is not None else replace(one.rule, at=attention)
        records = decided.get((one.source, one.source_id), ())
        following = reminders.next_due(rule, records, now, zone, one.set_at)
        if following is not None and local_day(following.since, zone) <= frame.last:
            asking.append(Asking(one, following))
    shown = items(session, asking, now, zone, calls=True)
    return tuple(
        sorted((NextShowing(item, item.since) for item in shown), key=lambda one: (one.at, one.item.key))
    )


def last_look(store: Store) -> datetime | None:
    """When Relmgr last looked at what is due, in UTC; None where it never did."""
    with store.read() as session:
        return previous_look(session)
