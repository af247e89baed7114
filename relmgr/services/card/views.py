"""What a card shows, as plain frozen values: windows draw it, the command line prints it, tests read it."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from relmgr.domain.ids import (
    ConversationId,
    ExpectationId,
    FactId,
    GoalId,
    LifeEventId,
    NeedId,
    PersonId,
    RelationId,
    StageId,
    WayId,
)
from relmgr.domain.kinds import (
    ContactKind,
    Direction,
    ExpectationKind,
    Feeling,
    RelationKind,
    SparedBy,
    Standing,
    Status,
    Trend,
)
from relmgr.services.card.deep_views import DepthView, NoticeView, OverrulingView, SignView
from relmgr.services.card.giving_views import GiveTakeView
from relmgr.services.card.mending_views import FirstDaysView, RoughView


class Tone(StrEnum):
    """How pressing a date is."""

    NORMAL = "normal"
    SOON = "soon"
    LATE = "late"


class Group(StrEnum):
    """The lanes the timeline is filtered by."""

    CONVERSATIONS = "conversations"
    LIFE = "life"
    PROMISES = "promises"
    MOMENTS = "moments"


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonHead:
    """The top of the card: who this is."""

    id: PersonId
    name: str
    first_name: str
    pronouns: str
    nickname: str
    role_line: str
    """Such as "Operations director at Fernkloof Logistics"."""
    organisation: str
    organisation_id: int | None
    initials: str
    person_colour: int
    company_colour: int | None
    monogram: str
    photo_id: int | None
    logo_id: int | None
    signs: tuple[float, ...]
    """How far each of the eight pieces of the logo has moved: 0, 0.5 or 1, in the order of Sign."""
    place: str
    place_offset: str
    known_since: str
    preferred: str
    standing: Standing
    trend: Trend
    standing_word: str
    trend_word: str
    accessible: str
    is_overruled: bool = False
    """The standing is the user's own word."""
    preferred_channel: ContactKind | None = None
    native_name: str = ""
    say_name: str = ""
    """How to say the name, such as "shee-vawn"."""
    languages: str = ""
    may_not_phone: bool = False
    """They asked not to be phoned."""
    is_light: bool = False
    """Known only through another: not in People."""
    died: str = ""
    """ "Died on 3 May 2024, aged 71": the one quiet line, and nothing more is asked (DESIGN §9)."""
    sponsor_words: str = ""
    """What is amiss with the sponsors where they work, such as "Nobody at Fernkloof is your sponsor." (P12)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LifeEventView:
    """One cell of Right now."""

    id: LifeEventId
    icon: str
    title: str
    """Such as "Father in hospital since 12 Nov"."""
    note: str
    follow_up_words: str
    follow_up_on: date | None
    is_due: bool
    is_past_its_end: bool
    """Its end has passed: the card asks whether it is over (P7)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StarterView:
    """One question to ask, and why."""

    question: str
    why: str
    source: str
    source_id: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class WhoLine:
    """One line under a heading of Who they are: the strong part, then what is known."""

    strong: str
    rest: str
    person_id: PersonId | None = None
    relation_id: RelationId | None = None
    fact_id: FactId | None = None
    way_id: WayId | None = None
    is_past_job: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class FamilyHintView:
    """A tie that follows from others, offered and never added by itself: `other_id` is the `kind` of `one_id` (P5)."""

    one_id: PersonId
    kind: RelationKind
    other_id: PersonId
    words: str
    """ "Are Ivy and Noah siblings?"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BackView:
    """An absence or gentle mode that has just ended: the card asks (P7). `ended` is its last day."""

    spared_by: SparedBy
    ended: date
    question: str
    """ "Is Megan back?"."""


@dataclass(frozen=True, slots=True)
class WhoRow:
    """One heading of Who they are."""

    label: str
    lines: tuple[WhoLine, ...]


@dataclass(frozen=True, slots=True)
class MissingView:
    """Something not known yet: its heading, the gentle words that ask for it, and how many rows stand before it.

    `after` None: it stands behind all that is known.
    """

    what: str
    label: str
    words: str
    after: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ComingView:
    """One line of Coming up."""

    source: str
    source_id: int
    occurrence: date
    day_words: str
    words: str
    how_far: str
    """"" where only a year is known."""
    noted: str = ""
    """A gift idea for the day: "You noted: a book about greyhounds"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FeelingView:
    """How somebody left: "Megan felt", the feeling, its word."""

    who: str
    feeling: Feeling
    word: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ThreadView:
    """One open thread of the last conversation."""

    lead: str
    """Who acts, such as "You" or "Megan"; empty for the next step."""
    text: str
    due_words: str
    tone: Tone
    expectation_id: ExpectationId | None


