"""The form of a decision where a short-term gain was weighed against the long term (D7)."""

from relmgr.domain.ids import LongViewId, PersonId
from relmgr.i18n import _
from relmgr.services.reflect import long_views
from relmgr.services.reflect.long_views import LongView, LongViewInput
from ui.context import Context, DialogHost, Navigator
from ui.dialogs.form import FormDialog, PersonField, day_value, text_area
from ui.widgets.fields import DateField, LineField


class LongViewDialog(FormDialog):
    """A new decision, or one that is kept; a year later it asks what came of it."""

    def __init__(
        self, context: Context, host: DialogHost, person_id: PersonId | None, held: LongView | None = None
    ) -> None:
        super().__init__(context, host, _("A decision, and the long view"))
        self._held = held
        today = context.today()
        given = held.input if held is not None else None
        self.decision = LineField(
            given.decision if given else "", placeholder=_("Told her that the cheaper tool would do")
        )
        self.add_row(_("What was decided"), self.decision, "decision")
        self.short = text_area(
            given.short_term if given else "",
            name=_("The short-term gain"),
            placeholder=_("What it would have brought now"),
        )
        self.add_row(_("The short-term gain"), self.short)
        self.long = text_area(
            given.long_term if given else "",
            name=_("The long term"),
            placeholder=_("What it may mean in years"),
        )
        self.add_row(_("The long term"), self.long)
        self.person = PersonField(
            context.store,
            today,
            given.person_id if given else person_id,
            placeholder=_("Nobody in particular"),
        )
        self.add_row(_("With whom"), self.person, "person_id")
        self.day = DateField(today, given.on_day if given else today, optional=False)
        self.add_row(_("Decided on"), self.day, "on_day")
        back = given.back_on if given else long_views.comes_back(today)
        self.back = DateField(today, back, placeholder=_("Never"), name=_("Comes back on"))
        self.add_row(_("Comes back on"), self.back)
        if held is not None:
            self._add_what_came(held.input)
            self.add_remove(_("Delete"), lambda: long_views.remove(context.store, held.id))

    def _add_what_came(self, given: LongViewInput) -> None:
        self.add_section(_("What came of it"))
        self.came = text_area(
            given.how_it_went, name=_("What came of it"), placeholder=_("Looking back, and what you learned")
        )
        self.body.addWidget(self.came)

    def save(self) -> None:
        """Keep the decision; what came of it closes it. Raises RelmgrError."""
        held = self._held
        came = self.came.text() if held is not None else ""
        looked = held.input.looked_back_on if held is not None else None
        given = LongViewInput(
            decision=self.decision.text(),
            short_term=self.short.text(),
            long_term=self.long.text(),
            on_day=day_value(self.day, "on_day"),
            person_id=self.person.required("person_id") if self.person.text() else None,
            back_on=self.back.value(),
            looked_back_on=(looked or self.context.today()) if came else looked,
            how_it_went=came,
        )
        if held is None:
            long_views.add(self.context.store, given)
        else:
            long_views.edit(self.context.store, held.id, given)


def open_long_view(
    context: Context,
    navigator: Navigator,
    host: DialogHost,
    person_id: PersonId | None = None,
    long_view_id: int | None = None,
) -> LongViewDialog:
    """Open a decision, or a new one. Raises NotFoundError."""
    held = None
    if long_view_id is not None:
        held = long_views.get(context.store, LongViewId(long_view_id), context.today())
    dialog = LongViewDialog(context, host, person_id, held)
    dialog.show_form(dialog.came if held is not None else dialog.decision.edit)
    return dialog
