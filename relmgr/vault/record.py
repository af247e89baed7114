"""vault.json: what is known of the encrypted file without its key, in two copies replaced as one."""

import base64
import hashlib
import json
import stat
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import Any

from relmgr.errors import DamagedError
from relmgr.i18n import _
from relmgr.paths import Profile, explain_os_error, is_writable, not_writable, replace_files
from relmgr.vault.slots import Argon2, Slot, SlotKind

FORMAT = 1
_LARGEST_FILE = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class VaultRecord:
    """The content of vault.json. Nothing in here is secret."""

    vault_id: str
    generation: int
    """Counts the changes: of two copies the higher one holds."""
    made: bool
    """False until the encrypted file stands under its own name."""
    recovery_proved: bool
    """Whether part of the recovery code was typed back (promise 4)."""
    created: str
    """When, UTC, ISO 8601."""
    key_check: bytes
    slots: tuple[Slot, ...]

    def slot(self, kind: SlotKind) -> Slot | None:
        """The slot of that kind, if there is one."""
        return next((slot for slot in self.slots if slot.kind is kind), None)

    def with_slot(self, new: Slot) -> "VaultRecord":
        """The record with `new` in the place of the slot of its kind."""
        return replace(self, slots=(*(slot for slot in self.slots if slot.kind is not new.kind), new))

    def without_slot(self, kind: SlotKind) -> "VaultRecord":
        """The record without the slot of that kind."""
        return replace(self, slots=tuple(slot for slot in self.slots if slot.kind is not kind))


class Fault(StrEnum):
    """Why a copy of vault.json cannot be used."""

    MISSING = "missing"
    DAMAGED = "damaged"
    NEWER = "newer"
    CONTRADICTING = "contradicting"
    """Both copies are whole, and speak of different files."""


@dataclass(frozen=True, slots=True)
class Copies:
    """What the two copies say together: a record, or why there is none."""

    record: VaultRecord | None
    fault: Fault | None
    are_equal: bool


def read_copies(profile: Profile) -> Copies:
    """Both copies of vault.json; the newer whole one holds. Raises ReadOnlyError or DiskError if neither can be read."""
    first, second = _read(profile.vault_file), _read(profile.vault_copy)
    if Fault.NEWER in (first, second):
        return Copies(None, Fault.NEWER, are_equal=False)
    records = [each for each in (first, second) if isinstance(each, VaultRecord)]
    if not records:
        fault = Fault.MISSING if first is second is Fault.MISSING else Fault.DAMAGED
        return Copies(None, fault, are_equal=False)
    if len({record.vault_id for record in records}) > 1:
        return Copies(None, Fault.CONTRADICTING, are_equal=False)
    newest = max(records, key=lambda record: record.generation)
    return Copies(newest, None, are_equal=first == second)


def write_copies(profile: Profile, record: VaultRecord) -> VaultRecord:
    """Put `record` with the next generation into both copies and return it; a RelmgrError if the disk does not let us.

    A kill at any moment leaves the old or the new record readable.
    """
    if not is_writable(profile.vault_file):
        raise not_writable(profile.vault_file)
    following = replace(record, generation=record.generation + 1)
    content = encode(following)
    replace_files({profile.vault_file: content, profile.vault_copy: content})
    return following


def encode(record: VaultRecord) -> bytes:
    """The bytes of vault.json."""
    vault = {
        "id": record.vault_id,
        "generation": record.generation,
        "made": record.made,
        "recovery_proved": record.recovery_proved,
        "created": record.created,
        "key_check": _to_text(record.key_check),
        "slots": [_slot_to_json(slot) for slot in record.slots],
    }
    return (
        json.dumps({"format": FORMAT, "checksum": _checksum(vault), "vault": vault}, indent=2) + "\n"
    ).encode()


def decode(content: bytes) -> VaultRecord | Fault:
    """The record in the bytes of vault.json, or what is wrong with them."""
    try:
        outer = json.loads(content)
        if outer["format"] > FORMAT:
            return Fault.NEWER
        vault = outer["vault"]
        if outer["checksum"] != _checksum(vault):
            return Fault.DAMAGED
        return _from_json(vault)
    except (ValueError, TypeError, KeyError, OverflowError, RecursionError):
        return Fault.DAMAGED


def require_record(profile: Profile) -> VaultRecord:
    """The record as it stands now, for changing it; DamagedError if it went away meanwhile."""
    record = read_copies(profile).record
    if record is None:
        raise DamagedError(
            _("“{path}” can no longer be read. Nothing was changed. Start Relmgr again.").format(
                path=profile.vault_file
            )
        )
    return record


def _read(path: Path) -> VaultRecord | Fault:
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            return Fault.DAMAGED  # a folder, or a pipe that would be waited on for ever
        with path.open("rb") as file:
            content = file.read(_LARGEST_FILE)
    except FileNotFoundError:
        return Fault.MISSING
    except OSError as error:
        raise explain_os_error(error, path, reading=True) from error
    return decode(content)


def _checksum(vault: object) -> str:
    return hashlib.sha256(json.dumps(vault, sort_keys=True, separators=(",", ":")).encode()).hexdigest()


def _to_text(content: bytes) -> str:
    return base64.b64encode(content).decode()


def _to_bytes(text: str) -> bytes:
    return base64.b64decode(text, validate=True)


def _slot_to_json(slot: Slot) -> dict[str, Any]:
    stored: dict[str, Any] = {
        "kind": slot.kind,
        "salt": _to_text(slot.salt),
        "nonce": _to_text(slot.nonce),
        "wrapped": _to_text(slot.wrapped),
    }
    if slot.kind is SlotKind.KEYRING:
        stored |= {"backend": slot.backend, "account": slot.account}
    if slot.cost is not None:
        stored["argon2id"] = {
            "memory_kib": slot.cost.memory_kib,
            "passes": slot.cost.passes,
            "lanes": slot.cost.lanes,
        }
    return stored


def _slot_from_json(stored: dict[str, Any]) -> Slot:
    cost = stored.get("argon2id")
    return Slot(
        kind=SlotKind(stored["kind"]),
        salt=_to_bytes(stored["salt"]),
        nonce=_to_bytes(stored["nonce"]),
        wrapped=_to_bytes(stored["wrapped"]),
        backend=str(stored.get("backend", "")),
        account=str(stored.get("account", "")),
        cost=None if cost is None else Argon2(cost["memory_kib"], cost["passes"], cost["lanes"]),
    )


def _from_json(vault: dict[str, Any]) -> VaultRecord:
    return VaultRecord(
        vault_id=str(vault["id"]),
        generation=int(vault["generation"]),
        made=bool(vault["made"]),
        recovery_proved=bool(vault["recovery_proved"]),
        created=str(vault["created"]),
        key_check=_to_bytes(vault["key_check"]),
        slots=tuple(_slot_from_json(slot) for slot in vault["slots"]),
    )
