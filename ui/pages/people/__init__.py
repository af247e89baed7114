"""People: the list, and the card of the one that is chosen."""

from ui.pages.people.page import PeoplePage

__all__ = ["PeoplePage"]
