"""How deep a relationship is, from its dated moments: signs, warnings, standing and trend (D1 to D3)."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from relmgr.domain.calendar_words import month_name, months_before
from relmgr.domain.kinds import Sign, SignState, Standing, Trend, Warmth, WarningSign
from relmgr.domain.moments import MEANINGS, Moment, evidence_words
from relmgr.domain.numbers import count_word
from relmgr.domain.rhythm import quiet_from, usual_gap, warmth
from relmgr.i18n import _

_SEEN_MONTHS = 12
_FADING_MONTHS = 24
_NEW_CONVERSATIONS = 3
_GROWING_SIGNS = 3
_DEEP_SIGNS = 5
_WARNING_DAYS = 60
_WARNINGS_AT_RISK = 2
_TREND_DAYS = 90
_TREND_STEP_DAYS = 30
_LONGEST_TREND_STEPS = 24

_OPENNESS_FADING = 0.5


@dataclass(frozen=True, slots=True)
class SignEvidence:
    """How a sign stands, and the moment that says so.

    moment: the latest that speaks for or against it, however old; None if there never was one.
    supported: the day of the latest that speaks for it within 24 months.
    """

    sign: Sign
    state: SignState
    moment: Moment | None = None
    supported: date | None = None

    @property
    def last(self) -> date | None:
        """The day of the latest evidence."""
        return None if self.moment is None else self.moment.day

    @property
    def is_present(self) -> bool:
        """Whether the card shows a check."""
        return self.state is SignState.SEEN

    @property
    def is_fading(self) -> bool:
        """Whether the card shows a half disc: support has aged, or what was once shown is now contradicted.

        What was never shown cannot fade: haggling with somebody who always haggled leaves the piece where it is.
        """
        contradicted = self.state is SignState.CONTRADICTED and self.supported is not None
        return self.state is SignState.FADING or contradicted

    @property
    def openness(self) -> float:
        """How far the portrait's piece has moved: 1 present, 0.5 fading, 0 absent (DESIGN §2)."""
        if self.is_present:
            return 1.0
        return _OPENNESS_FADING if self.is_fading else 0.0

    def words(self, today: date) -> str:
        """What stands at the right of the sign: a date or a reason, "No evidence yet"."""
        return evidence_words(self.moment, today)


@dataclass(frozen=True, slots=True)
class RaisedWarning:
    """A warning and its day; for silence, the day of the last contact."""

    warning: WarningSign
    day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """What a relationship is judged by.

    moments, conversations (the days of contacts): in any order. cadence_days: see `rhythm.warmth`. minds_silence: False while
    they are away, in gentle mode or let rest; then silence is no warning (D2).
    """

    moments: Sequence[Moment] = ()
    conversations: Sequence[date] = ()
    cadence_days: int | None = None
    minds_silence: bool = True

    def __post_init__(self) -> None:
        object.__setattr__(self, "conversations", tuple(sorted(self.conversations)))
        object.__setattr__(self, "moments", tuple(sorted(self.moments, key=_day_of)))

    def days_until(self, today: date) -> Sequence[date]:
        """The days of the conversations up to `today`, oldest first."""
        return self.conversations[: bisect_right(self.conversations, today)]

    def moments_between(self, first: date, last: date) -> Sequence[Moment]:
        """The moments from `first` to `last`, both included, oldest first."""
        start = bisect_left(self.moments, first, key=_day_of)
        return self.moments[start : bisect_right(self.moments, last, key=_day_of)]


def _day_of(moment: Moment) -> date:
    return moment.day


def _signs_that_count(history: History, today: date) -> dict[Sign, SignEvidence]:
    """`sign_states` without what is too old to count for anything: enough to judge by, not to show."""
    return sign_states(history.moments_between(months_before(today, _FADING_MONTHS), today), today)


def sign_states(moments: Iterable[Moment], today: date) -> dict[Sign, SignEvidence]:
    """The eight signs, in their order, as they stand on `today`; later moments do not count (D1).

    The latest moment decides; on one and the same day what speaks against the sign. Support is *seen* within 12
    months and *fading* to 24; what speaks against it is *contradicted* within 24; all else is *not seen yet*.
    """
    by_sign: dict[Sign, list[Moment]] = {sign: [] for sign in Sign}
    for moment in moments:
        meaning = MEANINGS[moment.kind]
        sign = meaning.supports or meaning.contradicts
        if sign is not None and moment.day <= today:
            by_sign[sign].append(moment)
    return {sign: _evidence(sign, found, today) for sign, found in by_sign.items()}


def _evidence(sign: Sign, moments: list[Moment], today: date) -> SignEvidence:
    if not moments:
        return SignEvidence(sign, SignState.NOT_SEEN)
    latest = max(moments, key=lambda moment: (moment.day, _is_contrary(moment)))
    horizon = months_before(today, _FADING_MONTHS)
    support = max((one.day for one in moments if not _is_contrary(one) and one.day >= horizon), default=None)
    return SignEvidence(sign, _state(latest, today), latest, support)


def _is_contrary(moment: Moment) -> bool:
    return MEANINGS[moment.kind].contradicts is not None


def _state(latest: Moment, today: date) -> SignState:
    if latest.day < months_before(today, _FADING_MONTHS):
        return SignState.NOT_SEEN
    if _is_contrary(latest):
        return SignState.CONTRADICTED
    return SignState.SEEN if latest.day >= months_before(today, _SEEN_MONTHS) else SignState.FADING


