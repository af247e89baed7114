"""The numbers beside the rows of the navigation: counted behind the paint, one of them between two looks at the keyboard."""

from collections.abc import Callable, Iterable

from PySide6.QtCore import QObject, QTimer

from ui.context import Context
from ui.errors import shown
from ui.main_window.registry import PageEntry


class Counting(QObject):
    """Counts what it was asked to, each once however often it was asked; `show` gets the page's name and its number."""

    def __init__(self, context: Context, show: Callable[[str, int], object], parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._show = show
        self._waiting: dict[str, PageEntry] = {}
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._count_one)

    def ask(self, entries: Iterable[PageEntry]) -> None:
        """The numbers of these may be others now."""
        self._waiting |= {entry.name: entry for entry in entries if entry.count is not None}
        if self._waiting:
            self._timer.start()

    def stop(self) -> None:
        """Count no more: the file is shut."""
        self._waiting.clear()
        self._timer.stop()

    def _count_one(self) -> None:
        entry = self._waiting.pop(next(iter(self._waiting)))
        if self._waiting:
            self._timer.start()
        if entry.count is not None:
            with shown(self._context.signals):
                self._show(entry.name, entry.count(self._context))


__all__ = ["Counting"]
