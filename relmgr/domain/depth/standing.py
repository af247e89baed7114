"""Standing and trend: how deep a relationship is, against 90 days ago, and when the lists call it at risk (D3)."""

from dataclasses import dataclass
from datetime import date, timedelta

from relmgr.domain.calendar_words import month_name, months_before
from relmgr.domain.depth.history import History, Overruling, TroubleKind
from relmgr.domain.depth.signs import FADING_MONTHS, SignEvidence, sign_states
from relmgr.domain.depth.warnings import WARNING_DAYS, recent_warnings, silent_from
from relmgr.domain.kinds import Sign, SignState, Standing, Trend, WarningSign
from relmgr.domain.moments import MEANINGS
from relmgr.domain.rhythm import usual_gap
from relmgr.i18n import _

_NEW_CONVERSATIONS = 3
_GROWING_SIGNS = 3
_DEEP_SIGNS = 5
WARNINGS_AT_RISK = 2
TREND_DAYS = 90
_TREND_STEP_DAYS = 30
_LONGEST_TREND_STEPS = 24

_Depth = tuple[bool, float]


@dataclass(frozen=True, slots=True)
class Judgement:
    """How deep a relationship is: what the evidence says, and the user's own word above it, if there is one (D3)."""

    computed: Standing
    trend: Trend
    overruling: Overruling | None = None

    @property
    def standing(self) -> Standing:
        """What is shown: the user's word, else what is computed."""
        return self.computed if self.overruling is None else self.overruling.standing


def judge(history: History, today: date) -> Judgement:
    """Standing, trend and overruling as they were known on `today`."""
    return Judgement(standing(history, today), trend(history, today), history.overruling_on(today))


def _signs_that_count(history: History, today: date) -> dict[Sign, SignEvidence]:
    """`sign_states` without what is too old to count for anything: enough to judge by, not to show."""
    return sign_states(history.moments_between(months_before(today, FADING_MONTHS), today), today)


def standing(history: History, today: date) -> Standing:
    """How deep the relationship is on `today`, from what was known then (D3).

    At risk with two warnings within 60 days, an open rough patch or something that slipped untold: this goes before all
    else, for a deep relationship at risk is what one must see. D2's notice asks for two different kinds of warnings;
    D3 says only "two warnings", and the sample people hold it so ("At risk: two cancelled calls"): any two count here.
    Then new with fewer than three conversations (several a day count), because before that there is nothing to judge;
    then by the signs present. What is fading or contradicted is not present: depth is what is lived now.
    """
    if _is_at_risk(history, today):
        return Standing.AT_RISK
    if len(history.days_until(today)) < _NEW_CONVERSATIONS:
        return Standing.NEW
    present = sum(one.is_present for one in _signs_that_count(history, today).values())
    if present >= _DEEP_SIGNS:
        return Standing.DEEP
    return Standing.GROWING if present >= _GROWING_SIGNS else Standing.SHALLOW


def _is_at_risk(history: History, today: date) -> bool:
    return bool(history.troubles_on(today)) or len(recent_warnings(history, today)) >= WARNINGS_AT_RISK


def trend(history: History, today: date) -> Trend:
    """Whether it is deeper than 90 days ago (D3): no longer at risk, or more signs present; a fading sign is half one.

    Against the same two people a quarter earlier, never against others; both days are judged by what was known then.
    """
    return _trend(_depth_on(history, today - timedelta(days=TREND_DAYS)), _depth_on(history, today))


def _trend(before: _Depth, now: _Depth) -> Trend:
    if now == before:
        return Trend.STEADY
    return Trend.RISING if now > before else Trend.FALLING


