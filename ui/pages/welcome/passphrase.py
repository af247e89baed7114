"""Choosing a passphrase: where there is no keyring it opens the file, else it is one way more."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from relmgr import vault
from relmgr.i18n import _
from ui.pages.centred import CentredFace, Steps
from ui.theme import metrics
from ui.widgets.buttons import Button, Kind
from ui.widgets.fields import CheckBox, LineField, labelled
from ui.widgets.text import TextLabel


class PassphraseFields(QWidget):
    """A passphrase, typed twice. `chosen` is what was typed when both are the same and long enough."""

    returned = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        self.first = secret_field(_("Passphrase"))
        self.second = secret_field(_("The same again"))
        column.addWidget(labelled(_("Passphrase"), self.first))
        column.addWidget(labelled(_("The same again"), self.second))
        self.show_box = CheckBox(_("Show what I type"))
        self.show_box.toggled.connect(self._show_typed)
        column.addWidget(self.show_box)
        self.first.edit.returnPressed.connect(self.second.edit.setFocus)
        self.second.edit.returnPressed.connect(self.returned)

    def chosen(self) -> str | None:
        """The passphrase; None, with the reason under its field, if it cannot be taken yet."""
        first, second = self.first.edit.text(), self.second.edit.text()
        if len(first) < vault.SHORTEST_PASSPHRASE:
            self.first.set_error(
                _("A passphrase has at least {count} characters. Three or four words are a good one.").format(
                    count=vault.SHORTEST_PASSPHRASE
                )
            )
            self.first.edit.setFocus()
            return None
        if first != second:
            self.second.set_error(_("The two are not the same. Type it once more."))
            self.second.edit.setFocus()
            return None
        return first

    def refuse(self, sentence: str) -> None:
        """Say under the first field why it was not taken."""
        self.first.set_error(sentence)
        self.first.edit.setFocus()

    def wipe(self) -> None:
        """Empty both fields."""
        self.first.edit.clear()
        self.second.edit.clear()

    def _show_typed(self, shown: bool) -> None:
        mode = QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password
        self.first.edit.setEchoMode(mode)
        self.second.edit.setEchoMode(mode)


class PassphraseFace(CentredFace):
    """The passphrase in the first run. `why` says plainly why one is needed, or that it is a choice."""

    chosen = Signal(str)
    back_asked = Signal()

    def __init__(self, why: str, *, step: int = 1) -> None:
        super().__init__()
        self._add(Steps(step), 21)
        self._add(TextLabel(_("Choose a passphrase"), "display", "text"), 11)
        self._add(TextLabel(why, "lead", "text2", wrap=True), 24)
        self.fields = PassphraseFields()
        self.fields.returned.connect(self._continue)
        self._add(self.fields, 24)
        foot = QWidget()
        row = QHBoxLayout(foot)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(metrics.GAP)
        row.addStretch(1)
        self.back_button = Button(_("Back"), Kind.GHOST)
        self.back_button.setObjectName("back")
        self.back_button.clicked.connect(self.back_asked)
        self.continue_button = Button(_("Continue"), Kind.PRIMARY)
        self.continue_button.clicked.connect(self._continue)
        row.addWidget(self.back_button)
        row.addWidget(self.continue_button)
        self._add(foot, 0)

    def first_focus(self) -> QWidget:
        """Where to type first."""
        return self.fields.first.edit

    def set_busy(self, busy: bool) -> None:
        """While the file is made nothing can be pressed twice."""
        for widget in (self.fields, self.continue_button, self.back_button):
            widget.setEnabled(not busy)

    def _add(self, widget: QWidget, after: int) -> None:
        self.column.addWidget(widget)
        self.column.addSpacing(after)

    def _continue(self) -> None:
        passphrase = self.fields.chosen()
        if passphrase is not None:
            self.chosen.emit(passphrase)


def secret_field(name: str) -> LineField:
    """A field whose content is not shown."""
    field = LineField(name=name)
    field.edit.setEchoMode(QLineEdit.EchoMode.Password)
    return field
