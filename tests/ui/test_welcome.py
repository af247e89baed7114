"""The first run: the choice, the keyring or a passphrase, the recovery key, typing it back."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMainWindow, QWidget
from pytestqt.qtbot import QtBot

from relmgr import clock as clocks
from relmgr import vault
from relmgr.paths import Placing, Profile
from relmgr.vault.keychain import Cancel, Keychain
from relmgr.vault.recovery_code import new_code
from tests.builders import NOW
from tests.fake_keyring import NAMES, FakeKeyring
from ui.pages.welcome import (
    ChoiceFace,
    FirstRun,
    PassphraseFace,
    RecoveryKeyFace,
    SecretClipboard,
    TypingBackFace,
)
from ui.pages.welcome.keys import key_text
from ui.tasks import Tasks
from ui.widgets.buttons import Button
from ui.widgets.text import TextLabel

Show = Callable[[QWidget], None]


class Stage(QMainWindow):
    """A window that shows one face at a time."""

    def show_face(self, face: QWidget) -> None:
        """Show `face` and free the one before."""
        self.setCentralWidget(face)
        face.show()


@pytest.fixture
def ring(monkeypatch: pytest.MonkeyPatch) -> FakeKeyring:
    """The keyring of this computer, in memory."""
    backend = FakeKeyring()

    def system(*, patience: float = 1.0, cancel: Cancel | None = None) -> Keychain:
        return Keychain(backend, patience=patience, cancel=cancel, trusted=NAMES)

    monkeypatch.setattr(vault, "system_keychain", system)
    return backend


@pytest.fixture
def stage(show: Show) -> Stage:
    """The window."""
    window = Stage()
    show(window)
    return window


@pytest.fixture
def clipboard(qtbot: QtBot) -> SecretClipboard:
    """The program's clipboard for secrets."""
    return SecretClipboard()


@pytest.fixture
def run(stage: Stage, profile: Profile, clipboard: SecretClipboard) -> FirstRun:
    """A first run that begins at the choice."""
    first = FirstRun(profile, clocks.fixed(NOW), Tasks(), clipboard, stage.show_face)
    first.start()
    return first


def click(qtbot: QtBot, widget: QWidget) -> None:
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton)


def choice(stage: Stage) -> ChoiceFace:
    face = stage.centralWidget()
    assert isinstance(face, ChoiceFace)
    return face


def key_face(qtbot: QtBot, stage: Stage) -> RecoveryKeyFace:
    qtbot.waitUntil(lambda: isinstance(stage.centralWidget(), RecoveryKeyFace))
    face = stage.centralWidget()
    assert isinstance(face, RecoveryKeyFace)
    return face


def typing_face(stage: Stage) -> TypingBackFace:
    face = stage.centralWidget()
    assert isinstance(face, TypingBackFace)
    return face


def keep(qtbot: QtBot, face: RecoveryKeyFace) -> None:
    """Copy the key, tick the box and go on."""
    click(qtbot, face.copy_button)
    click(qtbot, face.box)
    click(qtbot, face.continue_button)


def type_back(face: TypingBackFace, code: str) -> None:
    """Type what is asked for, and go on."""
    groups = vault.groups_of(code)
    for number, field in face.fields.items():
        field.set_text(groups[number - 1].lower())
    face.continue_button.click()


def shown_code(face: RecoveryKeyFace) -> str:
    """The key on the page, without its dashes."""
    texts = [label.text() for label in face.findChildren(TextLabel)]
    groups = [text for text in texts if len(text) == 9 and text[4] == "-"]
    assert len(groups) == 6
    return "".join(groups).replace("-", "")


def test_start_empty_with_a_keyring(
    qtbot: QtBot, run: FirstRun, stage: Stage, profile: Profile, ring: FakeKeyring
) -> None:
    finished: list[tuple[vault.Unlocked, tuple[Path, ...]]] = []
    run.finished.connect(lambda unlocked, paths: finished.append((unlocked, paths)))
    click(qtbot, choice(stage).empty_choice)
    face = key_face(qtbot, stage)
    code = shown_code(face)
    keep(qtbot, face)
    assert not vault.state(profile).recovery_proved
    type_back(typing_face(stage), code)

    assert [paths for _unlocked, paths in finished] == [()]
    state = vault.state(profile)
    assert state.recovery_proved
    assert state.slots == {vault.SlotKind.KEYRING, vault.SlotKind.RECOVERY}
    assert vault.unlock_with_recovery_code(profile, code).vault_id == state.vault_id
    vault.open_store(finished[0][0]).close()


