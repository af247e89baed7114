"""The fixed vocabularies: what kinds of things there are, by the words of the product."""

from enum import StrEnum


class Kind(StrEnum):
    """The nouns a change can touch; windows watch these."""

    PERSON = "person"
    ORGANISATION = "organisation"
    AFFILIATION = "affiliation"
    RELATION = "relation"
    CONTACT_METHOD = "contact_method"
    FACT = "fact"
    MILESTONE = "milestone"
    LIFE_EVENT = "life_event"
    CONVERSATION = "conversation"
    MOMENT = "moment"
    EXPECTATION = "expectation"
    REMINDER = "reminder"
    UPDATE = "update"
    REFERRAL = "referral"
    WAY = "way"
    GOAL = "goal"
    NEED = "need"
    OFFER = "offer"
    STAGE = "stage"
    CHAPTER = "chapter"
    LABEL = "label"
    FILTER = "filter"
    CIRCLE = "circle"
    REVIEW = "review"
    DEPTH = "depth"
    GIVE = "give"
    ADVICE = "advice"
    FEEDBACK = "feedback"
    KINDNESS = "kindness"
    ROUGH_PATCH = "rough_patch"
    MISTAKE = "mistake"
    FIRST_DAYS = "first_days"
    PHOTO = "photo"
    FOREIGN = "foreign"
    IMPORT = "import"
    TOLD_APART = "told_apart"
    EARLIER = "earlier"


class Side(StrEnum):
    """The eight sides of a person (P4)."""

    WORK = "work"
    FAMILY = "family"
    HEALTH = "health"
    PLACES = "places"
    INTERESTS = "interests"
    VALUES = "values"
    HUMOUR = "humour"
    HISTORY = "history"


class Sensitivity(StrEnum):
    """How a fact may be used in talk (P4)."""

    FINE = "fine"
    WORK_ONLY = "work_only"
    NEVER_FIRST = "never_first"


class FactSource(StrEnum):
    """Where a fact was heard."""

    CONVERSATION = "conversation"
    IMPORT = "import"
    OWN = "own"


class RelationKind(StrEnum):
    """What the *other* person is to this one: stored once, shown from both ends (P5)."""

    PARTNER = "partner"
    CHILD = "child"
    PARENT = "parent"
    SIBLING = "sibling"
    GRANDPARENT = "grandparent"
    GRANDCHILD = "grandchild"
    RELATIVE = "relative"
    FRIEND = "friend"
    COLLEAGUE = "colleague"
    MANAGER = "manager"
    REPORT = "report"
    ASSISTANT = "assistant"
    ASSISTED = "assisted"
    INTRODUCED_BY = "introduced_by"
    INTRODUCED = "introduced"
    PET = "pet"
    OWNER = "owner"
    OTHER = "other"


INVERSE: dict[RelationKind, RelationKind] = {
    RelationKind.PARTNER: RelationKind.PARTNER,
    RelationKind.CHILD: RelationKind.PARENT,
    RelationKind.PARENT: RelationKind.CHILD,
    RelationKind.SIBLING: RelationKind.SIBLING,
    RelationKind.GRANDPARENT: RelationKind.GRANDCHILD,
    RelationKind.GRANDCHILD: RelationKind.GRANDPARENT,
    RelationKind.RELATIVE: RelationKind.RELATIVE,
    RelationKind.FRIEND: RelationKind.FRIEND,
    RelationKind.COLLEAGUE: RelationKind.COLLEAGUE,
    RelationKind.MANAGER: RelationKind.REPORT,
    RelationKind.REPORT: RelationKind.MANAGER,
    RelationKind.ASSISTANT: RelationKind.ASSISTED,
    RelationKind.ASSISTED: RelationKind.ASSISTANT,
    RelationKind.INTRODUCED_BY: RelationKind.INTRODUCED,
    RelationKind.INTRODUCED: RelationKind.INTRODUCED_BY,
    RelationKind.PET: RelationKind.OWNER,
    RelationKind.OWNER: RelationKind.PET,
    RelationKind.OTHER: RelationKind.OTHER,
}


class RoleTowardMe(StrEnum):
    """What somebody at an organisation is to my work there (P12)."""

    SPONSOR = "sponsor"
    DECISION_MAKER = "decision_maker"
    USER = "user"
    GATEKEEPER = "gatekeeper"
    SCEPTIC = "sceptic"


