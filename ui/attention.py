"""The one tick: when to look at what is due, and what is to be shown of it (R2).

No timer holds a reminder. A look computes what is due from the rules and the clock; between looks the tick only notices
that the clock was set, the computer slept, or the zone changed.
"""

import logging
from collections.abc import Callable, Collection, Generator
from datetime import date, datetime, timedelta, tzinfo
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from relmgr import clock as clocks
from relmgr.domain.kinds import Kind
from relmgr.errors import RelmgrError
from relmgr.i18n import _
from relmgr.services import reminders
from relmgr.services.reminders import DueItem, Look, Source
from ui.calm import Calm
from ui.context import Context

if TYPE_CHECKING:  # the database is imported behind the first paint
    from relmgr.store import Changes

TICK = timedelta(seconds=30)
"""The longest time between two glances at the clock."""

JUMP = timedelta(seconds=5)
"""A wall clock that went this much more or less than time itself was set, or the computer slept."""

_ASKING = frozenset(
    {
        Kind.PERSON,
        Kind.RELATION,
        Kind.MILESTONE,
        Kind.LIFE_EVENT,
        Kind.CONVERSATION,
        Kind.EXPECTATION,
        Kind.REMINDER,
        Kind.REFERRAL,
        Kind.ADVICE,
        Kind.FEEDBACK,
        Kind.ROUGH_PATCH,
        Kind.FIRST_DAYS,
        Kind.IMPORT,
    }
)
"""A change of one of these can make something due, or no longer due."""

_SOON_MS = 150
_LEAST_MS = 200
_log = logging.getLogger("relmgr.ui.attention")


