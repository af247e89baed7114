"""What a table leaves open, asked before it is compared: the order of day and month, and what its columns mean."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from relmgr.i18n import _
from relmgr.transfer.sources import Answers, Ask, DateOrder, Recognised
from ui.widgets.segment import Segment
from ui.widgets.text import TextLabel

_ORDERS = (DateOrder.DMY, DateOrder.MDY, DateOrder.YMD)


class MappingScreen(QWidget):
    """Stands in the place of the list while a file asks; the page's foot goes on and back."""

    answers_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._recognised: Recognised | None = None
        self._given = Answers()
        self.question = TextLabel("", "body", "text", self, wrap=True)
        self.order = Segment(
            [_("Day, month, year"), _("Month, day, year"), _("Year, month, day")],
            name=_("Order of dates"),
            parent=self,
        )
        self.order.changed.connect(lambda _number: self.answers_changed.emit())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 16, 0, 0)
        layout.setSpacing(12)
        layout.addWidget(self.question)
        layout.addWidget(self.order, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addStretch(1)

    def ask(self, recognised: Recognised, given: Answers) -> None:
        """Show what this file leaves open, as it was answered or guessed so far."""
        self._recognised, self._given = recognised, given
        asks_order = Ask.DATE_ORDER in recognised.asks
        shown = ", ".join(recognised.dates[:3])
        self.question.setText(_("In which order are dates such as {dates} written?").format(dates=shown))
        self.question.setVisible(asks_order)
        self.order.setVisible(asks_order)
        self.order.choose(_ORDERS.index(given.date_order or DateOrder.DMY))

    @property
    def is_answered(self) -> bool:
        """Whether one can go on."""
        return True

    def answers(self) -> Answers:
        """What is said on the screen."""
        guesses = (
            {column.heading: column.guess for column in self._recognised.columns} if self._recognised else {}
        )
        asks_order = self._recognised is not None and Ask.DATE_ORDER in self._recognised.asks
        order = _ORDERS[self.order.chosen()] if asks_order else self._given.date_order
        return Answers(columns={**guesses, **self._given.columns}, date_order=order)

    def first_focus(self) -> QWidget:
        """The first question."""
        return self.order