class Purpose(StrEnum):
    """What for somebody is kept (S, privacy); nothing said means nothing was asked yet."""

    PRIVATE = "private"
    BUSINESS = "business"
    BOTH = "both"


class Replacing(StrEnum):
    """What put another value in the place of an earlier one (S4)."""

    MERGE = "merge"
    IMPORT = "import"
    SYNC = "sync"


class AllyKind(StrEnum):
    """Who works beside me rather than buys from me (P14)."""

    PEER = "peer"
    SUBCONTRACTOR = "subcontractor"
    ASSISTANT = "assistant"


class Stage(StrEnum):
    """From logo to partner: how far I declare us to be (P10)."""

    LOGO = "logo"
    NAME = "name"
    PERSON = "person"
    PARTNER = "partner"


class ReviewKind(StrEnum):
    """What was looked back at (R7, D4, D5, D7)."""

    WEEK = "week"
    PERSON = "person"
    QUARTER = "quarter"
    MIRROR = "mirror"
    YEAR = "year"


class GoalKind(StrEnum):
    """Whose goal it is within them: the business's or the person's own (P9)."""

    BUSINESS = "business"
    PERSONAL = "personal"


class ChapterKind(StrEnum):
    """What a stretch of the long line is; jobs come from affiliations as well (P11)."""

    JOB = "job"
    PROJECT = "project"
    MOVE = "move"
    OTHER = "other"


class ContactKind(StrEnum):
    """Ways to reach somebody (P1)."""

    PHONE = "phone"
    EMAIL = "email"
    ADDRESS = "address"
    LINK = "link"
    CHAT = "chat"


class MilestoneKind(StrEnum):
    """Dates in a person's life, or our shared one (P6)."""

    BIRTHDAY = "birthday"
    WEDDING = "wedding"
    FIRST_MET = "first_met"
    WORKING_TOGETHER = "working_together"
    JOB_START = "job_start"
    SCHOOL_START = "school_start"
    EXAM = "exam"
    DEATH = "death"
    CUSTOM = "custom"


class ConversationKind(StrEnum):
    """How a contact took place (C1)."""

    CALL = "call"
    VIDEO = "video"
    MEETING = "meeting"
    MESSAGE = "message"
    EMAIL = "email"
    MEAL = "meal"
    EVENT = "event"


class Feeling(StrEnum):
    """How somebody seemed to leave (C1)."""

    UPSET = "upset"
    UNEASY = "uneasy"
    EVEN = "even"
    GOOD = "good"
    DELIGHTED = "delighted"


class Closeness(StrEnum):
    """Whether a conversation brought the two closer (C1)."""

    CLOSER = "closer"
    SAME = "same"
    FURTHER = "further"


class Direction(StrEnum):
    """Who holds an expectation: they of me, or I of them (E1)."""

    OF_ME = "of_me"
    OF_THEM = "of_them"


class ExpectationKind(StrEnum):
    """An expectation; a promise is one born agreed; a request is one of theirs waiting for my answer (E4)."""

    EXPECTATION = "expectation"
    PROMISE = "promise"
    REQUEST = "request"


class Status(StrEnum):
    """Where an expectation stands (E2). At risk is shown, computed or marked, on top of agreed."""

    UNSPOKEN = "unspoken"
    SAID = "said"
    AGREED = "agreed"
    AT_RISK = "at_risk"
    MET = "met"
    EXCEEDED = "exceeded"
    MISSED = "missed"

    @property
    def is_closed(self) -> bool:
        """Whether nothing more is expected."""
        return self in (Status.MET, Status.EXCEEDED, Status.MISSED)


class Step(StrEnum):
    """What one step in the history of an expectation is; nothing in it is ever overwritten (E2)."""

    STATUS = "status"
    TOLD = "told"
    TERMS = "terms"
    """Other terms while the status stays: a new date, another scope."""
    WORDING = "wording"
    UNDERSTOOD = "understood"
    ANSWERED = "answered"


class Scope(StrEnum):
    """What was said of one scope item (E1)."""

    WILL_DO = "will_do"
    WONT = "wont"
    NOT_SAID = "not_said"


