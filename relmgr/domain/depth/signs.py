"""The eight signs of depth: how each stands on a day, and the moment that says so (D1)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from relmgr.domain.calendar_words import months_before
from relmgr.domain.kinds import Sign, SignState
from relmgr.domain.moments import MEANINGS, Moment, evidence_words
from relmgr.domain.numbers import count_word
from relmgr.i18n import _, kept

SEEN_MONTHS = 12
FADING_MONTHS = 24
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


def sign_of(moment: Moment) -> Sign | None:
    """The sign that `moment` speaks for or against."""
    meaning = MEANINGS[moment.kind]
    return meaning.supports or meaning.contradicts


def is_contrary(moment: Moment) -> bool:
    """Whether `moment` speaks against its sign."""
    return MEANINGS[moment.kind].contradicts is not None


def sign_states(moments: Iterable[Moment], today: date) -> dict[Sign, SignEvidence]:
    """The eight signs, in their order, as they stand on `today`; later moments do not count (D1).

    The latest moment decides, for what somebody did last is how they are now; on one and the same day what speaks
    against the sign does, for an honest look leaves nothing out. Support is *seen* within 12 months and *fading* to 24,
    both ends included: depth has to be lived. Where the latest is contrary the sign is *contradicted*, until something
    speaks for it again: that day is shown, counts for nothing and moves no piece that had not moved. All else is *not
    seen yet*.
    """
    # Seen from the later day on, fading from the earlier: the same for all signs.
    since = (months_before(today, SEEN_MONTHS), months_before(today, FADING_MONTHS))
    latest: dict[Sign, tuple[date, bool, int, Moment]] = {}
    supported: dict[Sign, date] = {}
    for moment in moments:
        sign, is_against = _SPEAKS[moment.kind]
        day = moment.day
        if sign is None or day > today:
            continue
        if sign not in latest or (day, is_against, moment.number) > latest[sign][:3]:
            latest[sign] = (day, is_against, moment.number, moment)
        if not is_against and day >= since[1] and (sign not in supported or day > supported[sign]):
            supported[sign] = day
    return {
        sign: SignEvidence(sign, _state(latest[sign][3], since), latest[sign][3], supported.get(sign))
        if sign in latest
        else _NEVER_SEEN[sign]
        for sign in Sign
    }


def _state(latest: Moment, since: tuple[date, date]) -> SignState:
    seen, fading = since
    if is_contrary(latest):
        return SignState.CONTRADICTED
    if latest.day < fading:
        return SignState.NOT_SEEN
    return SignState.SEEN if latest.day >= seen else SignState.FADING


_SPEAKS = {
    kind: (meaning.supports or meaning.contradicts, meaning.contradicts is not None)
    for kind, meaning in MEANINGS.items()
}
"""The sign that a kind of moment speaks for or against, and whether it is against."""

_NEVER_SEEN = {sign: SignEvidence(sign, SignState.NOT_SEEN) for sign in Sign}


def evidence_of(sign: Sign, moments: Iterable[Moment], today: date) -> tuple[Moment, ...]:
    """Every moment that speaks for or against `sign` up to `today`, the newest first."""
    found = [one for one in moments if sign_of(one) is sign and one.day <= today]
    return tuple(sorted(found, key=lambda one: (one.day, is_contrary(one), one.number), reverse=True))


@kept
def state_words(state: SignState) -> str:
    """The state of a sign in a word or two."""
    return {
        SignState.SEEN: _("Seen"),
        SignState.FADING: _("Fading"),
        SignState.CONTRADICTED: _("Contradicted"),
        SignState.NOT_SEEN: _("Not seen yet"),
    }[state]


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
