"""Hears from the system that it is about to sleep or that the screen was locked, so that the file locks with it (S2)."""

import sys

from ui.session.listener import SessionListener

__all__ = ["SessionListener", "listen"]


def listen() -> SessionListener | None:
    """What hears this system, listening already; None where there is nothing to hear."""
    listener: SessionListener
    if sys.platform == "win32":
        from ui.session.windows import WindowsSession

        listener = WindowsSession()
    elif sys.platform == "darwin":
        from ui.session.macos import MacSession

        listener = MacSession()
    else:
        from ui.session.linux import LinuxSession

        listener = LinuxSession()
    if listener.start():
        return listener
    listener.end()
    return None
