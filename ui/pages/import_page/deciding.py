"""What the user decides about one card: beside whom it may be, that it is added anyway, or what it is called."""

from collections.abc import Callable

from relmgr.transfer import importing
from relmgr.transfer.importing import ImportPlan, Offer, PlanRow
from ui.context import Context, DialogHost
from ui.errors import shown
from ui.pages.import_page.dialogs import CompareDialog, LookDialog, NameDialog

Decide = Callable[[PlanRow], None]


def answer_offer(context: Context, host: DialogHost, plan: ImportPlan, row: PlanRow, decide: Decide) -> None:
    """Do what the button of a row offers, or show the card of one without; `decide` is told what comes of it."""
    if row.offer is Offer.COMPARE:
        with shown(context.signals):
            _compare(host, row, importing.compare(context.store, plan, row), decide)
    elif row.offer is Offer.ADD_ANYWAY:
        decide(importing.as_new(row))
    elif row.offer is Offer.NAME_IT:
        dialog = NameDialog(host, row)
        dialog.named.connect(lambda name: decide(importing.as_new(row, name)))
        host.open_dialog(dialog, dialog.field)
    else:
        with shown(context.signals):
            look = LookDialog(host, row, importing.compare(context.store, plan, row))
            host.open_dialog(look, look.done)


def _compare(host: DialogHost, row: PlanRow, lines: tuple[importing.Compared, ...], decide: Decide) -> None:
    dialog = CompareDialog(host, row, lines)
    dialog.decided_new.connect(lambda: decide(importing.as_new(row)))
    if row.target is not None:
        target, name = row.target, row.target_name
        dialog.decided_merge.connect(lambda: decide(importing.as_merge(row, target, name, dialog.replacing)))
    host.open_dialog(dialog)
