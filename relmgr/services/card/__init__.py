"""The card: everything about one person, gathered for reading in ten seconds (P2)."""

from relmgr.services.card.read import Begun, card
from relmgr.services.card.views import CardMiddle, CardTop, CardView

__all__ = ["Begun", "CardMiddle", "CardTop", "CardView", "card"]
