"""`done` and `snooze`: a decision about one thing that is due, or will be."""

import argparse
from datetime import UTC, date, datetime, tzinfo
from typing import NamedTuple

from relmgr.cli import output
from relmgr.cli.opening import writing
from relmgr.cli.running import Render
from relmgr.clock import Clock
from relmgr.domain.kinds import Decision
from relmgr.domain.recurrence import ATTENTION_TIME, MAX_DAYS
from relmgr.domain.zones import ComputerZone, local_day, local_instant
from relmgr.errors import InputError
from relmgr.i18n import _
from relmgr.services import reminders
from relmgr.services.reminders import DueItem, Source
from relmgr.store import Store


class _Named(NamedTuple):
    """What an ID says; without a day, whatever asks first."""

    source: Source
    source_id: int
    occurrence: date | None


def run(options: argparse.Namespace, clock: Clock, _render: Render | None) -> int:
    """Decides about what is due, or else about what comes next."""
    zone, now = ComputerZone(), clock.now()
    named = _named(options.id)
    until = _instant(options.until, zone) if options.command == "snooze" else None
    decision = Decision.DONE if until is None else Decision.SNOOZED
    with writing(options) as store:
        item = _item(store, named, options.id, now, zone)
        reminders.decide(
            store, item.source, item.source_id, item.occurrence, decision, now, until=until, zone=zone
        )
    if options.json:
        output.say_json(
            {"id": options.id, "what": item.title, "occurrence": item.occurrence, "decision": decision}
        )
    elif until is None:
        output.say(_("Done: {what}").format(what=item.title))
    else:
        wall = f"{until.astimezone(zone):%Y-%m-%d %H:%M}"
        output.say(_("Until {time}: {what}").format(time=wall, what=item.title))
    return 0


def _named(text: str) -> _Named:
    if text.isdecimal():
        return _Named(Source.REMINDER, int(text), None)
    source, _colon, rest = text.partition(":")
    number, _colon, day = rest.partition(":")
    try:
        return _Named(Source(source), int(number), date.fromisoformat(day) if day else None)
    except ValueError:
        raise InputError(
            _("“{id}” names nothing here. Take the id that “due --json” shows.").format(id=text)
        ) from None


def _instant(text: str, zone: tzinfo) -> datetime:
    """A day is its morning; a time without an offset is the wall clock's."""
    try:
        if "T" not in text:
            return local_instant(date.fromisoformat(text), ATTENTION_TIME, zone)
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise InputError(_("A day is written as 2026-12-01, a time as 2026-12-01T14:30.")) from None
    if moment.tzinfo is not None:
        return moment.astimezone(UTC)
    return local_instant(moment.date(), moment.time(), zone)


def _item(store: Store, named: _Named, typed: str, now: datetime, zone: tzinfo) -> DueItem:
    coming = reminders.upcoming(store, local_day(now, zone), MAX_DAYS)
    for item in (*reminders.due(store, now, zone), *coming):
        is_it = (item.source, item.source_id) == (named.source, named.source_id)
        if is_it and named.occurrence in (None, item.occurrence):
            return item
    raise InputError(_("“{id}” is not due, nor within a year; it may be decided already.").format(id=typed))
