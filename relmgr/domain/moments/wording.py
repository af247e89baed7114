"""How moments read: on a chip, in a dated sentence, beside a sign, and what each speaks for (C4, D1, D2)."""

from collections.abc import Iterable, Sequence
from datetime import date

from relmgr.domain.calendar_words import short_day
from relmgr.domain.kinds import Characteristic, Sign, WarningSign, Whose
from relmgr.domain.moments.catalogue import MEANINGS, Moment, MomentKind
from relmgr.domain.numbers import count_word, listed
from relmgr.i18n import _, kept, ngettext

_LONGEST_REASON = 40
"""Characters of a note that fit beside a sign; a longer one gives way to the date."""


@kept
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
        MomentKind.TOOK_RESPONSIBILITY: _("Took responsibility"),
        MomentKind.PASSED_BLAME: _("Passed the blame on"),
        MomentKind.WORKED_ALONGSIDE: _("Worked on it with me"),
        MomentKind.LEFT_IT_TO_ME: _("Left it all to me"),
        MomentKind.ASKED_FOR_FEEDBACK: _("Asked for feedback"),
        MomentKind.GAVE_FEEDBACK: _("Gave me feedback"),
        MomentKind.CHANGED_SOMETHING: _("Changed what I had asked for"),
        MomentKind.APOLOGISED: _("Said sorry"),
        MomentKind.TALKED_DOWN: _("Talked down to me"),
        MomentKind.SENT_UPDATE: _("Sent an update unasked"),
        MomentKind.TOLD_BAD_NEWS: _("Told me bad news early"),
        MomentKind.KEPT_PROMISE: _("Kept a promise"),
        MomentKind.BROKE_PROMISE: _("Broke a promise"),
        MomentKind.ASKED_AFTER_MINE: _("Asked after me and mine"),
        MomentKind.THANKED_ME: _("Thanked me"),
        MomentKind.SPOKE_FOR_THEM: _("I put in a good word"),
        MomentKind.I_TOOK_RESPONSIBILITY: _("I took responsibility"),
        MomentKind.I_PASSED_BLAME: _("I passed the blame on"),
        MomentKind.PRESENTED: _("I presented to the leaders there"),
        MomentKind.TAUGHT: _("I taught colleagues there"),
        MomentKind.SAT_IN: _("I sat in with the team"),
        MomentKind.I_DECIDED_ALONE: _("I decided without asking"),
        MomentKind.I_ASKED_FOR_FEEDBACK: _("I asked for feedback"),
        MomentKind.I_GAVE_FEEDBACK: _("I gave feedback"),
        MomentKind.I_CHANGED_SOMETHING: _("I changed what was asked of me"),
        MomentKind.I_LEFT_FEEDBACK: _("I left feedback unanswered"),
        MomentKind.I_REPEATED_MISTAKE: _("I made the same mistake again"),
        MomentKind.I_ASKED_FOR_HELP: _("I asked for help"),
        MomentKind.I_APOLOGISED: _("I said sorry"),
        MomentKind.I_INSISTED: _("I insisted on being right"),
        MomentKind.I_SENT_UPDATE: _("I sent an update unasked"),
        MomentKind.I_TOLD_BAD_NEWS: _("I told bad news early"),
        MomentKind.I_LISTENED: _("I listened more than I talked"),
        MomentKind.I_MISSED_UPDATE: _("I missed an update"),
        MomentKind.I_LET_WAIT: _("I let an answer wait"),
        MomentKind.I_KEPT_PROMISE: _("I kept a promise"),
        MomentKind.I_BROKE_PROMISE: _("I broke a promise"),
        MomentKind.I_WENT_FURTHER: _("I went the extra mile"),
        MomentKind.I_WAS_LATE: _("I was late"),
        MomentKind.I_CANCELLED: _("I cancelled"),
        MomentKind.I_ASKED_AFTER: _("I asked after family or health"),
        MomentKind.I_THANKED: _("I said thank you"),
        MomentKind.I_FORGOT_DAY: _("I forgot a day that mattered"),
        MomentKind.I_WAS_SHORT: _("I was short"),
        MomentKind.PATCH_MENDED: _("Put a rough patch right with me"),
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


@kept
def characteristic_words(characteristic: Characteristic) -> str:
    """The characteristic as the mirror names it."""
    return {
        Characteristic.SPONSORSHIP: _("Sponsorship and accountability"),
        Characteristic.PARTICIPATION: _("Participation"),
        Characteristic.IMPROVEMENT: _("Constant improvement"),
        Characteristic.HUMILITY: _("Humility"),
        Characteristic.COMMUNICATION: _("Communication"),
        Characteristic.COMMITMENT: _("Commitment"),
        Characteristic.KINDNESS: _("Kindness"),
    }[characteristic]


@kept
def warning_words(warning: WarningSign) -> str:
    """What a warning is called in a list of them."""
    return {
        WarningSign.CANCELLED: _("Cancelled last minute"),
        WarningSign.DELAY: _("Delay"),
        WarningSign.NO_FEEDBACK: _("No feedback"),
        WarningSign.HAGGLING: _("Price haggling"),
        WarningSign.CALLED_SUPPLIER: _("Called me a supplier"),
        WarningSign.MISSING_UPDATE: _("Missing update"),
        WarningSign.SILENCE: _("Silence"),
    }[warning]


