"""A face that covers the whole window for a while, such as a new recovery key, and gives the page back afterwards."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from shiboken6 import isValid

from ui.unsaved import SECRET


class WholeDialog(QWidget):
    """Opened by a DialogHost as any dialog; `show_face` exchanges what it shows."""

    closed = Signal()

    def __init__(self, parent: QWidget) -> None:
        self._host = parent.window()
        super().__init__(self._host)
        self.setObjectName("whole_dialog")
        self.setProperty("focus_host", True)
        self.setProperty(SECRET, True)
        self._before: QWidget | None = None
        self._face: QWidget | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._host.installEventFilter(self)
        self.hide()

    def show_face(self, face: QWidget) -> None:
        """Show `face` and free the one before."""
        if self._face is not None:
            self._face.hide()
            self._face.deleteLater()
        self._face = face
        self._column.addWidget(face)
        face.show()
        self._focus()

    def open(self, focus: QWidget | None = None) -> None:
        """Cover the window."""
        self._before = QApplication.focusWidget()
        self.setGeometry(self._host.rect())
        self.show()
        self.raise_()
        self._focus()

    def reject(self) -> None:
        """Give the page back."""
        if self.isHidden():
            return
        self.hide()
        self._host.removeEventFilter(self)
        if self._before is not None and isValid(self._before):
            self._before.setFocus(Qt.FocusReason.OtherFocusReason)
        self.closed.emit()
        self.deleteLater()

    def _focus(self) -> None:
        first = getattr(self._face, "first_focus", None)
        if callable(first) and self.isVisible():
            first().setFocus(Qt.FocusReason.OtherFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._host and event.type() == QEvent.Type.Resize:
            self.setGeometry(self._host.rect())
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        event.accept()  # nothing under it hears a key
