"""Showing: what has no popup yet, and the notes that one was shown. No note ever changes a reminder (principle 9)."""

from collections import defaultdict
from collections.abc import Collection, Generator, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, tzinfo
from operator import itemgetter
from typing import Any

from sqlalchemy import bindparam, delete, insert, select

from relmgr.domain.recurrence import ATTENTION_TIME
from relmgr.domain.reminders import Shown, has_clock_gone_back, is_new
from relmgr.domain.zones import local_day
from relmgr.services.reminders import setbacks
from relmgr.services.reminders.agenda import AWAY_MARK, Asking, asking, items, judged, place_of, previous_look
from relmgr.services.reminders.candidates import in_slices
from relmgr.services.reminders.frame import Candidate, Frame
from relmgr.services.reminders.model import DueItem, LookResult, Source
from relmgr.services.reminders.setbacks import Setback
from relmgr.store import Store
from relmgr.store import tables as t
from relmgr.store.among import among, listed
from relmgr.store.light import light
from relmgr.store.store import Session

_N = t.shown.c
_SHOWN = select(t.shown).where(_N.source == bindparam("source"), among(_N.source_id)).order_by(_N.id)


def to_show(
    store: Store, now: datetime, zone: tzinfo, attention: time = ATTENTION_TIME
) -> tuple[DueItem, ...]:
    """What asks now, announcements ahead included, and was not shown yet at this stage; several make one digest.

    What has no time of its own waits for `attention` on the wall clock, which the user chooses (settings). Changes nothing: call `mark_shown` once it is on the screen, then `looked`.
    """
    with store.read() as session:
        asked = asking(session, now, zone, attention=attention)
        notes = _notes(session, asked, setbacks.standing(session, now))
        fresh = [one for one in asked if is_new(one.due, notes.get(_key(one), ()))]
        return items(session, fresh, now, zone, calls=True)


@dataclass(frozen=True, slots=True)
class Look:
    """What one look has found: what is to be shown now, and the keys of all that asks."""

    fresh: tuple[DueItem, ...]
    keys: frozenset[tuple[Source, int, date]]


def looking(
    store: Store,
    now: datetime,
    zone: tzinfo,
    attention: time = ATTENTION_TIME,
    shown: Collection[tuple[Source, int, date]] = (),
) -> Generator[None, None, Look]:
    """The same as `to_show` in slices, between which the file is free: with 100,000 people thousands of things ask at once.

    shown: the keys of what is on the screen; of these, one that is not to be brought up any longer is left out of `keys`.
    What was found is void once the file is changed meanwhile.
    """
    today = local_day(now, zone)
    frame = Frame(now=now, zone=zone, today=today, last=today)
    found: list[Candidate] = []
    held = 0
    for look in in_slices(frame):
        with store.read() as connection:
            found += look(light(connection), frame)
        if len(found) - held >= _SLICE:
            held = len(found)
            yield
    fresh: list[tuple[tuple[Any, ...], DueItem]] = []
    keys: set[tuple[Source, int, date]] = set()
    for start in range(0, len(found), _SLICE):
        with store.read() as connection:
            session = light(connection)
            asked = judged(session, found[start : start + _SLICE], now, zone, attention=attention)
            notes = _notes(session, asked, setbacks.standing(session, now))
            is_fresh = {_key(one) for one in asked if is_new(one.due, notes.get(_key(one), ()))}
            standing = [one for one in asked if _key(one) in is_fresh or _key(one) in shown]
            said = items(session, standing, now, zone, calls=True)
        silent = {_key(one) for one in standing} - {item.key for item in said}
        keys |= {_key(one) for one in asked} - silent
        fresh += ((place_of(item), item) for item in said if item.key in is_fresh)
        if len(found) > _SLICE:
            yield  # the last time as well: putting them in order is a slice of its own
    fresh.sort(key=itemgetter(0))
    return Look(tuple(item for _place, item in fresh), frozenset(keys))


_SLICE = 100
"""Candidates read or judged at once: some ten milliseconds."""


def _key(one: Asking) -> tuple[Source, int, date]:
    return one.candidate.source, one.candidate.source_id, one.due.day


def _notes(
    session: Session, asked: Sequence[Asking], since: Sequence[Setback]
) -> dict[tuple[Source, int, date], list[Shown]]:
    ids: dict[Source, set[int]] = defaultdict(set)
    for one in asked:
        ids[one.candidate.source].add(one.candidate.source_id)
    found: dict[tuple[Source, int, date], list[Shown]] = defaultdict(list)
    for source, wanted in ids.items():
        for row in session.execute(_SHOWN, {"source": source, "ids": listed(wanted)}).all():
            is_showing = not row.stage.startswith(AWAY_MARK)
            if is_showing and all(setbacks.still_counts(one, row) for one in since):
                found[source, row.source_id, row.occurrence].append(
                    Shown(row.occurrence, row.stage, row.shown_at)
                )
    return found


def mark_shown(store: Store, shown: Iterable[DueItem], now: datetime) -> None:
    """Note that these were shown. Not undoable, told to nobody; in a read-only file nothing is noted."""
    if store.is_read_only:
        return
    notes = [
        {
            "source": item.source,
            "source_id": item.source_id,
            "occurrence": item.occurrence,
            "stage": stage,
            "shown_at": now,
        }
        for item in shown
        for stage in ((item.stage, AWAY_MARK + item.stage) if item.while_away else (item.stage,))
    ]
    if not notes:
        return
    with store.note() as session:
        session.execute(insert(t.shown).prefix_with("OR REPLACE"), notes)


def looked(store: Store, now: datetime) -> LookResult:
    """Note that the app has looked; tells of the look before, and whether the clock has gone back since."""
    if store.is_read_only:
        with store.read() as session:
            previous = previous_look(session)
        return LookResult(previous, has_clock_gone_back(now, previous))
    with store.note() as session:
        previous = previous_look(session)
        if previous is not None and has_clock_gone_back(now, previous):
            setbacks.add(session, previous, now)
        else:
            setbacks.forget_overtaken(session, now)
        session.execute(delete(t.look))
        session.execute(insert(t.look).values(at=now))
    return LookResult(previous, has_clock_gone_back(now, previous))
