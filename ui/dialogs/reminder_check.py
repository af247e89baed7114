"""The self-test of the reminders: the next five and when each will show, when we last looked, and what came (R2)."""

from datetime import datetime

from relmgr.domain.calendar_words import short_day, short_weekday
from relmgr.i18n import _
from relmgr.services import reminders
from relmgr.services.reminders import NextShowing, Past, PastLine
from ui.context import Context, DialogHost
from ui.formats import time_words
from ui.widgets.dialog import DialogFrame
from ui.widgets.line_list import Line, LineList
from ui.widgets.sections import Heading
from ui.widgets.text import TextLabel


class ReminderCheck(DialogFrame):
    """What comes and what came. It only tells; Today is where one decides."""

    def __init__(self, context: Context, host: DialogHost) -> None:
        super().__init__(host.dialog_parent(), _("Will my reminders come?"))
        self._context = context
        store, now, zone = context.store, context.now(), context.zone()
        attention = context.settings.attention_time
        self.looked = TextLabel(self._looked_words(), "body", "text2", self, wrap=True)
        self.body.addWidget(self.looked)
        self.body.addWidget(Heading(_("The next five")))
        coming = reminders.next_showings(store, now, zone, attention)
        self.coming = LineList(_("The next five"), [self._next_line(one) for one in coming])
        self._add(self.coming, _("Nothing is set that could come within a year."))
        self.body.addWidget(Heading(_("What came, and what you decided")))
        self.past = LineList(_("What came"), [self._past_line(one) for one in reminders.history(store)])
        self._add(self.past, _("Nothing has been shown yet."))

    def _add(self, lines: LineList, nothing: str) -> None:
        if lines.model().rowCount():
            self.body.addWidget(lines)
        else:
            lines.setParent(None)
            lines.deleteLater()
            self.body.addWidget(TextLabel(nothing, "body", "text3", self, wrap=True))

    def _looked_words(self) -> str:
        last = reminders.last_look(self._context.store)
        if last is None:
            return _(
                "Relmgr has not looked yet. It looks whenever something may be due, and after every sleep."
            )
        said = _(
            "Last looked {when}. Relmgr looks again whenever something may be due, and after every sleep."
        ).format(when=self._moment(last))
        chosen = self._context.settings
        if chosen.quiet_from is None or chosen.quiet_until is None:
            return said
        quiet = _("Between {start} and {end} it is quiet: what comes then shows afterwards.").format(
            start=time_words(chosen.quiet_from), end=time_words(chosen.quiet_until)
        )
        return f"{said} {quiet}"

    def _moment(self, at: datetime) -> str:
        local, today = at.astimezone(self._context.zone()), self._context.today()
        if local.date() == today:
            return _("today {time}").format(time=time_words(local.time()))
        day = _("{weekday} {day}").format(
            weekday=short_weekday(local.weekday()), day=short_day(local.date(), today)
        )
        return _("{day}, {time}").format(day=day, time=time_words(local.time()))

    def _next_line(self, one: NextShowing) -> Line:
        name = one.item.person.name if one.item.person is not None else ""
        title = one.item.title[:1].upper() + one.item.title[1:]
        return Line(self._moment(one.at), title, name if name not in title else "")

    def _past_line(self, one: PastLine) -> Line:
        words = {
            Past.SHOWN: _("Shown"),
            Past.SHOWN_LATE: _("Shown, while you were away"),
            Past.DONE: _("Done"),
            Past.SNOOZED: _("Snoozed"),
            Past.SKIPPED: _("Skipped"),
            Past.HANDLED: _("Handled already"),
        }[one.past]
        if one.until is not None:
            words = _("Snoozed until {when}").format(when=self._moment(one.until))
        title = one.title[:1].upper() + one.title[1:] or _("Something removed since")
        whose = [one.person] if one.person and one.person not in title else []
        return Line(self._moment(one.at), title, _(" · ").join([words, *whose]))


def open_reminder_check(context: Context, host: DialogHost) -> ReminderCheck:
    """Open it over the window."""
    dialog = ReminderCheck(context, host)
    host.open_dialog(dialog)
    return dialog
