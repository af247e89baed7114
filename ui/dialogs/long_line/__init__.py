"""The long line of a person's years, and the form of a chapter in it (P11)."""

from ui.dialogs.long_line.chapter import open_chapter
from ui.dialogs.long_line.dialog import open_long_line

__all__ = ["open_chapter", "open_long_line"]
