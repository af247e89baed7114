"""Every fault of quality §3 as the window meets it: a page that says it, alive, and all is well once the cause is gone."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import func, select

from relmgr import clock as clocks
from relmgr import vault
from relmgr.domain.ids import PersonId
from relmgr.errors import DamagedError, DiskError, RelmgrError
from relmgr.paths import Profile, profile_at
from relmgr.services import people
from relmgr.settings import Settings
from relmgr.store import tables as t
from tests.builders import NOW
from tests.fake_keyring import FakeKeyring, keychain
from tests.faults import conditions, victims
from tests.faults.effort import times
from tests.faults.harms import HARMS, PAGE, Harm, kept
from tests.faults.small_places import fill_up, may_mount, public_folder, read_only, small_disk
from tests.faults.terminal import run
from tests.faults.victims import CHEAP, PASSPHRASE
from ui.app import CrashGuard
from ui.backing_up import BackupKeeper
from ui.dialogs.conversation import ConversationDialog
from ui.main_window import MainWindow, Shell
from ui.pages.centred import FaultFace
from ui.pages.import_page.dialogs import ImportingDialog
from ui.pages.import_page.page import ImportPage
from ui.pages.welcome import ChoiceFace
from ui.preferences import Preferences
from ui.program import Program
from ui.tray import Tray
from ui.unlock import UnlockFace, Way
from ui.widgets.text import TextLabel

pytestmark = [
    pytest.mark.qt_log_ignore("systemTrayWindowChanged", extend=True),
    pytest.mark.timeout(times(120, 3600)),
]
ANN = PersonId(1)
NO_ROOM = "There is no room left to write"


@dataclass
class Started:
    """A program in its window, used as a person would."""

    program: Program
    window: MainWindow
    qtbot: QtBot

    def end(self) -> None:
        """End the program, whose window is gone by then."""
        self.window.hide()
        self.program.end()

    def face(self) -> QWidget:
        face = self.window.face()
        assert face is not None
        assert self.window.isVisible()
        return face

    def says(self) -> str:
        """All that the face says."""
        return " ".join(label.text() for label in self.face().findChildren(TextLabel) if label.isVisible())

    def unlock(self, passphrase: str = PASSPHRASE) -> None:
        """Type the passphrase and wait for what comes of it."""
        face = self.face()
        assert isinstance(face, UnlockFace)
        face.passphrase.edit.clear()
        QTest.keyClicks(face.passphrase.edit, passphrase)
        QTest.mouseClick(face.button, Qt.MouseButton.LeftButton)
        self.qtbot.waitUntil(
            lambda: self.window.face() is not face or face.button.isVisible(), timeout=20_000
        )

    def try_again(self) -> None:
        face = self.face()
        assert isinstance(face, FaultFace)
        QTest.mouseClick(face.retry, Qt.MouseButton.LeftButton)

    @property
    def shell(self) -> Shell:
        assert self.program.shell is not None
        return self.program.shell

    def log_dialog(self, text: str) -> ConversationDialog:
        """The dialog with `text` typed into it."""
        self.shell.log_conversation(ANN)
        (dialog,) = self.shell.dialogs
        assert isinstance(dialog, ConversationDialog)
        QTest.keyClicks(dialog.text, text)
        return dialog

    def save(self, dialog: ConversationDialog) -> None:
        QTest.mouseClick(dialog.save_button, Qt.MouseButton.LeftButton)

    def talks(self) -> int:
        """How many conversations with Ann the file holds."""
        with self.shell.context.store.read() as session:
            return session.execute(
                select(func.count())
                .select_from(t.conversation_person)
                .where(t.conversation_person.c.person_id == ANN)
            ).scalar_one()


Start = Callable[[Profile], Started]


@pytest.fixture(autouse=True)
def _cheap_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    for function in (vault.create, vault.unlock_with_passphrase, vault.set_passphrase):
        defaults = function.__kwdefaults__
        assert defaults is not None
        monkeypatch.setitem(defaults, "cost", CHEAP)


@pytest.fixture
def start(qtbot: QtBot) -> Iterator[Start]:
    """Starts the program on a profile, with its tray."""
    all_started: list[Started] = []

    def start_it(profile: Profile) -> Started:
        window = MainWindow(profile)
        qtbot.addWidget(window)
        preferences = Preferences(profile.settings_file, Settings())
        program = Program(window, preferences, clocks.fixed(NOW), profile)
        program.make_companion = lambda context, shell: Tray(context, shell, window, quit_=lambda: None)
        started = Started(program, window, qtbot)
        all_started.append(started)
        window.show()
        program.start()
        return started

    yield start_it
    for started in all_started:
        started.end()


# The file


@pytest.mark.parametrize("harm", HARMS, ids=lambda harm: harm.name)
def test_a_file_that_cannot_be_opened(
    start: Start, profile: Profile, sound_profile: Profile, harm: Harm
) -> None:
    harm.befall(profile)
    before = kept(profile)
    started = start(profile)
    if isinstance(started.face(), UnlockFace):
        started.unlock()
    for _twice in range(2):
        assert isinstance(started.face(), FaultFace)
        assert harm.words in started.says()
        assert kept(profile) == before
        started.try_again()
        if isinstance(started.face(), UnlockFace):
            started.unlock()
    assert kept(profile) == before
    if profile.database.is_dir():
        profile.database.rmdir()
    for name in ("relmgr.db", "vault.json", "vault.json.copy"):
        (profile.data / name).unlink(missing_ok=True)
        shutil.copyfile(sound_profile.data / name, profile.data / name)
    started.try_again()
    started.unlock()
    assert people.count(started.shell.context.store) == 3


def test_a_wrong_passphrase_and_then_the_right_one(start: Start, profile: Profile) -> None:
    started = start(profile)
    before = kept(profile)
    started.unlock("correct horse battery staple")
    assert isinstance(started.face(), UnlockFace)
    assert "That passphrase does not open this file." in started.says()
    assert kept(profile) == before
    started.unlock()
    assert started.talks() == 1


@pytest.mark.parametrize(
    ("state", "words"),
    [
        ("missing", "has no keyring that Relmgr can trust"),
        ("never set up", "was never set up"),
        ("locked", "is locked"),
        ("emptied", "no longer holds Relmgr's secret"),
        ("swapped", "is not the one for this file"),
        ("faulty", "answered with an error"),
    ],
)
def test_a_keyring_that_does_not_help(
    start: Start, profile: Profile, monkeypatch: pytest.MonkeyPatch, state: str, words: str
) -> None:
    monkeypatch.setattr(vault, "system_keychain", vault.system_keychain)
    unlocked = vault.unlock_with_passphrase(profile, PASSPHRASE)
    vault.rewrap_keyring(unlocked, keychain(FakeKeyring()))
    before = kept(profile)
    conditions.with_keyring(state)
    started = start(profile)
    face = started.face()
    assert isinstance(face, UnlockFace)
    started.qtbot.waitUntil(lambda: face.way is Way.PASSPHRASE)
    assert words in started.says()
    assert kept(profile) == before
    started.unlock()
    assert started.talks() == 1


def test_damage_that_shows_only_while_the_window_is_open(start: Start, profile: Profile) -> None:
    started = start(profile)
    started.unlock()
    dialog = started.log_dialog("Call, she moved to Leeds")
    store = started.shell.context.store
    store.checkpoint()
    away = profile.database.rename(profile.data / "away")
    started.save(dialog)
    assert "was moved or exchanged while Relmgr was running" in dialog.problem.label.text()
    assert dialog.text.text() == "Call, she moved to Leeds"
    assert not profile.database.exists(), "something was made anew"
    started.shell.undo()
    started.shell.open_person(ANN)
    assert started.window.isVisible()
    away.rename(profile.database)
    started.save(dialog)
    assert started.shell.dialogs == ()
    assert started.talks() == 2


def test_a_page_that_is_harmed_is_met_as_a_sentence(
    start: Start, profile: Profile, sound_profile: Profile
) -> None:
    """Wherever a bit flipped: what can be read is shown, the rest is said, nothing is written any more."""
    whole = sound_profile.database.read_bytes()
    said = 0
    for number in range(7, len(whole) // PAGE, times(11, 1)):
        harmed = bytearray(whole)
        harmed[number * PAGE + 2000] ^= 1
        profile.database.write_bytes(harmed)
        started = start(profile)
        started.unlock()
        if isinstance(started.face(), FaultFace):
            assert "is damaged" in started.says()
            said += 1
        else:
            with started.qtbot.capture_exceptions() as untaken:
                problems = walk_about(started)
            # What no page takes, the guard of the program shows as a sentence (ui.app.CrashGuard).
            assert {type(error) for _kind, error, _traceback in untaken} <= {DamagedError, DiskError}
            said += bool(untaken) or any("is damaged" in sentence for sentence in problems)
        started.end()
        started.window.close()
    assert said


def walk_about(started: Started) -> list[str]:
    """Look at every page and try to log a conversation; the sentences met on the way."""
    problems: list[str] = []
    shell = started.shell
    shell.context.signals.problem.connect(problems.append)
    shell.open_people("Ann")
    shell.open_person(ANN)
    shell.open_today()
    shell.open_search("moved")
    for search in shell.dialogs:
        search.reject()
    shell.log_conversation(ANN, "Call, she moved to Leeds")
    for dialog in shell.dialogs:
        assert isinstance(dialog, ConversationDialog)
        started.save(dialog)
        if dialog in shell.dialogs:
            problems.append(dialog.problem.label.text())
            dialog.reject()
    return problems


def test_a_first_run_where_nothing_can_be_made(start: Start) -> None:
    with public_folder() as outside:
        (outside / "inside").mkdir()
        profile = profile_at(outside / "inside" / "profile")
        with read_only(outside / "inside"):
            started = start(profile)
            assert "cannot be written" in started.says()
            assert isinstance(started.face(), FaultFace)
        started.try_again()
        face = started.face()
        assert isinstance(face, ChoiceFace)


@pytest.mark.parametrize("leave", ["lock", "quit"])
def test_leaving_in_the_middle_of_an_import_keeps_nothing_of_it(
    start: Start, profile: Profile, tmp_path: Path, leave: str
) -> None:
    many = tmp_path / "many.vcf"
    card = "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Person {n}\r\nEND:VCARD\r\n"
    many.write_text("".join(card.format(n=each) for each in range(3000)), "utf-8")
    started = start(profile)
    started.unlock()
    started.shell.open_import((many,))
    page = started.shell.page("import")
    assert isinstance(page, ImportPage)
    started.qtbot.waitUntil(lambda: page.is_compared and page.foot.go.isEnabled(), timeout=30_000)
    QTest.mouseClick(page.foot.go, Qt.MouseButton.LeftButton)
    started.qtbot.waitUntil(lambda: bool(started.shell.dialogs), timeout=30_000)  # once the backup is made
    (importing,) = started.shell.dialogs
    assert isinstance(importing, ImportingDialog)
    started.qtbot.waitUntil(lambda: importing.importer.done > 0)
    if leave == "lock":
        started.program.lock()
    else:
        started.end()
        started = start(profile)
    started.unlock()
    assert people.count(started.shell.context.store) == 3
    assert started.talks() == 1
    started.save(started.log_dialog("Call, she moved to Leeds"))
    assert started.talks() == 2


# The place


def test_while_another_relmgr_holds_the_profile(
    start: Start, profile: Profile, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ui.instance.PATIENCE_SECONDS", 0.0)
    holder = victims.start(victims.hold_lock, profile.data)
    assert holder.answer() == "got it"
    before = kept(profile)
    started = start(profile)
    assert "already has the file in" in started.says()
    holder.kill()
    started.try_again()
    started.unlock()
    assert started.talks() == 1
    assert kept(profile)["vault.json"] == before["vault.json"]
    refused = run(profile, "log", "Call with Ann")
    refused.require_sentence("already has the file in")
    assert "Ann Archer" in run(profile, "people").said


def test_a_read_only_folder_is_read_and_says_so(start: Start, sound_profile: Profile) -> None:
    with public_folder() as outside:
        shutil.copytree(sound_profile.data, outside / "profile")
        profile = profile_at(outside / "profile")
        before = kept(profile)
        with read_only(profile.data):
            started = start(profile)
            started.unlock()
            assert "The file cannot be written, so nothing can be changed" in started.says()
            started.shell.open_person(ANN)
            dialog = started.log_dialog("Call, she moved to Leeds")
            started.save(dialog)
            assert "cannot be written" in dialog.problem.label.text()
            assert dialog.text.text() == "Call, she moved to Leeds"
            dialog.reject()
            started.shell.undo()
            started.program.tick()
            started.end()
        assert kept(profile) == before


def test_a_profile_that_is_a_file(start: Start, tmp_path: Path) -> None:
    place = tmp_path / "profile"
    place.write_text("mine")
    started = start(profile_at(place))
    assert "is a file, and a folder is needed there" in started.says()
    assert place.read_text() == "mine"
    place.unlink()
    started.try_again()
    assert not isinstance(started.face(), FaultFace)


if may_mount():

    @pytest.fixture
    def disk(tmp_path: Path) -> Iterator[Path]:
        """A disk of two megabytes."""
        folder = tmp_path / "disk"
        folder.mkdir()
        with small_disk(folder):
            yield folder

    @pytest.fixture
    def cramped(disk: Path, sound_profile: Profile, request: pytest.FixtureRequest) -> Profile:
        """A profile on it."""
        shutil.copytree(sound_profile.data, disk / "profile")
        return profile_at(disk / "profile")

    def test_a_disk_that_is_full_when_something_is_saved(cramped: Profile, disk: Path, start: Start) -> None:
        started = start(cramped)
        started.unlock()
        dialog = started.log_dialog("Call, she moved to Leeds")
        fill_up(disk / "fill")
        for _twice in range(2):
            started.save(dialog)
            assert NO_ROOM in dialog.problem.label.text()
            assert "MB free" in dialog.problem.label.text()
            assert dialog.problem.isVisible()
            assert dialog.text.text() == "Call, she moved to Leeds"
        assert started.talks() == 1
        (disk / "fill").unlink()
        started.save(dialog)
        assert started.shell.dialogs == ()
        assert started.talks() == 2
        started.shell.undo()
        assert started.talks() == 1
        started.end()

    def test_whatever_is_pressed_on_a_full_disk_the_window_goes_on(
        cramped: Profile, disk: Path, start: Start
    ) -> None:
        started = start(cramped)
        started.unlock()
        shell = started.shell
        started.save(started.log_dialog("Call, she moved to Leeds"))
        fill_up(disk / "fill")
        problems: list[str] = []
        shell.context.signals.problem.connect(problems.append)
        shell.undo()
        assert NO_ROOM in problems.pop()
        shell.open_today()
        shell.open_person(ANN)
        shell.context.store.checkpoint()
        shell.context.signals.day_changed.emit()
        started.program.tick()
        started.window.remember_place()
        assert started.talks() == 2
        (disk / "fill").unlink()
        shell.undo()
        assert started.talks() == 1
        started.end()

    def test_a_disk_that_fills_up_during_an_import(
        cramped: Profile, start: Start, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        many = tmp_path / "many.vcf"
        card = "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Person {n}\r\nNOTE:{note}\r\nEND:VCARD\r\n"
        many.write_text("".join(card.format(n=each, note="x" * 2000) for each in range(900)), "utf-8")
        started = start(cramped)
        started.unlock()
        shell = started.shell
        problems: list[str] = []
        shell.context.signals.problem.connect(problems.append)
        shell.open_import((many,))
        page = shell.page("import")
        assert isinstance(page, ImportPage)
        for said in ("There is no room for a backup", NO_ROOM, NO_ROOM):
            started.qtbot.waitUntil(lambda: page.is_compared and page.foot.go.isEnabled(), timeout=30_000)
            QTest.mouseClick(page.foot.go, Qt.MouseButton.LeftButton)
            started.qtbot.waitUntil(lambda: bool(problems), timeout=30_000)
            assert said in problems.pop()
            # from now on the backup had its room, and the disk fills up while people are written
            monkeypatch.setattr(BackupKeeper, "before", lambda _keeper, _kind, then, _failed=None: then())
            started.qtbot.waitUntil(lambda: not shell.dialogs, timeout=10_000)
            assert people.count(shell.context.store) == 3
        started.save(started.log_dialog("Call, she moved to Leeds"))
        assert started.talks() == 2, "the room is free again by itself"
        started.end()

    def test_a_disk_that_is_full_at_the_start(cramped: Profile, disk: Path, start: Start) -> None:
        before = kept(cramped)
        fill_up(disk / "fill")
        started = start(cramped)
        started.unlock()
        assert NO_ROOM in started.says()
        (disk / "fill").unlink()
        assert kept(cramped) == before
        started.try_again()
        started.unlock()
        assert started.talks() == 1
        started.end()


# What nobody took


def test_a_fault_that_nobody_took_is_a_sentence_and_the_program_goes_on(
    start: Start, profile: Profile, qapp: QApplication
) -> None:
    started = start(profile)

    def tell(error: RelmgrError) -> bool:
        started.program.tell(error)
        return True

    guard = CrashGuard(qapp, tell)
    guard._take(DiskError, DiskError("The disk is away."), None)
    assert isinstance(started.face(), FaultFace)
    assert "The disk is away." in started.says()
    started.try_again()
    started.unlock()
    guard._take(DiskError, DiskError("The disk is away again."), None)
    assert isinstance(started.face(), Shell)
    assert "The disk is away again." in started.says()
