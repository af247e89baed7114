"""The form of a way: a habit of theirs that I respect, or a boundary of mine with them (P8)."""

from dataclasses import replace

from relmgr.domain.ids import PersonId, WayId
from relmgr.i18n import _
from relmgr.services import people, ways
from relmgr.services.ways import WayDetails, WayInput
from ui.context import Context, DialogHost, Navigator
from ui.dialogs.form import FormDialog, text_area
from ui.widgets.fields import DateField, LineField
from ui.widgets.segment import Segment


class WayDialog(FormDialog):
    """A new way, or one that is known."""

    def __init__(
        self,
        context: Context,
        host: DialogHost,
        person_id: PersonId,
        details: WayDetails | None = None,
        *,
        is_mine: bool = False,
    ) -> None:
        name = people.details(context.store, person_id).first_name
        super().__init__(context, host, _("How {name} and I do things").format(name=name))
        self._person, self._details = person_id, details
        given = details.input if details else WayInput(text="", is_mine=is_mine, heard_on=context.today())
        self._given = given
        whose = (_("{name} likes it so").format(name=name), _("I ask for it"))
        self.whose = Segment(whose, int(given.is_mine), name=_("Whose"))
        self.add_row(_("Whose"), self.whose)
        self.heading = LineField(given.label)
        self.add_row(_("Heading"), self.heading, note=_("It stands beside it on the card."))
        self.text = text_area(given.text)
        self.add_row(_("What"), self.text, "text")
        self.heard_on = DateField(context.today(), given.heard_on)
        self.add_row(_("Since"), self.heard_on)
        if details is not None:
            self.add_remove(_("Delete"), lambda: ways.remove(context.store, details.id))
        self.whose.changed.connect(self._reword)
        self._reword()

    def _reword(self) -> None:
        is_mine = bool(self.whose.chosen())
        plain = ways.heading(is_mine, "")
        examples = _("or: Evenings") if is_mine else _("or: Payment run, bad news, meetings")
        self.heading.edit.setPlaceholderText(f"{plain}, {examples}")
        self.text.setPlaceholderText(_("No calls after six") if is_mine else _("No calls on Fridays"))

    def save(self) -> None:
        """Keep the way. Raises RelmgrError."""
        given = replace(
            self._given,
            is_mine=bool(self.whose.chosen()),
            label=self.heading.text(),
            text=self.text.text(),
            heard_on=self.heard_on.value(),
        )
        if self._details is None:
            ways.add(self.context.store, self._person, given)
        else:
            ways.edit(self.context.store, self._details.id, given)


def open_way(
    context: Context,
    navigator: Navigator,
    host: DialogHost,
    person_id: PersonId,
    way_id: WayId | None = None,
    *,
    is_mine: bool = False,
) -> WayDialog:
    """Open the form of a way with a person, or of a new one: theirs, or mine. Raises NotFoundError."""
    details = ways.get(context.store, way_id) if way_id is not None else None
    person = details.person_id if details else person_id
    dialog = WayDialog(context, host, person, details, is_mine=is_mine)
    dialog.show_form(dialog.text)
    return dialog
