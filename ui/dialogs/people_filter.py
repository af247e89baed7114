"""The form of a filter of People: everything it can ask for, and the name to keep it under (P13)."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtWidgets import QSizePolicy, QWidget

from relmgr.domain.kinds import Circle, Purpose, Stage
from relmgr.domain.people_filter import (
    Ally,
    Missing,
    PeopleFilter,
    ally_word,
    circle_word,
    missing_words,
)
from relmgr.domain.purposes import purpose_word
from relmgr.domain.stages import stage_word
from relmgr.i18n import _
from relmgr.services import filters, labels, organisations
from ui.context import Context, DialogHost, Navigator
from ui.dialogs.form import Choice, FormDialog
from ui.widgets.fields import LineField

_NARROWEST = 120


class PeopleFilterDialog(FormDialog):
    """What to list; `used` is called with it once Show is pressed."""

    def __init__(
        self,
        context: Context,
        host: DialogHost,
        chosen: PeopleFilter,
        used: Callable[[PeopleFilter], None],
        *,
        name: str = "",
    ) -> None:
        super().__init__(context, host, _("Filter people"), save_text=_("Show"))
        self._chosen, self._used = chosen, used
        store = context.store
        self.circle: Choice[Circle | None] = Choice(
            [(None, _("Any")), *((one, circle_word(one)) for one in Circle)], chosen.circle
        )
        self.add_row(_("Circle"), self.circle)
        known = [one.name for one in labels.all_labels(store)]
        self.label = Choice(
            [("", _("Any")), *((one, one) for one in _with(known, chosen.label))], chosen.label
        )
        self.add_row(_("Label"), _as_wide_as_there_is(self.label))
        logos = dict(organisations.known(store))
        if chosen.organisation and chosen.organisation not in logos:
            logos[chosen.organisation] = _("One that is no longer here")
        self.organisation = Choice([("", _("Any")), *logos.items()], chosen.organisation)
        self.add_row(_("Organisation"), _as_wide_as_there_is(self.organisation))
        self.stage: Choice[Stage | None] = Choice(
            [(None, _("Any")), *((one, stage_word(one)) for one in Stage)], chosen.stage
        )
        self.add_row(_("Stage"), self.stage)
        self.ally: Choice[Ally | None] = Choice(
            [(None, _("Everybody")), *((one, ally_word(one)) for one in Ally)], chosen.ally
        )
        self.add_row(_("Allies"), self.ally)
        self.purpose: Choice[Purpose | None] = Choice(
            [(None, _("Any")), *((one, purpose_word(one)) for one in Purpose)], chosen.purpose
        )
        self.add_row(_("Kept for"), self.purpose)
        self.missing: Choice[Missing | None] = Choice(
            [(None, _("Nothing in particular")), *((one, missing_words(one)) for one in Missing)],
            chosen.missing,
        )
        self.add_row(_("Not known"), self.missing)
        self.add_section()
        self.name = LineField(name, placeholder=_("Leave out what you need only now"))
        self.add_row(_("Save as"), self.name, "name")

    def chosen(self) -> PeopleFilter:
        """What the form asks for; words and warmth stay as they were."""
        return replace(
            self._chosen,
            circle=self.circle.value(),
            label=self.label.value(),
            organisation=self.organisation.value(),
            stage=self.stage.value(),
            ally=self.ally.value(),
            missing=self.missing.value(),
            purpose=self.purpose.value(),
        )

    def save(self) -> None:
        """Keep the filter where it has a name, and use it. Raises RelmgrError."""
        chosen = self.chosen()
        if self.name.text():
            filters.save(self.context.store, self.name.text(), chosen)
        self._used(chosen)


def _as_wide_as_there_is(choice: QWidget) -> QWidget:
    """Words of one's own may be longer than the form is wide."""
    choice.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
    choice.setMinimumWidth(_NARROWEST)
    return choice


def _with(known: list[str], chosen: str) -> list[str]:
    return known if not chosen or chosen in known else [*known, chosen]


def open_people_filter(
    context: Context,
    navigator: Navigator,
    host: DialogHost,
    chosen: PeopleFilter,
    used: Callable[[PeopleFilter], None],
    *,
    names: bool = False,
) -> PeopleFilterDialog:
    """Open the form with `chosen`; `names` begins with the name it is to be kept under."""
    dialog = PeopleFilterDialog(context, host, chosen, used)
    dialog.show_form(dialog.name.edit if names else dialog.circle)
    return dialog
