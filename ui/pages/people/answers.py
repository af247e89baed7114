"""What the objects beside the card share: they answer its blocks, commands and menus about whoever is shown."""

from collections.abc import Callable, Iterable

from PySide6.QtCore import QObject, QPoint
from PySide6.QtWidgets import QWidget

from relmgr.domain.ids import PersonId
from relmgr.i18n import _
from ui.context import Context, DialogHost, Navigator
from ui.errors import shown
from ui.widgets.menu import Menu

Row = tuple[str, str, Callable[[], object]]
"""A row of a menu: its words, its icon, what it does."""


def fill(menu: Menu, rows: Iterable[Row]) -> None:
    """Add `rows` to `menu`."""
    for text, icon, choose in rows:
        menu.add_row(text, choose, icon=icon)


class Answers(QObject):
    """Answers about the person that `shown_person` names; about nobody where nobody is shown."""

    def __init__(
        self,
        window: tuple[Context, Navigator, DialogHost],
        shown_person: Callable[[], PersonId | None],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._window, self._shown_person, self._page = window, shown_person, parent
        self._context = window[0]

    def _of_them(self, act: Callable[[PersonId], object]) -> None:
        """Do `act` about whoever is shown; what goes wrong is shown."""
        person = self._shown_person()
        if person is not None:
            with shown(self._context.signals):
                act(person)

    def _open_rows(self, below: QWidget, *groups: Iterable[Row], name: str = "") -> None:
        """A menu under the button `below`, with a line between one group of rows and the next."""
        menu = Menu(self._page, name=name or _("Add"))
        for number, rows in enumerate(groups):
            if number:
                menu.add_line()
            fill(menu, rows)
        menu.open_at(below.mapToGlobal(QPoint(0, below.height() + 4)))
