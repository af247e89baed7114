"""The section of the ways in: keyring, passphrase, recovery key."""

import logging
from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QWidget

from relmgr import vault
from relmgr.backup import places, spread_keys
from relmgr.errors import KeyringError, RelmgrError
from relmgr.i18n import _
from relmgr.vault import SlotKind, Unlocked
from ui.context import Context, DialogHost, Navigator
from ui.dialogs.whole import WholeDialog
from ui.errors import shown
from ui.pages.settings.section import Section, buttons
from ui.pages.welcome import PassphraseFields, RecoveryFlow, SecretClipboard
from ui.unsaved import SECRET
from ui.widgets.buttons import Button, Kind
from ui.widgets.dialog import DialogFrame
from ui.widgets.text import TextLabel

_PATIENCE = 60.0
_log = logging.getLogger("relmgr.ui.settings")


class KeysSection(Section):
    """Shown for a file of the user's own that can be written."""

    name = "keys"

    def __init__(self, context: Context, navigator: Navigator, host: DialogHost, unlocked: Unlocked) -> None:
        super().__init__(context, navigator, host, _("Ways in"))
        self._unlocked = unlocked
        self._clipboard = SecretClipboard(self)
        self.set_passphrase = Button(_("Set a passphrase"))
        self.remove_passphrase = Button(_("Remove"))
        self.use_keyring = Button(_("Use the keyring"))
        self.leave_keyring = Button(_("Stop using it"))
        self.new_key = Button(_("Make a new one"))
        self._passphrase_row = self.add_row(
            _("Passphrase"), buttons(self.set_passphrase, self.remove_passphrase)
        )
        self._keyring_row = self.add_row(
            _("Keyring of this computer"), buttons(self.use_keyring, self.leave_keyring)
        )
        self.add_row(
            _("Recovery key"),
            self.new_key,
            _("If yours may be in the wrong hands. The old one then opens nothing."),
        )
        self.set_passphrase.clicked.connect(self.ask_passphrase)
        self.remove_passphrase.clicked.connect(
            lambda: self._change(partial(vault.remove_passphrase, unlocked), _("The passphrase is removed."))
        )
        self.use_keyring.clicked.connect(
            lambda: self._change(
                partial(_use_keyring, unlocked), _("The keyring opens your file from now on.")
            )
        )
        self.leave_keyring.clicked.connect(
            lambda: self._change(partial(_leave_keyring, unlocked), _("The keyring is used no longer."))
        )
        self.new_key.clicked.connect(self.ask_new_key)

    def reload(self) -> None:
        slots = vault.state(self._unlocked.profile).slots
        has_passphrase, has_keyring = SlotKind.PASSPHRASE in slots, SlotKind.KEYRING in slots
        self.set_passphrase.setText(_("Change it") if has_passphrase else _("Set a passphrase"))
        self.set_passphrase.updateGeometry()
        is_portable = self._unlocked.profile.is_portable
        self.remove_passphrase.setVisible(has_passphrase and has_keyring and not is_portable)
        self._passphrase_row.set_note(
            _("It opens your file, and is asked for after “Lock now”.")
            if has_passphrase
            else _("There is none.")
        )
        self.use_keyring.setVisible(not has_keyring)
        self.leave_keyring.setVisible(has_keyring and has_passphrase)
        self._keyring_row.set_note(keyring_words(is_used=has_keyring, is_portable=is_portable))

    def ask_passphrase(self) -> None:
        """Open the dialog for a new passphrase."""
        dialog = PassphraseDialog(self.host.dialog_parent())
        dialog.taken = partial(self._set, dialog)
        self.host.open_dialog(dialog, dialog.fields.first.edit)

    def _set(self, dialog: "PassphraseDialog", passphrase: str) -> None:
        def done(_nothing: None) -> None:
            dialog.accept()
            self._told(_("The passphrase is set."))

        def failed(error: RelmgrError) -> None:
            dialog.fields.refuse(str(error))

        self.context.tasks.run(partial(vault.set_passphrase, self._unlocked, passphrase), done, failed)

    def ask_new_key(self) -> None:
        """Say what a new key ends before it is made."""
        dialog = NewKeyDialog(self.host.dialog_parent())
        dialog.accepted.connect(self.renew_key)
        self.host.open_dialog(dialog, dialog.cancel_button)

    def renew_key(self) -> None:
        """Make a new recovery key, show it and have it typed back."""
        with shown(self.context.signals):
            code = vault.new_recovery_code(self._unlocked)
            slots = vault.state(self._unlocked.profile).slots
            whole = WholeDialog(self.host.dialog_parent())
            flow = RecoveryFlow(
                self._unlocked,
                code,
                self.context.clock,
                self._clipboard,
                whole.show_face,
                has_keyring=SlotKind.KEYRING in slots,
                can_go_back=False,
                parent=whole,
            )
            flow.proved.connect(whole.reject)
            flow.proved.connect(
                lambda: self._told(_("The new recovery key holds; the old one opens nothing."))
            )
            flow.show_key()
            self.host.open_dialog(whole)

    def _change(self, work: Callable[[], None], words: str) -> None:
        self.setEnabled(False)

        def done(_nothing: None) -> None:
            self.setEnabled(True)
            self._told(words)

        def failed(error: RelmgrError) -> None:
            self.setEnabled(True)
            self.context.signals.problem.emit(str(error))
            self.reload()

        self.context.tasks.run(work, done, failed)

    def _told(self, words: str) -> None:
        self.reload()
        self.context.signals.message.emit(words)
        where = places(self._unlocked.profile, self.context.settings)
        self.context.tasks.run(
            partial(spread_keys, self._unlocked.profile, where),
            lambda _count: None,
            lambda error: self.context.signals.problem.emit(str(error)),
        )


