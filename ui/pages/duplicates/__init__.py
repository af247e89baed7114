"""Possible duplicates: who may be one person and why, side by side, and merged or told apart (X2)."""

from ui.pages.duplicates.page import DuplicatesPage

__all__ = ["DuplicatesPage"]
