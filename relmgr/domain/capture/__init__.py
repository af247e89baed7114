"""Ten-second capture (C3): what one sentence about a conversation says, read locally, offered as chips, never saved."""

from relmgr.domain.capture.reading import read
from relmgr.domain.capture.values import (
    Capture,
    Chip,
    Felt,
    How,
    KnownLifeEvent,
    KnownPerson,
    Late,
    Life,
    LifeMode,
    Milestone,
    Promise,
    Span,
    SpanKind,
    When,
    Who,
)
from relmgr.domain.capture.who import People

__all__ = [
    "Capture",
    "Chip",
    "Felt",
    "How",
    "KnownLifeEvent",
    "KnownPerson",
    "Late",
    "Life",
    "LifeMode",
    "Milestone",
    "People",
    "Promise",
    "Span",
    "SpanKind",
    "When",
    "Who",
    "read",
]