class Whose(StrEnum):
    """Whose conduct a moment is: theirs toward me, or mine toward them (D5)."""

    THEIRS = "theirs"
    MINE = "mine"


class Decision(StrEnum):
    """What was decided about one occurrence of a reminder (R1)."""

    DONE = "done"
    SNOOZED = "snoozed"
    SKIPPED = "skipped"
    HANDLED = "handled"


class Circle(StrEnum):
    """How much I choose to invest (P13)."""

    INVEST = "invest"
    KEEP = "keep"
    LIGHT = "light"
    REST = "rest"


class SparedBy(StrEnum):
    """Why business waits for somebody (P7)."""

    GENTLE = "gentle"
    AWAY = "away"


class Sign(StrEnum):
    """The eight signs of depth, in the order of the portrait's pieces (D1, DESIGN §2)."""

    ASKS_FOR_HELP = "asks_for_help"
    ACTS_ON_ADVICE = "acts_on_advice"
    REFERS_ME = "refers_me"
    NO_MONEY_ARGUMENT = "does_not_argue_about_money"
    FORGIVES = "forgives_mistakes"
    COMPLEX_ISSUES = "complex_issues"
    INVOLVES_EARLY = "involves_early"
    RESPECT = "respect"


class WarningSign(StrEnum):
    """What speaks against a relationship (D2); silence is computed, not stored."""

    CANCELLED = "cancelled_last_minute"
    DELAY = "delay"
    NO_FEEDBACK = "no_feedback"
    HAGGLING = "haggling"
    CALLED_SUPPLIER = "called_me_supplier"
    MISSING_UPDATE = "missing_update"
    SILENCE = "silence"


class SignState(StrEnum):
    """How a sign stands today (D1)."""

    SEEN = "seen"
    FADING = "fading"
    CONTRADICTED = "contradicted"
    NOT_SEEN = "not_seen_yet"


class Standing(StrEnum):
    """How deep a relationship is (D3)."""

    NEW = "new"
    SHALLOW = "shallow"
    GROWING = "growing"
    DEEP = "deep"
    AT_RISK = "at_risk"


class Trend(StrEnum):
    """Against 90 days ago (D3)."""

    RISING = "rising"
    STEADY = "steady"
    FALLING = "falling"


class Characteristic(StrEnum):
    """The seven characteristics of the mirror, in its order (D5)."""

    SPONSORSHIP = "sponsorship_and_accountability"
    PARTICIPATION = "participation"
    IMPROVEMENT = "constant_improvement"
    HUMILITY = "humility"
    COMMUNICATION = "communication"
    COMMITMENT = "commitment"
    KINDNESS = "kindness"


class HowOften(StrEnum):
    """How often a characteristic shows, from seldom to always: the five marks of the mirror's lines (D5)."""

    SELDOM = "seldom"
    SOMETIMES = "sometimes"
    OFTEN = "often"
    MOSTLY = "mostly"
    ALWAYS = "always"


class GiveKind(StrEnum):
    """What was given without being asked to (G2)."""

    ARTICLE = "article"
    TIP = "tip"
    INTRODUCTION = "introduction"
    OTHER = "other"


class AdviceOutcome(StrEnum):
    """What became of advice, once asked "did it help?" (G3)."""

    ACTED_ON = "acted_on"
    SET_ASIDE = "set_aside"
    NOT_YET = "not_yet"


class KindnessKind(StrEnum):
    """What lies on the kindness shelf (G6)."""

    ASKED_AFTER = "asked_after"
    GET_WELL = "get_well"
    EXTRA_MILE = "extra_mile"
    GOODWILL = "goodwill"
    GIFT_IDEA = "gift_idea"
    GIFT_GIVEN = "gift_given"
    GIFT_RECEIVED = "gift_received"


class FirstStepKind(StrEnum):
    """What a step of the first 30 days is about (G7)."""

    EXPECTATIONS = "expectations"
    PEOPLE = "people"
    CHANNEL = "channel"
    CHECK_IN = "check_in"
    AFTER_DELIVERY = "after_delivery"
    OTHER = "other"


class Warmth(StrEnum):
    """How recent the last contact is against these two people's own rhythm (R4)."""

    WARM = "warm"
    STEADY = "steady"
    COOLING = "cooling"
    QUIET = "quiet"
