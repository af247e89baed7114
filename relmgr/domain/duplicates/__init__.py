"""Duplicates: who may be one person, how sure that is and why; pure rules without any file (X2)."""

from relmgr.domain.duplicates.entry import Entry, Number
from relmgr.domain.duplicates.finding import Pair, compare, counts, find, groups
from relmgr.domain.duplicates.judging import Certainty, Ground, Reason
from relmgr.domain.duplicates.likeness import Likeness
from relmgr.domain.duplicates.wording import against_words, certainty_word, reason_words

__all__ = [
    "Certainty",
    "Entry",
    "Ground",
    "Likeness",
    "Number",
    "Pair",
    "Reason",
    "against_words",
    "certainty_word",
    "compare",
    "counts",
    "find",
    "groups",
    "reason_words",
]
