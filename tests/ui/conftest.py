"""What the tests of windows share: a real encrypted file, a clock that stands still, and a context round them."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from relmgr import clock as clocks
from relmgr import vault
from relmgr.domain.ids import PersonId
from relmgr.paths import Profile, profile_at
from relmgr.services import sample
from relmgr.settings import Settings
from relmgr.store import Store
from relmgr.vault.slots import Argon2
from tests.builders import NOW, Make
from tests.ui.surfaces import add_long_person
from ui import theme as themes
from ui.context import Context
from ui.main_window import PageEntry, Registry, Shell
from ui.main_window.registry import Doors
from ui.preferences import Preferences
from ui.signals import Signals
from ui.tasks import Tasks
from ui.theme import Scheme

CHEAP = Argon2(memory_kib=64, passes=1, lanes=1)
PASSPHRASE = "correct horse"


class Desk:
    """The program round a shell, that only notes what it was asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def lock(self) -> None:
        self.asked.append("lock")

    def raise_window(self) -> None:
        self.asked.append("raise_window")

    def has_own(self) -> bool:
        return True

    def has_own_file(self) -> bool:
        return False

    def start_own(self) -> None:
        self.asked.append("start_own")

    def look_around(self) -> None:
        self.asked.append("look_around")

    def open_guide(self, page: str) -> None:
        self.asked.append(f"open_guide {page}")


@pytest.fixture
def profile(tmp_path: Path) -> Profile:
    """An empty profile."""
    return profile_at(tmp_path / "profile")


@dataclass(frozen=True, slots=True)
class Mould:
    """A vault made once, to copy: making one takes a tenth of a second, and hundreds of tests want one."""

    profile: Profile
    recovery_code: str


@pytest.fixture(scope="session")
def mould(tmp_path_factory: pytest.TempPathFactory) -> Mould:
    """The vault that each test gets a copy of."""
    profile = profile_at(tmp_path_factory.mktemp("mould") / "profile")
    created = vault.create(profile, passphrase=PASSPHRASE, keychain=None, clock=clocks.fixed(NOW), cost=CHEAP)
    vault.mark_recovery_proved(profile)
    return Mould(profile, created.recovery_code)


@pytest.fixture
def made(mould: Mould, profile: Profile) -> vault.Created:
    """A vault that a cheap passphrase opens, with its recovery key proved."""
    shutil.copytree(mould.profile.data, profile.data, dirs_exist_ok=True)
    unlocked = vault.unlock_with_passphrase(profile, PASSPHRASE, cost=CHEAP)
    return vault.Created(unlocked, mould.recovery_code)


@pytest.fixture
def store(made: vault.Created) -> Iterator[Store]:
    """The open file."""
    opened = vault.open_store(made.unlocked)
    yield opened
    opened.close()


@pytest.fixture
def make(store: Store) -> Make:
    """The builders, on the open file."""
    return Make(store)


@pytest.fixture
def context(qtbot: QtBot, made: vault.Created, store: Store, profile: Profile) -> Iterator[Context]:
    """What pages and dialogs are handed, at the pictures' moment."""
    signals = Signals()
    tasks = Tasks()
    stop = store.on_change(signals.store_changed.emit)
    yield Context(
        store=store,
        preferences=Preferences(profile.settings_file, Settings()),
        clock=clocks.fixed(NOW),
        signals=signals,
        tasks=tasks,
        profile=profile,
        unlocked=made.unlocked,
    )
    tasks.end()
    stop()
    # What a test showed is closed by now and freed at some later turn of the loop: its timers must not outlive the file.
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def desk() -> Desk:
    """The program round a shell."""
    return Desk()


@pytest.fixture
def open_shell(qtbot: QtBot, context: Context, desk: Desk) -> Iterator[Callable[..., Shell]]:
    """Opens a shell of 1280 × 800 with the pages given, shown and active."""
    shells: list[Shell] = []

    def open_it(*pages: PageEntry, doors: Doors | None = None) -> Shell:
        shell = Shell(context, desk, registry=Registry(pages=pages, doors=doors or Doors()))
        shells.append(shell)
        qtbot.addWidget(shell)
        shell.resize(1280, 800)
        with qtbot.waitActive(shell):
            shell.show()
            shell.activateWindow()
        shell.start()
        return shell

    yield open_it
    for shell in shells:
        shell.end()


@dataclass(frozen=True, slots=True)
class Filled:
    """A profile with the sample people in it and one of whom everything is too long; copied, never opened."""

    profile: Profile
    people: dict[str, PersonId]

    def copy_to(self, profile: Profile) -> vault.Created:
        """The same vault in `profile`, unlocked."""
        shutil.copytree(self.profile.data, profile.data)
        return vault.Created(vault.unlock_with_passphrase(profile, PASSPHRASE, cost=CHEAP), "")


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Filled:
    """Made once: two hundred conversations take their time."""
    profile = profile_at(tmp_path_factory.mktemp("filled") / "profile")
    made = vault.create(profile, passphrase=PASSPHRASE, keychain=None, clock=clocks.fixed(NOW), cost=CHEAP)
    vault.mark_recovery_proved(profile)
    store = vault.open_store(made.unlocked)
    people = dict(sample.fill(store, NOW))
    people["long"] = add_long_person(Make(store))
    store.close()
    return Filled(profile, people)


@pytest.fixture
def show(qtbot: QtBot) -> Callable[[QWidget], None]:
    """Shows a widget of 1280 × 800 in an active window."""

    def show_it(widget: QWidget) -> None:
        qtbot.addWidget(widget)
        widget.resize(1280, 800)
        with qtbot.waitActive(widget):
            widget.show()
            widget.activateWindow()

    return show_it


@pytest.fixture(autouse=True)
def _usual_look(qapp: QApplication) -> None:
    """Each test begins in the usual look and direction, whatever the one before it used."""
    if themes.current() != themes.make(Scheme.LIGHT):
        themes.apply(qapp, themes.make(Scheme.LIGHT))
    qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


@pytest.fixture(autouse=True)
def _empty_clipboard(qapp: QApplication) -> Iterator[None]:
    """Nothing copied outlives its test.

    The screenless platform frees what lies on its clipboard after Python has ended; content made in Python would
    then take the interpreter down, after the last test and with every test passed.
    """
    yield
    QGuiApplication.clipboard().clear()
