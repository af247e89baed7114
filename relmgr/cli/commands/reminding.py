"""`due`: what asks for attention, the longest waiting first, and what will."""

import argparse
from datetime import UTC, datetime, time, timedelta
from typing import Any

from relmgr.cli import output
from relmgr.cli.opening import reading
from relmgr.cli.running import Render
from relmgr.clock import Clock
from relmgr.domain.reminders import was_snoozed
from relmgr.domain.zones import ComputerZone, local_day, local_instant
from relmgr.i18n import _
from relmgr.services import reminders
from relmgr.services.reminders import DueItem

_END_OF_DAY = time(23, 59)


def run(options: argparse.Namespace, clock: Clock, _render: Render | None) -> int:
    """With --on: as of the end of that day, as far as is known now. With --days: what comes in the days after, too."""
    zone = ComputerZone()
    now = clock.now()
    if options.on is not None:
        now = datetime.combine(options.on, _END_OF_DAY, zone).astimezone(UTC)
    today = local_day(now, zone)
    with reading(options) as store:
        items = reminders.due(store, now, zone)
        later: tuple[DueItem, ...] = ()
        if options.days:
            then = local_instant(today + timedelta(days=options.days), _END_OF_DAY, zone)
            later = (
                *reminders.upcoming(store, today, options.days),
                *reminders.due(store, then, zone),
            )
    rows = [(item, "late" if item.late_days > 0 else "due") for item in items]
    rows += [(item, "snoozed" if was_snoozed(item.stage) else "coming") for item in _not_yet(later, items)]
    if options.json:
        output.say_json([_as_json(item, status) for item, status in rows])
        return 0
    if not rows:
        output.say(_("Nothing is due."))
    for item, status in rows:
        late = item.late_words if status == "late" else ""
        output.say(" ".join(part for part in (item.due_on.isoformat(), item.title, item.why, late) if part))
    return 0


def _not_yet(later: tuple[DueItem, ...], now: tuple[DueItem, ...]) -> list[DueItem]:
    known = {item.key for item in now}
    coming = {item.key: item for item in reversed(later) if item.key not in known}
    return sorted(coming.values(), key=lambda item: (item.due_on, item.key))


def _as_json(item: DueItem, status: str) -> dict[str, Any]:
    return {
        "id": id_of(item),
        "person": None if item.person is None else item.person.name,
        "person_id": None if item.person is None else item.person.id,
        "what": item.title,
        "why": item.why,
        "due": item.due_on,
        "source": item.source,
        "status": status,
        "late_days": item.late_days if status == "late" else 0,
    }


def id_of(item: DueItem) -> str:
    """What `done` and `snooze` take: "milestone:12:2026-12-02"."""
    return f"{item.source}:{item.source_id}:{item.occurrence.isoformat()}"
