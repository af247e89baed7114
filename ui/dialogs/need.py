"""The form of a need: what they need, as they put it, and the offer of mine that answers it (P9)."""

from relmgr.domain.ids import NeedId, OfferId, PersonId
from relmgr.domain.kinds import Kind
from relmgr.i18n import _
from relmgr.services import needs, offers, people
from relmgr.services.needs import NeedDetails, NeedInput
from ui.context import Context, DialogHost, Navigator
from ui.dialogs.form import Choice, FormDialog, side_by_side, text_area
from ui.dialogs.offers import open_offers
from ui.widgets.buttons import LinkButton
from ui.widgets.fields import DateField


class NeedDialog(FormDialog):
    """A new need, or one that is known."""

    def __init__(
        self,
        context: Context,
        navigator: Navigator,
        host: DialogHost,
        person_id: PersonId,
        details: NeedDetails | None = None,
    ) -> None:
        name = people.details(context.store, person_id).first_name
        super().__init__(context, host, _("What {name} needs").format(name=name))
        self._person, self._details = person_id, details
        self._window = (context, navigator, host)
        given = details.input if details else NeedInput(text="", heard_on=context.today())
        today = context.today()
        self.text = text_area(given.text, placeholder=_("In their own words, not in yours"))
        self.add_row(_("As they put it"), self.text, "text")
        self._add_offers(given.offer_id)
        self.heard_on = DateField(today, given.heard_on)
        self.add_row(_("Heard on"), self.heard_on)
        self.met_on = DateField(today, given.met_on, placeholder=_("Not yet"), name=_("Met on"))
        self.add_row(_("Met"), self.met_on)
        if details is not None:
            self.add_remove(_("Delete"), lambda: needs.remove(context.store, details.id))
        context.signals.store_changed.connect(self._store_changed)

    def _add_offers(self, chosen: OfferId | None) -> None:
        self.offer: Choice[OfferId | None] = Choice(self._choices(), chosen, name=_("My offer"))
        self.offers_link = LinkButton(_("My offers"))
        self.offers_link.clicked.connect(lambda: open_offers(*self._window))
        self.offers_link.setMinimumHeight(self.offer.sizeHint().height())
        self.add_row(_("My offer"), side_by_side(self.offer, self.offers_link, stretch=(1, 0)))

    def _choices(self) -> list[tuple[OfferId | None, str]]:
        found = offers.every(self.context.store)
        return [(None, _("None yet: it stands free")), *((one.id, one.input.name) for one in found)]

    def _store_changed(self, changes: object) -> None:
        """An offer written over this form can be chosen in it."""
        if Kind.OFFER in changes.kinds:  # type: ignore[attr-defined]
            chosen = self.offer.value()
            choices = self._choices()
            self.offer.offer(choices, chosen if chosen in [value for value, _word in choices] else None)

    def save(self) -> None:
        """Keep the need. Raises RelmgrError."""
        given = NeedInput(
            text=self.text.text(),
            offer_id=self.offer.value(),
            heard_on=self.heard_on.value(),
            met_on=self.met_on.value(),
        )
        if self._details is None:
            needs.add(self.context.store, self._person, given)
        else:
            needs.edit(self.context.store, self._details.id, given)


def open_need(
    context: Context,
    navigator: Navigator,
    host: DialogHost,
    person_id: PersonId,
    need_id: NeedId | None = None,
) -> NeedDialog:
    """Open the form of a need of a person, or of a new one. Raises NotFoundError."""
    details = needs.get(context.store, need_id) if need_id is not None else None
    dialog = NeedDialog(context, navigator, host, details.person_id if details else person_id, details)
    dialog.show_form(dialog.text)
    return dialog
