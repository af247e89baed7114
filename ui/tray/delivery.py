"""How a reminder reaches the user outside the window: our own popup, or the desktop's notification; one at a time."""

from collections.abc import Callable, Collection, Sequence
from datetime import date

from PySide6.QtCore import QObject, QPoint, QSize, Signal
from PySide6.QtGui import QGuiApplication

from relmgr.domain.snooze import snooze_choices
from relmgr.i18n import _
from relmgr.services.reminders import DueItem, Source
from ui.context import Context
from ui.faces import portrait_of
from ui.models import deciding
from ui.models.announcement import Announcement, announce, may_name, wants_prep
from ui.models.today import done_words
from ui.notifier import Notifier
from ui.tray.reminder import Reminder, ReminderPopup

_DONE, _LATER, _OPEN, _PREP, _DEFAULT = "done", "later", "open", "prep", "default"


def has_own_place() -> bool:
    """Whether we may say where our windows go. Wayland does not let us: there the desktop shows them (feasibility §4)."""
    return not QGuiApplication.platformName().startswith("wayland")


class Delivery(QObject):
    """Shows announcements and carries out what is pressed on them. Showing changes nothing; only an answer does.

    open_item: leads to an item, or to Today with None. place: the top left for a surface of a size.
    """

    prep_asked = Signal(object)
    """A DueItem about a call: Prep for it is wanted."""

    def __init__(
        self,
        context: Context,
        open_item: Callable[[DueItem | None], None],
        place: Callable[[QSize], QPoint],
        notifier: Notifier | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._open_item = open_item
        self._place = place
        self._notifier = notifier or Notifier(self)
        self._notifier.chosen.connect(self._answered)
        self._notifier.closed.connect(self._closed)
        self._notifier.lost.connect(self._lost)
        self._notified: int | None = None
        self.popup: ReminderPopup | None = None
        self.announcement: Announcement | None = None
        """What is on the screen now."""

    def show(self, items: Sequence[DueItem]) -> None:
        """Show `items`, together with what is still on the screen, as one."""
        waiting = self.announcement.items if self.announcement is not None else ()
        keys = {item.key for item in items}
        self._show([*(item for item in waiting if item.key not in keys), *items])

    def _show(self, items: Sequence[DueItem]) -> None:
        # Sample people are nobody's secret.
        shows_names = may_name(self._context.settings) or self._context.is_sample
        said = announce(items, shows_names=shows_names)
        prefers_own = has_own_place() and not self._context.settings.system_notifications
        is_own = prefers_own or not self._notify(said)
        self._close_popup()
        self.announcement = said
        if is_own:
            self._withdraw()
            self._pop_up(said)

    def keys(self) -> frozenset[tuple[Source, int, date]]:
        """What the announcement on the screen is about."""
        said = self.announcement
        return frozenset() if said is None else frozenset(item.key for item in said.items)

    def keep_only(self, keys: Collection[object]) -> None:
        """Drop what no longer asks: it was done or snoozed elsewhere."""
        if self.announcement is None:
            return
        left = [item for item in self.announcement.items if item.key in keys]
        if not left:
            self.dismiss()
        elif len(left) < len(self.announcement.items):
            self._show(left)

    def dismiss(self) -> None:
        """Take away what is shown."""
        self.announcement = None
        self._close_popup()
        self._withdraw()

    def end(self) -> None:
        """Take away what is shown, and leave the bus."""
        self.dismiss()
        self._notifier.end()

    # --- the two ways ---

    def _pop_up(self, said: Announcement) -> None:
        item = said.item
        person = item.person if item is not None and said.shows_names else None
        reminder = Reminder(said, portrait_of(self._context.store, person) if person is not None else None)
        popup = ReminderPopup(reminder)
        reminder.done_asked.connect(self._done)
        reminder.later_asked.connect(self._in_an_hour)
        reminder.open_asked.connect(self._open)
        reminder.prep_asked.connect(self._prep)
        popup.closed.connect(lambda: self._gone(popup))
        self.popup = popup
        popup.open_at(self._place(reminder.size()))
        popup.linger()

    def _notify(self, said: Announcement) -> bool:
        if not self._notifier.connect_to_desktop():
            return False
        actions = [(_DEFAULT, _("Open"))]
        if said.item is not None:
            actions += [(_DONE, done_words(said.item) if said.shows_names else _("Done"))]
        is_call = said.item is not None and wants_prep(said.item)
        actions += [(_LATER, _("In an hour")), (_PREP, _("Prep")) if is_call else (_OPEN, _("Open"))]
        number = self._notifier.notify(said.title, said.text, actions, replaces=self._notified or 0)
        self._notified = number
        return number is not None

    def _close_popup(self) -> None:
        popup, self.popup = self.popup, None
        if popup is not None:
            popup.close()

    def _withdraw(self) -> None:
        number, self._notified = self._notified, None
        if number is not None:
            self._notifier.withdraw(number)

    # --- answers ---

    def _answered(self, number: int, key: str) -> None:
        if number != self._notified:
            return
        answer = {
            _DONE: self._done,
            _LATER: self._in_an_hour,
            _OPEN: self._open,
            _PREP: self._prep,
            _DEFAULT: self._open,
        }
        if key in answer:
            answer[key]()

    def _closed(self, number: int) -> None:
        if number == self._notified:
            self._notified = None
            self.announcement = None

    def _lost(self) -> None:
        """What a notification service took with it when it went, our own popup goes on showing."""
        number, self._notified = self._notified, None
        if number is not None and self.announcement is not None:
            self._pop_up(self.announcement)

    def _gone(self, popup: ReminderPopup) -> None:
        """It went without an answer, or the program ends."""
        if popup is self.popup:
            self.popup = None
            self.announcement = None

    def _take(self) -> Announcement | None:
        said = self.announcement
        self.dismiss()
        return said

    def _done(self) -> None:
        said = self._take()
        if said is not None and said.item is not None and not deciding.done(self._context, said.item):
            self._open_item(None)

    def _in_an_hour(self) -> None:
        said = self._take()
        if said is None:
            return
        until = snooze_choices(self._context.now(), self._context.zone())[0].until
        worked = [deciding.snooze(self._context, item, until) for item in said.items]
        if not all(worked):
            self._open_item(None)

    def _open(self) -> None:
        said = self._take()
        self._open_item(said.item if said is not None else None)

    def _prep(self) -> None:
        """It was about a call: show what to know. It stays due until the user says it is done."""
        said = self._take()
        if said is not None and said.item is not None:
            self.prep_asked.emit(said.item)
