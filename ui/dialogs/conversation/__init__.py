"""Log a conversation, and Quick capture: the same dialog without a person chosen."""

from ui.dialogs.conversation.dialog import ConversationDialog, open_conversation
from ui.dialogs.conversation.picture import shots_of_log

__all__ = ["ConversationDialog", "open_conversation", "shots_of_log"]
