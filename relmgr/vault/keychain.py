"""Asks the system's keyring, which may be missing, locked, emptied, or never answer at all (quality.md §2)."""

import importlib
import importlib.util
import logging
import os
import secrets
import threading
from collections.abc import Callable, Iterable
from enum import StrEnum
from typing import TYPE_CHECKING, NoReturn, Protocol, TypeVar

from relmgr.clock import monotonic
from relmgr.errors import KeyringError
from relmgr.i18n import _

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

SERVICE = "Relmgr"
TRUSTED = (
    "keyring.backends.SecretService.Keyring",
    "keyring.backends.libsecret.Keyring",
    "keyring.backends.kwallet.DBusKeyring",
    "keyring.backends.kwallet.DBusKeyringKWallet4",
    "keyring.backends.macOS.Keyring",
    "keyring.backends.Windows.WinVaultKeyring",
)
"""Keyrings that encrypt. Never one that writes plain text, forgets or pretends."""
PATIENCE_SECONDS = 4.0
"""How long a command waits for an answer; a window that shows Cancel waits longer."""

_CHOICE = "PYTHON_KEYRING_BACKEND"
_Answer = TypeVar("_Answer")
_log = logging.getLogger(__name__)


class KeyringState(StrEnum):
    """What keeps the keyring from opening the file."""

    MISSING = "missing"
    NO_COLLECTION = "no_collection"
    LOCKED = "locked"
    NO_ANSWER = "no_answer"
    CANCELLED = "cancelled"
    EMPTIED = "emptied"
    SWAPPED = "swapped"
    MOVED = "moved"
    """Another keyring than the one that holds the secret, as after a change of the desktop."""
    NOT_SET_UP = "not_set_up"
    FAULTY = "faulty"


class Cancel(Protocol):
    """What tells a waiting question that the user pressed Cancel; a threading.Event does."""

    def is_set(self) -> bool:
        """Whether it was pressed."""
        ...


class Keychain:
    """One trustworthy keyring. All methods raise KeyringError, with its `state`, and end after `patience` seconds."""

    def __init__(
        self,
        backend: "KeyringBackend",
        *,
        patience: float = PATIENCE_SECONDS,
        cancel: Cancel | None = None,
        trusted: Iterable[str] | None = None,
    ) -> None:
        self.backend_name = _class_name(backend)
        if self.backend_name not in (TRUSTED if trusted is None else set(trusted)):
            raise keyring_error(KeyringState.MISSING)
        self._backend = backend
        self._patience = patience
        self._cancel = cancel

    def probe(self) -> None:
        """Write, read and delete a worthless secret: before anything is entrusted to the keyring."""
        account, secret = "probe", secrets.token_hex(16)  # always one name: what a kill left goes next time
        self.set(account, secret)
        try:
            found = self.get(account)
        finally:
            self.delete(account)
        if found != secret:
            raise keyring_error(KeyringState.FAULTY, "probe")

    def get(self, account: str) -> str | None:
        """The secret kept for `account`; None if there is none, which an emptied keyring answers too."""
        return self._ask(lambda: self._backend.get_password(SERVICE, account))

    def set(self, account: str, secret: str) -> None:
        """Keep `secret`; it holds no newline, since one makes a password-less GNOME keyring unreadable."""
        if not secret.isalnum():
            raise ValueError("a keyring secret is hexadecimal")
        self._ask(lambda: self._backend.set_password(SERVICE, account, secret))

    def delete(self, account: str) -> None:
        """Forget the secret of `account`; that it is not there is no error."""
        from keyring.errors import PasswordDeleteError

        def delete() -> None:
            try:
                self._backend.delete_password(SERVICE, account)
            except PasswordDeleteError:
                _log.info("no keyring entry to delete")

        self._ask(delete)

    def _ask(self, question: Callable[[], _Answer]) -> _Answer:
        return ask(question, self._patience, self._cancel)


