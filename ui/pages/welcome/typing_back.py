"""Typing part of the recovery key back: the proof that there is a way in without the keyring (promise 4)."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from relmgr import vault
from relmgr.i18n import _
from ui.pages.centred import CentredFace, Steps
from ui.theme import metrics
from ui.widgets.buttons import Button, Kind, LinkButton
from ui.widgets.fields import LineField, labelled
from ui.widgets.text import TextLabel


class TypingBackFace(CentredFace):
    """Asks for two groups of the key, chosen at random."""

    proved = Signal()
    back_asked = Signal()
    passphrase_asked = Signal()

    def __init__(self, code: str, groups: tuple[int, ...], *, offers_passphrase: bool = False) -> None:
        super().__init__()
        self._code = code
        self.fields: dict[int, LineField] = {}
        self._add(Steps(3), 21)
        self._add(TextLabel(_("Type two groups back"), "display", "text"), 11)
        words = _(
            "Take the key from where you keep it and type group {first} and group {second}. "
            "Capitals, blanks and dashes do not matter."
        ).format(first=groups[0], second=groups[-1])
        self._add(TextLabel(words, "lead", "text2", wrap=True), 24)
        for number in groups:
            field = LineField(name=_("Group {number}").format(number=number))
            field.edit.setMaxLength(40)
            self.fields[number] = field
            self._add(labelled(_("Group {number}").format(number=number), field), 16)
        *before, last = self.fields.values()
        for field in before:
            field.edit.returnPressed.connect(last.edit.setFocus)
        last.edit.returnPressed.connect(self._check)
        self._add(self._foot(offers_passphrase), 0, before=8)

    def first_focus(self) -> QWidget:
        """The first group asked for."""
        return next(iter(self.fields.values())).edit

    def _add(self, widget: QWidget, after: int, before: int = 0) -> None:
        self.column.addSpacing(before)
        self.column.addWidget(widget)
        self.column.addSpacing(after)

    def _foot(self, offers_passphrase: bool) -> QWidget:
        foot = QWidget()
        row = QHBoxLayout(foot)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(metrics.GAP)
        if offers_passphrase:
            self.passphrase_link = LinkButton(_("Also set a passphrase"))
            self.passphrase_link.clicked.connect(self.passphrase_asked)
            row.addWidget(self.passphrase_link)
        row.addStretch(1)
        back = Button(_("Back"), Kind.GHOST)
        back.setObjectName("back")
        back.clicked.connect(self.back_asked)
        self.continue_button = Button(_("Continue"), Kind.PRIMARY)
        self.continue_button.clicked.connect(self._check)
        row.addWidget(back)
        row.addWidget(self.continue_button)
        return foot

    def _check(self) -> None:
        typed = {number: field.text() for number, field in self.fields.items()}
        wrong = vault.check_typed_back(self._code, typed)
        for number, field in self.fields.items():
            if number in wrong:
                sentence = _("This is not group {number}. Compare it with your copy.").format(number=number)
                field.set_error(sentence)
        if wrong:
            self.fields[wrong[0]].edit.setFocus()
        else:
            self.proved.emit()
