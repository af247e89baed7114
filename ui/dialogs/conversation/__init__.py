"""Log a conversation, and Quick capture: the same dialog without a person chosen."""

from ui.dialogs.conversation.dialog import ConversationDialog, open_conversation

__all__ = ["ConversationDialog", "open_conversation"]
