"""What every page of the main window is built on: it reads when it is looked at, and again when what it shows changed."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from relmgr.domain.kinds import Kind
from ui.actions import Command
from ui.context import Context, DialogHost, Navigator, Place
from ui.errors import shown
from ui.reading_on import ReadingOn

if TYPE_CHECKING:  # the database is imported behind the first paint
    from relmgr.store import Changes


class Page(QWidget):
    """A page. `reload` runs only while the page is visible; otherwise the page notes that it is stale.

    A page is made with `(context, navigator, host)`, lists the kinds it shows in `watches`, and overrides
    `reload`, and where it has them `panes` (for F6), `commands` and `first_focus`.
    """

    watches: ClassVar[frozenset[Kind]] = frozenset()
    commands_changed = Signal()
    """Emitted by a page whose `commands` are others now, such as when the selected person changed."""

    moved = Signal(object)
    """Emitted by a page that went elsewhere by itself, such as to another person: the new `Place`, for the way back."""

    def __init__(
        self, context: Context, navigator: Navigator, host: DialogHost, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.context = context
        self.navigator = navigator
        self.host = host
        self._is_stale = True
        self._readings: list[ReadingOn] = []
        context.signals.store_changed.connect(self._store_changed)
        context.signals.day_changed.connect(self.make_stale)
        context.signals.theme_changed.connect(self.retheme)

    def reload(self) -> None:
        """Read anew and show. A RelmgrError it raises is shown in the notice bar."""
        raise NotImplementedError

    def go_to(self, place: Place) -> None:
        """Show what `place` names: called before the page is shown, and again whenever somebody leads here."""

    def retheme(self) -> None:
        """Another theme is in use: whatever holds colours or pixmaps of its own takes the new ones."""
        self.update()

    def panes(self) -> tuple[QWidget, ...]:
        """What F6 steps through inside this page, in reading order."""
        return (self,)

    def commands(self) -> Mapping[Command, Callable[[], None]]:
        """The commands this page answers now, such as Edit for the person shown."""
        return {}

    def first_focus(self) -> QWidget:
        """What has the focus when the page is opened with the keyboard."""
        return self

    def rows_top(self) -> int:
        """Where its rows begin, for the first face of the next start; 0 for a page that is never shown by it."""
        return 0

    def search_field(self) -> QWidget | None:
        """Where letters typed at the start go on, if the page has such a field."""
        return None

    def end(self) -> None:
        """The file is shut and the page goes: what it reads behind the paint or beside the window is given up."""
        for one in self._readings:
            one.stop()
        for timer in self.findChildren(QTimer):
            timer.stop()

    def reading_on(self, *, is_long: bool = False) -> ReadingOn:
        """What reads the rest of much behind the paint, until the page goes."""
        self._readings.append(ReadingOn(self.context.signals, self, is_long=is_long))
        return self._readings[-1]

    def make_stale(self) -> None:
        """Reload now if the page is visible, else when it is shown next."""
        self._is_stale = True
        if self.isVisible():
            self._freshen()

    def _store_changed(self, changes: "Changes") -> None:
        if changes.kinds & self.watches:
            self.make_stale()

    def _freshen(self) -> None:
        if self._is_stale:
            self._is_stale = False
            with shown(self.context.signals):
                self.reload()

    def showEvent(self, event: QShowEvent) -> None:
        self._freshen()
        super().showEvent(event)
