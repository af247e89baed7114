"""Search over everything that was noted: people, organisations, what is known, and conversations (U1)."""

from relmgr.services.search.everything import everything, forget, lately
from relmgr.services.search.model import Hit, HitKind

__all__ = ["Hit", "HitKind", "everything", "forget", "lately"]
