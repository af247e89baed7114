"""The form of a rough patch: before one writes it shows what was good; their words come before mine (G5)."""

from datetime import datetime

from relmgr.domain.ids import ConversationId, PersonId, RoughPatchId
from relmgr.domain.rough_patches import answer_until
from relmgr.domain.zones import local_instant
from relmgr.errors import InputError
from relmgr.i18n import _
from relmgr.services import people, rough_patches
from relmgr.services.rough_patches import RoughPatchDetails, RoughPatchInput
from relmgr.services.what_was_good import what_was_good
from ui.context import Context, DialogHost, Navigator
from ui.dialogs.form import FormDialog, day_value, side_by_side, text_area, time_value
from ui.theme import metrics
from ui.widgets.fields import CheckBox, DateField, LineField
from ui.widgets.marks import IconLabel
from ui.widgets.sections import Sheet
from ui.widgets.text import TextLabel


class RoughPatchDialog(FormDialog):
    """A new rough patch, or the words and days of one that is kept."""

    def __init__(
        self,
        context: Context,
        host: DialogHost,
        person_id: PersonId,
        details: RoughPatchDetails | None = None,
        begun_with: RoughPatchInput | None = None,
    ) -> None:
        self._name = people.details(context.store, person_id).first_name
        super().__init__(context, host, _("A rough patch with {name}").format(name=self._name))
        self._person, self._details = person_id, details
        self._given = details.input if details else begun_with or RoughPatchInput(opened_on=context.today())
        if details is None:
            self._add_what_was_good()
        self._add_words()
        self._add_next()
        self._add_wait()
        self._add_rest()
        self._show_wait(self.waits.isChecked())
        self.waits.toggled.connect(self._show_wait)
        if details is not None:
            self.add_remove(_("Delete"), lambda: rough_patches.remove(context.store, details.id))

    def _add_what_was_good(self) -> None:
        lines = what_was_good(self.context.store, self._person, self.context.now(), self.context.zone())
        sheet = Sheet(self, role="sunken", padding=14)
        title = IconLabel("heart", _("First, what was good"), style="body_strong", icon_role="accent_text")
        sheet.column.addWidget(title)
        sheet.column.addSpacing(6)
        for line in lines or (_("Nothing is noted yet. What do you like about {name}?"),):
            words = line if lines else line.format(name=self._name)
            sheet.column.addWidget(TextLabel(words, "body", "text2", wrap=True))
            sheet.column.addSpacing(2)
        self.good = sheet
        self.body.addWidget(sheet)
        self.body.addSpacing(4)

    def _add_words(self) -> None:
        given = self._given
        self.theirs = text_area(given.their_words, placeholder=_("What was said, word for word"), lines=3)
        label = _("What happened, in {name}’s words").format(name=self._name)
        self.add_row(label, self.theirs, "their_words")
        self.mine = text_area(given.my_words, placeholder=_("What you saw, without judging"), lines=2)
        self.add_row(_("And in yours"), self.mine)
        self.opened = DateField(self.context.today(), given.opened_on, name=_("Since"), optional=False)
        self.add_row(_("Since"), self.opened, "opened_on")

    def _add_next(self) -> None:
        given, today = self._given, self.context.today()
        self.add_section()
        words = _("Ring and listen")
        self.next_step = LineField(given.next_step, name=_("Next step"), placeholder=words)
        self.next_on = DateField(today, given.next_on, name=_("On"), placeholder=_("No day yet"))
        row = side_by_side(self.next_step, self.next_on, stretch=(1, 0))
        self.add_row(_("Next step"), row, "next_step")

    def _add_wait(self) -> None:
        given = self._given
        self.waits = CheckBox(
            _("{name} waits for an answer").format(name=self._name), given.heard_at is not None
        )
        self.add_row("", self.waits, head=metrics.FIELD)
        heard = (given.heard_at or self.context.now()).astimezone(self.context.zone())
        self.heard_on = DateField(self.context.today(), heard.date(), name=_("Heard on"), optional=False)
        self.heard_time = LineField(f"{heard:%H:%M}", name=_("Heard at"))
        self._heard = self.add_row(_("Heard"), side_by_side(self.heard_on, self.heard_time), "heard_at")
        by = given.answer_by or answer_until(heard, self.context.zone())
        local = by.astimezone(self.context.zone())
        self.by_day = DateField(self.context.today(), local.date(), name=_("Answer on"), optional=False)
        self.by_time = LineField(f"{local:%H:%M}", name=_("Answer by"))
        self._by = self.add_row(_("Answer by"), side_by_side(self.by_day, self.by_time), "answer_by")

    def _show_wait(self, on: bool) -> None:
        self._heard.setVisible(on)
        self._by.setVisible(on)

    def _add_rest(self) -> None:
        self.add_section()
        placeholder = _("Only what led to it; it may wait")
        self.cause = text_area(self._given.cause, placeholder=placeholder, lines=1)
        self.add_row(_("What led to it"), self.cause)

    def _instant(self, day: DateField, at: LineField, name: str) -> datetime:
        clock = time_value(at.text(), name)
        if clock is None:
            raise InputError(_("Write a time of day, such as 14:30."), name)
        return local_instant(day_value(day, name), clock, self.context.zone())

    def _heard_at(self) -> datetime:
        """As typed; unchanged, exactly as it was known."""
        heard = self._instant(self.heard_on, self.heard_time, "heard_at")
        known = self._given.heard_at
        if known is not None and known.replace(second=0, microsecond=0) == heard:
            return known
        return heard

    def save(self) -> None:
        """Keep it. Raises RelmgrError."""
        waits = self.waits.isChecked()
        given = RoughPatchInput(
            opened_on=day_value(self.opened, "opened_on"),
            their_words=self.theirs.text(),
            my_words=self.mine.text(),
            next_step=self.next_step.text(),
            next_on=self.next_on.value(),
            heard_at=self._heard_at() if waits else None,
            answer_by=self._instant(self.by_day, self.by_time, "answer_by") if waits else None,
            cause=self.cause.text(),
            conversation_id=self._given.conversation_id,
        )
        if self._details is None:
            rough_patches.add(self.context.store, self._person, given)
        else:
            rough_patches.edit(self.context.store, self._details.id, given)


def open_rough_patch(
    context: Context,
    navigator: Navigator,
    host: DialogHost,
    person_id: PersonId,
    patch_id: RoughPatchId | None = None,
    *,
    their_words: str = "",
    conversation_id: ConversationId | None = None,
) -> RoughPatchDialog:
    """Open the form of a new rough patch, or of one that is kept. Raises NotFoundError.

    `their_words` and `conversation_id` are of the conversation in which it came up.
    """
    details = rough_patches.get(context.store, patch_id) if patch_id is not None else None
    begun = RoughPatchInput(
        opened_on=context.today(), their_words=their_words, conversation_id=conversation_id
    )
    dialog = RoughPatchDialog(context, host, details.person_id if details else person_id, details, begun)
    dialog.show_form(dialog.theirs)
    return dialog