def test_without_a_keyring_a_passphrase_is_asked_for_and_why_is_said(
    qtbot: QtBot, run: FirstRun, stage: Stage, profile: Profile
) -> None:
    click(qtbot, choice(stage).empty_choice)
    qtbot.waitUntil(lambda: isinstance(stage.centralWidget(), PassphraseFace))
    face = stage.centralWidget()
    assert isinstance(face, PassphraseFace)
    texts = " ".join(label.text() for label in face.findChildren(TextLabel))
    assert "no keyring that Relmgr can trust" in texts

    QTest.keyClicks(face.fields.first.edit, "short")
    click(qtbot, face.continue_button)
    assert "at least 8 characters" in face.fields.first.error()
    face.fields.first.set_text("correct horse")
    face.fields.second.set_text("correct house")
    click(qtbot, face.continue_button)
    assert face.fields.second.error() == "The two are not the same. Type it once more."
    assert vault.state(profile).standing is vault.Standing.NONE

    face.fields.second.set_text("correct horse")
    QTest.keyClick(face.fields.second.edit, Qt.Key.Key_Return)
    key_face(qtbot, stage)
    assert vault.state(profile).slots == {vault.SlotKind.PASSPHRASE, vault.SlotKind.RECOVERY}


def test_back_from_the_key_makes_no_second_file(
    qtbot: QtBot, run: FirstRun, stage: Stage, profile: Profile, ring: FakeKeyring
) -> None:
    click(qtbot, choice(stage).empty_choice)
    face = key_face(qtbot, stage)
    code, vault_id = shown_code(face), vault.state(profile).vault_id
    back = face.findChild(Button, "back")
    assert isinstance(back, Button)
    click(qtbot, back)
    click(qtbot, choice(stage).empty_choice)
    assert shown_code(key_face(qtbot, stage)) == code
    assert vault.state(profile).vault_id == vault_id


def test_import_asks_for_the_files_first_and_hands_them_on(
    qtbot: QtBot, run: FirstRun, stage: Stage, ring: FakeKeyring
) -> None:
    answers: list[tuple[Path, ...]] = [(), (Path("phone.vcf"),)]
    run.ask_files = lambda _parent: answers.pop(0)
    click(qtbot, choice(stage).import_choice)
    assert isinstance(stage.centralWidget(), ChoiceFace)
    with qtbot.waitSignal(run.finished) as finished:
        click(qtbot, choice(stage).import_choice)
        face = key_face(qtbot, stage)
        code = shown_code(face)
        keep(qtbot, face)
        type_back(typing_face(stage), code)
    assert finished.args[1] == (Path("phone.vcf"),)


def test_look_around_makes_no_file(qtbot: QtBot, run: FirstRun, stage: Stage, profile: Profile) -> None:
    with qtbot.waitSignal(run.sample_asked):
        click(qtbot, choice(stage).sample_choice)
    assert vault.state(profile).standing is vault.Standing.NONE


def test_a_keyring_that_fails_while_the_file_is_made_leads_to_the_passphrase(
    qtbot: QtBot, run: FirstRun, stage: Stage, profile: Profile, ring: FakeKeyring
) -> None:
    ring.forgets = True
    click(qtbot, choice(stage).empty_choice)
    qtbot.waitUntil(lambda: isinstance(stage.centralWidget(), PassphraseFace))
    assert vault.state(profile).standing is vault.Standing.NONE


def test_a_passphrase_can_be_added_where_a_keyring_works(
    qtbot: QtBot, run: FirstRun, stage: Stage, profile: Profile, ring: FakeKeyring
) -> None:
    click(qtbot, choice(stage).empty_choice)
    keep(qtbot, key_face(qtbot, stage))
    click(qtbot, typing_face(stage).passphrase_link)
    face = stage.centralWidget()
    assert isinstance(face, PassphraseFace)
    face.fields.first.set_text("correct horse")
    face.fields.second.set_text("correct horse")
    click(qtbot, face.continue_button)
    qtbot.waitUntil(lambda: isinstance(stage.centralWidget(), TypingBackFace))
    assert vault.SlotKind.PASSPHRASE in vault.state(profile).slots


@pytest.fixture
def key(qtbot: QtBot, show: Show, clipboard: SecretClipboard) -> tuple[RecoveryKeyFace, str]:
    """The page of the recovery key."""
    code = new_code()
    face = RecoveryKeyFace(code, clocks.fixed(NOW), clipboard, lead="Keep it.")
    show(face)
    return face, code


def test_continue_waits_for_keeping_and_ticking(qtbot: QtBot, key: tuple[RecoveryKeyFace, str]) -> None:
    face, _code = key
    assert not face.box.isEnabled()
    assert not face.continue_button.isEnabled()
    face.print_page = lambda _groups, _parent: False
    click(qtbot, face.print_button)
    assert not face.box.isEnabled()

    printed: list[tuple[str, ...]] = []

    def print_page(groups: tuple[str, ...], _parent: QWidget) -> bool:
        printed.append(groups)
        return True

    face.print_page = print_page
    click(qtbot, face.print_button)
    assert len(printed[0]) == 6
    time = NOW.astimezone().strftime("%H:%M")
    assert face.status.label.text() == f"Printed at {time}"
    assert not face.continue_button.isEnabled()
    click(qtbot, face.box)
    assert face.continue_button.isEnabled()
    click(qtbot, face.box)
    assert not face.continue_button.isEnabled()


