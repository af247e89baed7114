"""What the board asks when a card moves: the agreed scope, the reason of a risk, how it closed; and first of all
whether they were told (E2, E3, E5)."""

from collections.abc import Callable

from relmgr.domain.expectations import Column, can_move, due_words, has_slipped, status_in, status_word
from relmgr.domain.ids import ExpectationId
from relmgr.domain.kinds import Direction, Status
from relmgr.domain.names import is_right_to_left, isolate
from relmgr.domain.numbers import starting
from relmgr.errors import InputError
from relmgr.i18n import _
from relmgr.services import expectations, people
from relmgr.services.expectations import Agreement, ExpectationDetails
from ui.context import Context, DialogHost
from ui.dialogs.expectation.scope import ScopePart
from ui.dialogs.form import FormDialog, side_by_side, text_area
from ui.errors import shown
from ui.faces import portrait_of
from ui.theme import metrics
from ui.widgets.buttons import Kind
from ui.widgets.dialog import DialogFrame
from ui.widgets.fields import CheckBox, DateField, LineField
from ui.widgets.segment import Segment
from ui.widgets.text import TextLabel

_CLOSED = (Status.MET, Status.EXCEEDED, Status.MISSED)


def name_of(context: Context, details: ExpectationDetails) -> str:
    """The first name of whom it is about, safe inside a sentence."""
    found = people.rows(context.store, [details.input.person_id], context.today())
    name = found[0].first_name if found else ""
    return isolate(name) if is_right_to_left(name) else name


def asks_told(context: Context, details: ExpectationDetails) -> bool:
    """Whether the first question is if they were told: what I owe has slipped, and nobody has said so (E3)."""
    is_mine = details.input.direction is Direction.OF_ME
    return is_mine and details.told_on is None and has_slipped(details.terms, context.today())


class ToldFirst(DialogFrame):
    """It has slipped: have they been told? Whatever is answered, `then` goes on."""

    def __init__(
        self, context: Context, host: DialogHost, details: ExpectationDetails, then: Callable[[], object]
    ) -> None:
        name = name_of(context, details)
        title = _("Has {name} been told?").format(name=name)
        found = people.rows(context.store, [details.input.person_id], context.today())
        portrait = portrait_of(context.store, found[0]) if found else None
        super().__init__(host.dialog_parent(), title, width=460, portrait=portrait)
        self._context, self._details, self._then = context, details, then
        what = TextLabel(
            starting(details.input.statement), "body_strong", "text", self, wrap=True, max_lines=3
        )
        due = due_words(details.terms, context.today(), details.input.due_words)
        words = _("{due}. Before anything else: bad news is best heard from you, and early.").format(due=due)
        self.body.addWidget(what)
        self.body.addWidget(TextLabel(words, "body", "text2", self, wrap=True))
        self.not_yet = self.add_button(_("Not yet"))
        self.not_yet.clicked.connect(lambda _checked=False: self._go_on())
        self.yes = self.add_button(_("Yes, today"), Kind.PRIMARY, shortcut="Ctrl+Return")
        self.yes.clicked.connect(lambda _checked=False: self._told())

    def _told(self) -> None:
        context = self._context
        with shown(context.signals):
            expectations.told(context.store, self._details.id, context.now(), context.today())
        self._go_on()

    def _go_on(self) -> None:
        self.accept()
        self._then()


def told_first(
    context: Context, host: DialogHost, expectation_id: ExpectationId, then: Callable[[], object]
) -> None:
    """Ask whether they were told where that is the first question, then go on. Raises NotFoundError."""
    details = expectations.get(context.store, expectation_id)
    if asks_told(context, details):
        dialog = ToldFirst(context, host, details, then)
        host.open_dialog(dialog, dialog.yes)
    else:
        then()


class _Move(FormDialog):
    """A question about one expectation, with its words on top."""

    def __init__(
        self, context: Context, host: DialogHost, details: ExpectationDetails, title: str, save_text: str
    ) -> None:
        found = people.rows(context.store, [details.input.person_id], context.today())
        portrait = portrait_of(context.store, found[0]) if found else None
        super().__init__(context, host, title, width=metrics.DIALOG, portrait=portrait, save_text=save_text)
        self.details = details
        self.body.addWidget(
            TextLabel(starting(details.input.statement), "body_strong", "text", self, wrap=True, max_lines=3)
        )

    def _add_note(self, label: str, placeholder: str = "") -> None:
        self.note_text = text_area(name=label, placeholder=placeholder)
        self.add_row(label, self.note_text)


