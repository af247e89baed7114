"""The first day with Relmgr, through the real program and window: from the welcome to a promise kept, locked and found again."""

from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from relmgr import clock as clocks
from relmgr import vault
from relmgr.domain.kinds import Status
from relmgr.paths import Profile, profile_at
from relmgr.services import expectations, people
from relmgr.settings import Settings
from tests.builders import NOW
from ui import theme as themes
from ui.dialogs.conversation import ConversationDialog
from ui.dialogs.palette import Palette
from ui.main_window import MainWindow, Shell
from ui.pages.import_page import ImportPage
from ui.pages.people import PeoplePage
from ui.pages.today import TodayPage
from ui.pages.welcome import ChoiceFace, PassphraseFace, RecoveryKeyFace, TypingBackFace
from ui.preferences import Preferences
from ui.program import Program
from ui.theme import Scheme
from ui.unlock import UnlockFace
from ui.widgets.text import TextLabel

Kind = TypeVar("Kind", bound=QWidget)
PASSPHRASE = "four words for a door"
PHONE = """\
BEGIN:VCARD
VERSION:3.0
N:Jacobs;Megan;;;
FN:Megan Jacobs
ORG:Fernkloof Logistics
TITLE:Head of Operations
TEL;TYPE=CELL:+27 82 555 0142
BDAY:1984-02-29
END:VCARD
BEGIN:VCARD
VERSION:2.1
N;ENCODING=QUOTED-PRINTABLE;CHARSET=UTF-8:=C3=85ngstr=C3=B6m;Zo=C3=AB
FN;ENCODING=QUOTED-PRINTABLE;CHARSET=UTF-8:Zo=C3=AB =C3=85ngstr=C3=B6m
TEL;CELL:+46 70 555 01 10
END:VCARD
BEGIN:VCARD
VERSION:4.0
FN:Lars Holm
EMAIL:lars@holm.example
END:VCARD
"""
PLAIN = Qt.KeyboardModifier.NoModifier
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def profile(tmp_path: Path) -> Profile:
    """A computer on which Relmgr has never run."""
    return profile_at(tmp_path / "profile")


@pytest.fixture
def phone(tmp_path: Path) -> Path:
    """What the phone gave."""
    path = tmp_path / "contacts.vcf"
    path.write_text(PHONE, "utf-8", newline="\r\n")
    return path


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication, profile: Profile) -> MainWindow:
    """The frame."""
    themes.apply(qapp, themes.make(Scheme.LIGHT, reduced_motion=True))
    frame = MainWindow(profile)
    qtbot.addWidget(frame)
    return frame


@pytest.fixture
def program(qtbot: QtBot, window: MainWindow, profile: Profile) -> Iterator[Program]:
    """The program, not yet started, on the afternoon of Tuesday 24 November 2026."""
    preferences = Preferences(profile.settings_file, Settings())
    made = Program(window, preferences, clocks.fixed(NOW), profile)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    yield made
    made.end()


def press(key: Qt.Key, modifiers: Qt.KeyboardModifier = PLAIN) -> None:
    """The key, to whatever has the focus."""
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClick(focused, key, modifiers)


def write(text: str) -> None:
    """Type, into whatever has the focus."""
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClicks(focused, text)


def click(widget: QWidget) -> None:
    """With the mouse, in the middle of it."""
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton)


def said(widget: QWidget) -> str:
    """All words of it."""
    return " | ".join(label.text() for label in widget.findChildren(TextLabel))


