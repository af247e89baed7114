"""What Today and the tray panel show, as sections, lines and words: pure, from what the service found."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from relmgr.domain.calendar_words import weekday_day
from relmgr.domain.kinds import Decision
from relmgr.i18n import _
from relmgr.services.reminders import DueItem, Source
from relmgr.services.today import Part, TodayView

LATER_LINES = 3
"""How many lines of what comes next the panel bears."""

_NOT_WAITING = frozenset(
    {
        *(Source.EXPECTATION, Source.THANK_YOU, Source.FEEDBACK_THANKS, Source.QUIET),
        *(Source.GAP, Source.REQUEST, Source.UPDATE, Source.HEADS_UP, Source.NOTICE),
        *(Source.KEEPING, Source.KEEPING_LOOK),
    }
)


class Block(StrEnum):
    """The sections of the page, in reading order."""

    DUE = "due"
    AT_RISK = "at_risk"
    THANKS = "thanks"
    NOTICES = "notices"
    UNSAID = "unsaid"
    UPCOMING = "upcoming"
    QUIET = "quiet"


SIDE = frozenset({Block.UPCOMING, Block.QUIET})
"""The blocks of the narrow column."""


@dataclass(frozen=True, slots=True)
class Section:
    """One block: its heading and its rows. A block without rows is not shown."""

    block: Block
    title: str
    rows: tuple[DueItem, ...]
    has_more: bool = False
    """There are more than were read."""


@dataclass(frozen=True, slots=True)
class LaterLine:
    """A line under "Later" in the panel."""

    item: DueItem
    words: str
    day_words: str
    is_at_risk: bool


def sections(view: TodayView) -> tuple[Section, ...]:
    """The blocks of the page in reading order, empty ones too."""
    return (
        Section(Block.DUE, _("Reminders due"), view.due, Part.DUE in view.more),
        Section(Block.AT_RISK, _("Expectations at risk"), view.at_risk, Part.AT_RISK in view.more),
        Section(Block.THANKS, _("Thank-yous owed"), view.thanks, Part.THANKS in view.more),
        Section(Block.NOTICES, _("Worth a word"), view.notices),
        Section(Block.UNSAID, _("To talk about"), view.unsaid),
        Section(Block.UPCOMING, _("Next 14 days"), view.upcoming, Part.UPCOMING in view.more),
        Section(Block.QUIET, _("Going quiet"), view.quiet),
    )


def is_quiet_day(view: TodayView) -> bool:
    """Whether nothing asks, and there is somebody to write to for no reason."""
    asks = view.due or view.at_risk or view.thanks or view.unsaid or view.notices
    return bool(view.empty) and not asks


def waiting(items: Iterable[DueItem]) -> int:
    """How many of what is due the number beside Today counts: reminders, not promises at risk or thank-yous."""
    return sum(item.source not in _NOT_WAITING for item in items)


def decision_for(item: DueItem, today: date) -> Decision:
    """What Done means for `item`: a day that has not come yet is handled already (R1)."""
    return Decision.HANDLED if item.occurrence > today and item.source is Source.MILESTONE else Decision.DONE


def done_words(item: DueItem) -> str:
    """What Done is called: a question is answered with yes (P7), a notice is put away (D2)."""
    if item.source is Source.NOTICE:
        return _("Put away")
    if item.source is Source.KEEPING:
        return _("Keep a year")
    return _("Yes") if item.is_question else _("Done")


def snooze_words(item: DueItem) -> str:
    """What Snooze is called."""
    if item.source is Source.NOTICE:
        return _("Wait")
    if item.source is Source.KEEPING:
        return _("Ask again")
    return _("Not yet") if item.is_question else _("Snooze")


def away_words(item: DueItem) -> str:
    """ "While you were away.", for what came while nobody could be told."""
    return _("While you were away.") if item.while_away else ""


def reason(item: DueItem) -> str:
    """The second line of a row in one piece."""
    return " ".join(part for part in (item.late_words, away_words(item), item.why) if part)


def spoken(item: DueItem) -> str:
    """A row in words: what, whose, why."""
    whose = item.person.name if item.person is not None and item.person.name not in item.title else ""
    return _(", ").join(part for part in (item.title, whose, reason(item)) if part)


def pressing(view: TodayView, today: date) -> tuple[DueItem, ...]:
    """The promises whose day has come or is over, which are due as a reminder is (R5)."""
    return tuple(item for item in view.at_risk if item.due_on <= today)


def later(view: TodayView, today: date, count: int = LATER_LINES) -> tuple[LaterLine, ...]:
    """What comes next: promises at risk with a day ahead, and dates; the soonest first."""
    risky = [item for item in view.at_risk if item.due_on > today]
    found = sorted([*risky, *view.upcoming], key=lambda item: (item.due_on, item.source, item.source_id))
    return tuple(
        LaterLine(
            item=item,
            words=item.title,
            day_words=weekday_day(item.due_on, today),
            is_at_risk=item.source is Source.EXPECTATION,
        )
        for item in found[:count]
    )
