"""The foremost of what asks, found without looking at all that does: with 100,000 people a page is read as fast as with ten.

Each source gives its candidates in the order of the days they can ask about (`Candidate.asks_from`), from an index. They are
judged a few at a time, by the same rules as `due` and `upcoming`, until nothing still to come could stand before what is
found. Nothing is remembered from one look to the next.
"""

import heapq
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from itertools import islice
from typing import TypeVar

from relmgr.domain.numbers import MOST_COUNTED
from relmgr.domain.reminders import Due
from relmgr.domain.zones import local_day
from relmgr.services.reminders import promises
from relmgr.services.reminders.agenda import (
    AHEAD,
    UPCOMING_DAYS,
    Asking,
    Heard,
    decisions_about,
    heard,
    items,
    judged,
    told,
)
from relmgr.services.reminders.candidates import beginnings, looks, milestones_on
from relmgr.services.reminders.frame import Candidate, Frame, Look
from relmgr.services.reminders.model import DueItem, Source
from relmgr.store import Store
from relmgr.store.light import light
from relmgr.store.store import Session

MOST = MOST_COUNTED
"""How many of a kind are read for a page; of more it says that there are more."""

DUE = (
    *(Source.ANSWER, Source.LIFE_EVENT, Source.AWAY, Source.GENTLE, Source.ROUGH_PATCH, Source.REMINDER),
    *(
        Source.MILESTONE,
        Source.AFTERCARE,
        Source.FEEDBACK_TELL,
        Source.CADENCE,
        Source.DEEPENING,
        Source.FIRST_DAYS,
        Source.LONG_VIEW,
    ),
    *(Source.ADVICE, Source.FEEDBACK_CHANGE, Source.FEEDBACK_DECIDE),
    Source.KEEPING,
)
"""Who waits for an answer and their lives first; of each of these then what is longest overdue."""

_WAITING = tuple(source for source in DUE if source is not Source.KEEPING)

_AT_LEAST, _AT_MOST = 8, 128
"""Candidates judged at once."""

_DAY = timedelta(days=1)
_Placed = TypeVar("_Placed", DueItem, Heard)
_SORTED = frozenset({Source.MILESTONE, Source.LIFE_EVENT, Source.CADENCE})
"""Those of one day come in the order of their ids. All who were imported with a rhythm are of one day."""
NEWEST_FIRST = frozenset({Source.THANK_YOU, Source.FEEDBACK_THANKS})


@dataclass(frozen=True, slots=True)
class Foremost:
    """The first of what asks, in its order, and whether there is more."""

    items: tuple[DueItem, ...]
    has_more: bool = False


def first_due(
    session: Session, now: datetime, zone: tzinfo, sources: Sequence[Source], most: int = MOST
) -> Foremost:
    """The first `most` of what `due` finds, in the order of `sources` and in each of them the longest waiting first.

    now: UTC. zone: where the computer is. Each of `sources` only once.
    """
    found: list[Heard] = []
    for source in sources:
        found += _first_of(session, source, now, zone, most + 1 - len(found))
        if len(found) > most:
            break
    return Foremost(told(session, found[:most], now, zone), len(found) > most)


def counted(store: Store, now: datetime, zone: tzinfo, most: int = MOST) -> tuple[int, int]:
    """How many reminders are due, and of how many promises the day has come; `most` + 1 says that there are more."""
    with store.read() as connection:
        session = light(connection)
        due = 0
        for source in _WAITING:
            if due <= most:
                due += _number_of(session, source, now, zone, most + 1 - due)
        return due, _number_of(session, Source.EXPECTATION, now, zone, most + 1, look=promises.come)


def _number_of(
    session: Session, source: Source, now: datetime, zone: tzinfo, most: int, *, look: Look | None = None
) -> int:
    """How many of `source` are due; of more than `most` only that many: which of them come first does not matter."""
    today = local_day(now, zone)
    frame = Frame(now=now, zone=zone, today=today, last=today)
    number = 0
    with closing((look or looks(source))(session, frame)) as candidates:  # type: ignore[type-var]  # generators all of them
        while number < most and (some := list(islice(candidates, max(_AT_LEAST, most - number)))):
            number += len(_on_page(session, some, now, zone))
            if source not in AHEAD and some[-1].asks_from > today:
                break
    return min(number, most)


def _on_page(session: Session, some: Sequence[Candidate], now: datetime, zone: tzinfo) -> list[Heard]:
    """Which of these candidates stand on the page, in no order."""
    asked = judged(session, some, now, zone, all_day=True)
    shown = [one for one in asked if one.due.lead == 0 or one.candidate.source in AHEAD]
    return heard(session, shown, local_day(now, zone))


