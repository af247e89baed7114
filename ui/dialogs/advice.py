"""The form of advice: what I advised, when to ask whether it helped, and what became of it (G3)."""

from relmgr.domain.giving import outcome_words
from relmgr.domain.ids import AdviceId, PersonId
from relmgr.domain.kinds import AdviceOutcome
from relmgr.i18n import _
from relmgr.services import advice, people
from relmgr.services.advice import AdviceDetails, AdviceInput
from ui.context import Context, DialogHost, Navigator
from ui.dialogs.form import Choice, FormDialog, day_value, text_area
from ui.widgets.fields import CheckBox, DateField, LineField


class AdviceDialog(FormDialog):
    """New advice, or advice that was given."""

    def __init__(
        self, context: Context, host: DialogHost, person_id: PersonId, details: AdviceDetails | None = None
    ) -> None:
        name = people.details(context.store, person_id).first_name
        super().__init__(context, host, _("Advice to {name}").format(name=name))
        self._person, self._details = person_id, details
        today = context.today()
        given = details.input if details else advice.new("", today)
        self.text = text_area(given.text, placeholder=_("What you advised, in a sentence"))
        self.add_row(_("Advice"), self.text, "text")
        self.day = DateField(today, given.given_on, optional=False, name=_("Given on"))
        self.add_row(_("Given on"), self.day, "given_on")
        self.ask_on = DateField(today, given.ask_on, placeholder=_("Never"), name=_("Ask on"))
        self.add_row(_("Ask whether it helped"), self.ask_on, "ask_on", note=_("Asked once, on this day."))
        self.add_section(_("What became of it"))
        self.asked_on = DateField(today, given.asked_on, placeholder=_("Not heard yet"), name=_("Heard on"))
        self.add_row(_("Heard on"), self.asked_on, "asked_on")
        outcomes: list[tuple[AdviceOutcome | None, str]] = [(None, _("Not known yet"))]
        outcomes += [(outcome, outcome_words(outcome)) for outcome in AdviceOutcome]
        self.outcome: Choice[AdviceOutcome | None] = Choice(outcomes, given.outcome, name=_("Outcome"))
        self.add_row(_("Outcome"), self.outcome)
        self.speaks_against = CheckBox(
            _("Note it as a moment: set my advice aside"), checked=given.speaks_against
        )
        self._against_row = self.add_row("", self.speaks_against, head=24)
        self.outcome_note = LineField(given.outcome_note, placeholder=_("Did it help?"))
        self.add_row(_("Note"), self.outcome_note)
        self.outcome.currentIndexChanged.connect(self._follow_outcome)
        self._follow_outcome()
        if details is not None:
            self.add_remove(_("Delete"), lambda: advice.remove(context.store, details.id))

    def _follow_outcome(self) -> None:
        outcome = self.outcome.value()
        self._against_row.setVisible(outcome is AdviceOutcome.SET_ASIDE)
        acted = outcome is AdviceOutcome.ACTED_ON
        self.set_note(_("The moment “Acted on my advice” is noted with it.") if acted else "")

    def save(self) -> None:
        """Keep the advice. Raises RelmgrError."""
        outcome = self.outcome.value()
        heard = self.asked_on.value()
        given = AdviceInput(
            text=self.text.text(),
            given_on=day_value(self.day, "given_on"),
            ask_on=self.ask_on.value(),
            asked_on=heard if heard is not None or outcome is None else self.context.today(),
            outcome=outcome,
            outcome_note=self.outcome_note.text(),
            speaks_against=outcome is AdviceOutcome.SET_ASIDE and self.speaks_against.isChecked(),
        )
        if self._details is None:
            advice.add(self.context.store, self._person, given)
        else:
            advice.edit(self.context.store, self._details.id, given)


def open_advice(
    context: Context,
    navigator: Navigator,
    host: DialogHost,
    person_id: PersonId,
    advice_id: AdviceId | None = None,
) -> AdviceDialog:
    """Open the form of advice to a person, or of new advice. Raises NotFoundError."""
    details = advice.get(context.store, advice_id) if advice_id is not None else None
    dialog = AdviceDialog(context, host, details.person_id if details else person_id, details)
    dialog.show_form(dialog.text if details is None else dialog.outcome)
    return dialog
