"""The form of a milestone: what the date is, and as much of it as is known (P6)."""

from relmgr.domain.ids import MilestoneId, PersonId
from relmgr.domain.kinds import MilestoneKind
from relmgr.errors import InputError
from relmgr.i18n import _
from relmgr.services import milestones, people
from relmgr.services.milestones import MilestoneDetails, MilestoneInput
from ui.context import Context, DialogHost, Navigator
from ui.dialogs.form import Choice, FormDialog, LeapDayRow, partial_value
from ui.dialogs.words import milestone_word
from ui.widgets.fields import CheckBox, LineField, PartialDateField


class MilestoneDialog(FormDialog):
    """A new date in somebody's life, or one that is known."""

    def __init__(
        self, context: Context, host: DialogHost, person_id: PersonId, details: MilestoneDetails | None = None
    ) -> None:
        name = people.details(context.store, person_id).first_name
        super().__init__(context, host, _("A date in the life of {name}").format(name=name))
        self._person, self._details = person_id, details
        given = details.input if details else None
        kinds = [(kind, milestone_word(kind)) for kind in MilestoneKind]
        self.kind = Choice(kinds, given.kind if given else MilestoneKind.BIRTHDAY)
        self.add_row(_("What it is"), self.kind)
        self.name = LineField(given.title if given else "", placeholder=_("In your words"))
        self.add_row(_("Called"), self.name, "title")
        self.day = PartialDateField(given.date if given else None)
        self.add_row(_("When"), self.day, "date", note=_("Leave out what you do not know."))
        self.leap_day = LeapDayRow(self.day, self._leap_day())
        self.body.addWidget(self.leap_day)
        self.about = LineField(given.note if given else "", placeholder=_("What to know about it"))
        self.add_row(_("Note"), self.about)
        self.remind = CheckBox(_("Remind me"), given.remind if given else True)
        self._remind_row = self.add_row("", self.remind, head=24)
        self.kind.currentIndexChanged.connect(self._follow_kind)
        self._follow_kind()
        if details is not None:
            self.add_remove(_("Delete"), lambda: milestones.remove(context.store, details.id))

    def _leap_day(self) -> str:
        if self._details is not None:
            return self._details.leap_day
        return people.details(self.context.store, self._person).input.leap_day

    def _follow_kind(self) -> None:
        """The day you met and the day somebody died do not come round as reminders."""
        self._remind_row.setVisible(self.kind.value() not in (MilestoneKind.FIRST_MET, MilestoneKind.DEATH))

    def save(self) -> None:
        """Keep the date. Raises RelmgrError."""
        day = partial_value(self.day, "date")
        if day is None:
            raise InputError(_("Say at least the day, the month or the year."), "date")
        given = MilestoneInput(
            kind=self.kind.value(),
            title=self.name.text(),
            date=day,
            note=self.about.text(),
            remind=self.remind.isChecked(),
            leap_day=self.leap_day.choice.value() if self.leap_day.is_asked() else None,
        )
        if self._details is None:
            milestones.add(self.context.store, self._person, given)
        else:
            milestones.edit(self.context.store, self._details.id, given)


def open_milestone(
    context: Context,
    navigator: Navigator,
    host: DialogHost,
    person_id: PersonId,
    milestone_id: MilestoneId | None = None,
) -> MilestoneDialog:
    """Open the form of a date in a person's life, or of a new one. Raises NotFoundError."""
    details = milestones.get(context.store, milestone_id) if milestone_id is not None else None
    dialog = MilestoneDialog(context, host, details.person_id if details else person_id, details)
    dialog.show_form(dialog.kind if details is None else dialog.day.day)
    return dialog