def at_risk_among(session: Session, now: datetime, zone: tzinfo, ids: Iterable[int]) -> set[int]:
    """Which of these expectations are due, however far down the page they would stand."""
    today = local_day(now, zone)
    frame = Frame(now=now, zone=zone, today=today, last=today)
    asked = judged(session, promises.among_ids(session, frame, ids), now, zone, all_day=True)
    return {item.source_id for item in items(session, asked, now, zone)}


def newest_thanks(session: Session, now: datetime, zone: tzinfo, most: int = MOST) -> Foremost:
    """The same of the thanks that are owed, the newest first."""
    found = [
        item for source in sorted(NEWEST_FIRST) for item in _first_of(session, source, now, zone, most + 1)
    ]
    ordered = newest_first(found)
    return Foremost(told(session, ordered[:most], now, zone), len(ordered) > most)


def newest_first(found: Iterable[_Placed]) -> tuple[_Placed, ...]:
    """Thanks in the order in which a page shows them; of one day the longest waiting first."""
    return tuple(sorted(sorted(found, key=_waiting), key=lambda item: item.occurrence, reverse=True))


def _waiting(item: DueItem | Heard) -> tuple[date, datetime, Source, int]:
    return item.occurrence, item.since, item.source, item.source_id


def _first_of(session: Session, source: Source, now: datetime, zone: tzinfo, most: int) -> list[Heard]:
    today = local_day(now, zone)
    frame = Frame(now=now, zone=zone, today=today, last=today)
    is_back = source in NEWEST_FIRST

    def shown(some: Sequence[Candidate]) -> Iterable[Heard]:
        return _on_page(session, some, now, zone)

    last = today if source not in AHEAD and not is_back else None
    found = _until_enough(looks(source)(session, frame), shown, most, last=last, is_back=is_back)
    ordered = newest_first(found) if is_back else tuple(sorted(found, key=_waiting))
    return list(ordered[:most])


def first_upcoming(session: Session, today: date, days: int = UPCOMING_DAYS, most: int = MOST) -> Foremost:
    """The first `most` dates in people's lives of the `days` after today, undecided, the soonest first."""
    noon = datetime.combine(today, time(12), UTC)
    first, last = today + _DAY, today + days * _DAY
    frame = Frame(now=noon, zone=UTC, today=today, last=last)
    coming = heapq.merge(
        *(milestones_on(session, first, last), beginnings(session, frame)),
        key=lambda one: (one.asks_from, one.source),
    )

    def shown(some: Sequence[Candidate]) -> Iterable[DueItem]:
        decided = decisions_about(session, some, today)
        asked, on_day = [], {}
        for one in some:
            day = one.rule.start
            if day not in on_day:
                since = datetime.combine(day, one.rule.attention_time, UTC)
                on_day[day] = Due(day=day, lead=0, since=since)
            records = decided.get((one.source, one.source_id), ())
            if not records or all(record.day != day for record in records):
                asked.append(Asking(one, on_day[day]))
        return items(session, asked, noon, UTC)

    found = sorted(_until_enough(coming, shown, most + 1), key=_waiting)
    return Foremost(tuple(found[:most]), len(found) > most)


def _until_enough(
    candidates: Iterator[Candidate],
    shown: Callable[[Sequence[Candidate]], Iterable[_Placed]],
    most: int,
    *,
    last: date | None = None,
    is_back: bool = False,
) -> list[_Placed]:
    """What is `shown` of the candidates, until the first `most` of it are certain, or none on or before `last` is left.

    Of the day that was reached more may come: what is about that day is not certain yet. is_back: the newest come first.
    """
    at_once = max(_AT_LEAST, min(_AT_MOST, most))
    found: list[_Placed] = []
    with closing(candidates):  # type: ignore[type-var]  # generators all of them
        while some := list(islice(candidates, at_once)):
            found += shown(some)
            reached = some[-1].asks_from
            if _certain(found, some[-1], is_back=is_back) >= most or (last is not None and reached > last):
                break
    return found


def _certain(found: Iterable[DueItem | Heard], last: Candidate, *, is_back: bool) -> int:
    """How many of `found` nothing can stand before that comes after the candidate `last`.

    Those of `_SORTED` come on one day in the order of their ids, in which they are shown, unless one was put off.
    """
    day = last.asks_from
    if is_back:
        return sum(item.occurrence > day for item in found)
    if last.source not in _SORTED:
        return sum(item.occurrence < day for item in found)
    reached = (day, last.source, last.source_id)
    return sum(
        item.occurrence < day
        or (item.stage == "0" and (item.occurrence, item.source, item.source_id) <= reached)
        for item in found
    )
