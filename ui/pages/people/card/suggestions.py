"""What the known family suggests: quiet lines with Add and No; nothing is added by itself (P5)."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from relmgr.i18n import _
from relmgr.services.card.views import FamilyHintView
from ui.pages.people.card.parts import Held, QuietRow, Rows
from ui.widgets.buttons import LinkButton
from ui.widgets.text import TextLabel


class FamilyHints(Held):
    """Questions such as "Are Ivy and Noah siblings?"; absent where nothing follows from what is known."""

    added = Signal(object)
    declined = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(2)
        self._rows = Rows(self, self, self._column)
        self._shown: tuple[FamilyHintView, ...] = ()

    def show_hints(self, hints: tuple[FamilyHintView, ...]) -> None:
        """Show them in place of those before."""
        if not hints:
            self.hide()
        if hints != self._shown:
            self._shown = hints
            self._rows.show([(_Hint, hint) for hint in hints])
        if hints:
            self.show()

    def forget(self) -> None:
        """Make all of it anew next time."""
        self._rows.forget()
        self._shown = ()


class _Hint(QuietRow):
    """One question, with its two answers."""

    def __init__(self, block: FamilyHints, parent: QWidget) -> None:
        super().__init__(parent)
        self._view: FamilyHintView | None = None
        self.row.setSpacing(10)
        self._words = TextLabel("", "small", "text3", self, wrap=True)
        self.row.addWidget(self._words, 1)
        buttons = QHBoxLayout()
        buttons.setSpacing(10)
        self._add, self._no = (LinkButton(text, parent=self) for text in (_("Add"), _("No")))
        for link, told in ((self._add, block.added), (self._no, block.declined)):
            link.clicked.connect(lambda _checked=False, told=told: told.emit(self._view))
            buttons.addWidget(link)
        self.row.addLayout(buttons)
        self.row.setAlignment(buttons, Qt.AlignmentFlag.AlignTop)

    def fill(self, hint: FamilyHintView) -> None:
        """Ask this."""
        self._view = hint
        self._words.setText(hint.words)
        self._add.setAccessibleName(_("{question} Add").format(question=hint.words))
        self._no.setAccessibleName(_("{question} No").format(question=hint.words))
