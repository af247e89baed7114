"""Ten-second capture (C3): what one sentence about a conversation says, read locally, offered as chips, never saved.

`read` and `People` are imported when they are first asked for: their many patterns take longer to compile than a
window to paint, and whoever lists people needs only the values.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

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
    NextStep,
    Promise,
    Seen,
    Span,
    SpanKind,
    Tie,
    When,
    Who,
)

if TYPE_CHECKING:
    from relmgr.domain.capture.reading import read
    from relmgr.domain.capture.who import People

_LATER = {"read": "reading", "People": "who"}

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
    "NextStep",
    "People",
    "Promise",
    "Seen",
    "Span",
    "SpanKind",
    "Tie",
    "When",
    "Who",
    "read",
]


def __getattr__(name: str) -> Any:
    if name in _LATER:
        return getattr(import_module(f"{__name__}.{_LATER[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
