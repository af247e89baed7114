"""How often one of us keeps the other up to date, and when an update is missing (E8)."""

from dataclasses import dataclass
from datetime import date, timedelta

from relmgr.domain.calendar_words import weekday_day
from relmgr.domain.kinds import Direction
from relmgr.i18n import _, ngettext

MAX_EVERY_DAYS = 366


@dataclass(frozen=True, slots=True, kw_only=True)
class Rhythm:
    """An agreed rhythm. `every_days`: 1 to 366. `last_on`: the last update noted; `talked_on`: the last conversation."""

    direction: Direction
    every_days: int
    agreed_on: date
    last_on: date | None = None
    talked_on: date | None = None


def last_update(rhythm: Rhythm) -> date:
    """From which day it counts: talking brings both up to date, like an update that was noted; else the agreement."""
    return max(day for day in (rhythm.agreed_on, rhythm.last_on, rhythm.talked_on) if day is not None)


def update_due(rhythm: Rhythm) -> date:
    """The day of the next update; where it has passed, of the one that is missing."""
    return last_update(rhythm) + timedelta(days=rhythm.every_days)


def is_missing(rhythm: Rhythm, today: date) -> bool:
    """Whether an update is missing: mine on its day, theirs only the day after."""
    due = update_due(rhythm)
    return due <= today if rhythm.direction is Direction.OF_ME else due < today


def every_words(days: int) -> str:
    """ "every day", "every week", "every 10 days"."""
    if days == 1:
        return _("every day")
    if days % 7 == 0:
        weeks = days // 7
        return (
            _("every week")
            if weeks == 1
            else ngettext("every {n} week", "every {n} weeks", weeks).format(n=weeks)
        )
    return ngettext("every {n} day", "every {n} days", days).format(n=days)


def rhythm_words(rhythm: Rhythm, name: str, today: date) -> str:
    """ "You update Megan every week, next on Fri 27 Nov." or "Megan’s update was to come on Mon 16 Nov."."""
    of_me = rhythm.direction is Direction.OF_ME
    day = weekday_day(update_due(rhythm), today)
    often = every_words(rhythm.every_days)
    if is_missing(rhythm, today) and not of_me:
        return _("{name} updates you {often}. The last was to come on {day}.").format(
            name=name, often=often, day=day
        )
    words = (
        _("You update {name} {often}, next on {day}.")
        if of_me
        else _("{name} updates you {often}, next on {day}.")
    )
    return words.format(name=name, often=often, day=day)
