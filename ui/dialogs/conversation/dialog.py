"""The log dialog: the text first, then what was understood of it, then what only the user can say (C1 to C4)."""

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from relmgr.domain.capture import KnownPerson, Life, NextStep, People
from relmgr.domain.ids import ConversationId, PersonId
from relmgr.domain.kinds import ContactKind, ConversationKind, Feeling
from relmgr.domain.moments import SHOWN_WARNINGS, SIGN_KINDS, WARNING_KINDS, MomentKind, moment_words
from relmgr.i18n import _
from relmgr.services import conversations, life_events, people
from relmgr.services.card.life import banner
from relmgr.services.conversations import (
    ConversationDetails,
    ConversationInput,
)
from relmgr.services.people import PersonInput, PersonRow
from relmgr.services.questions import Asked
from ui import theme as themes
from ui.context import Context, DialogHost, Navigator
from ui.dialogs.conversation.chips import Understood
from ui.dialogs.conversation.collecting import (
    instant,
    life_news,
    milestones,
    named,
    noted_moments,
    promises,
    talks,
    zone_name,
)
from ui.dialogs.conversation.draft import Draft
from ui.dialogs.conversation.marks import marks_of
from ui.dialogs.conversation.more import MorePart, small_label
from ui.dialogs.form import FormDialog, FormRow, side_by_side
from ui.dialogs.rough_patch import open_rough_patch
from ui.errors import shown
from ui.faces import portrait_of
from ui.theme import metrics
from ui.unsaved import CAME_WITH_TEXT
from ui.widgets.buttons import Button, Kind
from ui.widgets.chips import SignChip, WarningChip
from ui.widgets.dialog import PADDING, RING
from ui.widgets.faces import Faces
from ui.widgets.fields import CheckBox, DateField, LineField, TextArea
from ui.widgets.flow import FlowLayout
from ui.widgets.marks import IconLabel
from ui.widgets.sections import Hairline

_USUAL = {
    ContactKind.EMAIL: ConversationKind.EMAIL,
    ContactKind.CHAT: ConversationKind.MESSAGE,
    ContactKind.ADDRESS: ConversationKind.MEETING,
}
_LEFT_BADLY = (Feeling.UPSET, Feeling.UNEASY)
_LINE_GAP, _TEXT_GAP, _FOOT_GAP = 14, 10, 18


