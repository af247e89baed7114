"""Depth in dialogs: the evidence behind every sentence, the user's own word, and the ways on from a notice (D1 to D3)."""

from collections.abc import Callable
from functools import partial
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from relmgr.domain.calendar_words import short_day
from relmgr.domain.depth import standing_word
from relmgr.domain.ids import ConversationId, PersonId
from relmgr.domain.kinds import Kind, Sign, SignState, Standing
from relmgr.domain.moments import support_of
from relmgr.errors import InputError
from relmgr.i18n import _, ngettext
from relmgr.services import depth, moments, people, questions
from relmgr.services.depth import Evidence, EvidenceLine, SignEvidenceView
from ui import dialogs
from ui.context import Context, DialogHost, Navigator
from ui.dialogs.form import Choice, FormDialog, text_area
from ui.dialogs.form.entry import EntryRow
from ui.dialogs.live import LiveDialog
from ui.theme import metrics
from ui.widgets.buttons import Button, IconButton, LinkButton, Size
from ui.widgets.marks import SignMark, standing_role
from ui.widgets.mirroring import mirrored_margins
from ui.widgets.sections import Hairline
from ui.widgets.text import TextLabel


class EvidenceDialog(LiveDialog):
    """What the depth with somebody rests on: each dated piece can be opened, put right and removed."""

    watches: ClassVar[frozenset[Kind]] = frozenset(Kind)

    def __init__(
        self,
        context: Context,
        navigator: Navigator,
        host: DialogHost,
        person_id: PersonId,
        sign: Sign | None = None,
    ) -> None:
        name = people.details(context.store, person_id).first_name
        super().__init__(context, host, _("How deep it goes: {name}").format(name=name))
        self._window = (context, navigator, host)
        self._person = person_id
        self.sign = sign
        """The one sign that is shown; None for everything."""

    def fill(self, column: QVBoxLayout) -> None:
        """The standing with its reasons, then what weighs now, then the signs. Raises NotFoundError."""
        found = depth.evidence(self.context.store, self._person, self.context.today())
        if self.sign is not None:
            self._add_sign(column, next(one for one in found.signs if one.sign is self.sign))
            column.addSpacing(14)
            every = LinkButton(_("Everything it rests on"))
            every.clicked.connect(self._show_all)
            column.addWidget(every)
            return
        self._add_standing(column, found)
        if found.warnings:
            self._add_title(column, _("What weighs now"))
            for line in found.warnings:
                self._add_line(column, line)
        self._add_title(column, _("The eight signs"))
        for number, one in enumerate(found.signs):
            if number:
                column.addSpacing(8)
            self._add_sign(column, one)
        if found.others:
            self._add_title(column, _("What else was noted"))
            for line in found.others:
                self._add_line(column, line)
            if found.others_more:
                more = ngettext("{count} older one", "{count} older ones", found.others_more)
                words = more.format(count=found.others_more)
                column.addWidget(_indented(TextLabel(words, "small", "text3")))

    def _show_all(self) -> None:
        self.sign = None
        self._make()

    def _add_title(self, column: QVBoxLayout, title: str) -> None:
        column.addSpacing(16)
        column.addWidget(Hairline(role="hairline_raised"))
        column.addSpacing(14)
        column.addWidget(TextLabel(title, "section", "text"))
        column.addSpacing(6)

    def _add_standing(self, column: QVBoxLayout, found: Evidence) -> None:
        said = found.overruling
        shown = (
            _("{standing}, as you see it").format(standing=standing_word(said.standing))
            if said is not None
            else found.computed_words
        )
        column.addWidget(TextLabel(shown, "section", standing_role(found.standing), wrap=True))
        if said is not None:
            words = _("You said on {day}: “{reason}”").format(
                day=short_day(said.on_day, self.context.today()), reason=said.reason
            )
            column.addWidget(TextLabel(words, "body", "text2", wrap=True))
            column.addSpacing(6)
            evidence = _("The evidence says: {standing}").format(standing=found.computed_words)
            column.addWidget(TextLabel(evidence, "body_strong", "text", wrap=True))
        column.addSpacing(4)
        for reason in () if found.warnings else found.reasons:
            words = _("{sentence}.").format(sentence=reason)
            column.addWidget(TextLabel(words, "body", "text2", wrap=True))
        column.addWidget(TextLabel(_("{sentence}.").format(sentence=found.before_words), "small", "text3"))
        column.addSpacing(10)
        column.addWidget(self._word_buttons(has_word=said is not None))

    def _word_buttons(self, *, has_word: bool) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(metrics.GAP)
        words = _("Change your word…") if has_word else _("I see it differently…")
        self.overrule = Button(words, icon="pencil", size=Size.SMALL, raised=True, parent=holder)
        self.overrule.clicked.connect(
            lambda _checked=False: self.over(lambda: open_overruling(*self._window, self._person))
        )
        row.addWidget(self.overrule)
        if has_word:
            self.end = Button(_("Let the evidence speak"), size=Size.SMALL, raised=True, parent=holder)
            self.end.clicked.connect(lambda _checked=False: self.do(self._end))
            row.addWidget(self.end)
        row.addStretch(1)
        return holder

    def _end(self) -> None:
        depth.end_overruling(self.context.store, self._person, self.context.today())

    def _add_sign(self, column: QVBoxLayout, one: SignEvidenceView) -> None:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(metrics.GAP)
        row.addWidget(SignMark(one.shown_as, holder))
        row.addWidget(TextLabel(one.words, "body_strong", "text", holder), 1)
        row.addWidget(TextLabel(one.state_words, "small", "text3", holder))
        column.addWidget(holder)
        for line in one.lines:
            self._add_line(column, line)
        note = LinkButton(
            _("Note the first") if one.state is SignState.NOT_SEEN else _("Note another"),
            icon="plus",
            style="small_strong",
        )
        note.setAccessibleName(f"{note.text()}: {one.words}")
        note.clicked.connect(partial(self._note, one.sign))
        column.addSpacing(2)
        column.addWidget(_indented(note))

    def _note(self, sign: Sign) -> None:
        def form() -> FormDialog:
            dialog = dialogs.open_moment(*self._window, self._person)
            dialog.kind.choose(support_of(sign))
            dialog.note_content()
            return dialog

        self.over(form)

    def _add_line(self, column: QVBoxLayout, line: EvidenceLine) -> None:
        opener = self._opener(line)
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(mirrored_margins(holder, metrics.ICON_ROW + metrics.GAP, 0, 0, 0))
        row.setSpacing(2)
        if opener is None:
            words = QVBoxLayout()
            words.addWidget(TextLabel(line.words, "body", "text", holder, wrap=True))
            words.addWidget(TextLabel(line.note, "small", "text3", holder, wrap=True))
            row.addLayout(words, 1)
        else:
            entry = EntryRow(line.words, line.note, parent=holder)
            entry.clicked.connect(lambda _checked=False: opener())
            row.addWidget(entry, 1)
        if line.conversation_id is not None:
            talk = IconButton(
                "message-circle", _("The conversation: {what}").format(what=line.words), raised=True
            )
            talk.clicked.connect(partial(self._open_talk, line.conversation_id))
            row.addWidget(talk)
        if line.moment_id is not None:
            remove = IconButton("x", _("Remove: {what}").format(what=line.words), raised=True)
            number = line.moment_id
            remove.clicked.connect(
                lambda _checked=False: self.do(lambda: moments.remove(self.context.store, number))
            )
            row.addWidget(remove)
        column.addWidget(holder)

    def _opener(self, line: EvidenceLine) -> Callable[[], None] | None:
        number, expectation, patch = line.moment_id, line.expectation_id, line.patch_id
        if patch is not None:
            return lambda: self.over(lambda: dialogs.open_patch_story(*self._window, patch))
        if number is not None:
            return lambda: self.over(lambda: dialogs.open_moment(*self._window, self._person, number))
        if expectation is not None:
            return lambda: self.over(lambda: dialogs.open_known_expectation(*self._window, expectation))
        return None

    def _open_talk(self, talk: ConversationId, _checked: bool = False) -> None:
        self.over(lambda: dialogs.open_conversation(*self._window, conversation_id=talk))


