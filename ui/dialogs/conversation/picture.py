"""The log dialog as its picture shows it: what a person pressed there, for the pictures of the README."""

from datetime import date

from PySide6.QtWidgets import QWidget

from relmgr.domain.moments import MomentKind
from ui.dialogs.conversation.dialog import ConversationDialog

_PRESSED = (MomentKind.ASKED_FOR_HELP, MomentKind.NO_MONEY_ARGUMENT, MomentKind.RESPECT)


def shots_of_log(parent: QWidget) -> None:
    """Press in the log dialog open over the window of `parent` what the picture log-conversation has pressed."""
    for dialog in parent.window().findChildren(ConversationDialog):
        for kind in _PRESSED:
            dialog.signs[kind].setChecked(True)
        dialog.next_step.set_text("Send the plan, then call")
        dialog.next_on.set_value(date(2026, 11, 26))
