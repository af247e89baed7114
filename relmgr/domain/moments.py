"""The catalogue of moments: each dated piece of evidence is of one of these kinds, with these words (C4, D1, D2)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from relmgr.domain.calendar_words import short_day
from relmgr.domain.kinds import Sign, WarningSign
from relmgr.domain.numbers import count_word, listed
from relmgr.i18n import _, kept, ngettext

_LONGEST_REASON = 40
"""Characters of a note that fit beside a sign; a longer one gives way to the date."""


class MomentKind(StrEnum):
    """What happened, as it is stored. The signs seen, the warnings, and what else speaks against a sign; then what
    an advocate did (P12) and favours both ways (P14), which speak for no sign and are never totalled.
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


@dataclass(frozen=True, slots=True, kw_only=True)
class MomentMeaning:
    """What a kind of moment speaks for: a sign it supports, a warning it is, a sign it contradicts."""

    supports: Sign | None = None
    contradicts: Sign | None = None
    warning: WarningSign | None = None


MEANINGS: dict[MomentKind, MomentMeaning] = {
    MomentKind.ASKED_FOR_HELP: MomentMeaning(supports=Sign.ASKS_FOR_HELP),
    MomentKind.ACTED_ON_ADVICE: MomentMeaning(supports=Sign.ACTS_ON_ADVICE),
    MomentKind.REFERRED_ME: MomentMeaning(supports=Sign.REFERS_ME),
    MomentKind.NO_MONEY_ARGUMENT: MomentMeaning(supports=Sign.NO_MONEY_ARGUMENT),
    MomentKind.FORGAVE_MISTAKE: MomentMeaning(supports=Sign.FORGIVES),
    MomentKind.INVOLVED_EARLY: MomentMeaning(supports=Sign.INVOLVES_EARLY),
    MomentKind.COMPLEX_ISSUE: MomentMeaning(supports=Sign.COMPLEX_ISSUES),
    MomentKind.RESPECT: MomentMeaning(supports=Sign.RESPECT),
    MomentKind.CANCELLED: MomentMeaning(warning=WarningSign.CANCELLED),
    MomentKind.DELAY: MomentMeaning(warning=WarningSign.DELAY),
    MomentKind.SILENCE: MomentMeaning(warning=WarningSign.SILENCE),
    MomentKind.HAGGLING: MomentMeaning(warning=WarningSign.HAGGLING, contradicts=Sign.NO_MONEY_ARGUMENT),
    MomentKind.NO_FEEDBACK: MomentMeaning(warning=WarningSign.NO_FEEDBACK),
    MomentKind.CALLED_SUPPLIER: MomentMeaning(warning=WarningSign.CALLED_SUPPLIER, contradicts=Sign.RESPECT),
    MomentKind.MISSING_UPDATE: MomentMeaning(warning=WarningSign.MISSING_UPDATE),
    MomentKind.WENT_ELSEWHERE: MomentMeaning(contradicts=Sign.ASKS_FOR_HELP),
    MomentKind.IGNORED_ADVICE: MomentMeaning(contradicts=Sign.ACTS_ON_ADVICE),
    MomentKind.RECOMMENDED_OTHER: MomentMeaning(contradicts=Sign.REFERS_ME),
    MomentKind.HELD_MISTAKE: MomentMeaning(contradicts=Sign.FORGIVES),
    MomentKind.INVOLVED_LATE: MomentMeaning(contradicts=Sign.INVOLVES_EARLY),
    MomentKind.KEPT_OUT: MomentMeaning(contradicts=Sign.COMPLEX_ISSUES),
    MomentKind.DISRESPECT: MomentMeaning(contradicts=Sign.RESPECT),
    MomentKind.SPOKE_FOR_ME: MomentMeaning(),
    MomentKind.SPOKE_AGAINST_ME: MomentMeaning(),
    MomentKind.DID_ME_FAVOUR: MomentMeaning(),
    MomentKind.DID_THEM_FAVOUR: MomentMeaning(),
}

SIGN_KINDS: tuple[MomentKind, ...] = tuple(kind for kind, what in MEANINGS.items() if what.supports)
"""The eight signs in the order of the log dialog."""

