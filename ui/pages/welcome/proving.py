"""Asks for a recovery key that was never typed back, such as one that `init` said: typed once, or made anew (S1)."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from relmgr import vault
from relmgr.errors import InputError, RelmgrError, WrongKeyError
from relmgr.i18n import _
from relmgr.paths import Profile
from ui.pages.centred import CentredFace
from ui.tasks import Tasks
from ui.theme import metrics
from ui.widgets.buttons import Button, Kind, LinkButton
from ui.widgets.fields import LineField, labelled
from ui.widgets.text import TextLabel


class ProveKeyFace(CentredFace):
    """One field for the whole key. A new key is only made where the user says so: it ends the one that is kept."""

    proved = Signal()
    new_asked = Signal()
    failed = Signal(object)
    """A RelmgrError that no other key cures."""

    def __init__(self, profile: Profile, tasks: Tasks) -> None:
        super().__init__()
        self._profile = profile
        self._tasks = tasks
        self._add(TextLabel(_("Try your recovery key once"), "display", "text", wrap=True), 11)
        words = _(
            "It was given to you when this file was made, and nobody has typed it since. Type all six groups from "
            "where you keep it: then you know that there is a way in when all else fails. Capitals, blanks and "
            "dashes do not matter."
        )
        self._add(TextLabel(words, "lead", "text2", wrap=True), 24)
        self.field = LineField(name=_("Recovery key"))
        self.field.edit.setMaxLength(200)
        self.field.edit.returnPressed.connect(self._check)
        self._add(labelled(_("Recovery key"), self.field), 16)
        self.new_key = LinkButton(_("I do not have it: make a new one"))
        self.new_key.clicked.connect(lambda _checked=False: self.new_asked.emit())
        self.continue_button = Button(_("Continue"), Kind.PRIMARY)
        self.continue_button.clicked.connect(lambda _checked=False: self._check())
        foot = QHBoxLayout()
        foot.setSpacing(metrics.GAP)
        foot.addWidget(self.new_key)
        foot.addStretch(1)
        foot.addWidget(self.continue_button)
        self.column.addSpacing(8)
        self.column.addLayout(foot)
        note = _("The key that was given to you then opens nothing any more.")
        self.column.addSpacing(4)
        self.column.addWidget(TextLabel(note, "small", "text3", wrap=True))

    def first_focus(self) -> QWidget:
        """The field."""
        return self.field.edit

    def _add(self, widget: QWidget, after: int) -> None:
        self.column.addWidget(widget)
        self.column.addSpacing(after)

    def _check(self) -> None:
        if not self.field.text():
            self.field.set_error(_("Type your recovery key."))
            return
        self._set_busy(True)
        work = partial(vault.prove_recovery_code, self._profile, self.field.text())
        self._tasks.run(work, self._done, self._refuse)

    def _done(self, _nothing: None) -> None:
        self.field.edit.clear()
        self.proved.emit()

    def _refuse(self, error: RelmgrError) -> None:
        self._set_busy(False)
        if isinstance(error, (WrongKeyError, InputError)):
            self.field.set_error(str(error))
            self.field.edit.setFocus()
        else:
            self.failed.emit(error)

    def _set_busy(self, busy: bool) -> None:
        for widget in (self.field, self.new_key, self.continue_button):
            widget.setEnabled(not busy)
