"""Whether Relmgr is being used: keys and the mouse in its own windows; no other program is watched (S2)."""

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QGuiApplication, QWindow

from relmgr.clock import monotonic

_USES = frozenset(
    {
        *(QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.MouseMove),
        *(QEvent.Type.Wheel, QEvent.Type.TouchBegin, QEvent.Type.InputMethod),
    }
)


class IdleWatch(QObject):
    """Listens to the windows of the system, which hear far fewer events than every widget does."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._used_at = monotonic()
        application = QGuiApplication.instance()
        if isinstance(application, QGuiApplication):
            application.focusWindowChanged.connect(self._watch)
        for window in QGuiApplication.topLevelWindows():
            self._watch(window)

    def seconds(self) -> float:
        """How long nothing was pressed, moved or typed in any window of ours."""
        return monotonic() - self._used_at

    def note_use(self) -> None:
        """Count from now."""
        self._used_at = monotonic()

    def _watch(self, window: QWindow | None) -> None:
        self.note_use()
        if window is not None:
            window.removeEventFilter(self)  # asked twice, it would be called twice
            window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _USES:
            self._used_at = monotonic()
        return False
