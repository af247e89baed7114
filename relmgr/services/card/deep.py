"""Depth on the card: the eight signs, the standing with the user's own word, and the notice (D1 to D3)."""

from collections.abc import Mapping
from datetime import date, datetime

from relmgr.domain import depth
from relmgr.domain.calendar_words import short_day
from relmgr.domain.ids import PersonId
from relmgr.domain.kinds import Sign, SignState, WarningSign
from relmgr.domain.moments import MomentKind, sign_words
from relmgr.domain.numbers import starting
from relmgr.i18n import _
from relmgr.services.card.coming import in_sentence
from relmgr.services.card.deep_views import (
    DepthView,
    NoticeView,
    OverrulingView,
    SignSummary,
    SignView,
    WarningView,
)
from relmgr.services.depth import notice_words
from relmgr.services.notices import is_waiting
from relmgr.store.store import Session

Signs = Mapping[Sign, depth.SignEvidence]


def sign_views(signs: Signs, today: date) -> tuple[SignView, ...]:
    """The eight signs in their order, two columns read across."""
    return tuple(
        SignView(
            sign=sign,
            state=one.state,
            shown_as=SignState.FADING if one.is_fading else one.state,
            words=sign_words(sign),
            evidence=one.words(today),
            moment_id=one.moment.number
            if one.moment is not None and one.moment.kind is not MomentKind.PATCH_MENDED
            else None,
            has_evidence=one.moment is not None,
        )
        for sign, one in signs.items()
    )


def depth_words(signs: Signs) -> str:
    """ "Six of eight signs present, one fading"."""
    return starting(depth.summary(signs))


def depth_view(history: depth.History, judged: depth.Judgement, signs: Signs, today: date) -> DepthView:
    """What programs read."""
    return DepthView(
        standing=judged.standing,
        trend=judged.trend,
        signs={sign: SignSummary(one.state, one.last) for sign, one in signs.items()},
        warnings=tuple(
            WarningView(fact.warning, fact.days, fact.sentence)
            for fact in depth.warning_facts(history, today)
        ),
    )


def standing_words(judged: depth.Judgement, since: date | None, today: date) -> str:
    """The overall word at the right of the heading: "Deep, rising since June"; "Growing, as you see it"."""
    if judged.overruling is None:
        return depth.standing_sentence(judged.computed, judged.trend, since, today)
    return _("{standing}, as you see it").format(standing=depth.standing_word(judged.standing))


def overruling_view(judged: depth.Judgement, since: date | None, today: date) -> OverrulingView | None:
    """Who says so and why, with the computed standing beside it."""
    word = judged.overruling
    if word is None:
        return None
    computed = depth.standing_sentence(judged.computed, judged.trend, since, today)
    return OverrulingView(
        standing=word.standing,
        computed=judged.computed,
        said=_("You said on {day}: “{reason}”").format(day=short_day(word.on_day, today), reason=word.reason),
        computed_words=_("The evidence says: {standing}").format(standing=computed),
        reason=word.reason,
    )


def notice_view(  # noqa: PLR0917  (what was read already)
    session: Session, history: depth.History, person_id: PersonId, name: str, now: datetime, today: date
) -> NoticeView | None:
    """The notice, unless there is none, or it was put away or off."""
    facts = depth.notice(history, today)
    newest = depth.newest_day(depth.recent_warnings(history, today)) if facts else None
    if newest is None or is_waiting(session, person_id, newest, now):
        return None
    return NoticeView(
        title=_("Worth a word with {name}").format(name=in_sentence(name)),
        facts=notice_words(facts),
        newest=newest,
        question=_question(tuple(fact.warning for fact in facts)),
    )


def _question(warned: tuple[WarningSign, ...]) -> str:
    """A question to begin from: it asks how things are, and accuses nobody."""
    if WarningSign.HAGGLING in warned:
        return _("Does what I do still fit what you need, and what it may cost?")
    if WarningSign.CALLED_SUPPLIER in warned:
        return _("What would you like me to be for you, beyond the work?")
    if WarningSign.NO_FEEDBACK in warned:
        return _("What could I do differently for you?")
    return _("How are things with you, and is there anything I should know?")