WARNING_KINDS: tuple[MomentKind, ...] = tuple(kind for kind, what in MEANINGS.items() if what.warning)
"""The warnings; the log dialog shows the first four, the rest behind "More"."""

CONTRARY_KINDS: tuple[MomentKind, ...] = tuple(
    kind for kind, what in MEANINGS.items() if what.contradicts and not what.warning
)
"""What speaks against a sign without being a warning, in the order of the signs in the log dialog."""

ADVOCATE_KINDS: tuple[MomentKind, ...] = (MomentKind.SPOKE_FOR_ME, MomentKind.SPOKE_AGAINST_ME)
"""How somebody spoke of me where I was not: the evidence of an advocate (P12)."""

FAVOUR_KINDS: tuple[MomentKind, ...] = (MomentKind.DID_ME_FAVOUR, MomentKind.DID_THEM_FAVOUR)
"""Favours both ways between allies (P14)."""

SHOWN_WARNINGS = 4


@dataclass(frozen=True, slots=True)
class Moment:
    """One dated piece of evidence, as far as the rules of depth need it."""

    kind: MomentKind
    day: date
    note: str = ""


@kept
def support_of(sign: Sign) -> MomentKind:
    """The kind of moment that speaks for `sign`."""
    return next(kind for kind, meaning in MEANINGS.items() if meaning.supports is sign)


def moment_words(kind: MomentKind) -> str:
    """What happened, as the log dialog offers it and a line begins: "Asked for my help", "Price haggling"."""
    return {
        MomentKind.ASKED_FOR_HELP: _("Asked for my help"),
        MomentKind.ACTED_ON_ADVICE: _("Acted on my advice"),
        MomentKind.REFERRED_ME: _("Referred me"),
        MomentKind.NO_MONEY_ARGUMENT: _("Didn’t argue about money"),
        MomentKind.FORGAVE_MISTAKE: _("Forgave a mistake"),
        MomentKind.INVOLVED_EARLY: _("Involved me early"),
        MomentKind.COMPLEX_ISSUE: _("Shared a complex issue"),
        MomentKind.RESPECT: _("Treated me with respect"),
        MomentKind.CANCELLED: _("Cancelled last minute"),
        MomentKind.DELAY: _("Delay"),
        MomentKind.SILENCE: _("Silence"),
        MomentKind.HAGGLING: _("Price haggling"),
        MomentKind.NO_FEEDBACK: _("No feedback"),
        MomentKind.CALLED_SUPPLIER: _("Called me a supplier"),
        MomentKind.MISSING_UPDATE: _("Missing update"),
        MomentKind.WENT_ELSEWHERE: _("Went elsewhere for help"),
        MomentKind.IGNORED_ADVICE: _("Set my advice aside"),
        MomentKind.RECOMMENDED_OTHER: _("Recommended somebody else"),
        MomentKind.HELD_MISTAKE: _("Held a mistake against me"),
        MomentKind.INVOLVED_LATE: _("Involved me too late"),
        MomentKind.KEPT_OUT: _("Kept me out of a complex issue"),
        MomentKind.DISRESPECT: _("Was disrespectful"),
        MomentKind.SPOKE_FOR_ME: _("Spoke up for me"),
        MomentKind.SPOKE_AGAINST_ME: _("Spoke against me"),
        MomentKind.DID_ME_FAVOUR: _("Did me a favour"),
        MomentKind.DID_THEM_FAVOUR: _("I did them a favour"),
    }[kind]


@kept
def sign_words(sign: Sign) -> str:
    """The sign as the card's Depth section names it: "Asks me for help"."""
    return {
        Sign.ASKS_FOR_HELP: _("Asks me for help"),
        Sign.ACTS_ON_ADVICE: _("Acts on my advice"),
        Sign.REFERS_ME: _("Refers me to others"),
        Sign.NO_MONEY_ARGUMENT: _("Doesn’t argue about money"),
        Sign.FORGIVES: _("Forgives mistakes"),
        Sign.COMPLEX_ISSUES: _("Involves me in complex issues"),
        Sign.INVOLVES_EARLY: _("Involves me early"),
        Sign.RESPECT: _("Treats me with respect"),
    }[sign]


def say(kind: MomentKind, day: date, today: date) -> str:
    """What happened and when: "Haggled on 13 Nov"."""
    return _dated_words(kind).format(day=short_day(day, today))