class Story:
    """The window as somebody in front of it has it: one face, its shell, its pages."""

    def __init__(self, qtbot: QtBot, program: Program) -> None:
        self.qtbot = qtbot
        self.program = program

    def face(self, kind: type[Kind]) -> Kind:
        """The face that is shown, once it is a `kind`."""
        self.qtbot.waitUntil(lambda: isinstance(self.program.window.face(), kind), timeout=20_000)
        face = self.program.window.face()
        assert isinstance(face, kind)
        return face

    @property
    def shell(self) -> Shell:
        """The open file's window."""
        return self.face(Shell)

    def page(self, kind: type[Kind]) -> Kind:
        """The page that is shown, once it is a `kind`."""
        self.qtbot.waitUntil(lambda: isinstance(self.shell.stack.currentWidget(), kind))
        page = self.shell.stack.currentWidget()
        assert isinstance(page, kind)
        return page

    def dialog(self, kind: type[Kind]) -> Kind:
        """The dialog that is open."""
        opened = self.shell.dialogs[-1]
        assert isinstance(opened, kind)
        return opened

    def make_the_file(self) -> None:
        """Welcome, no keyring, a passphrase typed twice, the recovery key copied and typed back."""
        click(self.face(ChoiceFace).import_choice)
        asked = self.face(PassphraseFace)
        assert "no keyring that Relmgr can trust" in said(asked)
        write(PASSPHRASE)
        press(Qt.Key.Key_Return)
        write(PASSPHRASE)
        press(Qt.Key.Key_Return)
        key = self.face(RecoveryKeyFace)
        assert not key.box.isEnabled()
        groups = [text for text in said(key).split(" | ") if len(text) == 9 and text[4] == "-"]
        click(key.copy_button)
        click(key.box)
        click(key.continue_button)
        typing = self.face(TypingBackFace)
        for number, field in typing.fields.items():
            field.set_text(groups[number - 1].lower())
        click(typing.continue_button)

    def import_all(self) -> None:
        """See every card, import, and be among the people."""
        preview = self.page(ImportPage)
        self.qtbot.waitUntil(lambda: preview.is_compared)
        assert preview.foot.go.text() == "Import 3 people"
        click(preview.foot.go)
        self.qtbot.waitUntil(lambda: preview.foot.go.text() == "Done")
        click(preview.foot.go)
        self.page(PeoplePage)

    def find(self, letters: str) -> PeoplePage:
        """Ctrl+K, some letters, Return."""
        QTest.keyClick(self.shell, Qt.Key.Key_K, CTRL)
        self.dialog(Palette)
        write(letters)
        press(Qt.Key.Key_Return)
        return self.page(PeoplePage)


def test_the_first_day(
    qtbot: QtBot, program: Program, profile: Profile, phone: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_arguments: ([str(phone)], ""))
    program.start()
    story = Story(qtbot, program)
    story.make_the_file()
    assert vault.state(profile).recovery_proved
    story.import_all()
    store = story.shell.context.store
    assert people.count(store) == 3

    card = story.find("meg")
    assert card.person_id is not None
    assert "Megan Jacobs" in said(card.card)
    assert "Head of Operations" in said(card.card)
    megan = card.person_id

    press(Qt.Key.Key_L, CTRL)
    log = story.dialog(ConversationDialog)
    assert log.title.text() == "Log a conversation with Megan"
    write("Rang Megan this morning. I promised the rollout plan by tomorrow. She was relieved.")
    press(Qt.Key.Key_Return, CTRL)
    assert story.shell.dialogs == ()
    assert "Rollout plan" in said(card.card)

    press(Qt.Key.Key_1, CTRL)
    today = story.page(TodayPage)
    (row,) = today.rows()
    assert row.item.title == "Rollout plan"
    row.setFocus(Qt.FocusReason.TabFocusReason)
    press(Qt.Key.Key_D)
    qtbot.waitUntil(lambda: today.rows() == [])
    (promise,) = expectations.of(store, megan)
    assert promise.status is Status.MET
    QTest.keyClick(story.shell, Qt.Key.Key_Z, CTRL)
    assert [each.item.title for each in today.rows()] == ["Rollout plan"]

    QTest.keyClick(story.shell, Qt.Key.Key_L, CTRL | SHIFT)
    locked = story.face(UnlockFace)
    assert program.shell is None
    assert "Megan" not in said(locked)
    locked.passphrase.edit.setFocus()
    write("four words for a window")
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "That passphrase does not open this file." in said(locked))
    locked.passphrase.set_text(PASSPHRASE)
    press(Qt.Key.Key_Return)

    store = story.shell.context.store
    assert people.count(store) == 3
    (again,) = story.page(TodayPage).rows()
    assert again.item.title == "Rollout plan"
    card = story.find("rollout")
    assert card.person_id == megan
    assert "Rollout plan" in said(card.card)
