"""The card: everything about one person, gathered for reading in ten seconds (P2)."""

from relmgr.services.card.read import card
from relmgr.services.card.views import CardView

__all__ = ["CardView", "card"]
