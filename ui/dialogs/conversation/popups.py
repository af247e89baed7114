"""What opens when a chip is pressed: small popups that change what was understood."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from relmgr.domain.capture import Life, Milestone, Promise, SpanKind
from relmgr.domain.capture.contact import how_words
from relmgr.domain.ids import PersonId
from relmgr.domain.kinds import ConversationKind
from relmgr.errors import InputError
from relmgr.i18n import _
from relmgr.store import Store
from ui import theme as themes
from ui.dialogs.conversation.draft import Noted, with_title
from ui.dialogs.form import Choice, PersonField, partial_value
from ui.widgets.buttons import Button, Kind
from ui.widgets.fields import DateField, LineField, PartialDateField, labelled
from ui.widgets.popup import Popup

_WIDTH = 320
Owners = Sequence[tuple[PersonId, str]]
"""People and their names."""


class ChangePopup(Popup):
    """A few fields over a button that takes them. Return takes them too, Escape leaves all as it was."""

    def __init__(self, parent: QWidget, take: Callable[[], None], done: str = "") -> None:
        super().__init__(parent)
        self._take = take
        self.fields = QVBoxLayout()
        self.fields.setSpacing(10)
        self.done = Button(done or _("Done"), Kind.PRIMARY, raised=True, parent=self.surface)
        self.done.clicked.connect(self.take)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.done)
        column = QVBoxLayout(self.surface)
        column.setContentsMargins(14, 14, 14, 14)
        column.setSpacing(12)
        column.addLayout(self.fields)
        column.addLayout(foot)
        self.surface.setFixedWidth(themes.current().scaled(_WIDTH))

    def add(self, label: str, field: QWidget) -> None:
        """Add `field` under its label; the first one has the focus."""
        self.fields.addWidget(labelled(label, field, self.surface))
        if self.focusProxy() is None:
            self.setFocusProxy(field.focusProxy() or field)

    def take(self) -> None:
        """Hand over what the fields hold and close; stay where that cannot be."""
        try:
            self._take()
        except InputError:
            return  # the field says so itself
        self.close()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.take()
            return
        super().keyPressEvent(event)


def change_noted(
    parent: QWidget,
    kind: SpanKind,
    value: Noted,
    today: date,
    take: Callable[[SpanKind, Noted], None],
    *,
    owners: Owners = (),
) -> ChangePopup:
    """A popup for a life event, a promise or a date; `owners` are the people whose life it can be."""
    if isinstance(value, Life):
        return _change_life(parent, value, today, take, owners)
    if isinstance(value, Promise):
        return _change_promise(parent, kind, value, today, take)
    return _change_milestone(parent, value, take, owners)


def _add_owner(popup: ChangePopup, value: Life | Milestone, owners: Owners) -> Callable[[], PersonId | None]:
    """Ask whose it is where several can be meant; gives back what tells the answer."""
    if len(owners) < 2:
        return lambda: value.person
    whose = Choice(owners, value.person if value.person is not None else owners[0][0])
    popup.add(_("Whose"), whose)
    return whose.value


def _change_life(
    parent: QWidget, value: Life, today: date, take: Callable[[SpanKind, Noted], None], owners: Owners
) -> ChangePopup:
    title = LineField(value.title)
    follow_up = DateField(today, value.follow_up)

    def hand_over() -> None:
        changed = with_title(value, title.text(), follow_up.value())
        take(SpanKind.LIFE, replace(changed, person=owner()))

    popup = ChangePopup(parent, hand_over)
    popup.add(_("What is going on"), title)
    popup.add(_("Ask again on"), follow_up)
    owner = _add_owner(popup, value, owners)
    return popup


def _change_promise(
    parent: QWidget, kind: SpanKind, value: Promise, today: date, take: Callable[[SpanKind, Noted], None]
) -> ChangePopup:
    who = Choice(
        (
            (SpanKind.PROMISE_MINE, _("I promised")),
            (SpanKind.PROMISE_THEIRS, _("They promised")),
            (SpanKind.REQUEST, _("They asked for")),
        ),
        kind,
    )
    statement = LineField(value.statement)
    due = DateField(today, value.due)
    popup = ChangePopup(
        parent,
        lambda: take(
            who.value(), replace(value, statement=statement.text() or value.statement, due=due.value())
        ),
    )
    popup.add(_("Who"), who)
    popup.add(_("What"), statement)
    popup.add(_("By when"), due)
    popup.setFocusProxy(statement.edit)
    return popup


def _change_milestone(
    parent: QWidget, value: Milestone, take: Callable[[SpanKind, Noted], None], owners: Owners
) -> ChangePopup:
    title = LineField(value.title)
    day = PartialDateField(value.date)

    def hand_over() -> None:
        words, known = title.text() or value.title, partial_value(day, "date") or value.date
        take(SpanKind.MILESTONE, replace(value, title=words, date=known, person=owner()))

    popup = ChangePopup(parent, hand_over)
    popup.add(_("What it is"), title)
    popup.add(_("When"), day)
    owner = _add_owner(popup, value, owners)
    return popup


def change_when(
    parent: QWidget,
    day: date,
    how: ConversationKind,
    today: date,
    take: Callable[[date, ConversationKind], None],
) -> ChangePopup:
    """A popup for the day and the kind of contact."""
    when = DateField(today, day, optional=False)
    kind = Choice([(one, kind_words(one)) for one in ConversationKind], how)
    popup = ChangePopup(parent, lambda: take(min(when.value() or day, today), kind.value()))
    popup.add(_("On which day"), when)
    popup.add(_("How"), kind)
    return popup


def kind_words(kind: ConversationKind) -> str:
    """The kind of contact alone: "By phone"."""
    words = how_words(kind)
    return words[:1].upper() + words[1:]


class PickPerson(ChangePopup):
    """Somebody by name. A name nobody has yet may be taken as somebody new."""

    def __init__(
        self, parent: QWidget, store: Store, today: date, take: Callable[[PersonId | None, str], None]
    ) -> None:
        super().__init__(parent, self._hand_over, _("Choose"))
        self._chosen = take
        self.field = PersonField(store, today)
        self.add(_("With whom"), self.field)
        self.field.searched.connect(self._reword)
        self.field.picked.connect(self.take)

    def _reword(self) -> None:
        is_new = not self.field.offered() and self.field.person() is None and bool(self.field.text())
        self.done.setText(_("Add as new") if is_new else _("Choose"))
        self.done.updateGeometry()

    def _hand_over(self) -> None:
        person = self.field.person() or self.field.only_offer()
        if not self.field.text():
            self.field.set_error(_("Say who it was."))
        elif person is None and self.field.offered():
            self.field.set_error(_("Several people may be meant. Choose one from the list."))
        else:
            self._chosen(person, self.field.text() if person is None else self.field.name_of(person))
            return
        raise InputError(self.field.error(), "people")