class Attention(QObject):
    """Looks when something can have become due, and says what is to be shown.

    `monotonic` gives seconds that no setting moves. `is_at_window` tells whether the user is in the window: what is due
    by their own doing a moment ago needs no popup then. `on_screen`: the keys of what a popup shows now.
    """

    show_asked = Signal(object)
    """These are to be shown now, several as one: a tuple of DueItem. They count as shown."""
    ticked = Signal()
    """The clock was looked at, at least every 30 seconds: for whoever watches something else as coarsely."""
    still_due = Signal(object)
    """The keys of everything that asks now: popups drop what no longer does."""

    def __init__(
        self,
        context: Context,
        *,
        monotonic: Callable[[], float] = clocks.monotonic,
        is_at_window: Callable[[], bool] = lambda: False,
        on_screen: Callable[[], Collection[tuple[Source, int, date]]] = tuple,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._monotonic = monotonic
        self._is_at_window = is_at_window
        self._on_screen = on_screen
        self._looking: Generator[None, None, Look] | None = None
        self._calm = Calm(sets_aside=False)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setTimerType(Qt.TimerType.CoarseTimer)
        self._timer.timeout.connect(self.tick)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_SOON_MS)
        self._soon.timeout.connect(self._look_after_change)
        self._next: datetime | None = None
        self._seen_wall = context.now()
        self._seen_time = monotonic()
        self._seen_zone = _zone_mark(context.clock.local_now())
        self._seen_day = context.today()
        self._last_look: datetime | None = None
        self._was_quiet = False
        self._has_stopped = False
        self._told: tuple[int, int, frozenset[object]] | None = None
        self._told_fault = ""
        self._shown_here: set[tuple[object, str]] = set()
        self.count = 0
        """How many reminders are due; one more than `reminders.MOST` where it is more than that."""
        self.asking = 0
        """The same, with the promises whose day has come: what the tray tells of."""
        context.signals.store_changed.connect(self._store_changed)
        context.signals.settings_changed.connect(self.tick)

    def start(self) -> None:
        """Look for the first time, and go on looking."""
        self.look()

    def stop(self) -> None:
        """Look no more, whatever happens."""
        self._has_stopped = True
        self._let_go()
        self._timer.stop()
        self._soon.stop()

    @property
    def wait_ms(self) -> int:
        """How long until the next glance, in milliseconds."""
        return self._timer.interval()

    def tick(self) -> None:
        """Glance at the clock; look if something can have become due since, or the clock is no longer what it was."""
        if self._has_stopped:
            return
        clocks.reread_zone()
        now = self._context.now()
        has_jumped = self._notice_clock(now)
        is_quiet = self._is_quiet()
        if has_jumped or self._next is None or now >= self._next or is_quiet != self._was_quiet:
            self.look()
        else:
            self._wait(now)
        self.ticked.emit()

    def _notice_clock(self, now: datetime) -> bool:
        """Whether the clock, the zone or the day is another than was to be expected; pages are told."""
        passed = timedelta(seconds=self._monotonic() - self._seen_time)
        has_jumped = abs((now - self._seen_wall) - passed) > JUMP
        local = self._context.clock.local_now()
        zone, day = _zone_mark(local), local.date()
        is_other = has_jumped or zone != self._seen_zone or day != self._seen_day
        self._seen_wall, self._seen_time = now, self._monotonic()
        self._seen_zone, self._seen_day = zone, day
        if is_other:
            self._context.signals.day_changed.emit()
        return is_other

    def look(self) -> None:
        """Look now: count, show what was not shown yet, and set the next look. A fault is told and tried again."""
        self._look(by_own_change=False)

    def _store_changed(self, changes: "Changes") -> None:
        if not self._has_stopped and changes.kinds & _ASKING:
            self._soon.start()

    def _look_after_change(self) -> None:
        self._look(by_own_change=self._is_at_window())

    def _look(self, *, by_own_change: bool) -> None:
        self._soon.stop()
        now = self._context.now()
        if self._context.store.is_busy:  # an import is under way; its end is a change, after which we look
            self._next = now + TICK
            self._wait(now)
            return
        zone = self._context.zone()
        self._told_of(partial(self._look_at, now, zone, by_own_change=by_own_change))
        self._wait(now)

    def _told_of(self, work: Callable[[], None]) -> None:
        """Do it; a fault is told once, and the look is tried again later."""
        try:
            work()
            self._told_fault = ""
        except RelmgrError as error:
            self._let_go()
            self._next = self._context.now() + TICK
            if str(error) != self._told_fault:
                self._told_fault = str(error)
                self._context.signals.problem.emit(str(error))

    def _look_at(self, now: datetime, zone: tzinfo, *, by_own_change: bool) -> None:
        settings = self._context.settings
        at = now, zone, settings.attention_time
        self._looking = reminders.looking(self._context.store, *at, self._on_screen())
        self._calm.begin()
        self._go_on(now, zone, by_own_change=by_own_change)

    def _go_on(self, now: datetime, zone: tzinfo, *, by_own_change: bool) -> None:
        """One slice of a look; the next when the window has had its turn. A change meanwhile begins another look."""
        if self._looking is None:
            return
        try:
            next(self._looking)
        except StopIteration as end:
            self._let_go()
            self._found(end.value, now, zone, by_own_change=by_own_change)
        else:
            self._next = now + TICK  # whatever becomes of this look, another comes
            again = partial(self._slice, self._looking, now, zone, by_own_change=by_own_change)
            QTimer.singleShot(0, self, again)

    def _let_go(self) -> None:
        """No look is under way any longer."""
        self._looking = None
        self._calm.end()

    def _slice(
        self, look: Generator[None, None, Look], now: datetime, zone: tzinfo, *, by_own_change: bool
    ) -> None:
        if look is not self._looking or self._has_stopped:
            return
        if self._context.store.is_busy:
            self._let_go()
            return
        self._told_of(partial(self._go_on, now, zone, by_own_change=by_own_change))
        self._wait(self._context.now())

    def _found(self, look: Look, now: datetime, zone: tzinfo, *, by_own_change: bool) -> None:
        store, fresh = self._context.store, look.fresh
        self._was_quiet = self._is_quiet()
        if not self._was_quiet:
            self._show(fresh, now, by_own_change=by_own_change)
        if not (self._was_quiet and any(item.while_away for item in fresh)):
            looked = reminders.looked(store, now)
            if looked.jumped_back:
                self._context.signals.message.emit(_jumped_back_words())
        self._last_look = now
        self._next = reminders.next_look(store, now, zone, self._context.settings.attention_time)
        self._tell(*reminders.counted(store, now, zone), look.keys)

    def _show(self, fresh: tuple[DueItem, ...], now: datetime, *, by_own_change: bool) -> None:
        """Show what is new, once; what the user's own doing made due a moment ago, they know.

        What cannot be noted as shown, in a read-only file or on a full disk, is remembered here until the end.
        """
        last = self._last_look
        to_show = tuple(
            item
            for item in fresh
            if (item.key, item.stage) not in self._shown_here
            and not (by_own_change and last is not None and item.since <= last)
        )
        self._shown_here |= {(item.key, item.stage) for item in fresh}
        if to_show:
            self.show_asked.emit(to_show)
            _log.info("shown: %d", len(to_show))
        reminders.mark_shown(self._context.store, fresh, now)

    def _tell(self, due: int, risky: int, keys: frozenset[object]) -> None:
        self.asking = due + risky
        told = (due, self.asking, keys)
        if told != self._told:
            self._told = told
            self.count = told[0]
            self.still_due.emit(keys)
            self._context.signals.due_changed.emit(self.count)

    def _wait(self, now: datetime) -> None:
        ahead = TICK if self._next is None else min(TICK, self._next - now)
        self._timer.start(max(_LEAST_MS, int(ahead / timedelta(milliseconds=1)) + 1))

    def _is_quiet(self) -> bool:
        local = self._context.clock.local_now()
        return self._context.settings.is_quiet_at(local.time())


def _zone_mark(local: datetime) -> str:
    """The zone, as far as clocks show it: summer time beginning counts as another."""
    return f"{local.tzname()} {local.utcoffset()}"


def _jumped_back_words() -> str:
    return _(
        "The clock of this computer went back since Relmgr last looked. Nothing is lost; "
        "check the date if it looks wrong."
    )
