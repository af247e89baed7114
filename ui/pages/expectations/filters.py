"""The row of filters: person, organisation, date, and how far back what is closed is shown (E5)."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from relmgr.i18n import _
from relmgr.services.expectations.board import BoardFilter, Due, Since
from ui import theme as themes
from ui.dialogs.form import Choice, complete
from ui.theme import metrics
from ui.widgets.buttons import LinkButton
from ui.widgets.fields import FieldEdit
from ui.widgets.flow import FlowLayout

_FIELD = 180


class FilterRow(QWidget):
    """Folded away until it is asked for; `changed` tells that the board is narrowed otherwise."""

    changed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.person = FieldEdit(placeholder=_("Person"), name=_("Only this person"), icon="user-round")
        self.organisation = FieldEdit(
            placeholder=_("Organisation"), name=_("Only this organisation"), icon="building-2"
        )
        self.due: Choice[Due] = Choice(
            (
                (Due.ANY, _("Any date")),
                (Due.PASSED, _("Date has passed")),
                (Due.WEEK, _("Within a week")),
                (Due.MONTH, _("Within a month")),
                (Due.NONE, _("Without a date")),
            ),
            Due.ANY,
            name=_("Due"),
        )
        self.closed: Choice[Since] = Choice(
            (
                (Since.QUARTER, _("Closed this quarter")),
                (Since.YEAR, _("Closed this year")),
                (Since.EVER, _("Closed at any time")),
            ),
            Since.QUARTER,
            name=_("Closed"),
        )
        self.clear = LinkButton(_("Show everything"), parent=self)
        self.clear.clicked.connect(lambda _checked=False: self.wipe())
        row = FlowLayout(gap=metrics.GAP, line_gap=metrics.GAP)
        row.setContentsMargins(0, 0, 0, 0)
        for field in (self.person, self.organisation, self.due, self.closed, self.clear):
            row.addWidget(field)
        self.setLayout(row)
        self.fit()
        self.person.textChanged.connect(self._tell)
        self.organisation.textChanged.connect(self._tell)
        self.due.currentIndexChanged.connect(self._tell)
        self.closed.currentIndexChanged.connect(self._tell)
        self._tell()

    def fit(self) -> None:
        """Widths follow the text size."""
        for field in (self.person, self.organisation):
            field.setFixedWidth(themes.current().scaled(_FIELD))

    def offer(self, people: tuple[str, ...], organisations: tuple[str, ...]) -> None:
        """Offer these names while one types."""
        complete(self.person, people)
        complete(self.organisation, organisations)

    def narrowed(self, chosen: BoardFilter) -> BoardFilter:
        """`chosen` with what this row says."""
        return BoardFilter(
            direction=chosen.direction,
            person=self.person.text(),
            organisation=self.organisation.text(),
            due=self.due.value(),
            closed=self.closed.value(),
        )

    def wipe(self) -> None:
        """Narrow nothing any more."""
        self.person.clear()
        self.organisation.clear()
        self.due.choose(Due.ANY)
        self.closed.choose(Since.QUARTER)

    def _tell(self) -> None:
        is_set = self.narrowed(BoardFilter()) != BoardFilter()
        self.clear.setVisible(is_set)
        self.changed.emit()
