"""Key slots: the database key wrapped by a secret, as LUKS does it (quality.md §2)."""

import hmac
import os
import unicodedata
from dataclasses import dataclass
from enum import StrEnum

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from relmgr.errors import DamagedError, InputError
from relmgr.i18n import _
from relmgr.store.sqlcipher import KEY_BYTES, DatabaseKey

SHORTEST_PASSPHRASE = 8
_LONGEST_PASSPHRASE = 1024
_SALT_BYTES = 16
_NONCE_BYTES = 12


class SlotKind(StrEnum):
    """What opens a slot."""

    KEYRING = "keyring"
    RECOVERY = "recovery"
    PASSPHRASE = "passphrase"


@dataclass(frozen=True, slots=True)
class Argon2:
    """The cost of trying one passphrase (RFC 9106): memory in KiB, passes over it, lanes at once."""

    memory_kib: int
    passes: int
    lanes: int

    def __post_init__(self) -> None:
        """ValueError beyond 1 GiB, 100 passes, 16 lanes: a manipulated file must not stop the computer."""
        if not (
            1 <= self.lanes <= 16 and 8 * self.lanes <= self.memory_kib <= 2**20 and 1 <= self.passes <= 100
        ):
            raise ValueError("Argon2 parameters out of range")

    def is_weaker_than(self, other: "Argon2") -> bool:
        """Whether a slot with this cost should be wrapped anew at the cost of `other`."""
        return self.memory_kib * self.passes < other.memory_kib * other.passes


STANDARD_COST = Argon2(memory_kib=64 * 1024, passes=5, lanes=4)
"""About 0.4 s and 64 MiB on a laptop of 2020."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """One wrapping of the database key. Nothing in here is secret."""

    kind: SlotKind
    salt: bytes
    nonce: bytes
    wrapped: bytes
    backend: str = ""
    """Of a keyring slot: the class of the keyring."""
    account: str = ""
    """Of a keyring slot: the name under which the keyring keeps the secret."""
    cost: Argon2 | None = None
    """Of a passphrase slot."""


def new_database_key() -> DatabaseKey:
    """A random key."""
    return DatabaseKey(os.urandom(KEY_BYTES))


def key_check(key: DatabaseKey, vault_id: str) -> bytes:
    """A value that tells the right key from a wrong one without the file, and tells nothing else about it."""
    return HKDF(SHA256(), 16, salt=vault_id.encode(), info=b"relmgr key check").derive(key.raw())


def is_right_key(key: DatabaseKey, vault_id: str, expected: bytes) -> bool:
    """Whether `key` is the one that `expected` was made of."""
    return hmac.compare_digest(key_check(key, vault_id), expected)


def wrap(
    key: DatabaseKey,
    secret: str,
    vault_id: str,
    kind: SlotKind,
    *,
    backend: str = "",
    account: str = "",
    cost: Argon2 | None = None,
) -> Slot:
    """A slot that `secret` opens; a passphrase slot needs its `cost`."""
    salt, nonce = os.urandom(_SALT_BYTES), os.urandom(_NONCE_BYTES)
    wrapping = AESGCM(_wrapping_key(secret, salt, kind, cost))
    wrapped = wrapping.encrypt(nonce, key.raw(), _bound_to(vault_id, kind))
    return Slot(
        kind=kind, salt=salt, nonce=nonce, wrapped=wrapped, backend=backend, account=account, cost=cost
    )


def unwrap(slot: Slot, secret: str, vault_id: str) -> DatabaseKey | None:
    """The database key, or None if `secret` does not open `slot`."""
    wrapping = AESGCM(_wrapping_key(secret, slot.salt, slot.kind, slot.cost))
    try:
        return DatabaseKey(wrapping.decrypt(slot.nonce, slot.wrapped, _bound_to(vault_id, slot.kind)))
    except InvalidTag:
        return None


def require_usable_passphrase(passphrase: str) -> None:
    """InputError for a passphrase too short, too long or with characters that cannot be typed again."""
    if len(passphrase) < SHORTEST_PASSPHRASE:
        raise InputError(
            _("A passphrase has at least {count} characters. Three or four words are a good one.").format(
                count=SHORTEST_PASSPHRASE
            ),
            "passphrase",
        )
    if len(passphrase) > _LONGEST_PASSPHRASE or any(
        unicodedata.category(each) in {"Cc", "Cs"} for each in passphrase
    ):
        raise InputError(
            _(
                "A passphrase is one line of at most {count} characters, without control characters. Choose another one."
            ).format(count=_LONGEST_PASSPHRASE),
            "passphrase",
        )


def _wrapping_key(secret: str, salt: bytes, kind: SlotKind, cost: Argon2 | None) -> bytes:
    # NFC as in RFC 8265 §4.2: keyboards differ in how they compose letters, a passphrase must not.
    content = unicodedata.normalize("NFC", secret).encode("utf-8", "surrogatepass")
    if kind is not SlotKind.PASSPHRASE:  # a random secret needs no slow derivation
        return HKDF(SHA256(), KEY_BYTES, salt=salt, info=f"relmgr slot {kind}".encode()).derive(content)
    if cost is None:
        raise DamagedError(
            _("The passphrase slot in vault.json is incomplete. Nothing was changed. Use your recovery key.")
        )
    return Argon2id(
        salt=salt, length=KEY_BYTES, iterations=cost.passes, lanes=cost.lanes, memory_cost=cost.memory_kib
    ).derive(content)


def _bound_to(vault_id: str, kind: SlotKind) -> bytes:
    return f"relmgr vault {vault_id} {kind}".encode()
