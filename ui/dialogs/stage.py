"""The stages from logo to partner: what is known stands beside them, and the user alone declares one (P10)."""

from typing import ClassVar

from PySide6.QtWidgets import QVBoxLayout

from relmgr.domain import phrases
from relmgr.domain.ids import PersonId, StageId
from relmgr.domain.kinds import Kind, Stage
from relmgr.domain.partial_date import PartialDate
from relmgr.domain.stages import evidence_lines, stage_meaning, stage_word
from relmgr.i18n import _
from relmgr.services import people, stages
from relmgr.services.stages import StageDetails, StageInput
from ui.context import Context, DialogHost, Navigator
from ui.dialogs.form import Choice, FormDialog, PartialLine, text_area
from ui.dialogs.form.entry import EntryRow
from ui.dialogs.live import LiveDialog
from ui.widgets.buttons import LinkButton
from ui.widgets.text import TextLabel


class StagesDialog(LiveDialog):
    """Where we stand, how it came about, and what is known."""

    watches: ClassVar[frozenset[Kind]] = frozenset(Kind)

    def __init__(self, context: Context, navigator: Navigator, host: DialogHost, person_id: PersonId) -> None:
        name = people.details(context.store, person_id).first_name
        super().__init__(context, host, _("From logo to partner: {name}").format(name=name))
        self._window = (context, navigator, host)
        self._person = person_id

    def fill(self, column: QVBoxLayout) -> None:
        """The history, then the evidence. Raises NotFoundError."""
        known = stages.evidence(self.context.store, self._person, self.context.today())
        history = stages.of(self.context.store, self._person)
        if not history:
            words = _("Nothing declared yet. It is you who says how far the two of you are.")
            column.addWidget(TextLabel(words, "body", "text2", wrap=True))
        for one in history:
            since = phrases.partial(one.input.on) if one.input.on else ""
            row = EntryRow(stage_word(one.input.stage), one.input.story, since)
            row.clicked.connect(lambda _checked=False, id_=one.id: self._open(id_))
            column.addWidget(row)
        column.addSpacing(8)
        declare = LinkButton(_("Declare a stage"), icon="plus")
        declare.clicked.connect(lambda: self._open(None))
        column.addWidget(declare)
        column.addSpacing(20)
        column.addWidget(TextLabel(_("What is known"), "section", "text"))
        column.addSpacing(6)
        for line in evidence_lines(known, self.context.today()):
            column.addWidget(TextLabel(line, "body", "text2", wrap=True))
            column.addSpacing(4)

    def _open(self, stage_id: StageId | None) -> None:
        self.over(lambda: open_stage(*self._window, self._person, stage_id))


class StageDialog(FormDialog):
    """A new declaration, or one that was made."""

    def __init__(
        self, context: Context, host: DialogHost, person_id: PersonId, details: StageDetails | None = None
    ) -> None:
        name = people.details(context.store, person_id).first_name
        super().__init__(context, host, _("Where {name} and I stand").format(name=name))
        self._person, self._details = person_id, details
        today = context.today()
        given = (
            details.input
            if details
            else StageInput(stage=Stage.PERSON, on=PartialDate(today.year, today.month))
        )
        choices = [(one, stage_word(one)) for one in Stage]
        self.stage = Choice(choices, given.stage)
        self.add_row(_("Stage"), self.stage)
        self.day = PartialLine(given.on, name=_("Since"), placeholder=_("June 2024, or less"))
        self.add_row(_("Since"), self.day, "on")
        self.story = text_area(given.story, placeholder=_("What happened"), lines=3)
        self.add_row(_("How it came about"), self.story)
        self.stage.currentIndexChanged.connect(self._explain)
        self._explain()
        if details is not None:
            self.add_remove(_("Delete"), lambda: stages.remove(context.store, details.id))

    def _explain(self) -> None:
        self.set_note(stage_meaning(self.stage.value()))

    def save(self) -> None:
        """Keep the declaration. Raises RelmgrError."""
        given = StageInput(stage=self.stage.value(), on=self.day.value("on"), story=self.story.text())
        if self._details is None:
            stages.add(self.context.store, self._person, given)
        else:
            stages.edit(self.context.store, self._details.id, given)


def open_stages(
    context: Context, navigator: Navigator, host: DialogHost, person_id: PersonId
) -> StagesDialog:
    """Open the history of stages with the evidence. Raises NotFoundError."""
    dialog = StagesDialog(context, navigator, host, person_id)
    dialog.show_live()
    return dialog


def open_stage(
    context: Context,
    navigator: Navigator,
    host: DialogHost,
    person_id: PersonId,
    stage_id: StageId | None = None,
) -> StageDialog:
    """Open the form of a declared stage, or of a new one. Raises NotFoundError."""
    details = stages.get(context.store, stage_id) if stage_id is not None else None
    dialog = StageDialog(context, host, details.person_id if details else person_id, details)
    dialog.show_form(dialog.stage)
    return dialog
