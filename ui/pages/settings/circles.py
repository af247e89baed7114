"""The section of the circles: how often each wants to hear from me (P13)."""

from relmgr.domain.cadence import CIRCLE_DAYS, MAX_CADENCE_DAYS
from relmgr.domain.kinds import Circle
from relmgr.domain.people_filter import circle_word
from relmgr.i18n import _
from relmgr.services import circles
from ui import dialogs
from ui.context import Context, DialogHost, Navigator
from ui.dialogs.form import NumberField
from ui.errors import shown
from ui.pages.settings.section import Section
from ui.widgets.buttons import Button


class CirclesSection(Section):
    """The days of each circle; an emptied field goes back to what the circle starts with."""

    name = "circles"

    def __init__(self, context: Context, navigator: Navigator, host: DialogHost) -> None:
        super().__init__(context, navigator, host, _("Circles and labels"))
        self.fields: dict[Circle, NumberField] = {}
        for circle, days in CIRCLE_DAYS.items():
            if days is None:
                self.add_row(circle_word(circle), None, _("Nothing comes up but what you promised."))
                continue
            field = NumberField(
                least=1,
                most=MAX_CADENCE_DAYS,
                name=_("{circle}: every … days").format(circle=circle_word(circle)),
            )
            field.setPlaceholderText(str(days))
            field.editingFinished.connect(lambda one=circle: self._keep(one))
            self.fields[circle] = field
            note = _("Days between two contacts. At first {days}.").format(days=days)
            self.add_row(circle_word(circle), field, note)
        self.labels = Button(_("Arrange labels…"))
        self.labels.clicked.connect(lambda _checked=False: self._arrange())
        self.add_row(_("Labels"), self.labels, _("Rename, join or remove them everywhere."))

    def _arrange(self) -> None:
        with shown(self.context.signals):
            dialogs.open_all_labels(self.context, self.navigator, self.host)

    def reload(self) -> None:
        for circle, days in circles.days(self.context.store).items():
            if circle in self.fields:
                self.fields[circle].set_value(days)

    def _keep(self, circle: Circle) -> None:
        days = self.fields[circle].value()
        if (days or CIRCLE_DAYS[circle]) != circles.days(self.context.store)[circle]:
            with shown(self.context.signals):
                circles.set_days(self.context.store, circle, days)
        self.reload()
