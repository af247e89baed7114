"""Pasting a contact: what is on the clipboard goes to the preview of the import, nothing is written before that."""

from collections.abc import Callable

from PySide6.QtGui import QGuiApplication

from relmgr.i18n import _
from ui.context import Context, Place
from ui.widgets.contact_files import contact_files


def paste_contact(context: Context, go: Callable[[Place], None]) -> None:
    """Take files or a text from the clipboard: cards, or the signature of an e-mail."""
    from relmgr.transfer import signature  # behind the first paint

    content = QGuiApplication.clipboard().mimeData()
    paths = contact_files(content.urls()) if content.hasUrls() else ()
    text = content.text() if content.hasText() else ""
    if paths:
        go(Place(page="import", paths=paths))
    elif signature.is_worth_reading(text):
        go(Place(page="import", pasted=text))
    else:
        context.signals.message.emit(
            _(
                "Nothing on the clipboard looks like a contact. Copy a signature with an e-mail or a number, or a vCard."
            )
        )
