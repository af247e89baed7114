"""Which kinds of moments there are, whose each is, and what it speaks for (C4, D1, D2, D5, D7, G6)."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from relmgr.domain.kinds import Characteristic, Sign, WarningSign, Whose
from relmgr.i18n import kept


class MomentKind(StrEnum):
    """What happened, as it is stored: a name once given never changes.

    The signs seen, the warnings, what else speaks against a sign; how somebody spoke of me (P12), favours (P14); then
    what else shows one of the seven characteristics or its lack, theirs and mine (D5), and how I stepped out of my
    role for them (D7).
    """

    ASKED_FOR_HELP = "asked_for_help"
    ACTED_ON_ADVICE = "acted_on_advice"
    REFERRED_ME = "referred_me"
    NO_MONEY_ARGUMENT = "did_not_argue_about_money"
    FORGAVE_MISTAKE = "forgave_mistake"
    INVOLVED_EARLY = "involved_early"
    COMPLEX_ISSUE = "shared_complex_issue"
    RESPECT = "treated_with_respect"

    CANCELLED = "cancelled_last_minute"
    DELAY = "delay"
    SILENCE = "silence"
    HAGGLING = "haggling"
    NO_FEEDBACK = "no_feedback"
    CALLED_SUPPLIER = "called_me_supplier"
    MISSING_UPDATE = "missing_update"

    WENT_ELSEWHERE = "went_elsewhere_for_help"
    IGNORED_ADVICE = "set_advice_aside"
    RECOMMENDED_OTHER = "recommended_somebody_else"
    HELD_MISTAKE = "held_mistake_against_me"
    INVOLVED_LATE = "involved_late"
    KEPT_OUT = "kept_me_out"
    DISRESPECT = "disrespect"

    SPOKE_FOR_ME = "spoke_up_for_me"
    SPOKE_AGAINST_ME = "spoke_against_me"
    DID_ME_FAVOUR = "did_me_a_favour"
    DID_THEM_FAVOUR = "did_them_a_favour"

    TOOK_RESPONSIBILITY = "took_responsibility"
    PASSED_BLAME = "passed_the_blame_on"
    WORKED_ALONGSIDE = "worked_on_it_with_me"
    LEFT_IT_TO_ME = "left_it_all_to_me"
    ASKED_FOR_FEEDBACK = "asked_for_feedback"
    GAVE_FEEDBACK = "gave_me_feedback"
    CHANGED_SOMETHING = "changed_what_i_asked_for"
    APOLOGISED = "said_sorry"
    TALKED_DOWN = "talked_down_to_me"
    SENT_UPDATE = "sent_an_update"
    TOLD_BAD_NEWS = "told_me_bad_news_early"
    KEPT_PROMISE = "kept_a_promise"
    BROKE_PROMISE = "broke_a_promise"
    ASKED_AFTER_MINE = "asked_after_mine"
    THANKED_ME = "thanked_me"

    SPOKE_FOR_THEM = "i_spoke_up_for_them"
    I_TOOK_RESPONSIBILITY = "i_took_responsibility"
    I_PASSED_BLAME = "i_passed_the_blame_on"
    PRESENTED = "i_presented_to_their_leaders"
    TAUGHT = "i_taught_their_peers"
    SAT_IN = "i_sat_in"
    I_DECIDED_ALONE = "i_decided_without_asking"
    I_ASKED_FOR_FEEDBACK = "i_asked_for_feedback"
    I_GAVE_FEEDBACK = "i_gave_feedback"
    I_CHANGED_SOMETHING = "i_changed_what_was_asked_for"
    I_LEFT_FEEDBACK = "i_left_feedback_unanswered"
    I_REPEATED_MISTAKE = "i_made_the_same_mistake_again"
    I_ASKED_FOR_HELP = "i_asked_for_help"
    I_APOLOGISED = "i_said_sorry"
    I_INSISTED = "i_insisted_on_being_right"
    I_SENT_UPDATE = "i_sent_an_update"
    I_TOLD_BAD_NEWS = "i_told_bad_news_early"
    I_LISTENED = "i_listened_more_than_i_talked"
    I_MISSED_UPDATE = "i_missed_an_update"
    I_LET_WAIT = "i_let_an_answer_wait"
    I_KEPT_PROMISE = "i_kept_a_promise"
    I_BROKE_PROMISE = "i_broke_a_promise"
    I_WENT_FURTHER = "i_went_the_extra_mile"
    I_WAS_LATE = "i_was_late"
    I_CANCELLED = "i_cancelled"
    I_ASKED_AFTER = "i_asked_after_theirs"
    I_THANKED = "i_said_thank_you"
    I_FORGOT_DAY = "i_forgot_a_day_that_mattered"
    I_WAS_SHORT = "i_was_short_with_them"

    PATCH_MENDED = "rough_patch_mended"
    """Never stored: a rough patch that was solved and felt well handled, read as evidence (G5)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MomentMeaning:
    """What a kind of moment speaks for.

    whose: whose conduct it was, theirs toward me or mine toward them. supports, contradicts: a sign (D1). warning: a
    warning (D2). shows, lacks: one of the seven characteristics, in whoever's conduct it was (D5).
    """

    whose: Whose
    supports: Sign | None = None
    contradicts: Sign | None = None
    warning: WarningSign | None = None
    shows: Characteristic | None = None
    lacks: Characteristic | None = None


