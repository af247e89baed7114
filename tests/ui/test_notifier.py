"""The desktop's notifications, spoken over a real session bus with a small service of our own at the other end."""

import contextlib
import subprocess
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from relmgr.services import reminders
from tests.builders import LONDON, NOW, Make
from ui.context import Context
from ui.notifier import Notifier
from ui.tray import Tray

# A screenless Qt has no tray and says so when an icon is shown.
NO_TRAY_HERE = pytest.mark.qt_log_ignore("systemTrayWindowChanged", extend=True)

_NAME = "org.freedesktop.Notifications"
_PATH = "/org/freedesktop/Notifications"


class Service(threading.Thread):
    """Notes what it is asked to show, answers, and presses buttons: each Notify is followed by the signals in `then`."""

    def __init__(self, address: str, capabilities: tuple[str, ...]) -> None:
        super().__init__(daemon=True)
        from jeepney import DBusAddress, message_bus
        from jeepney.io.blocking import open_dbus_connection

        self._connection = open_dbus_connection(address)
        self._connection.send_and_get_reply(message_bus.RequestName(_NAME))
        self._emitter = DBusAddress(_PATH, interface=_NAME)
        self.capabilities = list(capabilities)
        self.shown: list[tuple[Any, ...]] = []
        self.withdrawn: list[int] = []
        self.then: list[tuple[str, str, tuple[Any, ...]]] = []

    def run(self) -> None:
        """Answer until the bus ends."""
        try:
            while True:
                self._answer(self._connection.receive())
        except (EOFError, OSError, ConnectionError):
            return

    def press(self, number: int, key: str) -> None:
        """Press a button of a notification."""
        from jeepney import new_signal

        self._connection.send(new_signal(self._emitter, "ActionInvoked", "us", (number, key)))

    def end(self) -> None:
        """Leave the bus."""
        with contextlib.suppress(OSError):
            self._connection.sock.shutdown(2)
        self.join()
        self._connection.close()

    def _answer(self, message: Any) -> None:
        from jeepney import HeaderFields, MessageType, new_method_return, new_signal

        if message.header.message_type is not MessageType.method_call:
            return
        member = message.header.fields[HeaderFields.member]
        if member == "GetCapabilities":
            reply = new_method_return(message, "as", (self.capabilities,))
        elif member == "Notify":
            self.shown.append(message.body)
            # The signals come before the reply: whoever waits for it must not lose them.
            for name, signature, body in self.then:
                self._connection.send(new_signal(self._emitter, name, signature, body))
            reply = new_method_return(message, "u", (message.body[1] or 40 + len(self.shown),))
        else:
            self.withdrawn.append(message.body[0])
            reply = new_method_return(message)
        self._connection.send(reply)


@pytest.fixture
def bus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A session bus of one's own."""
    config = tmp_path / "bus.conf"
    config.write_text(
        f"<busconfig><type>session</type><listen>unix:path={tmp_path}/bus</listen>"
        '<policy context="default"><allow send_destination="*" eavesdrop="true"/>'
        '<allow eavesdrop="true"/><allow own="*"/></policy></busconfig>'
    )
    with subprocess.Popen(
        ["dbus-daemon", f"--config-file={config}", "--nofork", "--print-address"],
        stdout=subprocess.PIPE,
        text=True,
    ) as daemon:
        assert daemon.stdout is not None
        address = daemon.stdout.readline().strip().split(",guid=")[0]
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
        yield address
        daemon.terminate()


@pytest.fixture
def service(bus: str) -> Iterator[Service]:
    started = Service(bus, ("actions", "body", "body-markup"))
    started.start()
    yield started
    started.end()


@pytest.fixture
def notifier(service: Service, qtbot: QtBot) -> Iterator[Notifier]:
    made = Notifier()
    assert made.connect_to_desktop()
    yield made
    made.end()


ACTIONS = (("default", "Open"), ("done", "Done"))


