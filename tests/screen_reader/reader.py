"""A screen reader's view of a running program, over the accessibility bus (AT-SPI 2) and nothing else."""

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, TypeVar

from jeepney import DBusAddress, MessageType, Properties, new_method_call
from jeepney.io.blocking import DBusConnection, open_dbus_connection

from relmgr.clock import monotonic

PATIENCE_SECONDS = 30.0
_PAUSE_SECONDS = 0.05
_REPLY_SECONDS = 20.0
_ACCESSIBLE = "org.a11y.atspi.Accessible"
_CHECKED, _FOCUSABLE, _SENSITIVE, _SHOWING = 4, 11, 24, 25  # bits of AtspiStateType
_Found = TypeVar("_Found")


@dataclass(frozen=True, slots=True)
class Node:
    """One accessible object: the program's name on the bus and the object's path."""

    bus_name: str
    path: str


class GoneError(Exception):
    """The object went away while it was asked: a window that changes does that."""


class Reader:
    """Reads and drives whatever is on the accessibility bus of this session."""

    def __init__(self) -> None:
        session = open_dbus_connection("SESSION")
        address = DBusAddress("/org/a11y/bus", "org.a11y.Bus", "org.a11y.Bus")
        bus = session.send_and_get_reply(new_method_call(address, "GetAddress"), timeout=_REPLY_SECONDS)
        session.close()
        self._bus: DBusConnection = open_dbus_connection(bus.body[0])

    def _ask(self, message: Any) -> Any:
        reply = self._bus.send_and_get_reply(message, timeout=_REPLY_SECONDS)
        if reply.header.message_type is MessageType.error:
            raise GoneError(reply.body)
        return reply.body

    def _call(self, node: Node, interface: str, method: str, types: str | None = None, *given: Any) -> Any:
        address = DBusAddress(node.path, node.bus_name, interface)
        return self._ask(new_method_call(address, method, types, given))

    def children(self, node: Node) -> list[Node]:
        """What is inside, in order."""
        return [Node(*each) for each in self._call(node, _ACCESSIBLE, "GetChildren")[0]]

    def name(self, node: Node) -> str:
        """What is read aloud."""
        address = DBusAddress(node.path, node.bus_name, _ACCESSIBLE)
        return str(self._ask(Properties(address).get("Name"))[0][1])

    def role(self, node: Node) -> str:
        """What it is said to be: "push button", "text"."""
        return str(self._call(node, _ACCESSIBLE, "GetRoleName")[0])

    def _states(self, node: Node) -> int:
        low, high = self._call(node, _ACCESSIBLE, "GetState")[0]
        return int(low) | int(high) << 32

    def is_showing(self, node: Node) -> bool:
        """Whether it is on the screen; what went away meanwhile is not."""
        try:
            return bool(self._states(node) >> _SHOWING & 1)
        except GoneError:
            return False

    def is_usable(self, node: Node) -> bool:
        """Whether it is on the screen, takes the focus and is not disabled."""
        states = self._states(node)
        return all(states >> bit & 1 for bit in (_SHOWING, _FOCUSABLE, _SENSITIVE))

    def is_checked(self, node: Node) -> bool:
        """Whether it is on."""
        return bool(self._states(node) >> _CHECKED & 1)

    def programs(self) -> list[Node]:
        """What is on the bus."""
        return self.children(Node("org.a11y.atspi.Registry", "/org/a11y/atspi/accessible/root"))

    def shown(self, node: Node) -> Iterator[Node]:
        """`node` and all inside it that is on the screen, in reading order."""
        yield node
        for child in self.children(node):
            if self.is_showing(child):
                yield from self.shown(child)

    def everything(self) -> Iterator[Node]:
        """All that is on the screen, windows on top last."""
        for program in self.programs():
            for window in self.children(program):
                if self.is_showing(window):
                    yield from self.shown(window)

    def find(self, role: str, starts: str) -> Node:
        """The last thing on the screen with that role whose name begins so; waits for it. Raises TimeoutError."""
        return self.wait_for(lambda: self._find(role, starts), f"{role} “{starts}…”")

    def _find(self, role: str, name: str, *, is_whole: bool = False) -> Node | None:
        found = None
        for node in self.everything():
            if self.role(node) == role:
                said = self.name(node)
                found = node if said == name or (said.startswith(name) and not is_whole) else found
        return found

    def wait_for(self, look: Callable[[], _Found | None], what: str) -> _Found:
        """What `look` finds as soon as it finds something. Raises TimeoutError after 30 s, with what is on the screen."""
        until = monotonic() + PATIENCE_SECONDS
        pause = threading.Event()
        while monotonic() < until:
            try:
                found = look()
            except GoneError:
                found = None
            if found:
                return found
            pause.wait(_PAUSE_SECONDS)
        raise TimeoutError(f"not on the screen: {what}; there is:\n{self.as_text()}")

    def as_text(self) -> str:
        """All that is on the screen, a line each."""
        return "\n".join(f"{self.role(node)}: {self.name(node)}" for node in self.everything())

    def press(self, role: str, starts: str) -> None:
        """Do what a press does, through the action that the object offers."""
        node = self.find(role, starts)
        if not self._call(node, "org.a11y.atspi.Action", "DoAction", "i", 0)[0]:
            raise AssertionError(f"{role} “{starts}…” cannot be pressed")

    def write(self, name: str, content: str) -> None:
        """Put `content` into the field of that name."""
        node = self.wait_for(lambda: self._find("text", name, is_whole=True), f"text “{name}”")
        if not self._call(node, "org.a11y.atspi.EditableText", "SetTextContents", "s", content)[0]:
            raise AssertionError(f"nothing can be written into “{name}”")
