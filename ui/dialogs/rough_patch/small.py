"""The small forms over a rough patch: a step, the next one, solved, how it was handled, and how it is now (G5)."""

from typing import Self

from PySide6.QtWidgets import QWidget

from relmgr.domain.calendar_words import short_day
from relmgr.domain.ids import RoughPatchId
from relmgr.domain.kinds import Feeling
from relmgr.domain.rough_patches import aftercare_day, aftercare_question, felt_question
from relmgr.i18n import _
from relmgr.services import people, rough_patches
from relmgr.services.rough_patches import PatchStep, RoughPatchDetails
from ui.context import Context, DialogHost, Navigator
from ui.dialogs.form import FormDialog, day_value, text_area
from ui.theme import metrics
from ui.widgets.faces import Faces
from ui.widgets.fields import DateField, LineField


class PatchForm(FormDialog):
    """A small form that opens over the story; `first` has the focus then."""

    first: QWidget

    def opened(self) -> Self:
        """Open it."""
        self.show_form(self.first)
        return self


class StepDialog(PatchForm):
    """Something that was done about it."""

    def __init__(
        self, context: Context, host: DialogHost, patch_id: RoughPatchId, step: PatchStep | None = None
    ) -> None:
        super().__init__(context, host, _("What was done"))
        self._patch, self._step = patch_id, step
        self.text = text_area(step.text if step else "", placeholder=_("Rang, listened, and said sorry"))
        self.first = self.text
        self.add_row(_("What"), self.text, "text")
        day = step.on_day if step else context.today()
        self.day = DateField(context.today(), day, optional=False)
        self.add_row(_("On"), self.day, "on_day")
        if step is not None:
            self.add_remove(_("Delete"), lambda: rough_patches.remove_step(context.store, step.id))

    def save(self) -> None:
        """Keep it. Raises RelmgrError."""
        day, text = day_value(self.day, "on_day"), self.text.text()
        if self._step is None:
            rough_patches.add_step(self.context.store, self._patch, day, text)
        else:
            rough_patches.edit_step(self.context.store, self._step.id, day, text)


class NextStepDialog(PatchForm):
    """What to do next, and when."""

    def __init__(self, context: Context, host: DialogHost, patch: RoughPatchDetails) -> None:
        super().__init__(context, host, _("The next step"))
        self._patch = patch.id
        self.text = LineField(patch.input.next_step, placeholder=_("Ring and listen"))
        self.first = self.text.edit
        self.add_row(_("What"), self.text, "next_step")
        self.day = DateField(context.today(), patch.input.next_on, placeholder=_("No day yet"))
        self.add_row(_("On"), self.day)

    def save(self) -> None:
        """Keep it. Raises RelmgrError."""
        rough_patches.set_next(self.context.store, self._patch, self.text.text(), self.day.value())


class SolvedDialog(PatchForm):
    """The first closing."""

    def __init__(self, context: Context, host: DialogHost, patch: RoughPatchDetails) -> None:
        super().__init__(context, host, _("It is solved"))
        self._patch = patch.id
        self.text = text_area(patch.solution, placeholder=_("What was put right, and how"), lines=3)
        self.first = self.text
        self.add_row(_("How"), self.text)
        self.day = DateField(context.today(), patch.solved_on or context.today(), optional=False)
        self.add_row(_("On"), self.day, "on_day")
        self.day.changed.connect(lambda _day: self._explain())
        self._explain()

    def _explain(self) -> None:
        day = self.day.value()
        if day is not None:
            words = short_day(aftercare_day(day), self.context.today())
            self.set_note(_("On {day} Relmgr asks how it is now.").format(day=words))

    def save(self) -> None:
        """Keep it. Raises RelmgrError."""
        rough_patches.solve(self.context.store, self._patch, day_value(self.day, "on_day"), self.text.text())


class FeltDialog(PatchForm):
    """The second closing: five feelings and their words."""

    def __init__(self, context: Context, host: DialogHost, patch: RoughPatchDetails) -> None:
        name = people.details(context.store, patch.person_id).first_name
        question = felt_question(name)
        super().__init__(context, host, question)
        self._patch = patch
        self.faces = Faces(question)
        self.faces.choose(patch.felt)
        self.first = self.faces.button(patch.felt or Feeling.EVEN)
        self.add_row(_("{name} feels").format(name=name), self.faces, "felt", head=metrics.FACE[1])
        self.text = text_area(patch.felt_words, placeholder=_("In their words, if they said it"))
        self.add_row(_("In words"), self.text)
        self.day = DateField(context.today(), patch.felt_on or context.today(), optional=False)
        self.add_row(_("Heard on"), self.day, "on_day")
        self.set_note(_("Leave it open if you do not know: it is a question for {name}.").format(name=name))

    def save(self) -> None:
        """Keep it. Raises RelmgrError."""
        day = day_value(self.day, "on_day")
        rough_patches.feel(self.context.store, self._patch.id, day, self.faces.feeling(), self.text.text())


class AftercareDialog(PatchForm):
    """A month later: how is it now?"""

    def __init__(self, context: Context, host: DialogHost, patch: RoughPatchDetails) -> None:
        name = people.details(context.store, patch.person_id).first_name
        super().__init__(context, host, aftercare_question(name))
        self._patch = patch.id
        self.text = text_area(patch.aftercare_note, placeholder=_("What you heard, or nothing"), lines=3)
        self.first = self.text
        self.add_row(_("How it is"), self.text)
        self.day = DateField(context.today(), patch.aftercare_done_on or context.today(), optional=False)
        self.add_row(_("Asked on"), self.day, "on_day")

    def save(self) -> None:
        """Keep it. Raises RelmgrError."""
        day = day_value(self.day, "on_day")
        rough_patches.asked_after(self.context.store, self._patch, day, self.text.text())


def open_felt(context: Context, navigator: Navigator, host: DialogHost, patch_id: RoughPatchId) -> FeltDialog:
    """Ask for the second closing. Raises NotFoundError."""
    return FeltDialog(context, host, rough_patches.get(context.store, patch_id)).opened()


def open_aftercare(
    context: Context, navigator: Navigator, host: DialogHost, patch_id: RoughPatchId
) -> AftercareDialog:
    """Note how it is now. Raises NotFoundError."""
    return AftercareDialog(context, host, rough_patches.get(context.store, patch_id)).opened()
