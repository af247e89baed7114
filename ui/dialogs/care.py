"""The one text on why I care about somebody's business (P9)."""

from relmgr.domain.ids import PersonId
from relmgr.i18n import _
from relmgr.services import care, people
from ui.context import Context, DialogHost, Navigator
from ui.dialogs.form import FormDialog, text_area


class CareDialog(FormDialog):
    """Written in a moment of calm, read before a call."""

    def __init__(self, context: Context, host: DialogHost, person_id: PersonId) -> None:
        name = people.details(context.store, person_id).first_name
        super().__init__(context, host, _("Why I care about what {name} does").format(name=name))
        self._person = person_id
        words = _("What would be missing in the world without it?")
        self.text = text_area(
            care.why(context.store, person_id), name=_("Why I care"), placeholder=words, lines=4
        )
        self.body.addWidget(self.text)
        self.set_note(_("It is shown on the card, and before a call."))

    def save(self) -> None:
        """Keep the text. Raises RelmgrError."""
        care.set_why(self.context.store, self._person, self.text.text(), self.context.now())


def open_care(context: Context, navigator: Navigator, host: DialogHost, person_id: PersonId) -> CareDialog:
    """Open the text on why I care. Raises NotFoundError."""
    dialog = CareDialog(context, host, person_id)
    dialog.show_form(dialog.text)
    return dialog
