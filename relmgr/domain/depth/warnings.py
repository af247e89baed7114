"""Warnings: what was noted within 60 days, silence against the own rhythm, and when both make one calm notice (D2)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from relmgr.domain.depth.history import Dismissal, History
from relmgr.domain.kinds import WarningSign
from relmgr.domain.moments import MEANINGS, Moment, kind_of, say_days
from relmgr.domain.rhythm import silence_sentence

WARNING_DAYS = 60
NOTICE_KINDS = 2

_NEVER_SILENT_WITHIN = 14
"""Two people who talk daily are not estranged by a long weekend, nor by a fortnight's holiday."""


@dataclass(frozen=True, slots=True)
class RaisedWarning:
    """A warning and its day; for silence, the day of the last contact.

    moment: what was noted; None for computed silence. raised_on: the day it began to count, for silence the first
    silent day.
    """

    warning: WarningSign
    day: date
    moment: Moment | None = field(default=None, compare=False)
    raised_on: date = field(default=date.min, compare=False)

    @property
    def is_computed(self) -> bool:
        """Whether nobody noted it: it follows from the days of the conversations."""
        return self.moment is None


@dataclass(frozen=True, slots=True)
class WarningFact:
    """The recent warnings of one kind: their days in order, and what they say as a sentence without a full stop."""

    warning: WarningSign
    days: tuple[date, ...]
    sentence: str
    moments: tuple[Moment, ...] = ()


def silent_from(last: date, usual: int | None, cadence_days: int | None) -> date | None:
    """The first day on which the silence since `last` is a warning; None where no rhythm is known.

    Beyond twice their own rhythm (R4), else twice the cadence I chose; within a fortnight nobody is silent. Without
    either there is nothing to measure against, and a norm for everybody is not taken instead (principle 3).
    """
    expected = usual or cadence_days
    if expected is None:
        return None
    days = max(2 * expected, _NEVER_SILENT_WITHIN) + 1
    return date.max if days > (date.max - last).days else last + timedelta(days=days)


def recent_warnings(history: History, today: date) -> tuple[RaisedWarning, ...]:
    """The warnings of the last 60 days by day, each kind once a day, and computed silence (D2).

    Once a day, for what is noted twice happened once. Computed silence stands for the silence that was noted: the same
    fact is not told twice.
    """
    first = today - timedelta(days=WARNING_DAYS)
    raised: dict[tuple[WarningSign, date], RaisedWarning] = {}
    for moment in history.moments_between(first, today):
        warning = MEANINGS[moment.kind].warning
        if warning is not None:
            raised[warning, moment.day] = RaisedWarning(warning, moment.day, moment, moment.day)
    silent = _silence(history, today)
    if silent is not None:
        raised = {key: one for key, one in raised.items() if one.warning is not WarningSign.SILENCE}
        raised[WarningSign.SILENCE, silent.day] = silent
    return tuple(sorted(raised.values(), key=lambda one: (one.day, one.warning)))


def _silence(history: History, today: date) -> RaisedWarning | None:
    if not history.minds_silence or not (days := history.days_until(today)):
        return None
    since = silent_from(days[-1], history.usual_gap_on(today), history.cadence_days)
    if since is None or today < since:
        return None
    return RaisedWarning(WarningSign.SILENCE, days[-1], None, since)


def warning_facts(history: History, today: date) -> tuple[WarningFact, ...]:
    """The recent warnings by kind, each as one dated sentence (principle 2): the kind that began first at the front, and
    computed silence, which goes on, at the end.
    """
    by_kind: dict[WarningSign, list[RaisedWarning]] = {}
    for one in recent_warnings(history, today):
        by_kind.setdefault(one.warning, []).append(one)
    ordered = sorted(by_kind.values(), key=lambda found: found[0].is_computed)
    return tuple(_fact(history, found, today) for found in ordered)


def _fact(history: History, raised: Sequence[RaisedWarning], today: date) -> WarningFact:
    warning, days = raised[0].warning, tuple(one.day for one in raised)
    if raised[0].is_computed:
        silence = silence_sentence((today - days[0]).days, history.usual_gap_on(today))
        return WarningFact(warning, days, silence)
    noted = tuple(one.moment for one in raised if one.moment is not None)
    return WarningFact(warning, days, say_days(kind_of(warning), days, today), noted)


def wants_notice(warnings: Iterable[RaisedWarning]) -> bool:
    """Whether the recent warnings make the one calm notice: two different kinds (D2).

    Twice the same may be a habit of theirs, or a bad month; two kinds are a change worth a word.
    """
    return len({one.warning for one in warnings}) >= NOTICE_KINDS


def notice(history: History, today: date) -> tuple[WarningFact, ...]:
    """The facts of the notice as it is to be shown on `today`; nothing where there is none (D2).

    None comes while they are away, in gentle mode, let rest or dead, and none that was dismissed, until a new warning
    has come since: whoever has said "I know" is not told again.
    """
    return (
        warning_facts(history, today) if has_notice(history, today, recent_warnings(history, today)) else ()
    )


def has_notice(history: History, today: date, warnings: Sequence[RaisedWarning]) -> bool:
    """Whether `notice` has any facts; `warnings` are the recent ones."""
    if not history.minds_silence or not wants_notice(warnings):
        return False
    dismissed = [one for one in history.dismissals if one.on_day <= today]
    if not dismissed:
        return True
    latest = max(dismissed, key=lambda one: (one.on_day, one.newest))
    return any(_is_new(one, latest) for one in warnings)


def _is_new(raised: RaisedWarning, dismissal: Dismissal) -> bool:
    if raised.raised_on > dismissal.on_day:
        return True
    return raised.moment is not None and raised.moment.number > dismissal.newest > 0


def newest_day(warnings: Iterable[RaisedWarning]) -> date | None:
    """The day the latest of them was raised: what a decision to wait is about."""
    return max((one.raised_on for one in warnings), default=None)