def _indented(widget: QWidget) -> QWidget:
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(mirrored_margins(holder, metrics.ICON_ROW + metrics.GAP, 0, 0, 0))
    row.addWidget(widget, 0, Qt.AlignmentFlag.AlignLeading)
    row.addStretch(1)
    return holder


class OverrulingDialog(FormDialog):
    """The user's own word about the standing; the evidence stays where it is."""

    def __init__(self, context: Context, host: DialogHost, person_id: PersonId) -> None:
        found = depth.evidence(context.store, person_id, context.today())
        super().__init__(context, host, _("How you see it with {name}").format(name=found.first_name))
        self._person = person_id
        held = found.overruling
        choices = [(one, standing_word(one)) for one in Standing]
        self.standing = Choice(choices, held.standing if held else found.computed)
        evidence = _("The evidence says: {standing}").format(standing=found.computed_words)
        self.add_row(_("You say"), self.standing, note=evidence)
        self.reason = text_area(held.reason if held else "", placeholder=_("What the evidence does not show"))
        self.add_row(_("Why"), self.reason, "reason")
        self.set_note(_("Your word is shown with its reason; the evidence stays one press away."))

    def save(self) -> None:
        """Keep it. Raises RelmgrError."""
        store, today = self.context.store, self.context.today()
        depth.overrule(store, self._person, self.standing.value(), self.reason.text(), today)