@dataclass(frozen=True, slots=True, kw_only=True)
class LastTimeView:
    """The last conversation in short."""

    conversation_id: ConversationId
    when_words: str
    text: str
    feelings: tuple[FeelingView, ...]
    threads: tuple[ThreadView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpectationView:
    """One expectation as the card shows it."""

    id: ExpectationId
    kind: ExpectationKind
    direction: Direction
    statement: str
    status: Status
    """As shown: at risk is computed or marked on top of what is stored."""
    agreed: str
    hoped: str
    due_words: str
    due_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineRow:
    """One line of the timeline."""

    day: date | None
    day_words: str
    icon: str
    lead: str
    rest: str
    group: Group
    source: str
    source_id: int
    their_world: str = ""
    """Of a conversation: what was theirs in it, and how they felt (C5)."""
    our_work: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalView:
    """One goal of theirs."""

    id: GoalId
    text: str
    """What they want to reach."""
    details: str
    """From where, by when, and when I last asked: "From seven, by 2028. Asked on 30 Oct." """
    is_reached: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedView:
    """One need as they put it, and the offer of mine that answers it ("" for none)."""

    id: NeedId
    text: str
    offer: str
    details: str
    is_met: bool


@dataclass(frozen=True, slots=True)
class WantsView:
    """What they want (P9), and why I care."""

    goals: tuple[GoalView, ...] = ()
    needs: tuple[NeedView, ...] = ()
    why_care: str = ""


@dataclass(frozen=True, slots=True)
class StageView:
    """One stage I declared: "Partner", "since June 2024", and its story (P10)."""

    id: StageId
    word: str
    since: str
    story: str


@dataclass(frozen=True, slots=True)
class StoryView:
    """How we met, in lines, and the stages since, the newest first."""

    met: tuple[str, ...] = ()
    stages: tuple[StageView, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CardTop:
    """What stands at the top of every card, which is read first."""

    person: PersonHead
    banner: str
    right_now: tuple[LifeEventView, ...]
    ask_about: tuple[StarterView, ...]
    known_sides: int
    who: tuple[WhoRow, ...]
    missing: tuple[MissingView, ...]
    last_time: LastTimeView | None
    notes: str
    circle_words: str
    """Such as "Keep: every 90 days"; empty without circle and cadence."""
    ally_words: str
    kept_words: str
    """What for they are kept, and until when to look at that; empty where nothing was said."""
    sides_words: str = ""
    """ "You know 3 of 8 sides of her." """
    left_out: int = 0
    """How many facts about them a discreet card does not tell."""
    back: BackView | None = None
    spared_by: SparedBy | None = None
    """What the banner is about."""
    notice: NoticeView | None = None
    rough: RoughView | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CardMiddle(CardTop):
    """With what stands under that, read where there is room for it before the first paint, else behind it."""

    coming_up: tuple[ComingView, ...]
    expectations_of_me: tuple[ExpectationView, ...]
    expectations_of_them: tuple[ExpectationView, ...]
    expectations_words: str
    signs: tuple[SignView, ...]
    depth: DepthView
    depth_words: str
    depth_standing_words: str
    wants: WantsView = WantsView()
    family_hints: tuple[FamilyHintView, ...] = ()
    overruling: OverrulingView | None = None
    first_days: FirstDaysView | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CardView(CardMiddle):
    """The whole card."""

    timeline: tuple[TimelineRow, ...]
    """The newest; the rest is read by the page (services/card/timeline.py)."""
    timeline_total: int
    labels: tuple[str, ...]
    contact_methods: tuple[tuple[str, str, str], ...]
    """(kind, label, value), preferred first."""
    story: StoryView = StoryView()
    preferred_method: str = ""
    """The value of the preferred contact method, if one is marked."""
    give_take: GiveTakeView = field(default_factory=GiveTakeView)