class NewKeyDialog(DialogFrame):
    """Asks before the recovery key that is kept somewhere loses its worth; Cancel has the focus."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, _("Make a new recovery key?"), width=460)
        words = _(
            "The one you have stops working at once: for your file, and for every backup within reach. "
            "Backups on disks that are not connected keep the old one. Have a place ready for the new key."
        )
        self.body.addWidget(TextLabel(words, "body", "text", wrap=True))
        self.cancel_button = self.add_cancel()
        self.make_button = self.add_button(_("Make a new key"), Kind.DESTRUCTIVE)
        self.make_button.clicked.connect(self.accept)


def keyring_words(*, is_used: bool, is_portable: bool) -> str:
    """What the keyring does for the file."""
    if not is_used:
        return _("It is not used.")
    if is_portable:
        return _("It opens your file on one computer, this or another; the passphrase opens it on all.")
    return _("It opens your file when Relmgr starts.")


class PassphraseDialog(DialogFrame):
    """Asks for a passphrase, twice."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, _("Passphrase"), width=440)
        self.setProperty(SECRET, True)
        self.fields = PassphraseFields()
        self.body.addWidget(self.fields)
        self.add_cancel()
        self.save = self.add_save()
        self.save.clicked.connect(self._take)
        self.fields.returned.connect(self._take)
        self.taken: Callable[[str], None] | None = None

    def _take(self) -> None:
        passphrase = self.fields.chosen()
        if passphrase is not None and self.taken is not None:
            self.taken(passphrase)


def _use_keyring(unlocked: Unlocked) -> None:
    keychain = vault.system_keychain(patience=_PATIENCE)
    if keychain is None:
        raise KeyringError(
            _("This computer has no keyring that Relmgr can trust. Nothing was changed."),
            vault.KeyringState.MISSING,
        )
    vault.rewrap_keyring(unlocked, keychain)


def _leave_keyring(unlocked: Unlocked) -> None:
    try:
        keychain = vault.system_keychain(patience=_PATIENCE)
    except KeyringError as error:
        _log.info("the old secret stays in a keyring that does not answer: %s", error.state)
        keychain = None
    vault.remove_keyring(unlocked, keychain)
