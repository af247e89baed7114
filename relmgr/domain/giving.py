"""Give and take: when advice is asked about, and what feedback still needs (G2, G3, G4)."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from relmgr.domain.kinds import AdviceOutcome, GiveKind
from relmgr.i18n import _

ADVICE_ASK_DAYS = 30
"""How long advice is left in peace before it is asked, once, whether it helped (G3)."""

DECIDE_DAYS = 7
"""How long feedback may lie before it is asked whether anything will change."""

CHANGE_DAYS = 30
"""How long a change without a day of its own may take before it is asked about."""


def advice_asks_on(given_on: date) -> date:
    """The day on which advice given on `given_on` is asked about, unless another is chosen (G3)."""
    return given_on + timedelta(days=ADVICE_ASK_DAYS)


class FeedbackStage(StrEnum):
    """How far feedback has come (G4)."""

    OPEN = "open"
    DECIDED = "decided"
    CHANGED = "changed"
    TOLD = "told"


class FeedbackStep(StrEnum):
    """What feedback asks for next (G4)."""

    THANK = "thank"
    DECIDE = "decide"
    CHANGE = "change"
    TELL = "tell"


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedbackDays:
    """The days of one piece of feedback. `is_mine`: I told them; then deciding and changing is theirs."""

    is_mine: bool = False
    given_on: date
    thanked_on: date | None = None
    decided_on: date | None = None
    will_change: bool | None = None
    change_by: date | None = None
    changed_on: date | None = None
    told_on: date | None = None


def feedback_stage(days: FeedbackDays) -> FeedbackStage:
    """The last stage that was reached (G4): told, whatever was decided, is the end."""
    if days.told_on is not None:
        return FeedbackStage.TOLD
    if days.changed_on is not None:
        return FeedbackStage.CHANGED
    return FeedbackStage.OPEN if days.decided_on is None else FeedbackStage.DECIDED


def feedback_asks(days: FeedbackDays) -> tuple[tuple[FeedbackStep, date], ...]:
    """What is to be done about it, each with the day from which it asks (G4).

    Theirs: thank them the same day; decide within a week; change by the day that was set, or in a month; then tell
    them, also where I decided to leave it as it is. The thanks wait for nothing and hold up nothing. Mine: where they
    changed something, tell them that I noticed; all else is theirs to do, and nobody is chased.
    """
    if days.told_on is not None:
        return ()
    if days.is_mine:
        return () if days.changed_on is None else ((FeedbackStep.TELL, days.changed_on),)
    asked: list[tuple[FeedbackStep, date]] = []
    if days.thanked_on is None:
        asked.append((FeedbackStep.THANK, days.given_on))
    if days.decided_on is None and days.changed_on is None:
        asked.append((FeedbackStep.DECIDE, days.given_on + timedelta(days=DECIDE_DAYS)))
    elif days.changed_on is not None:
        asked.append((FeedbackStep.TELL, days.changed_on))
    elif days.will_change and days.decided_on is not None:
        by = days.change_by or days.decided_on + timedelta(days=CHANGE_DAYS)
        asked.append((FeedbackStep.CHANGE, by))
    elif days.decided_on is not None:
        asked.append((FeedbackStep.TELL, days.decided_on))
    return tuple(asked)


def give_words(kind: GiveKind) -> str:
    """What was given: "Article"."""
    return {
        GiveKind.ARTICLE: _("Article"),
        GiveKind.TIP: _("Tip"),
        GiveKind.INTRODUCTION: _("Introduction"),
        GiveKind.OTHER: _("Something else"),
    }[kind]


def outcome_words(outcome: AdviceOutcome) -> str:
    """What became of advice: "Acted on"."""
    return {
        AdviceOutcome.ACTED_ON: _("Acted on"),
        AdviceOutcome.SET_ASIDE: _("Set aside"),
        AdviceOutcome.NOT_YET: _("Not tried yet"),
    }[outcome]
