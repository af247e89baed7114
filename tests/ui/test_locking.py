"""What a lock drops and what it keeps; and that it comes before sleep and with the screen (S2)."""

import contextlib
import ctypes
import ctypes.wintypes
import gc
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from relmgr import clock as clocks
from relmgr import vault
from relmgr.clock import Clock
from relmgr.domain.kinds import Side
from relmgr.domain.unsaved import Unsaved
from relmgr.paths import Profile
from relmgr.services import facts, people, unsaved
from relmgr.services.facts import FactInput
from relmgr.services.people import PersonInput
from relmgr.settings import Settings
from relmgr.store import Store
from tests.builders import NOW
from tests.ui.conftest import CHEAP, PASSPHRASE
from ui.context import Place
from ui.dialogs.conversation.dialog import ConversationDialog
from ui.dialogs.unsaved import UnsavedDialog
from ui.locking import Locking, forget_remembered
from ui.main_window import MainWindow, Shell
from ui.preferences import Preferences
from ui.program import Program
from ui.session import SessionListener
from ui.unlock import UnlockFace

CANARY = "".join(("Zimtstern", "papagei"))  # so that no source in memory is taken for it


def fill(profile: Profile) -> None:
    """One person, named for the canary; nothing of it stays in this process."""
    made = vault.create(profile, passphrase=PASSPHRASE, keychain=None, clock=clocks.fixed(NOW), cost=CHEAP)
    vault.mark_recovery_proved(profile)
    store = vault.open_store(made.unlocked)
    who = people.add(store, PersonInput(given=CANARY, family="Jacobs", notes=f"{CANARY} notes"), NOW)
    facts.add(store, who, FactInput(side=Side.WORK, text=f"{CANARY} fact"))
    store.close()
    made.unlocked.key.forget()


def start(qtbot: QtBot, profile: Profile, folder: Path) -> Program:
    """The program with the file of `profile` open."""
    file = folder / "passphrase"
    file.write_text(PASSPHRASE + "\n", "utf-8")
    window = MainWindow(profile)
    qtbot.addWidget(window)
    window.show()
    running = Program(window, Preferences(profile.settings_file, Settings()), Clock(lambda: NOW), profile)
    running.start(passphrase_file=file)
    assert running.shell is not None
    return running


@pytest.fixture
def program(qtbot: QtBot, profile: Profile, tmp_path: Path) -> Iterator[Program]:
    """The program with a file open in which one person is, named for the canary."""
    fill(profile)
    running = start(qtbot, profile, tmp_path)
    yield running
    running.end()


def shell_of(program: Program) -> Shell:
    assert program.shell is not None
    return program.shell


def store_of(program: Program) -> Store:
    return shell_of(program).context.store


def reopen(qtbot: QtBot, program: Program) -> Shell:
    """Unlock as the user does."""
    face = program.window.face()
    assert isinstance(face, UnlockFace)
    face.passphrase.set_text(PASSPHRASE)
    face.unlock()
    qtbot.waitUntil(lambda: program.shell is not None)
    return shell_of(program)


# --- what is kept ---


def test_undo_goes_on_after_a_lock_and_after_a_quit(qtbot: QtBot, program: Program) -> None:
    with store_of(program).read():
        pass
    who = people.add(store_of(program), PersonInput(given="Jo"), NOW)
    people.remove(store_of(program), who, NOW)
    program.lock()
    shell = reopen(qtbot, program)
    shell.undo()
    shell.undo()
    assert people.count(shell.context.store) == 1
    shell.redo()
    assert people.count(shell.context.store) == 2
    assert shell.notices.text == "Done again: Add Jo"


def test_a_file_that_was_changed_elsewhere_says_why_nothing_can_be_undone(
    qtbot: QtBot, program: Program, profile: Profile
) -> None:
    people.add(store_of(program), PersonInput(given="Jo"), NOW)
    program.lock()
    other = vault.open_store(vault.unlock_with_passphrase(profile, PASSPHRASE, cost=CHEAP))
    people.add(other, PersonInput(given="Ann"), NOW)
    other.close()
    shell = reopen(qtbot, program)
    assert "changed elsewhere" in shell.notices.text
    shell.undo()
    assert shell.notices.text == "There is nothing to undo."
    assert people.count(shell.context.store) == 3


