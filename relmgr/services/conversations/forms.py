"""What the log dialog, quick capture and the command line hand over, and what of it cannot be kept."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from relmgr.domain.ids import LifeEventId, PersonId
from relmgr.domain.kinds import Closeness, ConversationKind, Direction, ExpectationKind, Feeling
from relmgr.errors import InputError
from relmgr.i18n import _
from relmgr.services.life_events import LifeEventInput
from relmgr.services.milestones import MilestoneInput
from relmgr.services.moments import MomentInput
from relmgr.services.questions import Asked

MAX_MINUTES = 24 * 60


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonTalk:
    """One of the people spoken with, and how they seemed to leave."""

    person_id: PersonId
    feeling: Feeling | None = None
    feeling_word: str = ""
    """The user's own word for it, such as "relieved"."""
    saw: str = ""
    """What was seen or heard that says so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionInput:
    """What to ask next time, and why. `person_id` None: the first person."""

    text: str
    why: str = ""
    person_id: PersonId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PromiseInput:
    """Something promised in it: `OF_ME` by me, `OF_THEM` by them. `person_id` None: the first person."""

    direction: Direction
    statement: str
    due_on: date | None = None
    person_id: PersonId | None = None
    kind: ExpectationKind = ExpectationKind.PROMISE
    """A request is kept as one: it waits for my answer (E4)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LifeEventUpdate:
    """News of a life event that is known already: it is over, or when to ask again."""

    life_event_id: LifeEventId
    is_over: bool = False
    follow_up_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ConversationInput:
    """One conversation. What names nobody (moments, promises, life events, milestones) is about the first person.

    at: when it took place, zone-aware. zone: the IANA name of where I was. on_day: the day on the wall there.
    minutes: 0 to 1440. by_me: whether I began it, None where it does not matter.
    """

    at: datetime
    zone: str = ""
    on_day: date
    kind: ConversationKind
    minutes: int | None = None
    by_me: bool | None = None
    people: tuple[PersonTalk, ...]
    headline: str = ""
    their_world: str = ""
    our_work: str = ""
    heard: str = ""
    not_said: str = ""
    ask_next: tuple[QuestionInput, ...] = ()
    my_feeling: Feeling | None = None
    closeness: Closeness | None = None
    next_step: str = ""
    next_on: date | None = None
    moments: tuple[MomentInput, ...] = ()
    promises: tuple[PromiseInput, ...] = ()
    life_events: tuple[LifeEventInput, ...] = ()
    milestones: tuple[MilestoneInput, ...] = ()
    life_event_updates: tuple[LifeEventUpdate, ...] = ()
    asked: tuple[Asked, ...] = ()
    """Starters that were asked in it, of the first person; `edit` leaves them as they are."""


TEXTS = ("headline", "their_world", "our_work", "heard", "not_said", "next_step", "zone")
SAME = ("at", "on_day", "minutes", "by_me", "my_feeling", "closeness", "next_on", *TEXTS)
"""Fields of the form that are columns of the same name."""


def columns(given: ConversationInput) -> dict[str, Any]:
    """The row's values. Raises InputError, naming the field, for a form that cannot be kept."""
    if not given.people:
        raise InputError(_("Choose who it was with."), "people")
    if len({talk.person_id for talk in given.people}) < len(given.people):
        raise InputError(_("The same person is named twice. Remove one."), "people")
    if given.minutes is not None and not 0 <= given.minutes <= MAX_MINUTES:
        raise InputError(_("A conversation lasts between 0 and 1440 minutes."), "minutes")
    values = {name: getattr(given, name) for name in SAME}
    values |= {name: values[name].strip() for name in TEXTS}
    return {"conversation_kind": given.kind, **values}
