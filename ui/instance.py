"""One Relmgr for each profile: a second start raises the window of the first, hands over its arguments and ends.

The profile's lock (relmgr.vault.FileLock) decides who is first; the system frees it the moment its holder ends,
however it ends. A local socket, no network one, carries the message.
"""

import json
import threading
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from relmgr.clock import monotonic
from relmgr.errors import InUseError, RelmgrError
from relmgr.paths import Profile
from ui.meeting_place import socket_name

if TYPE_CHECKING:  # asking the first one comes before the first paint; the lock brings the cryptography along
    from relmgr.vault.lock import FileLock

PATIENCE_SECONDS = 3.0
"""How long a second start looks for the first, which may hold the lock and not listen yet."""
QUIT = ("--quit",)
"""What a later start tells the first one to make it end: installers ask so before they replace the program."""
_QUIT_SECONDS = 10.0
_ANSWER_MS = 1000
_AGAIN_MS = 1000
_LARGEST_MESSAGE = 64_000
_ANSWER = b"shown\n"


class FirstInstance(QObject):
    """Holds the profile and listens for later starts."""

    asked = Signal(object)
    """A later start wants the window: a tuple of its arguments, paths made absolute."""

    def __init__(self, profile: Profile, lock: "FileLock") -> None:
        super().__init__()
        self._lock = lock
        self._name = socket_name(profile)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._greet)
        QLocalServer.removeServer(self._name)  # left by a kill; whoever holds the lock may take it away
        self.is_listening = self._server.listen(self._name)

    def end(self) -> None:
        """Stop listening and give the profile back."""
        self._server.close()
        self._lock.release()

    def _greet(self) -> None:
        while (connection := self._server.nextPendingConnection()) is not None:
            _Visitor(connection, self)


class _Visitor(QObject):
    """One later start: reads its line, answers, and is gone."""

    def __init__(self, connection: QLocalSocket, first: FirstInstance) -> None:
        super().__init__(first)
        self._first = first
        self._connection = connection
        self._content = b""
        connection.setParent(self)
        connection.readyRead.connect(self._read)
        connection.disconnected.connect(self.deleteLater)
        self._read()

    def _read(self) -> None:
        self._content += self._connection.readAll().data()
        if len(self._content) > _LARGEST_MESSAGE:
            self._connection.abort()
        elif self._content.endswith(b"\n"):
            arguments = _decode(self._content)
            self._content = b""
            if arguments is not None:
                self._connection.write(_ANSWER)
                self._connection.flush()
                self._first.asked.emit(arguments)
            self._connection.disconnectFromServer()


def take(
    profile: Profile, arguments: tuple[str, ...], held: "FileLock | None" = None
) -> FirstInstance | None:
    """Be the first for `profile`, or hand `arguments` to the one that is and return None.

    Raises InUseError if the first one answers neither now nor within 3 s (it is stopped, or a command line runs),
    and the RelmgrError of a folder that cannot be used. `held`: the profile's lock, where the start has taken it already.
    """
    if held is not None:
        return FirstInstance(profile, held)
    from relmgr.vault.lock import FileLock

    until = monotonic() + PATIENCE_SECONDS
    pause = threading.Event()
    while True:
        lock = FileLock(profile)
        try:
            lock.acquire()
        except InUseError:
            if hand_over(profile, arguments):
                return None
            if monotonic() >= until:
                raise
            pause.wait(0.05)
        else:
            return FirstInstance(profile, lock)


class Taking(QObject):
    """Makes this start the first of its profile, or hands its arguments over; where neither is possible yet it goes on trying."""

    taken = Signal(object)
    """The profile is ours: its FirstInstance."""
    handed_over = Signal()
    """The one that has the profile took the arguments: this start may end."""
    failed = Signal(object, object)
    """A RelmgrError, and what tries again. After an InUseError `taken` or `handed_over` may still follow by itself."""

    def __init__(self, profile: Profile, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._profile = profile
        self._arguments: tuple[str, ...] = ()
        self._answer = b""
        self._connection = QLocalSocket(self)
        self._connection.connected.connect(self._tell)
        self._connection.readyRead.connect(self._hear)
        self._again = QTimer(self, interval=_AGAIN_MS)
        self._again.timeout.connect(self._try_again)

    def take(self, arguments: tuple[str, ...], held: "FileLock | None" = None) -> None:
        """Try for 3 s at most, and then each second with the window alive; `held` as in `take`."""
        self.end()
        self._arguments = arguments
        try:
            first = take(self._profile, arguments, held)
        except InUseError as error:
            self._again.start()
            self.failed.emit(error, partial(self.take, arguments))
        except RelmgrError as error:
            self.failed.emit(error, partial(self.take, arguments))
        else:
            self._settle(first)

    def end(self) -> None:
        """Give up trying."""
        self._again.stop()
        self._connection.abort()

    def _settle(self, first: FirstInstance | None) -> None:
        self.end()
        if first is None:
            self.handed_over.emit()
        else:
            self.taken.emit(first)

    def _try_again(self) -> None:
        from relmgr.vault.lock import FileLock

        lock = FileLock(self._profile)
        try:
            lock.acquire()
        except (
            InUseError
        ):  # one connection, told once, and waited for: a stopped one reads it when it goes on
            if self._connection.state() is QLocalSocket.LocalSocketState.UnconnectedState:
                self._answer = b""
                self._connection.connectToServer(socket_name(self._profile))
        except RelmgrError as error:
            self.end()
            self.failed.emit(error, partial(self.take, self._arguments))
        else:
            self._settle(FirstInstance(self._profile, lock))

    def _tell(self) -> None:
        self._connection.write(_message(self._arguments))

    def _hear(self) -> None:
        self._answer += self._connection.readAll().data()
        if self._answer == _ANSWER:
            self._settle(None)


def hand_over(profile: Profile, arguments: tuple[str, ...]) -> bool:
    """Give `arguments` to the Relmgr that has `profile` open; False if none answered."""
    connection = QLocalSocket()
    connection.connectToServer(socket_name(profile))
    if not connection.waitForConnected(_ANSWER_MS):
        return False
    connection.write(_message(arguments))
    connection.waitForBytesWritten(_ANSWER_MS)
    answer = b""
    while not answer.endswith(b"\n") and connection.waitForReadyRead(_ANSWER_MS):
        answer += connection.readAll().data()
    return answer == _ANSWER


def ask_to_end(profile: Profile) -> bool:
    """Have the Relmgr that has `profile` open end, and wait for it, 10 s at most; False if it stays: somebody writes in it.

    One that has just started holds the lock before it listens: it is asked until it answers. Raises the RelmgrError of a
    folder that cannot be used.
    """
    from relmgr.vault.lock import FileLock

    until = monotonic() + _QUIT_SECONDS
    pause = threading.Event()
    was_told = hand_over(profile, QUIT)
    while profile.lock_file.exists():
        lock = FileLock(profile)
        try:
            lock.acquire()
        except InUseError:
            if monotonic() >= until:
                return False
            was_told = was_told or hand_over(profile, QUIT)
            pause.wait(0.05)
        else:
            lock.release()
            return True
    return True


def _message(arguments: tuple[str, ...]) -> bytes:
    return json.dumps(list(arguments)).encode() + b"\n"


def _decode(content: bytes) -> tuple[str, ...] | None:
    try:
        arguments = json.loads(content)
    except (ValueError, RecursionError):
        return None
    if not isinstance(arguments, list) or not all(isinstance(each, str) for each in arguments):
        return None
    return tuple(arguments)
