"""macOS: the distributed notification of the locked screen, and IOKit's word that the computer is about to sleep."""

import ctypes
import ctypes.util
from typing import Any

from ui.session.listener import SessionListener

_SCREEN_LOCKED = b"com.apple.screenIsLocked"
_UTF8 = 0x08000100  # kCFStringEncodingUTF8
_AT_ONCE = 4  # CFNotificationSuspensionBehaviorDeliverImmediately
_CAN_SLEEP = 0xE0000270  # kIOMessageCanSystemSleep
_WILL_SLEEP = 0xE0000280  # kIOMessageSystemWillSleep

_NOTIFIED = ctypes.CFUNCTYPE(
    None, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_void_p
)
_POWER = ctypes.CFUNCTYPE(None, ctypes.c_void_p, ctypes.c_uint32, ctypes.c_uint32, ctypes.c_void_p)


def load(name: str) -> Any:
    """A framework of the system."""
    return ctypes.CDLL(ctypes.util.find_library(name) or name)


def run_loop_modes(core: Any) -> ctypes.c_void_p:
    """The modes in which the main run loop listens, dialogs included."""
    return ctypes.c_void_p.in_dll(core, "kCFRunLoopCommonModes")


class MacSession(SessionListener):
    """Qt's event loop runs the main run loop, which calls both."""

    def __init__(self) -> None:
        super().__init__()
        self._core: Any = None
        self._kit: Any = None
        self._root = 0
        self._port = ctypes.c_void_p()
        self._notifier = ctypes.c_uint32()
        # Kept for as long as the system may call them.
        self._notified = _NOTIFIED(lambda *_told: self.screen_locked.emit())
        self._power = _POWER(lambda _reference, _service, kind, argument: self.take(kind, argument))

    def start(self) -> bool:
        core = self._core = load("CoreFoundation")
        core.CFNotificationCenterGetDistributedCenter.restype = ctypes.c_void_p
        core.CFStringCreateWithCString.restype = ctypes.c_void_p
        core.CFStringCreateWithCString.argtypes = (ctypes.c_void_p, ctypes.c_char_p, ctypes.c_uint32)
        core.CFNotificationCenterAddObserver.argtypes = (
            *(ctypes.c_void_p, ctypes.c_void_p, _NOTIFIED),
            *(ctypes.c_void_p, ctypes.c_void_p, ctypes.c_long),
        )
        name = core.CFStringCreateWithCString(None, _SCREEN_LOCKED, _UTF8)
        center = core.CFNotificationCenterGetDistributedCenter()
        core.CFNotificationCenterAddObserver(center, id(self), self._notified, name, None, _AT_ONCE)
        self._listen_for_sleep(core)
        return True

    def _listen_for_sleep(self, core: Any) -> None:
        kit = self._kit = load("IOKit")
        kit.IORegisterForSystemPower.restype = ctypes.c_uint32
        kit.IORegisterForSystemPower.argtypes = (ctypes.c_void_p, ctypes.c_void_p, _POWER, ctypes.c_void_p)
        kit.IONotificationPortGetRunLoopSource.restype = ctypes.c_void_p
        kit.IONotificationPortGetRunLoopSource.argtypes = (ctypes.c_void_p,)
        kit.IOAllowPowerChange.argtypes = (ctypes.c_uint32, ctypes.c_long)
        kit.IODeregisterForSystemPower.argtypes = (ctypes.c_void_p,)
        port, notifier = ctypes.byref(self._port), ctypes.byref(self._notifier)
        self._root = kit.IORegisterForSystemPower(None, port, self._power, notifier)
        if self._root:
            core.CFRunLoopGetMain.restype = ctypes.c_void_p
            core.CFRunLoopAddSource.argtypes = (ctypes.c_void_p, ctypes.c_void_p, ctypes.c_void_p)
            source = kit.IONotificationPortGetRunLoopSource(self._port)
            core.CFRunLoopAddSource(core.CFRunLoopGetMain(), source, run_loop_modes(core))

    def end(self) -> None:
        if self._core is not None:
            self._core.CFNotificationCenterRemoveEveryObserver.argtypes = (ctypes.c_void_p, ctypes.c_void_p)
            center = self._core.CFNotificationCenterGetDistributedCenter()
            self._core.CFNotificationCenterRemoveEveryObserver(center, id(self))
        if self._root:
            self._kit.IODeregisterForSystemPower(ctypes.byref(self._notifier))
            self._root = 0
        super().end()

    def take(self, kind: int, argument: int | None) -> None:
        """Act on what IOKit says; it waits for the answer, half a minute at most."""
        if kind == _WILL_SLEEP:
            self.sleeping.emit()
        if kind in (_CAN_SLEEP, _WILL_SLEEP):
            self._kit.IOAllowPowerChange(self._root, argument or 0)