def test_what_was_being_typed_is_there_again_and_can_be_gone_on_with(qtbot: QtBot, program: Program) -> None:
    shell = shell_of(program)
    shell.log_conversation(None, "Rang")
    dialog = shell.dialogs[-1]
    assert isinstance(dialog, ConversationDialog)
    dialog.text.setPlainText("Rang Jo about the depot")
    program.lock()
    shell = reopen(qtbot, program)
    (opened,) = shell.dialogs
    assert isinstance(opened, UnsavedDialog)
    assert [area.toPlainText() for area in opened.areas] == ["Rang Jo about the depot"]
    opened.dismiss()
    program.lock()
    shell = reopen(qtbot, program)
    (again,) = shell.dialogs
    assert isinstance(again, UnsavedDialog)
    again.throw_away.click()
    assert unsaved.kept(shell.context.store) == ()
    program.lock()
    assert reopen(qtbot, program).dialogs == ()


def test_what_was_there_before_and_secrets_are_not_what_was_typed(program: Program) -> None:
    shell = shell_of(program)
    store = shell.context.store
    (who,) = people.list_ids(store, NOW.date())
    shell.edit_person(who)
    assert shell.typed() == ()
    shell.dialogs[0].reject()
    shell.go(Place(page="settings"))
    section = shell.page("settings").sections["keys"]  # type: ignore[union-attr]
    section.ask_passphrase()
    dialog: Any = shell.dialogs[-1]
    dialog.fields.first.edit.setEchoMode(dialog.fields.first.edit.EchoMode.Normal)
    dialog.fields.first.edit.setText("a secret passphrase")
    assert shell.typed() == ()


def test_notes_before_a_call_are_kept(qtbot: QtBot, program: Program) -> None:
    shell = shell_of(program)
    (who,) = people.list_ids(shell.context.store, NOW.date())
    shell.open_prep(who)
    shell._prep.window.panel.note.set_text("Ask about the move")  # type: ignore[union-attr]
    program.lock()
    shell = reopen(qtbot, program)
    assert unsaved.kept(shell.context.store) == (
        Unsaved("Prep for a call", f"{CANARY} Jacobs", "Ask about the move"),
    )


def test_what_cannot_be_kept_is_said(program: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    shell = shell_of(program)
    shell.log_conversation(None, "Rang Jo")
    monkeypatch.setattr(store_of(program), "is_read_only", True)
    with store_of(program).read() as session:
        session.exec_driver_sql("PRAGMA query_only = ON")
    program.lock()
    face = program.window.face()
    assert isinstance(face, UnlockFace)
    assert face.sentence.text().startswith("What you were typing could not be kept.")


# --- what is dropped ---


def test_after_a_lock_nothing_of_the_file_is_in_reach(qtbot: QtBot, program: Program) -> None:
    shell = shell_of(program)
    store = shell.context.store
    (who,) = people.list_ids(store, NOW.date())
    unlocked = shell.context.unlocked
    assert unlocked is not None
    key = unlocked.key.raw()
    secrets = (key, key.hex())
    for page in ("today", "people", "expectations", "reflect", "referrals"):
        shell.go(Place(page=page))
    shell.open_person(who)
    shell.open_search(CANARY)
    shell.open_prep(who)
    people.edit(store, who, PersonInput(given=CANARY, family="Jakobs"), NOW)
    del unlocked, store, shell
    program.lock()
    for _round in range(3):
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)  # as the main loop does
        QApplication.processEvents()
        gc.collect()
    mine = {id(each) for each in (*secrets, CANARY)}
    seen = [each for each in reachable() if id(each) not in mine]
    assert [each for each in seen if isinstance(each, (bytes, bytearray)) and secrets[0] in each] == []
    assert [each for each in seen if isinstance(each, str) and secrets[1] in each] == []
    assert [each for each in seen if isinstance(each, str) and CANARY in each] == []
    titles = [window.windowTitle() for window in QApplication.topLevelWidgets() if window.isVisible()]
    assert not any(CANARY in title for title in titles)


