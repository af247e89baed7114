"""The form of a mistake of mine: apologised, put right, forgiven, learned (G5)."""

from relmgr.domain.ids import MistakeId, PersonId, RoughPatchId
from relmgr.i18n import _
from relmgr.services import mistakes, people
from relmgr.services.mistakes import MistakeDetails, MistakeInput
from ui.context import Context, DialogHost, Navigator
from ui.dialogs.form import FormDialog, day_value, text_area
from ui.widgets.fields import DateField


class MistakeDialog(FormDialog):
    """A new mistake, or one that is kept."""

    def __init__(
        self,
        context: Context,
        host: DialogHost,
        person_id: PersonId,
        details: MistakeDetails | None = None,
        patch_id: RoughPatchId | None = None,
    ) -> None:
        name = people.details(context.store, person_id).first_name
        super().__init__(context, host, _("A mistake of mine"))
        self._person, self._details = person_id, details
        today = context.today()
        given = self._given = (
            details.input if details else MistakeInput(text="", on_day=today, rough_patch_id=patch_id)
        )
        self.text = text_area(given.text, placeholder=_("What went wrong on my side"))
        self.add_row(_("What"), self.text, "text")
        self.day = DateField(today, given.on_day, optional=False)
        self.add_row(_("On"), self.day, "on_day")
        self.add_section()
        not_yet = _("Not yet")
        self.apologised = DateField(today, given.apologised_on, placeholder=not_yet)
        self.add_row(_("Apologised"), self.apologised)
        self.put_right = DateField(today, given.put_right_on, placeholder=not_yet)
        self.add_row(_("Put right"), self.put_right)
        self.how = text_area(given.put_right_how, placeholder=_("How"), lines=1)
        self.add_row(_("How"), self.how)
        self.forgiven = DateField(today, given.forgiven_on, placeholder=not_yet)
        self.add_row(
            _("{name} forgave it").format(name=name), self.forgiven, note=_("It counts as a sign of depth.")
        )
        self.add_section()
        self.learned = text_area(given.learned, placeholder=_("What to do differently"), lines=1)
        self.add_row(_("What I learned"), self.learned)
        if details is not None:
            self.add_remove(_("Delete"), lambda: mistakes.remove(context.store, details.id))

    def save(self) -> None:
        """Keep it. Raises RelmgrError."""
        given = MistakeInput(
            text=self.text.text(),
            on_day=day_value(self.day, "on_day"),
            apologised_on=self.apologised.value(),
            put_right_on=self.put_right.value(),
            put_right_how=self.how.text(),
            forgiven_on=self.forgiven.value(),
            learned=self.learned.text(),
            rough_patch_id=self._given.rough_patch_id,
        )
        if self._details is None:
            mistakes.add(self.context.store, self._person, given)
        else:
            mistakes.edit(self.context.store, self._details.id, given)


def open_mistake(
    context: Context,
    navigator: Navigator,
    host: DialogHost,
    person_id: PersonId,
    mistake_id: MistakeId | None = None,
    *,
    patch_id: RoughPatchId | None = None,
) -> MistakeDialog:
    """Open the form of a mistake, or of a new one, perhaps of a rough patch. Raises NotFoundError."""
    details = mistakes.get(context.store, mistake_id) if mistake_id is not None else None
    person = details.person_id if details else person_id
    dialog = MistakeDialog(context, host, person, details, patch_id)
    dialog.show_form(dialog.text)
    return dialog
