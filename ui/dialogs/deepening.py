"""Choosing up to three people to deepen this quarter, with a next step each; the quarter before is looked back at (D4)."""

from collections.abc import Generator, Sequence

from PySide6.QtWidgets import QWidget

from relmgr.domain.ids import DeepeningId, PersonId
from relmgr.domain.quarters import MOST, quarter_before, quarter_of, quarter_words
from relmgr.errors import InputError
from relmgr.i18n import _
from relmgr.services import reflect
from relmgr.services.reflect import Repair, deepening
from relmgr.services.reflect.deepening import ChoiceInput, Deepening
from ui.context import Context, DialogHost, Navigator
from ui.dialogs.form import FormDialog, PersonField, side_by_side
from ui.reading_on import ReadingOn
from ui.theme import metrics
from ui.widgets.buttons import Button, LinkButton
from ui.widgets.fields import DateField, LineField
from ui.widgets.flow import FlowLayout
from ui.widgets.text import TextLabel

_AT_ONCE = 8
"""Steps of reading taken before the dialog opens: in most files that is everybody."""


class _Choice:
    """One of the three: who, what next, and by when."""

    def __init__(self, dialog: "DeepeningDialog", number: int, held: Deepening | None) -> None:
        store, today = dialog.context.store, dialog.context.today()
        self.person = PersonField(
            store,
            today,
            held.person.id if held is not None else None,
            name=_("Person {number}").format(number=number),
            placeholder=_("Nobody"),
        )
        self.step = LineField(
            held.next_step if held is not None else "",
            name=_("Next step with person {number}").format(number=number),
            placeholder=_("Lunch, and ask about the new depot"),
        )
        self.day = DateField(
            today,
            held.next_on if held is not None else None,
            placeholder=_("By when"),
            name=_("By when, person {number}").format(number=number),
        )
        dialog.add_row(_("Who"), self.person, f"person_{number}")
        dialog.add_row(_("Next step"), side_by_side(self.step, self.day, stretch=(3, 2)), f"step_{number}")
        self.number = number

    def is_empty(self) -> bool:
        return not (self.person.text() or self.step.text())

    def given(self) -> ChoiceInput:
        """What was chosen. Raises InputError under its own row."""
        person = self.person.required(f"person_{self.number}")
        if not self.step.text():
            raise InputError(_("Say what you will do next, however small."), f"step_{self.number}")
        return ChoiceInput(person_id=person, next_step=self.step.text(), next_on=self.day.value())


class DeepeningDialog(FormDialog):
    """The choice of the quarter. Skipping it is as good."""

    def __init__(self, context: Context, host: DialogHost) -> None:
        today = context.today()
        title = _("Whom to deepen in {quarter}").format(quarter=quarter_words(quarter_of(today)))
        super().__init__(context, host, title, width=metrics.DIALOG, save_text=_("Choose"))
        self._notes: dict[DeepeningId, LineField] = {}
        self._add_before(deepening.before(context.store, today))
        held = deepening.chosen(context.store, today)
        self.add_section(_("Up to three people, one step each"))
        self.suggestions: list[LinkButton] = []
        self._suggested = QWidget(self)
        self._perhaps = self.add_row(_("Perhaps"), self._suggested)
        self._perhaps.hide()
        self._reading = ReadingOn(context.signals, self, is_long=True)
        self.closed.connect(self._reading.stop)
        self.choices = [
            _Choice(self, number + 1, held[number] if number < len(held) else None) for number in range(MOST)
        ]
        self.skip_button = Button(_("Skip this quarter"), raised=True, parent=self)
        self.skip_button.clicked.connect(lambda: self.do(self._skip))
        self.add_own(self.skip_button)

    def _add_before(self, before: Sequence[Deepening]) -> None:
        if not before:
            return
        quarter = quarter_words(quarter_before(self.context.today()))
        self.body.addWidget(
            TextLabel(_("What came of {quarter}?").format(quarter=quarter), "section", "text")
        )
        for one in before:
            said = " ".join(
                part for part in (one.next_step.rstrip("."), f"({one.words})" if one.words else "") if part
            )
            field = LineField(
                one.note, name=_("What came of it with {name}").format(name=one.person.name), placeholder=said
            )
            self._notes[one.id] = field
            self.add_row(one.person.first_name, field, note=said)

    def suggest(self) -> None:
        """Look who comes to mind. Where that means reading tens of thousands, they are shown when they are found."""
        self._reading.start(self._repairs(), self._show_suggestions, least=_AT_ONCE)

    def _repairs(self) -> Generator[None, None, tuple[Repair, ...]]:
        store, today = self.context.store, self.context.today()
        view = yield from reflect.reading(store, today)
        return tuple(reflect.repairs(store, view, today))

    def _show_suggestions(self, repairs: Sequence[Repair]) -> None:
        flow = FlowLayout(self._suggested, gap=14, line_gap=4)
        for one in repairs:
            link = LinkButton(one.person.name, icon="plus", parent=self._suggested)
            link.setToolTip(one.why)
            link.clicked.connect(lambda _checked=False, repair=one: self.take(repair))
            flow.addWidget(link)
            self.suggestions.append(link)
        self._perhaps.setVisible(bool(repairs))

    def take(self, repair: Repair) -> None:
        """Put somebody suggested, with the first of the small steps, into the first free place."""
        free = next((one for one in self.choices if one.is_empty()), None)
        if free is not None and all(one.person.person() != repair.person.id for one in self.choices):
            free.person.choose(repair.person.id)
            free.step.set_text(repair.steps[0].rstrip(".") if repair.steps else "")

    def save(self) -> None:
        """Keep the choice. Raises RelmgrError."""
        given = [one.given() for one in self.choices if not one.is_empty()]
        notes = {number: field.text() for number, field in self._notes.items()}
        deepening.choose(self.context.store, self.context.today(), given, notes)

    def _skip(self) -> None:
        deepening.skip(self.context.store, self.context.today())


def open_deepening(
    context: Context, navigator: Navigator, host: DialogHost, person_id: PersonId | None = None
) -> DeepeningDialog:
    """Open the choice of this quarter; `person_id` is put into the first free place."""
    dialog = DeepeningDialog(context, host)
    dialog.suggest()
    free = next((one for one in dialog.choices if one.is_empty()), None)
    if person_id is not None and free is not None:
        free.person.choose(person_id)
    dialog.show_form((free or dialog.choices[0]).person.edit)
    return dialog
