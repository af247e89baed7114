"""When business waits: the short forms of Away and Gentle mode, and the menu that asks how long something goes on (P7)."""

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial

from PySide6.QtWidgets import QWidget

from relmgr.domain.calendar_words import weekday_day
from relmgr.domain.ids import PersonId
from relmgr.errors import InputError
from relmgr.i18n import _
from relmgr.services import people
from ui.context import Context, DialogHost, Navigator
from ui.dialogs.form import FormDialog, complete
from ui.dialogs.snooze import DayPopup
from ui.widgets.buttons import Button
from ui.widgets.fields import DateField, LineField
from ui.widgets.menu import Menu

_GENTLE_DAYS = 28
"""What gentle mode is offered for; any other day can be chosen."""


def _still_to_come(day: date | None, today: date) -> date | None:
    return day if day is not None and day >= today else None


class AwayDialog(FormDialog):
    """From, until, why. Who is back already is back with one button."""

    def __init__(self, context: Context, host: DialogHost, person_id: PersonId) -> None:
        known = people.details(context.store, person_id)
        super().__init__(context, host, _("{name} is away").format(name=known.first_name))
        self._person = person_id
        today = context.today()
        is_on = known.away_until is not None
        self.start = DateField(today, known.away_from if is_on else today)
        self.add_row(_("From"), self.start, "from")
        self.until = DateField(today, _still_to_come(known.away_until, today), placeholder=_("The last day"))
        self.add_row(_("Until"), self.until, "until")
        self.why = LineField(known.away_why, placeholder=_("Holiday, leave, sick"))
        complete(self.why.edit, (_("Holiday"), _("Leave"), _("Sick")))
        self.add_row(_("Why"), self.why, note=_("Business waits until then; care does not."))
        if is_on:
            self.end = Button(_("Not away any more"), raised=True, parent=self)
            self.end.clicked.connect(lambda: self.do(self._end))
            self.add_own(self.end)

    def save(self) -> None:
        """Note the absence. Raises InputError without its last day."""
        until = self.until.value()
        if until is None:
            raise InputError(_("Say until when, as far as you know. It can be changed later."), "until")
        people.set_away(self.context.store, self._person, self.start.value(), until, self.why.text())

    def _end(self) -> None:
        people.set_away(self.context.store, self._person, None, None, "")


class GentleDialog(FormDialog):
    """Until and why."""

    def __init__(self, context: Context, host: DialogHost, person_id: PersonId) -> None:
        known = people.details(context.store, person_id)
        super().__init__(context, host, _("Go gently with {name}").format(name=known.first_name))
        self._person = person_id
        today = context.today()
        until = _still_to_come(known.gentle_until, today) or today + timedelta(days=_GENTLE_DAYS)
        self.until = DateField(today, until, placeholder=_("The last day"))
        self.add_row(_("Until"), self.until, "until")
        self.why = LineField(known.gentle_why, placeholder=_("A bereavement, an illness, a lay-off"))
        complete(self.why.edit, (_("A bereavement"), _("An illness"), _("A lay-off")))
        self.add_row(_("Why"), self.why, note=_("Business waits until then; care does not."))
        if known.gentle_until is not None:
            self.end = Button(_("End gentle mode"), raised=True, parent=self)
            self.end.clicked.connect(lambda: self.do(self._end))
            self.add_own(self.end)

    def save(self) -> None:
        """Begin or change gentle mode. Raises InputError without its last day."""
        until = self.until.value()
        if until is None:
            raise InputError(_("Say until when. You will be asked then whether it is easier."), "until")
        people.set_gentle(self.context.store, self._person, until, self.why.text())

    def _end(self) -> None:
        people.set_gentle(self.context.store, self._person, None, "")


def open_away(context: Context, navigator: Navigator, host: DialogHost, person_id: PersonId) -> AwayDialog:
    """Open the form of an absence. Raises NotFoundError."""
    dialog = AwayDialog(context, host, person_id)
    dialog.show_form(dialog.until)
    return dialog


def open_gentle(
    context: Context, navigator: Navigator, host: DialogHost, person_id: PersonId
) -> GentleDialog:
    """Open the form of gentle mode. Raises NotFoundError."""
    dialog = GentleDialog(context, host, person_id)
    dialog.show_form(dialog.until)
    return dialog


OnDay = Callable[[date | None], object]
_WAITS = (7, 14, 30)


def open_until_menu(anchor: QWidget, context: Context, on_day: OnDay) -> Menu:
    """Ask under `anchor` until when something goes on; `on_day` gets the day, None where nobody knows."""
    today = context.today()
    menu = Menu(anchor, name=_("Until when"))
    words = (_("For another week"), _("For two weeks"), _("For a month"))
    for days, text in zip(_WAITS, words, strict=True):
        day = today + timedelta(days=days)
        menu.add_row(text, partial(on_day, day), icon="calendar", note=weekday_day(day, today))
    menu.add_line()
    menu.add_row(
        _("Pick a date…"), lambda: DayPopup(today, on_day, anchor).open_below(anchor), icon="calendar-plus"
    )
    menu.add_row(_("Nobody knows yet"), partial(on_day, None), icon="circle-question-mark")
    menu.open_below(anchor)
    return menu
