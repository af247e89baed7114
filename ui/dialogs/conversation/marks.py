"""What is marked in the text of a conversation: a tint and a line under what was understood (DESIGN §5)."""

from relmgr.domain.capture import SpanKind
from ui.dialogs.conversation.draft import Draft
from ui.widgets.fields import Mark

_TONES = {
    SpanKind.LIFE: "ember",
    SpanKind.MILESTONE: "ember",
    SpanKind.WHEN: "accent",
    SpanKind.FELT: "accent",
    SpanKind.WITH: "accent",
    SpanKind.NEXT: "accent",
    SpanKind.MOMENT: "accent",
}


def marks_of(draft: Draft) -> list[Mark]:
    """The marks of what the draft holds now."""
    return [
        Mark(span.start, span.end - span.start, _TONES.get(span.kind, "amber")) for span in draft.marked()
    ]
