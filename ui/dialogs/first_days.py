"""The forms of the first 30 days: one step, the day of the first delivery, and the list to begin with (G7)."""

from PySide6.QtWidgets import QHBoxLayout, QWidget

from relmgr.domain.first_days import MOST_DAYS, TemplateStep, kind_words, usual_steps, why_words
from relmgr.domain.ids import FirstDaysId, FirstDaysStepId, PersonId
from relmgr.domain.kinds import FirstStepKind
from relmgr.errors import InputError
from relmgr.i18n import _
from relmgr.services import first_days, people
from relmgr.services.first_days import FirstDaysDetails, StepDetails, StepInput
from ui.context import Context, DialogHost, Navigator
from ui.dialogs.form import Choice, FormDialog, NumberField, Repeated, day_value, text_area
from ui.theme import metrics
from ui.widgets.buttons import Button
from ui.widgets.fields import DateField, LineField
from ui.widgets.text import TextLabel

_MOST_STEPS = 30


class StepDialog(FormDialog):
    """A step of one beginning, or a new one."""

    def __init__(
        self,
        context: Context,
        host: DialogHost,
        number: FirstDaysId | None,
        details: StepDetails | None = None,
    ) -> None:
        super().__init__(context, host, _("A step of the first 30 days"))
        self._number, self._details = number, details
        given = details.input if details else StepInput(text="")
        today = context.today()
        self.text = LineField(given.text, placeholder=_("Visit their workshop"))
        self.add_row(_("What"), self.text, "text")
        self.kind = Choice([(kind, kind_words(kind)) for kind in FirstStepKind], given.kind)
        self.add_row(_("About"), self.kind)
        self.due = DateField(today, given.due_on, placeholder=_("Whenever it suits"))
        self.add_row(_("On"), self.due)
        self.done = DateField(today, given.done_on, placeholder=_("Not yet"))
        self.add_row(_("Done"), self.done)
        self.about = text_area(given.note, lines=1)
        self.add_row(_("Note"), self.about)
        self.kind.currentIndexChanged.connect(self._explain)
        self._explain()
        if details is not None:
            self.add_remove(_("Delete"), lambda: first_days.remove_step(context.store, details.id))

    def _explain(self) -> None:
        self.set_note(why_words(self.kind.value()))

    def save(self) -> None:
        """Keep it. Raises RelmgrError."""
        given = StepInput(
            text=self.text.text(),
            kind=self.kind.value(),
            due_on=self.due.value(),
            done_on=self.done.value(),
            note=self.about.text(),
        )
        if self._details is not None:
            first_days.edit_step(self.context.store, self._details.id, given)
        elif self._number is not None:
            first_days.add_step(self.context.store, self._number, given)


class DeliveryDialog(FormDialog):
    """When the first delivery was; its check-ins follow."""

    def __init__(self, context: Context, host: DialogHost, begun: FirstDaysDetails) -> None:
        name = people.details(context.store, begun.person_id).first_name
        super().__init__(context, host, _("The first delivery to {name}").format(name=name))
        self._number = begun.id
        day = begun.delivered_on or begun.met_on or context.today()
        self.day = DateField(context.today(), day, optional=False)
        self.add_row(_("Delivered on"), self.day, "on_day")
        self.set_note(_("The check-ins of your list join the steps, counted from this day."))

    def save(self) -> None:
        """Keep it. Raises RelmgrError."""
        first_days.deliver(self.context.store, self._number, day_value(self.day, "on_day"))


class _Line(QWidget):
    """One step of the list: what, about what, after how many days."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(metrics.GAP)
        self.text = LineField(name=_("What"), placeholder=_("Visit their workshop"))
        self.kind = Choice(
            [(kind, kind_words(kind)) for kind in FirstStepKind], FirstStepKind.OTHER, name=_("About")
        )
        self.days = NumberField(7, most=MOST_DAYS, name=_("After how many days"))
        self.kind.currentIndexChanged.connect(self._explain)
        row.addWidget(self.text, 5)
        row.addWidget(self.kind, 4)
        row.addWidget(self.days)
        row.addWidget(TextLabel(_("days"), "body", "text2", self))
        self.setFocusProxy(self.text.edit)
        self._explain()

    def _explain(self) -> None:
        self.kind.setToolTip(why_words(self.kind.value()))
        self.kind.setAccessibleDescription(why_words(self.kind.value()))

    def show_step(self, step: TemplateStep) -> None:
        """Show `step`."""
        self.text.set_text(step.text)
        self.kind.choose(step.kind)
        self.days.set_value(step.after_days)

    def step(self) -> TemplateStep:
        """What is written. Raises InputError without a number of days."""
        days = self.days.value()
        if days is None:
            raise InputError(_("Say after how many days each step comes."), "steps")
        return TemplateStep(self.text.text().strip(), self.kind.value(), days)


class ListDialog(FormDialog):
    """The list to begin with, for everybody who is new from now on."""

    def __init__(self, context: Context, host: DialogHost) -> None:
        super().__init__(context, host, _("The list for the first 30 days"), width=metrics.DIALOG)
        words = _(
            "For everybody who is new from now on. Days count from the start; those after the first "
            "delivery count from that."
        )
        self.body.addWidget(TextLabel(words, "body", "text2", wrap=True))
        self.lines = Repeated(_Line, _("Add a step"), most=_MOST_STEPS)
        row = self.add_row(_("Steps"), self.lines, "steps")
        row.label.setFixedWidth(0)  # the lines want the whole width, and the title says what they are
        self._show(first_days.template(context.store))
        self.usual = Button(_("The usual list"), raised=True, parent=self)
        self.usual.clicked.connect(lambda: self._show(usual_steps()))
        self.add_own(self.usual)

    def _show(self, steps: tuple[TemplateStep, ...]) -> None:
        for line in tuple(self.lines.lines()):
            self.lines.take_out(line)
        for step in steps:
            self.lines.add().show_step(step)

    def save(self) -> None:
        """Keep the list. Raises RelmgrError."""
        first_days.set_template(self.context.store, [line.step() for line in self.lines.lines()])


def open_first_step(
    context: Context,
    navigator: Navigator,
    host: DialogHost,
    person_id: PersonId,
    step_id: FirstDaysStepId | None = None,
) -> StepDialog:
    """Open the form of a step, or of a new one of the person's beginning. Raises NotFoundError, InputError."""
    begun = first_days.get(context.store, person_id, context.today())
    details = first_days.get_step(context.store, step_id) if step_id is not None else None
    if begun is None and details is None:
        raise InputError(_("The first 30 days have not begun."), "person_id")
    dialog = StepDialog(context, host, begun.id if begun is not None else None, details)
    dialog.show_form(dialog.text.edit)
    return dialog


def open_delivery(
    context: Context, navigator: Navigator, host: DialogHost, person_id: PersonId
) -> DeliveryDialog:
    """Ask when the first delivery was. Raises InputError where nothing has begun."""
    begun = first_days.get(context.store, person_id, context.today())
    if begun is None:
        raise InputError(_("The first 30 days have not begun."), "person_id")
    dialog = DeliveryDialog(context, host, begun)
    dialog.show_form(dialog.day)
    return dialog


def open_first_list(context: Context, navigator: Navigator, host: DialogHost) -> ListDialog:
    """Open the list to begin with."""
    dialog = ListDialog(context, host)
    dialog.show_form(dialog.save_button)
    return dialog
