"""No key, passphrase, code or keyring secret is found in any file, log, error, argument or repr."""

import base64
import logging
import os
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from relmgr import log, vault
from relmgr.errors import RelmgrError
from relmgr.paths import Profile, profile_at
from relmgr.vault.making import create
from tests.fake_keyring import FakeKeyring, keychain
from tests.faults.victims import CHEAP, NEW_PASSPHRASE, NOON, PASSPHRASE


@pytest.fixture
def profile(tmp_path: Path) -> Iterator[Profile]:
    profile = profile_at(tmp_path / "profile")
    log.start(profile.logs, logging.DEBUG)
    yield profile
    log.stop()


def forms(secret: bytes) -> list[bytes]:
    """The ways in which a secret could show."""
    return [
        secret,
        secret.hex().encode(),
        secret.hex().upper().encode(),
        base64.b64encode(secret).rstrip(b"="),
        base64.urlsafe_b64encode(secret).rstrip(b"="),
        repr(secret).encode(),
    ]


def test_nothing_secret_shows_anywhere(
    profile: Profile, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    backend = FakeKeyring()
    chain = keychain(backend)
    said: list[str] = []
    created = create(profile, passphrase=PASSPHRASE, keychain=chain, clock=NOON, cost=CHEAP)
    codes = [created.recovery_code, vault.new_recovery_code(created.unlocked)]
    keyring_secrets = list(backend.secrets.values())
    said += [repr(created), str(created.unlocked), repr(chain), repr(vars(chain))]
    vault.set_passphrase(created.unlocked, NEW_PASSPHRASE, cost=CHEAP)
    vault.rewrap_keyring(created.unlocked, chain)
    keyring_secrets += backend.secrets.values()
    vault.open_store(created.unlocked).close()
    for name in backend.secrets:
        backend.secrets[name] = keyring_secrets[0]
    backend_failure = PermissionError("the keyring quotes " + keyring_secrets[0])
    attempts: list[Callable[[], object]] = [
        lambda: vault.unlock_with_passphrase(profile, PASSPHRASE, cost=CHEAP),
        lambda: vault.unlock_with_recovery_code(profile, codes[0]),
        lambda: vault.unlock_with_recovery_code(profile, codes[1][:-1]),
        lambda: vault.unlock_with_keyring(profile, chain),
        lambda: create(profile, passphrase=PASSPHRASE, keychain=None, clock=NOON, cost=CHEAP),
    ]
    for attempt in attempts:
        with pytest.raises(RelmgrError) as caught:
            attempt()
        logging.getLogger("relmgr.test").error("failed", exc_info=caught.value)
        said += [str(caught.value), "".join(traceback.format_exception(caught.value))]
        said.append(log.crash_report(caught.value))
    backend.failure = backend_failure
    with pytest.raises(RelmgrError) as caught:
        vault.unlock_with_keyring(profile, chain)
    logging.getLogger("relmgr.test").error("failed", exc_info=caught.value)
    said += [str(caught.value), log.crash_report(caught.value)]

    said += capfd.readouterr()
    said += [str(dict(os.environ)), Path("/proc/self/cmdline").read_text()] if os.path.exists("/proc") else []
    written = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    assert any(path.name == log.FILE_NAME and content for path, content in written.items())
    written[Path("said")] = "\n".join(said).encode()

    secrets = [created.unlocked.key.raw(), *(bytes.fromhex(secret) for secret in keyring_secrets)]
    secrets += [text.encode() for text in (PASSPHRASE, NEW_PASSPHRASE, *codes, *keyring_secrets)]
    secrets += [group.encode() for code in codes for group in vault.groups_of(code)]
    found = [
        path.name
        for path, content in written.items()
        for secret in secrets
        for form in forms(secret)
        if form in content
    ]
    assert found == []
