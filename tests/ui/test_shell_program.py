"""The program behind the window: which face it shows, locking, faults, the sample people, files handed over."""

import ctypes
import os
import sys
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QClipboard, QCloseEvent, QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from relmgr import APP_ID, vault
from relmgr import clock as clocks
from relmgr.clock import Clock
from relmgr.domain.unsaved import Unsaved
from relmgr.errors import InUseError, WrongKeyError
from relmgr.log import crash_report
from relmgr.paths import Profile
from relmgr.services import people, unsaved
from relmgr.settings import Settings
from tests.builders import NOW
from tests.ui.conftest import CHEAP, PASSPHRASE
from ui import app
from ui.actions import OPENERS, Command
from ui.context import Context, Navigator, Place
from ui.dialogs.crash import CrashDialog
from ui.guide import GuideWindow
from ui.idle import IdleWatch
from ui.instance import QUIT
from ui.main_window import MainWindow, Shell
from ui.pages.centred import FaultFace
from ui.pages.welcome import ChoiceFace, ProveKeyFace, RecoveryKeyFace
from ui.preferences import Preferences
from ui.program import Program
from ui.unlock import UnlockFace
from ui.widgets.contact_files import contact_files
from ui.widgets.text import TextLabel


class Now:
    """A clock's hand that tests move."""

    def __init__(self) -> None:
        self.moment = NOW

    def __call__(self) -> object:
        return self.moment


@pytest.fixture
def hand() -> Now:
    """The clock's hand."""
    return Now()


@pytest.fixture
def window(qtbot: QtBot, profile: Profile) -> MainWindow:
    """The frame."""
    frame = MainWindow(profile)
    qtbot.addWidget(frame)
    return frame


@pytest.fixture
def program(window: MainWindow, profile: Profile, hand: Now) -> Iterator[Program]:
    """The program, not yet started."""
    preferences = Preferences(profile.settings_file, Settings())
    made_program = Program(window, preferences, Clock(hand), profile)  # type: ignore[arg-type]
    window.show()
    yield made_program
    made_program.end()


@pytest.fixture
def passphrase_file(tmp_path: Path) -> Path:
    """A file that holds the passphrase of the vault."""
    file = tmp_path / "passphrase"
    file.write_text(PASSPHRASE + "\n", "utf-8")
    return file


@pytest.fixture
def opened(program: Program, vaulted: vault.Created, passphrase_file: Path) -> Program:
    """The program with the file open."""
    program.start(passphrase_file=passphrase_file)
    assert program.shell is not None
    return program


@pytest.fixture
def vaulted(profile: Profile) -> vault.Created:
    """A vault with its recovery key proved, and nobody holding it open."""
    created = vault.create(profile, passphrase=PASSPHRASE, keychain=None, clock=clocks.fixed(NOW), cost=CHEAP)
    vault.mark_recovery_proved(profile)
    return created


def texts(widget: QWidget | None) -> str:
    """All that `widget` says."""
    assert widget is not None
    return " ".join(label.text() for label in widget.findChildren(TextLabel))


def test_without_a_file_the_first_run_is_shown(program: Program, window: MainWindow) -> None:
    program.start()
    assert isinstance(window.face(), ChoiceFace)


def test_with_a_file_it_is_asked_for_the_key(
    program: Program, window: MainWindow, vaulted: vault.Created
) -> None:
    program.start()
    assert isinstance(window.face(), UnlockFace)
    assert window.windowTitle() == "Relmgr"


def test_a_passphrase_file_opens_it(opened: Program, window: MainWindow) -> None:
    assert isinstance(window.face(), Shell)


def test_a_wrong_passphrase_file_leaves_the_lock_page(
    program: Program, window: MainWindow, vaulted: vault.Created, tmp_path: Path
) -> None:
    program.start(passphrase_file=tmp_path / "nothing here")
    assert isinstance(window.face(), UnlockFace)
    assert "There is no passphrase file" in texts(window.face())


