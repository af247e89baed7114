"""At the foot of the card: how to reach them, their labels, and what was written down about them."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from relmgr.i18n import _
from relmgr.services.card.views import CardView
from ui import theme as themes
from ui.pages.people.card.parts import Block, PressRow
from ui.widgets.buttons import LinkButton
from ui.widgets.text import TextLabel

_LABEL = 86


def kind_words(kind: str) -> str:
    """The kind of contact method, where it has no label of its own."""
    return {
        "phone": _("Phone"),
        "email": _("E-mail"),
        "address": _("Address"),
        "link": _("Link"),
        "chat": _("Chat"),
    }[kind]


class Reach(Block):
    """Contact methods (a press copies one), labels and notes."""

    copied = Signal(str)
    edit_asked = Signal()
    circle_asked = Signal(QWidget)
    """The row that was pressed, for a menu under it."""
    ally_asked = Signal(QWidget)
    labels_asked = Signal()
    kept_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Contact and notes"), parent)

    def show_reach(self, view: CardView) -> None:
        """Show them, or the one way to the first."""
        kept = (view.labels, view.circle_words, view.ally_words, view.notes, view.kept_words)
        told = (
            view.person.first_name,
            view.contact_methods,
            view.preferred_method,
            view.person.may_not_phone,
        )
        if not self.is_news((*told, *kept)):
            return
        self.body.addSpacing(8)
        for kind, label, value in view.contact_methods:
            words = label or kind_words(kind)
            if value == view.preferred_method:
                words = _("{label}, preferred").format(label=words)
            if kind == "phone" and view.person.may_not_phone:
                words = _("{label}, do not call").format(label=words)
            row = self._row(words, value, _("Copy {value}, {label}").format(value=value, label=words))
            row.clicked.connect(lambda _checked=False, text=value: self.copied.emit(text))
        if view.circle_words:
            circle = self._row(_("Circle"), view.circle_words)
            circle.clicked.connect(lambda _checked=False: self.circle_asked.emit(circle))
        if view.ally_words:
            ally = self._row(_("Ally"), view.ally_words)
            ally.clicked.connect(lambda _checked=False: self.ally_asked.emit(ally))
        if view.labels:
            labels = self._row(_("Labels"), _(", ").join(view.labels))
            labels.clicked.connect(lambda _checked=False: self.labels_asked.emit())
        if view.kept_words:
            kept_for = self._row(_("Kept for"), view.kept_words)
            kept_for.clicked.connect(lambda _checked=False: self.kept_asked.emit())
        if view.notes:
            self._row(_("Notes"), view.notes).clicked.connect(self.edit_asked)
        if not (view.contact_methods or any(kept)):
            ask = _("How do you reach {name}?").format(name=view.person.first_name)
            link = LinkButton(ask, icon="plus", style="body", parent=self)
            link.clicked.connect(lambda _checked=False: self.edit_asked.emit())
            self.body.addWidget(link)

    def _row(self, label: str, value: str, name: str = "") -> PressRow:
        row = PressRow(name or f"{label}: {value}", self)
        row.row.setContentsMargins(0, 4, 0, 5)
        row.row.setSpacing(0)
        words = row.add_text(TextLabel(label, "small", "text3", row))
        words.setFixedWidth(themes.current().scaled(_LABEL))
        row.add_text(TextLabel(value, "body", parent=row, wrap=True), 1)
        self.body.addWidget(row)
        return row
