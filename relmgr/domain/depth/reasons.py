"""Why a relationship stands where it stands, in sentences with dates: evidence, never a grade (principle 2, D3)."""

from datetime import date, timedelta

from relmgr.domain.calendar_words import short_day
from relmgr.domain.depth.history import History, Trouble, TroubleKind
from relmgr.domain.depth.signs import sign_states
from relmgr.domain.depth.standing import TREND_DAYS, WARNINGS_AT_RISK, standing, standing_word
from relmgr.domain.depth.warnings import recent_warnings, warning_facts
from relmgr.domain.kinds import Standing
from relmgr.domain.moments import sign_words, warnings_words
from relmgr.domain.numbers import count_word, listed, starting
from relmgr.i18n import _, ngettext


def reasons(history: History, today: date) -> tuple[str, ...]:
    """What the computed standing rests on, a sentence each, without a full stop.

    At risk says what happened; new how often one has spoken; the others which signs are present.
    """
    where = standing(history, today)
    if where is Standing.AT_RISK:
        return (*trouble_reasons(history, today), *(one.sentence for one in warning_facts(history, today)))
    if where is Standing.NEW:
        count = len(history.days_until(today))
        if not count:
            return (_("No conversation yet"),)
        return (
            starting(ngettext("{count} conversation so far", "{count} conversations so far", count)).format(
                count=starting(count_word(count))
            ),
        )
    states = sign_states(history.moments, today).values()
    present = tuple(sign_words(one.sign) for one in states if one.is_present)
    if not present:
        return (_("No sign seen within twelve months"),)
    text = ngettext("{count} sign seen: {signs}", "{count} signs seen: {signs}", len(present))
    return (text.format(count=starting(count_word(len(present))), signs=_("; ").join(present)),)


def trouble_reasons(history: History, today: date) -> tuple[str, ...]:
    """An open rough patch, and what slipped untold, each as a dated sentence."""
    return tuple(trouble_sentence(one, today) for one in history.troubles_on(today))


def trouble_sentence(trouble: Trouble, today: date) -> str:
    """ "A rough patch since 3 Nov", "Past its day since 21 Nov and not told yet: Send the plan"."""
    day = short_day(trouble.since, today)
    if trouble.kind is TroubleKind.ROUGH_PATCH:
        return _("A rough patch, open since {day}").format(day=day)
    return _("Past its day since {day}, and not told yet: {what}").format(day=day, what=trouble.words)


def risk_words(history: History, today: date) -> str:
    """What puts it at risk in a few words, for the hint of a list: "two cancelled calls", "a rough patch".

    Silence is named where it is half of it; where two warnings were noted they say enough.
    """
    kinds = {one.kind for one in history.troubles_on(today)}
    parts = [_("a rough patch")] if TroubleKind.ROUGH_PATCH in kinds else []
    if TroubleKind.SLIP in kinds:
        parts.append(_("something slipped untold"))
    raised = recent_warnings(history, today)
    noted = [one.warning for one in raised if not one.is_computed]
    if len(raised) >= WARNINGS_AT_RISK:
        parts.append(
            warnings_words(noted if len(noted) >= WARNINGS_AT_RISK else [one.warning for one in raised])
        )
    return listed(tuple(parts))


def before_words(history: History, today: date) -> str:
    """Where it stood 90 days ago, which the trend is against: "On 26 Aug: Growing"."""
    day = today - timedelta(days=TREND_DAYS)
    return _("On {day}: {standing}").format(
        day=short_day(day, today), standing=standing_word(standing(history, day))
    )
