"""What reminders are made of: where each comes from, what the form holds, and the item that is shown."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time
from enum import StrEnum

from relmgr.domain.ids import ConversationId, PersonId, ReminderId
from relmgr.services.people.faces import PersonFace


class Source(StrEnum):
    """What asks for attention (R3). Quiet is only on Today, never a popup."""

    REMINDER = "reminder"
    MILESTONE = "milestone"
    LIFE_EVENT = "life_event"
    EXPECTATION = "expectation"
    THANK_YOU = "thank_you"
    CADENCE = "cadence"
    QUIET = "quiet"
    GAP = "gap"
    """Never said or never agreed for a while; only on Today, like the next three."""
    REQUEST = "request"
    UPDATE = "update"
    HEADS_UP = "heads_up"
    NOTICE = "notice"
    """Two kinds of warnings came together; only on the card and on Today (D2)."""
    AWAY = "away"
    """An absence has ended: is the person back?"""
    GENTLE = "gentle"
    """Gentle mode has ended: is it easier again?"""
    ANSWER = "answer"
    """Somebody waits for an answer in a rough patch (G5)."""
    ROUGH_PATCH = "rough_patch"
    """The next step in a rough patch."""
    AFTERCARE = "aftercare"
    """A month after it was solved: how is it now?"""
    ADVICE = "advice"
    """Advice of mine: did it help? (G3)."""
    FEEDBACK_THANKS = "feedback_thanks"
    """Feedback to me, in its steps (G4): thanks, a decision, the change, and telling them."""
    FEEDBACK_DECIDE = "feedback_decide"
    FEEDBACK_CHANGE = "feedback_change"
    FEEDBACK_TELL = "feedback_tell"
    FIRST_DAYS = "first_days"
    """A step of the first 30 days with somebody new (G7)."""
    DEEPENING = "deepening"
    """The next step with somebody I chose to deepen this quarter (D4)."""
    LONG_VIEW = "long_view"
    """A decision to look back at (D7)."""
    KEEPING = "keeping"
    """The day to look at whether to keep somebody; only on Today, like the next."""
    KEEPING_LOOK = "keeping_look"
    """Once a year: whom nothing was said of."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReminderInput:
    """What the form of a free reminder holds.

    at_time: local wall clock, None for the morning. rrule: RFC 5545 text of the rule, "" for once. leads: days ahead
    it is shown, 0 for the day itself. grace_days: how long an undecided occurrence of a rule stays due, 0 to 366;
    None until the next one takes its place, at most 31. What happens once stays until it is decided.
    """

    person_id: PersonId | None = None
    title: str
    why: str = ""
    start_on: date
    at_time: time | None = None
    rrule: str = ""
    leads: tuple[int, ...] = (0,)
    grace_days: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReminderDetails:
    """One free reminder as it stands."""

    id: ReminderId
    input: ReminderInput
    set_at: datetime
    ended_on: date | None
    conversation_id: ConversationId | None
    rule_words: str
    """The rule in words: "every third Sunday of June, 7 days ahead and on the day"."""


@dataclass(frozen=True, slots=True)
class Words:
    """Title and reason; `short_why` leaves out how to reach them, `local_words` tells their time."""

    title: str
    why: str
    short_why: str
    local_words: str = ""


class Saying:
    """What an item says, put into words when it is first read: of hundreds that are due, a page shows a dozen."""

    __slots__ = ("_made", "_make")

    def __init__(self, make: Callable[[], Words]) -> None:
        self._make = make
        self._made: Words | None = None

    @property
    def words(self) -> Words:
        """The words; the same each time."""
        if self._made is None:
            self._made = self._make()
        return self._made


@dataclass(frozen=True, slots=True, kw_only=True)
class DueItem:
    """One line that asks for attention: on Today, in the tray panel, in a popup and from the command line.

    (source, source_id, occurrence) is what a decision is made about; source_id is a person's for cadence and quiet.
    """

    source: Source
    source_id: int
    occurrence: date
    person: PersonFace | None
    """Whose card it opens; for kin without a card of their own, the person they belong to."""
    saying: Saying = field(compare=False, repr=False)
    late_days: int
    late_words: str
    """ "1 day late.", for reminders and expectations only; nothing else counts up."""
    due_on: date
    while_away: bool
    """It came due while the app was closed or asleep."""
    stage: str
    """Which showing this is; opaque, for `mark_shown`."""
    since: datetime
    """When it began to ask, in UTC."""
    days_ahead: int
    """0 on its day; otherwise which of its lead days this is."""
    is_question: bool = False
    """The title is a question: Done says yes, Snooze says not yet (P7)."""

    @property
    def title(self) -> str:
        """What it is, in a few words."""
        return self.saying.words.title

    @property
    def why(self) -> str:
        """The reason, and how to reach them."""
        return self.saying.words.why

    @property
    def short_why(self) -> str:
        """`why` without the hint how to reach them: for popups, together with `local_words`."""
        return self.saying.words.short_why

    @property
    def local_words(self) -> str:
        """ "It is 16:42 in Cape Town.", where their clock differs from mine; else empty."""
        return self.saying.words.local_words

    @property
    def key(self) -> tuple[Source, int, date]:
        """What tells it from all others."""
        return self.source, self.source_id, self.occurrence


@dataclass(frozen=True, slots=True)
class LookResult:
    """What is known of the look before this one."""

    previous: datetime | None
    jumped_back: bool
    """The clock is more than an hour behind what it showed then: the window says so (quality §3)."""