class AgreeDialog(_Move):
    """What is agreed of what was hoped, by when, how and with whom."""

    def __init__(self, context: Context, host: DialogHost, details: ExpectationDetails) -> None:
        is_again = details.status not in (Status.UNSPOKEN, Status.SAID)
        super().__init__(
            context, host, details, _("Agree anew") if is_again else _("What is agreed?"), _("Agree")
        )
        given, today = details.input, context.today()
        self.scope = ScopePart()
        self.scope.fill(given.items)
        self.add_row(_("Hoped and agreed"), self.scope, "items", head=24)
        self.due_on = DateField(today, given.due_on, placeholder=_("By when"), name=_("Due on"))
        self.due_until = DateField(today, given.due_until, placeholder=_("or until"), name=_("Due until"))
        self.add_row(_("Due"), side_by_side(self.due_on, self.due_until), "due_until")
        self.agreed_how = LineField("", placeholder=_("by phone"), name=_("Agreed how"))
        self.agreed_with = LineField("", placeholder=_("With whom"), name=_("With"))
        self.add_row(_("Agreed"), side_by_side(self.agreed_how, self.agreed_with))
        self._add_note(_("A note on it"))

    def save(self) -> None:
        """Note the agreement. Raises RelmgrError."""
        context = self.context
        given = Agreement(
            items=self.scope.content(),
            due_on=self.due_on.value(),
            due_until=self.due_until.value(),
            agreed_how=self.agreed_how.text(),
            agreed_with=self.agreed_with.text(),
            note=self.note_text.text(),
        )
        expectations.agree(context.store, self.details.id, given, context.now(), context.today())


class RiskDialog(_Move):
    """Why it may slip, and whether they know."""

    def __init__(self, context: Context, host: DialogHost, details: ExpectationDetails) -> None:
        super().__init__(context, host, details, _("Why may it slip?"), _("At risk"))
        self.reason = LineField(details.input.risk_reason, placeholder=_("Why it may slip"))
        self.add_row(_("Reason"), self.reason, "reason")
        of_me = details.input.direction is Direction.OF_ME
        words = _("They have been told") if of_me else _("They have told me")
        self.told = CheckBox(words, details.told_on is not None)
        self.told.setEnabled(details.told_on is None)
        self.add_row("", self.told, head=24)

    def save(self) -> None:
        """Mark it at risk. Raises RelmgrError."""
        if not self.reason.text().strip():
            raise InputError(_("Say in a few words why it may slip."), "reason")
        context, details = self.context, self.details
        expectations.move(
            context.store,
            details.id,
            Status.AT_RISK,
            self.reason.text(),
            context.now(),
            context.today(),
            told=self.told.isChecked() and details.told_on is None,
        )


class CloseDialog(_Move):
    """How it closed."""

    def __init__(self, context: Context, host: DialogHost, details: ExpectationDetails) -> None:
        super().__init__(context, host, details, _("How did it go?"), _("Close"))
        self.status = Segment([status_word(one) for one in _CLOSED], 0, name=_("How it went"))
        self.add_row(_("It was"), self.status)
        self._add_note(_("A note on it"), _("What was said about it"))

    def save(self) -> None:
        """Close it. Raises RelmgrError."""
        context = self.context
        status = _CLOSED[self.status.chosen()]
        expectations.move(
            context.store, self.details.id, status, self.note_text.text(), context.now(), context.today()
        )


def move_to(context: Context, host: DialogHost, expectation_id: ExpectationId, to: Column) -> None:
    """Move a card to the column `to`, asking what that column needs to know.

    Raises InputError for what is closed and was not agreed anew, NotFoundError.
    """
    details = expectations.get(context.store, expectation_id)
    if not can_move(details.status, to):
        raise InputError(_("This is closed. Agree it anew first."), "status")
    told_first(context, host, expectation_id, lambda: _ask(context, host, expectation_id, to))


def _ask(context: Context, host: DialogHost, expectation_id: ExpectationId, to: Column) -> None:
    details = expectations.get(context.store, expectation_id)
    status = status_in(details.status, to)
    if status is not None:
        with shown(context.signals):
            expectations.move(context.store, expectation_id, status, "", context.now(), context.today())
    elif to is Column.AGREED:
        agree = AgreeDialog(context, host, details)
        lines = agree.scope.lines.lines()
        agree.show_form(lines[0].text if lines else agree.scope)
    elif to is Column.AT_RISK:
        risk = RiskDialog(context, host, details)
        risk.show_form(risk.reason.edit)
    else:
        close = CloseDialog(context, host, details)
        close.show_form()
