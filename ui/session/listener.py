"""What every system's listener tells."""

from PySide6.QtCore import QObject, Signal


class SessionListener(QObject):
    """Tells of sleep and of the locked screen; what is connected runs before the computer sleeps."""

    sleeping = Signal()
    """The computer is about to sleep, and waits for those who listen where the system can wait."""
    screen_locked = Signal()

    def start(self) -> bool:
        """Begin to listen; False where the system does not answer."""
        return False

    def end(self) -> None:
        """Listen no more."""
        self.deleteLater()
