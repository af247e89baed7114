"""The mirror's dialogs: review myself, what the moments say with its days, and earlier reviews (D5)."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QWidget

from relmgr.domain.ids import PersonId
from relmgr.domain.kinds import Characteristic, HowOften
from relmgr.domain.mirror import STEPS, how_often_words, question_of
from relmgr.domain.moments import characteristic_words
from relmgr.i18n import _
from relmgr.services.reflect import mirror
from relmgr.services.reflect.mirror import AnswerInput, MirrorEvidence, MirrorLine, MirrorReview, MirrorView
from ui import dialogs
from ui.context import Context, DialogHost, Navigator
from ui.dialogs.form import FormDialog, PersonField, text_area
from ui.errors import shown
from ui.theme import metrics
from ui.widgets.buttons import Kind
from ui.widgets.dialog import DialogFrame
from ui.widgets.fields import LineField
from ui.widgets.line_list import Line, LineList
from ui.widgets.segment import Segment
from ui.widgets.text import TextLabel


class _Question:
    """One characteristic in the form: did I show it, do I see it in them, and a note."""

    def __init__(self, dialog: FormDialog, line: MirrorLine) -> None:
        self.characteristic = line.characteristic
        dialog.add_section(line.name)
        dialog.body.addWidget(TextLabel(question_of(line.characteristic), "body", "text2", dialog, wrap=True))
        if line.said:
            dialog.body.addWidget(TextLabel(line.said, "small", "text3", dialog, wrap=True))
        self.mine = self._steps(dialog, line, _("Did I show it?"))
        self.theirs = self._steps(dialog, line, _("Do I see it in them?"))
        self.note = LineField(
            name=_("Note on {what}").format(what=line.name), placeholder=_("What comes to mind")
        )
        dialog.add_row(_("Note"), self.note)

    def _steps(self, dialog: FormDialog, line: MirrorLine, question: str) -> Segment:
        said = _("{what}: {question}").format(what=line.name, question=question)
        words = [how_often_words(step) for step in STEPS]
        segment = Segment(words, -1, dialog, name=said, high=metrics.SEGMENT)
        dialog.add_row(question, segment)
        return segment

    def answer(self) -> AnswerInput:
        """What was chosen; nothing chosen is no answer."""
        return AnswerInput(
            characteristic=self.characteristic,
            mine=_step(self.mine),
            theirs=_step(self.theirs),
            note=self.note.text(),
        )


def _step(segment: Segment) -> HowOften | None:
    chosen = segment.chosen()
    return STEPS[chosen] if chosen >= 0 else None


class MirrorDialog(FormDialog):
    """Looking at myself: about everyone, or about one person. Every answer may be left out."""

    def __init__(self, context: Context, host: DialogHost, view: MirrorView) -> None:
        super().__init__(context, host, _("Look into the mirror"), width=metrics.DIALOG, save_text=_("Done"))
        intro = _("About yourself first. Answer what you can; beside each stands what was noted.")
        self.body.addWidget(TextLabel(intro, "body", "text2", self, wrap=True))
        person = view.person.id if view.person is not None else None
        self.person = PersonField(context.store, context.today(), person, placeholder=_("Everyone"))
        self.add_row(_("With whom"), self.person, "person_id")
        self.questions = {line.characteristic: _Question(self, line) for line in view.lines}
        self.add_section(_("What will I do differently?"))
        self.text = text_area(name=_("What will I do differently?"), placeholder=_("One thing is enough"))
        self.body.addWidget(self.text)

    def save(self) -> None:
        """Keep the review. Raises RelmgrError."""
        person = self.person.required("person_id") if self.person.text() else None
        answers = [one.answer() for one in self.questions.values()]
        mirror.save(self.context.store, self.context.today(), answers, person, self.text.text())


class EvidenceDialog(DialogFrame):
    """Every dated piece behind what is said of one characteristic; each opens."""

    def __init__(self, context: Context, navigator: Navigator, host: DialogHost, line: MirrorLine) -> None:
        super().__init__(host.dialog_parent(), line.name, width=metrics.DIALOG)
        self._window = (context, navigator, host)
        said = line.said or _("Nothing was noted about this in the last six months.")
        self.body.addWidget(TextLabel(said, "body_large", "text", self, wrap=True))
        found = mirror.evidence(context.store, context.today(), line)
        lines = [Line(one.day_words, one.words, _rest(one), key=one) for one in found]
        self.lines = LineList(_("Evidence"), lines, lead=96, most=8)
        self.lines.pressed_line.connect(self._open)
        self.body.addWidget(self.lines)
        self.lines.setVisible(bool(lines))
        self.body.addStretch(1)
        self.add_button(_("Close"), Kind.PRIMARY).clicked.connect(self.accept)

    def _open(self, piece: MirrorEvidence) -> None:
        context, _navigator, _host = self._window
        with shown(context.signals):
            if piece.moment_id is not None:
                dialogs.open_moment(*self._window, piece.person_id, int(piece.moment_id))
            elif piece.conversation_id is not None:
                dialogs.open_conversation(*self._window, conversation_id=int(piece.conversation_id))
            elif piece.expectation_id is not None:
                dialogs.open_known_expectation(*self._window, piece.expectation_id)


def _rest(piece: MirrorEvidence) -> str:
    return _("Mine, with {name}").format(name=piece.name) if piece.is_mine else piece.name


class PastReviews(DialogFrame):
    """Earlier reviews, the latest first; each can be read."""

    def __init__(self, context: Context, navigator: Navigator, host: DialogHost) -> None:
        super().__init__(host.dialog_parent(), _("Earlier reviews"), width=metrics.DIALOG)
        self._window = (context, navigator, host)
        found = mirror.reviews(context.store, context.today())
        lines = [Line(one.words, _lowest(one), one.text, key=one) for one in found]
        self.lines = LineList(_("Earlier reviews"), lines, lead=180, most=8)
        self.lines.pressed_line.connect(self._read)
        self.body.addWidget(self.lines)
        self.body.addStretch(1)
        self.add_button(_("Close"), Kind.PRIMARY).clicked.connect(self.accept)

    def _read(self, review: MirrorReview) -> None:
        context, _navigator, host = self._window
        dialog = PastReview(context, host, review)
        dialog.removed.clicked.connect(self.accept)
        host.open_dialog(dialog)


def _lowest(review: MirrorReview) -> str:
    """What I gave myself least, in words."""
    answered = [one for one in review.answers if one.mine is not None]
    if not answered:
        return _("Only notes")
    least = min(answered, key=lambda one: STEPS.index(one.mine or HowOften.ALWAYS))
    word = how_often_words(least.mine or HowOften.ALWAYS).lower()
    return _("{what}: {often}").format(what=characteristic_words(least.characteristic), often=word)


class PastReview(DialogFrame):
    """One earlier review: every answer and note, and the way to take it out."""

    def __init__(self, context: Context, host: DialogHost, review: MirrorReview) -> None:
        super().__init__(host.dialog_parent(), review.words, width=metrics.DIALOG)
        by_kind = {one.characteristic: one for one in review.answers}
        for characteristic in Characteristic:
            if characteristic in by_kind:
                self._add_answer(by_kind[characteristic])
        if review.text:
            self.body.addWidget(TextLabel(_("What will I do differently?"), "section", "text", self))
            self.body.addWidget(TextLabel(review.text, "body", "text2", self, wrap=True))
        self.body.addStretch(1)
        self.removed = self.add_button(_("Delete"), Kind.DESTRUCTIVE)
        self.removed.clicked.connect(partial(self._remove, context, review))
        self.add_button(_("Close"), Kind.PRIMARY).clicked.connect(self.accept)

    def _add_answer(self, answer: AnswerInput) -> None:
        parts = []
        if answer.mine is not None:
            parts.append(_("you {often}").format(often=how_often_words(answer.mine).lower()))
        if answer.theirs is not None:
            parts.append(_("they {often}").format(often=how_often_words(answer.theirs).lower()))
        name = characteristic_words(answer.characteristic)
        text = _("{what}: {marks}").format(what=name, marks=_(", ").join(parts)) if parts else name
        self.body.addWidget(TextLabel(text, "body_strong", "text", self, wrap=True))
        if answer.note:
            self.body.addWidget(TextLabel(answer.note, "body", "text2", self, wrap=True))

    def _remove(self, context: Context, review: MirrorReview, _checked: bool = False) -> None:
        with shown(context.signals):
            mirror.remove(context.store, review.id)
            self.accept()


def open_mirror_review(
    context: Context, navigator: Navigator, host: DialogHost, person_id: PersonId | None = None
) -> MirrorDialog:
    """Open the review of myself, about everyone or one person. Raises NotFoundError."""
    dialog = MirrorDialog(context, host, mirror.mirror(context.store, context.today(), person_id))
    dialog.show_form(first_step(dialog))
    return dialog


def first_step(dialog: MirrorDialog) -> QWidget:
    """The first mark to choose."""
    return dialog.questions[Characteristic.SPONSORSHIP].mine.part(0)


def open_mirror_evidence(
    context: Context, navigator: Navigator, host: DialogHost, line: MirrorLine
) -> EvidenceDialog:
    """Open what the moments say of one characteristic."""
    dialog = EvidenceDialog(context, navigator, host, line)
    host.open_dialog(dialog)
    return dialog


def open_past_reviews(context: Context, navigator: Navigator, host: DialogHost) -> PastReviews:
    """Open the list of earlier reviews."""
    dialog = PastReviews(context, navigator, host)
    host.open_dialog(dialog, dialog.lines)
    return dialog


class WhoseMirror(FormDialog):
    """Whose mirror to show: somebody by name."""

    def __init__(self, context: Context, host: DialogHost, choose: Callable[[PersonId], None]) -> None:
        super().__init__(context, host, _("Whose mirror"), save_text=_("Show"))
        self._choose = choose
        self.person = PersonField(context.store, context.today())
        self.add_row(_("Who"), self.person, "person_id")

    def save(self) -> None:
        """Choose. Raises RelmgrError where nobody known is named."""
        self._choose(self.person.required("person_id"))


def open_whose_mirror(
    context: Context, navigator: Navigator, host: DialogHost, choose: Callable[[PersonId], None]
) -> WhoseMirror:
    """Ask whose mirror to show, and tell `choose`."""
    dialog = WhoseMirror(context, host, choose)
    dialog.show_form(dialog.person.edit)
    return dialog