def system_keychain(*, patience: float = PATIENCE_SECONDS, cancel: Cancel | None = None) -> Keychain | None:
    """The best trustworthy keyring of this computer; None if there is none.

    Follows the environment variable PYTHON_KEYRING_BACKEND if it names a trusted one; any other name there means none.
    Raises KeyringError if finding out takes longer than `patience` seconds or is cancelled.
    """
    chosen = os.environ.get(_CHOICE, "")
    names = [name for name in TRUSTED if not chosen or name == chosen]
    backend = ask(lambda: _best(names), patience, cancel)
    return None if backend is None else Keychain(backend, patience=patience, cancel=cancel)


def ask(question: Callable[[], _Answer], patience: float, cancel: Cancel | None = None) -> _Answer:
    """The answer of a keyring, asked in a thread of its own: a locked one may block for ever behind its prompt.

    A thread without an answer is left behind; it ends with the process.
    """
    answers: list[_Answer] = []
    errors: list[BaseException] = []
    done = threading.Event()

    def work() -> None:
        try:
            answers.append(question())
        except BaseException as error:  # noqa: BLE001  (carried to the thread that asked)
            errors.append(error)
        done.set()

    threading.Thread(target=work, name="keyring", daemon=True).start()
    until = monotonic() + patience
    while not done.wait(min(0.05, patience)):
        if cancel is not None and cancel.is_set():
            raise keyring_error(KeyringState.CANCELLED)
        if monotonic() >= until:
            raise keyring_error(KeyringState.NO_ANSWER)
    if errors:
        _raise_translated(errors[0])
    return answers[0]


def keyring_error(state: KeyringState, detail: str = "") -> KeyringError:
    """The error for `state`; every sentence says what to do."""
    happened = {
        KeyringState.MISSING: _("This computer has no keyring that Relmgr can trust."),
        KeyringState.NO_COLLECTION: _("The keyring of this computer was never set up."),
        KeyringState.LOCKED: _("The keyring of this computer is locked."),
        KeyringState.NO_ANSWER: _("The keyring of this computer does not answer."),
        KeyringState.CANCELLED: _("You stopped waiting for the keyring."),
        KeyringState.EMPTIED: _("The keyring of this computer no longer holds Relmgr's secret."),
        KeyringState.SWAPPED: _("The secret in the keyring of this computer is not the one for this file."),
        KeyringState.MOVED: _(
            "This computer uses another keyring now than the one that holds Relmgr's secret."
        ),
        KeyringState.NOT_SET_UP: _("This file does not use the keyring."),
        KeyringState.FAULTY: _("The keyring of this computer answered with an error ({detail})."),
    }[state].format(detail=detail)
    return KeyringError(
        happened + " " + _("Your people are safe. Use your passphrase or your recovery key."), state
    )


def _raise_translated(error: BaseException) -> NoReturn:
    from keyring import errors

    if isinstance(error, KeyringError) or not isinstance(error, Exception):
        raise error
    for kind, state in (
        (errors.NoKeyringError, KeyringState.MISSING),
        (errors.InitError, KeyringState.NO_COLLECTION),
        (errors.KeyringLocked, KeyringState.LOCKED),
    ):
        if isinstance(error, kind):
            raise keyring_error(state) from error
    raise keyring_error(KeyringState.FAULTY, type(error).__name__) from error  # its text may quote anything


def _best(names: list[str]) -> "KeyringBackend | None":
    found: list[tuple[float, KeyringBackend]] = []
    for name in names:
        module, _dot, kind = name.rpartition(".")
        if importlib.util.find_spec(module) is None:  # a built program brings those of its own system
            continue
        backend_class: type[KeyringBackend] = getattr(importlib.import_module(module), kind)
        if backend_class.viable:
            found.append((float(backend_class.priority), backend_class()))
    return max(found, key=lambda each: each[0], default=(0.0, None))[1]


def _class_name(backend: object) -> str:
    return f"{type(backend).__module__}.{type(backend).__qualname__}"
