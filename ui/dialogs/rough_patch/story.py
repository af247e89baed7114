"""The story of a rough patch: what was said, what was done, the next step, and the two closings (G5)."""

from collections.abc import Callable
from datetime import date
from typing import ClassVar

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from relmgr.domain import phrases
from relmgr.domain.calendar_words import short_day
from relmgr.domain.ids import RoughPatchId
from relmgr.domain.kinds import Kind
from relmgr.domain.rough_patches import PatchState, aftercare_question, felt_question, waits_words
from relmgr.i18n import _
from relmgr.services import mistakes, people, rough_patches
from relmgr.services.mistakes import MistakeDetails
from relmgr.services.rough_patches import RoughPatchDetails
from ui.context import Context, DialogHost, Navigator
from ui.dialogs.form.entry import EntryRow
from ui.dialogs.live import LiveDialog
from ui.dialogs.rough_patch.form import open_rough_patch
from ui.dialogs.rough_patch.mistake import open_mistake
from ui.dialogs.rough_patch.small import (
    AftercareDialog,
    FeltDialog,
    NextStepDialog,
    SolvedDialog,
    StepDialog,
)
from ui.widgets.buttons import Button, LinkButton
from ui.widgets.faces import feeling_word
from ui.widgets.marks import IconLabel
from ui.widgets.text import TextLabel


