"""What of a record is my own view of us, and what is about the person (quality.md §4)."""

from enum import StrEnum


class Scope(StrEnum):
    """How much of the record is handed over."""

    EVERYTHING = "everything"
    WITHOUT_MY_VIEW = "without-my-view"


MINE_TABLES = frozenset(
    {
        "declined_relation",
        "decision",
        "deepening",
        "dismissal",
        "first_days",
        "first_days_step",
        "kept_note",
        "long_view",
        "mirror_answer",
        "overruling",
        "question",
        "reminder",
        "review",
        "shown",
        "stage",
        "summary",
        "told_apart",
    }
)
"""What I planned, judged and decided for myself."""

MINE_COLUMNS: dict[str, frozenset[str]] = {
    "person": frozenset(
        {"circle", "cadence_days", "cadence_set_on", "ally_kind", "why_care", "first_impression", "is_light"}
    ),
    "conversation": frozenset({"my_feeling", "closeness", "not_said"}),
    "conversation_person": frozenset({"feeling", "feeling_word", "saw"}),
    "expectation": frozenset({"risk_reason", "lead_days"}),
    "feedback": frozenset({"how_taken"}),
    "mistake": frozenset({"learned"}),
    "rough_patch": frozenset({"my_words", "cause"}),
}
"""And of what is about us both, what only I would say."""
