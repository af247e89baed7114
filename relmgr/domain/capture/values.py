"""What a capture can hold: spans of the text, each with a typed value, a label and words for its chip."""

from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum
from typing import TypeVar

from relmgr.domain.ids import LifeEventId, PersonId
from relmgr.domain.kinds import ConversationKind, Feeling, MilestoneKind, RelationKind
from relmgr.domain.moments import MomentKind
from relmgr.domain.partial_date import PartialDate


class SpanKind(StrEnum):
    """What a piece of the text was understood as, in the order of the chips (DESIGN §5)."""

    WITH = "with"
    WHEN = "when"
    HOW = "how"
    FELT = "felt"
    LIFE = "life"
    PROMISE_MINE = "promise_mine"
    PROMISE_THEIRS = "promise_theirs"
    REQUEST = "request"
    MILESTONE = "milestone"
    NEXT = "next"
    LATE = "late"
    MOMENT = "moment"


class LifeMode(StrEnum):
    """Whether a life event suggests muting business nudges (P7); the user decides."""

    NONE = "none"
    AWAY = "away"
    GENTLE = "gentle"


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownPerson:
    """Somebody the text may name: `name` as shown, first and nick name, other spellings. Light persons count too."""

    id: PersonId
    name: str
    first: str = ""
    nickname: str = ""
    others: tuple[str, ...] = ()
    is_light: bool = False
    pronouns: str = ""
    """As the card holds them, such as "she/her"; "" where none were given."""
    role: str = ""
    """What they do, such as "Accountant": "my accountant" names them if nobody else does that."""


@dataclass(frozen=True, slots=True)
class Tie:
    """`other` is `kind` to `person`: Ben's wife is his PARTNER. `label` is the user's own word for it."""

    person: PersonId
    other: PersonId
    kind: RelationKind
    label: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownLifeEvent:
    """A life event already on somebody's card, which the text may carry on."""

    id: LifeEventId
    person: PersonId
    title: str


@dataclass(frozen=True, slots=True)
class Who:
    """Somebody the contact was with. Several `people` are a choice the user has to make; `name` as shown or typed."""

    people: tuple[PersonId, ...]
    name: str

    @property
    def is_ambiguous(self) -> bool:
        """Whether more than one person answers to the name."""
        return len(self.people) > 1


@dataclass(frozen=True, slots=True)
class When:
    """The day of the contact, never after today, and the time of day if the text names one."""

    day: date
    clock: time | None = None


@dataclass(frozen=True, slots=True)
class How:
    """The kind of contact."""

    kind: ConversationKind


@dataclass(frozen=True, slots=True)
class Felt:
    """How they seemed to leave; `person` is whom the text says it of, None where that is not clear."""

    feeling: Feeling
    person: PersonId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Life:
    """Something in progress in their life. `follow_up` is a suggestion; `continues` the event it carries on.

    `is_over` means that what was in progress has ended ("back from holiday").
    """

    title: str
    since: PartialDate | None
    until: PartialDate | None
    follow_up: date
    person: PersonId | None = None
    """On whose card it belongs, if the text says so; None: of the first one talked with."""
    mode: LifeMode = LifeMode.NONE
    is_over: bool = False
    continues: LifeEventId | None = None


@dataclass(frozen=True, slots=True)
class Promise:
    """What somebody said they would do (or, as a request, what they asked of me), and by when if that was said."""

    statement: str
    due: date | None
    person: PersonId | None = None
    """Whose promise or to whom, where several people are named and this names one; else the person talked with."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Milestone:
    """A date in somebody's life: `who` as typed ("Tom", "daughter"), "" for the person talked with.

    `person` is on whose card it belongs; `is_kin` says that `who` is somebody of theirs without a card.
    """

    kind: MilestoneKind
    title: str
    who: str
    person: PersonId | None
    date: PartialDate
    is_kin: bool = False


@dataclass(frozen=True, slots=True)
class NextStep:
    """What to do next with them ("Call again"), on which day and at what time, where that was said."""

    what: str
    on: date | None
    clock: time | None = None


@dataclass(frozen=True, slots=True)
class Late:
    """Something of theirs that is late: a `WarningSign.DELAY` moment, if the user agrees."""

    what: str


@dataclass(frozen=True, slots=True)
class Seen:
    """A moment the text tells outright, if the user agrees."""

    kind: MomentKind


Value = Who | When | How | Felt | Life | Promise | Milestone | NextStep | Late | Seen
_V = TypeVar("_V", Who, When, How, Felt, Life, Promise, Milestone, NextStep, Late, Seen)


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """`text[start:end]` and what it was understood as; `label` and `words` are its chip's ("I promised", "Rollout plan").

    `is_marked` says whether the text shows it underlined: what only names the person or the kind of contact is not.
    """

    start: int
    end: int
    kind: SpanKind
    value: Value
    label: str
    words: str
    is_marked: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Chip:
    """One understood thing, to press (change it) or to remove (which never changes the text).

    `spans` are indices into `Capture.spans`; empty for what is assumed, such as today.
    """

    kind: SpanKind
    label: str
    words: str
    spans: tuple[int, ...]
    needs_choice: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Capture:
    """A text as it was understood. Spans are in text order and do not overlap; all else stays text."""

    text: str
    spans: tuple[Span, ...]
    people: tuple[Who, ...]
    when: date
    clock: time | None
    """The time of day of the contact, if the text names it."""
    how: ConversationKind | None
    feeling: Feeling | None
    chips: tuple[Chip, ...]

    @property
    def lives(self) -> tuple[Life, ...]:
        """The life events mentioned."""
        return self._of(Life)

    @property
    def milestones(self) -> tuple[Milestone, ...]:
        """The milestones mentioned."""
        return self._of(Milestone)

    @property
    def felt(self) -> Felt | None:
        """The feeling, and whose it is."""
        return next(iter(self._of(Felt)), None)

    def feeling_of(self, person: PersonId) -> Feeling | None:
        """How one of the people talked with left: the feeling said of them, or of nobody and they are the first."""
        felt = self.felt
        there = [who.people[0] for who in self.people if not who.is_ambiguous]
        if felt is None or person not in there:
            return None
        whose = felt.person if felt.person in there else there[0]
        return felt.feeling if whose == person else None

    @property
    def next_step(self) -> NextStep | None:
        """What to do next, the first one said."""
        return next(iter(self._of(NextStep)), None)

    @property
    def late(self) -> tuple[Late, ...]:
        """What of theirs is late."""
        return self._of(Late)

    def promises(self, kind: SpanKind) -> tuple[Promise, ...]:
        """What was promised or asked: PROMISE_MINE, PROMISE_THEIRS or REQUEST."""
        return tuple(s.value for s in self.spans if s.kind is kind and isinstance(s.value, Promise))

    def _of(self, kind: type[_V]) -> tuple[_V, ...]:
        return tuple(span.value for span in self.spans if isinstance(span.value, kind))
