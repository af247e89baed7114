"""The fold of the log dialog: what most conversations do not need, and nothing of it is lost (C1, C2)."""

from collections.abc import Mapping, Sequence
from datetime import date, time

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from relmgr.domain.ids import PersonId
from relmgr.domain.kinds import Closeness, ConversationKind, Feeling
from relmgr.domain.moments import CONTRARY_KINDS, SHOWN_WARNINGS, WARNING_KINDS, MomentKind, moment_words
from relmgr.i18n import _
from relmgr.services.conversations import ConversationInput, QuestionInput
from ui import theme as themes
from ui.dialogs.conversation.popups import kind_words
from ui.dialogs.form import Choice, FormRow, NumberField, side_by_side, text_area, time_value
from ui.widgets.buttons import LinkButton
from ui.widgets.chips import WarningChip
from ui.widgets.faces import feeling_word
from ui.widgets.fields import DateField, LineField
from ui.widgets.flow import FlowLayout
from ui.widgets.sections import Hairline
from ui.widgets.text import TextLabel

_GAP = 10
_CHIPS = 28


def _feelings() -> list[tuple[Feeling | None, str]]:
    return [(None, _("Not noted")), *((one, feeling_word(one)) for one in Feeling)]


class MorePart(QWidget):
    """Kind, time, who began; our work; how I felt; listening; the rarer signs."""

    add_person_asked = Signal()
    day_chosen = Signal(object)
    how_chosen = Signal(object)

    def __init__(self, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: dict[str, FormRow] = {}
        self._said_time = ""
        self._said_feelings: dict[PersonId, Feeling] = {}
        self._felt: dict[PersonId, Choice[Feeling | None]] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 14, 0, 0)
        self._column.setSpacing(_GAP)
        self._column.addWidget(Hairline(role="hairline_raised"))
        self._column.addSpacing(2)
        self._add_when(today)
        self._add_people()
        self._add_texts()
        self._add_feelings()
        self._add_listening()
        self._add_signs()

    def _add(self, label: str, field: QWidget, name: str = "", head: int = 32) -> FormRow:
        row = FormRow(label, field, self, head=head, style="body_strong")
        if name:
            self.rows[name] = row
        self._column.addWidget(row)
        return row

    def _add_when(self, today: date) -> None:
        kinds = [(one, kind_words(one)) for one in ConversationKind]
        self.how = Choice(kinds, ConversationKind.CALL, name=_("How"))
        self.by_me = Choice(
            ((None, _("Not noted")), (True, _("I got in touch")), (False, _("They got in touch"))),
            None,
            name=_("Who started"),
        )
        self._add(_("How"), side_by_side(self.how, self.by_me))
        self.day = DateField(today, today, name=_("Day"), optional=False)
        self.time = LineField(placeholder=_("Time"), name=_("Time"))
        self.time.setFixedWidth(themes.current().scaled(84))
        self.minutes = NumberField(most=1440, name=_("Minutes"), placeholder=_("Minutes"))
        self._add(_("When"), side_by_side(self.day, self.time, self.minutes, stretch=(1, 0, 0)), "minutes")
        self.how.currentIndexChanged.connect(lambda: self.how_chosen.emit(self.how.value()))
        self.day.changed.connect(self.day_chosen)

    def _add_people(self) -> None:
        self._people = QWidget(self)
        inner = QVBoxLayout(self._people)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(_GAP)
        self.add_person = LinkButton(_("Somebody else was there"), icon="plus", parent=self)
        self.add_person.clicked.connect(self._ask_for_person)
        self._add(_("Also with"), self.add_person, head=24)
        self._column.addWidget(self._people)
        self._people.hide()

    def _ask_for_person(self) -> None:
        self.add_person_asked.emit()

    def _add_texts(self) -> None:
        self.our_work = text_area(placeholder=_("What it meant for our work"), lines=2)
        self._add(_("Our work"), self.our_work)

    def _add_feelings(self) -> None:
        self.my_feeling = Choice(_feelings(), None, name=_("You felt"))
        self._add(_("You felt"), self.my_feeling)
        self.closeness = Choice(
            (
                (None, _("Not noted")),
                (Closeness.CLOSER, _("Closer")),
                (Closeness.SAME, _("The same")),
                (Closeness.FURTHER, _("Further apart")),
            ),
            None,
            name=_("Afterwards we are"),
        )
        self._add(_("Afterwards we are"), self.closeness)
        self.saw = LineField(placeholder=_("What you saw or heard that says so"))
        self._add(_("How you know"), self.saw)

    def _add_listening(self) -> None:
        self.heard = text_area(lines=1)
        self._add(_("What I heard"), self.heard)
        self.not_said = text_area(lines=1)
        self._add(_("What was not said"), self.not_said)
        self.ask = LineField(placeholder=_("It comes back as a question on the card"))
        self._add(_("Ask next time"), self.ask)
        self.ask_why = LineField(placeholder=_("Why this question"))
        self._add("", self.ask_why)

    def _add_signs(self) -> None:
        self.chips: dict[MomentKind, WarningChip] = {}
        for label, kinds in (
            (_("Warning signs"), WARNING_KINDS[SHOWN_WARNINGS:]),
            (_("Against a sign"), CONTRARY_KINDS),
        ):
            holder = QWidget(self)
            flow = FlowLayout(holder)
            for kind in kinds:
                self.chips[kind] = WarningChip(moment_words(kind), parent=holder)
                flow.addWidget(self.chips[kind])
            self._add(label, holder, head=_CHIPS)

    # What holds

    def show_people(self, others: Sequence[tuple[PersonId, str]]) -> None:
        """Ask how each of the others (id and first name) felt, keeping what was chosen."""
        if [person for person, _name in others] == list(self._felt):
            return
        chosen = self.feelings()
        inner = self._people.layout()
        assert inner is not None
        while (item := inner.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self._felt = {}
        self._people.setVisible(bool(others))
        for person, name in others:
            choice = Choice(_feelings(), chosen.get(person))
            self._felt[person] = choice
            inner.addWidget(FormRow(_("{name} felt").format(name=name), choice, style="body_strong"))

    def suggest(self, said: Mapping[PersonId, Feeling]) -> None:
        """Choose how the others felt as the text says, where nothing else was chosen."""
        for person, choice in self._felt.items():
            if choice.value() is self._said_feelings.get(person):
                choice.choose(said.get(person))
        self._said_feelings = dict(said)

    def feelings(self) -> dict[PersonId, Feeling | None]:
        """How the others felt."""
        return {person: choice.value() for person, choice in self._felt.items()}

    def follow(self, day: date, how: ConversationKind, clock: time | None = None) -> None:
        """Show the day, kind and time that hold, without telling it back; a time that was typed stays."""
        said = f"{clock:%H:%M}" if clock else ""
        if said != self._said_time and self.time.text() == self._said_time:
            self.time.set_text(said)
        self._said_time = said
        for field in (self.day, self.how):
            field.blockSignals(True)
        self.day.set_value(day)
        self.how.choose(how)
        for field in (self.day, self.how):
            field.blockSignals(False)
        self.day.update()

    def clock(self) -> time | None:
        """The time of day typed. Raises InputError."""
        return time_value(self.time.text(), "minutes")

    def kinds(self) -> tuple[MomentKind, ...]:
        """The rarer signs that were seen."""
        return tuple(kind for kind, chip in self.chips.items() if chip.isChecked())

    def questions(self, known: Sequence[QuestionInput] = ()) -> tuple[QuestionInput, ...]:
        """What to ask next time; further questions noted earlier stay."""
        first = known[0].person_id if known else None
        text = self.ask.text()
        mine = (QuestionInput(text=text, why=self.ask_why.text(), person_id=first),) if text else ()
        return (*mine, *known[1:])

    def fill(self, given: ConversationInput, at: time) -> bool:
        """Show what was noted; gives back whether there is anything to see here beyond the usual."""
        self.by_me.choose(given.by_me)
        self.time.set_text(f"{at:%H:%M}")
        self.minutes.set_value(given.minutes)
        self.our_work.set_text(given.our_work)
        self.my_feeling.choose(given.my_feeling)
        self.closeness.choose(given.closeness)
        self.saw.set_text(given.people[0].saw)
        self.heard.set_text(given.heard)
        self.not_said.set_text(given.not_said)
        if given.ask_next:
            self.ask.set_text(given.ask_next[0].text)
            self.ask_why.set_text(given.ask_next[0].why)
        seen = {moment.kind for moment in given.moments}
        for kind, chip in self.chips.items():
            chip.setChecked(kind in seen)
        self.show_people([(talk.person_id, "") for talk in given.people[1:]])
        for talk in given.people[1:]:
            self._felt[talk.person_id].choose(talk.feeling)
        texts = (given.our_work, given.heard, given.not_said, given.ask_next, given.people[1:])
        return any(texts) or bool(self.kinds()) or given.my_feeling is not None or given.closeness is not None


def small_label(text: str, parent: QWidget) -> TextLabel:
    """A label inside a row, such as "Warning signs"."""
    return TextLabel(text, "small", "text3", parent)
