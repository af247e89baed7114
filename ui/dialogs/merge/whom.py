"""Merge with …: who else this person is, asked by name; then the two are laid side by side."""

from relmgr.domain.ids import PersonId
from relmgr.errors import InputError
from relmgr.i18n import _
from relmgr.services import duplicates, people
from ui.context import Context, DialogHost, Navigator
from ui.dialogs.form import PersonField
from ui.dialogs.merge.dialog import open_merge
from ui.errors import shown
from ui.widgets.dialog import DialogFrame
from ui.widgets.fields import labelled
from ui.widgets.text import TextLabel


class MergeWithDialog(DialogFrame):
    """One field: the other person."""

    def __init__(self, context: Context, navigator: Navigator, host: DialogHost, person: PersonId) -> None:
        name = people.details(context.store, person).name
        super().__init__(host.dialog_parent(), _("Merge with…"), width=440)
        self.setObjectName("merge_with")
        self._context, self._navigator, self._dialogs, self._person = context, navigator, host, person
        words = _("Who else is {name} here? You see both side by side before anything is merged.")
        self.body.addWidget(TextLabel(words.format(name=name), "body", "text2", wrap=True))
        self.field = PersonField(context.store, context.today(), name=_("The other"))
        self.body.addWidget(labelled(_("The other"), self.field))
        self.add_cancel()
        self.go_on = self.add_save(_("Side by side"))
        self.go_on.clicked.connect(self._go_on)

    def _go_on(self, _checked: bool = False) -> None:
        try:
            other = self.field.required("other")
            if other == self._person:
                raise InputError(_("This is one and the same person. Choose two."), "other")
        except InputError as error:
            self.field.set_error(str(error))
            return
        pair = None
        with shown(self._context.signals):
            pair = duplicates.compare(self._context.store, self._person, other)
        self.accept()
        open_merge(self._context, self._navigator, self._dialogs, self._person, other, pair)


def open_merge_with(context: Context, navigator: Navigator, host: DialogHost, person: PersonId) -> None:
    """Ask with whom."""
    with shown(context.signals):
        dialog = MergeWithDialog(context, navigator, host, person)
        host.open_dialog(dialog, dialog.field)