def reachable() -> list[object]:
    """Every text and every string of bytes that an object of Python holds."""
    seen: dict[int, object] = {}
    for each in gc.get_objects():
        for inner in gc.get_referents(each):
            if isinstance(inner, (str, bytes, bytearray)):
                seen[id(inner)] = inner
    return list(seen.values())


def test_memories_of_our_modules_are_emptied() -> None:
    from relmgr.domain import fold

    fold.fold(CANARY)
    forget_remembered()
    memories = [value for value in vars(fold).values() if hasattr(value, "cache_info")]
    assert memories
    assert all(each.cache_info().currsize == 0 for each in memories)


# --- by itself ---


class Ear(SessionListener):
    """A system that says what the test says."""

    ended = False

    def end(self) -> None:
        self.ended = True


@pytest.fixture
def ear() -> Ear:
    return Ear()


@pytest.fixture
def listening(qtbot: QtBot, profile: Profile, ear: Ear) -> tuple[Locking, Preferences, list[str]]:
    preferences = Preferences(profile.settings_file, Settings())
    locking = Locking(preferences, Clock(lambda: NOW), hear=lambda: ear)
    asked: list[str] = []
    locking.asked.connect(lambda: asked.append("lock"))
    return locking, preferences, asked


def test_before_sleep_and_with_the_screen_each_as_the_user_wants(
    listening: tuple[Locking, Preferences, list[str]], ear: Ear
) -> None:
    locking, preferences, asked = listening
    locking.begin()
    ear.sleeping.emit()
    assert asked == [], "nobody listens where it is not wanted"
    preferences.change(lock_after_sleep=True)
    ear.screen_locked.emit()
    assert asked == []
    ear.sleeping.emit()
    assert asked == ["lock"]
    preferences.change(lock_with_screen=True, lock_after_sleep=False)
    ear.sleeping.emit()
    assert asked == ["lock"]
    ear.screen_locked.emit()
    assert asked == ["lock", "lock"]
    locking.end()
    assert ear.ended


def test_the_program_locks_before_it_lets_the_computer_sleep(program: Program) -> None:
    order: list[str] = []
    ear = Ear()
    program.locking._hear = lambda: ear
    program._preferences.change(lock_after_sleep=True)
    store = store_of(program)
    ear.sleeping.emit()
    order.append("closed" if store.connection.closed else "open")
    assert order == ["closed"]
    assert program.shell is None


# --- the systems ---


