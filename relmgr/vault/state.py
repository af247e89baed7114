"""What there is in a profile, told without any key and without opening the encrypted file."""

from dataclasses import dataclass
from enum import StrEnum

from relmgr.errors import DamagedError, NewerFileError, NoVaultError, RelmgrError
from relmgr.i18n import _
from relmgr.paths import Profile, explain_os_error
from relmgr.store import sqlcipher
from relmgr.vault.record import Copies, Fault, VaultRecord, read_copies
from relmgr.vault.slots import SlotKind
from relmgr.vault.swapping import finish


class Standing(StrEnum):
    """How a profile stands."""

    NONE = "none"
    HALF_MADE = "half_made"
    """Set-up was killed before it ended; nothing of the user's is in there, and set-up may start again."""
    READY = "ready"
    DATABASE_MISSING = "database_missing"
    DATABASE_EMPTY = "database_empty"
    KEYS_MISSING = "keys_missing"
    KEYS_DAMAGED = "keys_damaged"
    NEWER = "newer"


NOTHING = (Standing.NONE, Standing.HALF_MADE)
"""There is nobody's file yet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class VaultState:
    """How a profile stands, what opens it, and a sentence for the user (empty when all is well)."""

    standing: Standing
    sentence: str = ""
    vault_id: str = ""
    slots: frozenset[SlotKind] = frozenset()
    recovery_proved: bool = False
    """False: have a new recovery code made and typed back before anything else (promise 4)."""
    keyring_backend: str = ""
    """The class of the keyring that holds the secret, if one does."""

    def require_ready(self) -> None:
        """Raise the VaultError that goes with any standing but READY."""
        kinds: dict[Standing, type[RelmgrError]] = {
            Standing.NONE: NoVaultError,
            Standing.HALF_MADE: NoVaultError,
            Standing.NEWER: NewerFileError,
        }
        if self.standing is not Standing.READY:
            raise kinds.get(self.standing, DamagedError)(self.sentence)


def state(profile: Profile) -> VaultState:
    """How `profile` stands. Raises ReadOnlyError or DiskError if its folder cannot be read.

    A restore that was decided on and cut short is carried through first; InUseError while another process does it.
    """
    finish(profile)
    copies = read_copies(profile)
    if copies.record is None:
        return _state_without_record(profile, copies)
    return _state_with_record(profile, copies.record)


def has_file(profile: Profile) -> bool:
    """Whether a file is made in `profile`; True too where something is there that cannot be told."""
    try:
        return state(profile).standing not in NOTHING
    except RelmgrError:  # there is something, and what is wrong with it is said when it is opened
        return True


def unfinished_database(profile: Profile) -> str:
    """The name under which set-up fills the encrypted file before it counts."""
    return profile.database.name + ".new"


def _state_without_record(profile: Profile, copies: Copies) -> VaultState:
    if copies.fault is Fault.NEWER:
        return VaultState(
            standing=Standing.NEWER,
            sentence=_(
                "This profile was made or changed by a newer Relmgr. Nothing was changed. Update Relmgr to open it."
            ),
        )
    if copies.fault is Fault.MISSING and not _database_size(profile) and not _leftovers(profile):
        if _database_size(profile) is None:
            return VaultState(
                standing=Standing.NONE,
                sentence=_("There is no Relmgr file in “{folder}” yet. Set one up first.").format(
                    folder=profile.data
                ),
            )
        return _empty(profile)
    if copies.fault is Fault.MISSING:
        return VaultState(
            standing=Standing.KEYS_MISSING,
            sentence=_(
                "“{first}” and “{second}” are missing; without them the encrypted file cannot be opened. "
                "Nothing was changed. Put one of them back from a backup."
            ).format(first=profile.vault_file, second=profile.vault_copy.name),
        )
    happened = (
        _("“{first}” and “{second}” belong to different files, and Relmgr does not guess.")
        if copies.fault is Fault.CONTRADICTING
        else _("“{first}” and “{second}” are damaged; without them the encrypted file cannot be opened.")
    )
    return VaultState(
        standing=Standing.KEYS_DAMAGED,
        sentence=happened.format(first=profile.vault_file, second=profile.vault_copy.name)
        + " "
        + _("Nothing was changed. Put the right one back from a backup."),
    )


def _state_with_record(profile: Profile, record: VaultRecord) -> VaultState:
    standing, sentence = _standing(profile, record)
    keyring = record.slot(SlotKind.KEYRING)
    return VaultState(
        standing=standing,
        sentence=sentence,
        vault_id=record.vault_id,
        slots=frozenset(slot.kind for slot in record.slots),
        recovery_proved=record.recovery_proved,
        keyring_backend=keyring.backend if keyring is not None else "",
    )


def _standing(profile: Profile, record: VaultRecord) -> tuple[Standing, str]:
    size = _database_size(profile)
    if size:
        return Standing.READY, ""
    if size == 0:
        return Standing.DATABASE_EMPTY, _empty(profile).sentence
    if not record.made:
        return (
            Standing.HALF_MADE,
            _(
                "Setting up Relmgr was interrupted before it ended. Nothing of yours was in it. Set it up again."
            ),
        )
    return (
        Standing.DATABASE_MISSING,
        _(
            "The file “{path}” is missing, though its keys are here. Nothing new was made in its place. "
            "If you moved it, move it back; else put a copy from a backup there."
        ).format(path=profile.database),
    )


def _empty(profile: Profile) -> VaultState:
    return VaultState(
        standing=Standing.DATABASE_EMPTY,
        sentence=_(
            "“{path}” is empty: 0 bytes. Something emptied it; Relmgr never does. Nothing was written to it. "
            "Put a copy of the file from a backup in its place."
        ).format(path=profile.database),
    )


def _database_size(profile: Profile) -> int | None:
    """Bytes of the encrypted file, None if there is none; asks the folder, never opens the file."""
    try:
        return profile.database.stat().st_size
    except FileNotFoundError:
        return None
    except OSError as error:
        raise explain_os_error(error, profile.database, reading=True) from error


def _leftovers(profile: Profile) -> bool:
    """Whether a WAL lies there without its file: it holds somebody's changes."""
    return any(place.exists() for place in sqlcipher.companions(profile.database))
