"""How we met: the day as far as known, the place, through whom, and the first impression (P10)."""

from relmgr.domain import phrases
from relmgr.domain.ids import PersonId
from relmgr.i18n import _
from relmgr.services import first_met, people, stages
from relmgr.services.first_met import FirstMet
from ui.context import Context, DialogHost, Navigator
from ui.dialogs.form import FormDialog, PartialLine, PersonField, text_area
from ui.widgets.fields import LineField


class MetDialog(FormDialog):
    """The relationship starts with the first meeting, not with the first invoice."""

    def __init__(self, context: Context, host: DialogHost, person_id: PersonId) -> None:
        name = people.details(context.store, person_id).first_name
        super().__init__(context, host, _("How {name} and I met").format(name=name))
        self._person = person_id
        given = first_met.get(context.store, person_id)
        self.day = PartialLine(given.on, name=_("When"), placeholder=_("March 2020, or less"))
        self.add_row(_("When"), self.day, "on")
        self.where = LineField(given.where, placeholder=_("a freight fair in Cape Town"))
        self.add_row(_("Where"), self.where)
        self.through = PersonField(
            context.store,
            context.today(),
            given.introduced_by,
            placeholder=_("Somebody known, or a few words"),
        )
        if given.introduced_by is None:
            self.through.set_text(given.through)
        self.add_row(_("Through whom"), self.through, "through")
        self.impression = text_area(given.impression, placeholder=_("What struck you first"))
        self.add_row(_("First impression"), self.impression)
        first = stages.evidence(context.store, person_id, context.today()).first_on
        if given.on is None and first is not None:
            day = phrases.short_day(first, context.today())
            self.set_note(_("The first conversation noted is of {day}.").format(day=day))

    def save(self) -> None:
        """Keep it. Raises RelmgrError."""
        by = self.through.person()
        given = FirstMet(
            on=self.day.value("on"),
            where=self.where.text(),
            introduced_by=by,
            through="" if by is not None else self.through.text(),
            impression=self.impression.text(),
        )
        first_met.save(self.context.store, self._person, given, self.context.now())


def open_met(context: Context, navigator: Navigator, host: DialogHost, person_id: PersonId) -> MetDialog:
    """Open the form of how we met. Raises NotFoundError."""
    dialog = MetDialog(context, host, person_id)
    dialog.show_form(dialog.day)
    return dialog
