"""The menu of the card's Expectations: the quick forms, the sheet of what was agreed, updates both ways (E4, E6, E8)."""

from functools import partial

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QWidget

from relmgr.domain.ids import PersonId
from relmgr.i18n import _
from ui.context import Context, DialogHost, Navigator
from ui.dialogs.expectation.dialog import open_quick
from ui.dialogs.expectation.quick import way_words
from ui.dialogs.expectation.sheet import open_sheet
from ui.dialogs.updates import open_updates
from ui.widgets.menu import Menu

_QUICK = 3
"""The ways of the quick form that are offered here: the others are what Add is for."""


def open_expectation_menu(
    context: Context, navigator: Navigator, host: DialogHost, person_id: PersonId, anchor: QWidget
) -> Menu:
    """Open the menu under `anchor`."""
    window = (context, navigator, host, person_id)
    menu = Menu(anchor.window(), name=_("More about expectations"))
    for way, words in enumerate(way_words()[:_QUICK]):
        menu.add_row(_("{begin} …").format(begin=words), partial(open_quick, *window, way), icon="plus")
    menu.add_line()
    menu.add_row(_("What we agreed"), partial(open_sheet, *window), icon="copy")
    menu.add_row(_("Updates and heads-ups"), partial(open_updates, *window), icon="refresh-cw")
    menu.open_at(anchor.mapToGlobal(QPoint(0, anchor.height() + 4)))
    return menu