class ConversationDialog(FormDialog):
    """Log a conversation with somebody, capture one with whoever the text names, or edit one."""

    def __init__(
        self,
        context: Context,
        host: DialogHost,
        person: PersonRow | None,
        details: ConversationDetails | None = None,
        asked: tuple[Asked, ...] = (),
    ) -> None:
        self._person, self._details, self._asked = person, details, asked
        portrait = portrait_of(context.store, person) if person is not None else None
        super().__init__(context, host, self._title(), width=metrics.DIALOG, portrait=portrait)
        self._new: dict[str, PersonId] = {}
        self._before_contact = ""
        """The plain note before contact: they are away, or to be treated gently (P7)."""
        self._came_with_text = False
        self._rough_patch_of: ConversationId | None = None
        self.write_down: Callable[[ConversationId], None] | None = None
        """Begins a rough patch from a conversation that was saved; no signal, which would keep the dialog alive."""
        self._told: set[MomentKind] = set()
        """What is pressed because the text tells it."""
        self._shown_step: NextStep | None = None
        self._draft = self._make_draft()
        self._fill_body()
        self.text.textChanged.connect(self._read)
        self._refresh()

    def _title(self) -> str:
        if self._details is not None and self._person is not None:
            return _("Conversation with {name}").format(name=self._person.first_name)
        if self._person is not None:
            return _("Log a conversation with {name}").format(name=self._person.first_name)
        return _("Quick capture")

    def _make_draft(self) -> Draft:
        """Knows the person of the dialog; everybody else is learnt when the text may name them."""
        store, person = self.context.store, self._person
        usual = ConversationKind.CALL
        known: list[KnownPerson] = []
        if person is not None:
            record = people.details(store, person.id)
            self._before_contact = banner(record, self.context.today()) if self._details is None else ""
            channel = record.input.preferred_channel
            usual = _USUAL.get(channel, usual) if channel else usual
            known = [KnownPerson(id=person.id, name=person.name, first=person.first_name)]
        return Draft(
            People(known),
            life_events.known(store),
            self.context.today(),
            with_person=person.id if person else None,
            usual_how=usual,
        )

    def learn_people(self) -> None:
        """Know everybody now, for a text that is there already."""
        store = self.context.store
        self._draft.learn(People(people.known_people(store), people.known_ties(store)))
        self._refresh()

    def learn_people_soon(self) -> None:
        """Know everybody once the dialog is shown: with thousands of people that takes a moment."""
        QTimer.singleShot(0, self, self._start_learning)

    def _start_learning(self) -> None:
        if self._is_closing:
            return
        with shown(self.context.signals):
            known, ties = people.known_people(self.context.store), people.known_ties(self.context.store)
            task = self.context.tasks.run(lambda: People(known, ties), self._learnt)
            self.closed.connect(partial(task.cancel))  # a task cannot be referred to weakly

    def _learnt(self, everybody: People) -> None:
        self._draft.learn(everybody)
        self._refresh()

    # Making

    def _fill_body(self) -> None:
        self.body.setSpacing(0)
        self.body.setContentsMargins(PADDING, RING, PADDING, _FOOT_GAP)
        self.text = TextArea(
            placeholder=_("What happened? Whom did you speak to, what is new, what was promised?"),
            name=_("What happened"),
        )
        if self._before_contact:
            note = IconLabel("heart", self._before_contact, style="body", role="text2", wrap=True)
            self.body.addWidget(note)
            self.body.addSpacing(_TEXT_GAP)
        self.body.addWidget(self.text)
        self.body.addSpacing(_TEXT_GAP)
        self._add_understood()
        self._add_line()
        self._add_faces()
        self._add_line()
        self._add_signs()
        self._add_line()
        self._add_next()
        self.more = MorePart(self.context.today(), self)
        self.more.add_person_asked.connect(lambda: self.chips.pick_person(self.more.add_person))
        self.more.day_chosen.connect(self._day_chosen)
        self.more.how_chosen.connect(self._how_chosen)
        for name, row in self.more.rows.items():
            self.name_row(name, row)
        for kind, chip in (*self.signs.items(), *self.more.chips.items()):
            chip.clicked.connect(lambda _checked=False, one=kind: self._sign_pressed(one))
        self.body.addWidget(self.more)
        self.more.hide()
        self._add_more_button()

    def _add_line(self) -> None:
        self.body.addSpacing(_LINE_GAP)
        self.body.addWidget(Hairline(role="hairline_raised"))
        self.body.addSpacing(_LINE_GAP)

    def _add_part(
        self, label: str, field: QWidget, name: str = "", *, head: int, quiet: bool = False
    ) -> FormRow:
        style, role = ("small", "text3") if quiet else ("body_strong", "text2")
        row = FormRow(label, field, head=head, style=style, role=role)
        if name:
            self.name_row(name, row)
        self.body.addWidget(row)
        return row

    def _add_understood(self) -> None:
        self.chips = Understood(self.context, self._draft, self)
        self.chips.corrected.connect(self._corrected)
        self.chips.next_pressed.connect(self._change_next)
        self._add_part(_("Understood"), self.chips, "people", head=metrics.PARSED_CHIP, quiet=True)

    def _add_faces(self) -> None:
        self.faces = Faces(_("How they felt"))
        self._felt_row = self._add_part(_("They felt"), self.faces, head=metrics.FACE[1])
        self.faces.changed.connect(self._feeling_chosen)
        self.rough = CheckBox(_("Write down what went wrong, once this is saved"))
        self._rough_row = FormRow("", self.rough)
        self._rough_row.setContentsMargins(0, 8, 0, 0)
        self._rough_row.hide()
        self.body.addWidget(self._rough_row)

    def _add_signs(self) -> None:
        holder = QWidget(self)
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        signs = QWidget(holder)
        flow = FlowLayout(signs)
        self.signs: dict[MomentKind, SignChip] = {}
        for kind in SIGN_KINDS:
            self.signs[kind] = SignChip(moment_words(kind), parent=signs)
            flow.addWidget(self.signs[kind])
        column.addWidget(signs)
        warnings = QHBoxLayout()
        warnings.setSpacing(10)
        warnings.addWidget(small_label(_("Warning signs"), holder))
        chips = QWidget(holder)
        flow = FlowLayout(chips)
        for kind in WARNING_KINDS[:SHOWN_WARNINGS]:
            self.signs[kind] = WarningChip(moment_words(kind), parent=chips)
            flow.addWidget(self.signs[kind])
        warnings.addWidget(chips, 1)
        column.addLayout(warnings)
        self._add_part(_("Signs you saw"), holder, head=metrics.SIGN_CHIP)

    def _add_next(self) -> None:
        self.next_step = LineField(name=_("Next step"))
        self.next_on = DateField(self.context.today(), name=_("When"))
        self.next_on.setFixedWidth(themes.current().scaled(150))
        self._add_part(
            _("Next step"), side_by_side(self.next_step, self.next_on, stretch=(1, 0)), "next_step", head=32
        )

    def _add_more_button(self) -> None:
        self.more_button = Button(_("More"), Kind.GHOST, raised=True, chevron=True, parent=self)
        self.more_button.setAccessibleDescription(_("When, who else, our work, what you heard"))
        self.more_button.clicked.connect(self.toggle_more)
        self.add_own(self.more_button)

    def toggle_more(self) -> None:
        """Unfold what most conversations do not need, or fold it again."""
        self._show_more(self.more.isHidden())
        if not self.more.isHidden():
            self.reveal(self.more)
            self.more.how.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_more(self, on: bool) -> None:
        self.more.setVisible(on)
        self.more_button.setText(_("Less") if on else _("More"))

    # Filling

    def begin_with(self, text: str, on_day: date | None = None) -> None:
        """Begin with what was typed elsewhere, which is not to be dropped unasked either.

        `on_day` is when it took place, whatever days the text names: a note from the call itself.
        """
        self._came_with_text = True
        self.setProperty(CAME_WITH_TEXT, True)
        self.learn_people()
        if on_day is not None:
            self._draft.set_day(on_day)
        self.text.set_text(text)

    def fill(self, details: ConversationDetails) -> None:
        """Show a conversation that was logged earlier."""
        given = details.input
        self.learn_people()
        self.text.set_text(given.their_world)
        self._draft.set_day(given.on_day)
        self._draft.set_how(given.kind)
        self._draft.set_feeling(given.people[0].feeling)
        for talk in given.people[1:]:
            name = people.details(self.context.store, talk.person_id).name
            self._draft.add_person(talk.person_id, name)
        self._draft.know()
        seen = {moment.kind for moment in given.moments}
        for kind, chip in self.signs.items():
            chip.setChecked(kind in seen)
        self.next_step.set_text(given.next_step)
        self.next_on.set_value(given.next_on)
        at = given.at.astimezone(self.context.zone()).time()
        self._show_more(self.more.fill(given, at))
        self._refresh()

    # Understanding

    def _read(self) -> None:
        self._draft.read(self.text.toPlainText())
        self._refresh()

    def _refresh(self) -> None:
        draft = self._draft
        self.text.set_marks(marks_of(draft))
        self.chips.show_chips()
        self._show_feeling()
        self._press_seen()
        self.more.follow(draft.day, draft.how, draft.clock)
        self._show_next()
        known = draft.talkers()
        self.more.show_people([(one.person, one.name) for one in known[1:] if one.person is not None])
        self.more.suggest(draft.feelings_of_others())
        self.set_note("; ".join(self._consequences()))

    def _show_feeling(self) -> None:
        name = self._draft.first_name()
        self._felt_row.label.setText(_("{name} felt").format(name=name) if name else _("They felt"))
        self._rough_row.setVisible(self._draft.feeling in _LEFT_BADLY)
        if self.faces.feeling() is not self._draft.feeling:
            self.faces.blockSignals(True)
            self.faces.choose(self._draft.feeling)
            self.faces.blockSignals(False)

    def _show_next(self) -> None:
        """Put the next step of the text into its fields, unless something else was typed there."""
        step, was = self._draft.next_step, self._shown_step
        if step == was:
            return
        self._shown_step = step
        held = (self.next_step.text(), self.next_on.value())
        if held == ((was.what, was.on) if was else ("", None)):
            self.next_step.set_text(step.what if step else "")
            self.next_on.set_value(step.on if step else None)

    def _change_next(self) -> None:
        self.reveal(self.next_step)
        self.next_step.edit.setFocus(Qt.FocusReason.TabFocusReason)
        self.next_step.edit.selectAll()

    def _consequences(self) -> tuple[str, ...]:
        is_news = any(isinstance(noted, Life) and noted.continues for _kind, noted in self._draft.noted())
        if not (is_news or self._asked):
            return ()
        updates = life_news(self._draft)[1] if is_news else ()
        given = ConversationInput(
            at=self.context.now(),
            on_day=self._draft.day,
            kind=self._draft.how,
            people=(),
            life_event_updates=updates,
            asked=self._asked,
        )
        return conversations.consequences(self.context.store, given, self.context.today())

    # Correcting

    def _corrected(self) -> None:
        self.row("people").set_error("")
        self._refresh()
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def _feeling_chosen(self, feeling: Feeling | None) -> None:
        self._draft.set_feeling(feeling)
        self._refresh()

    def _day_chosen(self, day: object) -> None:
        self._draft.set_day(day)  # type: ignore[arg-type]
        self._refresh()

    def _how_chosen(self, how: ConversationKind) -> None:
        self._draft.set_how(how)
        self._refresh()

    def _press_seen(self) -> None:
        """Let what the text tells be pressed among the signs, and what it no longer tells be pressed no more."""
        chips = {**self.signs, **self.more.chips}
        told = {kind for kind in self._draft.seen() if kind in chips}
        for kind in told - self._told:
            chips[kind].setChecked(True)
        for kind in self._told - told:
            chips[kind].setChecked(False)
        self._told = told

    def _sign_pressed(self, kind: MomentKind) -> None:
        """The user's press goes before the text: what is let go was not so, what was pressed stays."""
        chip = self.signs.get(kind) or self.more.chips[kind]
        if not chip.isChecked() and kind in self._told:
            self._draft.drop_seen(kind)
            self._refresh()
        self._told.discard(kind)

    def is_changed(self) -> bool:
        return super().is_changed() or self._draft.is_corrected or self._came_with_text

    # Saving

    def save(self) -> None:
        """Keep the conversation and all that hangs on it. Raises RelmgrError."""
        self._new.clear()
        given = self._collect()
        number = self._details.id if self._details is not None else None
        if number is None:
            number = conversations.log(self.context.store, given, self.context.now(), self._new_people())
        else:
            conversations.edit(self.context.store, number, given, self.context.now(), self._new_people())
        if self.rough.isChecked() and self._draft.feeling in _LEFT_BADLY:
            self._rough_patch_of = number

    def accept(self) -> None:
        super().accept()
        if self._rough_patch_of is not None and self.write_down is not None:
            self.write_down(self._rough_patch_of)

    def remove(self) -> None:
        """Take the conversation out. Raises NotFoundError."""
        if self._details is not None:
            conversations.remove(self.context.store, self._details.id)

    def _collect(self) -> ConversationInput:
        draft, more = self._draft, self.more
        known = self._details.input if self._details else None
        at = instant(draft, more.clock(), self.context, known)
        talked = talks(draft, more.feelings(), more.saw.text(), known, self._add_person)
        lives, updates = life_news(draft)
        return ConversationInput(
            at=at,
            zone=known.zone if known else zone_name(),
            on_day=draft.day,
            kind=draft.how,
            minutes=more.minutes.value(),
            by_me=more.by_me.value(),
            people=talked,
            headline=known.headline if known else "",
            their_world=self.text.text(),
            our_work=more.our_work.text(),
            heard=more.heard.text(),
            not_said=more.not_said.text(),
            ask_next=more.questions(known.ask_next if known else ()),
            my_feeling=more.my_feeling.value(),
            closeness=more.closeness.value(),
            next_step=self.next_step.text(),
            next_on=self.next_on.value(),
            moments=noted_moments(self._seen(), known),
            promises=promises(draft),
            life_events=lives,
            milestones=milestones(draft),
            life_event_updates=updates,
            asked=self._asked,
        )

    def _add_person(self, name: str) -> PersonId:
        """Somebody new, who is added in the same change as the conversation."""
        return self._new.setdefault(name, conversations.new_id(len(self._new)))

    def _new_people(self) -> dict[PersonId, PersonInput]:
        return {id_: named(name) for name, id_ in self._new.items()}

    def _seen(self) -> tuple[MomentKind, ...]:
        """What is pressed, what the text tells and has no chip here, and what was noted with it elsewhere."""
        pressed = (*(kind for kind, chip in self.signs.items() if chip.isChecked()), *self.more.kinds())
        shown_here = {*self.signs, *self.more.chips}
        known = self._details.input.moments if self._details else ()
        others = (*self._draft.seen(), *(moment.kind for moment in known))
        return (*pressed, *(kind for kind in others if kind not in shown_here))