@pytest.fixture
def never_typed(
    program: Program, window: MainWindow, profile: Profile, passphrase_file: Path
) -> tuple[str, ProveKeyFace]:
    """The recovery key of a vault that `init` made, and the face that asks for it."""
    made = vault.create(profile, passphrase=PASSPHRASE, keychain=None, clock=clocks.fixed(NOW), cost=CHEAP)
    program.start(passphrase_file=passphrase_file)
    face = window.face()
    assert isinstance(face, ProveKeyFace)
    assert program.shell is None
    return made.recovery_code, face


def test_a_key_that_was_never_typed_back_is_asked_for_and_goes_on_opening(
    qtbot: QtBot,
    program: Program,
    window: MainWindow,
    profile: Profile,
    never_typed: tuple[str, ProveKeyFace],
) -> None:
    code, face = never_typed
    QTest.keyClick(face.field.edit, Qt.Key.Key_Return)
    assert face.field.error() == "Type your recovery key."
    face.field.set_text(code[:-1])
    QTest.keyClick(face.field.edit, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: face.field.isEnabled() and face.field.error() != "")
    assert not vault.state(profile).recovery_proved
    face.field.set_text(vault.format_code(code).lower())
    QTest.mouseClick(face.continue_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: isinstance(window.face(), Shell))
    assert vault.state(profile).recovery_proved
    vault.unlock_with_recovery_code(profile, code).key.forget()


def test_who_has_no_recovery_key_has_a_new_one_made(
    program: Program, window: MainWindow, profile: Profile, never_typed: tuple[str, ProveKeyFace]
) -> None:
    code, face = never_typed
    QTest.keyClick(face.new_key, Qt.Key.Key_Return)
    assert isinstance(window.face(), RecoveryKeyFace)
    with pytest.raises(WrongKeyError):
        vault.unlock_with_recovery_code(profile, code)
    assert program.shell is None


def empty(profile: Profile) -> None:
    profile.database.write_bytes(b"")


def lost(profile: Profile) -> None:
    profile.database.unlink()


def keyless(profile: Profile) -> None:
    profile.vault_file.unlink()
    profile.vault_copy.unlink()


def text_file(profile: Profile) -> None:
    profile.database.write_text("Dear diary. " * 1000, "utf-8")


def newer(profile: Profile) -> None:
    for file in (profile.vault_file, profile.vault_copy):
        file.write_text(file.read_text("utf-8").replace('"format": 1', '"format": 99'), "utf-8")


def read(file: Path) -> bytes | None:
    """What is in `file`, if it is there."""
    return file.read_bytes() if file.exists() else None


@pytest.mark.parametrize("harm", [empty, lost, keyless, text_file, newer])
def test_what_is_wrong_with_the_file_is_said_and_nothing_is_written(
    program: Program,
    profile: Profile,
    vaulted: vault.Created,
    passphrase_file: Path,
    harm: Callable[[Profile], None],
) -> None:
    harm(profile)
    before = sorted(profile.data.iterdir()), read(profile.database)
    program.start(passphrase_file=passphrase_file)
    face = program.window.face()
    assert isinstance(face, FaultFace)
    assert len(texts(face)) > 60
    assert (sorted(profile.data.iterdir()), read(profile.database)) == before
    assert program.window.isVisible()


def test_trying_again_after_the_file_was_put_back(
    program: Program, window: MainWindow, profile: Profile, vaulted: vault.Created
) -> None:
    away = profile.database.with_name("elsewhere")
    profile.database.rename(away)
    program.start()
    face = window.face()
    assert isinstance(face, FaultFace)
    away.rename(profile.database)
    QTest.mouseClick(face.retry, Qt.MouseButton.LeftButton)
    assert isinstance(window.face(), UnlockFace)


def test_locking_drops_everything(
    qtbot: QtBot, opened: Program, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QClipboard, "ownsClipboard", lambda _self: True)  # without a screen nobody owns it
    shell = opened.shell
    assert shell is not None
    store, unlocked = shell.context.store, shell.context.unlocked
    assert unlocked is not None
    QGuiApplication.clipboard().setText("Megan Jacobs")

    QTest.keyClick(
        shell, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    )
    assert isinstance(window.face(), UnlockFace)
    assert opened.shell is None
    assert store.connection.closed
    with pytest.raises(RuntimeError, match="forgotten"):
        unlocked.key.raw()
    assert QGuiApplication.clipboard().text() == ""
    qtbot.waitUntil(lambda: not isValid(shell))
    assert window.actions_.get(Command.LOCK) is None


