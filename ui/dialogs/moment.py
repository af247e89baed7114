"""The form of a moment: one sign, warning or contrary sign, on a day, with a note (D1, D2)."""

from relmgr.domain.ids import MomentId, PersonId
from relmgr.domain.moments import (
    ADVOCATE_KINDS,
    CONDUCT_KINDS,
    CONTRARY_KINDS,
    FAVOUR_KINDS,
    SIGN_KINDS,
    WARNING_KINDS,
    MomentKind,
    moment_words,
)
from relmgr.i18n import _
from relmgr.services import moments, people
from relmgr.services.moments import MomentDetails
from ui.context import Context, DialogHost, Navigator
from ui.dialogs.form import Choice, FormDialog, day_value, text_area
from ui.widgets.fields import DateField


class MomentDialog(FormDialog):
    """A new moment, or one that was noted."""

    def __init__(
        self, context: Context, host: DialogHost, person_id: PersonId, details: MomentDetails | None = None
    ) -> None:
        name = people.details(context.store, person_id).first_name
        super().__init__(context, host, _("A moment with {name}").format(name=name))
        self._person, self._details = person_id, details
        groups = (
            SIGN_KINDS,
            WARNING_KINDS,
            CONTRARY_KINDS,
            ADVOCATE_KINDS,
            FAVOUR_KINDS,
            *CONDUCT_KINDS.values(),
        )
        kinds = [(kind, moment_words(kind)) for group in groups for kind in group]
        self.kind = Choice(kinds, details.kind if details else MomentKind.ASKED_FOR_HELP)
        for group in groups[:-1]:
            self.kind.add_line_after(group[-1])
        self.add_row(_("What you saw"), self.kind, "kind")
        self.day = DateField(context.today(), details.on_day if details else context.today(), optional=False)
        self.add_row(_("On"), self.day, "on_day")
        self.about = text_area(details.note if details else "", placeholder=_("How it was"))
        self.add_row(_("Note"), self.about)
        if details is not None:
            self.add_remove(_("Delete"), lambda: moments.remove(context.store, details.id))

    def save(self) -> None:
        """Keep the moment. Raises RelmgrError."""
        day, note = day_value(self.day, "on_day"), self.about.text()
        if self._details is None:
            moments.add(self.context.store, self._person, self.kind.value(), day, note)
        else:
            moments.edit(self.context.store, self._details.id, self.kind.value(), day, note)


def open_moment(
    context: Context,
    navigator: Navigator,
    host: DialogHost,
    person_id: PersonId,
    moment_id: int | None = None,
) -> MomentDialog:
    """Open the form of a moment with a person, or of a new one. Raises NotFoundError."""
    details = moments.get(context.store, MomentId(moment_id)) if moment_id is not None else None
    dialog = MomentDialog(context, host, details.person_id if details else person_id, details)
    dialog.show_form(dialog.kind)
    return dialog
