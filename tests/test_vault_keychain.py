"""The keyring in all its moods: each gets a sentence and a state, and none stops the program."""

import threading

import keyring.backends.fail
import keyring.backends.null
import pytest
from keyring import errors
from keyring.backend import KeyringBackend

from relmgr.errors import KeyringError
from relmgr.vault import keychain as keychain_module
from relmgr.vault.keychain import Keychain, KeyringState, ask, keyring_error, system_keychain
from tests.fake_keyring import NAMES, FakeKeyring, keychain

CANARY = "0123456789abcdef"


def test_what_is_kept_is_given_back_until_it_is_deleted() -> None:
    backend = FakeKeyring()
    chain = keychain(backend)
    assert chain.get("a") is None
    chain.set("a", CANARY)
    assert chain.get("a") == CANARY
    chain.delete("a")
    chain.delete("a")
    assert chain.get("a") is None


def test_a_probe_leaves_nothing() -> None:
    backend = FakeKeyring()
    keychain(backend).probe()
    assert backend.secrets == {}


def test_a_keyring_that_forgets_fails_the_probe() -> None:
    backend = FakeKeyring()
    backend.forgets = True
    with pytest.raises(KeyringError) as caught:
        keychain(backend).probe()
    assert caught.value.state == KeyringState.FAULTY


@pytest.mark.parametrize(
    ("failure", "state"),
    [
        (errors.NoKeyringError("x"), KeyringState.MISSING),
        (errors.InitError("x"), KeyringState.NO_COLLECTION),
        (errors.KeyringLocked("x"), KeyringState.LOCKED),
        (errors.PasswordSetError("x"), KeyringState.FAULTY),
        (ConnectionResetError("x"), KeyringState.FAULTY),
        (UnicodeDecodeError("utf-8", b"x", 0, 1, "x"), KeyringState.FAULTY),
    ],
)
def test_each_answer_has_a_state_and_a_sentence(failure: Exception, state: KeyringState) -> None:
    backend = FakeKeyring()
    backend.failure = failure
    with pytest.raises(KeyringError, match="Your people are safe") as caught:
        keychain(backend).get("a")
    assert caught.value.state == state
    assert caught.value.__cause__ is failure


def test_an_interrupt_stays_an_interrupt() -> None:
    backend = FakeKeyring()
    backend.failure = KeyboardInterrupt()
    with pytest.raises(KeyboardInterrupt):
        keychain(backend).get("a")


def test_a_keyring_that_never_answers_is_left() -> None:
    backend = FakeKeyring()
    backend.gate = threading.Event()
    try:
        with pytest.raises(KeyringError) as caught:
            keychain(backend, patience=0.01).get("a")
        assert caught.value.state == KeyringState.NO_ANSWER
    finally:
        backend.gate.set()


def test_waiting_can_be_cancelled() -> None:
    backend, cancel = FakeKeyring(), threading.Event()
    backend.gate = threading.Event()
    cancel.set()
    try:
        with pytest.raises(KeyringError) as caught:
            keychain(backend, patience=3600, cancel=cancel).get("a")
        assert caught.value.state == KeyringState.CANCELLED
    finally:
        backend.gate.set()


def test_the_question_is_asked_in_another_thread_that_does_not_keep_the_process() -> None:
    asked: list[threading.Thread] = []
    ask(lambda: asked.append(threading.current_thread()), 60)
    assert asked[0] is not threading.current_thread()
    assert asked[0].daemon


@pytest.mark.parametrize(
    "backend", [keyring.backends.fail.Keyring, keyring.backends.null.Keyring, FakeKeyring]
)
def test_only_keyrings_that_encrypt_are_trusted(backend: type[KeyringBackend]) -> None:
    with pytest.raises(KeyringError) as caught:
        Keychain(backend())
    assert caught.value.state == KeyringState.MISSING


def test_no_secret_with_a_newline_is_ever_stored() -> None:
    backend = FakeKeyring()
    with pytest.raises(ValueError, match="hexadecimal") as caught:
        keychain(backend).set("a", CANARY + "\n")
    assert CANARY not in str(caught.value)
    assert backend.secrets == {}


def test_no_keyring_on_this_computer_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    assert system_keychain(patience=60) is None  # the tests' environment names one that only fails
    monkeypatch.setattr(keychain_module, "TRUSTED", ("keyring.backends.SecretService.Keyring",))
    monkeypatch.delenv("PYTHON_KEYRING_BACKEND")
    assert system_keychain(patience=60) is None  # no session bus


def test_the_best_of_the_trusted_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keychain_module, "TRUSTED", ("keyring.backends.SecretService.Keyring", *NAMES[:1]))
    monkeypatch.delenv("PYTHON_KEYRING_BACKEND")
    found = system_keychain(patience=60)
    assert found is not None
    assert found.backend_name == NAMES[0]


def test_every_trusted_name_exists() -> None:
    for name in keychain_module.TRUSTED:
        module, _dot, kind = name.rpartition(".")
        imported = __import__(module, fromlist=[kind])
        assert issubclass(getattr(imported, kind), KeyringBackend)


@pytest.mark.parametrize("state", KeyringState)
def test_every_state_has_a_sentence(state: KeyringState) -> None:
    error = keyring_error(state, "X")
    assert error.state == state
    assert "recovery key" in str(error)
