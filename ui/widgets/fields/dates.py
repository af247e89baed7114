"""Fields for days: one on the calendar, and one of which only a part may be known."""

import calendar
from collections.abc import Callable
from datetime import date, timedelta

from PySide6.QtCore import QEvent, QLocale, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QIntValidator, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from relmgr.domain import phrases
from relmgr.domain.calendar_words import full_day, month_name, short_month, short_weekday, weekday_day
from relmgr.domain.partial_date import PartialDate
from relmgr.i18n import _
from ui import icons
from ui import theme as themes
from ui.theme import metrics
from ui.widgets import focus_frame
from ui.widgets.buttons import IconButton, pose_of
from ui.widgets.fields.choice import ComboField
from ui.widgets.fields.line import ErrorLine, FieldEdit
from ui.widgets.painting import box, field_frame
from ui.widgets.popup import Popup
from ui.widgets.text import TextLabel, paint_line, text_width

_LEAP = 2000


def day_text(day: date, today: date) -> str:
    """`day` as fields and rows show it: "Fri 27 Nov", with the year where it is twelve months away or more."""
    if abs((day - today).days) < 365:
        return weekday_day(day, day)
    return full_day(day)


_CELL = 32


class MonthGrid(QWidget):
    """The days of a month. Arrows move by days and weeks, Page Up and Down by months, Return chooses."""

    chosen = Signal(object)
    moved = Signal(object)

    def __init__(self, today: date, day: date | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self._day = day or today
        self._hovered: date | None = None
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._first_weekday = QLocale().firstDayOfWeek().value - 1
        self._side = themes.current().scaled(_CELL)
        self.setFixedSize(7 * self._side, 7 * self._side)
        self._name()

    def day(self) -> date:
        """The day the cursor is on."""
        return self._day

    def go_to(self, day: date) -> None:
        """Put the cursor on `day`."""
        self._day = day
        self._name()
        self.moved.emit(day)
        self.update()

    def step_months(self, count: int) -> None:
        """Go `count` months on, to the same day or the month's last."""
        months = self._day.year * 12 + self._day.month - 1 + count
        year, month = divmod(months, 12)
        if 1 <= year <= 9999:
            last = calendar.monthrange(year, month + 1)[1]
            self.go_to(date(year, month + 1, min(self._day.day, last)))

    def _name(self) -> None:
        self.setAccessibleName(phrases.long_day(self._day, self._today))

    def _first_cell(self) -> date:
        first = self._day.replace(day=1)
        return first - timedelta(days=(first.weekday() - self._first_weekday) % 7)

    def _cell(self, number: int) -> QRect:
        column = number % 7
        if self.layoutDirection() is Qt.LayoutDirection.RightToLeft:
            column = 6 - column
        side = self._side
        return QRect(column * side, (number // 7 + 1) * side, side, side)

    def _day_at(self, point: QPoint) -> date | None:
        for number in range(42):
            if self._cell(number).contains(point):
                return self._first_cell() + timedelta(days=number)
        return None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        sideways = -1 if self.layoutDirection() is Qt.LayoutDirection.RightToLeft else 1
        steps = {
            Qt.Key.Key_Left: -sideways,
            Qt.Key.Key_Right: sideways,
            Qt.Key.Key_Up: -7,
            Qt.Key.Key_Down: 7,
        }
        key = Qt.Key(event.key())
        if key in steps:
            self.go_to(self._day + timedelta(days=steps[key]))
        elif key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            self.step_months(-1 if key == Qt.Key.Key_PageUp else 1)
        elif key == Qt.Key.Key_Home:
            self.go_to(self._today)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.chosen.emit(self._day)
        else:
            super().keyPressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._hovered = self._day_at(event.position().toPoint())
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        self._hovered = None
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        day = self._day_at(event.position().toPoint())
        if day is not None:
            self.go_to(day)
            self.chosen.emit(day)

    def paintEvent(self, event: QPaintEvent) -> None:
        p = themes.current().palette
        painter = QPainter(self)
        for number in range(7):
            word = short_weekday((self._first_weekday + number) % 7)[:2]
            head = self._cell(number).translated(0, -self._side)
            self._centred(painter, head, word, "key_hint", "text3")
        for number in range(42):
            day, cell = self._first_cell() + timedelta(days=number), self._cell(number)
            spot = QRectF(cell).adjusted(2, 2, -2, -2)
            role = "text" if day.month == self._day.month else "disabled"
            if day == self._day:
                box(painter, spot, metrics.RADIUS_ICON_BUTTON, fill=p.accent)
                role = "on_accent"
            elif day == self._hovered:
                box(painter, spot, metrics.RADIUS_ICON_BUTTON, fill=p.hover_raised)
            elif day == self._today:
                box(painter, spot, metrics.RADIUS_ICON_BUTTON, line=p.control_border)
            self._centred(painter, cell, str(day.day), "date", role)

    def _centred(self, painter: QPainter, cell: QRect, text: str, style: str, role: str) -> None:
        width = round(text_width(text, style) + 0.5)
        spot = QRect(cell.x() + (cell.width() - width) // 2, cell.y(), width + 1, cell.height())
        paint_line(painter, spot, text, style, themes.current().colour(role))


class _CalendarPopup(Popup):
    """A month to choose a day from, under the field that opened it."""

    def __init__(self, today: date, day: date | None, parent: QWidget) -> None:
        super().__init__(parent)
        self.grid = MonthGrid(today, day, self)
        self._title = TextLabel("", "body_strong", "text", self)
        before = IconButton("chevron-left", _("Previous month"), raised=True, parent=self)
        after = IconButton("chevron-right", _("Next month"), raised=True, parent=self)
        before.clicked.connect(lambda: self.grid.step_months(-1))
        after.clicked.connect(lambda: self.grid.step_months(1))
        head = QHBoxLayout()
        head.setContentsMargins(8, 0, 0, 0)
        head.addWidget(self._title)
        head.addStretch(1)
        head.addWidget(before)
        head.addWidget(after)
        column = QVBoxLayout(self.surface)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(4)
        column.addLayout(head)
        column.addWidget(self.grid)
        self.grid.moved.connect(self._retitle)
        self._retitle(self.grid.day())
        self.setFocusProxy(self.grid)

    def _retitle(self, day: date) -> None:
        self._title.setText(_("{month} {year}").format(month=month_name(day.month), year=day.year))


class DateField(QPushButton):
    """A day, in words, with a calendar behind it. Delete empties it where `optional`.

    `changed` carries a date or None. `words` writes a day; without it, days read "Thu 26 Nov".
    """

    changed = Signal(object)

    def __init__(
        self,
        today: date,
        value: date | None = None,
        *,
        placeholder: str = "",
        name: str = "",
        optional: bool = True,
        words: Callable[[date], str] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._today, self._value, self._optional = today, value, optional
        self._placeholder = placeholder or _("No date")
        self._name = name
        self._words = words or (lambda day: day_text(day, today))
        self._popup: _CalendarPopup | None = None
        self.setAutoDefault(False)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.clicked.connect(self.open_calendar)
        focus_frame.attach(self)
        self._rename()

    def value(self) -> date | None:
        """The day chosen, if any."""
        return self._value

    def set_value(self, day: date | None) -> None:
        """Choose `day`, or none."""
        if day == self._value:
            return
        self._value = day
        self._rename()
        self.changed.emit(day)
        self.updateGeometry()
        self.update()

    def shown_text(self) -> str:
        """What the field reads."""
        return self._words(self._value) if self._value else self._placeholder

    def open_calendar(self) -> None:
        """Open the calendar under the field."""
        self._popup = _CalendarPopup(self._today, self._value, self)
        self._popup.grid.chosen.connect(self._take)
        self._popup.open_below(self)

    def _take(self, day: date) -> None:
        if self._popup is not None:
            self._popup.close()
        self.set_value(day)
        self.setFocus()

    def _rename(self) -> None:
        text = self.shown_text()
        self.setAccessibleName(f"{self._name}: {text}" if self._name else text)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and self._optional:
            self.set_value(None)
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_F4):
            self.open_calendar()
        else:
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        width = 11 + metrics.ICON_BUTTON_GLYPH + 9 + text_width(self.shown_text(), "body") + 12
        return QSize(max(150, round(width + 0.5)), themes.current().scaled(metrics.FIELD))

    def minimumSizeHint(self) -> QSize:
        return QSize(80, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        p = themes.current().palette
        painter = QPainter(self)
        enabled = self.isEnabled()
        field_frame(painter, QRectF(self.rect()), p, pose_of(self))
        mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        side = metrics.ICON_BUTTON_GLYPH
        ink = p.text2 if enabled else p.disabled
        left = self.width() - 11 - side if mirrored else 11
        icons.paint(painter, "calendar", ink, QRectF(left, 0, side, self.height()))
        near = 11 + side + 9
        words = self.rect().adjusted(8 if mirrored else near, 0, -near if mirrored else -8, 0)
        colour = p.disabled if not enabled else p.text if self._value else p.text3
        paint_line(painter, words, self.shown_text(), "body", colour)


class PartialDateField(QWidget):
    """Day, month and year, each of which may be left out; what cannot be is said in a sentence under them."""

    changed = Signal()

    def __init__(
        self, value: PartialDate | None = None, *, name: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.day = FieldEdit(placeholder=_("Day"), parent=self)
        self.day.setValidator(QIntValidator(0, 99, self.day))
        self.day.setFixedWidth(themes.current().scaled(56))
        months = [month_name(number) for number in range(1, 13)]
        self.month = ComboField([_("Month"), *months], name=_("Month"), parent=self)
        self.year = FieldEdit(placeholder=_("Year"), parent=self)
        self.year.setValidator(QIntValidator(0, 9999, self.year))
        self.year.setFixedWidth(themes.current().scaled(72))
        self._error = ErrorLine(self)
        row = QHBoxLayout()
        row.setSpacing(metrics.GAP)
        row.addWidget(self.day)
        row.addWidget(self.month, 1)
        row.addWidget(self.year)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(row)
        column.addWidget(self._error)
        self.setFocusProxy(self.day)
        self.set_value(value)
        self.day.textChanged.connect(self._edited)
        self.month.currentIndexChanged.connect(self._edited)
        self.year.textChanged.connect(self._edited)

    def set_value(self, value: PartialDate | None) -> None:
        """Show `value`; empty parts for what is not known."""
        self.day.setText(str(value.day) if value and value.day else "")
        self.month.setCurrentIndex(value.month or 0 if value else 0)
        self.year.setText(str(value.year) if value and value.year else "")

    def _parts(self) -> tuple[int | None, int | None, int | None]:
        return (
            int(self.year.text()) if self.year.text() else None,
            self.month.currentIndex() or None,
            int(self.day.text()) if self.day.text() else None,
        )

    def value(self) -> PartialDate | None:
        """What is typed; None while all is empty or something is wrong (see `error`)."""
        year, month, day = self._parts()
        if (year, month, day) == (None, None, None) or self.error():
            return None
        return PartialDate(year, month, day)

    def error(self) -> str:
        """What is wrong, as a sentence; "" if nothing is."""
        year, month, day = self._parts()
        if year == 0:
            return _("There is no year 0. Leave the year out if you do not know it.")
        if day is None:
            return ""
        if not 1 <= day <= 31:
            return _("A month has no day {day}. Leave the day out if you do not know it.").format(day=day)
        if month is None:
            return ""
        last = calendar.monthrange(year or _LEAP, month)[1]
        if day <= last:
            return ""
        return _("{month} has no {day}. Try {last} {short}, or leave the day out.").format(
            month=_month_of(month, year, day),
            day={29: _("29th"), 30: _("30th"), 31: _("31st")}[day],
            last=28 if month == 2 else last,
            short=short_month(month),
        )

    def _edited(self) -> None:
        sentence = self.error()
        self.day.set_wrong(bool(sentence))
        self._error.show_error(sentence)
        self.updateGeometry()
        self.changed.emit()


def _month_of(month: int, year: int | None, day: int) -> str:
    name = month_name(month)
    if month == 2 and day == 29 and year is not None:
        return _("{month} {year}").format(month=name, year=year)
    return name