def test_it_is_shown_with_title_text_and_buttons(notifier: Notifier, service: Service) -> None:
    number = notifier.notify("Ask <b>Megan</b>", "Tea & <i>cake</i>", ACTIONS)
    assert number == 41
    ((name, replaces, _icon, title, text, actions, hints, timeout),) = service.shown
    assert (name, replaces, timeout) == ("Relmgr", 0, -1)
    assert title == "Ask <b>Megan</b>"
    assert text == "Tea &amp; &lt;i&gt;cake&lt;/i&gt;", "shown literally where the body is markup"
    assert actions == ["default", "Open", "done", "Done"]
    assert hints["desktop-entry"] == ("s", "io.github.relmgr.Relmgr")


def test_a_later_one_takes_the_place_of_the_first(notifier: Notifier, service: Service) -> None:
    first = notifier.notify("One", "", ACTIONS)
    assert first is not None
    assert notifier.notify("Two", "", ACTIONS, replaces=first) == first
    notifier.withdraw(first)
    assert service.withdrawn == [first]


def test_a_button_that_is_pressed_at_once_is_heard(
    notifier: Notifier, service: Service, qtbot: QtBot
) -> None:
    service.then = [
        ("ActionInvoked", "us", (41, "done")),
        ("NotificationClosed", "uu", (41, 2)),
    ]
    heard: list[tuple[object, ...]] = []
    notifier.chosen.connect(lambda number, key: heard.append((number, key)))
    notifier.closed.connect(lambda number: heard.append((number,)))
    notifier.notify("Ask Megan", "", ACTIONS)
    qtbot.waitUntil(lambda: heard == [(41, "done"), (41,)], timeout=5000)


def test_a_button_that_is_pressed_later_is_heard(notifier: Notifier, service: Service, qtbot: QtBot) -> None:
    notifier.notify("Ask Megan", "", ACTIONS)
    with qtbot.waitSignal(notifier.chosen, timeout=5000) as heard:
        service.press(41, "default")
    assert heard.args == [41, "default"]


def test_a_service_without_buttons_or_markup(bus: str, qtbot: QtBot) -> None:
    plain = Service(bus, ("body",))
    plain.start()
    notifier = Notifier()
    assert notifier.connect_to_desktop()
    notifier.notify("Title", "Tea & cake", ACTIONS)
    assert plain.shown[0][4] == "Tea & cake"
    assert plain.shown[0][5] == []
    notifier.end()
    plain.end()


def test_a_bus_without_a_service_is_none(bus: str, qtbot: QtBot) -> None:
    assert not Notifier().connect_to_desktop()


def test_a_service_that_dies_is_noticed_and_the_next_one_is_found(
    notifier: Notifier, service: Service, bus: str, qtbot: QtBot
) -> None:
    notifier.notify("Ask Megan", "", ACTIONS)
    with qtbot.waitSignal(notifier.lost, timeout=5000):
        service.end()
    assert notifier.notify("Ask Megan", "", ACTIONS) is None
    assert not notifier.connect_to_desktop()
    other = Service(bus, ("body",))
    other.start()
    assert notifier.connect_to_desktop()
    assert notifier.notify("Ask Megan", "", ACTIONS) == 41
    assert other.shown[0][5] == [], "what the new one can is asked anew"
    other.end()


def test_another_service_that_begins_is_no_loss(notifier: Notifier, bus: str, qtbot: QtBot) -> None:
    lost: list[None] = []
    notifier.lost.connect(lambda: lost.append(None))
    from jeepney import DBusAddress, message_bus, new_method_call
    from jeepney.io.blocking import open_dbus_connection

    with open_dbus_connection(bus) as beside:
        beside.send_and_get_reply(message_bus.RequestName("org.example.Clock"))
        beside.send_and_get_reply(
            new_method_call(DBusAddress(_PATH, bus_name=_NAME, interface=_NAME), "GetCapabilities")
        )
    assert notifier.notify("Ask Megan", "", ACTIONS) == 41
    assert lost == []