def open_conversation(
    context: Context,
    navigator: Navigator,
    host: DialogHost,
    person_id: PersonId | None = None,
    text: str = "",
    *,
    conversation_id: int | None = None,
    asked: tuple[Asked, ...] = (),
    on_day: date | None = None,
) -> ConversationDialog:
    """Open the log dialog: of a person, as Quick capture without one, or of a conversation kept earlier.

    Saving notes that the questions `asked` were; `text` is of a conversation on `on_day`, if that is known. Raises NotFoundError where person or conversation are gone.
    """
    details = conversations.get(context.store, ConversationId(conversation_id)) if conversation_id else None
    if details is not None:
        person_id = details.input.people[0].person_id
    found = people.rows(context.store, [person_id], context.today()) if person_id is not None else ()
    dialog = ConversationDialog(context, host, found[0] if found else None, details, asked)
    if details is not None:
        dialog.fill(details)
        dialog.add_remove(_("Delete"), dialog.remove)
    elif text:
        dialog.begin_with(text, on_day)
    else:
        dialog.learn_people_soon()
    dialog.write_down = partial(_write_down, (context, navigator, host))
    dialog.text.moveCursor(QTextCursor.MoveOperation.End)
    dialog.show_form(dialog.text)
    return dialog


def _write_down(window: tuple[Context, Navigator, DialogHost], conversation_id: ConversationId) -> None:
    """Begin the rough patch that was asked for, with what they said."""
    with shown(window[0].signals):
        talk = conversations.get(window[0].store, conversation_id).input.people[0]
        open_rough_patch(*window, talk.person_id, their_words=talk.saw, conversation_id=conversation_id)
