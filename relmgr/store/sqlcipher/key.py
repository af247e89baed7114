"""The key of the encrypted file while Relmgr is unlocked."""

import gc
import hmac
from typing import NoReturn

KEY_BYTES = 32


class DatabaseKey:
    """The 256-bit key of the encrypted file; shows itself nowhere and is not copied into any message."""

    __slots__ = ("_content",)

    def __init__(self, content: bytes) -> None:
        if len(content) != KEY_BYTES:
            raise ValueError("a database key has 32 bytes")
        self._content = bytearray(content)

    def raw(self) -> bytes:
        """The key, for wrapping it; keep it no longer than that. RuntimeError once it is forgotten."""
        if not self._content:
            raise RuntimeError("the key was forgotten: Relmgr is locked")
        return bytes(self._content)

    def hex(self) -> str:
        """The key as `PRAGMA key` wants it; keep it no longer than that."""
        return self.raw().hex()

    def forget(self) -> None:
        """Overwrite the key, as far as Python allows: copies made for a moment may linger until they are reused."""
        for position in range(len(self._content)):
            self._content[position] = 0
        self._content.clear()
        gc.collect()

    def __repr__(self) -> str:
        return "<DatabaseKey>"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, DatabaseKey) and hmac.compare_digest(self.raw(), other.raw())

    __hash__ = None  # type: ignore[assignment]  # what is compared in constant time belongs in no dictionary

    def __reduce__(self) -> NoReturn:
        raise TypeError("a key is not stored")
