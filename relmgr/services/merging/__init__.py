"""Merging: two people become one, nothing is lost, and one undo brings back exactly what was (X2, promise 6)."""

from relmgr.services.merging.comparing import Choice, Comparison, United, compare
from relmgr.services.merging.fields import Side, field_word
from relmgr.services.merging.writing import Merged, merge, merge_all, merge_in

__all__ = [
    "Choice",
    "Comparison",
    "Merged",
    "Side",
    "United",
    "compare",
    "field_word",
    "merge",
    "merge_all",
    "merge_in",
]
