"""The lock page: asks the keyring, a passphrase or the recovery key, and says what keeps the file shut (DESIGN §10)."""

import threading
from dataclasses import replace
from enum import StrEnum
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from relmgr import vault
from relmgr.errors import InputError, KeyringError, RelmgrError, WrongKeyError
from relmgr.i18n import _
from relmgr.paths import Profile
from ui.opening import Opened, with_keyring
from ui.pages.centred import CentredFace
from ui.pages.welcome import secret_field
from ui.tasks import Task, Tasks
from ui.theme import metrics
from ui.widgets.buttons import Button, Kind, LinkButton
from ui.widgets.fields import LineField, labelled
from ui.widgets.text import TextLabel

_REWRAP_PATIENCE = 4.0
_MENDABLE = frozenset({vault.KeyringState.EMPTIED, vault.KeyringState.SWAPPED, vault.KeyringState.MOVED})
"""What the keyring is given a new secret for, once the file is open by another way.

Never for a portable file: its secret is in another computer's keyring, and stays good there (docs/decisions/0009).
"""


class Way(StrEnum):
    """How the file is opened."""

    KEYRING = "keyring"
    PASSPHRASE = "passphrase"
    RECOVERY = "recovery"


class UnlockFace(CentredFace):
    """One way at a time, with links to the others. Work that takes long goes on off this thread, with Cancel."""

    opened = Signal(object)
    """An `Opened`."""
    guide_asked = Signal()
    """What to do when the file is locked or a way in is lost is to be read."""
    failed = Signal(object)
    """A RelmgrError that no key cures: a damaged or newer file, a disk that answers with errors."""

    def __init__(
        self, profile: Profile, state: vault.VaultState, tasks: Tasks, *, was_locked: bool = False
    ) -> None:
        super().__init__(440)
        self._profile = profile
        self._slots = state.slots
        self._mendable = frozenset() if profile.is_portable else _MENDABLE
        self._tasks = tasks
        self._was_locked = was_locked
        self._keyring_state = ""
        self._cancel = threading.Event()
        self._task: Task | None = None
        self.title = TextLabel(_("Relmgr is locked"), "page_title", "text", wrap=True)
        self.sentence = TextLabel("", "lead", "text2", wrap=True)
        self.passphrase = secret_field(_("Passphrase"))
        self.recovery = LineField(name=_("Recovery key"))
        self._build()
        self.show_way(self._first_way())

    def start(self) -> None:
        """Ask the keyring by itself, where it is the way in and nobody locked on purpose."""
        if self.way is Way.KEYRING and not self._was_locked:
            self.unlock()

    def go_on(self, question: Task | None, cancel: threading.Event, refused: RelmgrError | None) -> None:
        """Take up what the start asked the keyring: wait for its answer, say what it refused, or ask now."""
        if refused is not None:
            self._refuse(refused)
        elif question is None:
            self.start()
        else:
            self._cancel, self._task = cancel, question
            question.done, question.failed = self._open, self._refuse
            self._set_busy(True)
            self.sentence.setText(_("Asking the keyring of this computer …"))

    def first_focus(self) -> QWidget:
        """Where to type, or the button."""
        return {Way.PASSPHRASE: self.passphrase.edit, Way.RECOVERY: self.recovery.edit}.get(
            self.way, self.button
        )

    def _first_way(self) -> Way:
        has_passphrase = vault.SlotKind.PASSPHRASE in self._slots
        if has_passphrase and (self._was_locked or vault.SlotKind.KEYRING not in self._slots):
            return Way.PASSPHRASE
        return Way.KEYRING if vault.SlotKind.KEYRING in self._slots else Way.RECOVERY

    def _build(self) -> None:
        self.button = Button(_("Unlock"), Kind.PRIMARY)
        self.button.clicked.connect(self.unlock)
        self.cancel_button = Button(_("Cancel"))
        self.cancel_button.clicked.connect(self.give_up)
        self.recovery.edit.setMaxLength(200)
        for field in (self.passphrase, self.recovery):
            field.edit.returnPressed.connect(self.unlock)
        self._fields = QStackedWidget()
        self._fields.addWidget(_held(labelled(_("Passphrase"), self.passphrase)))
        self._fields.addWidget(_held(labelled(_("Recovery key"), self.recovery)))
        row = QHBoxLayout()
        row.setSpacing(metrics.GAP)
        row.addWidget(self.button)
        row.addWidget(self.cancel_button)
        row.addStretch(1)
        self.links: dict[Way, LinkButton] = {}
        links = QHBoxLayout()
        links.setSpacing(20)
        for way, words in (
            (Way.PASSPHRASE, _("Use the passphrase")),
            (Way.RECOVERY, _("Use the recovery key")),
            (Way.KEYRING, _("Use the keyring")),
        ):
            self.links[way] = LinkButton(words)
            self.links[way].clicked.connect(partial(self._switch, way))
            links.addWidget(self.links[way])
        self.guide = LinkButton(_("What if I cannot get in?"))
        self.guide.clicked.connect(lambda _checked=False: self.guide_asked.emit())
        links.addStretch(1)
        for item, after in ((self.title, 10), (self.sentence, 20), (self._fields, 16)):
            self.column.addWidget(item)
            self.column.addSpacing(after)
        self.column.addLayout(row)
        self.column.addSpacing(20)
        self.column.addLayout(links)
        self.column.addSpacing(6)
        self.column.addWidget(self.guide, 0, Qt.AlignmentFlag.AlignLeading)

    def show_way(self, way: Way, sentence: str = "") -> None:
        """Offer `way`, with a sentence over it."""
        self.way = way
        usual = {
            Way.KEYRING: _("The keyring of this computer opens your file."),
            Way.PASSPHRASE: _("Your people are safe on this computer. Type your passphrase to see them."),
            Way.RECOVERY: _("Type the recovery key from where you keep it, all six groups."),
        }
        self.sentence.setText(sentence or usual[way])
        self._fields.setVisible(way is not Way.KEYRING)
        self._fields.setCurrentIndex(1 if way is Way.RECOVERY else 0)
        self._set_busy(False)
        if self.isVisible():
            self.first_focus().setFocus()

    def unlock(self) -> None:
        """Try the way that is shown."""
        if self._task is not None:
            return
        if self.way is Way.PASSPHRASE and not self.passphrase.edit.text():
            self.passphrase.set_error(_("Type your passphrase."))
            return
        if self.way is Way.RECOVERY and not self.recovery.text():
            self.recovery.set_error(_("Type your recovery key."))
            return
        self._cancel = threading.Event()
        self._set_busy(True)
        if self.way is Way.KEYRING:
            self.sentence.setText(_("Asking the keyring of this computer …"))
        self._task = self._tasks.run(self._work(), self._open, self._refuse)

    def give_up(self) -> None:
        """Stop waiting; the file stays shut."""
        self._cancel.set()
        if self._task is not None:
            self._task.cancel()
            self._task = None
        if self.way is Way.KEYRING:
            self._keyring_state = vault.KeyringState.CANCELLED
            self._after_keyring(_("You stopped waiting for the keyring. Your people are safe."))
        else:
            self._set_busy(False)

    def _work(self) -> "partial[Opened]":
        mends = vault.SlotKind.KEYRING in self._slots and (
            self._keyring_state in self._mendable
            or (self.way is Way.RECOVERY and not self._profile.is_portable)
        )
        if self.way is Way.KEYRING:
            return partial(with_keyring, self._profile, self._cancel)
        if self.way is Way.PASSPHRASE:
            typed = self.passphrase.edit.text()
            return partial(
                _with_passphrase, self._profile, typed, mends=self._keyring_state in self._mendable
            )
        return partial(_with_recovery, self._profile, self.recovery.text(), mends=mends)

    def _open(self, opened: Opened) -> None:
        self._task = None
        self.passphrase.edit.clear()
        self.recovery.edit.clear()
        self.opened.emit(opened)

    def _refuse(self, error: RelmgrError) -> None:
        self._task = None
        self._set_busy(False)
        if isinstance(error, KeyringError):
            self._keyring_state = error.state
            is_elsewhere = self._profile.is_portable and error.state in _MENDABLE
            self._after_keyring(_elsewhere_words() if is_elsewhere else str(error))
        elif self.way is Way.PASSPHRASE and isinstance(error, WrongKeyError):
            self.passphrase.set_error(_("That passphrase does not open this file."))
            self.passphrase.edit.setFocus()
            self.passphrase.edit.selectAll()
        elif self.way is Way.RECOVERY and isinstance(error, (WrongKeyError, InputError)):
            self.recovery.set_error(str(error))
            self.recovery.edit.setFocus()
        else:
            self.failed.emit(error)

    def _after_keyring(self, sentence: str) -> None:
        has_passphrase = vault.SlotKind.PASSPHRASE in self._slots
        self.show_way(Way.PASSPHRASE if has_passphrase else Way.RECOVERY, sentence)

    def _switch(self, way: Way, _checked: bool = False) -> None:
        self.show_way(way)

    def _set_busy(self, busy: bool) -> None:
        self._fields.setEnabled(not busy)
        self.button.setVisible(not busy)
        self.cancel_button.setVisible(busy)
        offered = {
            Way.PASSPHRASE: vault.SlotKind.PASSPHRASE in self._slots,
            Way.RECOVERY: True,
            Way.KEYRING: vault.SlotKind.KEYRING in self._slots
            and not (self._was_locked and vault.SlotKind.PASSPHRASE in self._slots),
        }
        for way, link in self.links.items():
            link.setVisible(offered[way] and way is not self.way and not busy)