class StoryDialog(LiveDialog):
    """One rough patch; what is pressed opens its form over it."""

    watches: ClassVar[frozenset[Kind]] = frozenset({Kind.ROUGH_PATCH, Kind.MISTAKE, Kind.PERSON})

    def __init__(
        self, context: Context, navigator: Navigator, host: DialogHost, patch_id: RoughPatchId
    ) -> None:
        patch = rough_patches.get(context.store, patch_id)
        self._name = people.details(context.store, patch.person_id).first_name
        super().__init__(context, host, _("A rough patch with {name}").format(name=self._name))
        self._window, self._patch = (context, navigator, host), patch_id

    def fill(self, column: QVBoxLayout) -> None:
        """Who waits, what happened in their words and mine, what to do, what was done. Raises NotFoundError."""
        patch = rough_patches.get(self.context.store, self._patch)
        if patch.waits:
            self._add_wait(column, patch)
        self._add_words(column, patch)
        if patch.state is PatchState.OPEN:
            self._add_next(column, patch)
        self._add_done(column, patch)
        self._add_closings(column, patch)
        self._add_mistakes(column, mistakes.of(self.context.store, patch.person_id, patch.id), patch)
        self._add_foot(column, patch)

    def _day(self, day: date) -> str:
        return short_day(day, self.context.today())

    def _part(self, column: QVBoxLayout, title: str) -> None:
        column.addSpacing(18)
        column.addWidget(TextLabel(title, "section", "text"))
        column.addSpacing(6)

    def _say(self, column: QVBoxLayout, words: str, role: str = "text2") -> None:
        if words:
            column.addWidget(TextLabel(words, "body", role, wrap=True))
            column.addSpacing(4)

    def _row_of(self, column: QVBoxLayout, *widgets: QWidget) -> None:
        row = QHBoxLayout()
        row.setSpacing(12)
        for widget in widgets:
            row.addWidget(widget)
        row.addStretch(1)
        column.addLayout(row)

    def _link(self, words: str, pressed: Callable[[], object], icon: str = "") -> LinkButton:
        link = LinkButton(words, icon=icon)
        link.clicked.connect(lambda _checked=False: pressed())
        return link

    def _button(self, words: str, pressed: Callable[[], object], icon: str = "") -> Button:
        button = Button(words, icon=icon, raised=True)
        button.clicked.connect(lambda _checked=False: pressed())
        return button

    def _add_wait(self, column: QVBoxLayout, patch: RoughPatchDetails) -> None:
        heard = patch.input.heard_at
        if heard is None:
            return
        now = self.context.now()
        words = waits_words(self._name, heard, now)
        column.addWidget(IconLabel("clock", words, style="body_strong", icon_role="text2", wrap=True))
        column.addSpacing(8)

        def answered() -> None:
            self.do(lambda: rough_patches.answered(self.context.store, self._patch, self.context.now()))

        self._row_of(column, self._button(_("Answered"), answered, "check"))
        column.addSpacing(6)

    def _add_next(self, column: QVBoxLayout, patch: RoughPatchDetails) -> None:
        given = patch.input
        self._part(column, _("The next step"))
        if not given.next_step:
            link = self._link(_("What is the next step?"), lambda: self._open_next(patch), "plus")
            self._row_of(column, link)
            return
        when = phrases.on_day(given.next_on, self.context.today()) if given.next_on else ""
        row = EntryRow(given.next_step, end=when)
        row.clicked.connect(lambda _checked=False: self._open_next(patch))
        column.addWidget(row)
        column.addSpacing(6)

        def done() -> None:
            self.do(lambda: rough_patches.step_done(self.context.store, self._patch, self.context.today()))

        self._row_of(column, self._button(_("Done"), done, "check"))

    def _add_closings(self, column: QVBoxLayout, patch: RoughPatchDetails) -> None:
        self._part(column, _("Is it solved?"))
        if patch.solved_on is None:
            link = self._link(_("Yes, it is solved"), lambda: self._open_solved(patch), "check")
            self._row_of(column, link)
            return
        row = EntryRow(_("Solved"), patch.solution, self._day(patch.solved_on))
        row.clicked.connect(lambda _checked=False: self._open_solved(patch))
        column.addWidget(row)
        self._part(column, felt_question(self._name))
        if patch.felt_on is None:
            link = self._link(_("Note what you heard"), lambda: self._open_felt(patch), "plus")
            self._row_of(column, link)
        else:
            word = feeling_word(patch.felt) if patch.felt is not None else patch.felt_words
            words = patch.felt_words if patch.felt is not None else ""
            felt = EntryRow(word, words, self._day(patch.felt_on))
            felt.clicked.connect(lambda _checked=False: self._open_felt(patch))
            column.addWidget(felt)
        self._add_aftercare(column, patch)

    def _add_aftercare(self, column: QVBoxLayout, patch: RoughPatchDetails) -> None:
        self._part(column, aftercare_question(self._name))
        if patch.aftercare_done_on is not None:
            words = patch.aftercare_note or _("Asked")
            row = EntryRow(words, end=self._day(patch.aftercare_done_on))
            row.clicked.connect(lambda _checked=False: self._open_aftercare(patch))
            column.addWidget(row)
            return
        if patch.aftercare_on is not None and patch.aftercare_on > self.context.today():
            self._say(column, _("To be asked on {day}.").format(day=self._day(patch.aftercare_on)))
        link = self._link(_("Note how it is now"), lambda: self._open_aftercare(patch), "plus")
        self._row_of(column, link)

    def _add_words(self, column: QVBoxLayout, patch: RoughPatchDetails) -> None:
        given = patch.input
        if given.their_words:
            self._part(column, _("In {name}’s words").format(name=self._name))
            self._say(column, given.their_words, "text")
        if given.my_words:
            self._part(column, _("In mine"))
            self._say(column, given.my_words)

    def _add_done(self, column: QVBoxLayout, patch: RoughPatchDetails) -> None:
        self._part(column, _("What was done"))
        self._say(column, _("It began on {day}.").format(day=self._day(patch.input.opened_on)))
        if patch.answered_at is not None:
            local = patch.answered_at.astimezone(self.context.zone())
            words = _("Answered on {day} at {time}.").format(
                day=self._day(local.date()), time=f"{local:%H:%M}"
            )
            self._say(column, words)
        for step in patch.steps:
            row = EntryRow(step.text, end=self._day(step.on_day))
            row.clicked.connect(
                lambda _checked=False, one=step: self.over(
                    lambda: StepDialog(self.context, self._window[2], self._patch, one).opened()
                )
            )
            column.addWidget(row)
        column.addSpacing(4)

        def add() -> None:
            self.over(lambda: StepDialog(self.context, self._window[2], self._patch).opened())

        self._row_of(column, self._link(_("Note what was done"), add, "plus"))

    def _add_mistakes(
        self, column: QVBoxLayout, found: tuple[MistakeDetails, ...], patch: RoughPatchDetails
    ) -> None:
        self._part(column, _("Mistakes of mine"))
        for one in found:
            row = EntryRow(one.input.text, became_of(one, self._day), self._day(one.input.on_day))
            row.clicked.connect(
                lambda _checked=False, id_=one.id: self.over(
                    lambda: open_mistake(*self._window, patch.person_id, id_)
                )
            )
            column.addWidget(row)

        def add() -> None:
            self.over(lambda: open_mistake(*self._window, patch.person_id, patch_id=self._patch))

        self._row_of(column, self._link(_("Own a mistake"), add, "plus"))
        if patch.input.cause:
            self._part(column, _("What led to it"))
            self._say(column, patch.input.cause)

    def _add_foot(self, column: QVBoxLayout, patch: RoughPatchDetails) -> None:
        column.addSpacing(18)
        edit = self._link(_("Edit the words and days"), self._edit, "pencil")
        links = [edit]
        if patch.state is not PatchState.OPEN:
            again = self._link(_("Reopen"), self._reopen, "undo-2")
            links.append(again)
        self._row_of(column, *links)

    def _edit(self) -> None:
        patch = rough_patches.get(self.context.store, self._patch)
        self.over(lambda: open_rough_patch(*self._window, patch.person_id, self._patch))

    def _reopen(self) -> None:
        self.do(lambda: rough_patches.reopen(self.context.store, self._patch))

    def _open_next(self, patch: RoughPatchDetails) -> None:
        self.over(lambda: NextStepDialog(self.context, self._window[2], patch).opened())

    def _open_solved(self, patch: RoughPatchDetails) -> None:
        self.over(lambda: SolvedDialog(self.context, self._window[2], patch).opened())

    def _open_felt(self, patch: RoughPatchDetails) -> None:
        self.over(lambda: FeltDialog(self.context, self._window[2], patch).opened())

    def _open_aftercare(self, patch: RoughPatchDetails) -> None:
        self.over(lambda: AftercareDialog(self.context, self._window[2], patch).opened())


def became_of(one: MistakeDetails, say: Callable[[date], str]) -> str:
    """ "Apologised on 3 Nov. Put right: a new invoice. Forgiven on 9 Nov. Learned: read it aloud."."""
    given = one.input
    parts = []
    if given.apologised_on is not None:
        parts.append(_("Apologised on {day}.").format(day=say(given.apologised_on)))
    if given.put_right_how:
        parts.append(_("Put right: {how}.").format(how=given.put_right_how.rstrip(".")))
    elif given.put_right_on is not None:
        parts.append(_("Put right on {day}.").format(day=say(given.put_right_on)))
    if given.forgiven_on is not None:
        parts.append(_("Forgiven on {day}.").format(day=say(given.forgiven_on)))
    if given.learned:
        parts.append(_("Learned: {what}.").format(what=given.learned.rstrip(".")))
    return " ".join(parts)


def open_patch_story(
    context: Context, navigator: Navigator, host: DialogHost, patch_id: RoughPatchId
) -> StoryDialog:
    """Open the story of a rough patch. Raises NotFoundError."""
    dialog = StoryDialog(context, navigator, host, patch_id)
    dialog.show_live()
    return dialog