def whose_words(whose: Whose) -> str:
    """Whose conduct a moment is."""
    return {Whose.THEIRS: _("Theirs toward me"), Whose.MINE: _("Mine toward them")}[whose]


@kept
def speaks_words(kind: MomentKind) -> str:
    """What a kind of moment speaks for, in a line of the catalogue: "for: Asks me for help; shows: Humility"."""
    meaning = MEANINGS[kind]
    parts = (
        _("for: {sign}").format(sign=sign_words(meaning.supports)) if meaning.supports else "",
        _("against: {sign}").format(sign=sign_words(meaning.contradicts)) if meaning.contradicts else "",
        _("warning: {warning}").format(warning=warning_words(meaning.warning)) if meaning.warning else "",
        _("shows: {what}").format(what=characteristic_words(meaning.shows)) if meaning.shows else "",
        _("lacks: {what}").format(what=characteristic_words(meaning.lacks)) if meaning.lacks else "",
    )
    return _("; ").join(part for part in parts if part)


def say(kind: MomentKind, day: date, today: date) -> str:
    """What happened and when: "Haggled on 13 Nov"."""
    return _dated_words(kind).format(day=short_day(day, today))


def say_days(kind: MomentKind, days: Sequence[date], today: date) -> str:
    """The same of several days: "Cancelled at the last minute on 3 Nov and 13 Nov"."""
    return _dated_words(kind).format(day=listed(tuple(short_day(day, today) for day in days)))


@kept
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
        MomentKind.TOOK_RESPONSIBILITY: _("Took responsibility on {day}"),
        MomentKind.PASSED_BLAME: _("Passed the blame on on {day}"),
        MomentKind.WORKED_ALONGSIDE: _("Worked on it with me on {day}"),
        MomentKind.LEFT_IT_TO_ME: _("Left it all to me on {day}"),
        MomentKind.ASKED_FOR_FEEDBACK: _("Asked for feedback on {day}"),
        MomentKind.GAVE_FEEDBACK: _("Gave me feedback on {day}"),
        MomentKind.CHANGED_SOMETHING: _("Changed what I had asked for on {day}"),
        MomentKind.APOLOGISED: _("Said sorry on {day}"),
        MomentKind.TALKED_DOWN: _("Talked down to me on {day}"),
        MomentKind.SENT_UPDATE: _("Sent an update unasked on {day}"),
        MomentKind.TOLD_BAD_NEWS: _("Told me bad news early on {day}"),
        MomentKind.KEPT_PROMISE: _("Kept a promise on {day}"),
        MomentKind.BROKE_PROMISE: _("Broke a promise on {day}"),
        MomentKind.ASKED_AFTER_MINE: _("Asked after me and mine on {day}"),
        MomentKind.THANKED_ME: _("Thanked me on {day}"),
        MomentKind.SPOKE_FOR_THEM: _("I put in a good word on {day}"),
        MomentKind.I_TOOK_RESPONSIBILITY: _("I took responsibility on {day}"),
        MomentKind.I_PASSED_BLAME: _("I passed the blame on on {day}"),
        MomentKind.PRESENTED: _("I presented to the leaders there on {day}"),
        MomentKind.TAUGHT: _("I taught colleagues there on {day}"),
        MomentKind.SAT_IN: _("I sat in with the team on {day}"),
        MomentKind.I_DECIDED_ALONE: _("I decided without asking on {day}"),
        MomentKind.I_ASKED_FOR_FEEDBACK: _("I asked for feedback on {day}"),
        MomentKind.I_GAVE_FEEDBACK: _("I gave feedback on {day}"),
        MomentKind.I_CHANGED_SOMETHING: _("I changed what was asked of me on {day}"),
        MomentKind.I_LEFT_FEEDBACK: _("I left feedback unanswered on {day}"),
        MomentKind.I_REPEATED_MISTAKE: _("I made the same mistake again on {day}"),
        MomentKind.I_ASKED_FOR_HELP: _("I asked for help on {day}"),
        MomentKind.I_APOLOGISED: _("I said sorry on {day}"),
        MomentKind.I_INSISTED: _("I insisted on being right on {day}"),
        MomentKind.I_SENT_UPDATE: _("I sent an update unasked on {day}"),
        MomentKind.I_TOLD_BAD_NEWS: _("I told bad news early on {day}"),
        MomentKind.I_LISTENED: _("I listened more than I talked on {day}"),
        MomentKind.I_MISSED_UPDATE: _("I missed an update on {day}"),
        MomentKind.I_LET_WAIT: _("I let an answer wait on {day}"),
        MomentKind.I_KEPT_PROMISE: _("I kept a promise on {day}"),
        MomentKind.I_BROKE_PROMISE: _("I broke a promise on {day}"),
        MomentKind.I_WENT_FURTHER: _("I went the extra mile on {day}"),
        MomentKind.I_WAS_LATE: _("I was late on {day}"),
        MomentKind.I_CANCELLED: _("I cancelled on {day}"),
        MomentKind.I_ASKED_AFTER: _("I asked after family or health on {day}"),
        MomentKind.I_THANKED: _("I said thank you on {day}"),
        MomentKind.I_FORGOT_DAY: _("I forgot a day that mattered on {day}"),
        MomentKind.I_WAS_SHORT: _("I was short on {day}"),
        MomentKind.PATCH_MENDED: _("Put a rough patch right with me on {day}"),
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
