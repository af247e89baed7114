"""What each source is asked with, and what it answers: the moment of asking, and what may ask for attention."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from functools import lru_cache
from typing import Any, NamedTuple

from relmgr.domain.recurrence import Rule
from relmgr.services.reminders.model import Source
from relmgr.store.store import Session


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """The moment of asking, and the last day of interest."""

    now: datetime
    zone: tzinfo
    today: date
    last: date


class Candidate(NamedTuple):
    """Something that may ask for attention, with what its words are made from; hundreds are made at each look."""

    source: Source
    source_id: int
    person_id: int | None
    rule: Rule
    set_at: datetime
    row: Any
    asks_from: date = date.min
    """Its source gives them in this order: none of those still to come asks about an earlier day (a later one, where the
    newest come first)."""


Look = Callable[[Session, Frame], Iterator[Candidate]]
"""Finds the candidates of one source."""


@lru_cache(maxsize=4096)
def once(day: date, leads: tuple[int, ...] = (0,)) -> Rule:
    """A rule of one day, made once however often it is asked for."""
    return Rule(start=day, lead_days=leads)


def asks_on(source: Source, row: Any, day: date, asks_from: date = date.min) -> Candidate:
    """What a `row` with an id, a person and that person's `created_at` asks for on one `day`."""
    return Candidate(source, row.id, row.person_id, once(day), row.created_at, row, asks_from)
