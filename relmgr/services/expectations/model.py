"""What an expectation is made of: the form, an agreement about it, and the whole of it with its history."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row

from relmgr.domain.expectation_story import Change
from relmgr.domain.expectations import LEAD_DAYS, Terms
from relmgr.domain.gaps import Standing
from relmgr.domain.ids import ConversationId, ExpectationId, GoalId, PersonId
from relmgr.domain.kinds import Direction, ExpectationKind, Scope, Status, Step


@dataclass(frozen=True, slots=True, kw_only=True)
class ScopeItemInput:
    """One thing hoped for, and what was said of it."""

    text: str
    scope: Scope = Scope.NOT_SAID


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpectationInput:
    """What the form holds. `status` None: agreed for a promise, said for a request, else unspoken."""

    person_id: PersonId
    direction: Direction
    kind: ExpectationKind = ExpectationKind.EXPECTATION
    statement: str
    """For a request: the problem as it was said."""
    items: tuple[ScopeItemInput, ...] = ()
    due_on: date | None = None
    due_until: date | None = None
    """The last day of a range that begins at `due_on`."""
    due_words: str = ""
    """The date in the user's words, such as "Before peak season, 1 Dec"."""
    lead_days: int = LEAD_DAYS
    """0 to 366 days before the date it asks for attention."""
    best_case: str = ""
    worst_case: str = ""
    worst_case_told: bool = False
    """Whether they know how it may go, at best and at worst."""
    agreed_on: date | None = None
    agreed_how: str = ""
    agreed_with: str = ""
    status: Status | None = None
    risk_reason: str = ""
    real_request: str = ""
    """What a request was really about, once that is understood (E4)."""
    answered_on: date | None = None
    """The day a request was answered, by me or by them."""
    goals: tuple[GoalId, ...] = ()
    """Which of their goals it serves."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """What was agreed, at first or anew: the scope, the date, and how and with whom."""

    items: tuple[ScopeItemInput, ...] = ()
    due_on: date | None = None
    due_until: date | None = None
    agreed_on: date | None = None
    """None: today."""
    agreed_how: str = ""
    agreed_with: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpectationChange:
    """One step in the history. Dates and `agreed_words` tell what was agreed before and since."""

    on_day: date
    at: datetime
    from_status: Status | None
    to_status: Status
    note: str
    step: Step = Step.STATUS
    due_before: date | None = None
    due_after: date | None = None
    agreed_words: str = ""

    @property
    def told(self) -> Change:
        """What the story is made of (domain/expectation_story.py)."""
        return Change(
            on_day=self.on_day,
            step=self.step,
            from_status=self.from_status,
            to_status=self.to_status,
            note=self.note,
            due_before=self.due_before,
            due_after=self.due_after,
            agreed_words=self.agreed_words,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpectationDetails:
    """One expectation as it stands, with its history, the oldest step first."""

    id: ExpectationId
    uid: str
    input: ExpectationInput
    status: Status
    """As stored; `relmgr.domain.expectations.shown_status` says what to show."""
    opened_on: date
    closed_on: date | None
    told_on: date | None
    conversation_id: ConversationId | None
    history: tuple[ExpectationChange, ...]

    @property
    def terms(self) -> Terms:
        """What the rules of domain/expectations.py look at."""
        return Terms(
            status=self.status,
            due_on=self.input.due_on,
            due_until=self.input.due_until,
            lead_days=self.input.lead_days,
        )

    @property
    def standing(self) -> Standing:
        """What the rules of domain/gaps.py look at."""
        return Standing(
            kind=self.input.kind,
            status=self.status,
            opened_on=self.opened_on,
            agreed_on=self.input.agreed_on,
            answered_on=self.input.answered_on,
            not_said=sum(item.scope is Scope.NOT_SAID for item in self.input.items),
        )


def terms_of(row: Row[Any]) -> Terms:
    """What the rules look at, from a row of the table."""
    return Terms(status=row.status, due_on=row.due_on, due_until=row.due_until, lead_days=row.lead_days)
