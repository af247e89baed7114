"""The lock page: every way in, every refusal, and that the keyring gets its secret back after a recovery."""

import threading
from collections.abc import Callable
from dataclasses import replace

import pytest
from keyring.errors import KeyringLocked
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from relmgr import clock as clocks
from relmgr import vault
from relmgr.errors import DamagedError, RelmgrError
from relmgr.paths import Placing, Profile
from relmgr.vault.keychain import Cancel, Keychain
from tests.builders import NOW
from tests.fake_keyring import NAMES, FakeKeyring
from tests.ui.conftest import CHEAP, PASSPHRASE
from ui.opening import Opened
from ui.tasks import Tasks
from ui.unlock import UnlockFace, Way

Show = Callable[[QWidget], None]


@pytest.fixture
def ring(monkeypatch: pytest.MonkeyPatch) -> FakeKeyring:
    """The keyring of this computer, in memory."""
    backend = FakeKeyring()

    def system(*, patience: float = 1.0, cancel: Cancel | None = None) -> Keychain:
        return Keychain(backend, patience=patience, cancel=cancel, trusted=NAMES)

    monkeypatch.setattr(vault, "system_keychain", system)
    return backend


@pytest.fixture
def code(profile: Profile, ring: FakeKeyring) -> str:
    """The recovery code of a vault that the keyring opens."""
    created = vault.create(
        profile, passphrase=None, keychain=vault.system_keychain(), clock=clocks.fixed(NOW), cost=CHEAP
    )
    vault.mark_recovery_proved(profile)
    return created.recovery_code


def face_of(
    profile: Profile, *, was_locked: bool = False
) -> tuple[UnlockFace, list[Opened], list[RelmgrError]]:
    """The lock page of `profile`, and what it tells."""
    face = UnlockFace(profile, vault.state(profile), Tasks(), was_locked=was_locked)
    opened: list[Opened] = []
    failed: list[RelmgrError] = []
    face.opened.connect(opened.append)
    face.failed.connect(failed.append)
    return face, opened, failed


def test_the_keyring_opens_the_file_by_itself(
    qtbot: QtBot, show: Show, profile: Profile, code: str, ring: FakeKeyring
) -> None:
    face, opened, _failed = face_of(profile)
    show(face)
    face.start()
    qtbot.waitUntil(lambda: len(opened) == 1)
    assert opened[0].notice == ""


def test_a_wrong_passphrase_is_said_and_can_be_typed_again(
    qtbot: QtBot, show: Show, profile: Profile, made: vault.Created
) -> None:
    face, opened, _failed = face_of(profile)
    show(face)
    assert face.way is Way.PASSPHRASE
    QTest.keyClicks(face.passphrase.edit, "wrong horse")
    QTest.keyClick(face.passphrase.edit, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: face.passphrase.error() == "That passphrase does not open this file.")
    assert opened == []
    assert face.links[Way.RECOVERY].isVisible()

    QTest.keyClicks(face.passphrase.edit, PASSPHRASE)
    assert face.passphrase.error() == ""
    QTest.mouseClick(face.button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(opened) == 1)
    assert face.passphrase.edit.text() == ""


def test_the_recovery_key_opens_and_a_slip_names_its_group(
    qtbot: QtBot, show: Show, profile: Profile, made: vault.Created
) -> None:
    face, opened, _failed = face_of(profile)
    show(face)
    QTest.mouseClick(face.links[Way.RECOVERY], Qt.MouseButton.LeftButton)
    groups = list(vault.groups_of(made.recovery_code))
    wrong = "B" if groups[2][0] != "B" else "C"
    face.recovery.set_text(" ".join([*groups[:2], wrong + groups[2][1:], *groups[3:]]))
    face.unlock()
    qtbot.waitUntil(lambda: face.recovery.error() != "")
    assert "group 3" in face.recovery.error()

    face.recovery.set_text(" ".join(groups).lower())
    face.unlock()
    qtbot.waitUntil(lambda: len(opened) == 1)


def test_an_emptied_keyring_asks_for_the_recovery_key_and_gets_a_new_secret(
    qtbot: QtBot, show: Show, profile: Profile, code: str, ring: FakeKeyring
) -> None:
    ring.secrets.clear()
    face, opened, _failed = face_of(profile)
    show(face)
    face.start()
    qtbot.waitUntil(lambda: face.way is Way.RECOVERY)
    assert "no longer holds" in face.sentence.text()

    face.recovery.set_text(code)
    face.unlock()
    qtbot.waitUntil(lambda: len(opened) == 1)
    assert opened[0].notice == "The keyring opens your file again."
    again = vault.unlock_with_keyring(profile, vault.system_keychain())
    assert again.key == opened[0].unlocked.key


