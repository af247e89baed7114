"""What a card shows of depth: signs, warnings, the standing with its evidence, and the notice (D1 to D3)."""

from dataclasses import dataclass
from datetime import date

from relmgr.domain.kinds import (
    Sign,
    SignState,
    Standing,
    Trend,
    WarningSign,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SignView:
    """One of the eight signs with its newest evidence."""

    sign: Sign
    state: SignState
    shown_as: SignState
    """Contradicting what was once seen is drawn as fading; its evidence says what happened."""
    words: str
    evidence: str
    moment_id: int | None = None
    """The moment that is the evidence."""
    has_evidence: bool = False
    """Anything speaks for it or against it."""


@dataclass(frozen=True, slots=True)
class SignSummary:
    """How a sign stands, and the day of its latest evidence."""

    state: SignState
    last: date | None


@dataclass(frozen=True, slots=True)
class WarningView:
    """The warnings of one kind within the last 60 days: their days in order, and the sentence they make."""

    kind: WarningSign
    dates: tuple[date, ...]
    """For computed silence the day of the last conversation."""
    sentence: str


@dataclass(frozen=True, slots=True)
class DepthView:
    """Depth for programs (D1 to D3). What is later than the card's day does not count."""

    standing: Standing
    """As shown: the user's word, else the computed."""
    trend: Trend
    signs: dict[Sign, SignSummary]
    warnings: tuple[WarningView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OverrulingView:
    """The user's own word about the standing, and what the evidence says beside it."""

    standing: Standing
    computed: Standing
    said: str
    """ "You said on 3 Nov: “Always cancels, and always comes”"."""
    computed_words: str
    """ "The evidence says: At risk, falling"."""
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeView:
    """Two kinds of warnings came together (D2): the facts, and the day a decision to wait is about."""

    title: str
    facts: str
    newest: date
    question: str
    """What may be asked next time, offered to be changed."""
