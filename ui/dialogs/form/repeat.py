"""How often something comes round: a picker for the rules people use, and no other rule is ever changed by it."""

from dataclasses import replace
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from relmgr.domain.calendar_words import short_weekday
from relmgr.domain.recurrence import DAYS_IN_WEEK, LAST, Rule, Unit
from relmgr.errors import InputError
from relmgr.i18n import _
from ui.dialogs.form.fields import Choice, NumberField
from ui.theme import metrics
from ui.widgets.chips import SignChip
from ui.widgets.fields import DateField
from ui.widgets.text import TextLabel

_BY_DAY, _BY_NTH, _BY_LAST = "day", "nth", "last"
_NEVER, _UNTIL, _COUNT = "never", "until", "count"
_FOURTH = 4


class RepeatPart(QWidget):
    """Once, or every so many days, weeks, months or years; on which days; until when."""

    changed = Signal()

    def __init__(self, rule: Rule, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._given = rule
        self._is_touched = False
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(metrics.GAP)
        column.addLayout(self._make_unit(rule))
        column.addWidget(self._make_weekdays(rule))
        column.addWidget(self._make_month_days(rule))
        column.addWidget(self._make_end(rule, today))
        self.setFocusProxy(self.unit)
        self._show_parts()
        for field in (self.unit, self.month_days, self.end):
            field.currentIndexChanged.connect(self._touch)
        for edit in (self.every, self.count):
            edit.textChanged.connect(self._touch)
        self.until.changed.connect(self._touch)
        for chip in self.weekdays:
            chip.toggled.connect(self._touch)

    def _make_unit(self, rule: Rule) -> QHBoxLayout:
        units = (
            (Unit.ONCE, _("Once")),
            (Unit.DAY, _("Every so many days")),
            (Unit.WEEK, _("Every so many weeks")),
            (Unit.MONTH, _("Every so many months")),
            (Unit.YEAR, _("Every so many years")),
        )
        self.unit = Choice(units, rule.unit, name=_("Repeat"))
        self.every = NumberField(rule.every, least=1, most=1000, name=_("How many"))
        row = QHBoxLayout()
        row.setSpacing(metrics.GAP)
        row.addWidget(self.unit, 1)
        row.addWidget(self.every)
        return row

    def _make_weekdays(self, rule: Rule) -> QWidget:
        self._week = QWidget(self)
        row = QHBoxLayout(self._week)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        chosen = rule.weekdays if rule.unit is Unit.WEEK else (rule.start.weekday(),)
        self.weekdays = [
            SignChip(short_weekday(day), day in chosen, parent=self._week) for day in range(DAYS_IN_WEEK)
        ]
        for chip in self.weekdays:
            row.addWidget(chip)
        row.addStretch(1)
        return self._week

    def _make_month_days(self, rule: Rule) -> QWidget:
        ways = (
            (_BY_DAY, _("On that day of the month")),
            (_BY_NTH, _("On that weekday of the month")),
            (_BY_LAST, _("On the last such weekday of the month")),
        )
        chosen = _BY_DAY if rule.nth is None else _BY_LAST if rule.nth == LAST else _BY_NTH
        self.month_days = Choice(ways, chosen, name=_("On which day"), parent=self)
        return self.month_days

    def _make_end(self, rule: Rule, today: date) -> QWidget:
        self._ending = QWidget(self)
        ends = ((_NEVER, _("For ever")), (_UNTIL, _("Until a day")), (_COUNT, _("So many times")))
        chosen = _UNTIL if rule.until else _COUNT if rule.count else _NEVER
        self.end = Choice(ends, chosen, name=_("Until when"))
        self.until = DateField(today, rule.until, name=_("Until"))
        self.count = NumberField(rule.count, least=1, most=3650, name=_("How often"))
        self._times = TextLabel(_("times"), "body", "text2")
        row = QHBoxLayout(self._ending)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(metrics.GAP)
        row.addWidget(self.end, 1)
        for widget in (self.until, self.count, self._times):
            row.addWidget(widget)
        return self._ending

    def _touch(self) -> None:
        self._is_touched = True
        self._show_parts()
        self.changed.emit()

    def _show_parts(self) -> None:
        unit, end = self.unit.value(), self.end.value()
        repeats = unit is not Unit.ONCE
        self.every.setVisible(repeats)
        self._week.setVisible(unit is Unit.WEEK)
        self.month_days.setVisible(unit in (Unit.MONTH, Unit.YEAR))
        self._ending.setVisible(repeats)
        self.until.setVisible(end == _UNTIL)
        self.count.setVisible(end == _COUNT)
        self._times.setVisible(end == _COUNT)

    def rule(self, start: date) -> Rule:
        """The rule from `start` on, without its days ahead. Raises InputError for what is no rule."""
        if not self._is_touched and start == self._given.start:
            return replace(self._given, at=None, lead_days=(0,))
        unit = self.unit.value()
        if unit is Unit.ONCE:
            return Rule(start=start)
        until, count = self._end()
        weekdays, nth = self._days(unit, start)
        every = self.every.value() or 1
        return Rule(start=start, every=every, unit=unit, weekdays=weekdays, nth=nth, until=until, count=count)

    def _end(self) -> tuple[date | None, int | None]:
        end = self.end.value()
        if end == _UNTIL and self.until.value() is None:
            raise InputError(_("Choose the last day."), "rrule")
        if end == _COUNT and not self.count.value():
            raise InputError(_("Say how many times."), "rrule")
        return (self.until.value() if end == _UNTIL else None, self.count.value() if end == _COUNT else None)

    def _days(self, unit: Unit, start: date) -> tuple[tuple[int, ...], int | None]:
        if unit is Unit.WEEK:
            chosen = tuple(day for day, chip in enumerate(self.weekdays) if chip.isChecked())
            if not chosen:
                raise InputError(_("Choose at least one day of the week."), "rrule")
            return chosen, None
        way = self.month_days.value()
        if unit is Unit.DAY or way == _BY_DAY:
            return (), None
        nth = (start.day - 1) // DAYS_IN_WEEK + 1
        if way == _BY_NTH and nth > _FOURTH:
            raise InputError(_("Not every month has a fifth such weekday. Take the last one."), "rrule")
        return (start.weekday(),), LAST if way == _BY_LAST else nth
