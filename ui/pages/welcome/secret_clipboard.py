"""Puts a secret on the clipboard for a minute only, and asks clipboard histories not to keep it."""

from PySide6.QtCore import QMimeData, QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication

CLEARED_AFTER_MS = 60_000


class SecretClipboard(QObject):
    """One for the program: it outlives the face that copied, so that the minute is kept even if that is left."""

    cleared = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._secret = ""
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(CLEARED_AFTER_MS)
        self._timer.timeout.connect(self.clear)

    def copy(self, secret: str) -> None:
        """Put `secret` on the clipboard for 60 s."""
        content = QMimeData()
        content.setText(secret)
        content.setData("x-kde-passwordManagerHint", b"secret")  # Klipper, KeePassXC's convention
        content.setData("ExcludeClipboardContentFromMonitorProcessing", b"1")  # Windows' clipboard history
        QGuiApplication.clipboard().setMimeData(content)
        self._secret = secret
        self._timer.start()

    def clear(self) -> None:
        """Take the secret off the clipboard now, unless something else was copied since."""
        self._timer.stop()
        if self._secret and QGuiApplication.clipboard().text() == self._secret:
            QGuiApplication.clipboard().clear()
        if self._secret:
            self._secret = ""
            self.cleared.emit()
