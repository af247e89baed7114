"""Windows: the session's notifications (WTSRegisterSessionNotification) and the power broadcasts, as native events."""

import ctypes
import ctypes.wintypes
from typing import Any

from PySide6.QtCore import QAbstractNativeEventFilter, QByteArray, QCoreApplication
from PySide6.QtWidgets import QWidget

from ui.session.listener import SessionListener

_SESSION_CHANGE = 0x02B1  # WM_WTSSESSION_CHANGE
_SESSION_LOCK = 0x7  # WTS_SESSION_LOCK
_SESSION_OFF = (0x2, 0x4, 0x6)  # console or remote disconnect, logoff: nobody sees the window any more
_POWER = 0x0218  # WM_POWERBROADCAST
_SUSPEND = 0x4  # PBT_APMSUSPEND
_MESSAGES = (b"windows_generic_MSG", b"windows_dispatcher_MSG")


class _Filter(QAbstractNativeEventFilter):
    def __init__(self, session: "WindowsSession") -> None:
        super().__init__()
        self._session = session

    def nativeEventFilter(self, kind: QByteArray | bytes | bytearray | memoryview, message: int) -> object:
        name = bytes(kind.data()) if isinstance(kind, QByteArray) else bytes(kind)
        if name in _MESSAGES:
            told = ctypes.wintypes.MSG.from_address(int(message))
            self._session.take(int(told.message or 0), int(told.wParam or 0))
        return False, 0


class WindowsSession(SessionListener):
    """A window of its own, never shown, is what Windows tells."""

    def __init__(self) -> None:
        super().__init__()
        self._filter = _Filter(self)
        self._ear: QWidget | None = None

    def start(self) -> bool:
        application = QCoreApplication.instance()
        if application is None:
            return False
        self._ear = QWidget()
        application.installNativeEventFilter(self._filter)
        return bool(_wts().WTSRegisterSessionNotification(int(self._ear.winId()), 0))

    def end(self) -> None:
        application = QCoreApplication.instance()
        if self._ear is not None and application is not None:
            _wts().WTSUnRegisterSessionNotification(int(self._ear.winId()))
            application.removeNativeEventFilter(self._filter)
            self._ear.deleteLater()
            self._ear = None
        super().end()

    def take(self, message: int, what: int) -> None:
        """Act on a message of Windows; Windows waits for it (two seconds at most) before it sleeps."""
        if message == _POWER and what == _SUSPEND:
            self.sleeping.emit()
        elif message == _SESSION_CHANGE and (what == _SESSION_LOCK or what in _SESSION_OFF):
            self.screen_locked.emit()


def _wts() -> Any:
    return getattr(ctypes, "windll").wtsapi32  # noqa: B009  (there is none on the systems where types are checked)