if sys.platform == "linux":

    class Logind(threading.Thread):
        """A logind that hands out inhibitors and announces sleep; the other end of the bus."""

        def __init__(self, address: str) -> None:
            super().__init__(daemon=True)
            from jeepney import message_bus
            from jeepney.io.blocking import open_dbus_connection

            self._connection = open_dbus_connection(address, enable_fds=True)
            self._connection.send_and_get_reply(message_bus.RequestName("org.freedesktop.login1"))
            self.asked: list[tuple[Any, ...]] = []
            self.ends: list[int] = []

        def run(self) -> None:
            try:
                while True:
                    self._answer(self._connection.receive())
            except (EOFError, OSError, ConnectionError):
                return

        def _answer(self, message: Any) -> None:
            from jeepney import HeaderFields, MessageType, new_error, new_method_return

            if message.header.message_type is not MessageType.method_call:
                return
            if message.header.fields[HeaderFields.member] == "Inhibit":
                self.asked.append(message.body)
                ours, theirs = os.pipe()
                self.ends.append(ours)
                reply = new_method_return(message, "h", (theirs,))
                self._connection.send(reply)
                os.close(theirs)
            elif message.header.fields[HeaderFields.member] == "GetSessionByPID":
                self._connection.send(
                    new_method_return(message, "o", ("/org/freedesktop/login1/session/_32",))
                )
            else:
                self._connection.send(new_error(message, "org.freedesktop.DBus.Error.UnknownMethod"))

        def tell(self, path: str, interface: str, member: str, signature: str = "", *body: object) -> None:
            from jeepney import DBusAddress, new_signal

            emitter = DBusAddress(path, interface=interface)
            self._connection.send(new_signal(emitter, member, signature or None, body))

        def is_let_go(self) -> bool:
            """Whether the last inhibitor was closed."""
            import select

            readable, _w, _x = select.select([self.ends[-1]], [], [], 0)
            return bool(readable)

        def end(self) -> None:
            with contextlib.suppress(OSError):
                self._connection.sock.shutdown(2)
            self.join()
            self._connection.close()
            for each in self.ends:
                os.close(each)

    @pytest.fixture
    def bus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
        """A bus of one's own, which stands for both."""
        config = tmp_path / "bus.conf"
        config.write_text(
            f"<busconfig><type>session</type><listen>unix:path={tmp_path}/bus</listen>"
            '<policy context="default"><allow send_destination="*" eavesdrop="true"/>'
            '<allow eavesdrop="true"/><allow own="*"/></policy></busconfig>'
        )
        command = ["dbus-daemon", f"--config-file={config}", "--nofork", "--print-address"]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as daemon:
            assert daemon.stdout is not None
            address = daemon.stdout.readline().strip().split(",guid=")[0]
            monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
            monkeypatch.setenv("DBUS_SYSTEM_BUS_ADDRESS", address)
            yield address
            daemon.terminate()

    @pytest.fixture
    def logind(bus: str) -> Iterator[Logind]:
        started = Logind(bus)
        started.start()
        yield started
        started.end()

    MANAGER = ("/org/freedesktop/login1", "org.freedesktop.login1.Manager")
    OWN = "/org/freedesktop/login1/session/_32"
    SESSION = "org.freedesktop.login1.Session"

    def test_sleep_waits_until_the_file_is_locked_and_after_waking_again(
        logind: Logind, qtbot: QtBot
    ) -> None:
        from ui.session import listen

        listener = listen()
        assert listener is not None
        assert logind.asked == [("sleep", "Relmgr", "Locks the file first", "delay")]
        held: list[bool] = []
        listener.sleeping.connect(lambda: held.append(logind.is_let_go()))
        with qtbot.waitSignal(listener.sleeping, timeout=5000):
            logind.tell(*MANAGER, "PrepareForSleep", "b", True)
        assert held == [False], "the inhibitor is held while the file is locked"
        qtbot.waitUntil(logind.is_let_go, timeout=5000)
        logind.tell(*MANAGER, "PrepareForSleep", "b", False)
        qtbot.waitUntil(lambda: len(logind.asked) == 2, timeout=5000)
        assert not logind.is_let_go()
        listener.end()
        qtbot.waitUntil(logind.is_let_go, timeout=5000)

    @pytest.mark.parametrize(
        "told",
        [
            (OWN, SESSION, "Lock"),
            (
                OWN,
                "org.freedesktop.DBus.Properties",
                "PropertiesChanged",
                "sa{sv}as",
                SESSION,
                {"LockedHint": ("b", True)},
                [],
            ),
            ("/ScreenSaver", "org.freedesktop.ScreenSaver", "ActiveChanged", "b", True),
            ("/org/gnome/ScreenSaver", "org.gnome.ScreenSaver", "ActiveChanged", "b", True),
        ],
    )
    def test_the_locked_screen_is_heard(logind: Logind, qtbot: QtBot, told: tuple[Any, ...]) -> None:
        from ui.session import listen

        listener = listen()
        assert listener is not None
        with qtbot.waitSignal(listener.screen_locked, timeout=5000):
            logind.tell(*told)
        listener.end()

    def test_what_is_another_sessions_or_an_unlock_is_left_alone(logind: Logind, qtbot: QtBot) -> None:
        from ui.session import listen

        listener = listen()
        assert listener is not None
        heard: list[str] = []
        listener.screen_locked.connect(lambda: heard.append("locked"))
        logind.tell("/org/freedesktop/login1/session/c9", SESSION, "Lock")
        logind.tell("/ScreenSaver", "org.freedesktop.ScreenSaver", "ActiveChanged", "b", False)
        properties: tuple[Any, ...] = ("sa{sv}as", SESSION, {"LockedHint": ("b", False)}, [])
        logind.tell(OWN, "org.freedesktop.DBus.Properties", "PropertiesChanged", *properties)
        with qtbot.waitSignal(
            listener.sleeping, timeout=5000
        ):  # the last, so that the others were heard before
            logind.tell(*MANAGER, "PrepareForSleep", "b", True)
        assert heard == []
        listener.end()

    def test_without_logind_or_without_any_bus_sleep_is_noticed_on_waking(
        bus: str, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        from ui.session import listen

        listener = listen()
        assert listener is not None, "the screen savers are listened to all the same"
        listener.end()
        for name in ("SESSION", "SYSTEM"):
            monkeypatch.setenv(f"DBUS_{name}_BUS_ADDRESS", "tcp:host=localhost,port=1")
        assert listen() is None, "no bus is spoken to but by a Unix socket"


def test_windows_is_heard_by_its_messages(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    from ui.session.windows import WindowsSession

    called: list[str] = []

    def register(_window: int, _all: int) -> int:
        called.append("begin")
        return 1

    api = SimpleNamespace(
        WTSRegisterSessionNotification=register,
        WTSUnRegisterSessionNotification=lambda _window: called.append("end"),
    )
    monkeypatch.setattr(ctypes, "windll", SimpleNamespace(wtsapi32=api), raising=False)
    session = WindowsSession()
    assert session.start()
    heard: list[str] = []
    session.sleeping.connect(lambda: heard.append("sleep"))
    session.screen_locked.connect(lambda: heard.append("screen"))
    for message, what in ((0x0218, 0x4), (0x0218, 0x12), (0x02B1, 0x7), (0x02B1, 0x8), (0x000F, 0x7)):
        told = ctypes.wintypes.MSG(message=message, wParam=what)
        session._filter.nativeEventFilter(b"windows_generic_MSG", ctypes.addressof(told))
    session._filter.nativeEventFilter(b"xcb_generic_event_t", 0)
    assert heard == ["sleep", "screen"]
    session.end()
    assert called == ["begin", "end"]


class Framework:
    """A library of macOS that notes what is called."""

    def __init__(self) -> None:
        self.called: list[tuple[str, tuple[Any, ...]]] = []

    def __getattr__(self, name: str) -> Callable[..., int]:
        def call(*arguments: Any) -> int:
            self.called.append((name, arguments))
            return 7

        call_: Callable[..., int] = call
        setattr(self, name, call_)
        return call_


def test_macos_is_heard_and_answered(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    from ui.session import macos

    core, kit = Framework(), Framework()
    monkeypatch.setattr(macos, "load", {"CoreFoundation": core, "IOKit": kit}.__getitem__)
    monkeypatch.setattr(macos, "run_loop_modes", lambda _core: None)
    session = macos.MacSession()
    assert session.start()
    heard: list[str] = []
    session.sleeping.connect(lambda: heard.append("sleep"))
    session.screen_locked.connect(lambda: heard.append("screen"))
    session._notified(None, None, None, None, None)
    session._power(None, 0, 0xE0000270, 11)
    assert heard == ["screen"]
    session._power(None, 0, 0xE0000280, 12)
    assert heard == ["screen", "sleep"]
    answers = [arguments for name, arguments in kit.called if name == "IOAllowPowerChange"]
    assert answers == [(7, 11), (7, 12)]
    session.end()
    assert "IODeregisterForSystemPower" in [name for name, _arguments in kit.called]
    assert "CFNotificationCenterRemoveEveryObserver" in [name for name, _arguments in core.called]


def test_what_was_typed_is_offered_once_while_the_file_is_open(
    listening: tuple[Locking, Preferences, list[str]], store: Store
) -> None:
    locking, _preferences, _asked = listening
    shown: list[int] = []

    def look() -> None:
        locking.offer(store, lambda: shown.append(len(unsaved.kept(store))))

    unsaved.keep(store, [Unsaved("Log a conversation", "What happened", "The depot")])
    store.hide_names(True)
    look()
    store.hide_names(False)
    assert shown == []
    look()
    look()
    assert shown == [1]
    unsaved.keep(store, [Unsaved("Log a conversation", "What happened", "The audit")])
    look()
    assert shown == [1, 2]
