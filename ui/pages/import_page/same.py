"""After an import: how many may stand here twice now, looked for beside the window, with the way to them (X2)."""

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QWidget

from relmgr.domain.duplicates import Certainty, Pair, counts
from relmgr.i18n import ngettext
from ui.context import Context, Navigator
from ui.looking import Looking
from ui.widgets.buttons import LinkButton


class SameAfterwards(QObject):
    """Fills `link` once the search has found pairs that are more than worth a look; until then it is hidden."""

    def __init__(self, context: Context, navigator: Navigator, link: LinkButton, page: QWidget) -> None:
        super().__init__(page)
        self._link = link
        link.hide()
        link.clicked.connect(lambda _checked=False: navigator.open_duplicates())
        self.looking = Looking(context, self, keeps=False)
        self.looking.found.connect(self._show)
        page.installEventFilter(self)

    def begin(self) -> None:
        """Look at everybody."""
        self._link.hide()
        self.looking.begin()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Once the page is left nothing is looked for any more."""
        if event.type() == QEvent.Type.Hide:
            self.looking.stop()
            self._link.hide()
        return super().eventFilter(watched, event)

    def _show(self, pairs: tuple[Pair, ...], _everybody: object) -> None:
        found = counts(pairs)
        count = found[Certainty.CERTAIN] + found[Certainty.LIKELY]
        words = ngettext("{count} pair may be the same person", "{count} pairs may be the same person", count)
        self._link.setText(words.format(count=count))
        self._link.setVisible(count > 0)
