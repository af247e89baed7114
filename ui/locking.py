"""When the file locks by itself, and what else in this process is forgotten with it (S2)."""

import functools
import sys
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication, QPixmapCache

from relmgr.clock import Clock
from relmgr.domain.unsaved import Unsaved
from relmgr.errors import RelmgrError
from relmgr.i18n import _
from ui.idle import IdleWatch
from ui.preferences import Preferences
from ui.session import SessionListener, listen

if TYPE_CHECKING:  # the database is imported behind the first paint
    from relmgr.store import Store

SLEPT_SECONDS = 120
"""So long between two looks at the clock, which come every half minute: the computer slept, or its clock was set."""

_OURS = ("relmgr", "ui")


class Locking(QObject):
    """Watches idleness, sleep and the locked screen, as far as the user wants that; `asked` says it is time.

    The system is listened to only while a file is open. Where it cannot be heard, sleep is noticed on waking.
    """

    asked = Signal()

    def __init__(
        self,
        preferences: Preferences,
        clock: Clock,
        parent: QObject | None = None,
        *,
        hear: Callable[[], SessionListener | None] = listen,
    ) -> None:
        super().__init__(parent)
        self._preferences = preferences
        self._clock = clock
        self._hear = hear
        self._looked_at: datetime = clock.now()
        self._is_open = False
        self._listener: SessionListener | None = None
        self._offered = 0
        self.idle = IdleWatch(self)
        preferences.changed.connect(self._fit)

    def begin(self) -> None:
        """A file is open."""
        self._is_open = True
        self._looked_at = self._clock.now()
        self.idle.note_use()
        self._fit()

    def end(self) -> None:
        """No file is open any more."""
        self._is_open = False
        self._offered = 0
        self._fit()

    def offer(self, store: "Store", show: Callable[[], object]) -> None:
        """Have what was being typed shown, but not a second time while the file stays open, as when names are hidden and shown."""
        from relmgr.services import unsaved

        if store.hides_names:
            return
        count = len(unsaved.kept(store))
        before, self._offered = self._offered, count
        if count > before:
            show()

    def tick(self) -> None:
        """Look at the clock: whether Relmgr was left alone for long, or the computer slept."""
        before, self._looked_at = self._looked_at, self._clock.now()
        chosen = self._preferences.settings
        has_slept = (self._looked_at - before).total_seconds() > SLEPT_SECONDS
        is_left = chosen.lock_after > 0 and self.idle.seconds() >= chosen.lock_after * 60
        if self._is_open and (is_left or (has_slept and chosen.lock_after_sleep)):
            self.asked.emit()

    def _fit(self) -> None:
        chosen = self._preferences.settings
        wanted = self._is_open and (chosen.lock_after_sleep or chosen.lock_with_screen)
        if wanted and self._listener is None:
            self._listener = self._hear()
            if self._listener is not None:
                self._listener.sleeping.connect(self._sleeping)
                self._listener.screen_locked.connect(self._screen_locked)
        elif not wanted and self._listener is not None:
            self._listener.end()
            self._listener = None

    def _sleeping(self) -> None:
        if self._preferences.settings.lock_after_sleep:
            self.asked.emit()

    def _screen_locked(self) -> None:
        if self._preferences.settings.lock_with_screen:
            self.asked.emit()


def keep_for_later(store: "Store", typed: Sequence[Unsaved]) -> str:
    """Before a file is shut: keep inside it what can be undone and what was being typed; a sentence if that failed."""
    from relmgr.services import unsaved

    store.keep_steps()
    try:
        if typed:
            unsaved.keep(store, typed)
    except RelmgrError as error:
        return _("What you were typing could not be kept.") + " " + str(error)
    return ""


def take_up(store: "Store") -> str:
    """Once a file is open: take up the undo steps kept in it; a sentence if they lead nowhere any more."""
    try:
        is_whole = store.recall_steps()
    except RelmgrError as error:
        return str(error)
    if is_whole:
        return ""
    return _("The file was changed elsewhere since, so what you did before cannot be undone any more.")


def forget_remembered() -> None:
    """Empty every memory of our modules that holds what was read: names folded, texts wrapped, portraits painted."""
    for name, module in tuple(sys.modules.items()):
        if name.partition(".")[0] in _OURS:
            for value in tuple(vars(module).values()):
                if isinstance(value, functools._lru_cache_wrapper):
                    value.cache_clear()
    QPixmapCache.clear()


def clear_own_clipboard() -> None:
    """Whatever was copied in Relmgr goes with the lock; what other programs copied stays."""
    clipboard = QGuiApplication.clipboard()
    if clipboard.ownsClipboard():
        clipboard.clear()
