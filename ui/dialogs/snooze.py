"""The Snooze menu: in an hour, this evening, tomorrow morning, next week, or a day picked from the calendar."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from relmgr.domain.calendar_words import short_weekday, weekday_day
from relmgr.domain.recurrence import ATTENTION_TIME
from relmgr.domain.snooze import Snooze, SnoozeChoice, snooze_choices
from relmgr.domain.zones import local_day, local_instant
from relmgr.i18n import _
from ui.context import Context
from ui.widgets.fields.dates import MonthGrid
from ui.widgets.menu import Menu
from ui.widgets.popup import Popup
from ui.widgets.text import TextLabel

OnChosen = Callable[[datetime], object]

_ICONS = {
    Snooze.IN_AN_HOUR: "clock",
    Snooze.THIS_EVENING: "sunset",
    Snooze.TOMORROW_MORNING: "sunrise",
    Snooze.NEXT_WEEK: "calendar-days",
}


def open_snooze_menu(anchor: QWidget, context: Context, on_chosen: OnChosen) -> Menu:
    """Open the menu under `anchor`; `on_chosen` is called with the end of the snooze, in UTC, after it has closed."""
    now, zone = context.now(), context.zone()
    menu = Menu(anchor, name=_("Snooze"))
    for choice in snooze_choices(now, zone):
        until = choice.until.astimezone(UTC)
        menu.add_row(
            choice.words,
            partial(on_chosen, until),
            icon=_ICONS[choice.key],
            note=_note(choice, local_day(now, zone)),
        )
    menu.add_line()
    menu.add_row(_("Pick a date…"), lambda: _pick(anchor, context, on_chosen), icon="calendar-plus")
    menu.open_below(anchor)
    return menu


def _note(choice: SnoozeChoice, today: date) -> str:
    """ "15:42", "18:00", "Wed 09:00", "Mon 30 Nov": when it comes back."""
    day = choice.until.date()
    if day == today:
        return f"{choice.until:%H:%M}"
    if day <= today + timedelta(days=1):
        return _("{weekday} {time}").format(
            weekday=short_weekday(day.weekday()), time=f"{choice.until:%H:%M}"
        )
    return weekday_day(day, today)


class DayPopup(Popup):
    """A month to pick the day from; days that have passed choose nothing."""

    def __init__(self, today: date, on_day: Callable[[date], object], parent: QWidget) -> None:
        super().__init__(parent)
        self._today = today
        self._on_day = on_day
        self.grid = MonthGrid(today, today + timedelta(days=1), self.surface)
        self._title = TextLabel("", "body_strong", "text", self.surface)
        column = QVBoxLayout(self.surface)
        column.setContentsMargins(12, 10, 12, 8)
        column.setSpacing(6)
        column.addWidget(self._title)
        column.addWidget(self.grid)
        self.grid.moved.connect(self._moved)
        self.grid.chosen.connect(self._chosen)
        self._moved(self.grid.day())
        self.setFocusProxy(self.grid)

    def _moved(self, day: date) -> None:
        self._title.setText(_("Until {day}").format(day=weekday_day(day, self._today)))

    def _chosen(self, day: date) -> None:
        if day > self._today:
            self.close()
            self._on_day(day)


def _pick(anchor: QWidget, context: Context, on_chosen: OnChosen) -> None:
    zone = context.zone()
    today = local_day(context.now(), zone)
    popup = DayPopup(today, lambda day: on_chosen(local_instant(day, ATTENTION_TIME, zone)), anchor)
    popup.open_below(anchor)
