"""Leads through the first run, and through a recovery key that was never typed back."""

import threading
from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from relmgr import vault
from relmgr.clock import Clock
from relmgr.errors import InputError, KeyringError, RelmgrError
from relmgr.i18n import _
from relmgr.paths import Profile
from ui.pages.centred import FaultFace, WaitingFace
from ui.pages.welcome.choice import ChoiceFace
from ui.pages.welcome.keys import RecoveryKeyFace, lead_words
from ui.pages.welcome.passphrase import PassphraseFace
from ui.pages.welcome.secret_clipboard import SecretClipboard
from ui.pages.welcome.typing_back import TypingBackFace
from ui.tasks import Tasks
from ui.widgets.contact_files import ask_files

PATIENCE_SECONDS = 600.0
"""The window shows Cancel, so the keyring may take its time to ask for its own password."""


class RecoveryFlow(QObject):
    """Shows a recovery key and has two of its groups typed back."""

    proved = Signal()
    left = Signal()
    """Back was pressed on the key."""

    def __init__(
        self,
        unlocked: vault.Unlocked,
        code: str,
        clock: Clock,
        clipboard: SecretClipboard,
        show: Callable[[QWidget], None],
        *,
        has_keyring: bool,
        can_go_back: bool = True,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._unlocked = unlocked
        self._code = code
        self._clock = clock
        self._clipboard = clipboard
        self._show = show
        self._lead = lead_words(has_keyring=has_keyring, is_portable=unlocked.profile.is_portable)
        self._can_go_back = can_go_back
        self.ask_passphrase: Callable[[], None] | None = None
        """Where a keyring works, a passphrase is offered as one way more."""

    def show_key(self) -> None:
        """Show the key."""
        face = RecoveryKeyFace(
            self._code, self._clock, self._clipboard, lead=self._lead, can_go_back=self._can_go_back
        )
        face.continue_asked.connect(self.show_typing_back)
        face.back_asked.connect(self.left)
        self._show(face)

    def show_typing_back(self) -> None:
        """Ask for two groups."""
        face = TypingBackFace(
            self._code, vault.groups_to_type_back(), offers_passphrase=self.ask_passphrase is not None
        )
        face.back_asked.connect(self.show_key)
        face.proved.connect(self._prove)
        if self.ask_passphrase is not None:
            face.passphrase_asked.connect(self.ask_passphrase)
        self._show(face)

    def _prove(self) -> None:
        try:
            vault.mark_recovery_proved(self._unlocked.profile)
        except RelmgrError as error:
            fault = FaultFace(str(error), title=_("The recovery key was not noted as kept"), folder=False)
            fault.retry_asked.connect(self._prove)
            fault.quit.hide()
            self._show(fault)
        else:
            self.proved.emit()


class FirstRun(QObject):
    """From the three choices to an open file. `show` puts a face into the window."""

    finished = Signal(object, object)
    """The `Unlocked` file, and the contact files to import (perhaps none)."""
    sample_asked = Signal()
    restore_asked = Signal()
    """Somebody has a backup, from another computer or from before."""
    quit_asked = Signal()

    def __init__(
        self,
        profile: Profile,
        clock: Clock,
        tasks: Tasks,
        clipboard: SecretClipboard,
        show: Callable[[QWidget], None],
        *,
        paths: tuple[Path, ...] = (),
    ) -> None:
        super().__init__()
        self._profile = profile
        self._clock = clock
        self._tasks = tasks
        self._clipboard = clipboard
        self._show = show
        self._paths = paths
        self._created: vault.Created | None = None
        self._has_keyring = False
        self._cancel = threading.Event()
        self._recovery: RecoveryFlow | None = None
        self.ask_files: Callable[[QWidget], tuple[Path, ...]] = ask_files
        """Asks which contacts to import; empty if the user did not say."""

    def start(self) -> None:
        """Show the three choices."""
        face = ChoiceFace()
        face.import_asked.connect(lambda: self._import(face))
        face.empty_asked.connect(self._begin_empty)
        face.sample_asked.connect(self.sample_asked)
        face.restore_asked.connect(self.restore_asked)
        self._show(face)

    def _import(self, face: QWidget) -> None:
        paths = self._paths or self.ask_files(face)
        if paths:
            self._paths = paths
            self._begin()

    def _begin_empty(self) -> None:
        self._paths = ()
        self._begin()

    def _begin(self) -> None:
        if self._created is not None:
            self._show_key()
            return
        if self._profile.is_portable:  # a keyring does not travel (docs/decisions/0009)
            self._ask_passphrase(portable_words())
            return
        self._cancel = threading.Event()
        face = WaitingFace(_("Asking the keyring of this computer …"), can_cancel=True)
        face.cancelled.connect(self._cancel.set)
        self._show(face)
        self._tasks.run(partial(_usable_keychain, self._cancel), self._with_keychain, self._without_keychain)

    def _with_keychain(self, keychain: vault.Keychain) -> None:
        self._create(None, keychain)

    def _without_keychain(self, error: RelmgrError) -> None:
        self._ask_passphrase(no_keyring_words(error))

    def _ask_passphrase(self, why: str) -> None:
        face = PassphraseFace(why)
        face.back_asked.connect(self.start)
        face.chosen.connect(lambda passphrase: self._create_with(face, passphrase))
        self._show(face)

    def _create_with(self, face: PassphraseFace, passphrase: str) -> None:
        face.set_busy(True)
        self._create(passphrase, None, face)

    def _create(
        self, passphrase: str | None, keychain: vault.Keychain | None, face: PassphraseFace | None = None
    ) -> None:
        self._has_keyring = keychain is not None
        self._tasks.run(
            partial(vault.create, self._profile, passphrase=passphrase, keychain=keychain, clock=self._clock),
            self._made,
            partial(self._not_made, face),
        )

    def _made(self, created: vault.Created) -> None:
        self._created = created
        self._show_key()

    def _not_made(self, face: PassphraseFace | None, error: RelmgrError) -> None:
        if face is not None and isinstance(error, InputError):
            face.set_busy(False)
            face.fields.refuse(str(error))
            return
        if isinstance(error, KeyringError):
            self._without_keychain(error)
            return
        fault = FaultFace(str(error), title=_("Your file could not be made"), folder=False)
        fault.retry_asked.connect(self.start)
        fault.quit_asked.connect(self.quit_asked)
        self._show(fault)

    def _show_key(self) -> None:
        if self._created is None:
            return
        if self._recovery is None:
            unlocked = self._created.unlocked
            self._recovery = RecoveryFlow(
                unlocked,
                self._created.recovery_code,
                self._clock,
                self._clipboard,
                self._show,
                has_keyring=self._has_keyring,
                parent=self,
            )
            if self._has_keyring:
                self._recovery.ask_passphrase = self._offer_passphrase
            self._recovery.left.connect(self.start)
            self._recovery.proved.connect(lambda: self.finished.emit(unlocked, self._paths))
        self._recovery.show_key()

    def _offer_passphrase(self) -> None:
        face = PassphraseFace(
            _(
                "The keyring opens your file by itself. A passphrase is one way more, and after “Lock now” it is "
                "asked for. You can also set it later, in the settings."
            ),
            step=3,
        )
        recovery = self._recovery
        if recovery is None:
            return
        face.back_asked.connect(recovery.show_typing_back)
        face.chosen.connect(lambda passphrase: self._set_passphrase(face, passphrase))
        self._show(face)

    def _set_passphrase(self, face: PassphraseFace, passphrase: str) -> None:
        recovery, created = self._recovery, self._created
        if recovery is None or created is None:
            return
        face.set_busy(True)

        def done(_nothing: None) -> None:
            recovery.ask_passphrase = None
            recovery.show_typing_back()

        def failed(error: RelmgrError) -> None:
            face.set_busy(False)
            face.fields.refuse(str(error))

        self._tasks.run(partial(vault.set_passphrase, created.unlocked, passphrase), done, failed)


def no_keyring_words(error: RelmgrError) -> str:
    """Why a passphrase is needed, said plainly: never a silent fallback."""
    waits = {vault.KeyringState.LOCKED, vault.KeyringState.NO_ANSWER, vault.KeyringState.CANCELLED}
    if isinstance(error, KeyringError) and error.state in waits:
        reason = _("The keyring of this computer is locked or does not answer.")
    else:
        reason = _("This computer has no keyring that Relmgr can trust.")
    rest = _(
        "So a passphrase opens your file, each time Relmgr starts. Nobody can reset it, not even us; "
        "the recovery key in the next step is the only other way in."
    )
    return f"{reason} {rest}"


def portable_words() -> str:
    """Why a passphrase is needed where the file travels."""
    return _(
        "Your file travels with the program, and a keyring stays behind. So a passphrase opens it, on every computer. "
        "Nobody can reset it, not even us; the recovery key in the next step is the only other way in."
    )


def _usable_keychain(cancel: threading.Event) -> vault.Keychain:
    keychain = vault.system_keychain(patience=PATIENCE_SECONDS, cancel=cancel)
    if keychain is None:
        raise KeyringError(
            _("This computer has no keyring that Relmgr can trust."), vault.KeyringState.MISSING
        )
    keychain.probe()
    return keychain