def test_what_was_locked_opens_again(qtbot: QtBot, opened: Program, window: MainWindow) -> None:
    opened.lock()
    face = window.face()
    assert isinstance(face, UnlockFace)
    face.passphrase.set_text(PASSPHRASE)
    face.unlock()
    qtbot.waitUntil(lambda: opened.shell is not None)


def test_the_sample_people_are_apart_and_thrown_away(
    qtbot: QtBot, program: Program, window: MainWindow, profile: Profile
) -> None:
    program.start()
    face = window.face()
    assert isinstance(face, ChoiceFace)
    QTest.mouseClick(face.sample_choice, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: program.shell is not None, timeout=60_000)
    shell = program.shell
    assert shell is not None
    context: Context = shell.context
    folder = context.profile.data
    assert people.count(context.store) == 13
    assert folder != profile.data
    assert context.today().isoformat() == "2026-11-24"
    assert shell.quiet_bar.isVisible()
    assert not profile.database.exists()

    assert shell.quiet_bar.start_own.text() == "Start my own"
    QTest.mouseClick(shell.quiet_bar.start_own, Qt.MouseButton.LeftButton)
    assert isinstance(window.face(), ChoiceFace)
    assert not folder.exists()


def test_from_ones_own_people_to_the_sample_and_back(
    qtbot: QtBot, opened: Program, window: MainWindow, profile: Profile
) -> None:
    own = opened.shell
    assert own is not None
    own.look_around()
    qtbot.waitUntil(lambda: opened.shell not in (None, own), timeout=60_000)
    shell = opened.shell
    assert shell is not None
    assert shell.context.is_sample
    assert shell.quiet_bar.start_own.text() == "Back to my people"
    QTest.mouseClick(shell.quiet_bar.start_own, Qt.MouseButton.LeftButton)
    face = window.face()
    assert isinstance(face, UnlockFace)
    face.passphrase.set_text(PASSPHRASE)
    face.unlock()
    qtbot.waitUntil(lambda: opened.shell is not None)
    assert opened.shell is not None
    assert opened.shell.context.profile == profile


def test_the_demo_cannot_be_locked_since_nothing_of_it_is_kept(qtbot: QtBot, program: Program) -> None:
    program.start(demo=True)
    qtbot.waitUntil(lambda: program.shell is not None, timeout=60_000)
    shell = program.shell
    assert shell is not None
    assert shell.actions_.get(Command.LOCK) is None
    assert not shell.quiet_bar.start_own.isVisible()
    program.lock()
    assert program.shell is shell


def test_a_new_day_is_told(opened: Program, hand: Now) -> None:
    shell = opened.shell
    assert shell is not None
    told: list[bool] = []
    shell.context.signals.day_changed.connect(lambda: told.append(True))
    opened.tick()
    assert told == []
    hand.moment = NOW + timedelta(days=1)
    opened.tick()
    opened.tick()
    assert told == [True]


def choose(program: Program, **choices: object) -> None:
    """Change the settings that `program` goes by."""
    program._preferences.change(**choices)


def test_without_use_it_locks_by_itself_where_that_is_wanted(
    opened: Program, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opened.locking.idle, "seconds", lambda: 299.0)
    choose(opened, lock_after=5)
    opened.tick()
    assert isinstance(window.face(), Shell)
    monkeypatch.setattr(opened.locking.idle, "seconds", lambda: 300.0)
    choose(opened, lock_after=0)
    opened.tick()
    assert isinstance(window.face(), Shell)
    choose(opened, lock_after=5)
    opened.tick()
    assert isinstance(window.face(), UnlockFace)
    opened.tick()
    assert isinstance(window.face(), UnlockFace)


def test_after_sleep_it_locks_where_that_is_wanted(opened: Program, window: MainWindow, hand: Now) -> None:
    hand.moment = NOW + timedelta(hours=8)
    opened.tick()
    assert isinstance(window.face(), Shell)
    choose(opened, lock_after_sleep=True)
    opened.tick()
    assert isinstance(window.face(), Shell)
    hand.moment += timedelta(hours=8)
    opened.tick()
    assert isinstance(window.face(), UnlockFace)