def test_a_locked_keyring_leaves_the_other_ways(
    qtbot: QtBot, show: Show, profile: Profile, code: str, ring: FakeKeyring
) -> None:
    ring.failure = KeyringLocked()
    face, _opened, _failed = face_of(profile)
    show(face)
    face.start()
    qtbot.waitUntil(lambda: face.way is Way.RECOVERY)
    assert "is locked" in face.sentence.text()
    assert face.links[Way.KEYRING].isVisible()

    ring.failure = None
    QTest.mouseClick(face.links[Way.KEYRING], Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(face.opened):
        face.unlock()


def test_a_keyring_that_never_answers_can_be_cancelled(
    qtbot: QtBot, show: Show, profile: Profile, code: str, ring: FakeKeyring
) -> None:
    ring.gate = threading.Event()
    face, opened, _failed = face_of(profile)
    show(face)
    face.start()
    assert face.cancel_button.isVisible()
    QTest.mouseClick(face.cancel_button, Qt.MouseButton.LeftButton)
    assert face.way is Way.RECOVERY
    assert face.button.isVisible()
    ring.gate.set()

    face.recovery.set_text(code)
    face.unlock()
    qtbot.waitUntil(lambda: len(opened) == 1)


def test_after_lock_now_the_passphrase_is_asked_for_and_not_the_keyring(
    show: Show, profile: Profile, ring: FakeKeyring
) -> None:
    vault.create(
        profile,
        passphrase=PASSPHRASE,
        keychain=vault.system_keychain(),
        clock=clocks.fixed(NOW),
        cost=CHEAP,
    )
    face, opened, _failed = face_of(profile, was_locked=True)
    show(face)
    face.start()
    assert face.way is Way.PASSPHRASE
    assert not face.links[Way.KEYRING].isVisible()
    assert opened == []


def test_after_lock_now_the_keyring_waits_for_the_button(
    qtbot: QtBot, show: Show, profile: Profile, code: str, ring: FakeKeyring
) -> None:
    face, opened, _failed = face_of(profile, was_locked=True)
    show(face)
    face.start()
    assert opened == []
    with qtbot.waitSignal(face.opened):
        QTest.mouseClick(face.button, Qt.MouseButton.LeftButton)


def test_nothing_typed_is_said_under_the_field(show: Show, profile: Profile, made: vault.Created) -> None:
    face, _opened, _failed = face_of(profile)
    show(face)
    face.unlock()
    assert face.passphrase.error() == "Type your passphrase."
    face.show_way(Way.RECOVERY)
    face.unlock()
    assert face.recovery.error() == "Type your recovery key."


def test_damage_that_no_key_cures_is_handed_on(
    qtbot: QtBot, show: Show, profile: Profile, made: vault.Created
) -> None:
    face, opened, failed = face_of(profile)
    show(face)
    profile.database.write_bytes(b"")
    face.passphrase.set_text(PASSPHRASE)
    face.unlock()
    qtbot.waitUntil(lambda: len(failed) == 1)
    assert isinstance(failed[0], DamagedError)
    assert opened == []
    assert profile.database.read_bytes() == b""


def test_the_page_names_nobody(show: Show, profile: Profile, made: vault.Created) -> None:
    face, _opened, _failed = face_of(profile)
    show(face)
    assert face.title.text() == "Relmgr is locked"
    assert face.first_focus() is face.passphrase.edit


def test_a_portable_file_at_another_computer_opens_by_passphrase_and_leaves_the_keyring_alone(
    qtbot: QtBot, show: Show, profile: Profile, ring: FakeKeyring
) -> None:
    created = vault.create(
        profile,
        passphrase=PASSPHRASE,
        keychain=vault.system_keychain(),
        clock=clocks.fixed(NOW),
        cost=CHEAP,
    )
    vault.mark_recovery_proved(profile)
    at_home = dict(ring.secrets)
    ring.secrets.clear()
    face, opened, _failed = face_of(replace(profile, placing=Placing.BESIDE))
    show(face)
    face.start()
    qtbot.waitUntil(lambda: face.way is Way.PASSPHRASE)
    assert face.sentence.text().startswith("The keyring of this computer does not know your file.")
    face.passphrase.set_text(PASSPHRASE)
    face.unlock()
    qtbot.waitUntil(lambda: len(opened) == 1)
    face.show_way(Way.RECOVERY)
    face.recovery.set_text(created.recovery_code)
    face.unlock()
    qtbot.waitUntil(lambda: len(opened) == 2)
    assert [each.notice for each in opened] == ["", ""]
    assert ring.secrets == {}
    ring.secrets.update(at_home)
    assert vault.unlock_with_keyring(profile, vault.system_keychain()).key == opened[0].unlocked.key


def test_who_typed_the_recovery_key_need_not_prove_it_again(
    qtbot: QtBot, show: Show, profile: Profile, made: vault.Created
) -> None:
    face, opened, _failed = face_of(profile)
    show(face)
    face.show_way(Way.RECOVERY)
    face.recovery.set_text(made.recovery_code)
    face.unlock()
    qtbot.waitUntil(lambda: bool(opened))
    assert opened[0].by_recovery


def test_what_to_do_without_a_way_in_can_be_read(
    qtbot: QtBot, show: Show, profile: Profile, made: vault.Created
) -> None:
    face, _opened, _failed = face_of(profile)
    show(face)
    with qtbot.waitSignal(face.guide_asked):
        QTest.mouseClick(face.guide, Qt.MouseButton.LeftButton)
