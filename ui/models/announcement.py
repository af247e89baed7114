"""What a popup or notification says about what is due: one thing in detail, several as one, names only if allowed."""

from collections.abc import Sequence
from dataclasses import dataclass

from relmgr.domain.calls import is_about_a_call
from relmgr.domain.numbers import MOST_COUNTED, count_word, starting
from relmgr.i18n import _, ngettext
from relmgr.services.reminders import DueItem, Source
from relmgr.settings import Settings
from ui.models.today import waiting

_ORDER = (
    Source.ANSWER,
    Source.LIFE_EVENT,
    Source.AWAY,
    Source.GENTLE,
    Source.ROUGH_PATCH,
    Source.REMINDER,
    Source.MILESTONE,
    Source.EXPECTATION,
    Source.AFTERCARE,
    Source.CADENCE,
    Source.DEEPENING,
    Source.FIRST_DAYS,
    Source.FEEDBACK_TELL,
    Source.ADVICE,
    Source.FEEDBACK_CHANGE,
    Source.FEEDBACK_DECIDE,
    Source.THANK_YOU,
    Source.FEEDBACK_THANKS,
    Source.LONG_VIEW,
    Source.KEEPING,
    Source.KEEPING_LOOK,
    Source.QUIET,
)
"""Their lives first, then what has a day."""


@dataclass(frozen=True, slots=True)
class Announcement:
    """Title, text, and what it is about. `item` is None for several; `shows_names` is False where they are hidden."""

    title: str
    text: str
    items: tuple[DueItem, ...]
    shows_names: bool

    @property
    def item(self) -> DueItem | None:
        """The one it is about, None where there are several."""
        return self.items[0] if len(self.items) == 1 else None


def wants_prep(item: DueItem) -> bool:
    """Whether it is about talking to somebody, so that Prep for a call is what is opened from it."""
    if item.person is None:
        return False
    return item.source is Source.CADENCE or (item.source is Source.REMINDER and is_about_a_call(item.title))


def may_name(settings: Settings) -> bool:
    """Whether names may be seen outside the window (promise 8)."""
    return settings.names_in_notifications and not settings.hide_names


def announce(items: Sequence[DueItem], *, shows_names: bool) -> Announcement:
    """What to say about `items`, of which there is at least one."""
    several = tuple(items)
    if not shows_names:
        return Announcement(_unnamed(len(several)), "", several, shows_names=False)
    if len(several) > 1:
        pressing = sorted(several, key=lambda item: _ORDER.index(item.source))
        text = " ".join(_sentence(item.title) for item in pressing)
        return Announcement(_waiting(several), text, several, shows_names=True)
    item = several[0]
    parts = (item.late_words, item.short_why or item.why, item.local_words)
    return Announcement(item.title, " ".join(part for part in parts if part), several, shows_names=True)


def _sentence(title: str) -> str:
    return title if title.endswith("?") else _("{sentence}.").format(sentence=title.rstrip("."))


def _waiting(items: Sequence[DueItem]) -> str:
    """It counts people, not tasks, as Today does, where each of them waits; short enough for a popup."""
    count = len({item.person.id for item in items if item.person is not None})
    if not count or waiting(items) < len(items):
        return _unnamed(len(items))
    text = ngettext("{count} person is waiting", "{count} people are waiting", count)
    return text.format(count=starting(count_word(count)))


def _unnamed(count: int) -> str:
    if count == 1:
        return _("Something is due")
    text = ngettext("{count} thing is due", "{count} things are due", count)
    return text.format(count=starting(count_word(count)))


def tooltip(count: int) -> str:
    """What the tray icon says when pointed at; it names nobody."""
    if not count:
        return _("Relmgr: nothing is due")
    if count > MOST_COUNTED:
        return _("Relmgr: more than {count} reminders are due").format(count=MOST_COUNTED)
    text = ngettext("Relmgr: {count} reminder is due", "Relmgr: {count} reminders are due", count)
    return text.format(count=count)
