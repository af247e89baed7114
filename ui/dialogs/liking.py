"""Who would like this? What it is about, whoever may like it with the reason, and one note for all who are ticked (G2)."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from relmgr.domain.ids import PersonId
from relmgr.i18n import _, ngettext
from relmgr.services import liking
from relmgr.services.liking import Liker, Likers
from ui.context import Context, DialogHost, Navigator
from ui.dialogs.give import open_give
from ui.errors import shown
from ui.faces import portrait_of
from ui.widgets.dialog import DialogFrame
from ui.widgets.fields import CheckBox, SearchField
from ui.widgets.found_row import FoundRow
from ui.widgets.text import TextLabel

_WIDTH = 600


class WhoWouldLike(DialogFrame):
    """Looks with every key typed; a row opens the card, its tick takes somebody along to what is noted."""

    def __init__(self, context: Context, navigator: Navigator, host: DialogHost, text: str = "") -> None:
        super().__init__(host.dialog_parent(), _("Who would like this?"), width=_WIDTH)
        self._context, self._navigator, self._host_ = context, navigator, host
        self.likers = Likers()
        self.field = SearchField(placeholder=_("An article about bees on city roofs"), parent=self)
        self.field.setAccessibleName(_("What it is about"))
        self.body.addWidget(self.field)
        self._words = TextLabel("", "body", "text3", self, wrap=True)
        self.body.addWidget(self._words)
        self.rows: list[tuple[CheckBox, FoundRow]] = []
        self._holder = QWidget(self)
        self._rows = QVBoxLayout(self._holder)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(2)
        self.body.addWidget(self._holder)
        self.body.addStretch(1)
        self.add_cancel()
        self.note = self.add_save(_("Note it as given"))
        self.note.clicked.connect(lambda _checked=False: self._give())
        self.field.setText(text)
        self.field.textChanged.connect(lambda _text: self.look())
        self.field.returnPressed.connect(self._first)
        self.look()

    def look(self) -> None:
        """Find anew; who was ticked stays ticked."""
        ticked = set(self.ticked())
        with shown(self._context.signals):
            self.likers = liking.who_would_like(self._context.store, self.field.text(), self._context.today())
        self._holder.hide()
        for number in reversed(range(self._rows.count())):
            item = self._rows.takeAt(number)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.rows = [self._row(one, one.face.id in ticked) for one in self.likers.people]
        self._holder.show()
        self._words.setText(self._said())
        self._words.setVisible(bool(self._words.text()))
        self._count()

    def ticked(self) -> tuple[PersonId, ...]:
        """Who is to have it."""
        pairs = zip(self.rows, self.likers.people, strict=True)
        return tuple(one.face.id for (tick, _row), one in pairs if tick.isChecked())

    def _row(self, one: Liker, is_ticked: bool) -> tuple[CheckBox, FoundRow]:
        line = QWidget(self._holder)
        beside = QHBoxLayout(line)
        beside.setContentsMargins(2, 0, 0, 0)
        tick = CheckBox("", is_ticked, line)
        tick.setAccessibleName(_("{name} is to have it").format(name=one.face.name))
        tick.toggled.connect(lambda _on: self._count())
        row = FoundRow(
            one.face.name, one.face.role_line, one.found, portrait_of(self._context.store, one.face), line
        )
        row.clicked.connect(lambda _checked=False, person=one.face.id: self._open(person))
        beside.addWidget(tick)
        beside.addWidget(row, 1)
        self._rows.addWidget(line)
        line.show()
        return tick, row

    def _said(self) -> str:
        if not self.field.text().strip():
            return _("Found by what people are interested in, want to reach and need.")
        left = self.likers.left_out
        parts = []
        if not self.likers.people:
            parts.append(_("Nobody you know comes to mind."))
        if left:
            text = ngettext(
                "{count} more is left out: away, in gentle mode or let rest.",
                "{count} more are left out: away, in gentle mode or let rest.",
                left,
            )
            parts.append(text.format(count=left))
        return " ".join(parts)

    def _count(self) -> None:
        count = len(self.ticked())
        text = ngettext("Note it as given to {count} person", "Note it as given to {count} people", count)
        self.note.setText(text.format(count=count) if count else _("Note it as given"))
        self.note.setEnabled(bool(count))

    def _first(self) -> None:
        if self.rows:
            self.rows[0][0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _open(self, person: PersonId) -> None:
        navigator = self._navigator
        self.accept()
        navigator.open_person(person)

    def _give(self) -> None:
        people, text, window = self.ticked(), self.field.text(), (self._context, self._navigator)
        host = self._host_
        self.accept()
        open_give(*window, host, people, text=text)


def open_who_would_like(
    context: Context, navigator: Navigator, host: DialogHost, text: str = ""
) -> WhoWouldLike:
    """Open the search with `text` typed."""
    dialog = WhoWouldLike(context, navigator, host, text)
    host.open_dialog(dialog, dialog.field)
    return dialog
