"""Linux: logind over the system bus (sleep, and locking the session), and the desktop's screen saver (session bus).

Sleep is delayed by an inhibitor until the file is locked (systemd's "Inhibitor Locks", mode delay), so that no key is
in memory while the computer sleeps. Only Unix sockets of this computer are spoken to.
"""

import logging
import os
from collections import deque
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QSocketNotifier, QTimer

from ui.session.listener import SessionListener

if TYPE_CHECKING:  # jeepney is installed on Linux alone
    from jeepney import Message
    from jeepney.io.blocking import DBusConnection
    from jeepney.wrappers import DBusAddress

_LOGIND = "org.freedesktop.login1"
_MANAGER = "org.freedesktop.login1.Manager"
_SESSION = "org.freedesktop.login1.Session"
_PROPERTIES = "org.freedesktop.DBus.Properties"
_SAVERS = (
    "org.freedesktop.ScreenSaver",
    "org.gnome.ScreenSaver",
    "org.cinnamon.ScreenSaver",
    "org.mate.ScreenSaver",
    "org.xfce.ScreenSaver",
)
_TIMEOUT = 1.0
"""Seconds a service has to answer; they take a millisecond."""
_PATH, _MEMBER = 1, 3  # HeaderFields

_log = logging.getLogger("relmgr.ui.session")


class Bus(QObject):
    """One bus, read where the window's own events are; `heard` is called with each signal asked for."""

    def __init__(self, name: str, heard: Callable[["Message"], None], parent: QObject) -> None:
        super().__init__(parent)
        self._name = name
        self._heard = heard
        self._connection: DBusConnection | None = None
        self._signals: deque[Any] = deque()
        self._watch: QSocketNotifier | None = None

    def open(self, rules: Sequence[dict[str, str]]) -> bool:
        """Connect and ask for the signals of `rules`; False where there is no such bus."""
        address = os.environ.get(f"DBUS_{self._name}_BUS_ADDRESS", "")
        if not address.startswith("unix:") and (address or self._name == "SESSION"):
            return False
        try:
            self._open(rules)
        except Exception as error:  # noqa: BLE001  (an absent or broken bus must not cost the window)
            _log.info("no %s bus: %s", self._name.lower(), type(error).__name__)
            self.end()
            return False
        return True

    def _open(self, rules: Sequence[dict[str, str]]) -> None:
        from jeepney import MatchRule, message_bus
        from jeepney.io.blocking import open_dbus_connection

        connection = self._connection = open_dbus_connection(self._name, enable_fds=True)
        for each in rules:
            rule = MatchRule(type="signal", **each)
            connection.filter(rule, queue=self._signals).__enter__()  # for as long as the connection is open
            connection.send_and_get_reply(message_bus.AddMatch(rule), timeout=_TIMEOUT)
        self._watch = QSocketNotifier(connection.sock.fileno(), QSocketNotifier.Type.Read, self)
        self._watch.activated.connect(self._readable)

    def ask(self, address: "DBusAddress", method: str, signature: str = "", *values: object) -> Any:
        """What a service answers. Raises what jeepney does where it does not."""
        from jeepney import new_method_call
        from jeepney.wrappers import unwrap_msg

        assert self._connection is not None
        call = new_method_call(address, method, signature or None, values)
        reply = self._connection.send_and_get_reply(call, timeout=_TIMEOUT)
        QTimer.singleShot(0, self, self._drain)  # what came while the answer was awaited
        return unwrap_msg(reply)

    def end(self) -> None:
        """Leave the bus."""
        if self._watch is not None:
            self._watch.setEnabled(False)
            self._watch.deleteLater()
            self._watch = None
        if self._connection is not None:
            self._connection.close()
            self._connection = None
        self._signals.clear()

    def _readable(self) -> None:
        assert self._connection is not None
        try:
            self._connection.recv_messages(timeout=0)
        except TimeoutError:
            pass
        except (OSError, EOFError) as error:
            _log.info("the %s bus has gone: %s", self._name.lower(), type(error).__name__)
            self.end()
            return
        self._drain()

    def _drain(self) -> None:
        while self._signals:
            self._heard(self._signals.popleft())


class LinuxSession(SessionListener):
    """Holds the inhibitor while it listens."""

    def __init__(self) -> None:
        super().__init__()
        self._system = Bus("SYSTEM", self._heard_logind, self)
        self._desktop = Bus("SESSION", self._heard_saver, self)
        self._hold: Any = None
        self._path = ""

    def start(self) -> bool:
        has_logind = self._system.open(
            (
                {"interface": _MANAGER, "member": "PrepareForSleep"},
                {"interface": _SESSION, "member": "Lock"},
                {
                    "interface": _PROPERTIES,
                    "member": "PropertiesChanged",
                    "path_namespace": "/org/freedesktop/login1",
                },
            )
        )
        if has_logind:
            self._path = self._own_session()
            self._take_hold()
        has_saver = self._desktop.open([{"interface": saver, "member": "ActiveChanged"} for saver in _SAVERS])
        return has_logind or has_saver

    def end(self) -> None:
        self._let_go()
        self._system.end()
        self._desktop.end()
        super().end()

    @property
    def holds(self) -> bool:
        """Whether sleep waits for us."""
        return self._hold is not None

    def _manager(self) -> "DBusAddress":
        from jeepney import DBusAddress

        return DBusAddress("/org/freedesktop/login1", bus_name=_LOGIND, interface=_MANAGER)

    def _own_session(self) -> str:
        """The path of the session this program belongs to; "" where logind does not know it."""
        try:
            (path,) = self._system.ask(self._manager(), "GetSessionByPID", "u", os.getpid())
        except Exception as error:  # noqa: BLE001  (logind may be another's work, or absent)
            _log.info("no session: %s", type(error).__name__)
            return ""
        return str(path)

    def _take_hold(self) -> None:
        """Let sleep wait until the file is locked."""
        if self._hold is not None:
            return
        try:
            (self._hold,) = self._system.ask(
                self._manager(), "Inhibit", "ssss", "sleep", "Relmgr", "Locks the file first", "delay"
            )
        except Exception as error:  # noqa: BLE001  (without it the file locks while the computer falls asleep)
            _log.info("sleep does not wait: %s", type(error).__name__)

    def _let_go(self) -> None:
        if self._hold is not None:
            self._hold.close()
            self._hold = None

    def _heard_logind(self, message: "Message") -> None:
        member = message.header.fields.get(_MEMBER)
        if member == "PrepareForSleep":
            if message.body[0]:
                try:
                    self.sleeping.emit()
                finally:
                    self._let_go()
            else:
                self._take_hold()
        elif self._path and message.header.fields.get(_PATH) == self._path and _says_locked(message):
            self.screen_locked.emit()

    def _heard_saver(self, message: "Message") -> None:
        if message.body and message.body[0] is True:
            self.screen_locked.emit()


def _says_locked(message: "Message") -> bool:
    """Whether a session is asked to lock, or says by its properties that it is locked now."""
    if message.header.fields.get(_MEMBER) == "Lock":
        return True
    interface, changed = message.body[0], message.body[1]
    _signature, value = changed.get("LockedHint", ("b", False))
    return interface == _SESSION and bool(value)
