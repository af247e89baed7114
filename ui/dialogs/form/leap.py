"""29 February in ordinary years: the choice shows only where the date is that day (P6)."""

from PySide6.QtWidgets import QWidget

from relmgr.domain.partial_date import LeapDay
from relmgr.i18n import _
from ui.dialogs.form.fields import Choice
from ui.dialogs.form.rows import FormRow
from ui.widgets.fields import PartialDateField

_FEBRUARY = 2


class LeapDayRow(FormRow):
    """Asks for 28 February or 1 March under the date it follows; `given` is the choice so far, "" for none."""

    def __init__(self, date: PartialDateField, given: str = "", parent: QWidget | None = None) -> None:
        chosen = LeapDay.MARCH_1 if given == LeapDay.MARCH_1 else LeapDay.FEBRUARY_28
        days = ((LeapDay.FEBRUARY_28, _("On 28 February")), (LeapDay.MARCH_1, _("On 1 March")))
        self.choice: Choice[LeapDay] = Choice(days, chosen)
        super().__init__(_("In ordinary years"), self.choice, parent)
        self._date, self._given = date, given
        date.changed.connect(self._follow)
        self._follow()

    def is_asked(self) -> bool:
        """Whether the date is a 29 February."""
        return self._date.month.currentIndex() == _FEBRUARY and self._date.day.text() == "29"

    def value(self) -> str:
        """What is chosen; for any other day, the choice so far."""
        return self.choice.value() if self.is_asked() else self._given

    def _follow(self) -> None:
        self.setVisible(self.is_asked())
