"""The form of a goal: from where to where, by when, and when I last asked (P9)."""

from relmgr.domain.ids import GoalId, PersonId
from relmgr.domain.kinds import GoalKind
from relmgr.i18n import _
from relmgr.services import goals, people
from relmgr.services.goals import GoalDetails, GoalInput
from ui.context import Context, DialogHost, Navigator
from ui.dialogs.form import FormDialog, PartialLine, side_by_side, text_area
from ui.widgets.fields import CheckBox, DateField, LineField
from ui.widgets.segment import Segment

_KINDS = (GoalKind.BUSINESS, GoalKind.PERSONAL)


class GoalDialog(FormDialog):
    """A new goal, or one that is known."""

    def __init__(
        self, context: Context, host: DialogHost, person_id: PersonId, details: GoalDetails | None = None
    ) -> None:
        name = people.details(context.store, person_id).first_name
        super().__init__(context, host, _("A goal of {name}").format(name=name))
        self._person, self._details = person_id, details
        given = details.input if details else GoalInput(to_text="")
        today = context.today()
        words = (_("For the business"), _("For {name}").format(name=name))
        self.kind = Segment(words, _KINDS.index(given.kind), name=_("For whom"))
        self.add_row(_("For whom"), self.kind)
        self.start = LineField(given.from_text, placeholder=_("two depots"))
        self.add_row(_("From"), self.start)
        self.end = LineField(given.to_text, placeholder=_("All five depots on one plan"))
        self.add_row(_("To"), self.end, "to_text")
        self.horizon = PartialLine(given.horizon, name=_("By when"), placeholder=_("2028, or March 2027"))
        self.add_row(_("By when"), self.horizon, "horizon")
        self.about = text_area(given.note)
        self.add_row(_("Note"), self.about)
        self.add_section()
        self.asked_on = DateField(today, given.last_asked_on, name=_("Last asked on"))
        self.asked_today = CheckBox(_("Asked today"), given.last_asked_on == today)
        self.asked_today.setMinimumHeight(self.asked_on.sizeHint().height())
        self.add_row(_("Last asked"), side_by_side(self.asked_on, self.asked_today, stretch=(0, 0)))
        self.reached_on = DateField(today, given.reached_on, placeholder=_("Not yet"), name=_("Reached on"))
        self.add_row(_("Reached"), self.reached_on)
        self.asked_today.toggled.connect(self._tick)
        self.asked_on.changed.connect(lambda day: self.asked_today.setChecked(day == today))
        if details is not None:
            self.add_remove(_("Delete"), lambda: goals.remove(context.store, details.id))

    def _tick(self, on: bool) -> None:
        """Ticked, it was today; unticked, it is again what it was before."""
        today = self.context.today()
        if on:
            self.asked_on.set_value(today)
        elif self.asked_on.value() == today:
            before = self._details.input.last_asked_on if self._details else None
            self.asked_on.set_value(before if before != today else None)

    def save(self) -> None:
        """Keep the goal. Raises RelmgrError."""
        given = GoalInput(
            kind=_KINDS[self.kind.chosen()],
            from_text=self.start.text(),
            to_text=self.end.text(),
            note=self.about.text(),
            horizon=self.horizon.value("horizon"),
            last_asked_on=self.asked_on.value(),
            reached_on=self.reached_on.value(),
        )
        if self._details is None:
            goals.add(self.context.store, self._person, given, self.context.today())
        else:
            goals.edit(self.context.store, self._details.id, given)


def open_goal(
    context: Context,
    navigator: Navigator,
    host: DialogHost,
    person_id: PersonId,
    goal_id: GoalId | None = None,
) -> GoalDialog:
    """Open the form of a goal of a person, or of a new one. Raises NotFoundError."""
    details = goals.get(context.store, goal_id) if goal_id is not None else None
    dialog = GoalDialog(context, host, details.person_id if details else person_id, details)
    dialog.show_form(dialog.end.edit)
    return dialog