# --- the tray as a whole on it ---


@pytest.fixture
def megan_waits(make: Make) -> None:
    make.life_event(make.person("Megan Jacobs"), "Father in hospital", follow_up_on=0)


@pytest.fixture
def open_tray(context: Context, service: Service, qtbot: QtBot) -> Iterator[Callable[[], Tray]]:
    """Opens the tray on the file, with the desktop's notifications; the first look is not waited for."""
    context.preferences.change(system_notifications=True, names_in_notifications=True)
    trays: list[Tray] = []
    window = QWidget()
    qtbot.addWidget(window)
    navigator = Navigated(window)

    def open_it() -> Tray:
        for tray in trays:
            tray.end()
        tray = Tray(context, navigator, window, is_available=lambda: True)  # type: ignore[arg-type]
        trays[:] = [tray]
        tray.attention.start()
        return tray

    yield open_it
    for tray in trays:
        tray.end()


class Navigated:
    """A navigator, of which the tray only raises the window here."""

    def __init__(self, window: QWidget) -> None:
        self.raise_window = window.show
        self.lock = window.hide


def due(make: Make) -> list[str]:
    return [item.title for item in reminders.due(make.store, NOW, LONDON)]


@NO_TRAY_HERE
@pytest.mark.usefixtures("megan_waits")
@pytest.mark.parametrize("answer", [("done", "Marked as done"), ("later", "Snoozed")])
def test_a_button_of_the_desktop_decides_and_a_restart_remembers(
    make: Make, open_tray: Callable[[], Tray], service: Service, qtbot: QtBot, answer: tuple[str, str]
) -> None:
    key, label = answer
    open_tray()
    assert service.shown[0][3] == "Ask Megan how Megan’s father is"
    service.press(41, key)
    qtbot.waitUntil(lambda: due(make) == [], timeout=5000)
    assert make.store.undo_label == label
    tray = open_tray()
    assert due(make) == []
    assert (tray.attention.count, len(service.shown)) == (0, 1)


@NO_TRAY_HERE
@pytest.mark.usefixtures("megan_waits")
def test_what_the_desktop_showed_is_not_shown_again_after_a_restart(
    make: Make, open_tray: Callable[[], Tray], service: Service
) -> None:
    make.reminder(make.person("Kwame Boateng"), "Ring Kwame back", on=-1)
    open_tray()
    assert [shown[3] for shown in service.shown] == ["Two people are waiting"]
    tray = open_tray()
    assert len(service.shown) == 1
    assert tray.delivery.popup is None
    assert tray.attention.count == 2


@NO_TRAY_HERE
@pytest.mark.usefixtures("megan_waits")
def test_the_desktop_is_told_no_names_unless_allowed(
    context: Context, open_tray: Callable[[], Tray], service: Service
) -> None:
    context.preferences.change(names_in_notifications=False)
    tray = open_tray()
    assert "Megan" not in repr(service.shown)
    assert service.shown[0][3] == "Something is due"
    assert "Megan" not in tray.icon.icon.toolTip()


@NO_TRAY_HERE
@pytest.mark.usefixtures("megan_waits")
def test_a_service_that_dies_hands_over_to_the_popup(
    make: Make, open_tray: Callable[[], Tray], service: Service, qtbot: QtBot
) -> None:
    tray = open_tray()
    assert tray.delivery.popup is None
    service.end()
    qtbot.waitUntil(lambda: tray.delivery.popup is not None, timeout=5000)
    assert tray.delivery.popup is not None
    tray.delivery.popup.reminder.done.click()
    assert due(make) == []


def test_a_bus_that_ends_costs_nothing(notifier: Notifier, service: Service, qtbot: QtBot) -> None:
    service.end()
    assert notifier.notify("Title", "", ACTIONS) is None
    assert notifier.notify("Title", "", ACTIONS) is None