def test_keys_and_the_mouse_count_as_use(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    now = [1000.0]
    monkeypatch.setattr("ui.idle.monotonic", lambda: now[0])
    window.show()
    watch = IdleWatch()
    now[0] = 1060.0
    assert watch.seconds() == 60
    QTest.keyClick(window, Qt.Key.Key_A)
    assert watch.seconds() == 60, "keys sent to a widget did not come from the keyboard"
    handle = window.windowHandle()
    assert handle is not None
    QTest.keyClick(handle, Qt.Key.Key_A)
    assert watch.seconds() == 0
    now[0] = 1100.0
    QTest.mouseMove(handle, QPoint(5, 5))
    assert watch.seconds() in (0, 40)
    QTest.mouseClick(handle, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(5, 5))
    assert watch.seconds() == 0


def test_without_a_tray_closing_the_window_ends_the_program(
    qtbot: QtBot, opened: Program, window: MainWindow
) -> None:
    with qtbot.waitSignal(opened.quit_asked):
        event = QCloseEvent()
        QApplication.sendEvent(window, event)
    assert event.isAccepted()


class Tray:
    """A companion that could bring the window back."""

    def is_reachable(self) -> bool:
        return True

    def typed(self) -> tuple[Unsaved, ...]:
        return (Unsaved("Relmgr in the tray", "", "Rang Megan"),)

    def end(self) -> None:
        """Nothing to let go of."""


def test_a_window_never_hides_without_a_tray_even_if_one_was_there(
    qtbot: QtBot, program: Program, window: MainWindow, vaulted: vault.Created, passphrase_file: Path
) -> None:
    program.make_companion = lambda _context, _shell: Tray()
    program.start(passphrase_file=passphrase_file)
    with qtbot.waitSignal(program.quit_asked):
        assert program.may_close()
    assert window.isVisible()


def test_in_the_background_the_window_waits_in_the_tray(
    program: Program, window: MainWindow, vaulted: vault.Created, passphrase_file: Path
) -> None:
    program.make_companion = lambda _context, _navigator: Tray()
    window.hide()
    program.start(passphrase_file=passphrase_file, background=True)
    assert not window.isVisible()
    assert program.is_open
    assert program.shell is None
    program.raise_window()
    assert window.isVisible()
    assert program.shell is not None
    assert window.face() is program.shell
    assert program.shell.place is not None


def test_a_way_from_the_tray_makes_the_window_that_was_not_wanted_before(
    program: Program, window: MainWindow, vaulted: vault.Created, passphrase_file: Path
) -> None:
    handed: list[Navigator] = []

    def accompany(_context: Context, navigator: Navigator) -> Tray:
        handed.append(navigator)
        return Tray()

    program.make_companion = accompany
    window.hide()
    program.start(passphrase_file=passphrase_file, background=True)
    handed[0].open_settings()
    assert program.shell is not None
    assert program.shell.place == Place(page="settings")
    handed[0].raise_window()
    assert window.isVisible()


def test_what_is_told_before_the_window_is_wanted_is_told_in_it(
    program: Program, window: MainWindow, vaulted: vault.Created, passphrase_file: Path
) -> None:
    program.make_companion = lambda _context, _navigator: Tray()
    window.hide()
    program.start(passphrase_file=passphrase_file, background=True)
    program.tell(InUseError("The backup folder is away."))
    program.tell(InUseError("The backup folder is away."))
    assert program.shell is None
    program.raise_window()
    assert program.shell is not None
    assert program.shell.notices.text == "The backup folder is away."


def test_what_waits_in_the_tray_locks_there_and_keeps_its_line(
    program: Program, window: MainWindow, vaulted: vault.Created, passphrase_file: Path
) -> None:
    program.make_companion = lambda _context, _navigator: Tray()
    window.hide()
    program.start(passphrase_file=passphrase_file, background=True)
    program.lock()
    assert not program.is_open
    assert isinstance(window.face(), UnlockFace)
    store = vault.open_store(vault.unlock_with_passphrase(vaulted.unlocked.profile, PASSPHRASE, cost=CHEAP))
    assert [one.text for one in unsaved.kept(store)] == ["Rang Megan"]
    store.close()


def test_hiding_names_leaves_what_waits_in_the_tray_there(
    program: Program, window: MainWindow, vaulted: vault.Created, passphrase_file: Path
) -> None:
    program.make_companion = lambda _context, _navigator: Tray()
    window.hide()
    program.start(passphrase_file=passphrase_file, background=True)
    program._preferences.change(hide_names=True)
    assert program.shell is None
    assert not window.isVisible()
    program.raise_window()
    assert program.shell is not None
    assert program.shell.context.store.hides_names


def test_a_file_to_import_is_shown_even_from_the_background(
    program: Program, window: MainWindow, vaulted: vault.Created, passphrase_file: Path, tmp_path: Path
) -> None:
    card = tmp_path / "one.vcf"
    card.write_text("BEGIN:VCARD\nVERSION:3.0\nFN:Megan Reyes\nEND:VCARD\n", "utf-8")
    program.make_companion = lambda _context, _navigator: Tray()
    window.hide()
    program.start(passphrase_file=passphrase_file, background=True)
    program.asked_for((str(card),))
    assert window.isVisible()
    assert program.shell is not None
    assert program.shell.place is not None
    assert program.shell.place.page == "import"


def test_in_the_background_without_a_tray_the_window_is_minimised(
    program: Program, window: MainWindow, vaulted: vault.Created, passphrase_file: Path
) -> None:
    window.hide()
    program.start(passphrase_file=passphrase_file, background=True)
    assert window.isMinimized()
    program.raise_window()
    assert not window.isMinimized()


def test_only_contact_files_of_this_computer_can_be_dropped(window: MainWindow, tmp_path: Path) -> None:
    card, photo = tmp_path / "phone.VCF", tmp_path / "photo.png"
    urls = [QUrl.fromLocalFile(str(card)), QUrl.fromLocalFile(str(photo)), QUrl("https://example.org/a.vcf")]
    assert contact_files(urls) == (card,)

    dropped: list[tuple[Path, ...]] = []
    window.files_dropped.connect(dropped.append)
    mime = QMimeData()
    mime.setUrls(urls)
    copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(9, 9), copy, mime, left, none)
    enter.ignore()
    window.dragEnterEvent(enter)
    assert enter.isAccepted()
    window.dropEvent(QDropEvent(QPointF(9, 9), copy, mime, left, none))
    assert dropped == [(card,)]

    other = QMimeData()
    other.setUrls(urls[1:])
    refused = QDragEnterEvent(QPoint(9, 9), copy, other, left, none)
    refused.ignore()
    window.dragEnterEvent(refused)
    assert not refused.isAccepted()