class DismissalDialog(FormDialog):
    """Puts the notice away until a new warning comes."""

    def __init__(self, context: Context, host: DialogHost, person_id: PersonId) -> None:
        name = people.details(context.store, person_id).first_name
        super().__init__(
            context, host, _("Put the notice about {name} away").format(name=name), save_text=_("Put away")
        )
        self._person = person_id
        self.reason = text_area(placeholder=_("Such as: a hard month there, and I was told so"))
        self.add_row(_("Why"), self.reason, "reason")
        self.set_note(_("It stays away until a new warning comes."))

    def save(self) -> None:
        """Keep it. Raises RelmgrError."""
        depth.dismiss(self.context.store, self._person, self.reason.text(), self.context.today())


class AskDialog(FormDialog):
    """A question to ask next time: it comes back on the card and in Prep."""

    def __init__(self, context: Context, host: DialogHost, person_id: PersonId, question: str) -> None:
        name = people.details(context.store, person_id).first_name
        super().__init__(context, host, _("Ask {name} next time").format(name=name))
        self._person = person_id
        self.question = text_area(question, lines=2)
        self.add_row(_("Question"), self.question, "text")
        self.set_note(_("It comes back under Ask about, and in Prep for a call."))

    def save(self) -> None:
        """Keep it. Raises RelmgrError."""
        if not self.question.text().strip():
            raise InputError(_("Write what you want to ask."), "text")
        questions.add(self.context.store, self._person, self.question.text(), self.context.today())


def open_evidence(
    context: Context,
    navigator: Navigator,
    host: DialogHost,
    person_id: PersonId,
    sign: Sign | None = None,
) -> EvidenceDialog:
    """Open what depth with somebody rests on, or one sign of it. Raises NotFoundError."""
    dialog = EvidenceDialog(context, navigator, host, person_id, sign)
    dialog.show_live()
    return dialog


def open_overruling(
    context: Context, navigator: Navigator, host: DialogHost, person_id: PersonId
) -> OverrulingDialog:
    """Open the user's own word about the standing. Raises NotFoundError."""
    dialog = OverrulingDialog(context, host, person_id)
    dialog.show_form(dialog.standing)
    return dialog


def open_dismissal(
    context: Context, navigator: Navigator, host: DialogHost, person_id: PersonId
) -> DismissalDialog:
    """Open the reason for putting a notice away. Raises NotFoundError."""
    dialog = DismissalDialog(context, host, person_id)
    dialog.show_form(dialog.reason)
    return dialog


def open_question(
    context: Context, navigator: Navigator, host: DialogHost, person_id: PersonId, question: str = ""
) -> AskDialog:
    """Open a question for next time, begun with `question`. Raises NotFoundError."""
    dialog = AskDialog(context, host, person_id, question)
    dialog.show_form(dialog.question)
    return dialog
