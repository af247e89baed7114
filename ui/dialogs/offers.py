"""My offers: what I can do for people, with the best and the worst that can come of each (P9, E7)."""

from typing import ClassVar

from PySide6.QtWidgets import QVBoxLayout

from relmgr.domain.ids import OfferId
from relmgr.domain.kinds import Kind
from relmgr.i18n import _, ngettext
from relmgr.services import offers
from relmgr.services.offers import OfferDetails, OfferInput
from ui.context import Context, DialogHost, Navigator
from ui.dialogs.form import FormDialog, text_area
from ui.dialogs.form.entry import EntryRow
from ui.dialogs.live import LiveDialog
from ui.widgets.buttons import LinkButton
from ui.widgets.fields import LineField
from ui.widgets.text import TextLabel


class OffersDialog(LiveDialog):
    """All offers; a press opens one, and one is added."""

    watches: ClassVar[frozenset[Kind]] = frozenset({Kind.OFFER, Kind.NEED})

    def __init__(self, context: Context, navigator: Navigator, host: DialogHost) -> None:
        super().__init__(context, host, _("My offers"))
        self._window = (context, navigator, host)

    def fill(self, column: QVBoxLayout) -> None:
        """List them, or say what they are good for."""
        found = offers.every(self.context.store)
        if not found:
            words = _(
                "Write down what you do for people, and the worst that can come of it: told up front, it is fair."
            )
            column.addWidget(TextLabel(words, "body", "text2", wrap=True))
        for one in found:
            row = EntryRow(one.input.name, _summary(one.input), _answers(one))
            row.clicked.connect(
                lambda _checked=False, id_=one.id: self.over(lambda: open_offer(*self._window, id_))
            )
            column.addWidget(row)
        column.addSpacing(8)
        add = LinkButton(_("Add an offer"), icon="plus")
        add.clicked.connect(lambda: self.over(lambda: open_offer(*self._window)))
        column.addWidget(add)


def _summary(given: OfferInput) -> str:
    best = _("At best: {outcome}.").format(outcome=given.best_case.rstrip(".")) if given.best_case else ""
    worst = _("At worst: {outcome}.").format(outcome=given.worst_case.rstrip(".")) if given.worst_case else ""
    return " ".join(part for part in (best, worst) if part)


def _answers(one: OfferDetails) -> str:
    if not one.needs:
        return ""
    return ngettext("answers {count} need", "answers {count} needs", one.needs).format(count=one.needs)


class OfferDialog(FormDialog):
    """A new offer, or one that is kept."""

    def __init__(self, context: Context, host: DialogHost, details: OfferDetails | None = None) -> None:
        super().__init__(context, host, _("An offer of mine"))
        self._details = details
        given = self._given = details.input if details else OfferInput(name="")
        self.name = LineField(given.name, placeholder=_("Rollout plans"))
        self.add_row(_("What"), self.name, "name")
        self.pros = text_area(given.pros, lines=1)
        self.add_row(_("What speaks for it"), self.pros)
        self.cons = text_area(given.cons, lines=1)
        self.add_row(_("And against it"), self.cons)
        self.add_section()
        self.best = text_area(given.best_case, lines=1)
        self.add_row(_("At best"), self.best)
        self.best_leads = text_area(given.best_leads, lines=1)
        self.add_row(_("What leads there"), self.best_leads)
        self.best_leads.setAccessibleName(_("What leads to the best"))
        self.add_section()
        self.worst = text_area(given.worst_case, lines=1)
        self.add_row(_("At worst"), self.worst)
        self.worst_leads = text_area(given.worst_leads, lines=1)
        self.add_row(_("What leads there"), self.worst_leads)
        self.worst_leads.setAccessibleName(_("What leads to the worst"))
        if details is not None:
            self.add_remove(_("Delete"), lambda: offers.remove(context.store, details.id))
            if details.needs:
                self.set_note(_answers(details)[:1].upper() + _answers(details)[1:] + ".")

    def save(self) -> None:
        """Keep the offer. Raises RelmgrError."""
        given = OfferInput(
            name=self.name.text(),
            pros=self.pros.text(),
            cons=self.cons.text(),
            best_case=self.best.text(),
            best_leads=self.best_leads.text(),
            worst_case=self.worst.text(),
            worst_leads=self.worst_leads.text(),
            position=self._given.position,
        )
        if self._details is None:
            offers.add(self.context.store, given)
        else:
            offers.edit(self.context.store, self._details.id, given)


def open_offers(context: Context, navigator: Navigator, host: DialogHost) -> OffersDialog:
    """Open the list of my offers."""
    dialog = OffersDialog(context, navigator, host)
    dialog.show_live()
    return dialog


def open_offer(
    context: Context, navigator: Navigator, host: DialogHost, offer_id: OfferId | None = None
) -> OfferDialog:
    """Open the form of an offer, or of a new one. Raises NotFoundError."""
    details = offers.get(context.store, offer_id) if offer_id is not None else None
    dialog = OfferDialog(context, host, details)
    dialog.show_form(dialog.name.edit)
    return dialog
