"""Conversations: one contact of any kind, with one or several people, and all that was heard in it (C1, C2)."""

from relmgr.services.conversations.consequences import consequences
from relmgr.services.conversations.forms import (
    ConversationInput,
    LifeEventUpdate,
    PersonTalk,
    PromiseInput,
    QuestionInput,
)
from relmgr.services.conversations.reading import ConversationDetails, get
from relmgr.services.conversations.writing import edit, log, new_id, remove

__all__ = [
    "ConversationDetails",
    "ConversationInput",
    "LifeEventUpdate",
    "PersonTalk",
    "PromiseInput",
    "QuestionInput",
    "consequences",
    "edit",
    "get",
    "log",
    "new_id",
    "remove",
]
