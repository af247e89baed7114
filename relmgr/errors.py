"""What can go wrong that is nobody's bug: each error says what happened, what is safe and what to do next."""


class RelmgrError(Exception):
    """A fault of the input or the environment. Its text is shown to the user as it stands; never a traceback."""


class InputError(RelmgrError):
    """What was typed or given cannot be used; nothing was changed. `field` names the form field, if there is one."""

    def __init__(self, message: str, field: str = "") -> None:
        super().__init__(message)
        self.field = field


class NotFoundError(RelmgrError):
    """The record asked for does not exist (any more)."""


class VaultError(RelmgrError):
    """The encrypted file or its keys cannot be used as they are."""


class NoVaultError(VaultError):
    """There is no Relmgr file in this profile yet."""


class WrongKeyError(VaultError):
    """The passphrase, recovery code or keyring secret does not open this file."""


class KeyringError(VaultError):
    """The system's keyring is missing, locked, emptied or did not answer; `state` is a KeyringState."""

    def __init__(self, message: str, state: str = "") -> None:
        super().__init__(message)
        self.state = state


class DamagedError(VaultError):
    """The file is not what it was: truncated, overwritten or foreign. Nothing is written over it."""


class NewerFileError(VaultError):
    """The file was written by a newer version of Relmgr."""


class OlderFileError(VaultError):
    """The file was written by an older version of Relmgr, and no copy was made yet of what it is to be changed from."""


class InUseError(VaultError):
    """Another Relmgr has the file open."""


class ReadOnlyError(RelmgrError):
    """The file or its folder cannot be written; reading goes on."""


class HiddenError(RelmgrError):
    """Names are hidden for screen sharing: nothing is changed and nothing leaves meanwhile."""


class DiskError(RelmgrError):
    """The disk is full or answers with an error; what was saved before is unharmed."""