def _theirs(
    *,
    supports: Sign | None = None,
    contradicts: Sign | None = None,
    warning: WarningSign | None = None,
    shows: Characteristic | None = None,
    lacks: Characteristic | None = None,
) -> MomentMeaning:
    return MomentMeaning(
        whose=Whose.THEIRS,
        supports=supports,
        contradicts=contradicts,
        warning=warning,
        shows=shows,
        lacks=lacks,
    )


def _mine(*, shows: Characteristic | None = None, lacks: Characteristic | None = None) -> MomentMeaning:
    return MomentMeaning(whose=Whose.MINE, shows=shows, lacks=lacks)


_K, _C, _W = MomentKind, Characteristic, WarningSign

MEANINGS: dict[MomentKind, MomentMeaning] = {
    _K.ASKED_FOR_HELP: _theirs(supports=Sign.ASKS_FOR_HELP, shows=_C.HUMILITY),
    _K.ACTED_ON_ADVICE: _theirs(supports=Sign.ACTS_ON_ADVICE, shows=_C.IMPROVEMENT),
    _K.REFERRED_ME: _theirs(supports=Sign.REFERS_ME, shows=_C.SPONSORSHIP),
    _K.NO_MONEY_ARGUMENT: _theirs(supports=Sign.NO_MONEY_ARGUMENT),
    _K.FORGAVE_MISTAKE: _theirs(supports=Sign.FORGIVES, shows=_C.KINDNESS),
    _K.INVOLVED_EARLY: _theirs(supports=Sign.INVOLVES_EARLY, shows=_C.PARTICIPATION),
    _K.COMPLEX_ISSUE: _theirs(supports=Sign.COMPLEX_ISSUES, shows=_C.PARTICIPATION),
    _K.RESPECT: _theirs(supports=Sign.RESPECT, shows=_C.HUMILITY),
    _K.CANCELLED: _theirs(warning=_W.CANCELLED, lacks=_C.COMMITMENT),
    _K.DELAY: _theirs(warning=_W.DELAY, lacks=_C.COMMITMENT),
    _K.SILENCE: _theirs(warning=_W.SILENCE, lacks=_C.COMMUNICATION),
    _K.HAGGLING: _theirs(warning=_W.HAGGLING, contradicts=Sign.NO_MONEY_ARGUMENT),
    _K.NO_FEEDBACK: _theirs(warning=_W.NO_FEEDBACK, lacks=_C.IMPROVEMENT),
    _K.CALLED_SUPPLIER: _theirs(warning=_W.CALLED_SUPPLIER, contradicts=Sign.RESPECT, lacks=_C.HUMILITY),
    _K.MISSING_UPDATE: _theirs(warning=_W.MISSING_UPDATE, lacks=_C.COMMUNICATION),
    _K.WENT_ELSEWHERE: _theirs(contradicts=Sign.ASKS_FOR_HELP),
    _K.IGNORED_ADVICE: _theirs(contradicts=Sign.ACTS_ON_ADVICE, lacks=_C.IMPROVEMENT),
    _K.RECOMMENDED_OTHER: _theirs(contradicts=Sign.REFERS_ME, lacks=_C.SPONSORSHIP),
    _K.HELD_MISTAKE: _theirs(contradicts=Sign.FORGIVES, lacks=_C.KINDNESS),
    _K.INVOLVED_LATE: _theirs(contradicts=Sign.INVOLVES_EARLY, lacks=_C.PARTICIPATION),
    _K.KEPT_OUT: _theirs(contradicts=Sign.COMPLEX_ISSUES, lacks=_C.PARTICIPATION),
    _K.DISRESPECT: _theirs(contradicts=Sign.RESPECT, lacks=_C.KINDNESS),
    _K.SPOKE_FOR_ME: _theirs(shows=_C.SPONSORSHIP),
    _K.SPOKE_AGAINST_ME: _theirs(lacks=_C.SPONSORSHIP),
    _K.DID_ME_FAVOUR: _theirs(shows=_C.KINDNESS),
    _K.DID_THEM_FAVOUR: _mine(shows=_C.KINDNESS),
    _K.TOOK_RESPONSIBILITY: _theirs(shows=_C.SPONSORSHIP),
    _K.PASSED_BLAME: _theirs(lacks=_C.SPONSORSHIP),
    _K.WORKED_ALONGSIDE: _theirs(shows=_C.PARTICIPATION),
    _K.LEFT_IT_TO_ME: _theirs(lacks=_C.PARTICIPATION),
    _K.ASKED_FOR_FEEDBACK: _theirs(shows=_C.IMPROVEMENT),
    _K.GAVE_FEEDBACK: _theirs(shows=_C.COMMUNICATION),
    _K.CHANGED_SOMETHING: _theirs(shows=_C.IMPROVEMENT),
    _K.APOLOGISED: _theirs(shows=_C.HUMILITY),
    _K.TALKED_DOWN: _theirs(contradicts=Sign.RESPECT, lacks=_C.HUMILITY),
    _K.SENT_UPDATE: _theirs(shows=_C.COMMUNICATION),
    _K.TOLD_BAD_NEWS: _theirs(shows=_C.COMMUNICATION),
    _K.KEPT_PROMISE: _theirs(shows=_C.COMMITMENT),
    _K.BROKE_PROMISE: _theirs(lacks=_C.COMMITMENT),
    _K.ASKED_AFTER_MINE: _theirs(shows=_C.KINDNESS),
    _K.THANKED_ME: _theirs(shows=_C.KINDNESS),
    _K.SPOKE_FOR_THEM: _mine(shows=_C.SPONSORSHIP),
    _K.I_TOOK_RESPONSIBILITY: _mine(shows=_C.SPONSORSHIP),
    _K.I_PASSED_BLAME: _mine(lacks=_C.SPONSORSHIP),
    _K.PRESENTED: _mine(shows=_C.PARTICIPATION),
    _K.TAUGHT: _mine(shows=_C.PARTICIPATION),
    _K.SAT_IN: _mine(shows=_C.PARTICIPATION),
    _K.I_DECIDED_ALONE: _mine(lacks=_C.PARTICIPATION),
    _K.I_ASKED_FOR_FEEDBACK: _mine(shows=_C.IMPROVEMENT),
    _K.I_GAVE_FEEDBACK: _mine(shows=_C.COMMUNICATION),
    _K.I_CHANGED_SOMETHING: _mine(shows=_C.IMPROVEMENT),
    _K.I_LEFT_FEEDBACK: _mine(lacks=_C.IMPROVEMENT),
    _K.I_REPEATED_MISTAKE: _mine(lacks=_C.IMPROVEMENT),
    _K.I_ASKED_FOR_HELP: _mine(shows=_C.HUMILITY),
    _K.I_APOLOGISED: _mine(shows=_C.HUMILITY),
    _K.I_INSISTED: _mine(lacks=_C.HUMILITY),
    _K.I_SENT_UPDATE: _mine(shows=_C.COMMUNICATION),
    _K.I_TOLD_BAD_NEWS: _mine(shows=_C.COMMUNICATION),
    _K.I_LISTENED: _mine(shows=_C.COMMUNICATION),
    _K.I_MISSED_UPDATE: _mine(lacks=_C.COMMUNICATION),
    _K.I_LET_WAIT: _mine(lacks=_C.COMMUNICATION),
    _K.I_KEPT_PROMISE: _mine(shows=_C.COMMITMENT),
    _K.I_BROKE_PROMISE: _mine(lacks=_C.COMMITMENT),
    _K.I_WENT_FURTHER: _mine(shows=_C.COMMITMENT),
    _K.I_WAS_LATE: _mine(lacks=_C.COMMITMENT),
    _K.I_CANCELLED: _mine(lacks=_C.COMMITMENT),
    _K.I_ASKED_AFTER: _mine(shows=_C.KINDNESS),
    _K.I_THANKED: _mine(shows=_C.KINDNESS),
    _K.I_FORGOT_DAY: _mine(lacks=_C.KINDNESS),
    _K.I_WAS_SHORT: _mine(lacks=_C.KINDNESS),
    _K.PATCH_MENDED: _theirs(supports=Sign.FORGIVES),
}

