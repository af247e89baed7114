"""What the system asks of the program: files by event, Quit although the window hides, the Dock; as macOS sends them."""

import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QFileOpenEvent, QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from relmgr import clock as clocks
from relmgr import vault
from relmgr.paths import Profile
from tests.builders import NOW
from tests.ui.conftest import CHEAP, PASSPHRASE
from ui.system_events import SystemEvents

ROOT = Path(__file__).resolve().parents[2]
RUN = """
import sys
from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QFileOpenEvent
from ui import app, program

first, second = sys.argv[1:3]
make, show = app.make_application, program.Program.import_files


def make_application():
    application = make()
    QCoreApplication.postEvent(application, QFileOpenEvent(first))  # started by opening a file
    return application


def import_files(self, files):
    print(*files, flush=True)
    show(self, files)
    if files[0].name == first.rpartition("/")[2]:
        QCoreApplication.postEvent(QCoreApplication.instance(), QFileOpenEvent(second))  # and now it runs
    else:
        self.may_close = lambda: False  # as where there is a tray: closing hides
        self.window.may_close = self.may_close
        QCoreApplication.quit()  # what the Dock and the menu send


app.make_application = make_application
program.Program.import_files = import_files
sys.exit(app.run(sys.argv[3:]))
"""


@pytest.fixture
def events(qtbot: QtBot) -> SystemEvents:
    """The taker of events."""
    return SystemEvents()


def test_files_opened_at_once_are_opened_together(qtbot: QtBot, events: SystemEvents) -> None:
    opened: list[tuple[Path, ...]] = []
    events.open_with(opened.append)
    for name in ("/phone.vcf", "/mail.vcf"):
        assert events.take(QFileOpenEvent(name))
    qtbot.waitUntil(lambda: opened == [(Path("/phone.vcf"), Path("/mail.vcf"))])


def test_files_that_come_before_the_program_wait_for_it(qtbot: QtBot, events: SystemEvents) -> None:
    opened: list[tuple[Path, ...]] = []
    events.take(QFileOpenEvent("/phone.vcf"))
    qtbot.waitUntil(lambda: not events._gathering.isActive())
    events.open_with(opened.append)
    assert opened == [(Path("/phone.vcf"),)]
    events.open_with(opened.append)
    assert len(opened) == 1, "nothing is opened twice"


def test_an_address_that_is_no_file_is_nothing(events: SystemEvents) -> None:
    opened: list[tuple[Path, ...]] = []
    events.open_with(opened.append)
    assert events.take(QFileOpenEvent(""))
    assert not events._gathering.isActive()
    assert opened == []


def test_quit_is_ours_and_other_events_are_qts(qtbot: QtBot, events: SystemEvents) -> None:
    with qtbot.waitSignal(events.quit_asked):
        assert events.take(QEvent(QEvent.Type.Quit))
    assert not events.take(QEvent(QEvent.Type.PaletteChange))


@pytest.fixture
def active(monkeypatch: pytest.MonkeyPatch) -> None:
    """Relmgr has just come to the front."""
    monkeypatch.setattr(
        QGuiApplication, "applicationState", staticmethod(lambda: Qt.ApplicationState.ApplicationActive)
    )


@pytest.mark.parametrize(
    ("system", "is_hidden", "is_asked"),
    [("darwin", True, True), ("darwin", False, False), ("linux", True, False)],
)
@pytest.mark.usefixtures("active")
def test_the_docks_icon_brings_back_a_window_that_is_hidden(
    monkeypatch: pytest.MonkeyPatch, system: str, is_hidden: bool, is_asked: bool
) -> None:
    events, window = SystemEvents(), QWidget()
    window.setVisible(not is_hidden)
    asked: list[bool] = []
    events.front_asked.connect(lambda: asked.append(True))
    monkeypatch.setattr(QApplication, "topLevelWidgets", staticmethod(lambda: [window]))
    monkeypatch.setattr(sys, "platform", system)
    assert not events.take(QEvent(QEvent.Type.ApplicationStateChange))
    assert bool(asked) is is_asked
    window.close()


def test_a_program_gets_files_from_the_first_moment_to_its_end(profile: Profile, tmp_path: Path) -> None:
    """A real process: started by a file, opened another while it runs, ended although its window only hides."""
    vault.create(profile, passphrase=PASSPHRASE, keychain=None, clock=clocks.fixed(NOW), cost=CHEAP)
    vault.mark_recovery_proved(profile)
    given = tmp_path / "passphrase"
    given.write_text(PASSPHRASE + "\n", "utf-8")
    files = [tmp_path / "phone.vcf", tmp_path / "mail.vcf"]
    for file in files:
        file.write_text("BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Megan Hale\r\nEND:VCARD\r\n")
    started = subprocess.run(
        [
            *(sys.executable, "-c", RUN, *map(str, files)),
            *("--profile", str(profile.data), "--passphrase-file", str(given)),
        ],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=100,
    )
    assert started.returncode == 0, started.stderr
    assert started.stdout.split() == [str(file) for file in files]