def test_the_window_comes_back_where_it_was(qtbot: QtBot, profile: Profile) -> None:
    profile.make_folders()
    first = MainWindow(profile)
    qtbot.addWidget(first)
    first.resize(960, 660)
    first.remember_place()
    second = MainWindow(profile)
    qtbot.addWidget(second)
    assert second.size() == first.size()
    assert (profile.config / "window.state").stat().st_mode & 0o777 == 0o600


def test_a_damaged_place_of_the_window_is_no_matter(qtbot: QtBot, profile: Profile) -> None:
    profile.make_folders()
    (profile.config / "window.state").write_bytes(b"nonsense")
    window = MainWindow(profile)
    qtbot.addWidget(window)
    assert window.width() >= 960


def test_options() -> None:
    options = app.read_options(["--profile", "here", "--background", "a.vcf"])
    assert options.profile.data == Path(os.path.abspath("here"))
    assert options.background
    assert options.files == (Path("a.vcf"),)
    assert options.for_others() == (os.path.abspath("a.vcf"),)
    assert app.read_options(["--background"]).for_others() == ("--background",)
    with pytest.raises(SystemExit) as wrong:
        app.read_options(["--no-such"])
    assert wrong.value.code == 2


@pytest.mark.parametrize("opener", OPENERS)
def test_a_start_can_ask_for_something_to_be_opened(opener: str) -> None:
    options = app.read_options([opener, "a.vcf"])
    assert options.opener == opener
    assert options.for_others() == (opener, os.path.abspath("a.vcf"))
    with pytest.raises(SystemExit):
        app.read_options([*OPENERS])