OFFERED: tuple[MomentKind, ...] = tuple(kind for kind in MomentKind if kind is not MomentKind.PATCH_MENDED)
"""Every kind that can be noted, in the order of the catalogue."""

SIGN_KINDS: tuple[MomentKind, ...] = tuple(kind for kind in OFFERED if MEANINGS[kind].supports)
"""The eight signs in the order of the log dialog."""

WARNING_KINDS: tuple[MomentKind, ...] = tuple(kind for kind in OFFERED if MEANINGS[kind].warning)
"""The warnings; the log dialog shows the first four, the rest behind "More"."""

CONTRARY_KINDS: tuple[MomentKind, ...] = tuple(
    kind for kind in OFFERED if MEANINGS[kind].contradicts and not MEANINGS[kind].warning
)
"""What speaks against a sign without being a warning, in the order of the signs in the log dialog."""

ADVOCATE_KINDS: tuple[MomentKind, ...] = (MomentKind.SPOKE_FOR_ME, MomentKind.SPOKE_AGAINST_ME)
"""How somebody spoke of me where I was not: the evidence of an advocate (P12)."""

FAVOUR_KINDS: tuple[MomentKind, ...] = (MomentKind.DID_ME_FAVOUR, MomentKind.DID_THEM_FAVOUR)
"""Favours both ways between allies (P14); never totalled."""

