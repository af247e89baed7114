"""Merging two people: side by side with a choice for each field, or first the question with whom (X2)."""

from ui.dialogs.merge.dialog import MergeDialog, open_merge
from ui.dialogs.merge.many import MergeAllDialog, ToldApartDialog, open_merge_all, open_told_apart
from ui.dialogs.merge.whom import MergeWithDialog, open_merge_with

__all__ = [
    "MergeAllDialog",
    "MergeDialog",
    "MergeWithDialog",
    "ToldApartDialog",
    "open_merge",
    "open_merge_all",
    "open_merge_with",
    "open_told_apart",
]
