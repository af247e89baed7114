"""Whether to keep somebody: longer, without a day, asked again, or erased; opened from Today when the day has come (privacy)."""

from datetime import date

from relmgr.domain.calendar_words import full_day, months_after
from relmgr.domain.ids import PersonId
from relmgr.domain.kinds import Purpose
from relmgr.domain.purposes import purpose_word
from relmgr.i18n import _
from relmgr.services import people
from ui.context import Context, DialogHost, Navigator
from ui.dialogs.erasing import open_erase
from ui.dialogs.form import Choice, FormDialog
from ui.widgets.buttons import Kind
from ui.widgets.fields import DateField


class KeepingDialog(FormDialog):
    """What for, and until when to look at it again; a button leads to erasing."""

    def __init__(self, context: Context, navigator: Navigator, host: DialogHost, person_id: PersonId) -> None:
        known = people.details(context.store, person_id)
        super().__init__(context, host, _("Keep {name}?").format(name=known.first_name), save_text=_("Keep"))
        self._window = (context, navigator, host)
        self._person = person_id
        today = context.today()
        given = known.input
        purposes = [(None, _("Not said")), *((one, purpose_word(one)) for one in Purpose)]
        self.purpose: Choice[Purpose | None] = Choice(purposes, given.purpose)
        self.add_row(_("Kept for"), self.purpose)
        is_over = given.keep_until is not None and given.keep_until <= today
        until = months_after(today, 12) if is_over else given.keep_until
        self.until = DateField(today, until, placeholder=_("No day"), name=_("Keep until"))
        self.add_row(_("Keep until"), self.until, note=self._since(given.keep_until, today))
        self.erase_button = self.add_button(_("Erase for good…"), Kind.DESTRUCTIVE)
        self.foot.insertWidget(0, self.erase_button)
        self._own.append(self.erase_button)
        self.erase_button.clicked.connect(self._erase)

    def _since(self, until: date | None, today: date) -> str:
        if until is not None and until <= today:
            return _("You said to look at it by {day}.").format(day=full_day(until))
        return _("On that day you are asked whether to keep them. Nothing is deleted by itself.")

    def save(self) -> None:
        """Keep what was chosen. Raises RelmgrError."""
        people.keep(
            self.context.store, self._person, self.purpose.value(), self.until.value(), self.context.now()
        )

    def _erase(self) -> None:
        self.reject()
        open_erase(*self._window, self._person)


def open_keeping(
    context: Context, navigator: Navigator, host: DialogHost, person_id: PersonId
) -> KeepingDialog:
    """Open the question whether to keep somebody. Raises NotFoundError."""
    dialog = KeepingDialog(context, navigator, host, person_id)
    dialog.show_form(dialog.purpose)
    return dialog
