"""Earlier values of somebody: what stood before a merge, an import or a sync, what replaced it, and putting it back (S4)."""

from functools import partial
from typing import ClassVar

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from relmgr.domain.calendar_words import full_day
from relmgr.domain.ids import PersonId
from relmgr.domain.kinds import Kind, Replacing
from relmgr.i18n import _, ngettext
from relmgr.services import history, people
from relmgr.services.history import EarlierValue
from ui.context import Context, DialogHost, Navigator
from ui.dialogs.live import LiveDialog
from ui.widgets.buttons import Button, Size
from ui.widgets.sections import Hairline
from ui.widgets.text import TextLabel

_SHOWN = 60


class HistoryDialog(LiveDialog):
    """The newest first; each can be put back, or copied where it belongs somewhere else."""

    watches: ClassVar[frozenset[Kind]] = frozenset({Kind.EARLIER, Kind.PERSON, Kind.CONTACT_METHOD})

    def __init__(
        self, context: Context, navigator: Navigator, host: DialogHost, person_id: PersonId, field: str = ""
    ) -> None:
        name = people.details(context.store, person_id).first_name
        super().__init__(context, host, _("What was said of {name} before").format(name=name))
        self._person, self._field = person_id, field
        self.buttons: list[Button] = []

    def fill(self, column: QVBoxLayout) -> None:
        people.details(self.context.store, self._person)
        found = history.of(self.context.store, self._person, self._field)
        self.buttons = []
        if not found:
            column.addWidget(
                TextLabel(
                    _("Nothing was replaced yet. What a merge, an import or a sync replaces is kept here."),
                    "body",
                    "text2",
                    wrap=True,
                )
            )
        for number, one in enumerate(found[:_SHOWN]):
            if number:
                column.addWidget(Hairline(role="hairline_raised"))
            column.addWidget(self._row(one))
        if len(found) > _SHOWN:
            more = len(found) - _SHOWN
            words = ngettext("and {n} more", "and {n} more", more).format(n=more)
            column.addWidget(TextLabel(words, "small", "text2"))

    def _row(self, one: EarlierValue) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 8, 0, 8)
        row.setSpacing(16)
        words = QVBoxLayout()
        words.setSpacing(2)
        title = _("{what}: {value}").format(what=one.called, value=one.value)
        words.addWidget(TextLabel(title, "body_strong", "text", holder, wrap=True))
        words.addWidget(TextLabel(self._note(one), "small", "text2", holder, wrap=True))
        row.addLayout(words, 1)
        text = _("Put it back") if one.can_return else _("Copy")
        button = Button(text, size=Size.SMALL, icon="undo-2" if one.can_return else "copy", raised=True)
        button.setAccessibleName(_(", ").join((text, title)))
        button.clicked.connect(partial(self._act, one))
        button.setEnabled(not (one.can_return and not self.context.store.takes_changes))
        self.buttons.append(button)
        row.addWidget(button)
        return holder

    def _act(self, one: EarlierValue, _checked: bool = False) -> None:
        if one.can_return:
            self.do(lambda: history.put_back(self.context.store, one.id, self.context.now()))
        else:
            QGuiApplication.clipboard().setText(one.value)

    def _note(self, one: EarlierValue) -> str:
        day = full_day(one.at.astimezone(self.context.zone()).date())
        by = _("Replaced by {value}.").format(value=one.replaced_by) if one.replaced_by else _("Taken away.")
        return f"{by} {_how(one, day)}"


def _how(one: EarlierValue, day: str) -> str:
    if one.replacing is Replacing.MERGE:
        words = _("By a merge with {origin} on {day}.") if one.origin else _("By a merge on {day}.")
    elif one.replacing is Replacing.IMPORT:
        words = _("By an import of {origin} on {day}.") if one.origin else _("By an import on {day}.")
    else:
        words = (
            _("By the card {origin} kept in step, on {day}.")
            if one.origin
            else _("By a card kept in step, on {day}.")
        )
    return words.format(origin=one.origin, day=day)


def open_history(
    context: Context, navigator: Navigator, host: DialogHost, person_id: PersonId, field: str = ""
) -> HistoryDialog:
    """Open the earlier values of somebody, or of one field of theirs. Raises NotFoundError."""
    dialog = HistoryDialog(context, navigator, host, person_id, field)
    dialog.show_live()
    return dialog
