"""The chips of what was understood: pressed they change it, their cross takes it away; the text stays as it is."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from relmgr.domain.capture import Life, Milestone, Promise, SpanKind, Who
from relmgr.domain.ids import PersonId
from relmgr.domain.kinds import ConversationKind, Feeling
from relmgr.i18n import _
from relmgr.services import people
from ui.context import Context
from ui.dialogs.conversation.draft import Draft, Noted, ShownChip
from ui.dialogs.conversation.popups import PickPerson, change_noted, change_when
from ui.widgets.chips import ParsedChip
from ui.widgets.faces import ICON, feeling_word
from ui.widgets.flow import FlowLayout
from ui.widgets.menu import Menu

_ICONS = {
    SpanKind.WITH: "user-round",
    SpanKind.WHEN: "calendar",
    SpanKind.FELT: "smile",
    SpanKind.LIFE: "heart-pulse",
    SpanKind.MILESTONE: "calendar-heart",
    SpanKind.NEXT: "arrow-right",
    SpanKind.MOMENT: "circle-check",
}
_TONES = {
    SpanKind.WITH: "plain",
    SpanKind.WHEN: "plain",
    SpanKind.FELT: "plain",
    SpanKind.NEXT: "plain",
    SpanKind.MOMENT: "plain",
    SpanKind.LIFE: "ember",
    SpanKind.MILESTONE: "ember",
}


class Understood(QWidget):
    """The chips of a draft. `corrected` tells that the user changed one."""

    corrected = Signal()
    next_pressed = Signal()
    """The chip of the next step was pressed: it is changed in its field."""

    def __init__(self, context: Context, draft: Draft, parent: QWidget) -> None:
        super().__init__(parent)
        self._context, self._draft = context, draft
        self._shown: tuple[ShownChip, ...] = ()
        self._flow = FlowLayout(self)

    def chips(self) -> list[ParsedChip]:
        """The chips as they are shown."""
        items = (self._flow.itemAt(number) for number in range(self._flow.count()))
        return [widget for item in items if item and isinstance(widget := item.widget(), ParsedChip)]

    def show_chips(self) -> None:
        """Show what the draft holds now."""
        chips = self._draft.chips()
        if not any(chip.kind is SpanKind.WITH for chip in chips):
            nobody = ShownChip((SpanKind.WITH, ""), SpanKind.WITH, _("With"), _("Choose…"), None, True)
            chips = (nobody, *chips)
        if chips == self._shown:
            return
        self._shown = chips
        self._flow.clear()
        for shown in chips:
            self._flow.addWidget(self._make(shown))
        self.updateGeometry()

    def _make(self, shown: ShownChip) -> ParsedChip:
        is_question = shown.needs_choice and shown.value is not None
        words = _("{name}?").format(name=shown.words) if is_question else shown.words
        icon, tone = _ICONS.get(shown.kind, "flag"), _TONES.get(shown.kind, "amber")
        chip = ParsedChip(icon, shown.label, words, tone, self)
        chip.clicked.connect(lambda _on=False: self._press(shown, chip))
        chip.removed.connect(lambda: self._correct(self._draft.drop, shown.key))
        chip.show()
        return chip

    def _correct(self, change: Callable[..., None], *arguments: object) -> None:
        change(*arguments)
        self.corrected.emit()

    def _press(self, shown: ShownChip, chip: QWidget) -> None:
        today = self._context.today()
        if shown.kind is SpanKind.WITH:
            self._press_person(shown, chip)
        elif shown.kind is SpanKind.WHEN:
            change_when(self, self._draft.day, self._draft.how, today, self._change_when).open_below(chip)
        elif shown.kind is SpanKind.FELT:
            self._press_felt(chip)
        elif shown.kind is SpanKind.NEXT:
            self.next_pressed.emit()
        elif isinstance(shown.value, Life | Promise | Milestone):

            def take(kind: SpanKind, value: Noted) -> None:
                self._correct(self._draft.change, shown.key, kind, value)

            owners = () if isinstance(shown.value, Promise) else self._draft.owners(shown.value)
            change_noted(self, shown.kind, shown.value, today, take, owners=owners).open_below(chip)

    def _change_when(self, day: date, how: ConversationKind) -> None:
        self._draft.set_day(day)
        self._draft.set_how(how)
        self.corrected.emit()

    def _press_felt(self, chip: QWidget) -> None:
        menu = Menu(self, name=_("How they felt"))
        for feeling in Feeling:
            menu.add_row(feeling_word(feeling), self._felt(feeling), icon=ICON[feeling])
        menu.open_below(chip)

    def _felt(self, feeling: Feeling) -> Callable[[], None]:
        return lambda: self._correct(self._draft.set_feeling, feeling)

    def _press_person(self, shown: ShownChip, chip: QWidget) -> None:
        if not (isinstance(shown.value, Who) and shown.needs_choice):
            self.pick_person(chip, shown)
            return
        menu = Menu(self, name=_("With"))
        for row in people.rows(self._context.store, shown.value.people, self._context.today()):
            menu.add_row(row.name, self._meant(shown, row.id), icon="user-round", note=row.role_line)
        menu.add_line()
        menu.add_row(_("Somebody else…"), lambda: self.pick_person(chip, shown), icon="user-plus")
        menu.open_below(chip)

    def _meant(self, shown: ShownChip, person: PersonId) -> Callable[[], None]:
        return lambda: self._correct(self._draft.choose_person, shown.key, person)

    def pick_person(self, anchor: QWidget, instead: ShownChip | None = None) -> PickPerson:
        """Ask for somebody under `anchor`: one more, or in the place of who was understood."""

        def take(person: PersonId | None, name: str) -> None:
            if instead is not None and isinstance(instead.value, Who) and person is not None:
                self._draft.choose_person(instead.key, person)
            else:
                if instead is not None:
                    self._draft.drop(instead.key)
                self._draft.add_person(person, name)
            self.corrected.emit()

        picker = PickPerson(self, self._context.store, self._context.today(), take)
        picker.open_below(anchor)
        return picker
