"""Deciding from a window about what is due: one undoable change, faults shown in the notice bar."""

from datetime import datetime

from relmgr.domain.kinds import Decision
from relmgr.services import reminders
from relmgr.services.reminders import DueItem
from ui.context import Context
from ui.errors import shown
from ui.models.today import decision_for


def done(context: Context, item: DueItem) -> bool:
    """Note that it was done; gives whether that worked. Where it did not, the window says why."""
    return _decide(context, item, decision_for(item, context.today()), None)


def snooze(context: Context, item: DueItem, until: datetime) -> bool:
    """Let it rest until `until` (zone-aware); gives whether that worked."""
    return _decide(context, item, Decision.SNOOZED, until)


def _decide(context: Context, item: DueItem, decision: Decision, until: datetime | None) -> bool:
    with shown(context.signals):
        reminders.decide(
            context.store,
            item.source,
            item.source_id,
            item.occurrence,
            decision,
            context.now(),
            until,
            context.zone(),
        )
        return True
    return False