def recent_warnings(history: History, today: date) -> tuple[RaisedWarning, ...]:
    """The warnings of the last 60 days by day, each kind once a day, and computed silence (D2)."""
    first = today - timedelta(days=_WARNING_DAYS)
    raised = {
        RaisedWarning(warning, moment.day)
        for moment in history.moments_between(first, today)
        if (warning := MEANINGS[moment.kind].warning) is not None
    }
    silent = _silent_since(history, today)
    if silent is not None:
        raised = {one for one in raised if one.warning is not WarningSign.SILENCE}
        raised.add(RaisedWarning(WarningSign.SILENCE, silent))
    return tuple(sorted(raised, key=lambda one: (one.day, one.warning)))


def _silent_since(history: History, today: date) -> date | None:
    if not history.minds_silence or not (days := history.days_until(today)):
        return None
    last = days[-1]
    is_quiet = warmth(today, last, usual_gap(days), history.cadence_days) is Warmth.QUIET
    return last if is_quiet else None


def wants_notice(warnings: Iterable[RaisedWarning]) -> bool:
    """Whether the recent warnings make the one calm notice: two different kinds (D2)."""
    return len({one.warning for one in warnings}) >= _WARNINGS_AT_RISK


def standing(history: History, today: date) -> Standing:
    """How deep the relationship is on `today`, from what was known then (D3).

    At risk with two warnings within 60 days. D2's notice asks for two different kinds, but D3 says only "two
    warnings", and the sample people hold it so ("At risk: two cancelled calls"): any two count here. This goes before
    all else, for a deep relationship at risk is what one must see. Then new with fewer than three conversations
    (several a day count), then by the signs present.
    """
    if len(recent_warnings(history, today)) >= _WARNINGS_AT_RISK:
        return Standing.AT_RISK
    if len(history.days_until(today)) < _NEW_CONVERSATIONS:
        return Standing.NEW
    present = sum(one.is_present for one in _signs_that_count(history, today).values())
    if present >= _DEEP_SIGNS:
        return Standing.DEEP
    return Standing.GROWING if present >= _GROWING_SIGNS else Standing.SHALLOW


def trend(history: History, today: date) -> Trend:
    """Whether it is deeper than 90 days ago (D3): no longer at risk, or more signs present; a fading sign is half one."""
    before = _depth_on(history, today - timedelta(days=_TREND_DAYS))
    now = _depth_on(history, today)
    if now == before:
        return Trend.STEADY
    return Trend.RISING if now > before else Trend.FALLING


def trend_since(history: History, today: date) -> date | None:
    """Since when it has been rising or falling, to a month or so ("Deep, rising since June"); None if steady.

    Looks back in steps of 30 days, at most two years, as long as each look shows the same trend; the earliest of them.
    """
    present = trend(history, today)
    if present is Trend.STEADY:
        return None
    steps = 0
    while steps < _LONGEST_TREND_STEPS and trend(history, _steps_before(today, steps + 1)) is present:
        steps += 1
    return _steps_before(today, steps)


def _steps_before(today: date, steps: int) -> date:
    return today - timedelta(days=_TREND_STEP_DAYS * steps)


def _depth_on(history: History, day: date) -> tuple[bool, float]:
    """Comparable: what is at risk lies below the rest. Contradicting what was never shown adds nothing."""
    signs = _signs_that_count(history, day).values()
    weight = sum(
        1.0 if one.is_present else 0.5 for one in signs if one.state in (SignState.SEEN, SignState.FADING)
    )
    return standing(history, day) is not Standing.AT_RISK, weight


def summary(signs: Mapping[Sign, SignEvidence]) -> str:
    """ "six of eight signs present, one fading", for the middle of a sentence; `numbers.starting` begins one."""
    present = sum(one.is_present for one in signs.values())
    fading = sum(one.is_fading for one in signs.values())
    if present == len(signs):
        return _("all {total} signs present").format(total=count_word(len(signs)))
    text = _("{present} of {total} signs present").format(
        present=count_word(present), total=count_word(len(signs))
    )
    return text if not fading else _("{signs}, {fading} fading").format(signs=text, fading=count_word(fading))


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
    """From which day to which day the present warnings make `standing` say at risk; None if they never do.

    For lists, which cannot judge everybody anew each day: it holds until something else happens. Two warnings within
    60 days, or one and the silence that is to come if nobody calls; where both happen apart, the days between as well.
    """
    warned = sorted(
        {(one.day, warning) for one in history.moments if (warning := MEANINGS[one.kind].warning) is not None}
    )
    window = timedelta(days=_WARNING_DAYS)
    found: list[tuple[date, date]] = []
    if len(warned) >= _WARNINGS_AT_RISK:
        (first, _earlier), (second, _later) = warned[-2:]
        found.append((second, first + window))
    spoken = [day for day, warning in warned if warning is not WarningSign.SILENCE]
    if spoken and history.conversations and history.minds_silence:
        quiet = quiet_from(max(history.conversations), usual_gap(history.conversations), history.cadence_days)
        found.append((max(quiet, spoken[-1]), spoken[-1] + window))
    held = [one for one in found if one[0] <= one[1]]
    return (min(one[0] for one in held), max(one[1] for one in held)) if held else None
