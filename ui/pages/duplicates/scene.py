"""A scene for the pictures: some of the sample people stand twice, and the page has looked at everybody."""

from dataclasses import replace

from PySide6.QtWidgets import QApplication

from relmgr.domain.ids import PersonId
from relmgr.domain.kinds import ContactKind
from relmgr.services import people
from ui.context import Context
from ui.pages.duplicates.page import DuplicatesPage

_MOBILE = people.ContactMethodInput(kind=ContactKind.PHONE, label="mobile", value="+27 82 555 0111")


def add_doubles(context: Context, megan: PersonId) -> None:
    """Meg, who is Megan with the same number, and Ben with his names the other way round."""
    for form in (
        people.PersonInput(given="Meg", family="Jacobs", city="Durban", contact_methods=(_MOBILE,)),
        people.PersonInput(given="Whitaker", family="Ben"),
    ):
        people.add(context.store, form, context.now())
    known = people.details(context.store, megan).input
    form = replace(known, contact_methods=(*known.contact_methods, _MOBILE))
    people.edit(context.store, megan, form, context.now())


def wait_for(page: DuplicatesPage) -> None:
    """Until everybody was looked at."""
    while page.looking.is_busy:
        QApplication.processEvents()
