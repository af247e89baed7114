"""What the known family suggests: quiet lines with Add and No; nothing is added by itself (P5)."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from relmgr.i18n import _
from relmgr.services.card.views import FamilyHintView
from ui.pages.people.card.parts import Held, QuietRow, clear
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
        self._shown: tuple[FamilyHintView, ...] = ()

    def show_hints(self, hints: tuple[FamilyHintView, ...]) -> None:
        """Show them in place of those before."""
        self.setVisible(bool(hints))
        if hints == self._shown:
            return
        self._shown = hints
        clear(self._column)
        for hint in hints:
            self._column.addWidget(self._line(hint))

    def forget(self) -> None:
        """Build anew next time."""
        self._shown = ()

    def _line(self, hint: FamilyHintView) -> QWidget:
        holder = QuietRow(self)
        holder.row.setSpacing(10)
        holder.row.addWidget(TextLabel(hint.words, "small", "text3", holder, wrap=True), 1)
        buttons = QHBoxLayout()
        buttons.setSpacing(10)
        for text, name, signal in (
            (_("Add"), _("{question} Add"), self.added),
            (_("No"), _("{question} No"), self.declined),
        ):
            link = LinkButton(text, parent=holder)
            link.setAccessibleName(name.format(question=hint.words))
            link.clicked.connect(lambda _checked=False, told=signal: told.emit(hint))
            buttons.addWidget(link)
        holder.row.addLayout(buttons)
        holder.row.setAlignment(buttons, Qt.AlignmentFlag.AlignTop)
        return holder
