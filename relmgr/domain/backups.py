"""Which backups are kept and when the next is due: by count, never by age, whatever the clock says (quality.md §2)."""

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

DAYS, WEEKS, MONTHS = 12, 10, 9
"""How many days, weeks and months that have a backup keep their newest one."""
LEAST = 3
"""There are never fewer good ones."""
EXTRAS = 3
"""How many of each kind are kept apart: the newest before an import, before a restore and so on."""
EVERY = timedelta(hours=24)
DAYS_OF_USE = 3
"""After more days of use than these without a good backup the user is warned (promise 5)."""
_LEEWAY = timedelta(days=1)
"""So far ahead of the clock a backup may be dated, as by another zone; beyond that the clock was wrong."""
_LONGEST_PAUSE = timedelta(days=62)
"""After a longer one the clock may have been set: nothing is pruned at that moment."""


@dataclass(frozen=True, slots=True)
class Dated:
    """A good backup as the rule sees it: a name, a moment in UTC, and of what extra kind it is ("": an ordinary one)."""

    name: str
    at: datetime
    extra: str = ""


def to_let_go(there: Iterable[Dated], now: datetime) -> tuple[str, ...]:
    """The names of those that need not be kept any longer, once one was made at `now`.

    Kept are all of today and yesterday, the newest of the last 12 days, 10 weeks and 9 months *that have one*, and the
    last three extras of each kind. What is dated after `now` was made by a clock that was wrong, or the clock is wrong
    now: it is kept and takes nobody's place. After a pause of more than two months nothing is let go.
    """
    good = tuple(there)
    ordinary = _past([one for one in good if not one.extra], now)
    leaving = [one.name for one in ordinary if one.name not in _staying(ordinary, now)]
    for kind in sorted({one.extra for one in good} - {""}):
        leaving += [one.name for one in _past([each for each in good if each.extra == kind], now)[EXTRAS:]]
    everything = _past(good, now)
    has_jumped = len(everything) > 1 and now - everything[1].at > _LONGEST_PAUSE
    return () if has_jumped else tuple(leaving)


def is_due(made: Iterable[datetime], now: datetime) -> bool:
    """Whether the newest of the backups made at these moments is older than 24 hours at `now`, or dated after it."""
    return not any(now - EVERY < at <= now + timedelta(minutes=5) for at in made)


def is_late(days_of_use: int) -> bool:
    """Whether to warn, after so many days of use since the last good backup."""
    return days_of_use > DAYS_OF_USE


def _past(good: Sequence[Dated], now: datetime) -> list[Dated]:
    """Those not dated after `now`, the newest first."""
    past = (one for one in good if one.at - now <= _LEEWAY)
    return sorted(past, key=lambda one: (one.at, one.name), reverse=True)


def _staying(past: Sequence[Dated], now: datetime) -> set[str]:
    recent = {one.name for one in past if (now.date() - one.at.date()).days <= 1}
    periods: tuple[tuple[Callable[[datetime], Hashable], int], ...] = (
        (lambda at: at.date(), DAYS),
        (lambda at: at.isocalendar()[:2], WEEKS),
        (lambda at: (at.year, at.month), MONTHS),
    )
    for period, count in periods:
        newest: dict[Hashable, str] = {}
        for one in past:
            newest.setdefault(period(one.at), one.name)
        recent |= set(list(newest.values())[:count])
    return recent | {one.name for one in past[:LEAST]}
