"""The form of a person: a name is enough, and there is room for all that is known."""

from ui.dialogs.person.dialog import PersonDialog, open_person

__all__ = ["PersonDialog", "open_person"]
