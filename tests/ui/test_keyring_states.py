"""Every state a keyring can be in (quality.md §2), met by the whole window: alive, a sentence of its own, and on to an open file."""

import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import pytest
from keyring.errors import InitError, KeyringLocked
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from relmgr import clock as clocks
from relmgr import vault
from relmgr.paths import Profile
from relmgr.settings import Settings
from relmgr.vault import KeyringState
from relmgr.vault.keychain import Cancel, Keychain
from tests.builders import NOW
from tests.fake_keyring import NAMES, FakeKeyring, FileKeyring
from tests.ui.conftest import CHEAP, PASSPHRASE
from ui.main_window import MainWindow
from ui.preferences import Preferences
from ui.program import Program
from ui.unlock import UnlockFace, Way

WAIT_MS = 30_000
_ALIVE = 3
"""So many turns of the window's clock while the keyring thinks: it draws and listens."""
SENTENCES = {
    KeyringState.MISSING: "This computer has no keyring that Relmgr can trust.",
    KeyringState.NO_COLLECTION: "The keyring of this computer was never set up.",
    KeyringState.LOCKED: "The keyring of this computer is locked.",
    KeyringState.NO_ANSWER: "The keyring of this computer does not answer.",
    KeyringState.CANCELLED: "You stopped waiting for the keyring.",
    KeyringState.EMPTIED: "The keyring of this computer no longer holds Relmgr's secret.",
    KeyringState.SWAPPED: "The secret in the keyring of this computer is not the one for this file.",
    KeyringState.MOVED: "This computer uses another keyring now than the one that holds Relmgr's secret.",
    KeyringState.NOT_SET_UP: "Your people are safe on this computer.",
    KeyringState.FAULTY: "The keyring of this computer answered with an error (OSError).",
}
MENDED = {KeyringState.EMPTIED, KeyringState.SWAPPED, KeyringState.MOVED}
"""Here the keyring is given a new secret, once the file is open by another way, and says so."""
FAILURES: dict[KeyringState, BaseException] = {
    KeyringState.NO_COLLECTION: InitError(),
    KeyringState.LOCKED: KeyringLocked(),
    KeyringState.FAULTY: OSError("text that may quote anything"),
}


@dataclass
class Computer:
    """A keyring that can be put into each state, and the file whose secret it holds."""

    profile: Profile
    folder: Path
    ring: FakeKeyring = field(default_factory=FakeKeyring)
    other: FileKeyring | None = None
    has_ring: bool = True
    patience: float = 30.0
    code: str = ""
    gate: threading.Event = field(default_factory=threading.Event)

    def keychain(self, *, patience: float = 0, cancel: Cancel | None = None) -> Keychain | None:
        """As `vault.system_keychain`."""
        backend = self.other or self.ring
        return (
            Keychain(backend, patience=self.patience, cancel=cancel, trusted=NAMES) if self.has_ring else None
        )

    def make(self) -> None:
        """A file that the keyring opens."""
        made = vault.create(
            self.profile, passphrase=None, keychain=self.keychain(), clock=clocks.fixed(NOW), cost=CHEAP
        )
        vault.mark_recovery_proved(self.profile)
        self.code = made.recovery_code
        made.unlocked.key.forget()

    def put_into(self, state: KeyringState) -> None:
        """The state; where the keyring is asked at all, its answer waits at the gate."""
        self.ring.gate = self.gate
        self.ring.failure = FAILURES.get(state)
        if state is KeyringState.MISSING:
            self.has_ring = False
        if state is KeyringState.NO_ANSWER:
            self.patience = 0.5
        if state is KeyringState.EMPTIED:
            self.ring.secrets.clear()
        if state is KeyringState.SWAPPED:
            self.ring.secrets = dict.fromkeys(self.ring.secrets, "5" * 64)
        if state is KeyringState.MOVED:
            self.other = FileKeyring(self.folder / "another keyring")
        if state is KeyringState.NOT_SET_UP:
            unlocked = vault.unlock_with_recovery_code(self.profile, self.code)
            vault.set_passphrase(unlocked, PASSPHRASE, cost=CHEAP)
            vault.remove_keyring(unlocked, None)
            unlocked.key.forget()

    def mend(self) -> None:
        """The keyring works again, as it is."""
        self.ring.failure, self.ring.gate = None, None
        self.has_ring, self.patience = True, 30.0
        self.gate.set()


@pytest.fixture
def computer(profile: Profile, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Computer]:
    made = Computer(profile, tmp_path)
    made.make()
    monkeypatch.setattr(vault, "system_keychain", made.keychain)
    yield made
    made.gate.set()


