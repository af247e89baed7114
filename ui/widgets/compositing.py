"""Whether the screen can show a window through another: X11 without a compositor paints what is see-through black."""

import ctypes
import sys
from functools import cache
from typing import Any

from PySide6.QtGui import QGuiApplication

_SELECTION = b"_NET_WM_CM_S%d"
"""Owned by the compositing manager of a screen (Extended Window Manager Hints)."""


def is_see_through() -> bool:
    """Whether shadows beyond a window's shape can be shown now. Compositors come and go, so ask each time."""
    if not sys.platform.startswith("linux") or QGuiApplication.platformName() != "xcb":
        return True
    application = QGuiApplication.instance()
    library = _x11()
    if library is None or not isinstance(application, QGuiApplication):
        return True
    native: Any = application.nativeInterface()
    display = native.display() if native is not None else 0
    if not display:
        return True
    atom = library.XInternAtom(display, _SELECTION % 0, 0)
    return bool(library.XGetSelectionOwner(display, atom))


@cache
def _x11() -> ctypes.CDLL | None:
    try:
        library = ctypes.CDLL("libX11.so.6")
    except OSError:  # Qt speaks to X11 without it; then shadows are worth a black edge
        return None
    library.XInternAtom.argtypes = (ctypes.c_void_p, ctypes.c_char_p, ctypes.c_int)
    library.XInternAtom.restype = ctypes.c_ulong
    library.XGetSelectionOwner.argtypes = (ctypes.c_void_p, ctypes.c_ulong)
    library.XGetSelectionOwner.restype = ctypes.c_ulong
    return library
