"""The quick form: "I promised X by Friday", "They promised Y by Monday", "They asked me Z and wait", or a hope (E4)."""

from collections.abc import Callable

from relmgr.domain.ids import PersonId
from relmgr.domain.kinds import Direction, ExpectationKind
from relmgr.errors import InputError
from relmgr.i18n import _
from relmgr.services import expectations
from relmgr.services.expectations import ExpectationInput
from ui.context import Context, DialogHost
from ui.dialogs.form import FormDialog, PersonField
from ui.errors import shown
from ui.theme import metrics
from ui.widgets.buttons import Button, Kind
from ui.widgets.fields import DateField, LineField
from ui.widgets.segment import Segment

_WAYS = (
    (ExpectationKind.PROMISE, Direction.OF_ME),
    (ExpectationKind.PROMISE, Direction.OF_THEM),
    (ExpectationKind.REQUEST, Direction.OF_ME),
    (ExpectationKind.EXPECTATION, Direction.OF_ME),
    (ExpectationKind.EXPECTATION, Direction.OF_THEM),
)
WAYS = len(_WAYS)


def way_words() -> tuple[str, ...]:
    """The sentences the form begins with."""
    return (
        _("I promised"),
        _("They promised"),
        _("They asked me"),
        _("They hope"),
        _("I hope"),
    )


class QuickForm(FormDialog):
    """Who, what, by when: three fields, and everything else later."""

    def __init__(
        self,
        context: Context,
        host: DialogHost,
        *,
        person_id: PersonId | None = None,
        way: int = 0,
        on_more: Callable[[ExpectationInput], object],
    ) -> None:
        super().__init__(context, host, _("New expectation"), width=metrics.DIALOG)
        self._on_more = on_more
        self.way = Segment(way_words(), way, name=_("What it is"))
        self.add_row(_("What it is"), self.way)
        self.person = PersonField(context.store, context.today(), person_id)
        self.add_row(_("Who"), self.person, "person_id")
        self.statement = LineField("")
        self.add_row(_("What"), self.statement, "statement")
        self.due_on = DateField(context.today(), None, placeholder=_("No date"), name=_("By when"))
        self.due_row = self.add_row(_("By when"), self.due_on, "due_on")
        self.more = Button(_("All fields"), Kind.GHOST, icon="ellipsis", raised=True, parent=self)
        self.more.clicked.connect(lambda _checked=False: self._more())
        self.add_own(self.more)
        self.way.changed.connect(self._reword)
        self._reword()

    def _reword(self) -> None:
        words = (
            _("the revised plan"),
            _("the list of carriers"),
            _("the problem, as they said it"),
            _("what they hope for and never said"),
            _("what I hope for and never said"),
        )
        way = self.way.chosen()
        self.statement.edit.setPlaceholderText(words[way])
        is_request = _WAYS[way][0] is ExpectationKind.REQUEST
        self.set_note(_("It waits for your answer from today on.") if is_request else "")

    def content(self) -> ExpectationInput:
        """What the form holds. Raises InputError where it is not clear who is meant."""
        kind, direction = _WAYS[self.way.chosen()]
        return ExpectationInput(
            person_id=self.person.required("person_id"),
            direction=direction,
            kind=kind,
            statement=self.statement.text(),
            due_on=self.due_on.value(),
        )

    def save(self) -> None:
        """Keep it. Raises RelmgrError."""
        context = self.context
        expectations.add(context.store, self.content(), context.now(), context.today())

    def _more(self) -> None:
        self.clear_errors()
        try:
            given = self.content()
        except InputError as error:
            self.show_error(error)
            return
        self.reject()
        with shown(self.context.signals):
            self._on_more(given)