STEPPING_OUT_KINDS: tuple[MomentKind, ...] = (MomentKind.PRESENTED, MomentKind.TAUGHT, MomentKind.SAT_IN)
"""How I stepped out of my role for them; each asks whom I met there (D7)."""

_NAMED_ELSEWHERE = frozenset((*SIGN_KINDS, *WARNING_KINDS, *CONTRARY_KINDS, *ADVOCATE_KINDS, *FAVOUR_KINDS))

CONDUCT_KINDS: dict[Whose, tuple[MomentKind, ...]] = {
    whose: tuple(kind for kind in OFFERED if MEANINGS[kind].whose is whose and kind not in _NAMED_ELSEWHERE)
    for whose in Whose
}
"""What else shows a characteristic or its lack: what they did, and what I did (D5)."""

STORY_KINDS: tuple[MomentKind, ...] = (
    *FAVOUR_KINDS,
    *ADVOCATE_KINDS,
    *(k for some in CONDUCT_KINDS.values() for k in some),
)
"""What speaks of no sign and is no warning: part of our story even without a note."""

SHOWN_WARNINGS = 4


@dataclass(frozen=True, slots=True)
class Moment:
    """One dated piece of evidence, as far as the rules of depth need it.

    number: its row, of a mended rough patch that of the patch; 0 where nobody asks. Two of the same kind, day and note
    are equal.
    """

    kind: MomentKind
    day: date
    note: str = ""
    number: int = field(default=0, compare=False)


@kept
def support_of(sign: Sign) -> MomentKind:
    """The kind of moment that speaks for `sign`."""
    return next(kind for kind in SIGN_KINDS if MEANINGS[kind].supports is sign)


@kept
def kind_of(warning: WarningSign) -> MomentKind:
    """The kind of moment that raises `warning`."""
    return next(kind for kind in WARNING_KINDS if MEANINGS[kind].warning is warning)


def speaking_of(characteristic: Characteristic, whose: Whose) -> tuple[MomentKind, ...]:
    """The kinds that show `characteristic` or its lack in what they did, or in what I did (D5)."""
    return tuple(
        kind
        for kind in OFFERED
        if MEANINGS[kind].whose is whose and characteristic in (MEANINGS[kind].shows, MEANINGS[kind].lacks)
    )
