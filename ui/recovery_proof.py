"""Asks for a recovery key that was never typed back, or has a new one made, before the file is shown (promise 4)."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from relmgr import vault
from relmgr.clock import Clock
from relmgr.errors import ReadOnlyError, RelmgrError
from relmgr.paths import Profile, is_writable
from ui.opening import Opened
from ui.pages.welcome import ProveKeyFace, RecoveryFlow, SecretClipboard
from ui.tasks import Tasks


class RecoveryProof(QObject):
    """One proof: `show` is what shows a face in the window."""

    proved = Signal()
    failed = Signal(object)
    """A RelmgrError: the file stays shut."""

    def __init__(
        self,
        unlocked: vault.Unlocked,
        tasks: Tasks,
        clock: Clock,
        show: Callable[[QWidget], None],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._unlocked, self._tasks, self._clock, self._show = unlocked, tasks, clock, show
        self._clipboard = SecretClipboard(self)
        self.proved.connect(self.deleteLater)

    def start(self) -> None:
        """Ask for the key."""
        face = ProveKeyFace(self._unlocked.profile, self._tasks)
        face.proved.connect(self.proved)
        face.new_asked.connect(self._renew)
        face.failed.connect(self.failed)
        self._show(face)

    def _renew(self) -> None:
        try:
            code = vault.new_recovery_code(self._unlocked)
            has_keyring = vault.SlotKind.KEYRING in vault.state(self._unlocked.profile).slots
        except RelmgrError as error:
            self.failed.emit(error)
            return
        flow = RecoveryFlow(
            self._unlocked,
            code,
            self._clock,
            self._clipboard,
            self._show,
            has_keyring=has_keyring,
            can_go_back=False,
            parent=self,
        )
        flow.proved.connect(self.proved)
        flow.show_key()


def is_proved_by(profile: Profile, opened: Opened) -> bool:
    """Whether the recovery key is known to be kept, typing it just now included; RelmgrError if the keys cannot be read.

    Where nothing can be written there is nothing to prove either.
    """
    try:
        if opened.by_recovery:
            vault.mark_recovery_proved(profile)
        return vault.state(profile).recovery_proved or not is_writable(profile.vault_file)
    except ReadOnlyError:  # what cannot be noted holds all the same
        return True
