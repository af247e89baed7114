"""The form of something given: an article, a tip, an introduction, to one or several, and what came of it (G2)."""

from collections.abc import Sequence

from relmgr.domain.giving import give_words
from relmgr.domain.ids import GiveId, PersonId
from relmgr.domain.kinds import GiveKind
from relmgr.errors import InputError
from relmgr.i18n import _
from relmgr.services import gives, people
from relmgr.services.gives import GiveDetails, GiveInput
from ui.context import Context, DialogHost, Navigator
from ui.dialogs.form import Choice, FormDialog, PersonField, Repeated, text_area
from ui.widgets.fields import DateField, LineField


class GiveDialog(FormDialog):
    """Something new for one or several people, or something that was given to one."""

    def __init__(
        self,
        context: Context,
        host: DialogHost,
        to: Sequence[PersonId],
        details: GiveDetails | None = None,
        text: str = "",
    ) -> None:
        title = _("Something you gave")
        if details is not None:
            name = people.details(context.store, details.person_id).first_name
            title = _("Something for {name}").format(name=name)
        super().__init__(context, host, title)
        self._details = details
        store, today = context.store, context.today()
        given = details.input if details else GiveInput(text=text, given_on=today)
        self.kind = Choice([(kind, give_words(kind)) for kind in GiveKind], given.kind, name=_("What it is"))
        self.add_row(_("What it is"), self.kind)
        self.people: Repeated[PersonField] | None = None
        if details is None:
            self.people = Repeated(
                lambda holder: PersonField(store, today, name=_("For whom"), parent=holder),
                _("Somebody else"),
            )
            for person_id in to or (None,):
                line = self.people.add()
                if person_id is not None:
                    line.choose(person_id)
            self.add_row(_("For whom"), self.people, "people")
        self.introduced = PersonField(store, today, given.introduced, name=_("Introduced to"))
        self._introduced_row = self.add_row(_("Introduced to"), self.introduced, "introduced")
        self.text = text_area(given.text, placeholder=_("Its title, or where it is to be found"))
        self.add_row(_("What"), self.text, "text")
        self.why = LineField(given.why, placeholder=_("Why it is for them"))
        self.add_row(_("Why"), self.why)
        self.day = DateField(today, given.given_on, placeholder=_("Not given yet"), name=_("Given on"))
        self.add_row(_("Given on"), self.day)
        self.came_of_it = LineField(given.came_of_it, placeholder=_("Read aloud to the board"))
        self.add_row(_("What came of it"), self.came_of_it)
        self.kind.currentIndexChanged.connect(self._follow_kind)
        self._follow_kind()
        if details is not None:
            self.add_remove(_("Delete"), lambda: gives.remove(store, details.id))

    def _follow_kind(self) -> None:
        self._introduced_row.setVisible(self.kind.value() is GiveKind.INTRODUCTION)

    def save(self) -> None:
        """Keep it for everybody named. Raises RelmgrError."""
        kind = self.kind.value()
        given = GiveInput(
            kind=kind,
            text=self.text.text(),
            why=self.why.text(),
            introduced=self.introduced.required("introduced") if kind is GiveKind.INTRODUCTION else None,
            given_on=self.day.value(),
            came_of_it=self.came_of_it.text(),
        )
        if self._details is not None:
            gives.edit(self.context.store, self._details.id, given)
            return
        lines = self.people.lines() if self.people is not None else []
        named = [line for line in lines if line.text().strip()]
        if not named:
            raise InputError(_("Choose who it is."), "people")
        gives.add(self.context.store, [line.required("people") for line in named], given)


def open_give(  # noqa: PLR0917  (what the window hands over, then whom and what)
    context: Context,
    navigator: Navigator,
    host: DialogHost,
    to: Sequence[PersonId] = (),
    give_id: GiveId | None = None,
    text: str = "",
) -> GiveDialog:
    """Open the form of something given, or of something new for the people of `to`. Raises NotFoundError."""
    details = gives.get(context.store, give_id) if give_id is not None else None
    dialog = GiveDialog(context, host, to, details, text)
    nobody = dialog.people is not None and not to
    dialog.show_form(dialog.people.lines()[0].edit if nobody and dialog.people else dialog.text)
    return dialog
