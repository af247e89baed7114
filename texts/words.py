"""Words and marks that the voice of Relmgr does without, in each language (DESIGN §9)."""

import re


def _words(*words: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(words)})(?!\w)", re.IGNORECASE)


FORBIDDEN = {
    "en": _words(
        *(
            "lead",
            "pipelines?",
            "prospects?",
            "deals?",
            "touchpoints?",
            "engagements?",
            "nurtur\\w+",
            "churn",
        ),
        *(
            "leverag\\w+",
            "scores?",
            "(?<!^)users?",
            "assets?",
            "successfully",
            "please note",
            "simply",
            "oops",
            "uh-oh",
        ),
        *("just checking in", "N/A", "are you sure"),
    ),
    "de": _words(
        *("Leads?", "Pipelines?", "Prospects?", "Deals?", "Touchpoints?", "Engagements?", "Churn", "Scores?"),
        *(
            "(?:Be)?nutzer\\w*",
            "Assets?",
            "erfolgreich",
            "bitte beachten?",
            "hoppla",
            "ups",
            "Kontakthistorie",
        ),
        *("bist du sicher", "sind Sie sicher", "überfällige?[rns]?", "er/sie", "(?-i:Ihnen)"),
    ),
    "ar": _words("بنجاح", "يرجى الملاحظة", "عميل محتمل", "هل أنت متأكد"),
}
PERSON = re.compile(r"\{(?:name|names|who|whom|whose|one|other)\}")
"""Where a text speaks of somebody …"""

PRONOUNS = {"de": _words("er", "ihm", "ihn", "ihrer", "ihren", "seine[mnrs]?")}
"""… these would guess a pronoun; things may have one."""

QUOTES = {
    "en": re.compile(r'"|(?<=\w)\'(?=\s)|\.\.\.'),
    "de": re.compile(r'"|“(?=\w)|”|\.\.\.'),
    "ar": re.compile(r'"|\.\.\.|[„“”](?=\w)'),
}
"""Straight or foreign quotation marks, and three full stops for an ellipsis."""
