"""What is in a backup, and the restore; where this computer's keys do not open it, its recovery key is asked for."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from relmgr.backup import Inside
from relmgr.i18n import _
from ui.dialogs.erased_choice import ErasedChoice
from ui.models.backups import inside_words, names_words
from ui.pages.centred import CentredFace
from ui.theme import metrics
from ui.widgets.buttons import Button, Kind
from ui.widgets.fields import LineField, labelled
from ui.widgets.text import TextLabel


class PreviewFace(CentredFace):
    """One backup. Before it is open there is a field for its key; then what is in it, and the button to restore it."""

    code_typed = Signal(str)
    restore_asked = Signal(bool)
    """Whether whoever was erased since the backup is brought back."""
    back_asked = Signal()

    def __init__(self, title: str, what: str, *, needs_code: bool) -> None:
        super().__init__(560)
        self.sentence = TextLabel("", "lead", "text2", wrap=True)
        self.names = TextLabel("", "body", "text2", wrap=True)
        self.promise = TextLabel(
            _("What is there now is kept in a folder beside it. No backup is deleted."),
            "small",
            "text3",
            wrap=True,
        )
        self.code = LineField(name=_("Recovery key"))
        self.code.edit.setMaxLength(200)
        self.code.edit.returnPressed.connect(self._go)
        self.code_holder = labelled(_("Recovery key"), self.code)
        self.go = Button(_("Look inside"), Kind.PRIMARY)
        self.go.clicked.connect(self._go)
        self.back = Button(_("Back"))
        self.back.clicked.connect(self.back_asked)
        for widget, after in (
            (TextLabel(title, "page_title", "text", wrap=True), 6),
            (TextLabel(what, "small", "text3", wrap=True), 14),
            (self.sentence, 12),
            (self.names, 14),
            (self.code_holder, 14),
            (self.promise, 20),
        ):
            self.column.addWidget(widget)
            self.column.addSpacing(after)
        row = QHBoxLayout()
        row.setSpacing(metrics.GAP)
        row.addWidget(self.go)
        row.addWidget(self.back)
        row.addStretch(1)
        self.column.addLayout(row)
        self._is_open = False
        self.erased: ErasedChoice | None = None
        """What becomes of those who were erased since; only where the backup holds some."""
        self.code_holder.setVisible(needs_code)
        self.names.hide()
        self.promise.hide()
        self.sentence.setText(
            _(
                "Type the recovery key from where you keep it, all six groups. It opens the backup on any computer."
            )
            if needs_code
            else _("Looking inside …")
        )
        self.go.setVisible(needs_code)

    def first_focus(self) -> QWidget:
        """Where to type, or the button."""
        return self.code.edit if self.code_holder.isVisibleTo(self) else self.back

    def show_inside(self, inside: Inside) -> None:
        """It is open: say what is in it and offer the restore."""
        self._is_open = True
        self.code.edit.clear()
        self.code_holder.hide()
        self.sentence.setText(inside_words(inside))
        self.names.setText(names_words(inside.names))
        self.names.show()
        if inside.erased:
            self.erased = ErasedChoice(inside.erased)
            self.column.insertWidget(self.column.indexOf(self.promise), self.erased)
        self.promise.show()
        self.go.setText(_("Restore this backup"))
        self.go.show()
        self.set_busy(False)
        self.go.setFocus()

    def refuse(self, sentence: str) -> None:
        """It does not open: say why, at the field if there is one."""
        self.set_busy(False)
        if self.code_holder.isVisibleTo(self):
            self.code.set_error(sentence)
            self.code.edit.setFocus()
        else:
            self.sentence.setText(sentence)

    def set_busy(self, busy: bool) -> None:
        """While something is under way nothing more can be asked for."""
        for widget in (self.go, self.code):
            widget.setEnabled(not busy)

    def _go(self) -> None:
        if self._is_open:
            self.restore_asked.emit(self.erased is not None and self.erased.brings_back)
        elif self.code.text():
            self.set_busy(True)
            self.code_typed.emit(self.code.text())
        else:
            self.code.set_error(_("Type your recovery key."))
