"""The "break through the logo" card: one person, readable in ten seconds."""

from ui.pages.people.card.card import Card

__all__ = ["Card"]
