"""Search everything (⌘K): people, conversations, facts and commands in one field."""

from ui.dialogs.palette.dialog import Palette

__all__ = ["Palette"]
