"""Who can help with …? A field, and under it whoever it may be, with the words that speak for them (P14)."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from relmgr.domain.ids import PersonId
from relmgr.i18n import _
from relmgr.services import helping
from relmgr.services.helping import Helper
from ui.context import Context, DialogHost, Navigator
from ui.errors import shown
from ui.faces import portrait_of
from ui.widgets.dialog import DialogFrame
from ui.widgets.fields import SearchField
from ui.widgets.found_row import FoundRow
from ui.widgets.text import TextLabel

_WIDTH = 600


class WhoCanHelp(DialogFrame):
    """Looks with every key typed; Enter in the field opens the first."""

    def __init__(self, context: Context, navigator: Navigator, host: DialogHost, text: str = "") -> None:
        super().__init__(host.dialog_parent(), _("Who can help with …?"), width=_WIDTH)
        self._context, self._navigator = context, navigator
        self.helpers: tuple[Helper, ...] = ()
        self.field = SearchField(placeholder=_("French, logos, a tax question"), parent=self)
        self.field.setAccessibleName(_("What you need help with"))
        self.body.addWidget(self.field)
        self._words = TextLabel("", "body", "text3", self, wrap=True)
        self.body.addWidget(self._words)
        self.rows: list[FoundRow] = []
        holder = QWidget(self)
        self._rows = QVBoxLayout(holder)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(2)
        self.body.addWidget(holder)
        self.body.addStretch(1)
        self.field.setText(text)
        self.field.textChanged.connect(lambda _text: self.look())
        self.field.returnPressed.connect(self._open_first)
        self.look()

    def look(self) -> None:
        """Find anew."""
        with shown(self._context.signals):
            self.helpers = helping.who_can_help(self._context.store, self.field.text())
        for row in self.rows:
            self._rows.removeWidget(row)
            row.hide()
            row.deleteLater()
        self.rows = [self._row(one) for one in self.helpers]
        for row in self.rows:
            self._rows.addWidget(row)
            row.show()
        self._words.setText(self._said())
        self._words.setVisible(bool(self._words.text()))

    def _said(self) -> str:
        if self.helpers:
            return ""
        if self.field.text().strip():
            return _("Nobody you know comes to mind. What people do is found by labels, roles and facts.")
        return _("Found by labels, roles and what you know of people; allies come first.")

    def _row(self, one: Helper) -> FoundRow:
        beside = _(" · ").join(filter(None, (one.ally_words, one.role_line)))
        row = FoundRow(one.name, beside, one.found, portrait_of(self._context.store, one), self)
        row.clicked.connect(lambda _checked=False: self._open(one.id))
        return row

    def _open_first(self) -> None:
        if self.helpers:
            self._open(self.helpers[0].id)

    def _open(self, person: PersonId) -> None:
        navigator = self._navigator
        self.accept()
        navigator.open_person(person)


def open_who_can_help(context: Context, navigator: Navigator, host: DialogHost, text: str = "") -> WhoCanHelp:
    """Open the search with `text` typed."""
    dialog = WhoCanHelp(context, navigator, host, text)
    host.open_dialog(dialog, dialog.field)
    return dialog
