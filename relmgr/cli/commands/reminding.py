"""`due`: what asks for attention, the longest waiting first."""

import argparse
from datetime import UTC, datetime, time
from typing import Any

from relmgr.cli import output
from relmgr.cli.opening import reading
from relmgr.cli.running import Render
from relmgr.clock import Clock
from relmgr.domain.zones import ComputerZone
from relmgr.i18n import _
from relmgr.services import reminders
from relmgr.services.reminders import DueItem


def run(options: argparse.Namespace, clock: Clock, _render: Render | None) -> int:
    """With --on: what will be due by the end of that day, as far as is known now."""
    zone = ComputerZone()
    now = clock.now()
    if options.on is not None:
        now = datetime.combine(options.on, time(23, 59), zone).astimezone(UTC)
    with reading(options) as store:
        items = reminders.due(store, now, zone)
    if options.json:
        output.say_json([_as_json(item) for item in items])
        return 0
    if not items:
        output.say(_("Nothing is due."))
    for item in items:
        output.say(
            " ".join(
                part for part in (item.due_on.isoformat(), item.title, item.why, item.late_words) if part
            )
        )
    return 0


def _as_json(item: DueItem) -> dict[str, Any]:
    return {
        "source": item.source,
        "id": item.source_id,
        "occurrence": item.occurrence,
        "due_on": item.due_on,
        "person": None if item.person is None else {"id": item.person.id, "name": item.person.name},
        "title": item.title,
        "why": item.why,
        "late_days": item.late_days,
    }