def test_what_a_start_asked_for_opens_once_the_file_is_open(
    program: Program, vaulted: vault.Created, passphrase_file: Path
) -> None:
    program.start(passphrase_file=passphrase_file, opener="--new-person")
    assert program.shell is not None
    assert [type(each).__name__ for each in program.shell.dialogs] == ["PersonDialog"]


def test_a_later_start_opens_what_it_asks_for_and_nothing_over_a_dialog(opened: Program) -> None:
    shell = opened.shell
    assert shell is not None
    assert shell.place is not None
    assert shell.place.page == "people"
    opened.asked_for(("--today",))
    assert shell.place.page == "today"
    opened.asked_for(("--capture",))
    opened.asked_for(("--new-person",))
    assert [type(each).__name__ for each in shell.dialogs] == ["ConversationDialog"]


def test_the_crash_dialog_names_nobody(qtbot: QtBot, tmp_path: Path) -> None:
    try:
        raise ValueError("Megan Jacobs has no number")
    except ValueError as error:
        report = crash_report(error)
    dialog = CrashDialog(report)
    qtbot.addWidget(dialog)
    dialog.ask_path = lambda: str(tmp_path / "report.txt")  # type: ignore[method-assign]
    dialog.show()
    QTest.mouseClick(dialog.copy_button, Qt.MouseButton.LeftButton)
    QTest.mouseClick(dialog.save_button, Qt.MouseButton.LeftButton)
    saved = (tmp_path / "report.txt").read_text("utf-8")
    assert saved == QGuiApplication.clipboard().text() == dialog.report.toPlainText()
    assert "ValueError" in saved
    assert "Megan" not in saved
    dialog.ask_path = lambda: str(tmp_path / "no folder" / "report.txt")  # type: ignore[method-assign]
    QTest.mouseClick(dialog.save_button, Qt.MouseButton.LeftButton)
    assert dialog.error.isVisible()


def test_what_nobody_caught_is_shown_once_and_ends_the_program(
    qtbot: QtBot, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[str] = []
    ended: list[int] = []
    monkeypatch.setattr(CrashDialog, "exec", lambda self: shown.append(self.report.toPlainText()))
    monkeypatch.setattr(QApplication, "exit", lambda *code: ended.append(code[-1]))
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    guard = app.CrashGuard(qapp)
    for _each in range(2):
        try:
            raise LookupError("Megan")
        except LookupError as error:
            guard._take(type(error), error, error.__traceback__)
    assert len(shown) == 1
    assert "LookupError" in shown[0]
    assert "Megan" not in shown[0]
    assert ended == [1]


def test_a_program_in_which_somebody_writes_does_not_end_for_an_installer(
    qtbot: QtBot, opened: Program, window: MainWindow
) -> None:
    asked: list[bool] = []
    opened.quit_asked.connect(lambda: asked.append(True))
    shell = opened.shell
    assert shell is not None
    shell.show_keys()
    window.hide()
    opened.asked_for(QUIT)
    assert asked == []
    assert window.isVisible(), "so that one sees what keeps it open"
    shell.dialogs[0].reject()
    opened.asked_for(QUIT)
    assert asked == [True]


def test_windows_is_told_which_shortcut_our_windows_belong_to(monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[str] = []
    monkeypatch.setattr(sys, "platform", "win32")
    shell32 = SimpleNamespace(SetCurrentProcessExplicitAppUserModelID=told.append)
    monkeypatch.setattr(ctypes, "windll", SimpleNamespace(shell32=shell32), raising=False)
    app.name_for_the_taskbar()
    assert told == [APP_ID]


def test_the_guide_opens_from_every_face_and_stays_while_locked(opened: Program, window: MainWindow) -> None:
    window.add_program_commands(lambda: None)
    QTest.keyClick(window, Qt.Key.Key_F1)
    (guide,) = [each for each in QApplication.topLevelWidgets() if isinstance(each, GuideWindow)]
    assert guide.isVisible()
    opened.lock()
    face = window.face()
    assert isinstance(face, UnlockFace)
    QTest.mouseClick(face.guide, Qt.MouseButton.LeftButton)
    assert guide.isVisible()
    assert guide.page.name == "locked-or-lost"
    guide.close()
