"""Keyrings for tests: one in memory that can fail in every way, and one in a file that outlives a killed process."""

import json
import os
import threading
from pathlib import Path

from keyring.backend import KeyringBackend
from keyring.errors import PasswordDeleteError

from relmgr.vault.keychain import Cancel, Keychain

NAMES = (
    "tests.fake_keyring.FakeKeyring",
    "tests.fake_keyring.FileKeyring",
    "tests.faults.conditions.SwappedKeyring",
)


class FakeKeyring(KeyringBackend):
    """Keeps secrets in memory; `failure` is raised by every call, `gate` holds every call up until it is set."""

    priority = 0.5

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.secrets: dict[tuple[str, str], str] = {}
        self.failure: BaseException | None = None
        self.gate: threading.Event | None = None
        self.forgets = False

    def _answer(self) -> None:
        if self.gate is not None:
            self.gate.wait()
        if self.failure is not None:
            raise self.failure

    def get_password(self, service: str, username: str) -> str | None:
        self._answer()
        return self.secrets.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self._answer()
        if not self.forgets:
            self.secrets[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        self._answer()
        if self.secrets.pop((service, username), None) is None:
            raise PasswordDeleteError("not there")


class FileKeyring(KeyringBackend):
    """Keeps secrets in a file, replaced as one, so that a test can see what a killed process left."""

    priority = 0.5

    def __init__(self, path: Path) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._path = path

    def read(self) -> dict[str, str]:
        return dict(json.loads(self._path.read_text())) if self._path.exists() else {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.read().get(f"{service} {username}")

    def set_password(self, service: str, username: str, password: str) -> None:
        self._write(self.read() | {f"{service} {username}": password})

    def delete_password(self, service: str, username: str) -> None:
        kept = self.read()
        if kept.pop(f"{service} {username}", None) is None:
            raise PasswordDeleteError("not there")
        self._write(kept)

    def _write(self, kept: dict[str, str]) -> None:
        temporary = self._path.with_suffix(".tmp")
        temporary.write_text(json.dumps(kept))
        os.replace(temporary, self._path)


def keychain(backend: KeyringBackend, *, patience: float = 30.0, cancel: Cancel | None = None) -> Keychain:
    """A Keychain that trusts the keyrings above."""
    return Keychain(backend, patience=patience, cancel=cancel, trusted=NAMES)