def _dated_words(kind: MomentKind) -> str:
    return {
        MomentKind.ASKED_FOR_HELP: _("Asked for my help on {day}"),
        MomentKind.ACTED_ON_ADVICE: _("Acted on my advice on {day}"),
        MomentKind.REFERRED_ME: _("Referred me on {day}"),
        MomentKind.NO_MONEY_ARGUMENT: _("Didn’t argue about money on {day}"),
        MomentKind.FORGAVE_MISTAKE: _("Forgave a mistake on {day}"),
        MomentKind.INVOLVED_EARLY: _("Involved me early on {day}"),
        MomentKind.COMPLEX_ISSUE: _("Shared a complex issue on {day}"),
        MomentKind.RESPECT: _("Treated me with respect on {day}"),
        MomentKind.CANCELLED: _("Cancelled at the last minute on {day}"),
        MomentKind.DELAY: _("Late on {day}"),
        MomentKind.SILENCE: _("Silence noticed on {day}"),
        MomentKind.HAGGLING: _("Haggled on {day}"),
        MomentKind.NO_FEEDBACK: _("No feedback on {day}"),
        MomentKind.CALLED_SUPPLIER: _("Called me a supplier on {day}"),
        MomentKind.MISSING_UPDATE: _("Update missing on {day}"),
        MomentKind.WENT_ELSEWHERE: _("Went elsewhere on {day}"),
        MomentKind.IGNORED_ADVICE: _("Set my advice aside on {day}"),
        MomentKind.RECOMMENDED_OTHER: _("Recommended somebody else on {day}"),
        MomentKind.HELD_MISTAKE: _("Held a mistake against me on {day}"),
        MomentKind.INVOLVED_LATE: _("Involved me too late on {day}"),
        MomentKind.KEPT_OUT: _("Kept me out on {day}"),
        MomentKind.DISRESPECT: _("Was disrespectful on {day}"),
        MomentKind.SPOKE_FOR_ME: _("Spoke up for me on {day}"),
        MomentKind.SPOKE_AGAINST_ME: _("Spoke against me on {day}"),
        MomentKind.DID_ME_FAVOUR: _("Did me a favour on {day}"),
        MomentKind.DID_THEM_FAVOUR: _("I did them a favour on {day}"),
    }[kind]


def evidence_words(moment: Moment | None, today: date) -> str:
    """What stands at the right of a sign (DESIGN §6: always a date or a reason).

    "Haggled on 13 Nov" for what speaks against it; else its note if that is short ("The August outage"), else
    "Last on 13 Nov"; "No evidence yet" without a moment.
    """
    if moment is None:
        return _("No evidence yet")
    if MEANINGS[moment.kind].contradicts:
        return say(moment.kind, moment.day, today)
    note = moment.note.strip()
    if note and len(note) <= _LONGEST_REASON and "\n" not in note:
        return note
    return _("Last on {day}").format(day=short_day(moment.day, today))


def warnings_words(warnings: Iterable[WarningSign]) -> str:
    """The warnings counted by kind: "two cancelled calls", "one delay and two rounds of haggling"."""
    counts: dict[WarningSign, int] = {}
    for warning in warnings:
        counts[warning] = counts.get(warning, 0) + 1
    return listed(
        tuple(_noun(warning, count).format(count=count_word(count)) for warning, count in counts.items())
    )


def _noun(warning: WarningSign, count: int) -> str:
    match warning:
        case WarningSign.CANCELLED:
            return ngettext("{count} cancelled call", "{count} cancelled calls", count)
        case WarningSign.DELAY:
            return ngettext("{count} delay", "{count} delays", count)
        case WarningSign.NO_FEEDBACK:
            return ngettext("{count} time without feedback", "{count} times without feedback", count)
        case WarningSign.HAGGLING:
            return ngettext("{count} round of haggling", "{count} rounds of haggling", count)
        case WarningSign.CALLED_SUPPLIER:
            return ngettext("called a supplier {count} time", "called a supplier {count} times", count)
        case WarningSign.MISSING_UPDATE:
            return ngettext("{count} missing update", "{count} missing updates", count)
        case WarningSign.SILENCE:
            return _("silence")
