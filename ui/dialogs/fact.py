"""The form of a fact: which side of them it shows, what it is, when it was heard and how it may be used (P4)."""

from dataclasses import replace

from relmgr.domain.ids import FactId, PersonId
from relmgr.domain.kinds import FactSource, Sensitivity, Side
from relmgr.i18n import _
from relmgr.services import facts, people
from relmgr.services.facts import FactDetails, FactInput
from ui.context import Context, DialogHost, Navigator
from ui.dialogs.form import Choice, FormDialog, text_area
from ui.dialogs.words import sensitivity_word, side_word, source_word
from ui.widgets.fields import DateField, LineField


class FactDialog(FormDialog):
    """A new fact, or one that is known."""

    def __init__(
        self,
        context: Context,
        host: DialogHost,
        person_id: PersonId,
        details: FactDetails | None = None,
        *,
        question: str = "",
    ) -> None:
        name = people.details(context.store, person_id).first_name
        super().__init__(context, host, _("What you know of {name}").format(name=name))
        self._person, self._details = person_id, details
        self._given = (
            details.input
            if details
            else FactInput(side=Side.INTERESTS, text="", heard_on=context.today(), question=question)
        )
        given = self._given
        self.side = Choice([(side, side_word(side)) for side in Side], given.side)
        self.add_row(_("Side"), self.side)
        self.heading = LineField(given.label, placeholder=_("Coffee, Allergies, Manner"))
        self.add_row(_("Heading"), self.heading, note=_("Facts under one heading stand together."))
        self.text = text_area(given.text)
        self.add_row(_("What"), self.text, "text")
        self.heard_on = DateField(context.today(), given.heard_on)
        self.add_row(_("Heard on"), self.heard_on)
        self.sensitivity = Choice([(one, sensitivity_word(one)) for one in Sensitivity], given.sensitivity)
        self.add_row(_("In talk"), self.sensitivity)
        self.source = Choice([(one, source_word(one)) for one in FactSource], given.source)
        self.add_row(_("Source"), self.source)
        if given.question:
            self.set_note(_("It answers: {question}").format(question=given.question))
        if details is not None:
            self.add_remove(_("Delete"), lambda: facts.remove(context.store, details.id))

    def save(self) -> None:
        """Keep the fact. Raises RelmgrError."""
        given = replace(
            self._given,
            side=self.side.value(),
            label=self.heading.text(),
            text=self.text.text(),
            heard_on=self.heard_on.value(),
            sensitivity=self.sensitivity.value(),
            source=self.source.value(),
        )
        if self._details is None:
            facts.add(self.context.store, self._person, given)
        else:
            facts.edit(self.context.store, self._details.id, given)


def open_fact(
    context: Context,
    navigator: Navigator,
    host: DialogHost,
    person_id: PersonId,
    fact_id: FactId | None = None,
    *,
    side: Side | None = None,
    heading: str = "",
    question: str = "",
) -> FactDialog:
    """Open the form of a fact about a person, or of a new one on `side` under `heading`. Raises NotFoundError.

    `question` is the one of the bank it answers: that is not asked any more.
    """
    details = facts.get(context.store, fact_id) if fact_id is not None else None
    dialog = FactDialog(
        context, host, details.person_id if details else person_id, details, question=question
    )
    if side is not None:
        dialog.side.choose(side)
    if heading:
        dialog.heading.set_text(heading)
    dialog.show_form(dialog.text)
    return dialog