def _held(widget: QWidget) -> QWidget:
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(widget)
    column.addStretch(1)
    holder.setFocusProxy(widget)
    return holder


def _elsewhere_words() -> str:
    """A portable file whose secret is in the keyring of another computer."""
    return _(
        "The keyring of this computer does not know your file. Your people are safe. "
        "Your passphrase or your recovery key opens it here as well."
    )


def _with_passphrase(profile: Profile, typed: str, *, mends: bool) -> Opened:
    unlocked = vault.unlock_with_passphrase(profile, typed)
    return mended(unlocked) if mends else Opened(unlocked)


def _with_recovery(profile: Profile, typed: str, *, mends: bool) -> Opened:
    unlocked = vault.unlock_with_recovery_code(profile, typed)
    opened = mended(unlocked) if mends else Opened(unlocked)
    return replace(opened, by_recovery=True)


def mended(unlocked: vault.Unlocked, notice: str = "") -> Opened:
    """The keyring gets a new secret, so that the next start needs neither passphrase nor recovery key.

    `notice`: what is to be said before what came of it.
    """
    try:
        keychain = vault.system_keychain(patience=_REWRAP_PATIENCE)
        if keychain is None:
            return Opened(unlocked, _said(notice, _("Relmgr found no keyring; next time it asks again.")))
        vault.rewrap_keyring(unlocked, keychain)
    except RelmgrError as error:
        return Opened(unlocked, _said(notice, str(error)))
    return Opened(unlocked, _said(notice, _("The keyring opens your file again.")))


def _said(*sentences: str) -> str:
    return " ".join(filter(None, sentences))