@dataclass
class Started:
    """The program with its window, and how often the window's clock has ticked."""

    program: Program
    window: MainWindow
    ticks: list[int] = field(default_factory=lambda: [0])

    def is_open(self) -> bool:
        """Whether the pages of the file are shown."""
        return self.program.shell is not None

    def end(self) -> None:
        """Close it, as at the end of the day."""
        self.program.end()


@pytest.fixture
def start(computer: Computer, qtbot: QtBot) -> Iterator["partial[Started]"]:
    running: list[Started] = []

    def begin() -> Started:
        window = MainWindow(computer.profile)
        qtbot.addWidget(window)
        preferences = Preferences(computer.profile.settings_file, Settings())
        made = Started(Program(window, preferences, clocks.fixed(NOW), computer.profile), window)
        clock = QTimer(window)
        clock.timeout.connect(lambda: made.ticks.__setitem__(0, made.ticks[0] + 1))
        clock.start(1)
        window.show()
        made.program.start()
        running.append(made)
        return made

    yield partial(begin)
    for each in running:
        each.end()


def face_of(started: Started) -> UnlockFace:
    """The page that asks for a way in."""
    face = started.window.face()
    assert isinstance(face, UnlockFace)
    return face


@pytest.mark.parametrize("state", list(KeyringState))
def test_each_state_says_its_sentence_and_leads_on_to_the_open_file(
    qtbot: QtBot, computer: Computer, start: "partial[Started]", state: KeyringState
) -> None:
    assert SENTENCES.keys() == set(KeyringState)
    computer.put_into(state)
    started = start()
    face = face_of(started)
    if state not in (KeyringState.MISSING, KeyringState.NOT_SET_UP, KeyringState.MOVED):
        assert face.sentence.text() == "Asking the keyring of this computer …"
        before = started.ticks[0]
        qtbot.waitUntil(lambda: started.ticks[0] >= before + _ALIVE, timeout=WAIT_MS)
        assert face.cancel_button.isVisible()
        if state is KeyringState.CANCELLED:
            QTest.mouseClick(face.cancel_button, Qt.MouseButton.LeftButton)
        elif state is not KeyringState.NO_ANSWER:
            computer.gate.set()
    other_way = Way.PASSPHRASE if state is KeyringState.NOT_SET_UP else Way.RECOVERY
    qtbot.waitUntil(lambda: face.way is other_way and face.button.isVisible(), timeout=WAIT_MS)
    assert face.sentence.text().startswith(SENTENCES[state])
    assert "safe" in face.sentence.text()
    assert not started.is_open()
    if state is not KeyringState.NO_ANSWER and state is not KeyringState.CANCELLED:
        computer.ring.gate = None

    field_ = face.passphrase if other_way is Way.PASSPHRASE else face.recovery
    QTest.keyClicks(field_.edit, PASSPHRASE if other_way is Way.PASSPHRASE else computer.code)
    computer.mend()
    QTest.keyClick(field_.edit, Qt.Key.Key_Return)
    qtbot.waitUntil(started.is_open, timeout=WAIT_MS)
    started.end()

    again = start()
    if state is KeyringState.NOT_SET_UP:
        assert face_of(again).way is Way.PASSPHRASE
    else:  # mended where it had to be; else as it was before
        qtbot.waitUntil(again.is_open, timeout=WAIT_MS)


@pytest.mark.parametrize("state", sorted(set(KeyringState) - MENDED - {KeyringState.NOT_SET_UP}))
def test_a_keyring_that_stays_as_it_is_never_keeps_the_recovery_key_from_opening(
    qtbot: QtBot, computer: Computer, start: "partial[Started]", state: KeyringState
) -> None:
    computer.put_into(state)
    computer.patience = 0.3
    if state not in (KeyringState.NO_ANSWER, KeyringState.CANCELLED):
        computer.gate.set()
    started = start()
    face = face_of(started)
    qtbot.waitUntil(lambda: face.way is Way.RECOVERY and face.button.isVisible(), timeout=WAIT_MS)
    face.recovery.set_text(computer.code)
    QTest.mouseClick(face.button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(started.is_open, timeout=WAIT_MS)


@pytest.mark.parametrize("state", sorted(MENDED))
def test_a_new_secret_is_said(
    qtbot: QtBot, computer: Computer, start: "partial[Started]", state: KeyringState
) -> None:
    computer.put_into(state)
    computer.gate.set()
    started = start()
    face = face_of(started)
    qtbot.waitUntil(lambda: face.way is Way.RECOVERY and face.button.isVisible(), timeout=WAIT_MS)
    face.recovery.set_text(computer.code)
    with qtbot.waitSignal(face.opened, timeout=WAIT_MS) as opened:
        face.unlock()
    assert opened.args is not None
    assert opened.args[0].notice == "The keyring opens your file again."
    qtbot.waitUntil(started.is_open, timeout=WAIT_MS)
