"""Fields with a typed value: a choice, a number, a time of day, a date that may be in doubt, a completed line."""

from collections.abc import Iterable, Sequence
from datetime import date, time
from typing import Generic, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import QCompleter, QLineEdit, QWidget

from relmgr.domain import phrases
from relmgr.domain.partial_date import PartialDate
from relmgr.errors import InputError
from relmgr.i18n import _
from ui import theme as themes
from ui.widgets.fields import ComboField, DateField, FieldEdit, PartialDateField, TextArea

T = TypeVar("T")

OFFERS = "offers"
"""The name by which the style sheet knows the list under a completed field."""


class Choice(ComboField, Generic[T]):
    """A choice between values, each with its word."""

    def __init__(
        self,
        choices: Sequence[tuple[T, str]],
        chosen: T,
        *,
        name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__([word for _value, word in choices], name=name, parent=parent)
        self._values = [value for value, _word in choices]
        self._lines: list[int] = []
        self.choose(chosen)

    def offer(self, choices: Sequence[tuple[T, str]], chosen: T) -> None:
        """Offer other `choices`, without lines. Raises ValueError if `chosen` is not among them."""
        self.clear()
        self._lines = []
        self._values = [value for value, _word in choices]
        self.addItems([word for _value, word in choices])
        self.choose(chosen)

    def add_line_after(self, value: T) -> None:
        """Draw a line between the words, after that of `value`. Lines are added from the top."""
        row = self._row(value) + 1
        self.insertSeparator(row)
        self._lines.append(row)

    def value(self) -> T:
        """What is chosen."""
        row = self.currentIndex()
        return self._values[row - sum(line < row for line in self._lines)]

    def choose(self, value: T) -> None:
        """Choose `value`. Raises ValueError if it is not on offer."""
        self.setCurrentIndex(self._row(value))

    def _row(self, value: T) -> int:
        row = self._values.index(value)
        for line in self._lines:
            row += line <= row
        return row


class NumberField(FieldEdit):
    """A whole number from `least` to `most`, or nothing."""

    def __init__(
        self,
        value: int | None = None,
        *,
        least: int = 0,
        most: int = 9999,
        name: str = "",
        placeholder: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(placeholder=placeholder, name=name, parent=parent)
        self.setValidator(QIntValidator(least, most, self))
        self.setMaxLength(len(str(most)))
        self.setFixedWidth(themes.current().scaled(80))
        self.set_value(value)

    def value(self) -> int | None:
        """The number typed, None for none."""
        return int(self.text()) if self.text().strip() else None

    def set_value(self, value: int | None) -> None:
        """Show `value`."""
        self.setText("" if value is None else str(value))


class PartialLine(FieldEdit):
    """A date as people write it, of which only a part may be known: "2019", "March 2019", "12 April 1985"."""

    def __init__(
        self,
        value: PartialDate | None = None,
        *,
        name: str = "",
        placeholder: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(placeholder=placeholder, name=name, parent=parent)
        self.set_value(value)

    def set_value(self, value: PartialDate | None) -> None:
        """Write `value`."""
        self.setText("" if value is None else phrases.partial(value))

    def value(self, field: str) -> PartialDate | None:
        """The date written, None for nothing. Raises InputError, naming the form's field."""
        text = self.text().strip()
        try:
            return phrases.parse_partial(text) if text else None
        except ValueError as error:
            raise InputError(str(error), field) from error


def time_value(text: str, field: str) -> time | None:
    """ "9", "9:30", "09.30" as a time of day, None for nothing. Raises InputError, naming `field`."""
    typed = text.strip().replace(".", ":").replace("h", ":").rstrip(":")
    if not typed:
        return None
    hours, _colon, minutes = typed.partition(":")
    if hours.isdigit() and (minutes or "0").isdigit() and int(hours) < 24 and int(minutes or "0") < 60:
        return time(int(hours), int(minutes or "0"))
    raise InputError(_("This is no time of day. Write it as 14:30."), field)


def partial_value(field: PartialDateField, name: str) -> PartialDate | None:
    """What is typed in `field`, None for nothing. Raises InputError, naming the form's field."""
    wrong = field.error()
    if wrong:
        raise InputError(wrong, name)
    try:
        return field.value()
    except ValueError as error:
        raise InputError(_("A day needs its month where the year is known."), name) from error


def day_value(field: DateField, name: str) -> date:
    """The day chosen. Raises InputError, naming the form's field, where there is none."""
    day = field.value()
    if day is None:
        raise InputError(_("Choose a day."), name)
    return day


def text_area(
    text: str = "", *, name: str = "", placeholder: str = "", lines: int = 2, parent: QWidget | None = None
) -> TextArea:
    """A plain text area of a form, which grows with what is typed."""
    area = TextArea(
        placeholder=placeholder, name=name, style="body", lines=lines, most_lines=12, parent=parent
    )
    area.set_text(text)
    return area


def complete(edit: QLineEdit, words: Iterable[str]) -> QCompleter:
    """Offer those of `words` under `edit` that hold what is typed."""
    completer = QCompleter(sorted(set(words), key=str.casefold), edit)
    completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    completer.setFilterMode(Qt.MatchFlag.MatchContains)
    completer.setMaxVisibleItems(8)
    dress(completer)
    edit.setCompleter(completer)
    return completer


def dress(completer: QCompleter) -> None:
    """Let the list under a field look like the rest."""
    offers = completer.popup()
    if offers is not None:
        offers.setObjectName(OFFERS)
