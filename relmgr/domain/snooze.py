"""When a snoozed reminder may come back: the choices of the Snooze menu (DESIGN §5, Today)."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta, tzinfo
from enum import StrEnum

from relmgr.domain.recurrence import ATTENTION_TIME, DAYS_IN_WEEK
from relmgr.domain.zones import local_day, local_instant
from relmgr.i18n import _

EVENING = time(18)
"""When "this evening" is."""


class Snooze(StrEnum):
    """A choice of the Snooze menu; "Pick a date" is the window's own."""

    IN_AN_HOUR = "in_an_hour"
    THIS_EVENING = "this_evening"
    TOMORROW_MORNING = "tomorrow_morning"
    NEXT_WEEK = "next_week"


@dataclass(frozen=True, slots=True)
class SnoozeChoice:
    """One line of the menu: what it says, and when it would end, as a wall clock in the computer's zone."""

    key: Snooze
    words: str
    until: datetime


def snooze_choices(now: datetime, zone: tzinfo) -> tuple[SnoozeChoice, ...]:
    """The choices at `now`, in the menu's order. This evening is left out once it has begun; of two that end at the
    same moment, such as tomorrow and next week on a Sunday, the nearer word stands."""
    today = local_day(now, zone)
    tomorrow = today + timedelta(days=1)
    monday = today + timedelta(days=DAYS_IN_WEEK - today.weekday())
    evening = local_instant(today, EVENING, zone)
    whole_minute = now.replace(second=0, microsecond=0)
    choices = [(Snooze.IN_AN_HOUR, _("In an hour"), whole_minute + timedelta(hours=1))]
    if evening > now:
        choices.append((Snooze.THIS_EVENING, _("This evening"), evening))
    choices.append(
        (Snooze.TOMORROW_MORNING, _("Tomorrow morning"), local_instant(tomorrow, ATTENTION_TIME, zone))
    )
    choices.append((Snooze.NEXT_WEEK, _("Next week"), local_instant(monday, ATTENTION_TIME, zone)))
    ends = [until for _key, _words, until in choices]
    return tuple(
        SnoozeChoice(key, words, until.astimezone(zone))
        for at, (key, words, until) in enumerate(choices)
        if until not in ends[:at]
    )
