"""The desktop's own notifications, with buttons: over D-Bus, where our own popup has no place (R5).

Only by a Unix socket of this computer; a session bus elsewhere is not spoken to.
"""

import html
import logging
import os
from collections import deque
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QSocketNotifier, QTimer, Signal

from relmgr import APP_ID
from ui.icons import FOLDER

if TYPE_CHECKING:  # jeepney is installed on Linux alone
    from jeepney.io.blocking import DBusConnection

_NAME = "org.freedesktop.Notifications"
_PATH = "/org/freedesktop/Notifications"
_APP_NAME = "Relmgr"
_DESKTOP_ENTRY = APP_ID
_OWNER_CHANGED = "NameOwnerChanged"
_TIMEOUT = 2.0
"""Seconds a daemon has to answer; most take a millisecond."""

_log = logging.getLogger("relmgr.ui.notifier")


class Notifier(QObject):
    """Sends notifications and tells which button was pressed. Sends and receives on one connection."""

    chosen = Signal(int, str)
    """The id of the notification and the key of the action; "default" for a press on the text."""
    closed = Signal(int)
    """The notification is gone, whoever closed it."""
    lost = Signal()
    """The service or the bus has gone, and what it showed with it."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._connection: DBusConnection | None = None
        self._filters: tuple[Any, ...] = ()
        self._watch: QSocketNotifier | None = None
        self._signals: deque[Any] = deque()
        self._capabilities: frozenset[str] = frozenset()

    def connect_to_desktop(self) -> bool:
        """Find the desktop's notification service; False where there is no bus, no service, or it does not answer."""
        if self._connection is not None:
            return True
        if not os.environ.get("DBUS_SESSION_BUS_ADDRESS", "").startswith("unix:"):
            return False
        try:
            self._open()
        except Exception as error:  # noqa: BLE001  (an absent, old or broken daemon must not cost a reminder)
            _log.info("no notification service: %s", type(error).__name__)
            self.end()
            return False
        return True

    def _open(self) -> None:
        from jeepney import MatchRule, message_bus
        from jeepney.io.blocking import open_dbus_connection

        connection = open_dbus_connection("SESSION")
        self._connection = connection
        rule = MatchRule(type="signal", interface=_NAME, path=_PATH)
        owner = MatchRule(type="signal", interface=message_bus.interface, member=_OWNER_CHANGED)
        owner.add_arg_condition(0, _NAME)
        # Without a filter, signals that arrive while a reply is awaited are dropped.
        self._filters = tuple(connection.filter(each, queue=self._signals) for each in (rule, owner))
        for each, kept in zip((rule, owner), self._filters, strict=True):
            connection.send_and_get_reply(message_bus.AddMatch(each), timeout=_TIMEOUT)
            kept.__enter__()
        self._capabilities = frozenset(self._call("GetCapabilities", "", ())[0])
        self._watch = QSocketNotifier(connection.sock.fileno(), QSocketNotifier.Type.Read, self)
        self._watch.activated.connect(self._readable)

    def notify(
        self, title: str, text: str, actions: Sequence[tuple[str, str]], *, replaces: int = 0
    ) -> int | None:
        """Show a notification with buttons (key, word); gives its id, or None where that did not work.

        Titles and texts are shown literally. `replaces`: the id of one that this takes the place of.
        """
        if self._connection is None:
            return None
        body = html.escape(text, quote=False) if "body-markup" in self._capabilities else text
        flat = [part for action in actions for part in action] if "actions" in self._capabilities else []
        hints = {"urgency": ("y", 1), "desktop-entry": ("s", _DESKTOP_ENTRY)}
        icon = Path(FOLDER, "app", "relmgr.svg").as_uri()
        content = (_APP_NAME, replaces, icon, title, body, flat, hints, -1)
        try:
            (number,) = self._call("Notify", "susssasa{sv}i", content)
        except Exception as error:  # noqa: BLE001  (see above; the caller shows its own popup then)
            _log.info("the notification service failed: %s", type(error).__name__)
            self.end()
            return None
        return int(number)

    def withdraw(self, number: int) -> None:
        """Take a notification away; nothing happens where it is gone already."""
        if self._connection is None:
            return
        try:
            self._call("CloseNotification", "u", (number,))
        except Exception as error:  # noqa: BLE001  (daemons answer with an error for one that is gone)
            _log.debug("not withdrawn: %s", type(error).__name__)

    def end(self) -> None:
        """Leave the bus."""
        if self._watch is not None:
            self._watch.setEnabled(False)
            self._watch.deleteLater()
            self._watch = None
        if self._connection is not None:
            self._connection.close()
            self._connection = None
        self._filters = ()
        self._signals.clear()

    def _call(self, method: str, signature: str, content: tuple[Any, ...]) -> tuple[Any, ...]:
        from jeepney import DBusAddress, new_method_call
        from jeepney.wrappers import unwrap_msg

        assert self._connection is not None
        address = DBusAddress(_PATH, bus_name=_NAME, interface=_NAME)
        message = new_method_call(address, method, signature or None, content)
        reply = self._connection.send_and_get_reply(message, timeout=_TIMEOUT)
        QTimer.singleShot(0, self, self._drain)
        result: tuple[Any, ...] = unwrap_msg(reply)
        return result

    def _readable(self) -> None:
        assert self._connection is not None
        try:
            self._connection.recv_messages(timeout=0)
        except TimeoutError:
            pass
        except (OSError, EOFError) as error:
            _log.info("the session bus has gone: %s", type(error).__name__)
            self.end()
            self.lost.emit()
            return
        self._drain()

    def _drain(self) -> None:
        while self._signals:
            message = self._signals.popleft()
            member = message.header.fields.get(3)  # HeaderFields.member
            if member == "ActionInvoked":
                number, key = message.body
                self.chosen.emit(int(number), str(key))
            elif member == "NotificationClosed":
                self.closed.emit(int(message.body[0]))
            elif member == _OWNER_CHANGED and message.body[1]:  # another took its place, or nobody did
                _log.info("the notification service has gone")
                self.end()
                self.lost.emit()
