"""The card: everything about one person, gathered for reading in ten seconds (P2)."""

from relmgr.services.card.read import Begun, card
from relmgr.services.card.views import CardTop, CardView

__all__ = ["Begun", "CardTop", "CardView", "card"]
