"""The form of feedback: theirs from thanks to telling them what came of it, or what I told them (G4)."""

from relmgr.domain.ids import FeedbackId, PersonId
from relmgr.i18n import _
from relmgr.services import feedback, people
from relmgr.services.feedback import FeedbackDetails, FeedbackInput
from ui.context import Context, DialogHost, Navigator
from ui.dialogs.form import Choice, FormDialog, FormRow, day_value, side_by_side, text_area
from ui.widgets.fields import CheckBox, DateField, LineField

_UNDECIDED, _WILL, _WONT = "undecided", "will", "wont"


class FeedbackDialog(FormDialog):
    """New feedback, or feedback on its way from open to told."""

    def __init__(
        self,
        context: Context,
        host: DialogHost,
        person_id: PersonId,
        details: FeedbackDetails | None = None,
        *,
        is_mine: bool = False,
    ) -> None:
        self._name = people.details(context.store, person_id).first_name
        super().__init__(context, host, _("Feedback: {name} and you").format(name=self._name))
        self._person, self._details, self._today = person_id, details, context.today()
        blank = FeedbackInput(text="", given_on=self._today, is_mine=is_mine)
        self._given = given = details.input if details else blank
        sides = [(False, _("{name} told me").format(name=self._name))]
        sides.append((True, _("I told {name}").format(name=self._name)))
        self.side = Choice(sides, given.is_mine, name=_("Who told whom"))
        self.add_row(_("Who told whom"), self.side)
        self.text = text_area(given.text, placeholder=_("As it was said"))
        self.add_row(_("What was said"), self.text, "text")
        self.day = DateField(self._today, given.given_on, optional=False, name=_("On"))
        self.add_row(_("On"), self.day, "given_on")
        self._mine: list[FormRow] = []
        self._theirs: list[FormRow] = []
        self._add_thanks()
        self._add_truth()
        self._add_decision()
        self.side.currentIndexChanged.connect(self._follow)
        self.will.currentIndexChanged.connect(self._follow)
        self.hard.toggled.connect(lambda _on: self._follow())
        self._follow()
        if details is not None:
            self.add_remove(_("Delete"), lambda: feedback.remove(context.store, details.id))

    def _day(self, value: object, name: str) -> DateField:
        day = value if not isinstance(value, str) else None
        return DateField(self._today, day, placeholder=_("Not yet"), name=name)  # type: ignore[arg-type]

    def _add_thanks(self) -> None:
        self.thanked_on = self._day(self._given.thanked_on, _("Thanked on"))
        self._theirs.append(self.add_row(_("Thanked on"), self.thanked_on, "thanked_on"))

    def _add_truth(self) -> None:
        given = self._given
        self.hard = CheckBox(_("A hard truth"), checked=given.is_hard_truth)
        self._mine.append(self.add_row("", self.hard, head=24))
        self.based_on = LineField(
            given.based_on, placeholder=_("What you saw and heard, not what you guessed")
        )
        self._based_row = self.add_row(_("Based on"), self.based_on)
        self.how_taken = LineField(given.how_taken, placeholder=_("What was said or done then"))
        self._mine.append(self.add_row(_("How it was taken"), self.how_taken))

    def _add_decision(self) -> None:
        given = self._given
        self.add_section(_("What came of it"))
        chosen = _UNDECIDED
        if given.decided_on is not None or given.changed_on is not None:
            chosen = _WONT if given.will_change is False else _WILL
        words = [(_UNDECIDED, _("Not decided yet")), (_WILL, _("It will change"))]
        self.will = Choice([*words, (_WONT, _("It stays as it is"))], chosen, name=_("Decision"))
        self.decided_on = self._day(given.decided_on, _("Decided on"))
        self.add_row(_("Decision"), side_by_side(self.will, self.decided_on), "decided_on")
        self.decision = LineField(given.decision, placeholder=_("What will change, or why it stays"))
        self._decision_row = self.add_row(_("What"), self.decision)
        self.change_by = DateField(
            self._today, given.change_by, placeholder=_("In about a month"), name=_("By")
        )
        self._by_row = self.add_row(_("By"), self.change_by)
        self.changed_on = self._day(given.changed_on, _("Changed on"))
        self.change = LineField(given.change, name=_("What changed"), placeholder=_("What is different now"))
        both = side_by_side(self.changed_on, self.change, stretch=(2, 3))
        self._changed_row = self.add_row(_("Changed"), both, "changed_on")
        self.told_on = self._day(given.told_on, _("Told on"))
        self.told_how = LineField(given.told_how, name=_("Told how"), placeholder=_("On the phone"))
        both = side_by_side(self.told_on, self.told_how, stretch=(2, 3))
        self._told_row = self.add_row(_("Told them"), both, "told_on")

    def _follow(self) -> None:
        is_mine, will = self.side.value(), self.will.value()
        for row in self._mine:
            row.setVisible(is_mine)
        self._based_row.setVisible(is_mine and self.hard.isChecked())
        for row in self._theirs:
            row.setVisible(not is_mine)
        if will != _UNDECIDED and self.decided_on.value() is None:
            self.decided_on.set_value(self._today)
        self.decided_on.setVisible(will != _UNDECIDED)
        self._decision_row.setVisible(will != _UNDECIDED)
        self._by_row.setVisible(will == _WILL and not is_mine)
        self._changed_row.setVisible(will == _WILL)
        self._told_row.setVisible(will != _UNDECIDED)
        self.set_note(self._next_words(is_mine=is_mine))

    def _next_words(self, *, is_mine: bool) -> str:
        if is_mine:
            return _("What you saw and heard is easier to take than what you think.")
        if self._details is None:
            return _("Thank {name} for it first; Today keeps that until it is done.").format(name=self._name)
        return ""

    def save(self) -> None:
        """Keep the feedback. Raises RelmgrError."""
        is_mine, will = self.side.value(), self.will.value()
        is_decided, changes = will != _UNDECIDED, will == _WILL
        given = FeedbackInput(
            is_mine=is_mine,
            text=self.text.text(),
            given_on=day_value(self.day, "given_on"),
            thanked_on=None if is_mine else self.thanked_on.value(),
            decided_on=self.decided_on.value() if is_decided else None,
            decision=self.decision.text() if is_decided else "",
            will_change=changes if is_decided else None,
            change_by=self.change_by.value() if changes else None,
            changed_on=self.changed_on.value() if changes else None,
            change=self.change.text() if changes else "",
            told_on=self.told_on.value() if is_decided else None,
            told_how=self.told_how.text() if is_decided else "",
            is_hard_truth=is_mine and self.hard.isChecked(),
            based_on=self.based_on.text() if is_mine and self.hard.isChecked() else "",
            how_taken=self.how_taken.text() if is_mine else "",
        )
        if self._details is None:
            feedback.add(self.context.store, self._person, given)
        else:
            feedback.edit(self.context.store, self._details.id, given)


def open_feedback(
    context: Context,
    navigator: Navigator,
    host: DialogHost,
    person_id: PersonId,
    feedback_id: FeedbackId | None = None,
    *,
    is_mine: bool = False,
) -> FeedbackDialog:
    """Open the form of feedback between a person and me, or of new feedback. Raises NotFoundError."""
    details = feedback.get(context.store, feedback_id) if feedback_id is not None else None
    whose = details.person_id if details else person_id
    dialog = FeedbackDialog(context, host, whose, details, is_mine=is_mine)
    dialog.show_form(dialog.text)
    return dialog