def test_who_writes_the_key_down_by_hand_goes_on_to_type_two_groups_back(
    qtbot: QtBot, key: tuple[RecoveryKeyFace, str]
) -> None:
    face, _code = key
    assert not face.box.isEnabled()
    QTest.mouseClick(face.written_button, Qt.MouseButton.LeftButton)
    assert face.status.isVisible()
    assert face.box.isEnabled()
    assert not face.continue_button.isEnabled()
    face.box.setChecked(True)
    with qtbot.waitSignal(face.continue_asked):
        QTest.mouseClick(face.continue_button, Qt.MouseButton.LeftButton)


def test_the_key_is_saved_for_this_user_alone(
    qtbot: QtBot, key: tuple[RecoveryKeyFace, str], tmp_path: Path
) -> None:
    face, code = key
    file = tmp_path / "key.txt"
    face.ask_path = lambda _parent: ""
    click(qtbot, face.save_button)
    assert not face.box.isEnabled()
    face.ask_path = lambda _parent: str(file)
    click(qtbot, face.save_button)
    assert file.read_text("utf-8") == key_text(vault.groups_of(code))
    assert file.stat().st_mode & 0o777 == 0o600
    assert face.box.isEnabled()


def test_a_key_that_cannot_be_saved_is_said(
    qtbot: QtBot, key: tuple[RecoveryKeyFace, str], tmp_path: Path
) -> None:
    face, _code = key
    face.ask_path = lambda _parent: str(tmp_path / "no such folder" / "key.txt")
    click(qtbot, face.save_button)
    assert face.error.isVisible()
    assert not face.box.isEnabled()


def test_the_copied_key_leaves_the_clipboard_after_a_minute(
    qtbot: QtBot, key: tuple[RecoveryKeyFace, str], clipboard: SecretClipboard
) -> None:
    face, code = key
    click(qtbot, face.copy_button)
    assert QGuiApplication.clipboard().text() == vault.format_code(code)
    assert clipboard._timer.interval() == 60_000
    assert clipboard._timer.isActive()
    assert "Cleared after a minute" in face.status.label.text()
    clipboard._timer.timeout.emit()
    assert QGuiApplication.clipboard().text() == ""
    assert face.status.label.text() == "The clipboard is cleared"
    assert face.box.isEnabled()


def test_what_was_copied_since_stays(qtbot: QtBot, clipboard: SecretClipboard) -> None:
    clipboard.copy("secret")
    QGuiApplication.clipboard().setText("a recipe")
    clipboard.clear()
    assert QGuiApplication.clipboard().text() == "a recipe"


def test_wrong_groups_are_named(qtbot: QtBot, show: Show) -> None:
    code = new_code()
    face = TypingBackFace(code, (2, 5))
    show(face)
    proved: list[bool] = []
    face.proved.connect(lambda: proved.append(True))
    face.fields[2].set_text(vault.groups_of(code)[1])
    face.fields[5].set_text("AAAA-AAAA")
    click(qtbot, face.continue_button)
    assert face.fields[2].error() == ""
    assert face.fields[5].error() == "This is not group 5. Compare it with your copy."
    assert proved == []
    face.fields[5].set_text(vault.groups_of(code)[4])
    QTest.keyClick(face.fields[2].edit, Qt.Key.Key_Return)
    assert face.fields[5].edit.hasFocus()
    QTest.keyClick(face.fields[5].edit, Qt.Key.Key_Return)
    assert proved == [True]


def test_arrows_move_between_the_choices(qtbot: QtBot, run: FirstRun, stage: Stage) -> None:
    face = choice(stage)
    face.first_focus().setFocus()
    QTest.keyClick(face.import_choice, Qt.Key.Key_Down)
    assert face.empty_choice.hasFocus()
    QTest.keyClick(face.empty_choice, Qt.Key.Key_Up)
    assert face.import_choice.hasFocus()
    for button in (face.import_choice, face.empty_choice, face.sample_choice):
        assert button.accessibleName()
        assert button.accessibleDescription()


def test_a_portable_file_gets_a_passphrase_and_the_keyring_is_not_asked(
    qtbot: QtBot, stage: Stage, profile: Profile, clipboard: SecretClipboard, ring: FakeKeyring
) -> None:
    portable = replace(profile, placing=Placing.BESIDE)
    first = FirstRun(portable, clocks.fixed(NOW), Tasks(), clipboard, stage.show_face)
    first.start()
    click(qtbot, choice(stage).empty_choice)
    face = stage.centralWidget()
    assert isinstance(face, PassphraseFace)
    texts = " ".join(label.text() for label in face.findChildren(TextLabel))
    assert "Your file travels with the program" in texts
    face.fields.first.set_text("correct horse")
    face.fields.second.set_text("correct horse")
    click(qtbot, face.continue_button)
    key = key_face(qtbot, stage)
    texts = " ".join(label.text() for label in key.findChildren(TextLabel))
    assert "in the folder beside the program" in texts
    assert vault.state(profile).slots == {vault.SlotKind.PASSPHRASE, vault.SlotKind.RECOVERY}
    assert ring.secrets == {}
