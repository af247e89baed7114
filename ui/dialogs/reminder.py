"""The form of a free reminder: of what, about whom, when, how often, and how many days ahead (R1)."""

from PySide6.QtWidgets import QWidget

from relmgr.domain.ids import PersonId, ReminderId
from relmgr.domain.recurrence import Rule, Unit
from relmgr.domain.rrule import to_rrule
from relmgr.domain.rule_words import say
from relmgr.errors import InputError
from relmgr.i18n import _, ngettext
from relmgr.services import reminders, ways
from relmgr.services.reminders import ReminderDetails, ReminderInput
from relmgr.services.reminders.record import make_rule
from ui.context import Context, DialogHost, Navigator
from ui.dialogs.form import FormDialog, PersonField, day_value, side_by_side, time_value
from ui.dialogs.form.repeat import RepeatPart
from ui.theme import metrics
from ui.widgets.chips import SignChip
from ui.widgets.fields import DateField, LineField
from ui.widgets.flow import FlowLayout
from ui.widgets.text import TextLabel

_LEADS = (0, 1, 2, 3, 7, 14, 30)


def _lead_words(days: int) -> str:
    if not days:
        return _("On the day")
    return ngettext("{days} day ahead", "{days} days ahead", days).format(days=days)


def _sentence(text: str) -> str:
    return text if text.endswith((".", "!", "?")) else f"{text}."


class ReminderDialog(FormDialog):
    """A new reminder, or one that is set. It says back in words what will happen."""

    def __init__(
        self,
        context: Context,
        host: DialogHost,
        person_id: PersonId | None = None,
        details: ReminderDetails | None = None,
        suggested: ReminderInput | None = None,
    ) -> None:
        super().__init__(context, host, _("A reminder"))
        self._details = details
        today = context.today()
        empty = suggested or ReminderInput(person_id=person_id, title="", start_on=today)
        given = details.input if details else empty
        self._given = given
        self.name = LineField(given.title, placeholder=_("Ring back about the depots"))
        self.add_row(_("Of what"), self.name, "title")
        self.why = LineField(given.why, placeholder=_("Why it matters"))
        self.add_row(_("Why"), self.why)
        self.person = PersonField(
            context.store, today, given.person_id, placeholder=_("Nobody in particular")
        )
        self.person.chosen.connect(self._recall_ways)
        self.add_row(_("About whom"), self.person, "person_id")
        self.day = DateField(today, given.start_on, name=_("Day"), optional=False)
        self.time = LineField(
            f"{given.at_time:%H:%M}" if given.at_time else "", name=_("Time"), placeholder=_("in the morning")
        )
        self.add_row(_("When"), side_by_side(self.day, self.time), "at_time")
        self.repeat = RepeatPart(make_rule(given.start_on, given.at_time, given.rrule, "0", 0), today)
        self.add_row(_("Repeat"), self.repeat, "rrule")
        self._add_leads(given.leads)
        self.words = TextLabel("", "small", "text2", self, wrap=True)
        self.body.addWidget(self.words)
        self.repeat.changed.connect(self._say)
        self.day.changed.connect(self._say)
        for chip in self.leads.values():
            chip.toggled.connect(self._say)
        self._say()
        self._recall_ways(self.person.person())
        if details is not None:
            self.add_remove(_("Delete"), lambda: reminders.remove(context.store, details.id))

    def _add_leads(self, leads: tuple[int, ...]) -> None:
        holder = QWidget(self)
        flow = FlowLayout(holder)
        self.leads: dict[int, SignChip] = {}
        for days in sorted({*_LEADS, *leads}):
            self.leads[days] = SignChip(_lead_words(days), days in leads, parent=holder)
            flow.addWidget(self.leads[days])
        self.add_row(_("Show it"), holder, "lead_days", head=metrics.SIGN_CHIP)

    def _chosen_leads(self) -> tuple[int, ...]:
        return tuple(days for days, chip in self.leads.items() if chip.isChecked())

    def rule(self) -> Rule:
        """What the form says. Raises InputError, naming the field."""
        leads = self._chosen_leads()
        if not leads:
            raise InputError(_("Choose at least one day on which to show it."), "lead_days")
        plain = self.repeat.rule(day_value(self.day, "at_time"))
        text = "" if plain.unit is Unit.ONCE else to_rrule(plain)
        return make_rule(
            plain.start, None, text, ",".join(str(lead) for lead in leads), self._given.grace_days
        )

    def _say(self) -> None:
        """Say back in words what the rule will do; nothing while it is none."""
        try:
            words = say(self.rule())
        except InputError as error:
            self.words.setText(str(error))
        else:
            self.words.setText(_("{rule}.").format(rule=words[:1].upper() + words[1:]))

    def _recall_ways(self, person: PersonId | None) -> None:
        """Say at the foot which habits of theirs to respect when choosing the day (P8)."""
        known = ways.of(self.context.store, person) if person is not None else ()
        self.set_note(" ".join(_sentence(one.input.text) for one in known if not one.input.is_mine))

    def save(self) -> None:
        """Keep the reminder. Raises RelmgrError."""
        person = self.person.required("person_id") if self.person.text() else None
        rule = self.rule()
        given = ReminderInput(
            person_id=person,
            title=self.name.text(),
            why=self.why.text(),
            start_on=rule.start,
            at_time=time_value(self.time.text(), "at_time"),
            rrule="" if rule.unit is Unit.ONCE else to_rrule(rule),
            leads=self._chosen_leads(),
            grace_days=self._given.grace_days,
        )
        if self._details is None:
            reminders.add(self.context.store, given, self.context.now())
        else:
            reminders.edit(self.context.store, self._details.id, given, self.context.now())


def open_reminder(
    context: Context,
    navigator: Navigator,
    host: DialogHost,
    person_id: PersonId | None = None,
    reminder_id: int | None = None,
    *,
    suggested: ReminderInput | None = None,
) -> ReminderDialog:
    """Open the form of a reminder, or of a new one about a person, perhaps as `suggested`. Raises NotFoundError."""
    details = reminders.get(context.store, ReminderId(reminder_id)) if reminder_id is not None else None
    dialog = ReminderDialog(context, host, person_id, details, suggested)
    dialog.show_form(dialog.name.edit)
    return dialog
