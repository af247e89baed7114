"""The form of an expectation: who expects what, what was agreed of what is hoped, and where it stands (E1 to E4)."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from relmgr.domain.expectation_story import Subject, story
from relmgr.domain.expectations import LEAD_DAYS, can_become, status_word
from relmgr.domain.gaps import Gap, answer_words, gap_of
from relmgr.domain.ids import ExpectationId, GoalId, OfferId, PersonId
from relmgr.domain.kinds import Direction, ExpectationKind, Status
from relmgr.i18n import _
from relmgr.services import expectations, goals, offers, people
from relmgr.services.expectations import (
    ExpectationDetails,
    ExpectationInput,
)
from ui.context import Context, DialogHost, Navigator
from ui.dialogs.expectation.quick import QuickForm
from ui.dialogs.expectation.scope import ScopePart
from ui.dialogs.form import Choice, FormDialog, NumberField, side_by_side
from ui.faces import portrait_of
from ui.theme import metrics
from ui.widgets.fields import CheckBox, DateField, LineField
from ui.widgets.segment import Segment
from ui.widgets.text import Run, TextLabel

_DIRECTIONS = (Direction.OF_ME, Direction.OF_THEM)
_LONGEST = 60
"""Characters of a goal in the list of choices."""

_KINDS = (ExpectationKind.EXPECTATION, ExpectationKind.PROMISE, ExpectationKind.REQUEST)


class ExpectationDialog(FormDialog):
    """A new expectation, promise or request; or one with its history."""

    def __init__(
        self,
        context: Context,
        host: DialogHost,
        given: ExpectationInput,
        details: ExpectationDetails | None = None,
    ) -> None:
        self._given, self._details = given, details
        found = people.rows(context.store, [given.person_id], context.today())
        self._name = found[0].first_name if found else ""
        title = _("New expectation") if details is None else _("Expectation")
        portrait = portrait_of(context.store, found[0]) if found else None
        super().__init__(context, host, title, width=metrics.DIALOG, portrait=portrait)
        self._add_what()
        self._add_dates()
        self._add_agreement()
        self._add_cases()
        self._add_status()
        if details is not None:
            self.add_remove(_("Delete"), self._remove)

    # Making

    def _add_what(self) -> None:
        given = self._given
        ways = (_("{name} expects of me"), _("I expect of {name}"))
        self.direction = Segment(
            [way.format(name=self._name) for way in ways],
            _DIRECTIONS.index(given.direction),
            name=_("Who expects"),
        )
        self.add_row(_("Who"), self.direction)
        self.kind = Segment(
            (_("Expectation"), _("Promise"), _("Request")), _KINDS.index(given.kind), name=_("Kind")
        )
        self.add_row(_("Kind"), self.kind)
        self.statement = LineField(given.statement)
        self._statement_row = self.add_row(_("What"), self.statement, "statement")
        self._add_request()
        self.scope = ScopePart()
        self.scope.fill(given.items)
        self.add_row(_("Hoped and agreed"), self.scope, "items", head=24)
        self.direction.changed.connect(self._reword)
        self.kind.changed.connect(self._reword)
        self._reword()

    def _reword(self) -> None:
        of_me = self.direction.chosen() == 0
        kind = _KINDS[self.kind.chosen()]
        if kind is ExpectationKind.PROMISE:
            words = _("I promised …") if of_me else _("{name} promised …")
        elif kind is ExpectationKind.REQUEST:
            words = _("{name} asked me …") if of_me else _("I asked {name} …")
        else:
            words = _("{name} hopes that …") if of_me else _("I hope that …")
        self.statement.edit.setPlaceholderText(words.format(name=self._name))
        self._statement_row.label.setText(_("As asked") if kind is ExpectationKind.REQUEST else _("What"))
        for row in self._request_rows:
            row.setVisible(kind is ExpectationKind.REQUEST)

    def _add_request(self) -> None:
        """What a request is really about, once that is understood, and when it was answered (E4)."""
        given, today = self._given, self.context.today()
        self.real = LineField(given.real_request, placeholder=_("What it is really about, once you know"))
        self.answered_on = DateField(
            today, given.answered_on, placeholder=_("Not yet"), name=_("Answered on")
        )
        self._request_rows = (
            self.add_row(_("Really"), self.real),
            self.add_row(_("Answered"), self.answered_on, note=self._waits()),
        )

    def _waits(self) -> str:
        """How long it waits against my own answer time; nothing for one that does not."""
        details = self._details
        if details is None or gap_of(details.standing) is not Gap.WAITING:
            return ""
        days = (self.context.today() - details.opened_on).days
        of_me = details.input.direction is Direction.OF_ME
        return answer_words(days, expectations.answer_days(self.context.store) if of_me else None)

    def _add_dates(self) -> None:
        given, today = self._given, self.context.today()
        self.due_on = DateField(today, given.due_on, placeholder=_("By when"), name=_("Due on"))
        self.due_until = DateField(today, given.due_until, placeholder=_("or until"), name=_("Due until"))
        self.add_row(_("Due"), side_by_side(self.due_on, self.due_until), "due_until")
        self.due_words = LineField(given.due_words, placeholder=_("In your words: before peak season, 1 Dec"))
        self.add_row("", self.due_words)
        self.lead = NumberField(given.lead_days, most=9999)
        self.add_row(
            _("Days ahead"), self.lead, "lead_days", note=_("How long before it asks for attention.")
        )

    def _add_agreement(self) -> None:
        self.add_section(_("What was agreed"))
        given = self._given
        self.agreed_on = DateField(self.context.today(), given.agreed_on, name=_("Agreed on"))
        self.agreed_how = LineField(given.agreed_how, placeholder=_("by phone"), name=_("Agreed how"))
        self.add_row(_("Agreed"), side_by_side(self.agreed_on, self.agreed_how))
        self.agreed_with = LineField(given.agreed_with)
        self.add_row(_("With"), self.agreed_with)
        known = goals.of(self.context.store, given.person_id)
        choices = [(one.id, _shortened(one.input.to_text)) for one in known]
        linked = next((id_ for id_, _words in choices if id_ in given.goals), None)
        self.goal: Choice[GoalId | None] = Choice([(None, _("None in particular")), *choices], linked)
        goal_row = self.add_row(
            _("Their goal"), self.goal, "goals", note=_("Which of their goals it serves.")
        )
        goal_row.setVisible(bool(choices))

    def _add_cases(self) -> None:
        given = self._given
        self._offers = {one.id: one.input for one in offers.every(self.context.store)}
        names = [(id_, offer.name) for id_, offer in self._offers.items()]
        self.offer: Choice[OfferId | None] = Choice([(None, _("None in particular")), *names], None)
        offer_row = self.add_row(_("My offer"), self.offer, note=_("Fills in what is at best and at worst."))
        offer_row.setVisible(bool(self._offers))
        self.best = LineField(given.best_case)
        self.add_row(_("At best"), self.best)
        self.worst = LineField(given.worst_case)
        self.add_row(_("At worst"), self.worst)
        self.worst_told = CheckBox(_("They have been told"), given.worst_case_told)
        self.add_row("", self.worst_told, head=24)
        self.offer.currentIndexChanged.connect(self._take_cases)

    def _take_cases(self) -> None:
        """Take over what is known of the offer (E7); what was written by hand stays."""
        chosen = self.offer.value()
        if chosen is None:
            return
        known = self._offers.values()
        for field, case in ((self.best, "best_case"), (self.worst, "worst_case")):
            if field.text() in ("", *(getattr(offer, case) for offer in known)):
                field.set_text(getattr(self._offers[chosen], case))

    def _add_status(self) -> None:
        self.add_section(_("Where it stands"))
        now = self._details.status if self._details else self._given.status
        choices: list[tuple[Status | None, str]] = [
            (one, status_word(one)) for one in Status if now is None or one is now or can_become(now, one)
        ]
        if self._details is None:
            choices.insert(0, (None, _("As it begins")))
        self.status: Choice[Status | None] = Choice(choices, now)
        self.add_row(_("Status"), self.status, "status")
        self.status_note = LineField(placeholder=_("What happened"))
        self._note_row = self.add_row(_("A note on it"), self.status_note)
        self.risk = LineField(self._given.risk_reason, placeholder=_("Why it may slip"))
        self._risk_row = self.add_row(_("Risk"), self.risk)
        if self._details is not None:
            self._add_told(self._details)
            self._add_history(self._details)
        self.status.currentIndexChanged.connect(self._follow_status)
        self._follow_status()

    def _follow_status(self) -> None:
        chosen = self.status.value()
        self._note_row.setVisible(self._details is not None and chosen is not self._details.status)
        self._risk_row.setVisible(chosen is Status.AT_RISK or bool(self.risk.text()))

    def _add_told(self, details: ExpectationDetails) -> None:
        self.told = CheckBox(_("They have been told that it may slip"), details.told_on is not None)
        self.told.setEnabled(details.told_on is None)
        self.add_row("", self.told, head=24)

    def _add_history(self, details: ExpectationDetails) -> None:
        """The history, told as a story from its beginning (E2)."""
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 6, 0, 0)
        column.setSpacing(6)
        subject = Subject(kind=details.input.kind, direction=details.input.direction, name=self._name)
        changes = [step.told for step in details.history]
        for line in story(changes, subject, self.context.today()):
            label = TextLabel("", "body", "text2", holder, wrap=True)
            label.set_runs(
                Run(line.day_words + "  ", role="text3", style="date"),
                Run(line.words, role="text"),
                Run(f"  {line.note}" if line.note else ""),
            )
            column.addWidget(label)
        self.history = holder
        self.add_row(_("So far"), holder)

    # Saving

    def save(self) -> None:
        """Keep the expectation. Raises RelmgrError."""
        store, now, today = self.context.store, self.context.now(), self.context.today()
        if self._details is None:
            expectations.add(store, self.content(), now, today)
            return
        told = self.told.isChecked() and self._details.told_on is None
        expectations.edit(
            store,
            self._details.id,
            self.content(),
            now,
            today,
            note=self.status_note.text(),
            told_on=today if told else None,
        )

    def content(self) -> ExpectationInput:
        """What the form holds."""
        lead, goal = self.lead.value(), self.goal.value()
        is_request = _KINDS[self.kind.chosen()] is ExpectationKind.REQUEST
        return ExpectationInput(
            person_id=self._given.person_id,
            direction=_DIRECTIONS[self.direction.chosen()],
            kind=_KINDS[self.kind.chosen()],
            statement=self.statement.text(),
            items=self.scope.content(),
            due_on=self.due_on.value(),
            due_until=self.due_until.value(),
            due_words=self.due_words.text(),
            lead_days=LEAD_DAYS if lead is None else lead,
            best_case=self.best.text(),
            worst_case=self.worst.text(),
            worst_case_told=self.worst_told.isChecked(),
            agreed_on=self.agreed_on.value(),
            agreed_how=self.agreed_how.text(),
            agreed_with=self.agreed_with.text(),
            status=self.status.value(),
            risk_reason=self.risk.text(),
            real_request=self.real.text() if is_request else "",
            answered_on=self.answered_on.value() if is_request else None,
            goals=() if goal is None else (goal,),
        )

    def _remove(self) -> None:
        if self._details is not None:
            expectations.remove(self.context.store, self._details.id)


def _shortened(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


def open_expectation(
    context: Context,
    navigator: Navigator,
    host: DialogHost,
    person_id: PersonId,
    direction: Direction = Direction.OF_ME,
    *,
    kind: ExpectationKind = ExpectationKind.EXPECTATION,
) -> ExpectationDialog:
    """Open the form of a new expectation; with `kind` it is the quick form of a promise or a request (E4)."""
    given = ExpectationInput(person_id=person_id, direction=direction, kind=kind, statement="")
    return _show(ExpectationDialog(context, host, given))


def open_known_expectation(
    context: Context, navigator: Navigator, host: DialogHost, expectation_id: ExpectationId
) -> ExpectationDialog:
    """Open the form of an expectation that is kept. Raises NotFoundError."""
    details = expectations.get(context.store, expectation_id)
    return _show(ExpectationDialog(context, host, details.input, details))


def open_quick(
    context: Context,
    navigator: Navigator,
    host: DialogHost,
    person_id: PersonId | None = None,
    way: int = 0,
) -> QuickForm:
    """Open the quick form (E4); `way` as its segment counts. All fields leads to the whole form with what was typed."""

    def on_more(given: ExpectationInput) -> None:
        _show(ExpectationDialog(context, host, given))

    form = QuickForm(context, host, person_id=person_id, way=way, on_more=on_more)
    form.show_form(form.person.edit if person_id is None else form.statement.edit)
    return form


def _show(dialog: ExpectationDialog) -> ExpectationDialog:
    dialog.show_form(dialog.statement.edit)
    return dialog