def trend_since(history: History, today: date) -> date | None:
    """Since when it has been rising or falling, to a month or so ("Deep, rising since June"); None if steady.

    Looks back in steps of 30 days, at most two years, as long as each look shows the same trend; the earliest of them.
    """
    known: dict[date, _Depth] = {}  # the looks share their days: each is a quarter after the day of another

    def depth_on(day: date) -> _Depth:
        if day not in known:
            known[day] = _depth_on(history, day)
        return known[day]

    def trend_on(steps: int) -> Trend:
        day = _steps_before(today, steps)
        return _trend(depth_on(day - timedelta(days=TREND_DAYS)), depth_on(day))

    present = trend_on(0)
    if present is Trend.STEADY:
        return None
    steps = 0
    while steps < _LONGEST_TREND_STEPS and trend_on(steps + 1) is present:
        steps += 1
    return _steps_before(today, steps)


def _steps_before(today: date, steps: int) -> date:
    return today - timedelta(days=_TREND_STEP_DAYS * steps)


def _depth_on(history: History, day: date) -> _Depth:
    """Comparable: what is at risk lies below the rest. Contradicting what was never shown adds nothing."""
    signs = _signs_that_count(history, day).values()
    weight = sum(
        1.0 if one.is_present else 0.5 for one in signs if one.state in (SignState.SEEN, SignState.FADING)
    )
    return not _is_at_risk(history, day), weight


def standing_word(where: Standing) -> str:
    """The word of the Depth line."""
    return {
        Standing.NEW: _("New"),
        Standing.SHALLOW: _("Shallow"),
        Standing.GROWING: _("Growing"),
        Standing.DEEP: _("Deep"),
        Standing.AT_RISK: _("At risk"),
    }[where]


def trend_word(way: Trend) -> str:
    """The word after the standing: "rising", "steady", "falling"."""
    return {Trend.RISING: _("rising"), Trend.STEADY: _("steady"), Trend.FALLING: _("falling")}[way]


def standing_sentence(where: Standing, way: Trend, since: date | None, today: date) -> str:
    """ "Deep, rising since June", "Growing, steady"; with the year where it is not within the last twelve months."""
    text = _("{standing}, {trend}").format(standing=standing_word(where), trend=trend_word(way))
    if since is None:
        return text
    month = month_name(since.month)
    if since <= months_before(today, 12):
        month = _("{month} {year}").format(month=month, year=since.year)
    return _("{standing} since {month}").format(standing=text, month=month)


def risk_window(history: History) -> tuple[date, date] | None:
    """From which day to which day what is known makes `standing` say at risk; None if it never does.

    For lists, which cannot judge everybody anew each day: it holds until something else happens. Two warnings within
    60 days, or one and the silence that is to come if nobody calls, or a rough patch that is open; where several
    happen apart, the days between as well. What is to slip is told by `slips_from`.
    """
    warned = sorted(
        {(one.day, warning) for one in history.moments if (warning := MEANINGS[one.kind].warning) is not None}
    )
    window = timedelta(days=WARNING_DAYS)
    found = [
        (one.since, date.max)
        for one in history.troubles
        if one.kind is TroubleKind.ROUGH_PATCH and one.until is None
    ]
    if len(warned) >= WARNINGS_AT_RISK:
        (first, _earlier), (second, _later) = warned[-2:]
        found.append((second, first + window))
    spoken = [day for day, warning in warned if warning is not WarningSign.SILENCE]
    if spoken and history.conversations and history.minds_silence:
        quiet = silent_from(history.conversations[-1], usual_gap(history.conversations), history.cadence_days)
        if quiet is not None:
            found.append((max(quiet, spoken[-1]), spoken[-1] + window))
    held = [one for one in found if one[0] <= one[1]]
    return (min(one[0] for one in held), max(one[1] for one in held)) if held else None


def slips_from(history: History) -> date | None:
    """The first day on which something expected of me will have slipped untold, if nothing happens; else None.

    Apart from `risk_window`, because it lies ahead for everything that is open and then lasts.
    """
    open_ = (one.since for one in history.troubles if one.kind is TroubleKind.SLIP and one.until is None)
    return min(open_, default=None)


def lasting_word(history: History) -> Standing | None:
    """The standing the user has said and not taken back: in lists it goes before what is computed."""
    held = [one for one in history.overrulings if one.ended_on is None]
    latest = max(held, key=lambda one: (one.on_day, one.number), default=None)
    return None if latest is None else latest.standing
