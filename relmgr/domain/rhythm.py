"""How often two people usually talk, and how warm that makes the silence since (R4, principle 3)."""

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise

from relmgr.domain.kinds import Warmth
from relmgr.i18n import _, ngettext

LAST_CONVERSATIONS = 10
"""Different days of conversations that a rhythm is made of."""
_FEWEST_CONVERSATIONS = 3
_USUAL_DAYS = 30
"""Where neither a rhythm nor a cadence is known."""

_NEVER_QUIET_WITHIN = 60
"""Two people who talk daily are not estranged by a fortnight's holiday; two months are quiet for anybody."""


def usual_gap(days: Sequence[date]) -> int | None:
    """The usual number of days from one conversation to the next: the median of the last ten conversations' gaps.

    Several conversations on one day are one. None with fewer than three days, for that is no rhythm yet (R4).
    """
    last = _last_days(days)
    if len(last) < _FEWEST_CONVERSATIONS:
        return None
    from statistics import median  # brings fractions and random along; a row knows its gap

    return round(median((later - earlier).days for earlier, later in pairwise(last)))


def _last_days(days: Sequence[date]) -> list[date]:
    """The last ten different days, oldest first; of years of conversations only as many as that takes."""
    last: list[date] = []
    for day in reversed(sorted(days)):  # noqa: C413  (most callers hold them in order: then this costs next to nothing)
        if not last or day != last[-1]:
            last.append(day)
        if len(last) == LAST_CONVERSATIONS:
            break
    return last[::-1]


def silence_days(today: date, last: date) -> int:
    """Days since the last contact; 0 for one that a wrong clock put into the future."""
    return max(0, (today - last).days)


def warmth(
    today: date, last: date | None, usual: int | None, cadence_days: int | None = None
) -> Warmth | None:
    """How the silence since `last` stands against the usual gap, else the cadence, else 30 days; None without contact.

    Warm up to the usual gap, steady up to twice that, then cooling; quiet is beyond twice and beyond 60 days (R4).
    """
    if last is None:
        return None
    silence = silence_days(today, last)
    expected = usual or cadence_days or _USUAL_DAYS
    if silence <= expected:
        return Warmth.WARM
    if silence <= 2 * expected:
        return Warmth.STEADY
    return Warmth.QUIET if silence > _NEVER_QUIET_WITHIN else Warmth.COOLING


def is_going_quiet(warm: Warmth | None) -> bool:
    """Whether the silence is beyond twice the usual: what R4 and Today call quiet."""
    return warm in (Warmth.COOLING, Warmth.QUIET)


def warmth_word(warm: Warmth) -> str:
    """The word beside the warmth mark."""
    return {
        Warmth.WARM: _("Warm"),
        Warmth.STEADY: _("Steady"),
        Warmth.COOLING: _("Cooling"),
        Warmth.QUIET: _("Quiet"),
    }[warm]


def silence_sentence(silence: int, usual: int | None = None) -> str:
    """ "Quiet 34 days, usually 14"; without the second half where no rhythm is known."""
    text = ngettext("Quiet {count} day", "Quiet {count} days", silence).format(count=silence)
    return text if usual is None else _("{quiet}, usually {usual}").format(quiet=text, usual=usual)


def warmth_sentence(warm: Warmth, silence: int, usual: int | None = None) -> str:
    """ "Cooling: 34 days, usually 14": the mark's tooltip and accessible name (DESIGN §6)."""
    days = ngettext("{count} day", "{count} days", silence).format(count=silence)
    if usual is not None:
        days = _("{days}, usually {usual}").format(days=days, usual=usual)
    return _("{warmth}: {days}").format(warmth=warmth_word(warm), days=days)


def spoke_sentence(silence: int) -> str:
    """ "Spoke today", "Spoke yesterday", "Spoke 4 days ago"."""
    if silence == 0:
        return _("Spoke today")
    if silence == 1:
        return _("Spoke yesterday")
    return ngettext("Spoke {count} day ago", "Spoke {count} days ago", silence).format(count=silence)


def quiet_from(last: date, usual: int | None, cadence_days: int | None = None) -> date:
    """The first day on which `warmth` says quiet if nobody calls before it."""
    expected = usual or cadence_days or _USUAL_DAYS
    return last + timedelta(days=max(2 * expected, _NEVER_QUIET_WITHIN) + 1)
